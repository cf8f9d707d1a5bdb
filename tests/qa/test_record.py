import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest

from corpus.model import (
    Deadline,
    DeadlineKind,
    DocumentStage,
    Notice,
    Passage,
    PassageKind,
    Region,
    Span,
    TaskItem,
    Unit,
    Validity,
)
from corpus.relation_listing import Relations
from qa.answer import Answer, Citation, Fields, Reason, Status, Warning
from qa.record import answer_record, whole_notice

SCHEMA = Path(__file__).parents[3] / "shared" / "contract" / "answer.schema.json"

DUE = Deadline(
    text="年底前", kind=DeadlineKind.BY_DATE, span=Span(40, 43), due=date(2024, 12, 31), rule="年份取自标题"
)
NOTICE = Notice(
    id="n1",
    title="临溪县2024年工作要点",
    span=Span(0, 90),
    source="a.txt",
    sha256="0" * 64,
    region=Region(name="临溪县", short="临溪"),
    issuing_bodies=("临溪县人民政府办公室",),
    issued_on=date(2024, 3, 1),
    expires_on=date(2025, 12, 31),
    stage=DocumentStage.TRIAL,
    validity=Validity.IN_FORCE,
    sample=True,
)
FIELDS = Fields(lead_units=("县数据局",), responsible_units=("各乡镇",), deadline=DUE)
CITATION = Citation(
    notice=NOTICE,
    path=("一、公开",),
    item="3",
    quote="3. 扩充问答库",
    span=Span(30, 38),
    highlights=(Span(33, 35), Span(36, 38)),
    fields=FIELDS,
)
ANSWERED = Answer(
    question="谁牵头",
    status=Status.ANSWERED,
    text="县数据局",
    receipt="r1",
    id="q1",
    fields=FIELDS,
    citations=(CITATION, CITATION),
    warnings=(Warning.DEADLINE_PASSED,),
    confidence=0.8,
    took_ms=(("search", 1.5),),
    asked_on=date(2024, 6, 1),
)
REFUSED = Answer(
    question="月球",
    status=Status.NOT_FOUND,
    reason=Reason.NOT_IN_LIBRARY,
    text="请换个说法",
    receipt="r2",
    alternatives=("换个问题",),
)


@pytest.mark.skipif(not SCHEMA.exists(), reason="the contract is not beside the checkout")
@pytest.mark.parametrize("answer", [ANSWERED, REFUSED], ids=["answered", "refused"])
def test_an_answer_record_satisfies_the_contract(answer):
    checker = jsonschema.Draft202012Validator(
        json.loads(SCHEMA.read_text(encoding="utf-8")), format_checker=jsonschema.FormatChecker()
    )
    assert list(checker.iter_errors(json.loads(json.dumps(answer_record(answer))))) == []


def test_citations_are_numbered_from_one_and_keep_their_place():
    first, second = answer_record(ANSWERED)["citations"]
    assert (first["n"], second["n"]) == (1, 2)
    assert (first["start"], first["end"], first["item"]) == (30, 38, "3")
    assert first["highlights"] == [[33, 35], [36, 38]]


def test_days_are_iso_strings_and_absent_facts_are_null():
    record = answer_record(ANSWERED)
    notice = record["citations"][0]["notice"]
    assert record["fields"]["deadline"]["due"] == "2024-12-31"
    assert (notice["issued_on"], notice["document_number"]) == ("2024-03-01", None)
    assert answer_record(REFUSED)["fields"] == {
        "lead_units": [],
        "responsible_units": [],
        "cooperating_units": [],
        "deadline": None,
        "corrected": [],
    }


def test_a_refusal_says_why_and_what_else_can_be_asked():
    record = answer_record(REFUSED)
    assert (record["status"], record["reason"]) == ("not_found", "not_in_library")
    assert record["alternatives"] == ["换个问题"]


def test_a_notice_is_judged_by_the_day_of_the_question():
    later = Answer(
        question="谁牵头",
        status=Status.ANSWERED,
        text="县数据局",
        receipt="r3",
        citations=(CITATION,),
        asked_on=date(2026, 1, 1),
    )
    assert answer_record(ANSWERED)["citations"][0]["notice"]["validity"] == "in_force"
    assert answer_record(later)["citations"][0]["notice"]["validity"] == "expired"


def test_invented_notices_are_marked_as_such():
    assert answer_record(ANSWERED)["citations"][0]["notice"]["sample"] is True


def test_a_notice_is_laid_out_with_its_text_passages_and_items():
    unit = Unit(name="县数据局", canonical="县数据局", span=Span(36, 40))
    item = TaskItem(
        id="i1",
        notice_id="n1",
        number="3",
        path=("一、公开",),
        text="扩充问答库",
        span=Span(30, 45),
        text_span=Span(33, 38),
        lead_units=(unit,),
        deadline=DUE,
        other_deadlines=(DUE,),
    )
    passage = Passage(
        id="p1", notice_id="n1", kind=PassageKind.TASK, path=("一、公开",), number="3", span=Span(30, 45)
    )
    detail = whole_notice(NOTICE, "正文", (passage,), (item,), date(2026, 1, 1), Relations(titles={}))
    assert (detail["text"], detail["validity"], detail["end"]) == ("正文", "expired", 90)
    assert detail["passages"][0]["kind"] == "task"
    assert detail["items"][0]["lead_units"] == ["县数据局"]
    assert detail["items"][0]["other_deadlines"][0]["due"] == "2024-12-31"
