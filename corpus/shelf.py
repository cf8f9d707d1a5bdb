"""The library as one looks along its shelves: heads of notices, narrowed by facets with counts."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from sqlalchemy import func, select

from corpus import schema
from corpus.fold import plain
from corpus.model import Notice
from corpus.store import Store
from corpus.validity import as_of

# *Source:* 党政机关公文处理工作条例, article 8, and what notices commonly issue.
_KINDS: Final = (
    "决议", "决定", "命令", "公报", "公告", "通告", "意见", "通知", "通报", "报告", "请示", "批复", "议案",
    "纪要", "办法", "方案", "规定", "细则", "规则", "条例", "要点", "计划", "规划", "措施", "清单", "指南",
    "解读", "预案", "标准", "制度", "函", "令",
)  # fmt: skip
_KIND = re.compile(f"({'|'.join(_KINDS)})$")
# （征求意见稿）, (试行), 〔2023年版〕
_TAIL = re.compile(r"[(（〔\[【][^()（）〔〕\[\]【】]{1,20}[)）〕\]】]$|的?(?:附件|草案)\d*$")
# 关于印发…的通知, 转发…的函
_ISSUED = re.compile(r"(?:印发|转发|下发|发布|公布)《?(.+?)》?的?(?:通知|通告|公告|函|意见)$")
OTHER: Final = "其他"


class Facet(StrEnum):
    """By what the library can be narrowed."""

    REGION = "region"
    YEAR = "year"
    KIND = "kind"
    STAGE = "stage"
    VALIDITY = "validity"
    BODY = "body"


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A notice as the list shows it.

    Attributes:
        values: what it has of each facet, () where it prints none.
        words: folded title and number, for looking through.
        day: when it was written, else issued, else in force.
        validity: of the day that the shelf was made for.
        items: how many task items it holds.
    """

    notice: Notice
    validity: str
    items: int
    day: date | None
    words: str
    values: Mapping[Facet, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is looked for: one value of a facet or none, and words that title and number must all hold."""

    values: Mapping[Facet, str] = field(default_factory=dict)
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What was found.

    Attributes:
        heads: the newest first.
        counts: by facet and value, how many there would be with that value chosen and all else as asked.
    """

    heads: tuple[Head, ...]
    counts: Mapping[Facet, Counter[str]]


def _kinds_of(title: str) -> tuple[str, ...]:
    """The kind of a notice, and of what it issues: 关于印发…实施方案的通知 -> 通知, 方案."""
    bare = plain(title)
    issued = _ISSUED.search(bare)
    kinds = (_kind(bare), *((_kind(issued[1]),) if issued else ()))
    return tuple(kind for kind in dict.fromkeys(kinds) if kind != OTHER) or (OTHER,)


def _kind(bare: str) -> str:
    while (shorter := _TAIL.sub("", bare)) != bare:
        bare = shorter
    match = _KIND.search(bare.rstrip('》>"”'))
    return match[1] if match else OTHER


def shelved(notices: Iterable[Notice], counts: Mapping[str, int], today: date) -> tuple[Head, ...]:
    """Lay out heads, the newest first; those without a day come last.

    Args:
        notices: those that may be shown; worse copies of one among them are left out.
        counts: of task items by notice id.
        today: the day that validity is judged on.
    """
    known = tuple(notices)
    ids = {notice.id for notice in known}
    heads = [_head(notice, counts.get(notice.id, 0), today) for notice in known if notice.copy_of not in ids]
    return tuple(sorted(heads, key=lambda head: head.day or date.min, reverse=True))


def look_up(heads: Sequence[Head], asked: Asked) -> Found:
    """Narrow the heads, and count what each facet would give; one pass."""
    words = [plain(word) for word in asked.words.split()]
    found: list[Head] = []
    counts: dict[Facet, Counter[str]] = {facet: Counter() for facet in Facet}
    for head in heads:
        if not all(word in head.words for word in words):
            continue
        missed = [facet for facet, value in asked.values.items() if value not in head.values[facet]]
        if not missed:
            found.append(head)
        if len(missed) <= 1:
            for facet in missed or Facet:
                counts[facet].update(head.values[facet])
    return Found(heads=tuple(found), counts=counts)


def item_counts(store: Store) -> dict[str, int]:
    """Count the task items of every notice that has any, in one query."""
    items = schema.items.c
    with store.transaction(write=False) as connection:
        rows = connection.execute(select(items.notice, func.count()).group_by(items.notice))
        return {str(notice): int(count) for notice, count in rows}


def _head(notice: Notice, items: int, today: date) -> Head:
    validity = as_of(notice, today).value
    return Head(
        notice=notice,
        validity=validity,
        items=items,
        day=notice.dated_on or notice.issued_on or notice.effective_on,
        words=plain(f"{notice.title}\n{notice.document_number or ''}"),
        values={
            Facet.REGION: (notice.region.name,) if notice.region else (),
            Facet.YEAR: (str(notice.year),) if notice.year else (),
            Facet.KIND: _kinds_of(notice.title),
            Facet.STAGE: (notice.stage.value,),
            Facet.VALIDITY: (validity,),
            Facet.BODY: tuple(dict.fromkeys(notice.issuing_bodies)),
        },
    )
