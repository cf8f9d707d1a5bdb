"""What a notice is once it has been read: the nouns every other package speaks.

All offsets are in characters of the stored text (`Document.text`, the decoded file as it came), half
open: `text[span.start:span.end]` is what was printed.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from corpus.layout import PLAIN, Layout
from corpus.span import Span as Span


class DocumentStage(StrEnum):
    """How far a notice has come."""

    FINAL = "final"
    CONSULTATION_DRAFT = "consultation_draft"
    TRIAL = "trial"


class Validity(StrEnum):
    """Whether a notice is in force, as far as the library can tell."""

    IN_FORCE = "in_force"
    NOT_YET = "not_yet"
    EXPIRED = "expired"
    REPEALED = "repealed"
    SUPERSEDED = "superseded"
    UNKNOWN = "unknown"


class DeadlineKind(StrEnum):
    """What sort of time limit is printed."""

    BY_DATE = "by_date"
    WITHIN = "within"
    PERIODIC = "periodic"
    ONGOING = "ongoing"
    PHASE = "phase"
    UNRESOLVED = "unresolved"


class PassageKind(StrEnum):
    """What part a passage plays in its notice."""

    TASK = "task"
    CLAUSE = "clause"
    HEADER = "header"
    CONTACT = "contact"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A value read from a notice and the characters it was read from."""

    value: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit named in a notice.

    Attributes:
        name: as printed, with line breaks, spaces and a trailing 等/等部门 taken off.
        canonical: the full name that its aliases share (县发改委 -> 县发展和改革局).
        open: True for an open set (各乡镇, 有关部门, …等部门) that is never expanded.
        span: where the name stands.
    """

    name: str
    canonical: str
    span: Span
    open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A time limit.

    Attributes:
        text: as printed.
        kind: what sort it is.
        due: the last day, where it can be resolved, else None.
        rule: for people, how `due` was worked out.
        span: where the text stands.
    """

    text: str
    kind: DeadlineKind
    span: Span
    due: date | None = None
    rule: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """An administrative region.

    Attributes:
        name: official name (喀喇沁左翼蒙古族自治县), or as printed where the code table has none.
        short: the shortest name people use (喀左, 河南).
        code: six-digit code of the division table, padded with zeros, or None.
        parents: official names from the province down to the parent.
    """

    name: str
    short: str
    code: str | None = None
    parents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskItem:
    """One thing to be done, with who does it and by when.

    Attributes:
        id: stable, from the notice's id and the item's number and order.
        number: the item's own number as printed, without brackets or dot (3, 28, 十一).
        path: section headings from the outside in.
        text: what is to be done, verbatim but for hard line breaks, without the unit brackets.
        span: the whole item with number and units; in a table, from the first to the last cell.
        text_span: the part of `span` that `text` was taken from.
        deadline: the most exact one; `other_deadlines` holds the rest in order.
        corrected: names of what a person put right (责任单位; see `corpus.corrected`); never stored.
    """

    id: str
    notice_id: str
    number: str | None
    path: tuple[str, ...]
    text: str
    span: Span
    text_span: Span
    lead_units: tuple[Unit, ...] = ()
    responsible_units: tuple[Unit, ...] = ()
    cooperating_units: tuple[Unit, ...] = ()
    deadline: Deadline | None = None
    other_deadlines: tuple[Deadline, ...] = ()
    corrected: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A citable piece of a notice: a task item, a clause, a header line.

    `span` never crosses into another notice that stands in the same document.
    """

    id: str
    notice_id: str
    kind: PassageKind
    path: tuple[str, ...]
    number: str | None
    span: Span
    item_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A notice (通知、公文) and what its head and tail say about it.

    A document that forwards another holds two notices with one text; `span` says which part is whose.

    Attributes:
        id: stable, from the document's content and the notice's place in it.
        year: the year the notice is about (from its title, else its date), or None.
        dated_on: 成文日期. issued_on: 印发日期. effective_on: 施行日期. expires_on: last day in force.
        validity_reason: the words the validity was read from, or the rule that gave it.
        disclosure: 此件公开发布 and the like, as printed.
        facts: (name, Fact) pairs: title, document_number, issuing_body, addressee, dated_on, issued_on,
            disclosure, contact_person, phone, email, address, copied_to, stage, validity, basis …; a
            name may occur more than once.
        forwards, forwarded_by: id of the other notice of a forwarding pair.
        sample: True for the project's own invented notices (示例).
        copy_of: id of a better copy of the same notice in the library (see `corpus.copies`); never stored.
    """

    id: str
    title: str
    span: Span
    source: str
    sha256: str
    region: Region | None = None
    year: int | None = None
    document_number: str | None = None
    issuing_bodies: tuple[str, ...] = ()
    dated_on: date | None = None
    issued_on: date | None = None
    effective_on: date | None = None
    expires_on: date | None = None
    stage: DocumentStage = DocumentStage.FINAL
    validity: Validity = Validity.UNKNOWN
    validity_reason: str | None = None
    disclosure: str | None = None
    facts: tuple[tuple[str, Fact], ...] = ()
    forwards: str | None = None
    forwarded_by: str | None = None
    sample: bool = False
    copy_of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file as read: its text character for character as decoded, and where it came from.

    Attributes:
        text: the decoded file; every span in the library points into it.
        sha256: hex digest of the text in UTF-8.
        source: file name or address, for people.
        encoding: the encoding it was decoded with.
        layout: where in the file the text stood.
        file_sha256: hex digest of the file's bytes, "" where there was none.
    """

    text: str
    sha256: str
    source: str
    encoding: str = "utf-8"
    layout: Layout = PLAIN
    file_sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedNotice:
    """A notice with everything that was read out of it."""

    notice: Notice
    passages: tuple[Passage, ...]
    items: tuple[TaskItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedDocument:
    """A document and the notices in it (two where one forwards another)."""

    document: Document
    notices: tuple[ParsedNotice, ...]
