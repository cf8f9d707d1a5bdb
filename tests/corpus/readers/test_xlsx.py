import io
import time
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from corpus.errors import FileTooLarge, ReadError, UndecodableFile, UnsupportedFile
from corpus.layout import DoubtKind, Format
from corpus.readers.ports import Limits, Reading
from corpus.readers.sheets.xlsx import Xlsx
from eval.turned_measure import turn
from eval.turned_xlsx import write_xlsx
from tests.corpus.readers.made_office import book, merged, rels, rows, zipped

NOTICES = Path(__file__).parents[3].parent / "shared" / "notices"


def read(*sheets: str, limits: Limits | None = None, **parts: str) -> Reading:
    return Xlsx().read(book(*sheets, **parts), limits or Limits())


def grids(reading: Reading) -> list[list[list[str]]]:
    return [
        [[reading.text[span.start : span.end] for span in row] for row in table.rows]
        for table in reading.layout.tables
    ]


def kinds(reading: Reading) -> list[DoubtKind]:
    return [doubt.kind for doubt in reading.layout.doubts]


def hidden(lines: str, row: int) -> str:
    return lines.replace(f'<row r="{row}"', f'<row r="{row}" hidden="1"')


HEAD = ("序号", "任务内容", "责任单位")


def test_a_sheet_is_a_table_with_the_names_of_its_cells() -> None:
    reading = read(rows(HEAD, ("1", "公开清单", "甲局"), first=3))
    assert reading.layout.format == Format.XLSX
    assert reading.layout.pages == 1
    assert grids(reading) == [[list(HEAD), ["1", "公开清单", "甲局"]]]
    last = reading.layout.blocks[-1]
    assert (last.locator.page, last.locator.cell) == (1, "C4")


def test_a_workbook_of_openpyxl_is_read() -> None:
    made = Workbook()
    sheet = made.worksheets[0]
    sheet.append(["序号", "任务", "完成时限"])
    sheet.append([1, "公开\n清单", date(2021, 10, 30)])
    sheet["C2"].number_format = 'yyyy"年"m"月"d"日"'
    file = io.BytesIO()
    made.save(file)
    assert grids(Xlsx().read(file.getvalue(), Limits())) == [
        [["序号", "任务", "完成时限"], ["1", "公开\n清单", "2021年10月30日"]]
    ]


def test_merged_ranges_become_spans() -> None:
    lines = rows(("任务", "", "责任单位"), ("公开", "公开清单", "甲局"), ("", "解读政策", ""))
    reading = read(lines + merged("A1:B1", "A2:A3", "C2:C3"))
    assert grids(reading) == [
        [["任务", "任务", "责任单位"], ["公开", "公开清单", "甲局"], ["公开", "解读政策", "甲局"]]
    ]
    assert reading.text.count("甲局") == 1


def test_titles_and_remarks_are_paragraphs() -> None:
    lines = rows(("甲县任务分工表",), ("附件",), HEAD, ("1", "公开清单", "甲局"), ("注：以公布为准",))
    reading = read(lines + merged("A1:C1"))
    assert reading.text.splitlines()[:2] == ["甲县任务分工表", "附件"]
    assert reading.text.rstrip().endswith("\n注：以公布为准")
    assert grids(reading) == [[list(HEAD), ["1", "公开清单", "甲局"]]]


def test_a_sheet_of_running_text_is_paragraphs() -> None:
    reading = read(
        rows(("关于公开的通知",), ("各乡镇：\n甲",), ("一、公开清单。",)) + merged("A1:F1", "A2:F2")
    )
    assert reading.text.split() == ["关于公开的通知", "各乡镇：", "甲", "一、公开清单。"]
    assert reading.layout.tables == ()
    assert [block.locator.cell for block in reading.layout.blocks] == ["A1", "A2", "A2", "A3"]


