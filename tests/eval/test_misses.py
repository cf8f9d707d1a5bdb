import pytest

from eval.misses import misses
from eval.questions import Kind, Question
from eval.scoring import judge
from eval.stages import Stage, Way

TEXT = "公开目录。县司法局牵头。办事指南。"
TRACE = {"candidates": []}
FOUND = Way(read=True, candidate=1)


def cited(quote, **fields):
    start = TEXT.index(quote)
    notice = {"id": "n1", "title": "通知", "region": None, "source": "a.txt"}
    return {"quote": quote, "start": start, "end": start + len(quote), "notice": notice, **fields}


def missed(given, way=FOUND, **changes):
    gold = {
        "id": "q", "kind": Kind.UNIT, "question": "？", "answerable": True, "notices": ("a.txt",),
        "evidence": ("公开目录",), "lead_units": ("县司法局",),
    }  # fmt: skip
    judgement = judge(Question(**(gold | changes)), given, {"n1": TEXT}.__getitem__)
    return {miss.figure: miss.stage for miss in misses(judgement, way, TRACE)}


def answered(*citations, lead=()):
    fields = {"lead_units": list(lead)}
    return {"status": "answered", "text": "", "citations": list(citations), "fields": fields}


RIGHT = cited("公开目录")
OTHER = cited("办事指南")


def both(stage):
    return dict.fromkeys(("hit@1", "unit_f1"), stage)


@pytest.mark.parametrize(
    ("given", "way", "expected"),
    [
        (answered(RIGHT, lead=["县司法局"]), FOUND, {}),
        (answered(RIGHT), FOUND, {"unit_f1": Stage.FIELD_WRONG}),
        (answered(OTHER, RIGHT), FOUND, {"hit@1": Stage.RANKED_LOW, "unit_f1": Stage.RANKED_LOW}),
        (answered(OTHER), Way(read=False, candidate=0), both(Stage.NOT_READ)),
        (answered(OTHER), Way(read=True, candidate=0), both(Stage.NOT_RETRIEVED)),
        (answered(OTHER), Way(read=True, candidate=4), both(Stage.RANKED_LOW)),
        (answered(OTHER), FOUND, both(Stage.SPAN_WRONG)),
        ({"status": "not_found"}, FOUND, both(Stage.WRONGLY_REFUSED)),
        (
            {"status": "not_found"}, Way(read=True, candidate=0),
            both(Stage.NOT_RETRIEVED),
        ),
    ],
)  # fmt: skip
def test_a_miss_names_the_stage_that_lost_the_answer(given, way, expected):
    assert missed(given, way) == expected


def test_an_answer_that_should_have_been_refused_is_a_miss():
    assert missed(answered(OTHER), answerable=False) == {"refusal_recall": Stage.WRONGLY_ANSWERED}
    assert missed({"status": "not_found"}, answerable=False) == {}


def test_a_quote_that_is_not_the_stored_text_is_a_miss():
    forged = RIGHT | {"start": 1, "end": 5}
    assert missed(answered(forged, lead=["县司法局"])) == {"verbatim": Stage.SPAN_WRONG}


@pytest.mark.parametrize(
    ("kind", "changes", "figure"),
    [
        (Kind.DEADLINE, {"deadline": "年底前", "lead_units": None}, "due_accuracy"),
        (Kind.META, {"answer": "青石县"}, "meta_accuracy"),
        (Kind.LIST, {"answer": ("3",)}, "list"),
    ],
)
def test_every_sort_of_question_has_its_own_miss(kind, changes, figure):
    assert missed(answered(RIGHT), kind=kind, **changes) == {figure: Stage.FIELD_WRONG}


def test_a_record_can_be_written_as_json():
    asked = Question(id="q", kind=Kind.PASSAGE, question="？", answerable=True, evidence=("x",))
    judgement = judge(asked, {}, {}.__getitem__)
    (miss,) = misses(judgement, Way(read=False, candidate=0), TRACE)
    assert miss.record() == {
        "id": "q", "kind": "passage", "question": "？", "figure": "hit@1",
        "expected": ["x"], "given": None, "stage": "not_read", "candidate": 0, "trace": TRACE,
    }  # fmt: skip
