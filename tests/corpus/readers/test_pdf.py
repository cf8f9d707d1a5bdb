import io
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from corpus.errors import EmptyFile
from corpus.layout import DoubtKind
from corpus.readers import document_of
from corpus.readers.pdf.pages import is_picture, opened, pages_of, render
from eval.turned_measure import turn
from eval.turned_pdf import FONT, write_pdf
from tests.corpus.readers.made_pdf import (
    FULL,
    HEADER,
    LEFT,
    LIMITS,
    SECOND,
    SIZE,
    WIDTHS,
    both,
    kinds,
    lines,
    pdf,
    picture,
    read,
    rows,
    table,
    text,
)

SHARED = Path(__file__).parents[4] / "shared" / "notices"
pytestmark = pytest.mark.skipif(not FONT.exists(), reason="no Chinese font on this machine")


def test_lines_that_reach_the_margin_are_one_paragraph_and_an_indented_line_begins_the_next() -> None:
    first, rest = "　　" + FULL[:25], FULL[25:] + "站。"
    assert text(lines(first, rest, "　　二是解读政策。")) == [FULL + "站。", "二是解读政策。"]


def test_a_line_that_ends_short_ends_the_paragraph_even_where_nothing_is_set_in() -> None:
    assert text(lines("各乡镇人民政府：", FULL, "站。", "请遵照执行。")) == [
        "各乡镇人民政府：",
        FULL + "站。",
        "请遵照执行。",
    ]


def test_a_sentence_goes_on_over_the_page_break_and_page_numbers_are_left_out() -> None:
    number = lines("— 1 —", top=40, left=270, size=12), lines("— 2 —", top=40, left=270, size=12)
    first = both(lines("　　" + FULL[:25], FULL), number[0])
    assert text(first, both(lines(SECOND, "，报备。", "　　二是解读。"), number[1])) == [
        FULL[:25] + FULL + SECOND + "，报备。",
        "二是解读。",
    ]


def test_a_running_head_is_left_out_and_the_same_words_in_the_text_are_not() -> None:
    head = lines("砚溪县人民政府公报", top=800)
    pages = [both(head, lines(f"　　第{n}件事。", "　　砚溪县人民政府公报已印发。")) for n in "甲乙丙丁"]
    assert text(*pages) == [
        line for n in "甲乙丙丁" for line in (f"第{n}件事。", "砚溪县人民政府公报已印发。")
    ]


def test_a_bare_figure_within_the_text_is_no_page_number() -> None:
    assert text(lines("　　共计", "12", top=130)) == ["共计", "12"]


def test_a_title_centred_over_two_lines_stays_two_lines() -> None:
    title = both(
        lines("砚溪县人民政府关于印发", left=180, size=22), lines("要点的通知", left=240, size=22, top=715)
    )
    assert text(both(title, lines("　　" + FULL[:25], "站。", top=650)))[:2] == [
        "砚溪县人民政府关于印发",
        "要点的通知",
    ]


def test_signature_and_date_stay_lines_of_their_own() -> None:
    body = lines("　　" + FULL[:25], "站。")
    signature = both(lines("砚溪县人民政府", left=396, top=600), lines("2024年3月1日", left=420, top=572))
    after = lines("　　（此件公开发布）", top=540)
    assert text(both(body, signature, after))[1:] == ["砚溪县人民政府", "2024年3月1日", "（此件公开发布）"]


def test_spaces_that_are_only_gaps_are_dropped_and_printed_ones_stay() -> None:
    def spread(canvas: Canvas) -> None:
        left = LEFT
        for letter in "到2024年底前":
            canvas.drawString(left, 700, letter)
            left += canvas.stringWidth(letter, "zh", SIZE) + 5
        canvas.drawString(LEFT, 650, "第 3 季度 open data")

    assert text(spread) == ["到2024年底前", "第 3 季度 open data"]


def test_letters_printed_twice_to_look_bold_are_read_once() -> None:
    def bold(canvas: Canvas) -> None:
        canvas.drawString(LEFT, 700, "责任单位")
        canvas.drawString(LEFT + 0.4, 700, "责任单位")

    assert text(bold) == ["责任单位"]


def test_two_columns_are_read_one_after_the_other() -> None:
    left = ["左一栏的文字排满整行共十四", *["左栏的下一行也要排满十四个"] * 9]
    right = ["右边一栏的文字也排满整一行", *["右栏的下一行也要排满十四个"] * 9]
    title = lines("关于两栏排版的通报这一行横跨两栏居中", left=150, top=790)
    found = "".join(text(both(title, lines(*left), lines(*right, left=330))))
    assert found.startswith("关于两栏")
    assert found.index("右边一栏") > found.rindex("左栏的下一行")


