"""`zhengda correct list`, `set`, `undo`: what was read put right by hand, as on the editors' desk."""

from collections.abc import Sequence

import click

from corpus.changes import Typed, keep_correction
from corpus.corrected import HEAD, Placed
from corpus.correction_lines import NOTHING, correction_record
from corpus.corrections import FIELD_NAMES, HEAD_FIELDS, ITEM_FIELDS, Change, Field
from corpus.deciding import BY, REASON, said, signed
from corpus.errors import StoreError, UsageError
from corpus.find import find_notice
from corpus.json_records import Record
from corpus.labels import STAGES
from corpus.model import TaskItem
from corpus.opened import library, print_json
from corpus.store import Store

_STATES = {"counts": "生效", "held": "待复核", "former": "已被取代或撤销", "undo": "撤销更正"}
_FIELDS = {name: field for field, name in FIELD_NAMES.items()} | {field.value: field for field in Field}
_STAGES = {name: stage.value for stage, name in STAGES.items()}
_NAMELESS = "未署名"
_GONE = "已不在库里的通知"


@click.group(
    "correct",
    short_help="人工更正：标题、日期、单位、时限等",
    help="人工更正读错的地方，和编辑台（/editor）做的是一回事：更正和读到的内容分开保存，只增不改，"
    "在回答、台账、通知里都生效，重新读入也不会丢。",
)
def correct() -> None:
    """Put right what was read."""


@correct.command(
    "list",
    short_help="列出更正",
    help="列出一份通知（不写 ID 是全部通知）的更正，新的在前："
    "编号、改了什么、谁、何时、为什么、现在算不算数。\n\n"
    "例：zhengda correct list 青政办发〔2023〕1号",
)
@click.argument("wanted", metavar="[ID]", required=False)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def list_(wanted: str | None, as_json: bool) -> None:
    """List corrections."""
    with library() as store:
        only = None if wanted is None else find_notice(store.notices(), wanted).id
        found = [each for each in reversed(store.corrected().placed) if only in (None, each.key[0])]
        if as_json:
            print_json({"corrections": [_record(store, each) for each in found]})
        else:
            click.echo("\n".join(_lines(store, each) for each in found) or "没有更正。")


@correct.command(
    "set",
    short_help="更正公文头或一条任务",
    help="更正一份通知的公文头；加 --item 更正一条任务。\n\n"
    f"公文头可更正：{'、'.join(FIELD_NAMES[field] for field in HEAD_FIELDS)}；"
    f"任务可更正：{'、'.join(FIELD_NAMES[field] for field in ITEM_FIELDS)}。\n\n"
    "写成 字段=值；有几个值（几个单位、几层标题）就写几次；等号后面空着是“没有”。"
    "日期写成 2024-03-01；时限先写原文的话，再写一次最后一天。\n\n"
    "例：zhengda correct set 青政办发〔2023〕1号 成文日期=2023-01-05 --reason 与原件不符\n\n"
    "例：zhengda correct set 青政办发〔2023〕1号 --item 3 牵头单位=县财政局 牵头单位=县发改委 "
    "时限=6月底前 时限=2023-06-30 --reason 与原件不符",
)
@click.argument("wanted", metavar="ID")
@click.argument("given", metavar="字段=值...", nargs=-1, required=True)
@click.option("--item", metavar="项号", help="任务的项号，如 3；也可以是条目编号。")
@click.option("--quote", default="", help="改成的值依据原文哪句话；值在原文里就不用写。")
@REASON
@BY
def set_(
    wanted: str, given: tuple[str, ...], item: str | None, quote: str, reason: str, by: str | None
) -> None:
    """Put fields of a notice right."""
    typed = _typed(given, quote)
    with library() as store:
        notice = find_notice(store.notices(), wanted)
        item_id = HEAD if item is None else _item(store, notice.id, item).id
        number = _kept(store, notice.id, item_id, typed, reason, by)
        click.echo(f"已更正《{notice.title}》。\n" + _lines(store, _made(store, number)))


