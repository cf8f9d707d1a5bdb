from dataclasses import replace

import pytest

from corpus.errors import StoreDamaged
from corpus.model import Deadline, DeadlineKind, Fact, Span
from qa.answer import Fields
from qa.cite import cite, cite_fact, distinct, fields_of, highlights, limit_asked, sentences, union
from qa.library import Library


def entry_of(library, words):
    return next(entry for entry in library.entries.values() if words in entry.quote)


def tampered(library, entry):
    texts = {**library.texts, entry.notice.id: library.texts[entry.notice.id].replace("5月底前", "6月底前")}
    return Library(sequence=library.sequence, notices=library.notices, entries=library.entries, texts=texts)


def test_a_quote_that_is_not_the_stored_text_is_never_shown(library):
    entry = entry_of(library, "5月底前公布全市小学")
    assert cite(entry, library).quote == entry.quote
    with pytest.raises(StoreDamaged, match="引文与库中原文不一致"):
        cite(entry, tampered(library, entry))


def test_a_highlight_outside_its_quote_is_never_shown(library):
    notice = next(iter(library.notices.values()))
    with pytest.raises(StoreDamaged):
        cite_fact(Fact(value="", span=Span(5, 5)), library, notice.id)


def test_a_fact_is_cited_with_its_line(library):
    notice = next(notice for notice in library.notices.values() if notice.document_number)
    fact = next(fact for key, fact in notice.facts if key == "document_number")
    citation = cite_fact(fact, library, notice.id)
    assert "\n" not in citation.quote
    assert citation.highlights == (fact.span,)


def test_a_fact_in_a_very_long_line_is_cited_with_what_is_near(library):
    notice = replace(next(iter(library.notices.values())), id="long")
    text = "长" * 1000
    long = Library(sequence=0, notices={"long": notice}, entries={}, texts={"long": text})
    citation = cite_fact(Fact(value="长", span=Span(500, 501)), long, "long")
    assert (citation.span.start, citation.span.end) == (300, 701)


def test_the_sentence_that_shares_most_with_the_question_is_highlighted(library):
    entry = entry_of(library, "补贴对象、补贴标准、申报时间")
    (span,) = highlights(entry, "年度农业补贴目录")
    text = library.texts[entry.notice.id]
    assert text[span.start : span.end].startswith("公布年度农业补贴目录")
    assert highlights(entry, "无关") == ()


def test_sentences_leave_the_number_of_a_clause_out(library):
    entry = entry_of(library, "第三条 租房提取额度提高")
    first = sentences(entry)[0]
    assert library.texts[entry.notice.id][first.start : first.end].startswith("租房提取额度提高")


def test_units_of_a_list_are_united_in_order_and_a_limit_only_where_all_share_it():
    limit = Deadline(text="年底前", kind=DeadlineKind.BY_DATE, span=Span(0, 3))
    one = Fields(lead_units=("甲", "乙"), deadline=limit)
    two = Fields(lead_units=("乙", "丙"), responsible_units=("丁",), deadline=limit)
    assert union((one, two)) == Fields(
        lead_units=("甲", "乙", "丙"), responsible_units=("丁",), deadline=limit
    )
    assert union((one, Fields())).deadline is None
    assert union(()) == Fields()


def test_a_passage_that_is_no_task_has_no_facts():
    assert fields_of(None) == Fields()


def test_a_place_is_cited_once(library):
    citation = cite(next(iter(library.entries.values())), library)
    assert distinct((citation, citation)) == (citation,)


@pytest.mark.parametrize(
    ("topic", "limit"),
    [
        ("茶园规划方案提出", "7月底前"),
        ("茶园改造", "10月底前"),
        ("茶园的事做完", "10月底前"),
        ("茶园", "7月底前"),
    ],
)
def test_of_two_time_limits_the_one_on_the_topic_is_given(library, topic, limit):
    """7月底前提出方案，10月底前完成改造: who asks for the one is not told the other."""
    entry = next(entry for entry in library.items if entry.item.deadline)
    quote = "7月底前提出茶园规划方案，10月底前完成茶园改造。"
    start = entry.passage.span.start
    limits = tuple(
        Deadline(
            text=text, kind=DeadlineKind.BY_DATE, due=None, rule=None,
            span=Span(start + quote.find(text), start + quote.find(text) + len(text)),
        )
        for text in ("7月底前", "10月底前")
    )  # fmt: skip
    item = replace(entry.item, deadline=limits[0], other_deadlines=limits[1:])
    asked = limit_asked(replace(entry, item=item, quote=quote), topic)
    assert asked.text == limit
