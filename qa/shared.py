"""One assistant for the many threads of a server."""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import UTC, date, datetime
from threading import Lock
from typing import TYPE_CHECKING

from corpus.disclosure import is_public
from corpus.held_items import HeldItems
from corpus.json_records import Record
from corpus.ledger import LedgerFilter, LedgerRow, rows
from corpus.listing import notices_records
from corpus.model import Notice
from corpus.relation_listing import relations_of
from corpus.settings import Settings
from corpus.telephones import printed
from corpus.typed import clean
from qa.beside import asked_beside
from qa.examples import example_questions
from qa.passage_search import Wanted
from qa.privacy import mask
from qa.receipt_now import withheld
from qa.record import answer_record, citation_record, whole_notice

if TYPE_CHECKING:
    from qa.assistant import Assistant


@dataclass(frozen=True, slots=True)
class _Known:
    """What was counted when the store stood at `sequence`."""

    sequence: int
    record: Record


class SharedAssistant:
    """What the faces of a server ask for.

    One question at a time is looked up: the indexes are not promised to bear concurrent use, and it is short
    work. The store bears it, so nothing else waits.
    Notices that are not for the public (依申请公开, 不予公开) are treated as if they were not there.
    """

    def __init__(self, assistant: "Assistant") -> None:
        self._assistant = assistant
        self._lock = Lock()
        self._known: _Known | None = None
        self._items = HeldItems(assistant.store)

    @property
    def settings(self) -> Settings:
        """The settings the assistant was opened with."""
        return self._assistant.settings

    def ask(
        self,
        question: str,
        *,
        id: str | None = None,
        region: str | None = None,
        after: str | None = None,
        ignore: Set[str] = frozenset(),
    ) -> Record:
        """Answer a question (see `Assistant.ask`). Returns a record by contract/answer.schema.json."""
        with self._lock:
            begun = self._assistant.begin(question, id=id, region=region, after=after, ignore=ignore)
        # A model that arranges the answer, and a store that waits, hold up nobody else.
        answer, _ = self._assistant.finish(begun)
        return answer_record(answer)

    def search(self, wanted: Wanted) -> list[Record]:
        """Find passages, best first, laid out as an answer's citations; nothing is kept of it."""
        with self._lock:
            found = self._assistant.search(wanted)
        return [citation_record(n, citation, self._assistant.today) for n, citation in enumerate(found, 1)]

    def beside(self, question: str, *, region: str | None, year: int | None) -> str:
        """Write a question anew for another region or year (see `qa.beside`)."""
        with self._lock:
            library = self._assistant.library()
        return asked_beside(question, library, region=region, year=year)

    def notices(self) -> list[Record]:
        """List the heads of all notices, each with its number of task items."""
        public = {notice.id for notice in self._public()}
        return [head for head in notices_records(self._assistant.store, date.today()) if head["id"] in public]

    def notice(self, notice_id: str) -> Record | None:
        """Give a notice with its text, passages and items; None where there is no such notice."""
        public = self._public()
        found = next((notice for notice in public if notice.id == notice_id), None)
        if found is None:
            return None
        store = self._assistant.store
        text = _without_closed(store.text(notice_id), found, public)
        parts = text, store.passages(notice_id), store.items(notice_id)
        relations = relations_of(found, public, store.edges())
        return whole_notice(found, *parts, date.today(), relations)

    def tasks(self, wanted: LedgerFilter) -> tuple[LedgerRow, ...]:
        """Give the rows of the task ledger that satisfy a filter, in the ledger's order."""
        public, held = {notice.id for notice in self._public()}, self._items.by_notice()
        found = rows(self._assistant.store, wanted, items_of=lambda notice_id: held.get(notice_id, ()))
        return tuple(row for row in found if row.notice.id in public)

    def receipt(self, receipt_id: str) -> Record | None:
        """Show an answer again, and how the library stands to it now; None where there is no such receipt.

        What the public may not see any more is left out.
        """
        record = self._assistant.receipt(receipt_id)
        return None if record is None else withheld(record)

    def save_feedback(self, said: Mapping[str, object]) -> None:
        """Keep what was said about an answer, and when.

        Args:
            said: `receipt`, and either `useful` (with `faults` and a `remark`, which is masked first) or
                `verdict` and `by`, its giver's name.
        """
        if remark := said.get("remark"):
            said = {**said, "remark": self.masked(str(remark).strip())}
        at = datetime.now(UTC).isoformat(timespec="seconds")
        self._assistant.store.save_feedback({**said, "at": at})

    def masked(self, text: str) -> str:
        """Give what somebody typed as it may be kept: without unseen marks, personal data masked."""
        return mask(clean(text), printed(self._public()))

    def switching(self) -> Record | None:
        """Say how far a change of model is; None where none is under way. Reads memory only.

        Which models they are is not told: an address may be among them.
        """
        switching = self._assistant.switching
        if switching is None:
            return None
        return {"share": round(switching.share, 4), "failed": bool(switching.problem)}

    @property
    def stale(self) -> bool:
        """Whether an earlier snapshot answers, the index being unable to follow; reads memory only."""
        return self._assistant.stale

    def info(self) -> Record:
        """Say what is in the library: counts, regions, example questions, sample flag, hotline."""
        sequence = self._assistant.store.sequence
        if self._known is None or self._known.sequence != sequence:
            self._known = _Known(sequence, self._describe())
        return self._known.record

    def _public(self) -> tuple[Notice, ...]:
        return tuple(notice for notice in self._assistant.store.notices() if is_public(notice))

    def _describe(self) -> Record:
        notices = self._public()
        held = self._items.by_notice()
        items = [item for notice in notices for item in held.get(notice.id, ())]
        return {
            "notices": len(notices),
            "items": len(items),
            "regions": _regions(notices),
            "examples": list(example_questions(notices, items)),
            "sample": any(notice.sample for notice in notices),
            "hotline": self.settings.hotline,
            "max_question_chars": self.settings.max_question_chars,
            "voice_input": self.settings.voice_input,
        }


def _without_closed(text: str, shown: Notice, public: tuple[Notice, ...]) -> str:
    """Blank out what belongs to no public notice of the file; offsets stay what they are.

    A notice of the same file may be closed, or have been taken out while its words still stand in the text.
    """
    spans = sorted(other.span for other in public if other.sha256 == shown.sha256)
    kept, at = [], 0
    for span in spans:
        kept.append(" " * (span.start - at) + text[max(at, span.start) : span.end])
        at = max(at, span.end)
    return "".join(kept) + " " * (len(text) - at)


def _regions(notices: tuple[Notice, ...]) -> list[Record]:
    found = {notice.region.name: notice.region for notice in notices if notice.region}
    named = sorted(found.values(), key=lambda region: (region.code or "999999", region.name))
    return [{"name": region.name, "short": region.short, "code": region.code} for region in named]
