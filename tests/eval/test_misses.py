import pytest

from eval.misses import Stage, misses
from eval.questions import Kind, Question
from eval.scoring import judge

TEXT = "公开目录。县司法局牵头。办事指南。"


def cited(quote, **fields):
    start = TEXT.index(quote)
    notice = {"id": "n1", "title": "通知", "region": None, "source": "a.txt"}
    return {"quote": quote, "start": start, "end": start + len(quote), "notice": notice, **fields}


def missed(given, sources=("a.txt",), **changes):
    gold = {
        "id": "q", "kind": Kind.UNIT, "question": "？", "answerable": True, "notices": ("a.txt",),
        "evidence": ("公开目录",), "lead_units": ("县司法局",),
    }  # fmt: skip
    judgement = judge(Question(**(gold | changes)), given, {"n1": TEXT}.__getitem__)
    return {miss.figure: miss.stage for miss in misses([judgement], sources)}


def answered(*citations, lead=()):
    fields = {"lead_units": list(lead)}
    return {"status": "answered", "text": "", "citations": list(citations), "fields": fields}


RIGHT = cited("公开目录", lead_units=["县司法局"])
MISREAD = cited("公开目录", lead_units=["县财政局"])
OTHER = cited("办事指南", lead_units=["县司法局"])


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (answered(RIGHT, lead=["县司法局"]), {}),
        (answered(RIGHT), {"unit_f1": Stage.COMPOSITION}),
        (answered(MISREAD, lead=["县财政局"]), {"unit_f1": Stage.EXTRACTION}),
        (answered(OTHER, RIGHT), {"hit@1": Stage.RANKING, "unit_f1": Stage.RANKING}),
        (answered(OTHER), {"hit@1": Stage.RETRIEVAL, "unit_f1": Stage.RETRIEVAL}),
        ({"status": "not_found"}, {"hit@1": Stage.REFUSAL, "unit_f1": Stage.REFUSAL}),
    ],
)
def test_a_miss_names_the_stage_that_lost_the_answer(given, expected):
    assert missed(given) == expected


def test_a_notice_that_is_not_in_the_library_is_not_blamed_on_the_search():
    assert missed(answered(OTHER), sources=("b.txt",))["hit@1"] is Stage.LIBRARY


def test_an_answer_that_should_have_been_refused_is_a_miss():
    assert missed(answered(OTHER), answerable=False) == {"refusal_recall": Stage.REFUSAL}
    assert missed({"status": "not_found"}, answerable=False) == {}


def test_a_quote_that_is_not_the_stored_text_is_a_miss():
    forged = RIGHT | {"start": 1, "end": 5}
    assert missed(answered(forged, lead=["县司法局"])) == {"verbatim": Stage.COMPOSITION}


@pytest.mark.parametrize(
    ("kind", "changes", "figure"),
    [
        (Kind.DEADLINE, {"deadline": "年底前", "lead_units": None}, "due_accuracy"),
        (Kind.META, {"answer": "青石县"}, "meta_accuracy"),
        (Kind.LIST, {"answer": ("3",)}, "list"),
    ],
)
def test_every_sort_of_question_has_its_own_miss(kind, changes, figure):
    assert set(missed(answered(RIGHT), kind=kind, **changes)) == {figure}


def test_a_record_can_be_written_as_json():
    asked = Question(id="q", kind=Kind.PASSAGE, question="？", answerable=True, evidence=("x",))
    (miss,) = misses([judge(asked, {}, {}.__getitem__)], ())
    assert miss.record() == {
        "id": "q", "kind": "passage", "question": "？", "figure": "hit@1",
        "expected": ["x"], "given": None, "stage": "library",
    }  # fmt: skip
