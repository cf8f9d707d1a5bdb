import pytest

from corpus.levels import Level
from corpus.model import Validity
from qa.passage_search import MOST, Wanted


@pytest.fixture
def search(samples):
    def found(words, **filters):
        return samples.search(Wanted(words=words, **filters))

    return found


def test_the_nearest_passage_comes_first_with_its_units_and_marked_words(search):
    first, *others = search("公开医保缴费")
    assert first.notice.document_number == "清禾政办发〔2023〕18号"
    assert first.fields.lead_units == ("市医疗保障局",)
    assert first.highlights
    assert len(others) < MOST
    assert all(first.score >= other.score - 1 for other in others)


@pytest.mark.parametrize("words", ["", "  ", "？"])
def test_nothing_typed_finds_nothing(search, words):
    assert search(words) == ()


def test_every_filter_holds_for_all_that_is_found(search):
    by_region = search("入学", region="清禾市")
    assert by_region
    assert {each.notice.region.name for each in by_region} == {"清禾市"}
    by_year = search("入学", year=2024)
    assert {each.notice.year for each in by_year} == {2024}
    by_unit = search("公开信息", unit="市教育局")
    assert by_unit
    assert all("市教育局" in str(each.fields) for each in by_unit)
    ended = search("高龄津贴", validity=Validity.REPEALED)
    assert {each.notice.validity for each in ended} == {Validity.REPEALED}


def test_a_filter_that_nothing_satisfies_finds_nothing(search):
    assert search("入学", region="没有的市") == ()
    assert search("入学", year=1999) == ()
    assert search("入学", unit="市没有的局") == ()


def test_words_that_no_notice_has_find_nothing(search):
    assert search("xyzzy") == ()


def test_the_level_is_that_of_who_issued(search):
    found = search("残疾人补贴", level=Level.PROVINCE)
    assert {each.notice.region.name for each in found} == {"云岭省"}
    assert {each.notice.region.name[-1] for each in search("津贴", level=Level.COUNTY)} <= set("县区")
    assert search("津贴", level=Level.NATION) == ()
