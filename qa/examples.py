"""Questions that the library at hand can answer, to show a person what may be asked."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from corpus.model import DocumentStage, Notice, TaskItem, Validity

_ENDED = (Validity.EXPIRED, Validity.REPEALED, Validity.SUPERSEDED)
_SAYABLE = 4
_CLAUSE_END = re.compile(r"[，。；：！？（(\n]")


def example_questions(
    notices: Sequence[Notice], items: Sequence[TaskItem], *, limit: int = 5
) -> tuple[str, ...]:
    """Make questions of different kinds out of what the notices print.

    Args:
        notices: the library's notices; those that ended, drafts and those that only forward are left out.
        items: their task items.
        limit: how many at most.

    Returns:
        Questions, different kinds first, each naming its region; fewer than `limit` from a small library.
    """
    asked = {notice.id: notice for notice in notices if _current(notice)}
    known = [item for item in items if item.notice_id in asked]
    kinds = (_leads(asked, known), _dues(asked, known), _lists(asked, known), _numbers(asked.values()))
    dealt = (question for turn in zip_longest(*kinds) for question in turn if question)
    return tuple(dict.fromkeys(dealt))[:limit]


def _current(notice: Notice) -> bool:
    return notice.stage is not DocumentStage.CONSULTATION_DRAFT and notice.validity not in _ENDED


def _leads(notices: dict[str, Notice], items: Iterable[TaskItem]) -> Iterator[str]:
    for item in items:
        topic = _topic(item)
        if topic and item.lead_units:
            yield f"{_place(notices[item.notice_id])}{topic}，由哪个单位牵头？"


def _dues(notices: dict[str, Notice], items: Sequence[TaskItem]) -> Iterator[str]:
    # From the end, so that the notice asked about is not the one of the first question.
    for item in reversed(items):
        topic = _topic(item)
        if topic and item.deadline and item.deadline.due:
            yield f"{_place(notices[item.notice_id])}{topic}，什么时候完成？"


def _lists(notices: dict[str, Notice], items: Sequence[TaskItem]) -> Iterator[str]:
    led = Counter((item.notice_id, unit.name) for item in items for unit in item.lead_units if not unit.open)
    for (notice_id, name), count in led.most_common():
        if 2 <= count <= 8:
            place = _place(notices[notice_id])
            # 清禾市 + 市教育局 -> 清禾市教育局
            yield f"{place}{name[place[-1:] == name[:1] :]}牵头哪些任务？"


def _numbers(notices: Iterable[Notice]) -> Iterator[str]:
    for notice in notices:
        if notice.document_number and len(notice.title) <= 40:
            yield f"《{notice.title}》的发文字号是什么？"


def _topic(item: TaskItem) -> str | None:
    """Take the first clause, where it is short enough to be asked about."""
    clause = _CLAUSE_END.split(item.text.strip(), maxsplit=1)[0].strip()
    return clause if 6 <= len(clause) <= 24 else None


def _place(notice: Notice) -> str:
    if notice.region is None:
        return ""
    # 喀喇沁左翼蒙古族自治县 is not what people say; 清禾市 is.
    return notice.region.name if len(notice.region.name) <= _SAYABLE else notice.region.short
