"""Rules of a notice that hold for all its tasks: who leads, and who is not named again under each."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from corpus.fold import fold, unbroken
from corpus.model import TaskItem, Unit
from corpus.parse.lines import Line
from corpus.roles import COOPERATING, RESPONSIBLE, read_units

_FIRST_LEADS = re.compile(
    "(?:列(?:在|为)?|排(?:在|名)?)(?:第一位?|首位)的?(?:责任)?(?:单位|部门)?(?:的)?(?:为|是|作为|系)牵头(?:责任)?(?:单位|部门)"
)
# 以下均需各设区市人民政府落实，不再列出: they do all that follows.
_ALL = re.compile(
    "以下(?:各项|各条|任务|工作|事项|内容)*(?:任务|工作)?均(?:需|须|由|要|应)?(?P<units>[^。;:]{2,80}?)(?:共同|分别|负责|参与)?"
    "(?:(?P<responsible>落实|实施|承担|负责)|(?P<cooperating>配合))(?:落实)?,?(?:以下)?(?:不再|不)(?:逐一|一一|另行|重复)?(?:列出|列举|列明|注明|重复)"
)
_ROLES = {RESPONSIBLE: "responsible_units", COOPERATING: "cooperating_units"}


def by_the_cover(text: str, items: Iterable[TaskItem], lines: Sequence[Line]) -> tuple[TaskItem, ...]:
    """Apply what a notice says about all its tasks.

    Args:
        text: the stored text.
        items: its tasks, in printed order.
        lines: its lines.
    """
    return _first_leads(_shared(text, tuple(items), lines), lines)


def _first_leads(items: Iterable[TaskItem], lines: Iterable[Line]) -> tuple[TaskItem, ...]:
    """Make each first responsible unit the lead, where the notice says so and only there.

    列第一位的责任单位为牵头单位 in the cover; an item that names a lead of its own keeps it.
    """
    if not _FIRST_LEADS.search("".join(line.text for line in lines)):
        return tuple(items)
    return tuple(
        item
        if item.lead_units
        else replace(
            item, lead_units=item.responsible_units[:1], responsible_units=item.responsible_units[1:]
        )
        for item in items
    )


def _shared(text: str, items: tuple[TaskItem, ...], lines: Sequence[Line]) -> tuple[TaskItem, ...]:
    """Add the units that are named once for all the tasks below."""
    if not items:
        return items
    whole = fold(text, lines[0].span.start, lines[-1].span.end)
    for match in _ALL.finditer(whole.text):
        role = RESPONSIBLE if match["responsible"] else COOPERATING
        found = read_units(whole.between(*match.span("units")), role)
        units = tuple(
            replace(unit, name=unbroken(text[unit.span.start : unit.span.end]))
            for unit in (*found.responsible, *found.cooperating)
        )
        place = whole.origin[match.start()]
        items = tuple(_with(item, _ROLES[role], units) if item.span.start > place else item for item in items)
    return items


def _with(item: TaskItem, role: str, units: tuple[Unit, ...]) -> TaskItem:
    """Add units to a role of an item, those it names itself left out."""
    named = {unit.name for unit in (*item.lead_units, *item.responsible_units, *item.cooperating_units)}
    more = tuple(unit for unit in units if unit.name not in named)
    given: tuple[Unit, ...] = getattr(item, role)
    return replace(item, **{role: (*given, *more)})  # type: ignore[arg-type]  # one of two fields of units
