"""What a search puts forward, over a library in which several passages have the same words."""

from dataclasses import replace

import numpy as np
import pytest

from eval.scale import ScaleEncoder, ScaleLibrary
from index.building import Source, build
from index.fusion import load_weights
from index.generation import Generation, install, open_folder
from index.lookup import _worth_a_look, look_up
from index.ports import Filter

WEIGHTS = replace(load_weights(), looked_at=20)


@pytest.fixture(scope="module")
def library() -> ScaleLibrary:
    return ScaleLibrary(400)


@pytest.fixture(scope="module")
def opened(library: ScaleLibrary, tmp_path_factory: pytest.TempPathFactory) -> Generation:
    root = tmp_path_factory.mktemp("index")
    source = Source(library=library, encoder=ScaleEncoder(), model="scale", progress=None, stop=None)
    return open_folder(install(root, build(root, source)), WEIGHTS.boosts)


@pytest.fixture(scope="module")
def question(library: ScaleLibrary) -> str:
    return next(iter(library.questions(1)))


def test_the_best_of_both_sides_come_best_first(opened: Generation, question: str) -> None:
    found = look_up(opened, ScaleEncoder(), question, Filter(), 30, WEIGHTS)
    assert len(found.candidates) == len(found.first) == 30
    assert (np.diff(found.first) <= 0).all()
    assert any(one.lexical == 0 for one in found.candidates)
    assert any(one.lexical > 0 for one in found.candidates)


def test_only_what_is_looked_at_closely_is_read_with_its_notice(opened: Generation, question: str) -> None:
    found = look_up(opened, ScaleEncoder(), question, Filter(), 40, WEIGHTS).candidates
    read = {one.notice_id for one in found[:20]}
    assert all(one.text in one.around for one in found[:20])
    assert all(bool(one.around) == (one.notice_id in read) for one in found)
    assert len({one.around for one in found[:20]}) == len(read)


def test_by_words_alone_there_are_no_cosines(opened: Generation, question: str) -> None:
    found = look_up(opened, None, question, Filter(), 10, WEIGHTS).candidates
    assert found
    assert all(one.cosine is None and one.lexical > 0 for one in found)


def test_a_filter_holds_for_both_sides(opened: Generation, question: str) -> None:
    filter = Filter(regions=("第7",))
    found = look_up(opened, ScaleEncoder(), question, filter, 10, WEIGHTS).candidates
    assert {one.notice_id for one in found} == {"n000000007"}
    nowhere = look_up(opened, ScaleEncoder(), question, Filter(regions=("无此地",)), 10, WEIGHTS)
    assert nowhere.candidates == ()


def test_which_of_equals_are_looked_at_their_ids_decide(opened: Generation, question: str) -> None:
    flat = replace(WEIGHTS, lexical=0.0, cosine=0.0)
    found = look_up(opened, ScaleEncoder(), question, Filter(), 5, flat).candidates
    every = look_up(opened, ScaleEncoder(), question, Filter(), 400, flat).candidates
    ids = sorted(one.passage_id for one in every)
    assert [one.passage_id for one in every] == ids
    fewer = look_up(opened, ScaleEncoder(), question, Filter(), 100, flat).candidates
    assert [one.passage_id for one in found] == sorted(one.passage_id for one in fewer)[:20]


def test_what_shares_most_words_is_looked_at_however_far_off_its_meaning():
    first = np.linspace(1.0, 0.0, 100)
    lexical = np.zeros(100)
    lexical[[97, 98, 99]] = (7.0, 9.0, 8.0)
    raised = _worth_a_look(first, lexical, 20)
    order = np.argsort(-raised, kind="stable")[:20]
    assert {97, 98, 99} <= set(order.tolist())
    assert raised[:17].tolist() == first[:17].tolist()
    assert _worth_a_look(first[:15], lexical[:15], 20).tolist() == first[:15].tolist()
