"""Unit clauses in every printed form, read into lead, responsible and cooperating units."""

import pytest

from corpus.fold import fold
from corpus.roles import Assignment, label_role, read_units
from corpus.unit_clause import find_clause


def names(found: Assignment) -> tuple[list[str], list[str], list[str]]:
    return (
        [unit.name for unit in found.lead],
        [unit.name for unit in found.responsible],
        [unit.name for unit in found.cooperating],
    )


def read(text: str) -> tuple[list[str], list[str], list[str]]:
    return names(read_units(fold(text)))


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("牵头单位", "lead"),
        ("牵头部门", "lead"),
        ("牵头处室、单位", "lead"),
        ("牵头责任单位", "lead"),
        ("主要责任单位", "lead"),
        ("汇总单位", "lead"),
        ("总牵头单位", "lead"),
        ("责任单位", "responsible"),
        ("责任部门", "responsible"),
        ("责任科室", "responsible"),
        ("其他责任单位", "responsible"),
        ("落实单位", "responsible"),
        ("责任主体", "responsible"),
        ("责任(配合)单位", "responsible"),
        ("配合单位", "cooperating"),
        ("协办", "cooperating"),
        ("配合", "cooperating"),
        ("协办单位", "cooperating"),
        ("协同责任单位", "cooperating"),
        ("协同部门", "cooperating"),
        ("会办处室", "cooperating"),
        ("牵头领导", "person"),
        ("责任人", "person"),
        ("备注", None),
        ("单位", None),
    ],
)
def test_a_label_states_its_role(label: str, role: str | None) -> None:
    assert label_role(label) == role