def test_a_watermark_that_leans_is_left_out() -> None:
    def watermark(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.translate(200, 300)
        canvas.rotate(45)
        canvas.drawString(0, 0, "内部资料")
        canvas.restoreState()

    assert text(both(lines("　　公开清单。"), watermark)) == ["公开清单。"]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_turned_pages_are_read_upright_and_places_are_of_the_page_as_shown(turn: int) -> None:
    width, height = A4 if turn % 180 == 0 else (A4[1], A4[0])  # reportlab turns the paper too

    def turned_page(canvas: Canvas) -> None:
        canvas.setPageRotation(turn)
        moves = {0: (0, 0), 90: (width, 0), 180: (width, height), 270: (0, height)}
        canvas.translate(*moves[turn])
        canvas.rotate(turn)
        lines("　　公开清单。", "　　解读政策。", top=500)(canvas)

    reading = read(pdf(turned_page))
    assert reading.text == "公开清单。\n解读政策。\n"
    first, second = (block.locator.box for block in reading.layout.blocks)
    assert first is not None
    assert second is not None
    assert first[0] == pytest.approx(second[0])
    assert first[1] < second[1]


def test_text_that_runs_up_an_upright_page_is_read_and_its_place_is_of_the_page_as_shown() -> None:
    def sideways(canvas: Canvas) -> None:
        canvas.translate(A4[0], 0)
        canvas.rotate(90)
        lines("　　公开清单。", "　　解读政策。", top=500)(canvas)

    reading = read(pdf(sideways))
    assert reading.text == "公开清单。\n解读政策。\n"
    first, second = (block.locator.box for block in reading.layout.blocks)
    assert first is not None
    assert second is not None
    assert first[0] < second[0]
    assert first[3] - first[1] > first[2] - first[0]


def test_every_line_of_a_paragraph_keeps_its_page_and_box() -> None:
    reading = read(pdf(lines("　　" + FULL[:25], FULL), lines("站。")))
    found = [(reading.text[b.span.start : b.span.end], b.locator.page) for b in reading.layout.blocks]
    assert found == [(FULL[:25], 1), (FULL, 1), ("站。", 2)]
    box = reading.layout.blocks[1].locator.box
    assert box is not None
    assert box[0] == pytest.approx(LEFT / A4[0], abs=0.01)
    assert box[2] == pytest.approx((LEFT + 27 * SIZE) / A4[0], abs=0.01)


def test_a_ruled_table_keeps_merged_cells_and_its_words_are_not_repeated() -> None:
    def merged(canvas: Canvas) -> None:
        canvas.setFont("zh", 10)
        for x0, y0, x1, y1 in [
            *[(LEFT, y, 500, y) for y in (700, 660, 580)],
            (180, 620, 500, 620),
            *[(x, 700, x, 580) for x in (LEFT, 180, 400, 500)],
        ]:
            canvas.line(x0, y0, x1, y1)
        for words, x, y in [
            ("任务", LEFT, 690),
            ("要求", 180, 690),
            ("责任单位", 400, 690),
            ("公开", LEFT, 640),
            ("列清单", 180, 650),
            ("县砚台局", 400, 650),
            ("解读", 180, 610),
        ]:
            canvas.drawString(x + 4, y, words)

    reading = read(pdf(both(lines("　　附表如下。"), merged)))
    assert rows(reading) == [
        [["任务", "要求", "责任单位"], ["公开", "列清单", "县砚台局"], ["公开", "解读", ""]]
    ]
    assert reading.text.count("列清单") == 1
    assert reading.text.startswith("附表如下。\n")
    block = next(b for b in reading.layout.blocks if reading.text[b.span.start : b.span.end] == "解读")
    assert block.locator.page == 1


def test_cells_are_those_that_another_library_finds() -> None:
    import pdfplumber

    data = pdf(
        table([HEADER, ["1", "公开清单。\n报备。", "县砚台局"], ["2", "", ""]], top=700, widths=WIDTHS)
    )
    with pdfplumber.open(io.BytesIO(data)) as other:
        (expected,) = other.pages[0].extract_tables()
    (found,) = rows(read(data))
    assert (
        found == [[(cell or "").replace("\n", "") for cell in row] for row in expected] or found == expected
    )


def test_a_row_whose_lower_edge_is_not_drawn_is_a_row() -> None:
    def open_below(canvas: Canvas) -> None:
        for x in (LEFT, 200, 400):
            canvas.line(x, 200, x, 60)
        for y in (200, 160):
            canvas.line(LEFT, y, 400, y)
        for words, x, y in [("任务", LEFT, 180), ("时限", 200, 180), ("公开", LEFT, 140), ("年底", 200, 140)]:
            canvas.drawString(x + 4, y, words)

    assert rows(read(pdf(open_below))) == [[["任务", "时限"], ["公开", "年底"]]]


def test_a_table_over_the_page_break_is_one_table_with_one_header() -> None:
    first = table([HEADER, ["1", "公开清单。", "县砚台局"]], top=200, widths=WIDTHS)
    second = table([HEADER, ["2", "解读政策。", "县笔墨局"]], top=760, widths=WIDTHS)
    assert rows(read(pdf(first, second))) == [
        [HEADER, ["1", "公开清单。", "县砚台局"], ["2", "解读政策。", "县笔墨局"]]
    ]


def test_a_row_cut_in_two_by_the_page_break_is_one_row() -> None:
    begun = [
        "1",
        "每月把公开的事项逐条列成清单报县府办备查并\n由县砚台局汇总后于每月月底前在网站上公布办",
        "县砚台局",
    ]
    first = table([HEADER, begun], top=200, widths=WIDTHS)
    second = table([HEADER, ["", "理结果。", ""], ["2", "解读。", "县笔墨局"]], top=760, widths=WIDTHS)
    (found,) = rows(read(pdf(first, second)))
    assert [row[0] for row in found] == ["序号", "1", "2"]
    assert found[1][1].endswith("公布办理结果。")


def test_another_table_on_the_next_page_stays_another_table() -> None:
    first = table([HEADER, ["1", "公开清单。", "县砚台局"]], top=200, widths=WIDTHS)
    other = table([["电话", "地址"], ["1234", "砚溪"]], top=760, widths=[200, 240])
    assert len(rows(read(pdf(first, other)))) == 2
    assert (
        len(rows(read(pdf(first, both(lines("　　另表："), table([HEADER], top=700, widths=WIDTHS)))))) == 2
    )


def test_a_frame_around_text_is_no_table() -> None:
    def frame(canvas: Canvas) -> None:
        canvas.rect(60, 400, 480, 400)

    reading = read(pdf(both(frame, lines("　　公开清单。"))))
    assert reading.layout.tables == ()
    assert reading.text == "公开清单。\n"


def test_a_table_without_lines_is_read_row_by_row_and_told() -> None:
    def unruled(canvas: Canvas) -> None:
        for row in range(5):
            for column, words in enumerate(("甲事", "乙局", "丙时")):
                canvas.drawString(LEFT + column * 150, 700 - row * 28, f"{words}{row}")

    reading = read(pdf(unruled))
    assert reading.text.startswith("甲事0 乙局0 丙时0\n")
    assert kinds(reading.layout) == [DoubtKind.NO_HEADER]


def test_characters_without_meaning_withhold_their_page_only() -> None:
    def garbled(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 16)
        canvas.drawString(LEFT, 700, "ÎÒÃÇ¶¼ÊÇÖÐ¹úÈËÕâÀïÊÇÂÒÂë" * 2)

    reading = read(pdf(lines("　　公开清单。"), garbled))
    (doubt,) = reading.layout.doubts
    assert (doubt.kind, doubt.page, doubt.withholds) == (DoubtKind.GARBLED, 2, True)


def test_a_page_that_is_a_picture_is_told_and_can_be_drawn() -> None:
    data = pdf(lines("　　公开清单。"), picture)
    (doubt,) = read(data).layout.doubts
    assert (doubt.kind, doubt.page, doubt.withholds) == (DoubtKind.NO_TEXT, 2, False)
    assert picture_pages(data) == [2]
    assert render(data, 2, LIMITS).shape == (2339, 1654, 3)


def picture_pages(data: bytes) -> list[int]:
    """Numbers of the pages whose text has to be recognised."""
    with opened(data, LIMITS) as document:
        return [number for number, read in pages_of(document, LIMITS) if read and is_picture(read)]


def test_a_file_of_pictures_without_letters_is_told_as_a_scan() -> None:
    data = pdf(picture, picture)
    with pytest.raises(EmptyFile, match="扫描件"):
        read(data)


def test_a_page_number_on_a_scan_is_no_text_layer() -> None:
    data = pdf(both(picture, lines("— 1 —", top=40, left=270)))
    assert picture_pages(data) == [1]


def test_landscape_pages_join_as_upright_ones_do() -> None:
    wide = FULL + SECOND[:15]
    data = pdf(lines("　　" + wide[:40], wide[:20] + "。", top=500), size=landscape(A4))
    assert len(read(data).text.split("\n")) <= 3


@pytest.mark.skipif(not SHARED.exists(), reason="the real notices are not on this machine")
def test_the_five_notices_give_the_same_items_as_pdf() -> None:
    found = [turn(path.read_text("utf-8"), write_pdf)[0] for path in sorted(SHARED.glob("*.txt"))]
    assert sum(one.same for one in found) >= 0.99 * sum(max(one.expected, one.read) for one in found)


def test_a_pdf_is_read_as_a_document() -> None:
    document = document_of(pdf(lines("　　公开清单。")), "甲.pdf", "甲.pdf", LIMITS)
    assert document.text == "公开清单。\n"
    assert document.layout.pages == 1