def test_tables_are_parted_by_empty_rows() -> None:
    one = (HEAD, ("1", "公开清单", "甲局"))
    other = (("姓名", "电话"), ("某某", "123"))
    assert len(grids(read(rows(*one, (), *other)))) == 2
    assert len(grids(read(rows(*one, (), ("第二表",), *one)))) == 2


def test_a_table_may_have_empty_rows_inside() -> None:
    body = ((), ("2", "解读政策", "乙局"), (), ("二、保障措施",), (), ("3", "回应关切", "丙局"))
    (grid,) = grids(read(rows(HEAD, ("1", "公开清单", "甲局"), *body)))
    assert [row[0] for row in grid] == ["序号", "1", "2", "二、保障措施", "3"]


def test_hidden_sheets_rows_and_columns_are_left_out_with_doubts() -> None:
    lines = rows(HEAD, ("1", "公开清单", "甲局"), ("2", "解读政策", "乙局"))
    shown = '<cols><col min="2" max="2" hidden="1"/></cols>' + hidden(lines, 2)
    reading = Xlsx().read(book(shown, rows(("密", "文")), states={2: "veryHidden"}), Limits())
    assert grids(reading) == [[["序号", "责任单位"], ["2", "乙局"]]]
    assert kinds(reading) == [DoubtKind.NOT_SUPPORTED] * 2
    assert "密" not in reading.text


def test_a_merged_cell_shows_in_what_is_left_of_it() -> None:
    lines = hidden(rows(("任务", "责任单位"), ("公开", "甲局"), ("", "乙局")), 2)
    assert grids(read(lines + merged("A2:A3"))) == [[["任务", "责任单位"], ["公开", "乙局"]]]


def test_rows_hidden_between_part_no_table() -> None:
    lines = rows(HEAD, (), ("1", "公开清单", "甲局")).replace(
        '<row r="2">', '<row r="2" hidden="1"><c r="A2"/>'
    )
    assert len(grids(read(lines))) == 1


def test_values_of_all_kinds_are_printed() -> None:
    strings = "<si><t>共享</t></si><si><r><t>富</t></r><r><t>文</t></r><rPh><t>fu</t></rPh></si>"
    strings += "<si><t>_x0041_ _xD800_</t></si>"
    cells = (
        '<c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>2</v></c><c t="s"><v>99</v></c>'
        '<c t="b"><v>1</v></c>'
        '<c t="e"><v>#N/A</v></c><c t="str"><f>A1</f><v>算得</v></c><c s="1"><v>44499</v></c>'
        "<c><v>2.0</v></c>"
        '<c t="d"><v>2021-10-30T00:00:00</v></c><c><v>nan</v></c>'
    )
    styles = (
        '<numFmts><numFmt numFmtId="200" formatCode="yyyy-mm-dd"/></numFmts>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="200"/></cellXfs>'
    )
    reading = read(
        f"<sheetData><row>{cells}</row><row><c><v>1</v></c><c><v>2</v></c></row></sheetData>",
        sharedStrings=strings,
        styles=styles,
    )
    first = grids(reading)[0][0]
    assert first == ["共享", "富文", "A", "TRUE", "#N/A", "算得", "2021-10-30", "2", "2021-10-30", "nan"]


def test_formulas_without_a_saved_result_are_a_doubt() -> None:
    formula = '<c r="B1"><f>SUM(A1)</f><v></v></c>'
    reading = read(f'<sheetData><row r="1">{formula}<c r="C1"><v>1</v></c></row></sheetData>')
    assert kinds(reading) == [DoubtKind.GARBLED]
    assert "B1" in reading.layout.doubts[0].message


def test_text_boxes_are_read_and_pictures_and_charts_told() -> None:
    box = "<sp><txBody><a:p><a:r><a:t>盖章</a:t></a:r></a:p></txBody></sp>"
    drawing = f'<d xmlns:a="a">{box}<pic/><graphicFrame/></d>'
    reading = read(rows(HEAD), drawing=drawing)
    assert "盖章" in reading.text
    assert kinds(reading) == [DoubtKind.NO_TEXT, DoubtKind.NOT_SUPPORTED]


