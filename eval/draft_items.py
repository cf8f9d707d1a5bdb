"""Drafted questions about task items: who, when, what, and lists of a unit's tasks."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from random import Random
from typing import Any

from corpus.model import DeadlineKind, Notice, TaskItem, Unit
from eval.drafted import drafted, seeded
from eval.notice_file import NoticeFile
from eval.phrasing import Asked, Label, ask, ask_listed
from eval.questions import Kind, Question
from eval.subject import Subject, evidence_of

_LONGEST_LIST = 8
_UNITS_EACH = 3
_FEWEST_ITEMS = 4


def item_questions(
    item: TaskItem, file: NoticeFile, label: Label, subject: Subject, seed: int
) -> Iterator[Question]:
    """Draft the questions that an item answers: who, when, what."""
    for asked, kind in _askable(item):
        rng = seeded(seed, item.id, asked)
        text, spoken = ask(asked, label, subject, rng)
        yield _about(item, file, subject, kind, text, spoken)


def _askable(item: TaskItem) -> Iterator[tuple[Asked, Kind]]:
    # One question on units: who leads where somebody does, else who is responsible.
    if item.lead_units:
        yield Asked.LEAD, Kind.UNIT
    elif item.responsible_units:
        yield Asked.RESPONSIBLE, Kind.UNIT
    if item.deadline and item.deadline.due:
        yield Asked.WHEN, Kind.DEADLINE
    elif item.deadline and item.deadline.kind is DeadlineKind.WITHIN:
        yield Asked.WITHIN, Kind.DEADLINE
    yield Asked.WHAT, Kind.PASSAGE


def _about(
    item: TaskItem, file: NoticeFile, subject: Subject, kind: Kind, text: str, spoken: bool
) -> Question:
    facts = kind is not Kind.PASSAGE
    deadline = item.deadline if kind is Kind.DEADLINE else None
    return drafted(
        kind=kind, question=text, persona="public" if spoken else "staff", notices=(file.name,),
        evidence=subject.evidence,
        lead_units=_names(item.lead_units) if facts else None,
        responsible_units=_names(item.responsible_units) if facts else None,
        deadline=deadline.text if deadline else None,
        deadline_date=deadline.due.isoformat() if deadline and deadline.due else None,
    )  # fmt: skip


def list_questions(notice: Notice, file: NoticeFile, document: str, seed: int) -> Iterator[Question]:
    """Draft questions for the tasks of a unit and for those due on a day.

    Args:
        notice: the one whose tasks are asked for.
        file: that it stands in.
        document: what the notice is called in the question.
        seed: chooses units and wording.
    """
    items = [item for item in file.items if item.notice_id == notice.id and item.number]
    # Numbers that begin anew in each section name no item.
    if len(items) < _FEWEST_ITEMS or len({item.number for item in items}) < len(items):
        return
    rng = seeded(seed, notice.id, "list")
    yield from _by_unit(items, file, document, rng)
    yield from _by_day(items, file, document, rng)


def _by_unit(items: list[TaskItem], file: NoticeFile, document: str, rng: Random) -> Iterator[Question]:
    leads = any(item.lead_units for item in items)
    of_unit: defaultdict[str, list[TaskItem]] = defaultdict(list)
    for item in items:
        for unit in item.lead_units if leads else item.responsible_units:
            if not unit.open:
                of_unit[unit.name].append(item)
    short = [name for name, found in of_unit.items() if 1 < len(found) <= _LONGEST_LIST]
    asked = Asked.LIST_LEAD if leads else Asked.LIST_RESPONSIBLE
    for name in rng.sample(short, min(_UNITS_EACH, len(short))):
        text, spoken = ask_listed(asked, document, name, rng)
        gold = {"lead_units" if leads else "responsible_units": (name,)}
        yield from _listed(text, spoken, of_unit[name], file, gold)


def _by_day(items: list[TaskItem], file: NoticeFile, document: str, rng: Random) -> Iterator[Question]:
    days = Counter(item.deadline.due for item in items if item.deadline and item.deadline.due)
    few = sorted(day for day, times in days.items() if times <= _LONGEST_LIST)
    if not few:
        return
    day = rng.choice(few)
    due = [item for item in items if item.deadline and item.deadline.due == day]
    words = Counter(item.deadline.text for item in due if item.deadline).most_common(1)[0][0]
    text, spoken = ask_listed(Asked.LIST_DUE, document, words, rng)
    yield from _listed(text, spoken, due, file, {"deadline": words, "deadline_date": day.isoformat()})


def _listed(
    text: str, spoken: bool, items: list[TaskItem], file: NoticeFile, gold: Mapping[str, Any]
) -> Iterator[Question]:
    evidence = tuple(words for item in items for words in evidence_of(item, file)[:1])
    numbers = tuple(item.number for item in items if item.number)
    if not evidence:
        return
    yield drafted(
        kind=Kind.LIST, question=text, persona="public" if spoken else "staff", notices=(file.name,),
        evidence=evidence,
        # The figures count numbers in digits only.
        answer=numbers if all(number.isascii() for number in numbers) else None,
        **gold,
    )  # fmt: skip


def _names(units: Iterable[Unit]) -> tuple[str, ...] | None:
    return tuple(unit.name for unit in units) or None