@correct.command(
    "undo",
    short_help="撤销一次更正",
    help="撤销一次更正，恢复为读到的内容；这次更正和撤销都留在记录里。编号见 zhengda correct list。\n\n"
    "例：zhengda correct undo 12 --reason 改错了",
)
@click.argument("number", metavar="编号", type=click.IntRange(min=1))
@REASON
@BY
def undo(number: int, reason: str, by: str | None) -> None:
    """Take a correction back."""
    with library() as store:
        laid = store.corrected()
        each = next((each for each in laid.placed if each.correction.number == number), None)
        if each is None:
            raise UsageError(f"没有编号为 {number} 的更正。用 zhengda correct list 看有哪些。")
        standing = laid.standing.get(each.key, NOTHING)
        fields = [field for field, one in standing.items() if one.placed.correction.number == number]
        if not fields:
            raise UsageError("这次更正已被后来的取代或撤销，不用再撤。")
        typed = [Typed(field=field, values=None) for field in fields]
        made = _kept(store, *each.key, typed, reason, by)
        click.echo("已撤销。\n" + _lines(store, _made(store, made)))


def _typed(given: Sequence[str], quote: str) -> list[Typed]:
    """Read 字段=值; several values of a field stand one after the other."""
    values: dict[Field, list[str]] = {}
    for pair in given:
        name, equals, value = pair.partition("=")
        field = _FIELDS.get(name.strip())
        if not equals or field is None:
            raise UsageError(f"看不懂「{pair}」。请写成 字段=值，字段有：{'、'.join(FIELD_NAMES.values())}。")
        values.setdefault(field, []).append(_STAGES.get(value, value) if field is Field.STAGE else value)
    return [Typed(field=field, values=tuple(found), quote=quote) for field, found in values.items()]


def _item(store: Store, notice_id: str, wanted: str) -> TaskItem:
    whole = store.as_read(notice_id)
    items = whole.items if whole else ()
    found = [item for item in items if wanted in (item.id, item.number)]
    if len(found) == 1:
        return found[0]
    if not found:
        numbers = "、".join(item.number or item.id for item in items)
        raise UsageError(f"没有第「{wanted}」项。这份通知的项号有：{numbers or '没有任务'}。")
    listed = "；".join(f"{item.id}（{'、'.join(item.path)}）" for item in found)
    raise UsageError(f"有 {len(found)} 条都是第「{wanted}」项，请用条目编号：{listed}")


def _kept(
    store: Store, notice_id: str, item_id: str, typed: Sequence[Typed], reason: str, by: str | None
) -> int:
    number = keep_correction(
        store, notice_id, item_id, typed, after=None, reason=said(reason), by=signed(by) or _NAMELESS
    )
    if number is None:
        raise StoreError("库里没有这份通知了，它的更正留着，同一份文件再读入时跟回来。")
    return number


def _made(store: Store, number: int) -> Placed:
    return next(each for each in store.corrected().placed if each.correction.number == number)


def _record(store: Store, each: Placed) -> Record:
    whole = store.as_read(each.key[0])
    title = whole.notice.title if whole else _GONE
    record = correction_record(each, store.corrected(), whole.items if whole else ())
    return {"notice_id": each.key[0], "title": title, **record}


def _lines(store: Store, each: Placed) -> str:
    record = _record(store, each)
    head = f"{record['number']}. {record['at']} {record['by']}：《{record['title']}》{record['where']}"
    changes = (f"   {FIELD_NAMES[change.field]}：{_what(change)}" for change in each.correction.changes)
    return "\n".join((f"{head}（{_STATES[str(record['state'])]}）", *changes, f"   理由：{record['reason']}"))


def _what(change: Change) -> str:
    if change.values is None:
        return "恢复为读到的内容"
    was, now = ("、".join(filter(None, values)) or "没有" for values in (change.was, change.values))
    return f"{was} → {now}"
