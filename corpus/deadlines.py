"""Time limits in a text: where they are printed, what is none, and which of several leads."""

import re

from corpus.deadline_forms import COUNT, DOES, FORMS
from corpus.deadline_years import When
from corpus.fold import Folded
from corpus.model import Deadline, DeadlineKind

# The more exact limit leads where there are several.
_EXACT = {
    kind: rank
    for rank, kind in enumerate(
        (
            DeadlineKind.BY_DATE,
            DeadlineKind.WITHIN,
            DeadlineKind.PHASE,
            DeadlineKind.PERIODIC,
            DeadlineKind.ONGOING,
            DeadlineKind.UNRESOLVED,
        )
    )
}


def find_deadlines(text: Folded, when: When, *, column: bool = False) -> tuple[Deadline, ...]:
    """Find the limits printed in a text, in order.

    Args:
        text: a task's text, or the cell of a table's limit column.
        when: the notice's year and day of issue.
        column: True for a cell of a limit column, where 全年 and 每月 count and nothing else stands.
    """
    taken = cited_titles(text.text)
    found = []
    for pattern, read, running in FORMS:
        if not (running or column):
            continue
        for match in pattern.finditer(text.text):
            start, end = match.span()
            if any(taken[start:end]) or _other_matter(text.text, match, column=column):
                continue
            taken[start:end] = b"\x01" * (end - start)
            kind, due, rule = read(match, when)
            found.append(
                Deadline(text=match.group(), kind=kind, due=due, rule=rule, span=text.span(*match.span()))
            )
    found.sort(key=lambda deadline: deadline.span)
    return tuple(found)


def leading(
    column: tuple[Deadline, ...], running: tuple[Deadline, ...]
) -> tuple[Deadline | None, tuple[Deadline, ...]]:
    """Choose the limit that leads: the more exact one; of equals the column's, then the first printed.

    A column's 持续推进 is not outdone by a text's 每月: only a date or a term is more exact than a column.
    """
    least = _EXACT[DeadlineKind.WITHIN] if column else len(_EXACT)
    exact = [deadline for deadline in running if _EXACT[deadline.kind] <= least]
    rest = [deadline for deadline in running if _EXACT[deadline.kind] > least]
    ordered = [*sorted((*column, *exact), key=lambda deadline: _EXACT[deadline.kind]), *rest]
    return (ordered[0], tuple(ordered[1:])) if ordered else (None, ())


def unread(text: Folded) -> Deadline | None:
    """Return a limit cell that fits no form as an unresolved deadline, words kept; None for an empty cell."""
    if not text.text:
        return None
    return Deadline(
        text=text.text,
        kind=DeadlineKind.UNRESOLVED,
        rule="未能识别的时限写法，照录",
        span=text.span(0, len(text.text)),
    )


def cited_titles(text: str) -> bytearray:
    """Mark the letters of a folded text inside 《…》, 1 for each: dates there belong to what is cited."""
    taken = bytearray(len(text))
    for match in re.finditer("《[^《》]*》|<[^<>]*>", text):
        taken[match.start() : match.end()] = b"\x01" * len(match.group())
    return taken


# 毕业5年内, 在3年内按限额扣减: how long somebody may, not by when a task is done.
_YEARS_WITHIN = re.compile(f"{COUNT}年(?:之?内|以内)$")
_FROM_THEN = re.compile("后|起|之日|用|力争|争取|确保")
_GETS_DONE = re.compile(f"[^,。;]{{0,8}}{DOES}")


# 意见请于3月10日前反馈: the window of a consultation.
_CONSULTATION = re.compile(
    "意见(?:建议)?,?(?:请|征集|反馈|截止|时间|期限|日期)+(?:于|在|为|:)*[\\d年月日至-]*$"
)


_OTHER_YEAR = re.compile("\\d{4}年$")


def _other_matter(text: str, match: re.Match[str], *, column: bool) -> bool:
    """A consultation window, a 'from … on' or the term of a right is no deadline of the task."""
    if _YEARS_WITHIN.match(match.group()) and not column:
        near = text[max(0, match.start() - 6) : match.start()]
        if not _FROM_THEN.search(near) and not _GETS_DONE.match(text, match.end()):
            return True
    after = text[match.end() : match.end() + 4]
    before = text[max(0, match.start() - 8) : match.start()]
    return (
        after.startswith(("起", "以来", "以后", "出生"))
        # 1964年8月1日前: of a year that is no year of a task.
        or _OTHER_YEAR.search(before) is not None
        or _CONSULTATION.search(text, max(0, match.start() - 24), match.start()) is not None
        or ("有效期" in before and "满前" not in match.group())
        or ("截至" in before and "底" not in match.group())
    )
