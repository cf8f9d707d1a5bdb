"""Units that a question names, and in which role it asks for their tasks."""

import re
from dataclasses import dataclass

from qa.library import Library
from qa.understand.given import Given
from qa.understand.understood import Note

_LEADING = re.compile("牵头|打头|领头|挑头|带头(?!人|作用)")
_COOPERATING = re.compile("配合|协助|协办|搭手|帮手")
_LONGEST_UNIT, _SHORTEST_UNIT = 20, 2
# 他们, 该局: the units of the turn before.
_THEY = re.compile(
    "他们|它们|他家|该(?:局|单位|部门|科室|中心|委)|[这那]个(?:局|单位|部门)|[这那]家(?:单位|部门)?"
)
_ROLES = {"lead": "牵头单位", "responsible": "责任单位", "cooperating": "配合单位"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Units:
    """Units named.

    Attributes:
        names: as a person says them. rest: the text without them. notes: how they were read.
        apart: True where each of them is meant for itself (他们: those that an answer named).
    """

    names: tuple[str, ...]
    rest: str
    notes: tuple[Note, ...] = ()
    apart: bool = False


def read_units(text: str, given: Given) -> Units:
    """Read the units that a folded text names, the longest name at each place, or who 他们 are."""
    named, rest = _named(text, given.library)
    if "unit" in given.ignore:
        return Units(names=(), rest=rest)
    if named:
        meant = given.library.unit_names
        return Units(names=named, rest=rest, notes=tuple(Note("unit", name, meant[name]) for name in named))
    return _spoken_of(rest, given) or Units(names=(), rest=rest)


def _named(text: str, library: Library) -> tuple[tuple[str, ...], str]:
    found, rest, place = [], "", 0
    while place < len(text):
        name = _unit_at(text, place, library)
        if name is None:
            rest += text[place]
            place += 1
        else:
            found.append(name)
            rest += " "
            place += len(name)
    return tuple(dict.fromkeys(found)), rest


def _spoken_of(rest: str, given: Given) -> Units | None:
    if given.after is None:
        return None
    they, meant = _THEY.search(rest), given.after.units or given.after.answered
    if they is None or not meant:
        return None
    note = Note("unit", they.group(), "、".join(meant), carried=True)
    return Units(
        names=meant,
        rest=_THEY.sub(" ", rest),
        notes=(note,),
        apart=given.after.units_apart or not given.after.units,
    )


def _unit_at(text: str, place: int, library: Library) -> str | None:
    for length in range(min(_LONGEST_UNIT, len(text) - place), _SHORTEST_UNIT - 1, -1):
        if text[place : place + length] in library.unit_names:
            return text[place : place + length]
    return None


def read_role(text: str) -> str | None:
    """Tell in which role units are asked for (lead, responsible, cooperating); None where none is said."""
    if _LEADING.search(text):
        return "lead"
    if _COOPERATING.search(text):
        return "cooperating"
    printed = re.search("责任(?:单位|部门|科室)", text)
    return "responsible" if printed or ("负责" in text and "责任" in text) else None


def role_note(role: str) -> Note:
    """Say in which role tasks are looked for."""
    return Note("role", "", f"按{_ROLES[role]}找任务")
