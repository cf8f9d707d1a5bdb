import io
from functools import partial
from pathlib import Path

import docx
import pytest

from corpus.layout import DoubtKind, Format
from corpus.readers.ports import Limits
from corpus.readers.word.docx import Docx
from eval.turned_docx import write_docx
from eval.turned_measure import turn
from tests.corpus.readers.made_office import fld, grid, kinds, p, r, tbl, tc, tr
from tests.corpus.readers.made_office import lines_of as lines
from tests.corpus.readers.made_office import read_word as read

NOTICES = Path(__file__).parents[3].parent / "shared" / "notices"


def box(text: str) -> str:
    return f"<w:txbxContent>{p(text)}</w:txbxContent>"


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


@pytest.mark.skipif(not NOTICES.is_dir(), reason="the notices are not part of the project")
@pytest.mark.parametrize("numbered", [False, True])
def test_real_notices_come_out_the_same(numbered: bool) -> None:
    for path in sorted(NOTICES.glob("*.txt")):
        turned, _ = turn(path.read_text(encoding="utf-8"), partial(write_docx, numbered=numbered))
        assert (path.stem, turned.same, turned.read) == (path.stem, turned.expected, turned.expected)
