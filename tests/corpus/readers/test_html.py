import pytest

from corpus.errors import EmptyFile, UndecodableFile
from corpus.layout import DoubtKind, Format
from corpus.readers import Limits, reader_of
from corpus.readers.ports import Reading


def read(page: str | bytes, **limits: int) -> Reading:
    data = page.encode() if isinstance(page, str) else page
    return reader_of(data).read(data, Limits(**limits))


def lines(page: str | bytes) -> list[str]:
    return [line for line in read(page).text.split("\n") if line]


def grids(reading: Reading) -> list[list[list[str]]]:
    return [
        [[reading.text[span.start : span.end] for span in row] for row in table.rows]
        for table in reading.layout.tables
    ]


TABLE = """<table><tr><th>序号</th><th colspan="2">工作任务</th><th>责任单位</th></tr>
<tr><td>1</td><td rowspan="2">一、公开</td><td>公开清单</td><td rowspan="2">县甲局</td></tr>
<tr><td>2</td><td>解读政策</td></tr></table>"""


def test_each_paragraph_is_a_line_and_a_hard_break_begins_another() -> None:
    page = "<p>一、公开清单。<br>二、解读政策。</p>"
    page += "<div>三、回应关切。<div>四、办理申请。</div>五、加强监督。</div>"
    assert lines(page) == [
        "一、公开清单。",
        "二、解读政策。",
        "三、回应关切。",
        "四、办理申请。",
        "五、加强监督。",
    ]


def test_source_line_breaks_between_chinese_letters_are_none_and_elsewhere_a_space() -> None:
    assert lines("<p>公开\n  清单，\n按月\n更新 12\n345 热线</p>") == ["公开清单，按月更新 12 345 热线"]


def test_fixed_spaces_are_spaces_and_those_of_chinese_setting_stay() -> None:
    assert lines("<p>公&nbsp;开&ensp;清&emsp;单\u3000。</p>") == ["公 开 清 单\u3000。"]


def test_an_empty_paragraph_is_an_empty_line_and_a_box_of_white_space_none() -> None:
    assert read("<p>甲</p>\n<div>\n</div><p>&nbsp;</p><p><br></p><p>乙</p>").text == "甲\n\n乙\n"


def test_preformatted_text_keeps_its_lines() -> None:
    assert lines("<pre>一、公开\n二、解读</pre><div style='white-space: pre-wrap'>甲\n乙</div>") == [
        "一、公开",
        "二、解读",
        "甲",
        "乙",
    ]


@pytest.mark.parametrize(
    "hidden",
    [
        "<div style='display: none'>{}</div>",
        "<div style='visibility:hidden'>{}</div>",
        "<div hidden>{}</div>",
        "<script>{}</script>",
        "<style>{}</style>",
        "<template><p>{}</p></template>",
        "<noscript>{}</noscript>",
        "<!-- {} -->",
        "<!--[if gte mso 9]><xml>{}</xml><![endif]-->",
        "<xml><o:Author>{}</o:Author></xml>",
        "<select><option>{}</option></select>",
        "<textarea>{}</textarea>",
        "<span style='mso-hide:all'>{}</span>",
    ],
)
def test_what_a_browser_does_not_show_is_left_out_and_what_follows_is_not(hidden: str) -> None:
    page = f"<p>公开</p>{hidden.format('看不见')}清单。"
    assert lines(page) == ["公开", "清单。"]


def test_merged_cells_are_known_and_each_cell_tells_its_place() -> None:
    reading = read(f"<p>第一张表</p>{TABLE}{TABLE}")
    assert grids(reading)[1] == [
        ["序号", "工作任务", "工作任务", "责任单位"],
        ["1", "一、公开", "公开清单", "县甲局"],
        ["2", "一、公开", "解读政策", "县甲局"],
    ]
    places = {
        reading.text[block.span.start : block.span.end]: block.locator.cell for block in reading.layout.blocks
    }
    assert places["解读政策"] == "2:C3"
    assert places["县甲局"] == "2:D2"
    assert reading.layout.format is Format.HTML


def test_paragraphs_of_a_cell_stay_apart() -> None:
    page = "<table><tr><td>任务</td><td>单位</td></tr>"
    page += "<tr><td>公开</td><td><p>县甲局</p><p>县乙局</p></td></tr></table>"
    assert grids(read(page))[0][1] == ["公开", "县甲局\n县乙局"]


