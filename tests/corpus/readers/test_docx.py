import io
import zipfile
from contextlib import suppress
from functools import partial
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import EmptyFile, FileTooLarge, ReadError, UndecodableFile
from corpus.layout import DoubtKind, Format
from corpus.readers import document_of
from corpus.readers.docx import Docx
from corpus.readers.ports import Limits, Reading
from eval.turned_docx import write_docx
from eval.turned_office import turn
from tests.corpus.readers.made_office import p, r, rels, tbl, tc, tr, word, zipped

NOTICES = Path(__file__).parents[3].parent / "shared" / "notices"


def read(body: str, limits: Limits | None = None, **parts: str) -> Reading:
    return Docx().read(word(body, **parts), limits or Limits())


def lines(body: str, **parts: str) -> list[str]:
    return read(body, **parts).text.splitlines()


def grid(reading: Reading, table: int = 0) -> list[list[str]]:
    rows = reading.layout.tables[table].rows
    return [[reading.text[span.start : span.end] for span in row] for row in rows]


def kinds(reading: Reading) -> list[DoubtKind]:
    return [doubt.kind for doubt in reading.layout.doubts]


def names(reading: Reading) -> list[tuple[str, str | None]]:
    return [(reading.text[b.span.start : b.span.end], b.locator.cell) for b in reading.layout.blocks]


def box(text: str) -> str:
    return f"<w:txbxContent>{p(text)}</w:txbxContent>"


