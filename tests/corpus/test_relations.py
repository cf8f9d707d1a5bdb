from datetime import date

import pytest

from corpus.model import DocumentStage, Fact, Notice, Region, Span, Validity
from corpus.relations import settle
from tests.corpus.made import notice


def old(**fields: object) -> Notice:
    return notice("旧", **{"title": "青石县关于印发高龄津贴发放办法的通知", **fields})


def new(fact: str, value: str, **fields: object) -> Notice:
    facts = ((fact, Fact(value=value, span=Span(0, 1))),)
    known = {
        "title": "青石县关于废止文件的通知",
        "document_number": "青政发〔2025〕4号",
        "dated_on": date(2025, 5, 20),
    }
    return notice("新", facts=facts, **{**known, **fields})


@pytest.mark.parametrize(
    ("fact", "validity", "word"),
    [("repeals", Validity.REPEALED, "废止"), ("supersedes", Validity.SUPERSEDED, "代替")],
)
def test_a_notice_is_ended_by_its_number_however_it_is_printed(
    fact: str, validity: Validity, word: str
) -> None:
    ended, ending = settle((old(), new(fact, "青政办发 [2023] 1 号")))
    assert ended.validity is validity
    assert ended.validity_reason == f"被《青石县关于废止文件的通知》（青政发〔2025〕4号，2025-05-20）{word}"
    assert ending.validity is Validity.UNKNOWN


@pytest.mark.parametrize(
    "value",
    ["关于印发高龄津贴发放办法的通知", "《高龄津贴发放办法》", "《青石县关于印发高龄津贴发放办法的通知》"],
)
def test_a_notice_is_ended_by_its_title_or_by_that_of_what_it_issued(value: str) -> None:
    assert settle((old(), new("repeals", value)))[0].validity is Validity.REPEALED


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"stage": DocumentStage.CONSULTATION_DRAFT}, "a draft ends nothing"),
        ({"dated_on": date(2020, 1, 1)}, "an older notice does not end a younger one"),
        ({"sample": True}, "an invented notice does not end a real one"),
        ({"region": Region(name="白石县", short="白石")}, "a title counts inside one region only"),
    ],
)
def test_a_title_does_not_end_where_it_must_not(fields: dict[str, object], why: str) -> None:
    assert (
        settle((old(), new("repeals", "《高龄津贴发放办法》", **fields)))[0].validity is Validity.UNKNOWN
    ), why


def test_a_number_counts_across_regions() -> None:
    ending = new("repeals", "青政办发〔2023〕1号", region=None)
    assert settle((old(), ending))[0].validity is Validity.REPEALED


@pytest.mark.parametrize("value", ["", "《》", "的通知", "青政办发〔2023〕11号"])
def test_other_values_end_nothing(value: str) -> None:
    assert settle((old(), new("repeals", value)))[0].validity is Validity.UNKNOWN


def test_a_notice_does_not_end_itself() -> None:
    own = new("repeals", "青政发〔2025〕4号")
    assert settle((own,)) == (own,)


def test_a_repeal_outweighs_a_replacement_whatever_the_order() -> None:
    ending = (new("supersedes", "青政办发〔2023〕1号"), new("repeals", "青政办发〔2023〕1号", id="n9"))
    assert settle((old(), *ending))[0].validity is Validity.REPEALED
    assert settle((*ending, old()))[-1].validity is Validity.REPEALED


def test_what_a_notice_says_of_its_own_end_stays() -> None:
    own = old(validity=Validity.REPEALED, validity_reason="已废止")
    assert settle((own, new("supersedes", "青政办发〔2023〕1号")))[0] == own


def test_the_last_day_is_the_one_before_the_end_takes_effect() -> None:
    ending = new("repeals", "青政办发〔2023〕1号", effective_on=date(2025, 7, 1))
    assert settle((old(), ending))[0].expires_on == date(2025, 6, 30)
    earlier = old(expires_on=date(2024, 12, 31))
    assert settle((earlier, ending))[0].expires_on == date(2024, 12, 31)


def test_without_endings_nothing_changes() -> None:
    both = (old(), notice("另一份"))
    assert all(found is given for found, given in zip(settle(both), both, strict=True))
