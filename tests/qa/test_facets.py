"""Invented clauses: which side of a matter a question asks about, and whether a clause heads it."""

import pytest

from corpus.fold import plain
from corpus.model import Notice, Passage, PassageKind, Span
from qa.facets import facets
from qa.library import Entry


def entry(quote, *path):
    notice = Notice(id="n", title="关于茶园事项的通知", span=Span(0, 9), source="n.txt", sha256="0")
    passage = Passage(
        id="p", notice_id="n", kind=PassageKind.CLAUSE, path=path, number=None, span=Span(0, len(quote))
    )
    return Entry(passage=passage, notice=notice, item=None, quote=quote, folded=plain(quote))


@pytest.mark.parametrize(
    ("question", "quote", "path", "found"),
    [
        ("评茶什么时候开始", "评茶时间为四月六日上午，地点在茶厂。", (), {"headed", "named"}),
        ("采摘一斤补多少", "二、补贴标准\n每斤补贴两元。", (), {"headed"}),
        ("在哪里领茶苗", "凭身份证到农技站领取。", ("三、领取地点",), {"headed"}),
        ("评茶什么时候开始", "评茶由茶厂组织。", (), set()),
        ("茶园有什么要求", "二、补贴标准\n每斤补贴两元。", (), set()),
    ],
)
def test_a_clause_that_heads_what_is_asked_is_told(question, quote, path, found):
    assert set(facets(plain(question), entry(quote, *path))) == found
