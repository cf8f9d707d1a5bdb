from collections import Counter

import pytest

from index.expansion import expansions, query_terms, synonyms
from index.tokenise import Tokeniser, fold


def test_weights_lie_between_nothing_and_a_match() -> None:
    assert len(synonyms()) > 80
    assert all(0 < rule.weight < 1 and rule.said != rule.written for rule in synonyms())


def test_no_row_of_the_table_is_written_twice() -> None:
    rows = Counter((rule.said, rule.written) for rule in synonyms())
    assert [row for row, count in rows.items() if count > 1] == []


def test_every_row_can_be_used() -> None:
    # A question that says it says what is written already.
    assert [rule for rule in synonyms() if rule.written in rule.said] == []
    assert all(len(rule.said) > 1 for rule in synonyms())


def test_each_way_of_saying_of_a_row_finds_what_is_written() -> None:
    for said in ("抓总", "搭把手", "挂号信"):
        assert expansions(f"这事谁{said}"), said


@pytest.mark.parametrize("question", ["办残疾证要拿啥材料", "公积金取出来要几天", "低保", "gdp"])
def test_a_question_finds_all_rows_that_it_says(question: str) -> None:
    said = {rule for rule in synonyms() if rule.said in question and rule.written not in question}
    assert set(expansions(question)) == said


@pytest.mark.parametrize(
    ("question", "written"),
    [
        ("医保怎么报", "医疗保险"),
        ("网站要支持第六版互联网协议吗", "ipv6"),
        ("IPv6 什么时候完成", "互联网协议第6版"),
    ],
)
def test_what_people_say_finds_what_notices_write(question: str, written: str) -> None:
    assert written in {rule.written for rule in expansions(fold(question))}


def test_what_is_already_asked_is_not_added() -> None:
    assert "住房公积金" not in {rule.written for rule in expansions("住房公积金提取")}


def test_a_mistyped_name_of_the_library_is_looked_up_too_but_counts_less() -> None:
    terms = query_terms("县思法局管什么", Tokeniser(("县司法局",)))
    assert 0 < terms.words["县司法局"] < 1
    assert 0 < terms.bigrams["司法"] < 1
    assert terms.bigrams["思法"] == 1.0
    assert "县司法局" not in query_terms("县思法局管什么", Tokeniser()).words


def test_own_terms_weigh_one_and_added_ones_less() -> None:
    terms = query_terms("低保谁管", Tokeniser())
    assert terms.words["低保"] == 1.0
    assert terms.bigrams["低保"] == 1.0
    assert 0 < terms.words["最低生活保障"] < 1
    assert 0 < terms.bigrams["生活"] < 1
