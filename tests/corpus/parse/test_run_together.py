"""Tables with nothing between their cells: read where the units tell, left as text where they do not."""

from corpus.model import PassageKind
from tests.corpus.parse.tabled import items, parsed, rows

LAST = (
    "附件 2024年任务分解表工作任务工作要求牵头单位责任单位一、夯实基础（一）抓好公开"
    "1.公开预算，做到全面。市财政局市审计局市直各单位，各区人民政府"
    "2.修订指南。 市直各单位，各区人民政府"
    "（二）抓好监督3.加强检查，形成相关记录市财政局 "
    "4.开展培训。市财政局市直各单位，各区人民政府"
    "二、强化保障5.落实经费。各区人民政府 6.年底前完成总结。市直有关单位各区属企业"
)
REST = "市政府各部门、各直属机构，各区人民政府"
INSIDE = (
    "2024年任务分解表工作任务牵头单位责任单位工作要求一、夯实基础"
    f"1.公开预算市财政局{REST}做到全面及时。2.修订指南 {REST}按程序报批。"
    f"3.加强检查市审计局市财政局{REST}6月底前完成。4.公布清单{REST}"
    "5.开展培训做到全员参加。[略]（六）强化保障"
    f"29.落实经费市财政局市人社局，{REST}纳入预算。"
)


def test_units_behind_the_last_full_stop_are_shared_between_two_columns() -> None:
    rest = ["市直各单位", "各区人民政府"]
    assert [row[:4] for row in rows(LAST)] == [
        ("1", "公开预算，做到全面。", ["市财政局", "市审计局"], rest),
        ("2", "修订指南。", [], rest),
        ("3", "加强检查，形成相关记录", ["市财政局"], []),
        ("4", "开展培训。", ["市财政局"], rest),
        ("5", "落实经费。", ["各区人民政府"], []),
        ("6", "年底前完成总结。", [], ["市直有关单位", "各区属企业"]),
    ]


def test_headings_inside_the_run_are_paths() -> None:
    assert [item.path for item in items(LAST)] == [
        *[("一、夯实基础", "(一)抓好公开")] * 2,
        *[("一、夯实基础", "(二)抓好监督")] * 2,
        *[("二、强化保障",)] * 2,
    ]


def test_a_list_that_many_rows_share_marks_the_units_in_the_middle() -> None:
    rest = ["市政府各部门", "各直属机构", "各区人民政府"]
    assert [row[:4] for row in rows(INSIDE)] == [
        ("1", "做到全面及时。", ["市财政局"], rest),
        ("2", "按程序报批。", [], rest),
        ("3", "6月底前完成。", ["市审计局", "市财政局"], rest),
        ("4", "公布清单", [], rest),
        ("29", "纳入预算。", ["市财政局"], ["市人社局", *rest]),
    ]


def test_headings_above_an_omission_are_not_carried_over_it() -> None:
    assert items(INSIDE)[-1].path == ("(六)强化保障", "29.落实经费")


def test_a_piece_that_does_not_tell_its_units_stays_a_clause() -> None:
    document = parsed(INSIDE)
    passages = [p for p in document.notices[0].passages if p.kind is PassageKind.CLAUSE]
    printed = [document.document.text[p.span.start : p.span.end] for p in passages]
    assert "5.开展培训做到全员参加。" in printed


def test_a_table_with_a_limit_column_is_not_guessed_at() -> None:
    text = "工作任务责任单位完成时限1.公开预算市财政局6月底前2.修订指南市司法局年底前3.加强检查市审计局年底前"
    assert rows(text) == []


def test_what_the_page_prints_after_the_last_cell_is_no_unit() -> None:
    table = "工作任务工作要求责任单位1.公开预算。市财政局2.修订指南。市司法局"
    text = table + "关于印发任务分解表的通知.pdf 附件下载"
    assert [row[3] for row in rows(text)] == [["市财政局"], ["市司法局"]]
