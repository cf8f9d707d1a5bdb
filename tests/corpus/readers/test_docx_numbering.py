import pytest

from corpus.readers.ports import Limits
from corpus.readers.word.docx import Docx
from tests.corpus.readers.made_office import p, tbl, tc, tr, word


def level(depth: int, text: str, style: str = "decimal", more: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>{more}'
        f'<w:suff w:val="nothing"/><w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(name: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{name}">{"".join(levels)}</w:abstractNum>'


def num(name: int, of: int, more: str = "") -> str:
    return f'<w:num w:numId="{name}"><w:abstractNumId w:val="{of}"/>{more}</w:num>'


def item(text: str, name: int = 1, depth: int = 0, more: str = "") -> str:
    return p(text, f'{more}<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{name}"/></w:numPr>')


def lines(body: str, numbering: str, styles: str = "") -> list[str]:
    return Docx().read(word(body, numbering=numbering, styles=styles), Limits()).text.splitlines()


NOTICE = abstract(
    1,
    level(0, "%1、", "chineseCountingThousand"),
    level(1, "（%2）", "chineseCounting"),
    level(2, "%3.", "decimal"),
) + num(1, 1)


def test_levels_count_and_begin_anew_under_each_heading() -> None:
    body = item("总则") + item("公开", 1, 1) + item("甲", 1, 2) + item("乙", 1, 2) + item("解读", 1, 1)
    body += item("丙", 1, 2) + item("附则") + item("丁", 1, 1)
    assert lines(body, NOTICE) == [
        "一、总则", "（一）公开", "1.甲", "2.乙", "（二）解读", "1.丙", "二、附则", "（一）丁",
    ]  # fmt: skip


def test_a_number_of_several_levels_prints_them_all() -> None:
    made = abstract(1, level(0, "%1"), level(1, "%1.%2"), level(2, "%1.%2.%3")) + num(1, 1)
    assert lines(item("甲") + item("乙", 1, 1) + item("丙", 1, 2), made) == ["1甲", "1.1乙", "1.1.1丙"]


def test_a_legal_level_prints_figures() -> None:
    made = abstract(1, level(0, "第%1章", "chineseCounting"), level(1, "%1.%2", more="<w:isLgl/>")) + num(
        1, 1
    )
    assert lines(item("甲") + item("乙", 1, 1), made) == ["第一章甲", "1.1乙"]


@pytest.mark.parametrize(("restart", "last"), [("0", "2.丁"), ("1", "1.丁")])
def test_a_level_may_run_on(restart: str, last: str) -> None:
    more = f'<w:lvlRestart w:val="{restart}"/>'
    made = abstract(1, level(0, "%1、", "chineseCounting"), level(1, "%2.", more=more)) + num(1, 1)
    assert lines(item("甲") + item("乙", 1, 1) + item("丙") + item("丁", 1, 1), made)[-1] == last


def test_lists_of_one_kind_count_together_until_one_begins_anew() -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    made = abstract(1, level(0, "%1.")) + num(1, 1) + num(2, 1) + num(3, 1, override)
    body = item("甲") + item("乙", 2) + item("丙", 3) + item("丁", 3) + item("戊", 1)
    assert lines(body, made) == ["1.甲", "2.乙", "5.丙", "6.丁", "7.戊"]


def test_a_list_may_have_a_level_of_its_own() -> None:
    override = f'<w:lvlOverride w:ilvl="0">{level(0, "（%1）", "upperLetter")}</w:lvlOverride>'
    made = abstract(1, level(0, "%1.")) + num(1, 1, override)
    assert lines(item("甲"), made) == ["（A）甲"]


def style(name: str, inside: str) -> str:
    return f'<w:style w:styleId="{name}" w:type="paragraph">{inside}</w:style>'


def in_list(name: int) -> str:
    return f'<w:pPr><w:numPr><w:numId w:val="{name}"/></w:numPr></w:pPr>'


def test_styles_number_their_paragraphs() -> None:
    styles = style("a", in_list(1)) + style("b", '<w:basedOn w:val="a"/>') + style("c", in_list(1))
    below = level(1, "（%2）", more='<w:pStyle w:val="c"/>')
    made = abstract(1, level(0, "%1、", "chineseCounting"), below) + num(1, 1)
    body = "".join(
        p(text, f'<w:pStyle w:val="{name}"/>') for text, name in (("甲", "a"), ("乙", "c"), ("丙", "b"))
    )
    without = p("丁", '<w:pStyle w:val="b"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    assert lines(body + without, made, styles) == ["一、甲", "（1）乙", "二、丙", "丁"]


def test_the_default_style_numbers_paragraphs_that_name_none() -> None:
    styles = style("a", in_list(1)).replace("w:type", 'w:default="1" w:type')
    assert lines(p("甲"), abstract(1, level(0, "%1.")) + num(1, 1), styles) == ["1.甲"]


def test_a_list_may_be_defined_by_a_style() -> None:
    made = abstract(1, '<w:numStyleLink w:val="l"/>') + abstract(2, level(0, "%1)")) + num(1, 1) + num(2, 2)
    assert lines(item("甲", 1) + item("乙", 2), made, style("l", in_list(2))) == ["1)甲", "2)乙"]


def test_styles_and_lists_that_go_in_circles_end() -> None:
    styles = (
        style("a", '<w:basedOn w:val="b"/>') + style("b", '<w:basedOn w:val="a"/>') + style("l", in_list(1))
    )
    made = abstract(1, '<w:numStyleLink w:val="l"/>') + num(1, 1)
    assert lines(p("甲", '<w:pStyle w:val="a"/>') + item("乙"), made, styles) == ["甲", "乙"]


def test_bullets_are_left_out() -> None:
    assert lines(item("甲"), abstract(1, level(0, "\uf06c", "bullet")) + num(1, 1)) == ["甲"]


def test_a_format_of_newer_programs_stands_beside_one_that_is_known() -> None:
    newer = '<mc:Choice><w:numFmt w:val="custom"/></mc:Choice>'
    known = '<mc:Fallback><w:numFmt w:val="decimalZero"/></mc:Fallback>'
    both = f"<mc:AlternateContent>{newer}{known}</mc:AlternateContent>"
    made = abstract(1, level(0, "%1").replace('<w:numFmt w:val="decimal"/>', both)) + num(1, 1)
    assert lines(item("甲"), made) == ["01甲"]


def test_a_gap_shows_only_behind_numbers_without_a_mark_that_closes_them() -> None:
    made = abstract(1, level(0, "%1、").replace("nothing", "tab")) + num(1, 1)
    made += abstract(2, level(0, "%1.").replace("nothing", "space")) + num(2, 2)
    assert lines(item("甲") + item("乙", 2), made) == ["1、甲", "1. 乙"]


def test_rows_of_a_table_are_numbered() -> None:
    body = tbl(tr(tc("序号"), tc("任务")), *(tr(tc(item("")), tc(text)) for text in ("甲", "乙")))
    made = abstract(1, level(0, "%1")) + num(1, 1)
    reading = Docx().read(word(body, numbering=made), Limits())
    (table,) = reading.layout.tables
    assert [reading.text[row[0].start : row[0].end] for row in table.rows] == ["序号", "1", "2"]


def test_a_paragraph_that_is_deleted_is_not_counted() -> None:
    gone = item("", more="<w:rPr><w:del/></w:rPr>")
    made = abstract(1, level(0, "%1.")) + num(1, 1)
    assert lines(item("甲") + gone + item("乙"), made) == ["1.甲", "2.乙"]


@pytest.mark.parametrize("body", [item("甲", 9), item("甲", 1, 99), item("甲", 1, 8)])
def test_lists_and_levels_that_are_not_there_number_nothing(body: str) -> None:
    assert lines(body, NOTICE) == ["甲"]
