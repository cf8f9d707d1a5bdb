from types import MappingProxyType

from qa.retrieve import Candidate
from qa.suggest import suggestions


def candidate(entry, coverage=0.5):
    return Candidate(entry=entry, score=1.0, cosine=0.0, features=MappingProxyType({"coverage": coverage}))


def test_suggestions_name_their_place_and_are_few_and_different(library):
    near = tuple(candidate(entry) for entry in library.items[:8] for _ in range(2))
    found = suggestions(near)
    assert found == (
        "清禾公开教育入学信息由谁负责？",
        "清禾公开医保缴费和报销信息由谁负责？",
        "清禾公开惠农补贴到户信息由谁负责？",
    )


def test_nothing_is_suggested_that_shares_no_word_or_is_no_task(library):
    clause = next(entry for entry in library.entries.values() if entry.item is None)
    assert suggestions((candidate(library.items[0], coverage=0.0), candidate(clause))) == ()


def test_what_is_suggested_can_be_answered(samples):
    refused = samples.ask("砚溪县护照办理要多少钱")
    assert refused.alternatives
    for question in refused.alternatives:
        assert samples.ask(question).status.value == "answered"