def test_columns_that_only_word_knows_are_no_columns() -> None:
    page = (
        "<table><tr><td colspan=2>任务</td><td colspan=3>单位</td></tr>"
        "<tr><td colspan=2>公开</td><td colspan=3>县甲局</td></tr><tr></tr></table>"
    )
    assert grids(read(page)) == [[["任务", "单位"], ["公开", "县甲局"]]]


def test_spans_end_with_their_section_and_zero_reaches_to_its_end() -> None:
    page = (
        "<table><tfoot><tr><td>合计</td><td>2</td></tr></tfoot>"
        "<thead><tr><th rowspan=9>任务</th><th>数</th></tr></thead>"
        "<tbody><tr><td rowspan=0>公开</td><td>1</td></tr><tr><td>2</td></tr></tbody></table>"
    )
    assert grids(read(page)) == [[["任务", "数"], ["公开", "1"], ["公开", "2"], ["合计", "2"]]]


def test_a_page_laid_out_in_tables_is_lines_and_its_own_table_stays_one() -> None:
    page = (
        "<table><tr><td>县政府关于公开的通知</td></tr><tr><td><p>各乡镇：</p><p>一、公开清单。</p>"
        f"{TABLE}<p>2024年3月1日</p></td></tr></table>"
    )
    reading = read(page)
    assert len(grids(reading)) == 1
    assert reading.text.startswith("县政府关于公开的通知\n各乡镇：\n一、公开清单。\n\n\t序号\n")
    assert reading.text.rstrip().endswith("2024年3月1日")


def test_a_layout_with_a_row_of_facts_above_the_text_is_lines() -> None:
    long = "各单位要按月更新公开清单，及时解读政策，主动回应关切。"
    page = (
        f"<table><tr><td colspan=2>县政府关于公开的通知</td></tr><tr><td>县甲局</td><td>三月</td></tr>"
        f"<tr><td colspan=2><p>一、{long}</p><p>二、{long}</p><p>三、{long}</p></td></tr></table>"
    )
    assert lines(page)[:3] == ["县政府关于公开的通知", "县甲局 三月", f"一、{long}"]


def test_a_small_table_inside_a_cell_of_a_task_table_is_lines_of_the_cell() -> None:
    inner = "<table><tr><td>甲</td><td>3</td></tr><tr><td>乙</td><td>4</td></tr></table>"
    page = (
        "<table><tr><td>工作任务</td><td>工作要求</td><td>责任单位</td></tr>"
        f"<tr><td>公开清单</td><td>按下列数目按月公开全部清单并更新{inner}</td><td>县甲局</td></tr></table>"
    )
    assert grids(read(page))[0][1] == ["公开清单", "按下列数目按月公开全部清单并更新\n甲 3\n乙 4", "县甲局"]


def test_a_title_row_is_a_line_above_its_table_and_a_section_row_is_none() -> None:
    rows = "<tr><td>任务</td><td>单位</td></tr><tr><td>公开</td><td>县甲局</td></tr></table>"
    reading = read(f"<table><tr><td colspan=2>青石县2024年任务分解表</td></tr>{rows}")
    assert reading.text.startswith("青石县2024年任务分解表\n\n\t任务\n")
    assert [block.locator.cell for block in reading.layout.blocks] == ["1:A2", "1:B2", "1:A3", "1:B3"]
    assert grids(read(f"<table><tr><td colspan=2>一、公开</td></tr>{rows}"))[0][0] == ["一、公开", "一、公开"]


def test_a_caption_stands_above_its_table() -> None:
    page = "<table><caption>任务分解表</caption>"
    page += "<tr><td>任务</td><td>单位</td></tr><tr><td>公开</td><td>县甲局</td></tr></table>"
    assert lines(page)[0] == "任务分解表"


