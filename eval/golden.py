"""Compare what the parser reads out of notices with golden files."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from pathlib import Path

from corpus.errors import UsageError
from corpus.fold import plain
from corpus.model import Fact, Notice, ParsedNotice, TaskItem, Unit
from corpus.parse import parse_document
from corpus.readers import Limits, read
from corpus.validity import as_of
from eval.gold import HEAD_FACTS, VALID_ON, GoldDocument, GoldItem, GoldNotice, load_gold, with_words
from eval.metrics import fold
from eval.scoring import Figures

ITEM_FIGURES = ("items", "lead", "responsible", "cooperating", "deadline", "path", "number", "span")


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that was read otherwise than gold has it; `place` is the item's number or the head."""

    source: str
    place: str
    figure: str
    gold: object
    given: object

    def __str__(self) -> str:
        return f"{self.source} {self.place} {self.figure}：应为 {self.gold}，读成 {self.given}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing looked at, right or with its difference.

    Attributes:
        fact: its name where it stands in the head.
        units: where it is units, how many gold has, were given, and are the same in both.
    """

    figure: str
    difference: Difference | None = None
    fact: str | None = None
    units: Counter[str] = field(default_factory=Counter[str])


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What came of one golden file.

    Attributes:
        right, total: counts by figure: ITEM_FIGURES and `facts`, and by name of each fact of the head.
        extra: items that were read where gold has none.
        differences: everything that is not as gold has it, in order.
        units: how many units gold has, were given, and are the same in both, each in its role.
    """

    source: str
    right: Counter[str]
    total: Counter[str]
    extra: int
    differences: tuple[Difference, ...]
    units: Counter[str] = field(default_factory=Counter[str])


def compare_folder(golden: Path, notices: Path, limits: Limits) -> tuple[Comparison, ...]:
    """Compare every golden file of a folder with the parser's reading of its notice.

    Args:
        golden: folder of golden files.
        notices: folder of the notices they were made from.
        limits: of reading a notice.

    Raises:
        UsageError: there are no golden files, or one is damaged.
        ReadError: a notice cannot be read.
    """
    files = sorted(golden.glob("*.json"))
    if not files:
        raise UsageError(f"{golden} 里没有标注文件（*.json）；请检查 --golden。")
    return tuple(compare(load_gold(file), notices, limits) for file in files)


def compare(gold: GoldDocument, notices: Path, limits: Limits) -> Comparison:
    """Compare one golden file with the parser's reading of its notice.

    Raises:
        UsageError: the notice is not the text that the golden file was made from.
        ReadError: the notice cannot be read.
    """
    document = read(notices / gold.source, limits=limits)
    if gold.sha256 not in (None, document.sha256):
        raise UsageError(f"{notices / gold.source} 与标注所依据的文本不同（sha256 不符）；请换回原文件。")
    parsed = parse_document(document).notices
    pairs = list(zip_longest(with_words(gold, notices).notices, parsed))
    checks = [check for wanted, given in pairs for check in _notice_checks(gold.source, wanted, given)]
    return Comparison(
        source=gold.source,
        right=Counter(name for check in checks if check.difference is None for name in _names(check)),
        total=Counter(name for check in checks if check.figure != "extra" for name in _names(check)),
        extra=sum(check.figure == "extra" for check in checks),
        differences=tuple(check.difference for check in checks if check.difference),
        units=sum((check.units for check in checks), Counter[str]()),
    )


def _names(check: Check) -> tuple[str, ...]:
    return (check.figure,) if check.fact is None else (check.figure, check.fact)


def figures(comparisons: Sequence[Comparison]) -> Figures:
    """Return flat figures over all files.

    `extra`, `item_f1`, `unit_f1` (a unit in another role is another one), and of each figure and each fact of
    the head `_right`, `_total` and `_share`.
    """
    right = sum((row.right for row in comparisons), Counter[str]())
    total = sum((row.total for row in comparisons), Counter[str]())
    found: Figures = {"extra": sum(row.extra for row in comparisons)}
    units = sum((row.units for row in comparisons), Counter[str]())
    found |= _f1("item", right["items"], total["items"], right["items"] + int(found["extra"] or 0))
    found |= _f1("unit", units["same"], units["gold"], units["given"])
    for name in (*ITEM_FIGURES, "facts", *HEAD_FACTS):
        if total[name]:
            found[f"{name}_right"], found[f"{name}_total"] = right[name], total[name]
            found[f"{name}_share"] = round(right[name] / total[name], 4)
    return found


def _f1(name: str, same: int, gold: int, given: int) -> Figures:
    """F1 = 2 same / (gold + given): the harmonic mean of precision and recall."""
    return {f"{name}_f1": round(2 * same / (gold + given), 4)} if gold + given else {}


