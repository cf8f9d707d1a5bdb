from dataclasses import replace
from datetime import date

import pytest

from corpus.edges import Edge, EdgeKind
from corpus.model import DocumentStage, Fact, Span, Validity
from corpus.relations import gravest_edge, settle
from corpus.validity import Grounds, as_of, grounds, reason_on
from tests.corpus.made import notice

TODAY = date(2024, 6, 15)
BEFORE, AFTER = date(2024, 6, 14), date(2024, 6, 16)
V = Validity


@pytest.mark.parametrize(
    ("validity", "effective", "expires", "expected"),
    [
        (V.UNKNOWN, None, None, V.UNKNOWN),
        (V.IN_FORCE, None, None, V.IN_FORCE),
        (V.IN_FORCE, BEFORE, AFTER, V.IN_FORCE),
        (V.IN_FORCE, TODAY, TODAY, V.IN_FORCE),
        (V.IN_FORCE, None, BEFORE, V.EXPIRED),
        (V.UNKNOWN, None, BEFORE, V.EXPIRED),
        (V.UNKNOWN, BEFORE, None, V.IN_FORCE),
        (V.UNKNOWN, None, AFTER, V.IN_FORCE),
        (V.EXPIRED, None, None, V.EXPIRED),
        (V.EXPIRED, None, AFTER, V.EXPIRED),
        (V.IN_FORCE, AFTER, None, V.NOT_YET),
        (V.UNKNOWN, AFTER, None, V.NOT_YET),
        (V.NOT_YET, BEFORE, None, V.IN_FORCE),
        (V.NOT_YET, None, None, V.NOT_YET),
        (V.REPEALED, None, None, V.REPEALED),
        (V.REPEALED, None, BEFORE, V.REPEALED),
        (V.REPEALED, BEFORE, AFTER, V.IN_FORCE),
        (V.SUPERSEDED, None, TODAY, V.IN_FORCE),
        (V.SUPERSEDED, None, BEFORE, V.SUPERSEDED),
        (V.REPEALED, AFTER, None, V.REPEALED),
    ],
)
def test_validity_follows_the_day(
    validity: Validity, effective: date | None, expires: date | None, expected: Validity
) -> None:
    assert as_of(notice(validity=validity, effective_on=effective, expires_on=expires), TODAY) is expected


@pytest.mark.parametrize(
    ("fields", "day", "expected"),
    [
        ({}, date(2023, 1, 4), V.NOT_YET),
        ({}, date(2023, 1, 5), V.UNKNOWN),
        ({"dated_on": None}, date(2000, 1, 1), V.UNKNOWN),
        ({"dated_on": None, "issued_on": date(2023, 2, 1)}, date(2023, 1, 31), V.NOT_YET),
        # It says that it reaches back behind its date.
        ({"effective_on": date(2022, 6, 1)}, date(2022, 12, 31), V.IN_FORCE),
        ({"effective_on": date(2022, 6, 1)}, date(2022, 5, 31), V.NOT_YET),
    ],
)
def test_before_its_date_a_notice_is_not_in_force(
    fields: dict[str, object], day: date, expected: Validity
) -> None:
    assert as_of(notice(**fields), day) is expected


def fact(name: str, value: str, at: int = 3) -> tuple[str, Fact]:
    return name, Fact(value=value, span=Span(at, at + len(value)))


