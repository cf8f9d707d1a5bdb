import pytest

from eval.questions import Kind, Question
from eval.respondent import opened
from eval.stages import Shelf, Stage, Way, file_of, lost_at
from eval.trace import places, sureness

SOURCE = "01-qingheshi-open-government-2023.txt"
THRESHOLD = 0.5


@pytest.fixture(scope="module")
def library(sample_settings, bench):
    with opened(sample_settings, cache=bench.cache) as respondent:
        yield respondent.assistant.library()


def asked(*evidence, notices=(SOURCE,)):
    return Question(
        id="q", kind=Kind.PASSAGE, question="？", answerable=True, notices=notices, evidence=evidence
    )


def test_the_right_passages_are_those_of_a_right_notice_with_the_evidence(library):
    shelf = Shelf(library)
    right = shelf.right(asked("做成一张表"))
    assert right
    assert all("做成一张表" in shelf.wording(library.entries[id]) for id in right)
    assert {file_of(library.entries[id].notice.source) for id in right} == {SOURCE}
    assert shelf.right(asked("做成一张表", notices=("b.txt",))) == frozenset()


def test_evidence_that_no_passage_holds_was_not_read(library):
    shelf = Shelf(library)
    traced = {"candidates": [{"passage": next(iter(library.entries))}]}
    way = shelf.way(traced, shelf.right(asked("没有这句话")))
    assert way == Way(read=False, candidate=0)
    assert lost_at(way, refused=False, cited=0) is Stage.NOT_READ


def test_the_passages_of_a_document_are_found_with_its_answer_or_without(library):
    shelf = Shelf(library)
    some, all_of_it = shelf.of_documents({SOURCE: 1}, "做成一张表"), shelf.of_documents({SOURCE: 1}, None)
    assert 0 < len(some) < len(all_of_it)
    assert some < all_of_it


def test_the_place_of_a_passage_is_counted_from_one(library):
    first, second, third = list(library.entries)[:3]
    traced = {"candidates": [{"passage": "gone"}, {"passage": first}, {"passage": second}]}
    assert places(traced, library, frozenset({second})) == 2
    assert places(traced, library, frozenset({third})) == 0


@pytest.mark.parametrize(
    ("answer", "traced", "expected"),
    [
        ({"confidence": 0.9, "status": "answered", "reason": None}, 0.9, 0.9),
        ({"confidence": None, "status": "answered", "reason": None}, 0.9, None),
        ({"confidence": None, "status": "not_found", "reason": "not_in_library"}, 0.3, 0.3),
        ({"confidence": None, "status": "not_found", "reason": "not_in_library"}, 0.9, 0.0),
        ({"confidence": None, "status": "not_found", "reason": "personal_case"}, 0.3, 0.0),
        ({"confidence": None, "status": "clarify", "reason": None}, 0.3, None),
    ],
)
def test_how_sure_a_refusal_was_is_what_its_passage_got(answer, traced, expected):
    assert sureness(answer, {"confidence": traced, "needed": THRESHOLD}) == expected