LABELLED = [
    # clause, lead, responsible, cooperating
    ("牵头单位：县财政局；责任单位：县教育局、县民政局", ["县财政局"], ["县教育局", "县民政局"], []),
    ("总牵头单位：县政府办公室；落实单位：县信访局", ["县政府办公室"], ["县信访局"], []),
    ("主要责任单位：县水务局；其他责任单位：县气象局", ["县水务局"], ["县气象局"], []),
    ("牵头处室、单位：秘书科；会办处室：信息科", ["秘书科"], [], ["信息科"]),
    ("汇总单位：县统计局；责任科室：综合科", ["县统计局"], ["综合科"], []),
    ("责任（配合）单位：县司法局", [], ["县司法局"], []),
    ("责任主体：各乡镇", [], ["各乡镇"], []),
    (
        "责任单位：县公安局；协同责任单位：县交通局；协同部门：县医保局",
        [],
        ["县公安局"],
        ["县交通局", "县医保局"],
    ),
    ("牵头领导：某某；责任单位：县审计局；责任人：某某", [], ["县审计局"], []),
    ("牵头：县教育局，配合：县财政局", ["县教育局"], [], ["县财政局"]),
    ("牵头责任单位：县财政局，协办：县审计局", ["县财政局"], [], ["县审计局"]),
    ("牵头部门：县水务局；责任部门：各镇；配合部门：县气象局", ["县水务局"], ["各镇"], ["县气象局"]),
    ("牵头领导：某某 牵头单位：县住建局", ["县住建局"], [], []),
    ("责任领导：某某；责任单位：县统计局；完成时限：6月底", [], ["县统计局"], []),
    ("责\n任单位：县审计局", [], ["县审计局"], []),
    ("责 任 单 位：县审计局", [], ["县审计局"], []),
]
VERBS = [
    ("县发改委牵头，县直各单位负责落实", ["县发改委"], ["县直各单位"], []),
    ("县发改委牵头,县财政局配合", ["县发改委"], [], ["县财政局"]),
    ("县医保局牵头负责", ["县医保局"], [], []),
    ("县农业农村局会同县水务局", ["县农业农村局"], [], ["县水务局"]),
    ("县农业农村局会同县水务局、县气象局负责落实", ["县农业农村局"], [], ["县水务局", "县气象局"]),
    ("县政府办公室为总牵头单位，各乡镇配合", ["县政府办公室"], [], ["各乡镇"]),
    ("县民政局、县残联负责落实", [], ["县民政局", "县残联"], []),
    ("县民政局、县残联等按职责分工负责", [], ["县民政局", "县残联"], []),
    ("县财政局牵头，县税务局负责配合落实", ["县财政局"], [], ["县税务局"]),
    ("县民政局、县残联", [], ["县民政局", "县残联"], []),
    ("由县教育局牵头、各学校参与", ["县教育局"], [], ["各学校"]),
    ("县水务局牵头负责，各乡镇负责落实", ["县水务局"], ["各乡镇"], []),
    ("县财政局为总牵头单位，县审计局负责配合落实", ["县财政局"], [], ["县审计局"]),
    ("县司法局会同有关部门", ["县司法局"], [], ["有关部门"]),
    ("县财政局（牵头）、县民政局", ["县财政局"], ["县民政局"], []),
    ("县财政局（牵头单位）、县民政局（配合）", ["县财政局"], [], ["县民政局"]),
    ("各县（市、区）政府", [], ["各县(市、区)政府"], []),
]
SEPARATORS = [
    (
        "责任单位：县财政局，县教育局,县民政局；县司法局;县水务局",
        [],
        ["县财政局", "县教育局", "县民政局", "县司法局", "县水务局"],
        [],
    ),
    ("责任单位：县财政局 县教育局\t县民政局", [], ["县财政局", "县教育局", "县民政局"], []),
    ("责任单位：各乡镇 县直各单位 公安局 医保局", [], ["各乡镇", "县直各单位", "公安局", "医保局"], []),
    ("责任单位：县政府 办公室、县公安局 交警大队", [], ["县政府办公室", "县公安局交警大队"], []),
    ("责任单位：县财政局\n县教育局\n\n县民政局", [], ["县财政局", "县教育局", "县民政局"], []),
    ("责任单位：区经济发展局区行政审批局", [], ["区经济发展局", "区行政审批局"], []),
    (
        "责任单位：县文化广电和旅游局县国有资产监管局、县民政局",
        [],
        ["县文化广电和旅游局", "县国有资产监管局", "县民政局"],
        [],
    ),
    ("责任单位：县文旅局、县国有资产监管和金融工作局、", [], ["县文旅局", "县国有资产监管和金融工作局"], []),
    ("责任单位：县水务局\n\n各乡镇（街道）", [], ["县水务局", "各乡镇(街道)"], []),
    ("责任单位：区直有关单位各片区管理局", [], ["区直有关单位", "各片区管理局"], []),
    ("责任单位：省教育厅、民政厅", [], ["省教育厅", "民政厅"], []),
    ("责任单位：各县（市、区）政府，县财政局", [], ["各县(市、区)政府", "县财政局"], []),
    ("责任单位：县财政局和县教育局", [], ["县财政局和县教育局"], []),
    ("责任单位：县财\n政局、县教 育局", [], ["县财政局", "县教育局"], []),
]
OTHERS = [
    ("责任单位：县财政局、县教育局等", [], ["县财政局", "县教育局"], []),
    ("责任单位：县财政局等部门", [], ["县财政局"], []),
    ("责任单位：县财政局、县教育局等县级部门；各乡镇", [], ["县财政局", "县教育局", "各乡镇"], []),
    ("责任单位：县政府有关部门", [], ["县政府有关部门"], []),
]


@pytest.mark.parametrize(
    ("clause", "lead", "responsible", "cooperating"), [*LABELLED, *VERBS, *SEPARATORS, *OTHERS]
)
def test_a_clause_names_its_units_by_role(
    clause: str, lead: list[str], responsible: list[str], cooperating: list[str]
) -> None:
    assert read(clause) == (lead, responsible, cooperating)


