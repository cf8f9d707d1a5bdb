"""Weights of a follow-up's sureness: their file, and what they are weighed on."""

import math
from dataclasses import replace

import pytest

from index.ranker import HYBRID, LEXICAL
from qa.confidence import FOLLOW_UP, confidence, needed
from qa.odds import load_odds, parse_odds
from qa.trace import Weighed
from qa.understand import read_question
from tests.qa.conftest import TODAY

FILE = {"provenance": "手写", "base": 0.5, "features": {"coverage": [0.5, 0.25, 2.0]}}


def test_each_spread_above_the_usual_counts_once_its_weight():
    odds = parse_odds(FILE)
    assert odds.of({"coverage": 0.75, "other": 9.0}) == pytest.approx(2.5)
    assert odds.of({"coverage": 0.5}) == pytest.approx(0.5)


@pytest.mark.parametrize(
    "damaged",
    [
        {},
        {**FILE, "features": None},
        {**FILE, "features": {"coverage": [0.5, 0.0, 2.0]}},
        {**FILE, "features": {"coverage": [0.5, 0.25]}},
        {**FILE, "features": {"coverage": [0.5, 0.25, math.nan]}},
        {**FILE, "base": "much"},
    ],
)
def test_a_damaged_file_is_none(damaged):
    with pytest.raises((ValueError, KeyError, TypeError, AttributeError)):
        parse_odds(damaged)


@pytest.mark.parametrize("side", [HYBRID, LEXICAL])
def test_what_is_shipped_weighs_what_is_described(side):
    odds = load_odds(side)
    assert set(odds.features) <= set(FOLLOW_UP)
    assert odds.provenance


def test_more_of_a_match_never_makes_a_follow_up_less_sure():
    described = {**dict.fromkeys(FOLLOW_UP, 0.0), "vectors": 0.0, "follows": 1.0}
    for name in ("coverage", "margin", "close", "spoken"):
        assert confidence({**described, name: 1.0}) >= confidence(described)


def weighed_for(samples, *questions):
    """What was weighed for the last of some questions, asked one on from the other."""
    receipt = None
    for question in questions:
        answer, trace = samples.explain(question, after=receipt)
        receipt = answer.receipt
    return [step.seen for step in trace.steps if isinstance(step.seen, Weighed)]


def test_a_follow_up_is_weighed_by_where_it_stands_to_what_was_spoken_of(samples):
    seen = weighed_for(samples, "清禾市2023年网站适老化由谁牵头？", "那教育入学信息公开到什么程度")
    described = seen[0].features
    assert (described["follows"], described["stays"], described["spoken"]) == (1.0, 1.0, 0.0)
    assert 0 < described["close"] < 1
    first = weighed_for(samples, "清禾市2023年网站适老化由谁牵头？")[0].features
    assert (first["follows"], first["stays"], first["close"]) == (0.0, 0.0, 0.0)


def test_a_follow_up_must_be_surer(library):
    reading = read_question("茶园公路什么时候修好", library, today=TODAY)
    assert needed(reading, {"lost_thing": 0.0}, 0.3) == pytest.approx(0.3)
    following = replace(reading, theme="茶园公路")
    assert needed(following, {"lost_thing": 1.0}, 0.3) == pytest.approx(0.4)
