import pytest

from index.expansion import expansions, query_terms, synonyms
from index.tokenise import Tokeniser, fold


def test_weights_lie_between_nothing_and_a_match() -> None:
    assert len(synonyms()) > 80
    assert all(0 < rule.weight < 1 and rule.said != rule.written for rule in synonyms())


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
