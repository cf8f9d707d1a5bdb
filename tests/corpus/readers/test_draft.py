from hypothesis import given
from hypothesis import strategies as st

from corpus.layout import DoubtKind, Format, Locator
from corpus.readers.draft import Draft, Fragment, TableCell
from corpus.readers.ports import Limits, Reading


def draft(**limits: int) -> Draft:
    return Draft(Format.HTML, Limits(**limits))


def cell(text: str, rows: int = 1, columns: int = 1) -> TableCell:
    return TableCell(paragraphs=((Fragment(text=text),),), rows=rows, columns=columns)


def grid(reading: Reading) -> list[list[str]]:
    (table,) = reading.layout.tables
    return [[reading.text[span.start : span.end] for span in row] for row in table.rows]


def test_a_paragraph_is_a_line_and_its_pieces_keep_their_places() -> None:
    made = draft()
    first, second = Locator(page=1, box=(0, 0, 1, 0.1)), Locator(page=2)
    made.paragraph(Fragment(text=" 关于印发\n", locator=first), Fragment(text="要点的通知 ", locator=second))
    reading = made.reading()
    assert reading.text == "关于印发 要点的通知\n"
    assert [(reading.text[b.span.start : b.span.end], b.locator) for b in reading.layout.blocks] == [
        ("关于印发 ", first),
        ("要点的通知", second),
    ]


def test_a_merged_cell_is_written_once_and_stands_at_all_its_places() -> None:
    made = draft()
    made.table(
        [
            [cell("序号"), cell("任务", columns=2), cell("责任单位")],
            [cell("1"), cell("公开", rows=2), cell("公开清单"), cell("甲局", rows=2)],
            [cell("2"), cell("解读政策")],
        ]
    )
    reading = made.reading()
    assert grid(reading) == [
        ["序号", "任务", "任务", "责任单位"],
        ["1", "公开", "公开清单", "甲局"],
        ["2", "公开", "解读政策", "甲局"],
    ]
    assert reading.text.count("甲局") == 1
    assert reading.text.startswith("\t序号\n\t任务\n")


def test_a_row_that_only_goes_on_is_no_row() -> None:
    made = draft()
    made.table([[cell("甲", rows=2), cell("乙", rows=2)], [], [cell("丙"), cell("丁")]])
    assert grid(made.reading()) == [["甲", "乙"], ["丙", "丁"]]


def test_an_empty_cell_is_an_empty_span_and_short_rows_are_filled() -> None:
    made = draft()
    made.table([[cell("甲"), TableCell(), TableCell()], [cell("乙")]])
    assert grid(made.reading()) == [["甲", "", ""], ["乙", "", ""]]


def test_a_table_of_one_column_is_paragraphs() -> None:
    made = draft()
    made.table([[cell("一、公开清单。")], [cell("二、解读政策。")]])
    reading = made.reading()
    assert reading.layout.tables == ()
    assert reading.text == "一、公开清单。\n二、解读政策。\n"


def test_spans_without_end_are_cut() -> None:
    made = draft()
    made.table([[cell("甲", columns=10**9), cell("乙", rows=10**9)], [cell("丙")]])
    reading = made.reading()
    (table,) = reading.layout.tables
    assert [doubt.kind for doubt in reading.layout.doubts] == [DoubtKind.CUT_SHORT]
    assert len(table.rows) == 2
    assert len(table.rows[0]) <= 101


def test_what_is_over_the_limit_is_told() -> None:
    made = draft(letters=3)
    made.paragraph(Fragment(text="公开清单"))
    assert made.full
    assert [doubt.kind for doubt in made.reading().layout.doubts] == [DoubtKind.CUT_SHORT]


@given(st.lists(st.lists(st.text(max_size=5), min_size=2, max_size=4), min_size=1, max_size=4))
def test_every_cell_can_be_cut_out_of_the_text_again(rows: list[list[str]]) -> None:
    made = draft()
    made.table([[cell(text) for text in row] for row in rows])
    found = grid(made.reading())
    for given_row, row in zip(rows, found, strict=True):
        assert [" ".join(text.split()) for text in given_row] == [
            " ".join(text.split()) for text in row[: len(given_row)]
        ]