WHERE = [
    # task's text, the words left when the clause is taken off, responsible units
    ("公开清单。（责任单位：县财政局、县教育局）", "公开清单。", ["县财政局", "县教育局"]),
    ("公开清单。[责任单位：县财政局]", "公开清单。", ["县财政局"]),
    ("公开清单。【责任单位：县财政局】", "公开清单。", ["县财政局"]),
    ("公开清单。〔责任单位：县财政局]", "公开清单。", ["县财政局"]),
    ("公开清单。\n责任单位：县财政局\n", "公开清单。", ["县财政局"]),
    ("公开清单。责任单位：县财政局、县教育局。", "公开清单。", ["县财政局", "县教育局"]),
    ("公开清单。**责任单位：县财政局**", "公开清单。", ["县财政局"]),
    ("公开清单。**（责任单位：县财政局）**", "公开清单。", ["县财政局"]),
    ("公开清单。（责\n任单位：县财政局）", "公开清单。", ["县财政局"]),
    ("公开清单。（县财政局、县教育局）", "公开清单。", ["县财政局", "县教育局"]),
    ("公开清单。（县财政局、县教育局等按职责分工负责）", "公开清单。", ["县财政局", "县教育局"]),
    ("公开清单（样表）。（责任单位：县财政局", "公开清单(样表)。", ["县财政局"]),
    ("公开清单。——责任单位：县财政局", "公开清单。", ["县财政局"]),
    ("公开清单（县财政局负责落实）。", "公开清单", ["县财政局"]),
    # The units end with their sentence, and where the page leaves something out.
    ("公开清单。责任单位：县财政局。各单位要按月报送情况。", "公开清单。", ["县财政局"]),
    ("公开清单。责任单位：县财政局。县教育局。", "公开清单。", ["县财政局", "县教育局"]),
    ("公开清单。[略] 责任单位：县财政局 [略]", "公开清单。[略]", ["县财政局"]),
    ("公开清单。（县财政局、县教育局，10月底前完成）", "公开清单。", ["县财政局", "县教育局"]),
    # The page was cut inside the last name.
    ("公开清单。（县财政局、县教育局、县民", "公开清单。", ["县财政局", "县教育局"]),
]


@pytest.mark.parametrize(("text", "own", "responsible"), WHERE)
def test_the_clause_is_found_where_it_stands(text: str, own: str, responsible: list[str]) -> None:
    block = fold(text)
    found = find_clause(block)
    assert found is not None
    assert block.text[: found[0]] == own
    assert names(read_units(found[2])) == ([], responsible, [])


def test_a_last_sentence_that_says_who_leads_is_a_clause() -> None:
    block = fold("公开清单。\n县财政局牵头，各乡镇配合。")
    found = find_clause(block)
    assert found is not None
    assert block.text[: found[0]] == "公开清单。"
    assert names(read_units(found[2])) == (["县财政局"], [], ["各乡镇"])


@pytest.mark.parametrize(
    "text",
    [
        "报有关部门（县财政局）。",
        "具体工作由县财政局负责。",
        "县财政局牵头制定办法，报县政府同意后印发。",
        "各单位要加强领导（含各乡镇、县民",
        "责任单位要加强领导。",
    ],
)
def test_other_words_about_units_are_no_clause(text: str) -> None:
    assert find_clause(fold(text)) is None


@pytest.mark.parametrize("name", ["有关部门", "各单位", "各乡镇街区", "各有关部门", "区直有关单位"])
def test_an_open_set_is_kept_as_printed_and_flagged(name: str) -> None:
    (unit,) = read_units(fold(f"责任单位：{name}")).responsible
    assert (unit.name, unit.canonical, unit.open) == (name, name, True)


def test_a_level_on_the_first_unit_is_carried_in_the_canonical_name_only() -> None:
    units = read_units(fold("责任单位：省教育厅、民政厅、财政厅")).responsible
    assert [unit.name for unit in units] == ["省教育厅", "民政厅", "财政厅"]
    assert [unit.canonical for unit in units] == ["省教育厅", "省民政厅", "省财政厅"]
