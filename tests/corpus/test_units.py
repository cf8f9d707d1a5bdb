"""Names of units: the canonical name their aliases share, and what a person may call them."""

import pytest

from corpus.fold import fold
from corpus.model import Span, Unit
from corpus.roles import read_units
from corpus.units import Core, canonical, core, is_open, matches, split_fused, spoken_names, without_others


def unit(name: str) -> Unit:
    return Unit(name=name, canonical=canonical(name), span=Span(0, len(name)), open=is_open(name))


@pytest.mark.parametrize(
    ("printed", "full"),
    [
        ("县发改委", "县发展和改革局"),
        ("县发展和改革局", "县发展和改革局"),
        ("县 发改\n委", "县发展和改革局"),
        ("县卫健局", "县卫生健康局"),
        ("市卫健委", "市卫生健康委员会"),
        ("省发展改革委", "省发展和改革委员会"),
        ("县人社局", "县人力资源和社会保障局"),
        ("县编委办", "县委机构编制委员会办公室"),
        ("县委编办", "县委机构编制委员会办公室"),
        ("县政府办", "县人民政府办公室"),
        ("县政府办公室", "县人民政府办公室"),
        ("省民政厅", "省民政厅"),
        ("市场监管局", "市场监督管理局"),
        ("各乡镇", "各乡镇"),
        ("县政府有关部门", "县政府有关部门"),
        ("某某公司", "某某公司"),
    ],
)
def test_aliases_share_a_canonical_name(printed: str, full: str) -> None:
    assert canonical(printed) == full


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("县发改委", Core("县", "发展和改革", False)),
        ("喀左县司法局", Core("县", "司法", False)),
        ("濉溪司法局", Core("", "司法", False)),
        ("县政府办", Core("县", "政府", True)),
        ("县级财政局", Core("", "财政", False)),
        ("局", Core("", "局", False)),
    ],
)
def test_region_level_and_kind_are_taken_off(name: str, parts: Core) -> None:
    assert core(name) == parts


@pytest.mark.parametrize(
    "name",
    [
        "有关部门",
        "各单位",
        "各乡镇街区",
        "县直各单位",
        "县级部门",
        "各县(市、区)政府",
        "成员单位",
        "主管部门",
        "其他部门",
    ],
)
def test_an_open_set_is_flagged(name: str) -> None:
    assert is_open(name)


@pytest.mark.parametrize("name", ["县财政局", "县委组织部", "县供电公司", "青石镇"])
def test_one_unit_is_no_open_set(name: str) -> None:
    assert not is_open(name)


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("县财政局等", "县财政局"),
        ("县财政局等部门", "县财政局"),
        ("县财政局等县级部门", "县财政局"),
        ("县财政局等有关单位", "县财政局"),
        ("县财政局等县直有关部门", "县财政局"),
        ("县财政局", "县财政局"),
    ],
)
def test_and_others_is_no_part_of_a_name(printed: str, name: str) -> None:
    assert without_others(printed) == name


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("区经济发展局区行政审批局", ["区经济发展局", "区行政审批局"]),
        ("县文化广电和旅游局县国有资产监管局", ["县文化广电和旅游局", "县国有资产监管局"]),
        ("县城市管理局", ["县城市管理局"]),
        ("县市场监督管理局", ["县市场监督管理局"]),
    ],
)
def test_names_with_nothing_between_are_parted(printed: str, names: list[str]) -> None:
    assert split_fused(printed) == names


@pytest.mark.parametrize(
    ("query", "name", "same"),
    [
        ("县发改委", "县发展和改革局", True),
        ("发改局", "县发展和改革局", True),
        ("喀左县发展和改革局", "县发改委", True),
        ("县编委办", "县委编办", True),
        ("市发改委", "县发展和改革局", False),
        ("县财政局", "县审计局", False),
        ("县政府", "县政府办公室", False),
        ("县政府办", "县政府办公室", True),
        ("各乡镇", "各乡镇", True),
        ("", "县财政局", False),
        ("局", "县财政局", False),
    ],
)
def test_a_unit_is_known_by_any_of_its_names(query: str, name: str, same: bool) -> None:
    assert matches(query, unit(name)) is same


def test_a_person_may_leave_the_level_out_or_use_a_short_form() -> None:
    names = spoken_names(unit("县卫生健康局"))
    assert {"县卫生健康局", "卫生健康局", "县卫健局", "卫健委"} <= names


def test_a_unit_of_no_alias_is_called_by_its_own_name() -> None:
    assert spoken_names(unit("县供电有限公司")) >= {"县供电有限公司", "供电有限公司"}


def test_an_office_is_called_by_its_short_forms() -> None:
    names = spoken_names(unit("县政府办公室"))
    assert {"政府办", "县政府办", "县人民政府办公室"} <= names
    assert "政府局" not in names


def test_an_open_set_is_called_only_by_its_own_name() -> None:
    assert spoken_names(unit("各乡镇")) == {"各乡镇"}


def test_a_level_on_the_first_unit_only_is_carried_into_the_canonical_names() -> None:
    found = read_units(fold("责任单位：省教育厅、民政厅、青禾公司，各市人民政府、乐至司法局")).responsible
    assert [row.name for row in found] == ["省教育厅", "民政厅", "青禾公司", "各市人民政府", "乐至司法局"]
    assert [row.canonical for row in found] == ["省教育厅", "省民政厅", "青禾公司", "各市人民政府", "司法局"]
    assert [row.open for row in found] == [False, False, False, True, False]


@pytest.mark.parametrize(
    ("printed", "full"),
    [
        ("县残联", "县残疾人联合会"),
        ("市公积金中心", "市住房公积金管理中心"),
        ("县医保中心", "县医保中心"),
        ("县政务服务中心", "县政务服务中心"),
        ("县社保局", "县社会保险事业管理局"),
    ],
)
def test_an_association_or_a_centre_is_no_bureau(printed: str, full: str) -> None:
    assert canonical(printed) == full


def test_a_centre_is_not_the_bureau_above_it() -> None:
    assert not matches("县医保局", unit("县医保中心"))
    assert matches("县残疾人联合会", unit("县残联"))
    assert matches("医保中心", unit("县医保中心"))
