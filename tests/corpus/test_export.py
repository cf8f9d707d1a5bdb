import csv
import io
import json
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar
from openpyxl import load_workbook

from corpus.export import to_csv, to_ics, to_jsonl, to_table, to_xlsx
from corpus.grid import width
from corpus.ledger import LedgerRow, row_record
from corpus.model import DocumentStage, Validity
from tests.corpus.made import deadline, item, notice, unit

STAMP = datetime(2023, 1, 1, tzinfo=UTC)


def row(number: str = "1", *, validity: Validity = Validity.IN_FORCE, **fields: object) -> LedgerRow:
    made = notice()
    return LedgerRow(notice=made, item=item(made, number, **fields), validity=validity)


def cells(rows: list[LedgerRow]) -> list[list[str]]:
    return list(csv.reader(io.StringIO(to_csv(rows).decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "＠a"])
def test_a_formula_in_csv_is_made_harmless(text: str) -> None:
    assert cells([row(text=text)])[1][1] == f"'{text}"


def test_csv_opens_right_in_excel() -> None:
    content = to_csv([row(text='含"引号"、逗号,和\n换行')])
    assert content.startswith(b"\xef\xbb\xbf")
    header, first = cells([row(text='含"引号"、逗号,和\n换行')])
    assert header[:7] == ["条目", "任务", "牵头单位", "责任单位", "配合单位", "时限（原文）", "截止日期"]
    assert first[:7] == ["1", '含"引号"、逗号,和\n换行', "县财政局", "各乡镇", "", "3月底前", "2023-03-31"]


def test_no_rows_still_make_a_file_with_a_heading() -> None:
    assert len(cells([])) == 1
    assert load_workbook(io.BytesIO(to_xlsx([]))).active.max_row == 1
    assert Calendar.from_ical(to_ics([], stamp=STAMP)).events == []
    assert to_jsonl([]) == to_table([], 80) == ""


def test_xlsx_has_real_dates_frozen_heading_filter_and_no_formulas() -> None:
    rows = [row(text="=1+1"), row("2", text="控制\x01符" + "长" * 40_000, deadline=None)]
    sheet = load_workbook(io.BytesIO(to_xlsx(rows))).active
    assert sheet.title == "任务台账"
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:Q3")
    assert (sheet["B2"].value, sheet["B2"].data_type) == ("=1+1", "s")
    assert sheet["G2"].is_date
    assert sheet["G2"].value.date() == date(2023, 3, 31)
    assert sheet["G3"].value in (None, "")
    assert sheet["B3"].value.startswith("控制符长")
    assert len(sheet["B3"].value) == 32_767
    assert sheet["B2"].alignment.wrap_text
    assert sheet.column_dimensions["B"].width > sheet.column_dimensions["A"].width


def test_the_calendar_holds_every_dated_deadline_as_a_whole_day() -> None:
    later = deadline(date(2023, 10, 31), "10月底前")
    rows = [
        row(other_deadlines=(later, deadline(None))),
        row("2", deadline=deadline(None)),
        row("3", deadline=None),
    ]
    events = Calendar.from_ical(to_ics(rows, stamp=STAMP)).events
    assert [event.decoded("dtstart") for event in events] == [date(2023, 3, 31), date(2023, 10, 31)]
    assert [event.decoded("dtend") for event in events] == [date(2023, 4, 1), date(2023, 11, 1)]
    first = events[0]
    assert first["summary"] == "公开清单，3月底前完成。"
    assert "牵头单位：县财政局\n责任单位：各乡镇" in first["description"]
    assert "依据：《青石县关于做好某事的通知》（青政办发〔2023〕1号）" in first["description"]
    assert first.decoded("dtstamp") == STAMP.astimezone(ZoneInfo("UTC"))


def test_calendar_ids_are_stable_and_different() -> None:
    rows = [row(other_deadlines=(deadline(date(2023, 10, 31)),)), row("2")]
    ids = [event["uid"] for event in Calendar.from_ical(to_ics(rows, stamp=STAMP)).events]
    assert len(set(ids)) == 3
    assert to_ics(rows, stamp=STAMP) == to_ics(rows, stamp=STAMP)
    again = [event["uid"] for event in Calendar.from_ical(to_ics(rows)).events]
    assert again == ids


def test_long_chinese_lines_are_folded_as_the_standard_asks() -> None:
    content = to_ics([row(text="公开" * 200)], stamp=STAMP)
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    event = Calendar.from_ical(content).events[0]
    assert event["description"].startswith("公开" * 200)
    assert len(event["summary"]) == 40


def test_what_is_not_in_force_says_so() -> None:
    made = notice(sample=True, stage=DocumentStage.CONSULTATION_DRAFT)
    ended = LedgerRow(notice=made, item=item(made), validity=Validity.REPEALED)
    event = Calendar.from_ical(to_ics([ended], stamp=STAMP)).events[0]
    assert event["summary"].startswith("【示例】【征求意见稿】【已废止】")
    assert "示例 · 征求意见稿 · 已废止" in to_table([ended], 100)


def test_json_lines_are_the_records() -> None:
    rows = [row(), row("2")]
    assert [json.loads(line) for line in to_jsonl(rows).splitlines()] == [row_record(each) for each in rows]


@pytest.mark.parametrize("columns", [60, 80, 160])
def test_the_table_fits_the_terminal_and_leaves_empty_columns_out(columns: int) -> None:
    rows = [row(text="公开清单并按时上报，" * 20, lead_units=(unit("县财政局"), unit("县发展和改革局")))]
    table = to_table(rows, columns)
    headline, body = table.split("\n", 1)
    assert headline == "《青石县关于做好某事的通知》 青政办发〔2023〕1号 · 青石县"
    assert all(width(line) <= columns for line in body.split("\n"))
    assert "配合单位" not in body
    assert "2023-03-31" in body.replace("\n", "") or columns < 100
