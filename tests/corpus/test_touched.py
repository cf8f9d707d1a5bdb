from datetime import date

import pytest

from corpus.model import Span
from corpus.relations import ClauseChange
from corpus.touched import touched
from tests.corpus.parse.written import notice, parse

DAY = date(2025, 7, 1)
LONG = "申请人提交材料后由受理机关审核。" * 40
TEXT = notice(
    "第一章 总则",
    "第一条 为规范补贴发放，制定本办法。",
    "第二章 发放",
    "第二条 补贴按月发放。",
    "（一）每月十日前核定。",
    "（二）每月十五日前发放。",
    f"第三条 {LONG}",
    "第四条 本办法由财政局解释。",
)


def change(number: str | None, *, ended: bool = True) -> ClauseChange:
    return ClauseChange(number=number, ended=ended, reason="", by="n9", span=Span(0, 1), since=DAY)


@pytest.mark.parametrize(
    ("changes", "ended", "changed"),
    [
        ([change("第四条")], ["第四条"], []),
        ([change("第四条", ended=False)], [], ["第四条"]),
        ([change("第二章")], ["（一）", "（二）", "第三条", "第三条", "第四条"], []),
        ([change("第二条")], ["（一）", "（二）"], []),
        ([change("第二条第（一）项")], ["（一）"], []),
        ([change("第三条")], ["第三条", "第三条"], []),
        ([change("第一条第二款")], [], ["第一条"]),
        ([change("第四条", ended=False), change("第四条")], ["第四条"], []),
        ([change(None)], [], []),
        ([change("第九条")], [], []),
    ],
)
def test_passages_in_a_clause_are_found(
    changes: list[ClauseChange], ended: list[str], changed: list[str]
) -> None:
    parsed = parse(TEXT)
    found = touched(parsed.passages, TEXT, changes, DAY)
    begins: dict[str, str] = {}
    for passage in parsed.passages:
        words = TEXT[passage.span.start : passage.span.end]
        begins[passage.id] = next(
            (mark for mark in ("第一条", "第二条", "（一）", "（二）", "第四条") if words.startswith(mark)),
            "第三条",
        )
    assert [begins[id] for id, one in found.items() if one.ended] == ended
    assert [begins[id] for id, one in found.items() if not one.ended] == changed


def test_a_change_counts_from_its_day() -> None:
    parsed = parse(TEXT)
    assert touched(parsed.passages, TEXT, [change("第四条")], date(2025, 6, 30)) == {}
