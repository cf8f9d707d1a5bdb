from importlib import import_module

import pytest

from corpus.errors import UsageError
from eval.variants import HARMS, INGREDIENTS, PLAIN, Variant, find_variant, holding, shipped_ranking
from index.fusion import load_weights


@pytest.mark.parametrize("variant", [*INGREDIENTS, *HARMS], ids=lambda variant: variant.name)
def test_a_variant_changes_something_that_is_there_and_is_undone(variant):
    before = {(module, name): getattr(import_module(module), name) for module, name, _ in variant.patches}
    shipped = shipped_ranking()
    assert set(variant.ranking) <= set(shipped)
    assert set(variant.only) <= set(shipped)
    with holding(variant):
        assert shipped_ranking() == variant.rank(shipped)
        for module, name, value in variant.patches:
            assert getattr(import_module(module), name) is value
    assert shipped_ranking() == shipped
    assert {key: getattr(import_module(key[0]), key[1]) for key in before} == before
    weighs = variant.weigh(load_weights()) != load_weights()
    assert weighs or variant.settings or variant.patches or variant.rank(shipped) != shipped


def test_a_rule_that_is_gone_is_an_error_not_a_figure():
    gone = Variant(name="x", label="x", patches=(("qa.answering", "no_such_rule", len),))
    with pytest.raises(UsageError, match="no_such_rule"), holding(gone):
        pass


def test_a_name_that_is_unknown_is_answered_with_those_that_are():
    assert find_variant("whole") is PLAIN
    with pytest.raises(UsageError, match="threshold"):
        find_variant("no-such")


def test_only_the_whole_assistant_keeps_its_answers_when_the_variants_change():
    keys = {variant.key for variant in (PLAIN, *INGREDIENTS, *HARMS)}
    assert PLAIN.key == "whole"
    assert len(keys) == 1 + len(INGREDIENTS) + len(HARMS)
