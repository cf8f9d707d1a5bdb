"""Task items and passages of whole notices in running text."""

import pytest

from corpus.model import DeadlineKind, PassageKind, TaskItem
from corpus.parse import parse_document
from tests.corpus.parse.written import document, notice, parse


def items(*lines: str) -> tuple[TaskItem, ...]:
    return parse(notice(*lines)).items


def test_a_point_with_units_is_a_task_under_its_headings() -> None:
    first, second = items(
        "一、突出重点",
        "（一）公开清单。3月底前公布清单，年底前评议。（牵头单位：县财政局；责任单位：各乡镇；配合单位：县民政局）",
        "（二）公开目录。（县教育局、县司法局）",
    )
    assert (first.number, first.path, first.text) == (
        "一",
        ("一、突出重点",),
        "公开清单。3月底前公布清单，年底前评议。",
    )
    assert [unit.name for unit in first.lead_units] == ["县财政局"]
    assert [(unit.name, unit.open) for unit in first.responsible_units] == [("各乡镇", True)]
    assert [unit.name for unit in first.cooperating_units] == ["县民政局"]
    assert first.deadline is not None
    assert [first.deadline.text, *(row.text for row in first.other_deadlines)] == ["3月底前", "年底前"]
    assert [unit.name for unit in second.responsible_units] == ["县教育局", "县司法局"]
    assert second.lead_units == ()


def test_the_first_responsible_unit_is_not_made_the_lead() -> None:
    (item,) = items("1.公开清单。（责任单位：县财政局、县教育局）")
    assert item.lead_units == ()


def test_a_name_keeps_the_marks_it_was_printed_with() -> None:
    (item,) = items("1.公开清单。（责任单位：省直管县〔市〕政府、县财\n政局）")
    assert [unit.name for unit in item.responsible_units] == ["省直管县〔市〕政府", "县财政局"]


def test_units_on_a_line_of_their_own_belong_to_the_point_above() -> None:
    first, second = items("1.公开清单。", "责任单位：县财政局", "2.公开目录。", "牵头单位：县教育局")
    assert [unit.name for unit in first.responsible_units] == ["县财政局"]
    assert [unit.name for unit in second.lead_units] == ["县教育局"]
    assert first.text == "公开清单。"


def test_each_role_may_have_a_paragraph_of_its_own_before_the_signature() -> None:
    (item,) = items("1.公开清单。", "", "牵头单位：县财政局", "", "责任单位：县教育局、", "县司法局")
    assert [unit.name for unit in item.lead_units] == ["县财政局"]
    assert [unit.name for unit in item.responsible_units] == ["县教育局", "县司法局"]


def test_a_point_without_units_among_tasks_is_a_task_without_units() -> None:
    found = items(
        "1.公开清单。（责任单位：县财政局）", "2.公开目录。（责任单位：县教育局）", "3.公开台账，年底前完成。"
    )
    assert [item.number for item in found] == ["1", "2", "3"]
    assert found[2].responsible_units == ()
    assert found[2].text == "公开台账，年底前完成。"


def test_a_point_that_the_page_cut_off_is_a_task_among_tasks() -> None:
    found = parse("1.公开清单。（责任单位：县财政局）\n2.公开目录和各类")
    assert [(item.number, len(item.responsible_units)) for item in found.items] == [("1", 1), ("2", 0)]


def test_the_heading_of_a_row_may_state_the_limit() -> None:
    rows = "工作任务 | 具体要求 | 责任单位 |\n1.按月公开收支 | 在网站公布收支。 | 县财政局 |\n"
    rows += "2.公开目录 | 公布目录。 | 县司法局 |"
    found = parse(rows).items
    assert [item.deadline.text if item.deadline else None for item in found] == ["按月", None]


def test_points_of_which_none_has_units_are_clauses() -> None:
    parsed = parse(notice("第一条 为做好公开，制定本办法。", "第二条 本办法由县政府解释。"))
    assert parsed.items == ()
    assert [(row.number, row.kind) for row in parsed.passages if row.number] == [
        ("一", PassageKind.CLAUSE),
        ("二", PassageKind.CLAUSE),
    ]


def test_the_tail_of_a_notice_is_no_part_of_its_last_point() -> None:
    (item,) = items("1.公开清单。（责任单位：县财政局）", "", "请各单位于12月5日前报送总结。", "联系人：甲乙")
    assert item.text == "公开清单。"
    assert item.deadline is None


def test_a_closing_paragraph_with_a_bracket_of_its_own_is_kept_apart() -> None:
    _, last = items(
        "1.公开清单。（责任单位：县财政局）",
        "2.公开目录。（责任单位：县教育局）",
        "各乡镇参照执行。（责任单位：各乡镇）",
    )
    assert last.text == "公开目录。"
    assert [unit.name for unit in last.responsible_units] == ["县教育局"]


def test_a_page_cut_may_leave_the_bracket_open() -> None:
    (item,) = items("1.公开清单。（责任单位：县财政局、县教育局", "")
    assert [unit.name for unit in item.responsible_units][:1] == ["县财政局"]


