"""A notice's relations to others, as people and programs read them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from corpus.edges import Edge, EdgeKind
from corpus.json_records import Record
from corpus.model import DocumentStage, Notice
from corpus.relations import gravest_edge

LABELS: Final = {
    EdgeKind.REPEALS: "废止",
    EdgeKind.SUPERSEDES: "代替",
    EdgeKind.REPEALS_PART: "废止部分条款",
    EdgeKind.AMENDS: "修改",
    EdgeKind.EXTENDS: "延长有效期",
    EdgeKind.CONFIRMS: "确认有效",
    EdgeKind.FORWARDS: "转发",
    EdgeKind.IMPLEMENTS: "落实",
    EdgeKind.CITES: "引用",
}
_ORDER = tuple(LABELS)
_ACTS = frozenset(LABELS) - {EdgeKind.FORWARDS, EdgeKind.IMPLEMENTS, EdgeKind.CITES}


@dataclass(frozen=True, slots=True, kw_only=True)
class Relations:
    """What a notice says of others, and they of it.

    Attributes:
        says, said: gravest first. titles: of the notices they lead to, by id.
        drafts: ids of the drafts among them, which only mean to do what they say.
        edge: what settles whether it is in force, see `corpus.validity.grounds`.
    """

    says: tuple[Edge, ...] = ()
    said: tuple[Edge, ...] = ()
    titles: Mapping[str, str]
    drafts: frozenset[str] = frozenset()
    edge: Edge | None = None


def relations_of(notice: Notice, notices: tuple[Notice, ...], edges: Iterable[Edge]) -> Relations:
    """Pick out of a library what concerns one notice.

    Args:
        notice: one of them.
        notices: those that may be named.
        edges: of the library (`corpus.relations.all_edges`); those of other notices are passed over.
    """
    titles = {known.id: known.title for known in notices}
    own = [edge for edge in edges if notice.id in (edge.by, edge.target) and edge.by in titles]
    says = [edge for edge in own if edge.by == notice.id]
    said = [edge for edge in own if edge.by != notice.id]
    near = {id for edge in own for id in (edge.by, edge.target) if id in titles}
    return Relations(
        says=tuple(sorted(says, key=_weight)),
        said=tuple(sorted(said, key=_weight)),
        titles={id: titles[id] for id in near},
        drafts=frozenset(known.id for known in notices if known.stage is DocumentStage.CONSULTATION_DRAFT),
        edge=gravest_edge(notices, notice),
    )


def _weight(edge: Edge) -> int:
    return _ORDER.index(edge.kind)


def relation_lines(relations: Relations) -> Iterator[str]:
    """Say each relation in a line: 废止：《…》（青政办发〔2018〕9号）第三条 -> n0123."""
    for edge in relations.says:
        held = edge.target if edge.target in relations.titles else None
        title = relations.titles[held] if held else edge.title
        where = f" → {held}" if held else ""
        yield f"{_label(edge, relations)}：{_named(title, edge.number)}{_clauses(edge)}{where}"
    for edge in relations.said:
        title = relations.titles[edge.by]
        yield f"被{_label(edge, relations)}于：{_named(title, None)}{_clauses(edge)} → {edge.by}"


def relation_records(relations: Relations) -> list[Record]:
    """Lay the relations out as JSON values; `start` and `end` are offsets in the text of notice `by`."""
    says = [_record(edge, relations, incoming=False) for edge in relations.says]
    return [*says, *(_record(edge, relations, incoming=True) for edge in relations.said)]


def _label(edge: Edge, relations: Relations) -> str:
    """A draft does nothing to others yet: 拟代替."""
    meant = edge.by in relations.drafts and edge.kind in _ACTS
    return f"拟{LABELS[edge.kind]}" if meant else LABELS[edge.kind]


def _record(edge: Edge, relations: Relations, *, incoming: bool) -> Record:
    titles, label = relations.titles, _label(edge, relations)
    other = edge.by if incoming else edge.target
    other = other if other in titles else None
    return {
        "kind": edge.kind.value,
        "direction": "in" if incoming else "out",
        "label": f"被{label}" if incoming else label,
        "notice_id": other,
        "title": titles[other] if other else edge.title,
        "document_number": None if incoming else edge.number,
        "clauses": [
            {
                "number": clause.number,
                "ended": clause.ended,
                "start": clause.span.start,
                "end": clause.span.end,
            }
            for clause in edge.clauses
        ],
        "by": edge.by,
        "start": edge.span.start,
        "end": edge.span.end,
    }


def _named(title: str | None, number: str | None) -> str:
    return (f"《{title}》" if title else "") + (f"（{number}）" if number and title else number or "")


def _clauses(edge: Edge) -> str:
    ended = "、".join(clause.number for clause in edge.clauses if clause.ended)
    changed = "、".join(clause.number for clause in edge.clauses if not clause.ended)
    parts = [f"{ended}停止执行" if ended else "", f"{changed}有修改" if changed else ""]
    return f"（{'；'.join(part for part in parts if part)}）" if edge.clauses else ""
