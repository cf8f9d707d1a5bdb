"""Which notices a question is about: by place, year and document number."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from corpus.dates import day_of_issue
from corpus.disclosure import is_public
from corpus.fold import plain
from corpus.model import Notice
from qa.letters import letter_pairs, shared_pairs
from qa.library import Library
from qa.matter import asked_about, is_of_former
from qa.understand import Kind, Reading
from qa.understand.asking import without_asking
from qa.understand.editions import ENDED

# A title in 《》, or a shortened one in brackets behind the question.
_QUOTED = re.compile("[《(](.{4,40}?)[》)]")
# So many of its letter pairs a shortened title must share with the printed one.
_NAMED = 0.9
_FULL_NUMBER = re.compile(r"[一-龥]{2}\[\d{4}\]第?\d+号")


class Basis(StrEnum):
    """What a scope was found by."""

    NUMBER = "number"
    TITLE = "title"
    PLACE = "place"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """The notices in question.

    Attributes:
        notices: all that fit, in the library's order.
        years_missing: True where none of the place's notices is of the year asked for; `notices` then holds
            those of other years.
        parents: notices of the regions above the one asked for, which bind it too.
        elsewhere: True where the place asked for is one that no notice is of or speaks of.
        basis: what the notices were found by; by place and year where neither number nor title is known.
    """

    notices: tuple[Notice, ...]
    years_missing: bool = False
    parents: tuple[Notice, ...] = ()
    elsewhere: bool = False
    basis: Basis = Basis.PLACE

    @property
    def ids(self) -> frozenset[str]:
        """Ids of the notices."""
        return frozenset(notice.id for notice in self.notices)


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of several regions or years that a question names.

    Attributes:
        name: 砚溪, 2023年.
        reading: the question as asked of it alone.
        notices: its own.
    """

    name: str
    reading: Reading
    notices: tuple[Notice, ...]


def find_scope(reading: Reading, library: Library) -> Scope:
    """Find the notices a question is about; those not open to the public never are."""
    spoken_of = library.notices.get(reading.notice or "")
    if spoken_of is not None and is_public(spoken_of):
        return Scope(notices=(spoken_of,))
    numbered = library.catalogue.numbered(reading.number) if reading.number else ()
    if numbered:
        return Scope(notices=numbered, basis=Basis.NUMBER)
    if reading.kind in (Kind.META, Kind.STATUS) and _FULL_NUMBER.search(reading.number or ""):
        # Another notice of that place and year is not the one that is asked about.
        return Scope(notices=(), basis=Basis.NUMBER)
    titled = _titled(reading, library)
    if titled:
        return Scope(notices=titled, basis=Basis.TITLE)
    placed = _placed(reading, library)
    if reading.now:
        return replace(placed, notices=_counting(placed.notices), parents=_counting(placed.parents))
    inside = _inside(reading, placed.notices, library) or _former(reading, placed.notices)
    return Scope(notices=inside, basis=Basis.TITLE) if inside else placed


# 旧的公积金提取办法, 公积金老办法; 老年人优待办法 and 旧城改造办法 are of today.
_FORMER_RULES = re.compile(
    "(?:(?<![养助])老(?![年人旧龄城区化师字小乡干工])|(?<![老破危])旧(?![城改小区房车貌址货物衣家电设]))的?[一-龥]{0,8}(?:办法|规定|规矩)"
)
_FORMAL = letter_pairs("办法 规定 政策 文件 通知 的办 旧的 老办 旧办")
_SHARED = 2


def _former(reading: Reading, notices: tuple[Notice, ...]) -> tuple[Notice, ...]:
    """Notices that have ended and are named by their matter (旧的公积金提取办法), where no year is named."""
    if reading.years or not _FORMER_RULES.search(reading.folded):
        return ()
    pairs = letter_pairs(reading.topic) - _FORMAL
    ended = (each for each in notices if each.validity in ENDED)
    return tuple(each for each in ended if shared_pairs(pairs, plain(each.title)) >= _SHARED)


def _counting(notices: tuple[Notice, ...]) -> tuple[Notice, ...]:
    return tuple(each for each in notices if each.validity not in ENDED and not only_ends(each))


def _placed(reading: Reading, library: Library) -> Scope:
    catalogue = library.catalogue
    anywhere = not (reading.regions or reading.foreign)
    # A notice whose issuer could not be read may be of any place; what it speaks of counts in ranking.
    placed = catalogue.every if anywhere else catalogue.of_places(reading.regions)
    if not placed:
        return Scope(notices=(), elsewhere=bool(reading.foreign))
    parents = catalogue.named({parent for region in reading.regions for parent in region.parents})
    if not reading.years:
        return Scope(notices=placed, parents=parents)
    dated = _of_years(placed, reading)
    if not dated:
        return Scope(notices=placed, years_missing=True)
    return Scope(notices=dated, parents=_of_years(parents, reading))