def test_a_long_clause_is_cut_at_full_stops_and_nothing_is_lost() -> None:
    sentence = "各单位要把公开工作摆上重要位置，明确专人负责，按照要求做好有关准备。"
    text = notice("一、" + sentence * 30)
    (parsed,) = parse_document(document(text)).notices
    cut = [row for row in parsed.passages if row.number == "一"]
    assert len(cut) > 2
    assert "".join(text[row.span.start : row.span.end] for row in cut) == "一、" + sentence * 30
    assert all(text[row.span.end - 1] == "。" for row in cut)


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("视情况而定", DeadlineKind.UNRESOLVED),
        ("全年", DeadlineKind.ONGOING),
        ("6月底前", DeadlineKind.BY_DATE),
    ],
)
def test_the_limit_column_of_a_table_is_kept(cell: str, kind: DeadlineKind) -> None:
    table = f"\t序号\n\t具体内容\n\t责任单位\n\t完成时限\n\n\t1\n\t公开清单\n\t县财政局\n\t{cell}\n\n"
    (item,) = parse(notice(table)).items
    assert item.deadline is not None
    assert (item.deadline.text, item.deadline.kind) == (cell, kind)


def test_beside_a_table_the_cover_s_points_are_clauses() -> None:
    table = "\t序号\n\t具体内容\n\t责任单位\n\n\t1\n\t公开清单\n\t县财政局\n\n"
    parsed = parse(
        notice("一、高度重视。（责任单位：各乡镇）", "二、狠抓落实。（责任单位：各乡镇）", "", table)
    )
    assert [item.text for item in parsed.items] == ["公开清单"]
    assert [row.number for row in parsed.passages if row.kind is PassageKind.CLAUSE] == ["一", "二"]


@pytest.mark.parametrize(
    "rule",
    [
        "列第一位的责任单位为牵头单位。",
        "列在首位的单位为牵头单位。",
        "排名第一的为牵头单位。",
        "列第一位的为牵头部门。",
    ],
)
def test_the_cover_may_make_the_first_unit_the_lead(rule: str) -> None:
    first, second = items(
        f"任务分工如下，{rule}",
        "1.公开清单。（责任单位：县财政局、县教育局）",
        "2.公开目录。（牵头单位：县司法局；责任单位：县民政局）",
    )
    assert [unit.name for unit in first.lead_units] == ["县财政局"]
    assert [unit.name for unit in first.responsible_units] == ["县教育局"]
    assert [unit.name for unit in second.lead_units] == ["县司法局"]
    assert [unit.name for unit in second.responsible_units] == ["县民政局"]


def test_no_task_is_without_words() -> None:
    assert items("1.责任单位：县财政局") == ()


def test_points_in_circles_are_points() -> None:
    one, two = items(
        "一、强化法治保障", "①建立投诉机制。（县司法局）", "②开展100次②抽查。（县财政局牵头；持续推进）"
    )
    assert (one.number, one.path, one.text) == ("①", ("一、强化法治保障",), "建立投诉机制。")
    assert (two.number, [unit.name for unit in two.lead_units]) == ("②", ["县财政局"])
    assert two.deadline is not None
    assert (two.deadline.text, two.deadline.kind) == ("持续推进", DeadlineKind.ONGOING)


def test_circles_whose_units_stand_below_them_all_are_one_point() -> None:
    one, two = items(
        "1.做好公开：",
        "①公开清单；",
        "②公开台账。",
        "（责任单位：县财政局）",
        "2.培训。（责任单位：县民政局）",
    )
    assert (one.number, one.text) == ("1", "做好公开：①公开清单；②公开台账。")
    assert [unit.name for unit in one.responsible_units] == ["县财政局"]
    assert [unit.name for unit in two.responsible_units] == ["县民政局"]


def test_teams_stations_and_odd_colons_do_not_hide_the_units() -> None:
    (one, two, three) = items(
        "1.检查机构。（县教育局牵头，县消防救援大队配合）",
        "2.检查市场。（牵头单位︰县公安局；配合单位∶城关派出所）",
        "3.办理贷款（县财政局会同农行青禾支行，11月底）",
    )
    assert [unit.name for unit in one.cooperating_units] == ["县消防救援大队"]
    assert [unit.name for unit in two.lead_units] == ["县公安局"]
    assert [unit.name for unit in two.cooperating_units] == ["城关派出所"]
    assert [unit.name for unit in three.cooperating_units] == ["农行青禾支行"]


def test_the_body_that_signs_right_below_the_last_point_is_no_part_of_it() -> None:
    points = ("1.公开清单。（县财政局）", "2.公开名单。（县财政局）", "3.公开台账。")
    text = notice(*points, tail="青禾县财政局\n2023年3月1日")
    found = parse(text.replace("台账。\n\n", "台账。\n")).items
    assert found[-1].text == "公开台账。"
