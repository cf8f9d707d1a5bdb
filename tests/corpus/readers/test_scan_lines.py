from corpus.readers.draft import Fragment
from corpus.readers.scan.lines import Piece, cell_paragraphs, margins_of, paragraphs, rows_of, side_by_side

EM = 20.0


def piece(text: str, left: float, top: float) -> Piece:
    box = (left, top, left + len(text) * EM, top + 1.2 * EM)
    return Piece(box=box, fragment=Fragment(text=text))


def read(*lines: tuple[str, float]) -> list[str]:
    """Paragraphs of lines that stand 36 pixels apart, so many letters in; the text is 20 letters wide."""
    rows = rows_of(
        [piece(text, 100 + inside * EM, 36.0 * place) for place, (text, inside) in enumerate(lines)]
    )
    margins = margins_of(rows, 600)
    return ["".join(row.text for row in paragraph) for paragraph in paragraphs(rows, margins)]


FULL = "县教育局要在五月底前公开学校招生的范围和程"


def test_lines_that_fill_the_page_are_one_paragraph() -> None:
    assert read((FULL[:18], 2), (FULL[:20], 0), ("序和结果。", 0), (FULL[:18], 2), ("完。", 0)) == [
        FULL[:18] + FULL[:20] + "序和结果。",
        FULL[:18] + "完。",
    ]


def test_a_title_stands_alone() -> None:
    assert read(("关于公开清单的通知", 5), (FULL[:18], 2), ("完。", 0)) == [
        "关于公开清单的通知",
        FULL[:18] + "完。",
    ]


def test_without_indents_a_full_line_that_ends_its_sentence_ends_its_paragraph() -> None:
    assert read((FULL[:19] + "。", 0), (FULL[:20], 0), ("完。", 0)) == [FULL[:19] + "。", FULL[:20] + "完。"]


def test_a_number_begins_a_paragraph() -> None:
    assert read((FULL[:17] + "。", 2), ("一、公开清单", 0), (FULL[:20], 0))[:2] == [
        FULL[:17] + "。",
        "一、公开清单",
    ]


def test_pieces_side_by_side_are_a_row_with_a_space_where_they_stand_apart() -> None:
    (row,) = rows_of([piece("电话", 300, 2), piece("联系人", 100, 0), piece("：张三", 160, 1)])
    assert row.text == "联系人：张三 电话"


def test_the_lines_of_a_cell_are_one_paragraph_where_they_fill_it() -> None:
    rows = rows_of([piece("县教育局、县财", 0, 0), piece("政局", 0, 30), piece("县民政局", 0, 60)])
    made = ["".join(one.text for one in paragraph) for paragraph in cell_paragraphs(rows, 8 * EM)]
    assert made == ["县教育局、县财政局", "县民政局"]


def test_two_columns_are_told_from_pairs_of_words() -> None:
    left = [piece("公开学校招生范围", 50, 36.0 * place) for place in range(8)]
    right = [piece("公开救助标准程序", 330, 36.0 * place) for place in range(8)]
    assert side_by_side(rows_of([*left, *right]), 600)
    assert not side_by_side(rows_of([*left, *right[:3]]), 600)