def _of_years(notices: tuple[Notice, ...], reading: Reading) -> tuple[Notice, ...]:
    return tuple(notice for notice in notices if notice.year in reading.years)


def _titled(reading: Reading, library: Library) -> tuple[Notice, ...]:
    """Notices named by their title, in 《》 or in brackets behind the question."""
    names = [match.group(1) for match in _QUOTED.finditer(reading.folded)]
    carrying = dict.fromkeys(notice for name in names for notice in library.catalogue.titled(name, _NAMED))
    return tuple(notice for notice in carrying if not reading.regions or notice.region in reading.regions)


# 热线工单规定里 names a notice by its matter; so much of it its title must hold.
_INSIDE = re.compile(
    "(?P<name>[一-龥]{2,16}(?:规定|办法|方案|要点|意见|通知|分工表?|分解表|清单|细则))(?:里面?|中)(?![心国央小])"
)
_OF_TITLE = 0.6


def _inside(reading: Reading, notices: tuple[Notice, ...], library: Library) -> tuple[Notice, ...]:
    """Notices that a question for tasks names by their matter; none where several places' do."""
    match = _INSIDE.search(reading.asked) if reading.kind is Kind.LIST else None
    if match is None:
        return ()
    shared = library.catalogue.shared(match["name"])
    most = max((shared.get(notice.id, 0) for notice in notices), default=0)
    if most < _OF_TITLE * len(letter_pairs(match["name"])):
        return ()
    return tuple(notice for notice in notices if shared.get(notice.id, 0) == most)


def sides_of(reading: Reading, scope: Scope) -> tuple[Side, ...]:
    """Part a scope by region, or by year, where the question names several; nothing where it names one."""
    if len(reading.regions) > 1:
        return tuple(
            Side(
                name=region.short,
                reading=replace(reading, regions=(region,)),
                notices=tuple(notice for notice in scope.notices if notice.region == region),
            )
            for region in reading.regions
        )
    if len(reading.years) > 1 and not scope.years_missing:
        return tuple(
            Side(
                name=f"{year}年",
                reading=replace(reading, years=(year,)),
                notices=tuple(notice for notice in scope.notices if notice.year == year),
            )
            for year in reading.years
        )
    return ()


def choose_notice(reading: Reading, scope: Scope, library: Library) -> Notice | None:
    """Choose the one notice that a question about a notice itself means; None where several fit as well.

    A cover gives way to what it forwards; a title that shares more with the question wins; of equals the one
    in force, then the newest.
    """
    notices = [notice for notice in scope.notices if notice.forwards is None] or list(scope.notices)
    if reading.kind is Kind.META and _FORWARDS in reading.folded:
        # 转发的那份措施的文号 is asked of the cover.
        notices = [notice for notice in scope.notices if _is_forwarder(notice)] or notices
    if not notices:
        return None
    shared = library.catalogue.shared(reading.folded)
    best = max(shared.get(notice.id, 0) for notice in notices)
    top = [notice for notice in notices if shared.get(notice.id, 0) == best]
    # Of equals a notice that only ends another is not the one that carries the name.
    top = [notice for notice in top if not only_ends(notice)] or top
    if len({notice.region for notice in top}) > 1 and not reading.regions:
        return None
    if is_of_former(reading):
        top = [notice for notice in top if notice.validity in ENDED] or top
    return max(top, key=_standing)


_FORWARDS = "转发"


def _is_forwarder(notice: Notice) -> bool:
    return notice.forwards is not None or _FORWARDS in notice.title


# A status is asked of the notice whose title holds so many of the letters of what is asked about.
_MEANT, _FEWEST = 0.6, 4
# 手上这份要点是区里转发的吗 names no notice by these words.
_HOW_IT_CAME = re.compile("手[上头里]|[省市县区镇]里|上[级头面]|转发(?:来)?的?|发下来的?|是")
# No notice is called so but a law; a county's rules on the same matter are another thing.
_LAW = "条例"


def asks_about(reading: Reading, notice: Notice) -> bool:
    """Tell whether a question of a status names this notice, or none: X条例还有效吗 is not asked of another.

    What is asked about may be a notice that the library only cites.
    """
    if reading.number is not None or reading.notice is not None:
        return True
    title = plain(notice.title)
    letters = re.findall("[一-龥]", without_asking(_HOW_IT_CAME.sub("", asked_about(reading))))
    if _LAW in reading.topic and _LAW not in title:
        return False
    held = sum(each in title for each in letters)
    return (len(letters) < _FEWEST and (len(letters) < 2 or held > 0)) or held >= _MEANT * len(letters)


def only_ends(notice: Notice) -> bool:
    """Tell a notice whose matter is the end of others (关于废止…的通知)."""
    names = {key for key, _ in notice.facts}
    return "repeals" in names or ("repeals_part" in names and "废止" in notice.title)


def _standing(notice: Notice) -> tuple[bool, str, str]:
    day = day_of_issue(notice.dated_on, notice.issued_on)
    return notice.validity not in ENDED, day.isoformat() if day else "", notice.id
