"""A list asked for is led in to: the words above it come first, not the line that shares most."""

import pytest

from corpus.fold import plain
from corpus.model import Notice, Passage, PassageKind, Span
from qa.candidate import Candidate
from qa.leading import _whole_list
from qa.library import Entry, Library
from qa.listed import lead_in_of

LINES = (
    "茶乡规定如下：",
    "一、茶厂管收茶。",
    "二、茶园管采茶。",
    "第三条 有下列情形之一的，不收茶：",
    "（一）茶叶受潮的；",
    "（二）没有采茶证的；",
    "（三）其他不收茶的情形。",
    "第四条 茶农可以申请茶苗。",
)


@pytest.fixture
def tea():
    """An invented notice with a list in it."""
    notice = Notice(id="n", title="茶乡规定", span=Span(0, 99), source="n.txt", sha256="0")
    entries = {}
    for place, quote in enumerate(LINES):
        passage = Passage(
            id=f"p{place}", notice_id="n", kind=PassageKind.CLAUSE, path=(), number=None,
            span=Span(place, place + 1),
        )  # fmt: skip
        entries[passage.id] = Entry(
            passage=passage, notice=notice, item=None, quote=quote, folded=plain(quote)
        )
    return Library(sequence=0, notices={"n": notice}, entries=entries, texts={"n": "".join(LINES)})


def test_only_the_lines_of_a_list_have_words_that_lead_in_to_them(tea):
    heads = [lead_in_of(entry, tea) for entry in tea.entries.values()]
    assert [head and head.passage.id for head in heads] == [None, None, None, None, "p3", "p3", "p3", None]


def test_the_words_that_lead_in_take_the_place_of_the_line_and_its_sisters(tea):
    found = [
        Candidate(entry=tea.entries[id], score=score, cosine=0.9, features={})
        for id, score in (("p6", 2.0), ("p7", 1.5), ("p4", 1.0), ("p3", 0.5))
    ]
    whole = _whole_list(found, tea)
    assert [(each.entry.passage.id, each.score) for each in whole] == [("p3", 2.0), ("p7", 1.5)]


def test_a_part_of_a_notice_stands_for_itself(tea):
    found = [Candidate(entry=tea.entries[id], score=1.0, cosine=0.9, features={}) for id in ("p2", "p0")]
    assert _whole_list(found, tea) == found
    assert _whole_list([], tea) == []
