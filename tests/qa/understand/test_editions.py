"""What a follow-up asks of another edition, over the sample notices."""

import pytest

from qa.understand import Kind, Turn, read_question
from tests.qa.conftest import TODAY


@pytest.fixture(scope="module")
def fund(library):
    return next(notice for notice in library.notices.values() if "2024年修订" in notice.title)


@pytest.fixture(scope="module")
def turn(library, fund):
    """A turn that was answered by the clause on how long a check by hand takes."""
    clause = next(
        entry for entry in library.entries.values() if entry.notice == fund and "人工核查" in entry.quote
    )
    return Turn(
        question="清禾市人工核查要几天", asked="人工核查要几天", topic="人工核查", kind=Kind.HOW_MUCH,
        regions=("清禾市",), notice=fund.id, passage=clause.passage.id,
    )  # fmt: skip


def follow(question, turn, library):
    return read_question(question, library, today=TODAY, after=turn)


@pytest.mark.parametrize("question", ["2022年那个老办法是几天", "2022年的旧规定呢", "2022年那版几天"])
def test_another_edition_is_asked_the_same_also_in_the_words_that_answered(question, turn, library):
    reading = follow(question, turn, library)
    assert (reading.years, reading.topic) == ((2022,), "人工核查")
    assert "人工核查的,管理部在2个工作日内办结" in reading.printed


@pytest.mark.parametrize("question", ["2022年那个老办法租房要交什么", "那要收费吗"])
def test_a_matter_of_its_own_is_asked_in_its_own_words(question, turn, library):
    assert follow(question, turn, library).printed == ""


def test_what_counts_now_is_asked_only_after_a_rule_that_has_ended(library, fund, turn):
    old = next(
        notice for notice in library.notices.values()
        if notice.title.endswith("《清禾市住房公积金提取管理办法》的通知")
    )  # fmt: skip
    before = {"question": "还有效吗", "asked": "还有效吗", "topic": "", "regions": ("清禾市",)}
    for kind in (Kind.STATUS, Kind.HOW_MUCH):
        ended = Turn(kind=kind, notice=old.id, **before)
        reading = follow("那现在茶农能提多少", ended, library)
        assert (reading.now, reading.notice) == (True, fund.id)
    counting = Turn(kind=Kind.STATUS, notice=fund.id, **before)
    assert not follow("那现在茶农能提多少", counting, library).now
    assert not follow("那现在几天", turn, library).now


def test_another_edition_can_be_taken_back(library, fund):
    turn = Turn(
        question="公积金几天能提", asked="公积金几天能提", topic="公积金", kind=Kind.HOW_MUCH,
        regions=("清禾市",), notice=fund.id,
    )  # fmt: skip
    former = library.notices[follow("旧办法呢", turn, library).notice]
    assert (former.year, former.region) == (2022, fund.region)
    taken_back = read_question("旧办法呢", library, today=TODAY, after=turn, ignore={"notice"})
    assert taken_back.notice is None
