"""那X呢: the question before, asked of another thing or notice."""

import pytest

from qa.understand import Kind, Turn, read_question
from tests.qa.conftest import TODAY


@pytest.fixture(scope="module")
def fund(library):
    return next(notice for notice in library.notices.values() if "2024年修订" in notice.title)


def follow(question, library, **turn):
    before = Turn(**{"question": "？", "kind": Kind.HOW_MUCH, **turn})
    return read_question(question, library, today=TODAY, after=before)


@pytest.mark.parametrize("question", ["那二级呢", "二级的呢"])
def test_a_thing_takes_the_place_of_its_like(question, library):
    allowance = next(notice for notice in library.notices.values() if "两项补贴" in notice.title)
    asked = "一级残疾人护理补贴几元"
    reading = follow(question, library, asked=asked, topic="一级残疾人护理补贴", notice=allowance.id)
    assert reading.folded == "二级残疾人护理补贴几元"
    assert (reading.kind, reading.needs) == (Kind.HOW_MUCH, ("二级",))


def test_what_the_notice_does_not_print_takes_no_place(library, fund):
    reading = follow("那彩票呢", library, asked="职工租房提取几年", topic="职工租房提取", notice=fund.id)
    assert reading.folded == "那彩票呢,职工租房提取几年"
    assert reading.needs == ()


def test_another_notice_is_asked_the_same(library, fund):
    reading = follow(
        "那就业补贴申领办法呢", library, kind=Kind.WHEN, asked="住房公积金提取管理办法从哪天施行",
        topic="住房公积金提取管理办法 施行", notice=fund.id,
    )  # fmt: skip
    assert "就业补贴申领办法" in library.notices[reading.notice].title
    assert (reading.kind, reading.fact) == (Kind.META, "effective_on")
    assert "公积金" not in reading.folded


def test_a_question_that_names_another_notice_leaves_the_one_spoken_of(library, fund):
    kept = follow("租房提取要什么证明", library, asked="？", topic="公积金", notice=fund.id)
    left = follow("就业补贴申领办法什么条件", library, asked="？", topic="公积金", notice=fund.id)
    assert (kept.notice, left.notice) == (fund.id, None)
