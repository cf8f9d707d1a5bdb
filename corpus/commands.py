"""`zhengda notices` and `zhengda tasks`: what is in the library."""

import shutil
import sys
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

import click

from corpus.caring import publish, quality, release, remove, removed, versions, withdraw
from corpus.cli import EnumChoice
from corpus.deciding import history, set_validity, unset
from corpus.errors import StoreError, UsageError
from corpus.find import find_notice
from corpus.ledger import DueState, LedgerFilter, LedgerRow, Role, rows
from corpus.listing import EMPTY, notice_detail, notice_text, notices_records, notices_table
from corpus.model import DocumentStage, Validity
from corpus.opened import library, print_json
from corpus.relation_listing import relations_of
from corpus.why import why

_FILE = click.Path(path_type=Path, dir_okay=False)
_DAY = click.DateTime(["%Y-%m-%d"])
_AS_OF = click.option(
    "--as-of", "day", type=_DAY, metavar="日期", help="按哪一天判断状态，如 2024-12-31；不写时是今天。"
)


class Format(StrEnum):
    """In what form the ledger is handed out."""

    TABLE = "table"
    JSONL = "jsonl"
    CSV = "csv"
    XLSX = "xlsx"
    ICS = "ics"


@click.group(
    "notices",
    invoke_without_command=True,
    short_help="列出库里的通知和状态",
    help="列出库里的通知：编号、标题、文号、地区、日期、状态和任务条数。\n\n"
    "zhengda notices show ID 看一份通知的全部任务。",
)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
@_AS_OF
@click.pass_context
def notices(context: click.Context, as_json: bool, day: datetime | None) -> None:
    """List the library's notices."""
    if context.invoked_subcommand is not None:
        return
    with library() as store:
        if as_json:
            print_json({"notices": notices_records(store, _day(day))})
        elif store.notices():
            click.echo(notices_table(store, _day(day), _columns()))
        else:
            click.echo(EMPTY)


@notices.command(
    "show",
    short_help="看一份通知的状态、日期和全部任务",
    help="看一份通知：状态及其出处、日期、文号、与其他通知的关系（修改、废止、代替、转发、落实、引用）"
    "和全部任务条目，连同单位和时限。\n\n"
    "ID 是通知编号（或它的开头几位）、发文字号，或标题里的一段。",
)
@click.argument("wanted", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
@_AS_OF
def show(wanted: str, as_json: bool, day: datetime | None) -> None:
    """Show one notice with its items."""
    with library() as store:
        notice = find_notice(store.notices(), wanted)
        items = store.items(notice.id)
        relations = relations_of(notice, store.notices(), store.edges())
        if as_json:
            print_json(notice_detail(notice, items, _day(day), relations))
        else:
            click.echo(notice_text(notice, items, _day(day), _columns(), relations))


for _command in (
    set_validity,
    unset,
    history,
    quality,
    release,
    publish,
    withdraw,
    remove,
    removed,
    versions,
):
    notices.add_command(_command)


@click.command(
    "tasks",
    short_help="任务台账：按单位、地区、时限筛选和导出",
    help="列出任务台账，可按单位、角色、地区、通知、年份和时限筛选。\n\n"
    "csv 和 xlsx 可直接用 Excel 打开；ics 把有确定日期的任务放进日历。",
)
@click.option("--unit", help="单位，全称、简称都行：县发改委。")
@click.option("--role", type=EnumChoice(Role), help="单位的角色：牵头、责任、配合。")
@click.option("--region", help="地区，全称、简称或六位代码：喀左。")
@click.option("--notice", help="通知的编号、发文字号或标题里的一段。")
@click.option("--year", type=int, help="通知的年份。")
@click.option("--due-before", type=_DAY, metavar="日期", help="截止日期不晚于这一天（含），如 2021-12-31。")
@click.option("--due-after", type=_DAY, metavar="日期", help="截止日期不早于这一天（含）。")
@click.option("--due", type=EnumChoice(DueState), help="截止日期：已过、未到、没有确定日期。")
@click.option("--stage", type=EnumChoice(DocumentStage), help="正式、征求意见稿、试行。")
@click.option("--validity", type=EnumChoice(Validity), help="通知今天的有效性。")
@click.option(
    "--format", "form", type=EnumChoice(Format), default=Format.TABLE, show_default="table", help="格式。"
)
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="写到文件；xlsx 须给出或接管道。"
)
def tasks(
    unit: str | None,
    role: Role | None,
    region: str | None,
    notice: str | None,
    year: int | None,
    due_before: datetime | None,
    due_after: datetime | None,
    due: DueState | None,
    stage: DocumentStage | None,
    validity: Validity | None,
    form: Format,
    out: Path | None,
) -> None:
    """List the task ledger, or hand it out as a file."""
    wanted = LedgerFilter(
        unit=unit,
        role=role,
        region=region,
        notice=notice,
        year=year,
        due_before=due_before.date() if due_before else None,
        due_after=due_after.date() if due_after else None,
        due=due,
        stage=stage,
        validity=validity,
    )
    _refuse_binary_terminal(form, out)
    with library() as store:
        found = rows(store, wanted, today=date.today())
        if not found:
            click.echo("没有符合条件的任务。请放宽条件后重试。" if store.notices() else EMPTY, err=True)
    _hand_out(_encoded(found, form), out)
    if out is not None:
        click.echo(f"已写入 {out}：{len(found)} 条任务。", err=True)


def _day(day: datetime | None) -> date:
    return day.date() if day else date.today()


def _encoded(found: tuple[LedgerRow, ...], form: Format) -> bytes:
    # Excel and calendar take a third of a second to import.
    from corpus.export import to_csv, to_ics, to_jsonl, to_table, to_xlsx

    match form:
        case Format.TABLE:
            return to_table(found, _columns()).encode()
        case Format.JSONL:
            return to_jsonl(found).encode()
        case Format.CSV:
            return to_csv(found)
        case Format.XLSX:
            return to_xlsx(found)
        case Format.ICS:
            return to_ics(found)


def _refuse_binary_terminal(form: Format, out: Path | None) -> None:
    if form is Format.XLSX and out is None and _is_terminal():
        raise UsageError("xlsx 不能显示在终端上。请加 --out 台账.xlsx，或用 > 存成文件。")


def _is_terminal() -> bool:
    return sys.stdout.isatty()


def _hand_out(content: bytes, out: Path | None) -> None:
    if out is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    try:
        out.write_bytes(content)
    except OSError as error:
        raise StoreError(f"写不了文件 {out}（{why(error)}）。请检查路径、权限和空间。") from error


def _columns() -> int:
    return shutil.get_terminal_size((100, 24)).columns
