"""Regions: official names, the short names people use, and places that stand in no table."""

import pytest

from corpus.model import Region
from corpus.regions import (
    candidates,
    divisions,
    level,
    locate_regions,
    names_of,
    region_of,
    resolve,
)


@pytest.mark.parametrize(
    ("name", "official"),
    [
        ("喀左", "喀喇沁左翼蒙古族自治县"),
        ("喀左县", "喀喇沁左翼蒙古族自治县"),
        ("喀喇沁左翼蒙古族自治县", "喀喇沁左翼蒙古族自治县"),
        ("河南", "河南省"),
        ("河南省", "河南省"),
        ("内蒙古", "内蒙古自治区"),
        ("濉溪", "濉溪县"),
        ("北京", "北京市"),
        ("抚顺市", "抚顺市"),
        ("抚顺县", "抚顺县"),
        ("甘南州", "甘南藏族自治州"),
    ],
)
def test_one_region_is_meant(name: str, official: str) -> None:
    found = resolve(name)
    assert found is not None
    assert found.name == official


@pytest.mark.parametrize("name", ["抚顺", "鼓楼区", "朝阳"])
def test_a_name_that_several_share_is_not_guessed(name: str) -> None:
    assert resolve(name) is None
    assert len(candidates(name)) > 1


@pytest.mark.parametrize("name", ["", "市", "青石县", "某某"])
def test_an_unknown_name_means_no_region(name: str) -> None:
    assert candidates(name) == ()
    assert resolve(name) is None


@pytest.mark.parametrize(
    ("name", "region", "parents"),
    [
        ("喀左县人民政府办公室", "喀喇沁左翼蒙古族自治县", ("辽宁省", "朝阳市")),
        ("辽宁省朝阳市喀左县政府", "喀喇沁左翼蒙古族自治县", ("辽宁省", "朝阳市")),
        ("江苏省南京市鼓楼区政府", "鼓楼区", ("江苏省", "南京市")),
        ("抚顺市新抚区", "新抚区", ("辽宁省", "抚顺市")),
        ("河南省人民政府", "河南省", ()),
        ("青石县财政局", "青石县", ()),
        ("云岭省望川市青石县人民政府", "青石县", ("云岭省", "望川市")),
    ],
)
def test_a_body_begins_with_its_region(name: str, region: str, parents: tuple[str, ...]) -> None:
    found = region_of(name)
    assert found is not None
    assert (found.name, found.parents) == (region, parents)


@pytest.mark.parametrize("name", ["关于", "中国", "", "各有关单位"])
def test_a_name_without_a_place_has_no_region(name: str) -> None:
    assert region_of(name) is None


def test_regions_are_found_in_a_sentence_where_they_stand() -> None:
    found = locate_regions("河南省和濉溪县，濉溪县同喀左")
    assert [(start, end, region.short) for start, end, (region,) in found] == [
        (0, 3, "河南"),
        (4, 7, "濉溪"),
        (8, 11, "濉溪"),
        (12, 14, "喀左"),
    ]


def test_two_letter_short_forms_of_counties_are_words_of_their_own() -> None:
    assert locate_regions("合作社、公安局、和平广场") == ()


def test_a_doubtful_name_keeps_all_its_candidates() -> None:
    ((start, end, found),) = locate_regions("在鼓楼区办")
    assert (start, end) == (1, 4)
    assert len(found) > 1


def test_every_name_a_person_may_use_is_listed() -> None:
    region = resolve("喀左")
    assert region is not None
    assert names_of(region) == {
        "喀喇沁左翼蒙古族自治县", "喀喇沁左翼县", "喀喇沁左翼", "喀左县", "喀左",
    }  # fmt: skip


def test_levels_follow_the_code_or_the_kind() -> None:
    known = [resolve(name) for name in ("河南", "抚顺市", "濉溪县")]
    assert [level(region) for region in known if region] == [1, 2, 3]
    printed = [Region(name=name, short=name[:-1]) for name in ("云岭省", "望川市", "青石县")]
    assert [level(region) for region in printed] == [1, 2, 3]


def test_codes_have_six_digits_and_parents_come_before_their_children() -> None:
    seen: set[str] = set()
    for region in divisions():
        assert region.code is not None
        assert len(region.code) == 6
        assert set(region.parents) <= seen
        seen.add(region.name)


@pytest.mark.parametrize(
    ("body", "name", "parents"),
    [
        ("河北省青石谷县人民政府办公室", "青石谷县", ("河北省",)),
        ("邢台市青石区人民政府", "青石区", ("河北省", "邢台市")),
        ("河北省望川市青石区财政局", "青石区", ("河北省", "望川市")),
        ("河北省市场监督管理局", "河北省", ()),
        ("邢台市城区管理局", "邢台市", ("河北省",)),
        ("河北省脱贫县财政涉农资金整合办法", "河北省", ()),
    ],
)
def test_a_county_that_no_table_knows_is_not_its_city_or_province(
    body: str, name: str, parents: tuple[str, ...]
) -> None:
    region = region_of(body)
    assert region is not None
    assert (region.name, region.parents) == (name, parents)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("长春市场监管局", "长春"),
        ("长春市政公用设施", "长春"),
        ("长春市民政局", "长春市"),
        ("长春市政府", "长春市"),
        ("河南省级项目", "河南"),
    ],
)
def test_a_name_does_not_end_inside_a_word(text, name):
    start, end, _ = locate_regions(text)[0]
    assert text[start:end] == name
