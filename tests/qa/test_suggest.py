from dataclasses import replace
from types import MappingProxyType

import pytest

from qa.candidate import Candidate
from qa.suggest import suggestions
from qa.understand import read_question
from tests.qa.conftest import TODAY


def candidate(entry, coverage=0.5):
    return Candidate(entry=entry, score=1.0, cosine=0.0, features=MappingProxyType({"coverage": coverage}))


def asked(library, question="由谁负责"):
    return read_question(question, library, today=TODAY)


def test_suggestions_name_their_place_and_are_few_and_different(library):
    near = tuple(candidate(entry) for entry in library.items[:8] for _ in range(2))
    assert suggestions(asked(library), near) == (
        "清禾公开教育入学信息由谁负责？",
        "清禾公开医保缴费和报销信息由谁负责？",
        "清禾公开惠农补贴到户信息由谁负责？",
    )


@pytest.mark.parametrize(
    ("question", "point"),
    [
        ("谁来管", "由谁负责？"),
        ("什么时候弄完", "什么时候完成？"),
        ("会不会多查几遍", "是怎么要求的？"),
        ("一共多少个", "是怎么要求的？"),
    ],
)
def test_what_was_asked_for_is_asked_of_the_nearest_task(library, question, point):
    entry = next(entry for entry in library.items if entry.item.deadline)
    (found,) = suggestions(asked(library, question), (candidate(entry),))
    assert found.endswith(point)


def test_a_point_that_the_task_does_not_print_is_not_asked_for(library):
    entry = library.items[0]
    bare = replace(entry.item, deadline=None, lead_units=(), responsible_units=(), cooperating_units=())
    near = (candidate(replace(entry, item=bare)),)
    for question in ("谁来管", "什么时候弄完"):
        assert suggestions(asked(library, question), near)[0].endswith("是怎么要求的？")


def test_an_article_is_offered_by_its_number(library):
    entries = library.entries.values()
    article = next(entry for entry in entries if entry.item is None and entry.folded.startswith("第三条"))
    (found,) = suggestions(asked(library), (candidate(article),))
    assert found.startswith("《")
    assert found.endswith("》第三条是怎么规定的？")
    long = replace(article, notice=replace(article.notice, title="关于" * 30))
    assert suggestions(asked(library), (candidate(long),)) == ()


def test_nothing_is_suggested_that_shares_no_word_or_has_neither_task_nor_number(library):
    entries = library.entries.values()
    clause = next(entry for entry in entries if entry.item is None and not entry.folded.startswith("第"))
    assert suggestions(asked(library), (candidate(library.items[0], coverage=0.0), candidate(clause))) == ()


@pytest.mark.parametrize(
    "question", ["砚溪县护照办理要多少钱", "砚溪县农村公路什么时候修好", "清禾市公积金要盖几个章才行"]
)
def test_what_is_suggested_can_be_answered(samples, question):
    refused = samples.ask(question)
    assert refused.status.value == "not_found"
    assert refused.alternatives
    for offered in refused.alternatives:
        assert samples.ask(offered).status.value == "answered", offered