def _notice_checks(source: str, gold: GoldNotice | None, given: ParsedNotice | None) -> Iterator[Check]:
    gold_items = gold.items if gold else ()
    left = list(given.items if given else ())
    if gold:
        yield from _fact_checks(source, gold, given.notice if given else None)
    # Sure matches first, so that a doubtful one never takes an item away from its own gold.
    matched = {place: item for place, row in enumerate(gold_items) if (item := _take(row, left, sure=True))}
    for place, row in enumerate(gold_items):
        yield from _item_checks(source, row, matched.get(place) or _take(row, left, sure=False))
    for item in left:
        extra = _check(source, item.number or "—", "extra", None, item.text[:12])
        units = len((*item.lead_units, *item.responsible_units, *item.cooperating_units))
        yield replace(extra, units=Counter(given=units))


def _take(gold: GoldItem, left: list[TaskItem], *, sure: bool) -> TaskItem | None:
    """Take the item that gold means out of those left: same beginning, and to be sure the same number."""
    start = fold(gold.starts_with)
    for item in left:
        if fold(item.text).startswith(start) and (not sure or fold(item.number) == fold(gold.number)):
            left.remove(item)
            return item
    return None


def _item_checks(source: str, gold: GoldItem, item: TaskItem | None) -> Iterator[Check]:
    place = f"第 {gold.number or '—'} 项"
    if item is None:
        wanted = len((*gold.lead_units, *gold.responsible_units, *gold.cooperating_units))
        missing = _check(source, place, "items", gold.starts_with, None)
        yield replace(missing, units=Counter(gold=wanted))
        for figure in ("lead", "responsible", "cooperating", "deadline"):
            yield _check(source, place, figure, "—", None)
        return
    yield Check(figure="items")
    yield _unit_check(source, place, "lead", gold.lead_units, item.lead_units)
    yield _unit_check(source, place, "responsible", gold.responsible_units, item.responsible_units)
    yield _unit_check(source, place, "cooperating", gold.cooperating_units, item.cooperating_units)
    yield _deadline_check(source, place, gold, item)
    headed = len(gold.path) == len(item.path) and all(
        fold(plain(heading)).startswith(fold(plain(start)))
        for start, heading in zip(gold.path, item.path, strict=True)
    )
    yield _check(source, place, "path", gold.path, gold.path if headed else item.path)
    yield _check(source, place, "number", fold(gold.number), fold(item.number))
    if gold.start is not None:
        span = item.text_span
        yield _check(source, place, "span", (gold.start, gold.end), (span.start, span.end))


def _unit_check(source: str, place: str, figure: str, gold: Iterable[str], given: Iterable[Unit]) -> Check:
    """Compare names as printed, folded, in any order."""
    names, read_names = sorted(map(fold, gold)), sorted(fold(unit.name) for unit in given)
    same = (Counter(names) & Counter(read_names)).total()
    check = _check(source, place, figure, names, read_names)
    return replace(check, units=Counter(gold=len(names), given=len(read_names), same=same))


def _deadline_check(source: str, place: str, gold: GoldItem, item: TaskItem) -> Check:
    """Compare the last day where gold has one, else the folded words."""
    deadline = item.deadline
    if gold.deadline_due:
        due = deadline.due.isoformat() if deadline and deadline.due else None
        return _check(source, place, "deadline", gold.deadline_due, due)
    given = deadline.text if deadline else None
    return _check(source, place, "deadline", fold(gold.deadline_text), fold(given))


def _fact_checks(source: str, gold: GoldNotice, notice: Notice | None) -> Iterator[Check]:
    for name, value in gold.facts.items():
        check = _check(source, name, "facts", _comparable(value), _comparable(_fact(notice, name)))
        yield replace(check, fact=name)
    for name, values in gold.contacts.items():
        given = [name for fact in _facts(notice, name) for name in re.split("[、，,；;]", fact.value)]
        yield _check(source, name, "facts", sorted(map(fold, values)), sorted(map(fold, given)))


def _fact(notice: Notice | None, name: str) -> object:
    if notice is None:
        return None
    if name == "title" and not _facts(notice, name):
        # A notice without a title is still called something; what it is called was not read from it.
        return None
    if name == "region":
        return notice.region.name if notice.region else None
    if name == "validity":
        return as_of(notice, VALID_ON)
    value: object = getattr(notice, name)
    return value


def _facts(notice: Notice | None, name: str) -> list[Fact]:
    return [fact for key, fact in notice.facts if key == name] if notice else []


def _comparable(value: object) -> object:
    """Fold letters of either script alike: a page may mix them, and which one it prints is no error."""
    if isinstance(value, (tuple, list)):
        return sorted(fold(plain(str(part))) for part in value)
    return None if value is None or value == "" else fold(plain(str(value)))


def _check(source: str, place: str, figure: str, gold: object, given: object) -> Check:
    same = gold == given
    row = Difference(source=source, place=place, figure=figure, gold=gold, given=given)
    return Check(figure=figure, difference=None if same else row)
