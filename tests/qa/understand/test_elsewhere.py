"""Places and years that a follow-up names only from what was spoken of, over the sample notices."""

import pytest

from qa.understand import Kind, Turn, read_question
from tests.qa.conftest import TODAY


@pytest.fixture(scope="module")
def farming(library):
    """A turn on one county's farm subsidy."""
    notice = next(each for each in library.notices.values() if "2024年耕地地力保护补贴" in each.title)
    return Turn(
        question="墨坪县谁能领茶田钱", asked="谁能领茶田钱", topic="茶田钱", kind=Kind.WHAT,
        regions=("墨坪县",), notice=notice.id,
    )  # fmt: skip


def follow(question, turn, library):
    return read_question(question, library, today=TODAY, after=turn)


@pytest.mark.parametrize(
    "question", ["别的县呢", "那其他地方呢", "外地呢", "其它县是怎么定的", "换别的县呢", "别处有多少"]
)
def test_another_county_is_one_that_has_a_notice_on_the_matter(question, farming, library):
    reading = follow(question, farming, library)
    assert [region.name for region in reading.regions] == ["沐原县"]
    assert "茶田钱" in reading.topic


@pytest.mark.parametrize("question", ["其他地区户口的茶农能领吗", "外地能用这张茶券吗", "茶田别的要求呢"])
def test_people_and_things_from_elsewhere_are_no_other_place(question, farming, library):
    assert [region.name for region in follow(question, farming, library).regions] == ["墨坪县"]


def test_where_no_place_has_the_matter_none_is_guessed(farming, library):
    reading = follow("外省呢", farming, library)
    assert (reading.regions, reading.foreign) == ((), ("外省同类事项",))


def test_after_a_question_for_residents_those_from_elsewhere_are_meant(library, farming):
    turn = Turn(
        question="本地户口的茶农能领吗", asked="本地户口的茶农能领吗", topic="茶农", kind=Kind.YES_NO,
        regions=("墨坪县",), notice=farming.notice,
    )  # fmt: skip
    assert [region.name for region in follow("外地呢", turn, library).regions] == ["墨坪县"]


@pytest.mark.parametrize("question", ["那边茶农要交什么", "那里的茶农要交什么", "当地茶农要交什么"])
def test_there_is_the_place_spoken_of(question, farming, library):
    reading = follow(question, farming, library)
    assert [region.name for region in reading.regions] == ["墨坪县"]
    assert not {"那边", "那里", "当地"} & set(reading.topic.split())


@pytest.mark.parametrize(
    ("question", "year"),
    [("上一年的呢", 2023), ("那前一年呢", 2023), ("再下一年的", 2025), ("下一年度谁管", 2025)],
)
def test_the_year_before_counts_from_the_notice_spoken_of(question, year, farming, library):
    assert follow(question, farming, library).years == (year,)


@pytest.mark.parametrize("question", ["上一年级的茶课谁教", "照着上一年的茶价算吗"])
def test_a_year_inside_the_matter_counts_from_none(question, farming, library):
    assert 2023 not in follow(question, farming, library).years