@pytest.mark.parametrize(
    ("fields", "facts", "expected"),
    [
        ({}, (), Grounds(validity=V.UNKNOWN, reason=None)),
        (
            {"validity": V.REPEALED, "validity_reason": "已废止"},
            (fact("validity", "已废止"),),
            (V.REPEALED, "已废止", 3),
        ),
        (
            {"expires_on": BEFORE, "validity": V.IN_FORCE, "validity_reason": "有效"},
            (fact("validity", "有效"), fact("expires_on", "有效期一年", 9)),
            (V.EXPIRED, "有效期一年", 9),
        ),
        ({"effective_on": AFTER}, (fact("effective_on", "后日起施行"),), (V.NOT_YET, "后日起施行", 3)),
        ({"effective_on": BEFORE}, (fact("effective_on", "前日起施行"),), (V.IN_FORCE, "前日起施行", 3)),
        (
            {"validity": V.IN_FORCE, "validity_reason": "人工设定（某）：某"},
            (fact("validity", "有效"),),
            Grounds(validity=V.IN_FORCE, reason="人工设定（某）：某"),
        ),
    ],
)
def test_the_grounds_lead_to_the_words(
    fields: dict[str, object],
    facts: tuple[tuple[str, Fact], ...],
    expected: Grounds | tuple[Validity, str, int],
) -> None:
    made = notice(facts=facts, **fields)
    if isinstance(expected, tuple):
        validity, reason, at = expected
        span = Span(at, at + len(reason))
        expected = Grounds(validity=validity, reason=reason, notice_id=made.id, span=span)
    assert grounds(made, TODAY) == expected


def test_the_grounds_of_an_ended_notice_lie_in_the_ending_one_also_before_it_takes_effect() -> None:
    ending = notice(
        "新",
        title="青石县关于废止文件的通知",
        document_number="青政发〔2024〕4号",
        facts=(fact("repeals", "青政办发〔2023〕1号"),),
        dated_on=BEFORE,
        effective_on=AFTER,
    )
    old, _ = known = settle((notice(), ending))
    edge = gravest_edge(known, old)
    before, after = grounds(old, TODAY, edge), grounds(old, AFTER, edge)
    assert (before.validity, after.validity) == (V.IN_FORCE, V.REPEALED)
    assert before.reason == f"自2024-06-16起{after.reason}"
    assert {(one.notice_id, one.span) for one in (before, after)} == {(ending.id, Span(3, 15))}


def test_a_notice_that_had_run_out_rests_on_its_own_words() -> None:
    made = notice(expires_on=BEFORE, facts=(fact("expires_on", "有效期一年"),), validity_reason="内容有修改")
    edge = Edge(kind=EdgeKind.AMENDS, by="n9", span=Span(0, 1), title=None, number="某")
    assert grounds(made, TODAY, edge).notice_id == made.id


def test_an_end_that_lies_ahead_is_said_with_its_day() -> None:
    made = notice(validity=V.REPEALED, validity_reason="被《某通知》废止", expires_on=TODAY)
    assert reason_on(made, TODAY) == "自2024-06-16起被《某通知》废止"
    assert reason_on(made, AFTER) == "被《某通知》废止"
    assert grounds(made, TODAY) == Grounds(validity=V.IN_FORCE, reason="自2024-06-16起被《某通知》废止")


def test_the_days_that_a_draft_proposes_put_nothing_in_force() -> None:
    draft = notice(
        stage=DocumentStage.CONSULTATION_DRAFT, effective_on=date(2024, 9, 1), expires_on=date(2029, 8, 31)
    )
    for day in (date(2024, 1, 1), date(2025, 1, 1), date(2030, 1, 1)):
        assert as_of(draft, day) is Validity.UNKNOWN


def test_a_notice_that_was_extended_and_is_over_rests_on_the_extension() -> None:
    old = notice("旧", document_number="青政办发〔2020〕1号", expires_on=date(2022, 6, 30))
    old = replace(old, facts=(fact("expires_on", "有效期两年"),))
    by = notice("新", dated_on=date(2024, 5, 1), expires_on=date(2025, 6, 30))
    by = replace(by, facts=(fact("extends", "青政办发〔2020〕1号", 7),))
    known = settle((old, by))[0]
    found = grounds(known, date(2025, 7, 1), gravest_edge((old, by), old))
    assert (found.validity, found.notice_id, found.span) == (Validity.EXPIRED, by.id, Span(7, 19))
    assert as_of(known, date(2025, 6, 30)) is not Validity.EXPIRED