def test_text_under_a_merged_cell_is_a_doubt() -> None:
    reading = read(rows(HEAD, ("1", "公开", "甲局"), ("2", "盖住", "乙局")) + merged("B2:B3"))
    assert grids(reading)[0][2] == ["2", "公开", "乙局"]
    assert kinds(reading) == [DoubtKind.NOT_SUPPORTED]


def test_sheets_over_the_limit_are_told() -> None:
    reading = read(rows(HEAD), rows(HEAD), rows(HEAD), limits=Limits(pages=2))
    assert kinds(reading) == [DoubtKind.CUT_SHORT]
    assert {block.locator.page for block in reading.layout.blocks} == {1, 2}


def test_a_chart_sheet_and_a_lost_sheet_are_told() -> None:
    listed = '<sheet name="图" r:id="rId1"/><sheet name="无"/>'
    data = zipped(
        {
            "_rels/.rels": rels(("officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": f'<workbook xmlns:r="r"><sheets>{listed}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": rels(("chartsheet", "c.xml"), ("vbaProject", "v.bin")),
            "xl/c.xml": "<a/>",
        }
    )
    assert kinds(Xlsx().read(data, Limits())) == [DoubtKind.NOT_SUPPORTED] * 3


def test_binary_workbooks_are_refused() -> None:
    data = zipped({"_rels/.rels": rels(("officeDocument", "xl/workbook.bin")), "xl/workbook.bin": b"\0"})
    with pytest.raises(UnsupportedFile, match="xlsb"):
        Xlsx().read(data, Limits())


# Hostile files


def test_a_million_formatted_rows_do_not_hang() -> None:
    row = '<row r="{0}"><c r="A{0}" s="1"/><c r="B{0}" s="1"/></row>'
    empty = "".join(row.format(place) for place in range(848_577, 1_048_577))
    filled = rows(HEAD, ("1", "公开", "甲局")).replace("</sheetData>", empty + "</sheetData>")
    # Processor time: others share the machine.
    began = time.process_time()
    reading = read('<dimension ref="A1:XFD1048576"/>' + filled + merged("A2:A1048576"))
    assert grids(reading) == [[list(HEAD), ["1", "公开", "甲局"]]]
    assert time.process_time() - began < 20
    assert kinds(reading) == []


def test_merged_ranges_over_the_whole_sheet_do_not_hang() -> None:
    far = '<row r="1048576"><c r="XFD1048576" t="str"><v>远</v></c></row>'
    cells = rows(HEAD, ("1", "公开", "甲局")).replace("</sheetData>", far + "</sheetData>")
    for ranges in (["A1:XFD1048576"], [f"A{n}:XFD1048576" for n in range(1, 2000)], ["B1:A1", "x", "A0:A1"]):
        assert "序号" in read(cells + merged(*ranges)).text


def test_merged_ranges_without_end_are_given_up_with_a_doubt() -> None:
    lines = [tuple("甲" for _ in range(20)) for _ in range(3000)]
    overlapping = merged(*(f"A{n}:T3000" for n in range(1, 3000)))
    assert DoubtKind.CUT_SHORT in kinds(read(rows(*lines) + overlapping))


def test_a_sheet_of_junk_elements_is_cut_short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.readers.sheets.sheet._MOST_SEEN", 50_000)
    reading = read(rows(HEAD) + "<x/>" * 60_000)
    assert kinds(reading) == [DoubtKind.CUT_SHORT]
    assert "序号" in reading.text


def test_a_string_repeated_without_end_is_cut_short() -> None:
    cells = "".join('<row><c t="s"><v>0</v></c><c t="s"><v>0</v></c></row>' for _ in range(1000))
    reading = read(
        f"<sheetData>{cells}</sheetData>",
        sharedStrings=f"<si><t>{'长' * 1000}</t></si>",
        limits=Limits(letters=50_000),
    )
    assert DoubtKind.CUT_SHORT in kinds(reading)
    assert len(reading.text) < 200_000


def test_what_is_packed_is_counted() -> None:
    with pytest.raises(FileTooLarge):
        read(rows(("甲" * 500_000, "乙")), limits=Limits(expanded_bytes=100_000))


def test_entities_are_not_unfolded() -> None:
    bomb = '<!DOCTYPE d [<!ENTITY a "哈哈哈哈哈哈哈哈哈哈">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{("&" + chr(97 + n) + ";") * 10}">' for n in range(9)
    )
    listed = '<sheet name="表" r:id="rId1"/>'
    data = zipped(
        {
            "_rels/.rels": rels(("officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": f'<workbook xmlns:r="r"><sheets>{listed}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": rels(("worksheet", "s.xml")),
            "xl/s.xml": bomb + ']><worksheet><row><c t="str"><v>&j;</v></c><c><v>1</v></c></row></worksheet>',
        }
    )
    with suppress(UndecodableFile):
        assert len(Xlsx().read(data, Limits()).text) < 1000


@pytest.mark.parametrize("sheet", ["<sheetData><row>", "<a>" * 300 + "</a>" * 300, "&x;", "</x>"])
def test_damaged_sheets_are_refused(sheet: str) -> None:
    with pytest.raises(UndecodableFile):
        read(sheet)


GOOD = book(rows(HEAD, ("1", "公开", "甲局")) + merged("A1:A2"), sharedStrings="<si><t>甲</t></si>")


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_changed_and_cut_files_are_read_or_refused(data: st.DataObject) -> None:
    made = bytearray(GOOD[: data.draw(st.integers(0, len(GOOD)))] if data.draw(st.booleans()) else GOOD)
    for place in data.draw(st.lists(st.integers(0, max(len(made) - 1, 0)), max_size=8)) if made else ():
        made[place] = data.draw(st.integers(0, 255))
    with suppress(ReadError):
        Xlsx().read(bytes(made), Limits())


_CELLS = st.builds(
    "<c r='{}' t='{}' s='{}'><v>{}</v></c>".format,
    st.sampled_from(["A1", "B2", "ZZZ1", "A9999999", "", "1", "a1", "C3", "A1048576"]),
    st.sampled_from(["s", "n", "d", "b", "e", "str", "inlineStr", "?"]),
    st.sampled_from(["", "0", "1", "-1", "x", "999999999999"]),
    st.sampled_from(["", "0", "1e308", "-1", "inf", "44499", "甲", "_xDC00_"]),
)
_ROWS = st.builds(
    "<row r='{}' hidden='{}'>{}</row>".format,
    st.sampled_from(["", "1", "2", "-5", "1048576", "999999999"]),
    st.sampled_from("01"),
    st.lists(_CELLS, max_size=4).map("".join),
)


@settings(max_examples=50, deadline=None)
@given(
    st.lists(_ROWS, max_size=4).map("".join),
    st.lists(st.sampled_from(["A1:B2", "B2:A1", "A1:XFD1048576", "B1:C9", "A1", ""]), max_size=4),
    st.sampled_from(
        ["", "<cols><col min='1' max='1' hidden='1'/><col min='x' max='99999999999' hidden='1'/></cols>"]
    ),
)
def test_any_cells_in_any_place_are_read(lines: str, ranges: list[str], columns: str) -> None:
    reading = read(f"{columns}<sheetData>{lines}</sheetData>{merged(*ranges)}")
    reading.text.encode()


@pytest.mark.skipif(not NOTICES.is_dir(), reason="the notices are not part of the project")
def test_real_notices_come_out_the_same() -> None:
    for path in sorted(NOTICES.glob("*.txt")):
        turned, _ = turn(path.read_text(encoding="utf-8"), write_xlsx)
        assert (path.stem, turned.same, turned.read) == (path.stem, turned.expected, turned.expected)
