"""Telephone numbers of units and addresses of theirs, as notices print them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.model import Fact, Notice, Span, Unit
from corpus.units import canonical, matches

MOST = 3
# Numbers of offices: with or without a dialling code, or a short hotline. Those of persons' own are left out.
_NUMBER = re.compile(
    r"(?<![\d-])(?:0\d{2,3}[-－—]?)?[2-9]\d{6,7}(?![\d-])|(?<![\d-])(?:12\d{3}|9\d{4})(?![\d-])"
)
# 县教体局咨询电话： -> 县教体局
_NAMED = re.compile(
    r"([一-龥]{2,20}?)(?:政策|业务|办公室?)?(?:联系|咨询|监督|举报|服务|投诉|值班|受理)*(?:电话|热线)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Telephone:
    """A number.

    Attributes:
        notice: that prints it. span: where.
    """

    number: str
    notice: Notice
    span: Span


def telephones(unit: str, notices: Iterable[Notice], region: str | None = None) -> tuple[Telephone, ...]:
    """Find the numbers of a unit, from the newest notice on, at most `MOST`.

    A number counts as a unit's where it is printed with the unit's name, or with no name in a notice that
    the unit issued alone.

    Args:
        unit: as it is printed or as people write it.
        notices: where to look.
        region: official name of the region that the unit is of; other regions have units of the same name.
    """
    near = [
        notice for notice in notices if region is None or (notice.region and notice.region.name == region)
    ]
    near.sort(key=lambda notice: str(notice.issued_on or notice.dated_on or ""), reverse=True)
    found: dict[str, Telephone] = {}
    for notice in near:
        for telephone in _printed(unit, notice):
            found.setdefault(telephone.number, telephone)
    return tuple(found.values())[:MOST]


# Of a line with telephones each: 0571-8765 4321, 13800138000, 400-820-8820.
_ANY_NUMBER = re.compile(
    r"(?<![\d-])(?:(0\d{2,3})[)） －—-]?)?([1-9]\d{2,3}[ -]?\d{4}|1\d{10}|[48]00-?\d{3}-?\d{4})(?![\d-])"
)
_MAIL = re.compile(r"[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")


def printed(notices: Iterable[Notice]) -> frozenset[str]:
    """Give all numbers (with and without dialling code) and mail addresses that notices print for asking.

    Returns:
        Digits alone (057187654321, 87654321), addresses in small letters.
    """
    found: set[str] = set()
    for notice in notices:
        for name, fact in notice.facts:
            if name == "phone":
                for match in _ANY_NUMBER.finditer(fact.value):
                    number = re.sub(r"\D", "", match[2])
                    found |= {number, f"{match[1] or ''}{number}"}
            elif name in _WITH_MAIL:
                found |= {address.lower() for address in _MAIL.findall(fact.value)}
    return frozenset(found)


_WITH_MAIL = ("email", "phone")


def _printed(unit: str, notice: Notice) -> Iterator[Telephone]:
    for name, fact in notice.facts:
        if name == "phone" and _is_of(unit, fact, notice):
            for match in _NUMBER.finditer(fact.value):
                yield Telephone(number=match.group(), notice=notice, span=fact.span)


def _is_of(unit: str, fact: Fact, notice: Notice) -> bool:
    named = _NAMED.match(fact.value)
    if named and named[1] not in _NOBODY:
        return _means(unit, named[1], notice)
    bodies = notice.issuing_bodies
    return len(bodies) == 1 and _means(unit, bodies[0], notice)


# What a line begins with that names no unit: 联系电话, 咨询电话.
_NOBODY = frozenset({"联系", "咨询", "监督", "举报", "服务", "投诉", "值班", "受理", "政策", "业务", "办公"})


def _means(unit: str, name: str, notice: Notice) -> bool:
    # 青石县民政局 is 县民政局 in a notice of 青石县, whether or not any table knows the county.
    place = notice.region.name if notice.region else ""
    own = place[-1] + name.removeprefix(place) if place and name.startswith(place) else name
    return any(
        matches(unit, Unit(name=each, canonical=canonical(each), span=notice.span)) for each in (name, own)
    )