@pytest.mark.parametrize(
    ("listing", "numbers"),
    [
        ("<ol>", ["1. ", "2. "]),
        ("<ol start=3>", ["3. ", "4. "]),
        ("<ol type=a>", ["a. ", "b. "]),
        ("<ol type=I>", ["I. ", "II. "]),
        ("<ol reversed>", ["2. ", "1. "]),
        ("<ol style='list-style-type: cjk-ideographic'>", ["一、", "二、"]),
        ("<ol style='list-style:none'>", ["", ""]),
        ("<ul>", ["", ""]),
    ],
)
def test_numbers_that_only_the_browser_prints_are_written(listing: str, numbers: list[str]) -> None:
    page = f"{listing}<li>公开清单。</li><li><p>解读政策。</p></li></{listing[1:3]}>"
    assert lines(page) == [f"{numbers[0]}公开清单。", f"{numbers[1]}解读政策。"]


def test_list_numbers_follow_values_and_lists_inside_lists() -> None:
    page = "<ol><li value=5>甲</li><li>乙<ol type=i><li>丙</li></ol></li><li>3.自带编号</li><li>丁</li></ol>"
    assert lines(page) == ["5. 甲", "6. 乙", "i. 丙", "3.自带编号", "8. 丁"]


def test_words_own_numbers_stand_in_the_text() -> None:
    page = (
        "<p class=MsoListParagraph><![if !supportLists]><span style='mso-list:Ignore'>1.<span "
        "style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp; </span></span>"
        "<![endif]>公开清单。<o:p></o:p></p>"
    )
    (line,) = lines(page)
    assert line.split() == ["1.", "公开清单。"]


def test_a_reading_above_a_letter_stands_in_brackets_behind_it() -> None:
    assert lines("<p><ruby>發<rp>(</rp><rt>fā</rt><rp>)</rp></ruby>布</p>") == ["發(fā)布"]


@pytest.mark.parametrize(
    ("declared", "encoding", "told"),
    [
        ("gb2312", "gb18030", "gb18030"),
        ("gbk", "gbk", "gb18030"),
        ("big5", "big5", "big5hkscs"),
        ("utf-8", "utf-8", "utf-8"),
        ("gb2312", "utf-8", "utf-8"),
        ("nonsense", "gb18030", "gb18030"),
        ("rot13", "gb18030", "gb18030"),
        ("utf-8", "gb18030", "gb18030"),
    ],
)
def test_a_page_is_decoded_as_it_is_not_only_as_it_says(declared: str, encoding: str, told: str) -> None:
    page = f"<html><head><meta http-equiv='Content-Type' content='text/html; charset={declared}'></head>"
    page += "<body><p>政府公文公布於此</p>"
    reading = read(page.encode(encoding))
    assert reading.text == "政府公文公布於此\n"
    assert reading.encoding == told


def test_pages_in_utf16_are_told_by_their_mark() -> None:
    assert read("<p>公开清单</p>".encode("utf-16")).text == "公开清单\n"


def test_a_broken_letter_becomes_a_doubt_and_many_an_error() -> None:
    text = "<p>" + "公开清单按月更新。" * 60 + "</p>"
    data = text.encode("gb18030")
    reading = read(data[:51] + b"\xff" + data[51:])
    assert [doubt.kind for doubt in reading.layout.doubts] == [DoubtKind.GARBLED]
    with pytest.raises(UndecodableFile):
        read(b"<p>" + b"\xff\xfe\xfa\xfb" * 50)


def test_text_saved_in_the_wrong_encoding_is_refused() -> None:
    with pytest.raises(UndecodableFile, match="乱码"):
        read("<p>" + "政府信息公开工作要点".encode().decode("gb18030", errors="ignore") * 3 + "</p>")


def test_a_page_without_text_is_empty() -> None:
    for page in (
        "<html></html>",
        "<frameset><frame src=a.html></frameset>",
        "<p>&nbsp;</p>",
        "<script>x</script>",
        "<!--x--><p>",
    ):
        with pytest.raises(EmptyFile):
            read(f"<html>{page}")


def test_struck_out_words_stay_and_are_doubted() -> None:
    reading = read("<p>公开<del>清单</del>目录。</p>")
    assert reading.text == "公开清单目录。\n"
    assert [doubt.kind for doubt in reading.layout.doubts] == [DoubtKind.NOT_SUPPORTED]


def test_letters_that_nobody_sees_stay_in_the_text() -> None:
    assert read("<p>公\u200b开\u202e清单</p>").text == "公\u200b开\u202e清单\n"
