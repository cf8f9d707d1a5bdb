from corpus.readers.draft import Fragment
from corpus.readers.scan.grid import ScannedTable, SheetCell, continued, table_cells

EDGES = (0.0, 0.1, 0.6, 1.0)


def cell(row: int, column: int, text: str, rows: int = 1, columns: int = 1) -> SheetCell:
    paragraphs = ((Fragment(text=text),),) if text else ()
    return SheetCell(
        row=row, rows=rows, left=EDGES[column], right=EDGES[column + columns], paragraphs=paragraphs
    )


def table(*rows: tuple[str, ...], edges: tuple[float, float] = (0.1, 0.9)) -> ScannedTable:
    cells = tuple(
        cell(row, column, text) for row, texts in enumerate(rows) for column, text in enumerate(texts)
    )
    return ScannedTable(edges=edges, rows=len(rows), cells=cells)


def texts(joined: ScannedTable | None) -> list[list[str]]:
    assert joined is not None
    return [[one.text for one in joined.beginning_in(row)] for row in range(joined.rows)]


HEAD = ("序号", "任务", "责任单位")
FIRST = ("1", "公开清单。", "县教育局")


def test_a_table_goes_on_over_a_page_break_and_its_repeated_heading_is_one() -> None:
    second = ("2", "公开救助标准。", "县民政局")
    assert texts(continued(table(HEAD, FIRST), table(HEAD, second))) == [
        list(HEAD),
        list(FIRST),
        list(second),
    ]
    assert texts(continued(table(HEAD, FIRST), table(second))) == [list(HEAD), list(FIRST), list(second)]


def test_a_row_cut_in_two_is_one() -> None:
    upper, lower = ("1", "公开清单，并", "县教育局"), ("", "附上说明。", "")
    assert texts(continued(table(HEAD, upper), table(lower, ("2", "公开标准。", "县民政局")))) == [
        list(HEAD),
        ["1", "公开清单，并附上说明。", "县教育局"],
        ["2", "公开标准。", "县民政局"],
    ]


def test_a_row_that_begins_anew_is_not_taken_for_the_rest_of_one() -> None:
    whole = ("", "公开标准。", "县民政局")
    assert texts(continued(table(HEAD, FIRST), table(whole)))[-1] == list(whole)


def test_a_merged_cell_goes_on_below_the_break() -> None:
    upper = ScannedTable(
        edges=(0.1, 0.9),
        rows=2,
        cells=(
            cell(0, 0, "重点", rows=2),
            cell(0, 1, "甲"),
            cell(0, 2, "县教育局"),
            cell(1, 1, "乙"),
            cell(1, 2, ""),
        ),
    )
    joined = continued(upper, table(("", "丙。", "县民政局")))
    assert texts(joined) == [["重点", "甲", "县教育局"], ["乙", ""], ["丙。", "县民政局"]]
    assert joined is not None
    assert joined.cells[0].rows == 3


def test_an_empty_cell_of_units_inherits_nothing() -> None:
    joined = continued(table(HEAD, FIRST), table(("2", "公开标准。", "")))
    assert texts(joined)[-1] == ["2", "公开标准。", ""]


def test_another_table_is_another() -> None:
    assert continued(table(HEAD, FIRST), table(HEAD, FIRST, edges=(0.2, 0.7))) is None
    assert texts(continued(table(HEAD, FIRST), table(HEAD))) == [list(HEAD), list(FIRST)]


def test_cells_come_with_their_spans_and_names() -> None:
    merged = ScannedTable(
        edges=(0.1, 0.9), rows=1, cells=(cell(0, 0, "任务", columns=2), cell(0, 2, "责任单位"))
    )
    both = continued(merged, table(FIRST))
    assert both is not None
    rows = [*table_cells(both, 2)]
    assert [(one.columns, one.rows) for one in rows[0]] == [(2, 1), (1, 1)]
    assert [one.paragraphs[0][0].locator.cell for row in rows for one in row] == [
        "2:A1",
        "2:C1",
        "2:A2",
        "2:B2",
        "2:C2",
    ]