def fld(code: str, result: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText> {code} </w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{r(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


# Running text


def test_paragraphs_and_tables_come_in_reading_order() -> None:
    reading = read(p("关于公开的通知") + tbl(tr(tc("任务"), tc("责任单位"))) + p("甲县人民政府"))
    assert reading.layout.format == Format.DOCX
    assert reading.text == "关于公开的通知\n\n\t任务\n\t责任单位\n\n甲县人民政府\n"


def test_a_file_of_python_docx_is_read() -> None:
    made = docx.Document()
    made.add_heading("工作要点", level=1)
    made.add_paragraph("公开清单。")
    file = io.BytesIO()
    made.save(file)
    assert Docx().read(file.getvalue(), Limits()).text == "工作要点\n公开清单。\n"


def test_soft_breaks_end_lines_and_tabs_are_spaces() -> None:
    body = "<w:p>" + r("甲") + "<w:r><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t></w:r></w:p>"
    assert lines(body) == ["甲", "乙 丙"]


def test_content_controls_and_links_are_read_and_placeholders_are_not() -> None:
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{p('控件')}</w:sdtContent></w:sdt>"
    empty = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{p('单击')}</w:sdtContent></w:sdt>"
    link = f"<w:p><w:hyperlink>{r('链接')}</w:hyperlink></w:p>"
    assert lines(control + empty + link) == ["控件", "链接"]


def test_insertions_are_kept_and_deletions_left_out_with_a_doubt() -> None:
    body = (
        f"<w:p><w:ins>{r('新增')}</w:ins><w:del><w:r><w:delText>删除</w:delText></w:r></w:del>"
        f"<w:moveFrom>{r('移走')}</w:moveFrom></w:p>"
    )
    reading = read(body)
    assert reading.text == "新增\n"
    assert kinds(reading) == [DoubtKind.NOT_SUPPORTED]


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    assert lines(p("甲县", "<w:rPr><w:del/></w:rPr>") + p("公开清单。")) == ["甲县公开清单。"]
    assert lines(p("甲县", "<w:rPr><w:del/></w:rPr>")) == ["甲县"]


def test_rows_that_a_tracked_change_deletes_are_left_out() -> None:
    body = tbl(tr(tc("一"), tc("二")), tr(tc("三"), tc("四"), properties="<w:del/>"))
    assert grid(read(body)) == [["一", "二"]]


def test_page_numbers_are_left_out_and_other_fields_print_their_result() -> None:
    body = f"<w:p>{r('第')}{fld('PAGE', '3')}{r('页')}{fld('DATE', '10月')}</w:p>"
    simple = f'<w:p><w:fldSimple w:instr=" PAGE ">{r("7")}</w:fldSimple>{r("尾")}</w:p>'
    assert lines(body + simple) == ["第页10月", "尾"]


def test_a_number_in_a_circle_is_read_from_its_field() -> None:
    code = r"<w:instrText>eq \o\ac(○,3)</w:instrText>"
    body = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{code}</w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>{r("公开")}</w:p>'
    )
    assert lines(body) == ["③公开"]


def test_a_ticked_form_field_shows() -> None:
    data = "<w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData>"
    body = (
        f'<w:p><w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r>'
        f'<w:r><w:fldChar w:fldCharType="end"/></w:r>{r("是")}</w:p>'
    )
    assert lines(body) == ["☑是"]


def test_symbols_become_letters_and_unknown_ones_a_doubt() -> None:
    sym = '<w:r><w:sym w:font="{}" w:char="{}"/></w:r>'
    body = f"<w:p>{sym.format('Wingdings', 'F0FE')}{sym.format('宋体', '2460')}{r('甲')}</w:p>"
    assert lines(body) == ["☑①甲"]
    unknown = read(
        f"<w:p>{sym.format('Wingdings', 'F0EE')}{sym.format('x', 'D800')}{sym.format('x', '?')}</w:p>"
    )
    assert unknown.text == "□□□\n"
    assert kinds(unknown) == [DoubtKind.GARBLED]


def test_a_text_box_is_read_once_and_stands_above_or_below_its_paragraph() -> None:
    both = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:wsp>{box('甲县文件')}</wps:wsp></w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{box('甲县文件')}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    assert lines(f"<w:p>{both}{r('通知')}</w:p>") == ["甲县文件", "通知"]
    assert lines(f"<w:p>{r('通知')}{both}</w:p>") == ["通知", "甲县文件"]


def test_a_choice_without_text_gives_way_to_what_older_programs_show() -> None:
    both = (
        "<w:r><mc:AlternateContent><mc:Choice><w:drawing/></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box('甲')}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    assert lines(f"<w:p>{both}</w:p>") == ["甲", ""]


def test_word_art_is_read() -> None:
    art = '<w:r><w:pict><v:shape><v:textpath string="甲县人民政府文件"/></v:shape></w:pict></w:r>'
    body = f"<w:p>{art}{r('乙')}</w:p>"
    assert [line for line in lines(body) if line] == ["甲县人民政府文件", "乙"]


def test_hidden_text_is_left_out_with_a_doubt() -> None:
    switched_off = r("。", '<w:vanish w:val="0"/>')
    reading = read(f"<w:p>{r('看得见')}{r('看不见', '<w:vanish/>')}{switched_off}</w:p>")
    assert reading.text == "看得见。\n"
    assert kinds(reading) == [DoubtKind.NOT_SUPPORTED]


def test_formulas_stand_in_one_line() -> None:
    one, two = ("<m:r><m:t>1</m:t></m:r>", "<m:r><m:t>2</m:t></m:r>")
    half = f"<m:oMath><m:f><m:num>{one}</m:num><m:den>{two}</m:den></m:f></m:oMath>"
    assert lines(f"<w:p>{r('占')}{half}</w:p>") == ["占1/2"]


def test_readings_above_letters_are_left_out() -> None:
    ruby = f"<w:r><w:ruby><w:rt>{r('xian')}</w:rt><w:rubyBase>{r('县')}</w:rubyBase></w:ruby></w:r>"
    assert lines(f"<w:p>{ruby}</w:p>") == ["县"]


def test_notes_stand_at_the_end() -> None:
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    notes = (
        f'<w:footnote w:type="separator" w:id="0">{p("线")}</w:footnote>'
        f'<w:footnote w:id="2">{p(" 以公布为准。")}{p("又。")}</w:footnote>'
    )
    body = f"<w:p>{r('公开')}{mark}{r('清单')}</w:p>{p('完')}"
    assert lines(body, footnotes=notes) == ["公开清单", "完", "脚注1：以公布为准。", "又。"]


def test_heads_and_feet_are_left_out_unless_they_are_all_there_is() -> None:
    assert lines(p("正文"), header=p("眉"), footer=p("脚")) == ["正文"]
    assert [line for line in lines(p(), header=p("眉"), footer=p("脚")) if line] == ["眉", "脚"]


def test_pages_are_known_only_where_the_file_says_so() -> None:
    mark = "<w:r><w:lastRenderedPageBreak/><w:t>乙</w:t></w:r>"
    reading = read(p("甲") + f"<w:p>{r('甲')}{mark}</w:p>")
    assert [block.locator.page for block in reading.layout.blocks] == [1, 1, 2]
    assert reading.layout.pages == 2
    without = read(p("甲"))
    assert without.layout.blocks == ()
    assert without.layout.pages == 0


def test_odd_letters_are_kept() -> None:
    assert lines(p("甲\u200b乙\u202e丙")) == ["甲\u200b乙\u202e丙"]


# Tables


def test_merged_cells_are_given_once_with_their_spans() -> None:
    down, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    reading = read(
        tbl(
            tr(tc("任务", '<w:gridSpan w:val="2"/>'), tc("责任单位")),
            tr(tc("公开", down), tc("公开清单"), tc("甲局", down)),
            tr(tc("", on), tc("解读政策"), tc("", '<w:vMerge w:val="continue"/>')),
            tr(tc("回应", down), tc("回应关切"), tc("乙局")),
        )
    )
    assert grid(reading) == [
        ["任务", "任务", "责任单位"],
        ["公开", "公开清单", "甲局"],
        ["公开", "解读政策", "甲局"],
        ["回应", "回应关切", "乙局"],
    ]
    assert reading.text.count("甲局") == 1
    assert ("解读政策", "1:B3") in names(reading)
    assert kinds(reading) == []


def test_merged_cells_of_old_files_are_joined() -> None:
    reading = read(
        tbl(tr(tc("甲"), tc("乙", '<w:hMerge w:val="restart"/>'), tc("", '<w:hMerge w:val="continue"/>')))
    )
    assert grid(reading) == [["甲", "乙", "乙"]]


def test_text_under_a_merged_cell_is_a_doubt() -> None:
    body = tbl(tr(tc("甲", '<w:vMerge w:val="restart"/>'), tc("乙")), tr(tc("丙", "<w:vMerge/>"), tc("丁")))
    reading = read(body)
    assert grid(reading) == [["甲", "乙"], ["甲", "丁"]]
    assert kinds(reading) == [DoubtKind.NOT_SUPPORTED]


def test_a_row_that_begins_late_keeps_its_columns() -> None:
    body = tbl(
        tr(tc("甲"), tc("乙"), tc("丙")), tr(tc("丁"), tc("戊"), properties='<w:gridBefore w:val="1"/>')
    )
    reading = read(body)
    assert grid(reading) == [["甲", "乙", "丙"], ["", "丁", "戊"]]
    assert ("丁", "1:B2") in names(reading)


def test_cells_in_content_controls_are_cells() -> None:
    cell = f"<w:sdt><w:sdtPr/><w:sdtContent>{tc('乙')}</w:sdtContent></w:sdt>"
    row = f"<w:sdt><w:sdtContent>{tr(tc('丙'), tc('丁'))}</w:sdtContent></w:sdt>"
    assert grid(read(tbl(tr(tc("甲"), cell), row))) == [["甲", "乙"], ["丙", "丁"]]


def test_a_table_inside_a_cell_becomes_its_paragraphs() -> None:
    inner = tbl(tr(tc("里一"), tc("里二")), tr(tc("里三"), tc("里四")))
    reading = read(tbl(tr(tc("外"), tc(p("前") + inner + p()))))
    assert grid(reading) == [["外", "前\n里一  里二\n里三  里四"]]
    assert kinds(reading) == [DoubtKind.NOT_SUPPORTED]


def test_a_table_that_only_lays_out_the_page_is_looked_through() -> None:
    inner = tbl(tr(tc("任务"), tc("责任单位")), tr(tc("公开"), tc("甲局")))
    reading = read(tbl(tr(tc(p("标题") + inner + p()))))
    assert grid(reading) == [["任务", "责任单位"], ["公开", "甲局"]]
    assert names(reading)[-1] == ("甲局", "1:B2")


def test_tables_are_counted() -> None:
    one = tbl(tr(tc("甲"), tc("乙")))
    assert names(read(one + one))[-1] == ("乙", "2:B1")


def test_a_table_without_rows_is_nothing() -> None:
    assert lines(tbl() + p("甲") + tbl("<w:tr/>")) == ["甲"]


def test_columns_over_the_limit_are_told() -> None:
    reading = read(tbl(tr(*(tc(str(place)) for place in range(120)))))
    assert kinds(reading) == [DoubtKind.CUT_SHORT]
    assert len(grid(reading)[0]) == 100


# What cannot be read

PICTURE = '<w:p><w:r><w:drawing><wp:extent cx="{0}" cy="{0}"/><a:blip/></w:drawing></w:r></w:p>'


def test_nothing_but_pictures_asks_for_recognition() -> None:
    assert kinds(read(PICTURE.format(100))) == [DoubtKind.NO_TEXT]
    with pytest.raises(EmptyFile, match="OCR"):
        document_of(word(PICTURE.format(100)), "甲.docx", "甲.docx", Limits())


def test_large_pictures_beside_text_are_a_doubt_and_small_ones_none() -> None:
    assert kinds(read(p("甲") + PICTURE.format(5_000_000))) == [DoubtKind.NO_TEXT]
    assert kinds(read(p("甲") + PICTURE.format(1000))) == []
    shape = '<v:shape style="width:400pt;height:500.5pt"><v:imagedata/></v:shape>'
    old = f"<w:p><w:r><w:pict>{shape}</w:pict></w:r></w:p>"
    assert kinds(read(p("甲") + old)) == [DoubtKind.NO_TEXT]


@pytest.mark.parametrize(
    ("inside", "kind"),
    [
        ("<w:p><w:r><w:object><o:OLEObject/></w:object></w:r></w:p>", DoubtKind.MISSING_ATTACHMENT),
        ('<w:altChunk r:id="rId9"/>', DoubtKind.MISSING_ATTACHMENT),
        ("<w:p><w:r><w:drawing><a:chart/></w:drawing></w:r></w:p>", DoubtKind.NOT_SUPPORTED),
    ],
)
def test_what_is_embedded_is_told(inside: str, kind: DoubtKind) -> None:
    assert kinds(read(p("甲") + inside)) == [kind]


def test_macros_are_ignored_with_a_doubt() -> None:
    data = word(p("甲"), links=(("vbaProject", "vbaProject.bin"),))
    reading = Docx().read(data, Limits())
    assert reading.text == "甲\n"
    assert "宏" in reading.layout.doubts[0].message


def test_a_reference_to_a_part_that_is_not_there_harms_nothing() -> None:
    assert Docx().read(word(p("甲"), links=(("image", "../NULL"),)), Limits()).text == "甲\n"


def test_the_strict_kind_is_read() -> None:
    strict = '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body>{}</w:body></w:document>'
    data = zipped(
        {
            "_rels/.rels": rels(("officeDocument", "word/document.xml")).replace(
                "http://schemas.openxmlformats.org/officeDocument/2006",
                "http://purl.oclc.org/ooxml/officeDocument",
            ),
            "word/document.xml": strict.format(p("甲")),
        }
    )
    assert Docx().read(data, Limits()).text == "甲\n"


def test_numbers_that_cannot_be_read_are_a_doubt() -> None:
    text = '<w:document xmlns:w="u"><w:body><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:body></w:document>'
    data = zipped(
        {
            "word/document.xml": text,
            "word/_rels/document.xml.rels": rels(("numbering", "numbering.xml")),
            "word/numbering.xml": "<broken",
        }
    )
    assert kinds(Docx().read(data, Limits())) == [DoubtKind.NUMBERING_GAP]


# Hostile files


def test_what_is_packed_is_counted_and_not_believed() -> None:
    data = word(p("甲" * 1_000_000))
    with pytest.raises(FileTooLarge):
        Docx().read(data, Limits(expanded_bytes=100_000))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = archive.getinfo("word/document.xml").file_size.to_bytes(4, "little")
    lying = data.replace(size, b"\x10\x00\x00\x00")
    assert lying != data
    with pytest.raises(ReadError):
        Docx().read(lying, Limits(expanded_bytes=100_000))


def test_a_part_that_would_not_fit_into_memory_is_refused() -> None:
    with pytest.raises(FileTooLarge):
        Docx().read(word("<w:p/>" * 6_000_000), Limits())


def test_entities_are_not_unfolded() -> None:
    bomb = '<!DOCTYPE d [<!ENTITY a "哈哈哈哈哈哈哈哈哈哈">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{("&" + chr(97 + n) + ";") * 10}">' for n in range(9)
    )
    text = (
        f'{bomb}]><w:document xmlns:w="w"><w:body><w:p><w:r><w:t>&j;</w:t></w:r></w:p></w:body></w:document>'
    )
    with pytest.raises(UndecodableFile):
        Docx().read(zipped({"word/document.xml": text}), Limits())


def test_files_outside_are_not_fetched(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("秘密", encoding="utf-8")
    text = (
        f'<!DOCTYPE d [<!ENTITY x SYSTEM "{(tmp_path / "a").as_uri()}">]>'
        '<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>'
    )
    with pytest.raises(UndecodableFile):
        Docx().read(zipped({"word/document.xml": text}), Limits())


@pytest.mark.parametrize("depth", [30, 60, 80, 300])
def test_tables_in_tables_without_end_do_no_harm(depth: int) -> None:
    body = p("芯")
    for _ in range(depth):
        body = tbl(tr(tc(body), tc("旁")))
    if depth > 80:
        with pytest.raises(UndecodableFile):
            read(body)
    else:
        assert "芯" in read(body).text


@pytest.mark.parametrize("around", ["<w:ins>{}</w:ins>", "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>"])
def test_wrappers_in_wrappers_do_no_harm(around: str) -> None:
    inner = r("芯")
    for _ in range(240 // around.count("</")):
        inner = around.format(inner)
    assert "芯" in read(f"<w:p>{inner}</w:p>").text


def test_huge_spans_are_cut() -> None:
    reading = read(tbl(tr(tc("甲", '<w:gridSpan w:val="999999999"/>'), tc("乙")), tr(tc("丙"))))
    assert len(grid(reading)[0]) == 100


def test_many_pages_and_letters_are_cut_short() -> None:
    page = "<w:p><w:r><w:lastRenderedPageBreak/><w:t>页</w:t></w:r></w:p>"
    reading = read(page * 50, Limits(pages=10))
    assert kinds(reading) == [DoubtKind.CUT_SHORT]
    assert reading.layout.pages == 10
    assert max(block.locator.page or 0 for block in reading.layout.blocks) == 10
    assert kinds(read(p("甲乙丙") * 50, Limits(letters=20))) == [DoubtKind.CUT_SHORT]


@pytest.mark.parametrize(
    "parts",
    [
        {},
        {"word/other.xml": "<a/>"},
        {"word/document.xml": ""},
        {"word/document.xml": "<a/>"},
        {"word/document.xml": b"\xff\xfe\x00"},
        {"word/document.xml": "<w:document xmlns:w='w'/>"},
        {"_rels/.rels": "<a>"},
        {"_rels/.rels": rels(("officeDocument", "../../etc/passwd")), "x": "y"},
    ],
)
def test_a_package_without_its_document_is_refused(parts: dict[str, str | bytes]) -> None:
    with pytest.raises(UndecodableFile):
        Docx().read(zipped(parts), Limits())


def test_a_part_with_a_password_is_refused() -> None:
    data = bytearray(word(p("甲")))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + place] |= 1
            at = data.find(mark, at + 4)
    with pytest.raises(UndecodableFile, match="密码"):
        Docx().read(bytes(data), Limits())


GOOD = word(
    p("一、公开清单。")
    + tbl(tr(tc("甲", '<w:vMerge w:val="restart"/>'), tc("乙")))
    + f"<w:p>{fld('DATE', '1')}</w:p>",
    numbering="<w:abstractNum w:abstractNumId='1'/><w:num w:numId='1'><w:abstractNumId w:val='1'/></w:num>",
)


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_changed_and_cut_files_are_read_or_refused(data: st.DataObject) -> None:
    made = bytearray(GOOD[: data.draw(st.integers(0, len(GOOD)))] if data.draw(st.booleans()) else GOOD)
    for place in data.draw(st.lists(st.integers(0, max(len(made) - 1, 0)), max_size=8)) if made else ():
        made[place] = data.draw(st.integers(0, 255))
    with suppress(ReadError):
        Docx().read(bytes(made), Limits())


_NAMES = [
    "p",
    "r",
    "t",
    "tbl",
    "tr",
    "tc",
    "tcPr",
    "gridSpan",
    "vMerge",
    "sdt",
    "sdtContent",
    "ins",
    "del",
    "br",
    "tab",
    "sym",
    "fldChar",
    "instrText",
    "drawing",
    "pict",
]
_NAMES += [
    "txbxContent",
    "numPr",
    "pPr",
    "numId",
    "ilvl",
    "pStyle",
    "lastRenderedPageBreak",
    "footnoteReference",
    "hyperlink",
    "trPr",
    "gridBefore",
]


@st.composite
def elements(draw: st.DrawFn, depth: int = 4) -> str:
    name = draw(st.sampled_from(_NAMES))
    value = draw(st.sampled_from(["", "1", "-1", "begin", "end", "separate", "restart", "9" * 12, "D800"]))
    inside = draw(st.lists(elements(depth=depth - 1), max_size=3)) if depth else []
    attributes = f'w:val="{value}" w:fldCharType="{value}" w:char="{value}" w:id="{value}"'
    return (
        f"<w:{name} {attributes}>{''.join(inside) or draw(st.sampled_from(['', '甲', ' PAGE ']))}</w:{name}>"
    )


@settings(max_examples=50, deadline=None)
@given(st.lists(elements(), max_size=4).map("".join), st.lists(elements(), max_size=2).map("".join))
def test_any_elements_in_any_order_are_read(body: str, notes: str) -> None:
    reading = read(body, footnotes=notes, numbering=notes, styles=notes)
    for block in reading.layout.blocks:
        assert reading.text[block.span.start : block.span.end]


@pytest.mark.skipif(not NOTICES.is_dir(), reason="the notices are not part of the project")
@pytest.mark.parametrize("numbered", [False, True])
def test_real_notices_come_out_the_same(numbered: bool) -> None:
    for path in sorted(NOTICES.glob("*.txt")):
        turned, _ = turn(path.read_text(encoding="utf-8"), partial(write_docx, numbered=numbered))
        assert (path.stem, turned.same, turned.read) == (path.stem, turned.expected, turned.expected)
