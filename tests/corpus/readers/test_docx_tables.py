from corpus.layout import DoubtKind
from tests.corpus.readers.made_office import grid, kinds, names, p, tbl, tc, tr
from tests.corpus.readers.made_office import lines_of as lines
from tests.corpus.readers.made_office import read_word as read


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
