from dataclasses import replace

import pytest

from qa.candidate import Candidate
from qa.grounds import grounds
from qa.understand import read_question
from tests.qa.conftest import TODAY


@pytest.fixture
def lead(library):
    entry = next(entry for entry in library.items if "小学" in entry.folded)
    return Candidate(entry=entry, score=1.0, cosine=0.9, features={})


def test_words_of_the_passage_are_full_grounds_and_foreign_ones_none(lead, library):
    sentence = lead.entry.folded.split("。")[0][-14:]
    own = grounds(read_question(sentence, library, today=TODAY), lead, library)
    strange = grounds(read_question("渔船轮机舱防爆检验证书", library, today=TODAY), lead, library)
    for name in ("printed", "noticed", "window", "pieces", "pieces_here"):
        assert own[name] > 0.8 > 0.3 > strange[name], name
    assert own["missing"] <= 0.1
    assert own["gap"] < 0.3
    assert (strange["missing"], strange["gap"]) == (1.0, 1.0)


def test_a_place_that_the_notice_never_names_is_told(lead, library):
    here = read_question(f"{lead.entry.notice.region.short}小学招生", library, today=TODAY)
    there = read_question("阜新市小学招生", library, today=TODAY)
    assert grounds(here, lead, library)["unplaced"] == 0.0
    assert grounds(there, lead, library)["unplaced"] == 1.0
    assert grounds(there, lead, library)["offside"] == 1.0


def test_every_figure_stays_between_0_and_1_even_for_an_empty_question(lead, library):
    empty = replace(read_question("什么", library, today=TODAY), folded="")
    assert all(0 <= value <= 1 for value in grounds(empty, lead, library).values())
