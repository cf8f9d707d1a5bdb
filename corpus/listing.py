"""Notices as people read them on a terminal."""

from collections.abc import Iterator, Sequence
from datetime import date

from corpus.fold import unbroken
from corpus.grid import grid, wrap
from corpus.json_records import Record, deadline_record, item_record, names, notice_record
from corpus.labels import STAGES, VALIDITIES
from corpus.model import Notice, TaskItem
from corpus.relation_listing import Relations, relation_lines, relation_records
from corpus.shelf import item_counts
from corpus.store import Store
from corpus.validity import Grounds, as_of, grounds

EMPTY = "库里还没有通知。请运行 zhengda ingest 文件或文件夹；想先试用，运行 zhengda ingest --samples。"
_INDENT = 4


def notices_table(store: Store, today: date, columns: int) -> str:
    """Set the library's notices as a table of at most `columns` columns; ends with their number."""
    found = store.notices()
    header = ("编号", "标题", "文号", "地区", "成文日期", "状态", "任务")
    counts = item_counts(store)
    rows = [
        (
            notice.id,
            unbroken(notice.title),
            notice.document_number or "—",
            notice.region.short if notice.region else "—",
            str(notice.dated_on or notice.issued_on or "—"),
            "、".join(_standing(notice, today)),
            str(counts.get(notice.id, 0)),
        )
        for notice in found
    ]
    return f"{grid(header, rows, columns)}\n共 {len(found)} 份通知，{sum(counts.values())} 条任务。"


def notices_records(store: Store, today: date) -> list[Record]:
    """Lay the library's notices out as JSON values, each with its number of items."""
    counts = item_counts(store)
    return [
        {
            **notice_record(notice, as_of(notice, today)),
            "validity_reason": grounds(notice, today).reason,
            "items": counts.get(notice.id, 0),
        }
        for notice in store.notices()
    ]


def notice_text(
    notice: Notice,
    items: Sequence[TaskItem],
    today: date,
    columns: int,
    relations: Relations,
) -> str:
    """Set one notice with its relations and all its task items in lines of at most `columns` columns."""
    return "\n".join([*_head(notice, today, relations), "", *_body(items, columns)])


def notice_detail(notice: Notice, items: Sequence[TaskItem], today: date, relations: Relations) -> Record:
    """Lay one notice out as JSON values: its head, facts, relations and items.

    `validity_source` is where the validity is printed, in this notice's text or in that of the one that ends
    it; None where nothing is printed, and for a status set by hand.
    """
    facts = [
        {"name": name, "value": fact.value, "start": fact.span.start, "end": fact.span.end}
        for name, fact in notice.facts
    ]
    shown = [
        {**item_record(item), "other_deadlines": [deadline_record(other) for other in item.other_deadlines]}
        for item in items
    ]
    found = grounds(notice, today, relations.edge)
    return {
        **notice_record(notice, found.validity),
        "validity_reason": found.reason,
        "validity_source": _source(found),
        "facts": facts,
        "relations": relation_records(relations),
        "items": shown,
    }


def _source(found: Grounds) -> Record | None:
    if found.notice_id is None or found.span is None:
        return None
    return {"notice_id": found.notice_id, "start": found.span.start, "end": found.span.end}


def _standing(notice: Notice, today: date) -> Iterator[str]:
    if notice.sample:
        yield "示例"
    if notice.copy_of:
        yield "副本"
    yield STAGES[notice.stage]
    yield VALIDITIES[as_of(notice, today)]


def _head(notice: Notice, today: date, relations: Relations) -> Iterator[str]:
    yield unbroken(notice.title)
    found = grounds(notice, today, relations.edge)
    facts = (
        ("编号", notice.id),
        ("发文字号", notice.document_number),
        ("发文机关", "、".join(notice.issuing_bodies)),
        ("地区", notice.region.name if notice.region else None),
        ("状态", "、".join(_standing(notice, today))),
        ("状态依据", found.reason),
        ("依据出处", _place(found, notice)),
        ("成文日期", notice.dated_on),
        ("印发日期", notice.issued_on),
        ("施行日期", notice.effective_on),
        ("有效至", notice.expires_on),
        ("公开属性", notice.disclosure),
        ("转发", notice.forwards),
        ("被转发于", notice.forwarded_by),
        ("同一份通知的较全副本", notice.copy_of),
        ("来源文件", notice.source),
    )
    for label, value in facts:
        if value:
            yield f"  {label}：{value}"
    for line in relation_lines(relations):
        yield f"  {line}"


def _place(found: Grounds, notice: Notice) -> str | None:
    if found.notice_id is None or found.span is None:
        return None
    whose = "本通知" if found.notice_id == notice.id else f"通知 {found.notice_id} "
    return f"{whose}第 {found.span.start + 1} 至 {found.span.end} 字"


def _body(items: Sequence[TaskItem], columns: int) -> Iterator[str]:
    if not items:
        yield "没有读出任务条目。"
        return
    yield f"任务条目 {len(items)} 条"
    path: tuple[str, ...] = ()
    for item in items:
        if item.path != path:
            path = item.path
            yield f"\n  {' / '.join(path)}"
        yield from _item(item, columns)


def _item(item: TaskItem, columns: int) -> Iterator[str]:
    number = f"{item.number}. " if item.number else "· "
    for line in wrap(number + unbroken(item.text), max(20, columns - _INDENT)):
        yield " " * _INDENT + line
    for label, units in (
        ("牵头单位", item.lead_units),
        ("责任单位", item.responsible_units),
        ("配合单位", item.cooperating_units),
    ):
        if units:
            yield f"{' ' * _INDENT}  {label}：{'、'.join(names(units))}"
    for deadline in (item.deadline, *item.other_deadlines):
        if deadline is not None:
            due = f"（{deadline.due}；{deadline.rule}）" if deadline.due and deadline.rule else ""
            plain_due = f"（{deadline.due}）" if deadline.due and not deadline.rule else ""
            yield f"{' ' * _INDENT}  时限：{unbroken(deadline.text)}{due}{plain_due}"
