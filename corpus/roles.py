"""Who does what: unit clauses of a task, taken apart into lead, responsible and cooperating units."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from corpus.fold import Folded
from corpus.model import Unit
from corpus.units import canonical, core, is_open, split_fused, without_others

LEAD, RESPONSIBLE, COOPERATING, PERSON = "lead", "responsible", "cooperating", "person"
LIMIT = "limit"

_BODY = "(?:责任)?(?:单位|部门|科室|处室、单位|处室|主体|机构)"
# Longest first: 主要责任单位 leads, 责任单位 does not.
_LABELS = (
    # (牵头单位：A；完成时限：9月底前): the limit stands among the units.
    (LIMIT, "(?:完成|整改)?(?:时限|期限)(?:要求)?|(?:完成|整改)(?:时间|时)"),
    (PERSON, "(?:牵头|包保|分管|责任)(?:县|市|区)?领导|(?:第一)?责任人|联系人"),
    (LEAD, f"总?牵头{_BODY}|主要责任(?:单位|部门)|主责(?:单位|部门)|汇总单位|主办(?:单位|部门)|牵头"),
    (
        COOPERATING,
        f"配合{_BODY}|(?:参与|参加|协作)(?:单位|部门)|协办(?:单位|部门)?|配合(?!/责任)|协同(?:责任)?(?:单位|部门)|会办(?:处室|单位)",
    ),
    (
        RESPONSIBLE,
        # A column for both names those who answer for an item that nobody leads.
        f"其他责任(?:单位|部门)|责任\\(配合\\)单位|责任/配合(?:单位|部门)|配合/责任(?:单位|部门)|责任{_BODY}|责任(?:单位|部门|科室|处室|主体)|落实(?:单位|部门)|承办(?:单位|部门)|实施(?:单位|主体)",
    ),
)
_LABEL = re.compile("|".join(f"(?P<{role}>{pattern})" for role, pattern in _LABELS))
LABEL_COLON = re.compile(f"(?:{_LABEL.pattern}):")
# What follows a list of names and says their role: 县财政局牵头, 各镇负责落实.
_VERBS = (
    (LEAD, "(?:为|作为)?总?牵头(?:单位|部门)?(?:负责)?(?:抓总)?(?:落实|实施)?"),
    (COOPERATING, "(?:负责|做好|积极)?(?:配合|协助|协办|参与)(?:落实|实施|单位)?"),
    (
        RESPONSIBLE,
        "(?:等?按(?:照)?(?:各自)?职责(?:分工)?)?(?:分别|具体|共同)?(?:负责(?:落实|实施|办理)?|落实|承办)",
    ),
)
_VERB = re.compile("(?:" + "|".join(f"(?P<{role}>{pattern})" for role, pattern in _VERBS) + ")(?=[,;、。]|$)")
# (县司法局牵头,10月底前完成)
_LIMIT_AT_END = re.compile(
    "[,;](?P<limit>(?:20\\d{2}年|\\d|年|[一二三四五六七八九十第]|[上下]半|季度|个|月|工作|日|天|小时|底|末|到|于){1,12}(?:之?前|[底末内])"
    "(?:之?前)?(?:全部|基本)?(?:完成|落实|建成|办结|到位|实现)?"
    "|持续(?:推进|开展)?|长期(?:坚持|推进)?|常态化(?:推进|开展)?|全年)(?=[)\\]】]?[。.]?$)"
)
OPEN_BRACKETS, CLOSE_BRACKETS = "([【{", ")]】}"
_JOINED = re.compile("^(?:和|及|以及|与|由|会同)")
_UNIT_LIKE = re.compile(
    "(?:局|委|办|厅|部|署|院|行|社|会|站|中心|公司|集团|政府|部门|单位|办公室|办公厅|办事处|管委会|领导小组|街道|乡镇|镇|乡|街区|科|处|室|科室|处室|"
    "街办|大队|支队|总队|(?:派出|司法|财政|税务|供电|监管|管护|监测|研究)所|学校|医院|银行|园区|开发区|园|专班|机关|机构|联)$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """Units by role, each in printed order; `people` are leaders named beside them, not units."""

    lead: tuple[Unit, ...] = ()
    responsible: tuple[Unit, ...] = ()
    cooperating: tuple[Unit, ...] = ()

    @property
    def empty(self) -> bool:
        """True where no unit was read."""
        return not (self.lead or self.responsible or self.cooperating)


@dataclass(slots=True)
class _Found:
    units: dict[str, list[Unit]] = field(
        default_factory=lambda: {LEAD: [], RESPONSIBLE: [], COOPERATING: [], PERSON: []}
    )

    def done(self) -> Assignment:
        return Assignment(
            lead=_unique(self.units[LEAD]),
            responsible=_unique(self.units[RESPONSIBLE]),
            cooperating=_unique(self.units[COOPERATING]),
        )


def _unique(units: list[Unit]) -> tuple[Unit, ...]:
    return tuple({unit.name: unit for unit in reversed(units)}.values())[::-1]


def label_role(text: str) -> str | None:
    """Return the role that a label or column name states (牵头单位 -> lead), None where it is none."""
    match = _LABEL.fullmatch(text)
    return match.lastgroup if match else None


def read_units(clause: Folded, role: str = RESPONSIBLE) -> Assignment:
    """Read a clause such as '牵头单位:A、B;责任单位:C' or 'A牵头,B负责落实' or a bare list.

    Args:
        clause: the clause without its outer brackets.
        role: what names without label or verb are: the column's role in a table.
    """
    found = _Found()
    if limit := _LIMIT_AT_END.search(clause.text):
        clause = clause.between(0, limit.start())
    labels = list(LABEL_COLON.finditer(clause.text))
    head = labels[0].start() if labels else len(clause.text)
    _read_phrases(clause.between(0, head), role, found)
    for position, label in enumerate(labels):
        end = labels[position + 1].start() if position + 1 < len(labels) else len(clause.text)
        stated = next(name for name, text in label.groupdict().items() if text is not None)
        if stated not in (PERSON, LIMIT):
            _read_phrases(clause.between(label.end(), end), stated, found)
    return found.done()


def read_limit(clause: Folded) -> Folded | None:
    """Return the words behind 完成时限： in a unit clause, or a limit at its end; None where it has none."""
    labels = list(LABEL_COLON.finditer(clause.text))
    for position, label in enumerate(labels):
        if label.groupdict()[LIMIT] is not None:
            end = labels[position + 1].start() if position + 1 < len(labels) else len(clause.text)
            return clause.between(label.end(), end)
    limit = _LIMIT_AT_END.search(clause.text)
    return clause.between(*limit.span("limit")) if limit else None


def _read_phrases(clause: Folded, role: str, found: _Found) -> None:
    """Read 'A牵头,B、C负责落实': each verb gives its role to the names before it."""
    start = 0
    for verb in _VERB.finditer(clause.text):
        names = clause.between(start, verb.start())
        stated = next(name for name, text in verb.groupdict().items() if text is not None)
        _add_names(names, stated, found)
        start = verb.end()
    _add_names(clause.between(start, len(clause.text)), role, found)


def _add_names(names: Folded, role: str, found: _Found) -> None:
    together = names.text.find("会同")
    if together > 0:
        # X会同Y: X leads, Y helps.
        _add_plain(names.between(0, together), LEAD, found)
        _add_plain(names.between(together + 2, len(names.text)), COOPERATING, found)
    else:
        _add_plain(names, role, found)


def _add_plain(names: Folded, role: str, found: _Found) -> None:
    level = ""
    for start, end in _at_gaps(names):
        name = without_others(names.text[start:end])
        offset = start
        for part in split_fused(name):
            place = names.text.index(part, offset)
            bare, own = _noted(part, role)
            found.units[own].append(_unit(bare, names, place, level))
            level = core(part).level or level
            offset = place + len(part)


# 县财政局(牵头)、县民政局: the role stands behind the name.
_NOTES = (
    (LEAD, re.compile("\\((?:负责)?(?:总?牵头|主办)(?:单位|部门)?\\)$")),
    (COOPERATING, re.compile("\\((?:负责)?(?:配合|协办|协助)(?:单位|部门)?\\)$")),
)


def _noted(name: str, role: str) -> tuple[str, str]:
    """Part a name from the role printed in brackets behind it: (name, role)."""
    for stated, note in _NOTES:
        if match := note.search(name):
            return name[: match.start()], stated
    return name, role


def _unit(name: str, names: Folded, place: int, level: str) -> Unit:
    """Make a unit; a level that only the first of a list shows (省教育厅、民政厅) is carried on."""
    return Unit(
        name=name,
        canonical=canonical(level + name if _lacks_level(name, level) else name),
        span=names.span(place, place + len(name)),
        open=is_open(name),
    )


def _lacks_level(name: str, level: str) -> bool:
    """Tell 民政厅 from 青禾市民政局, from an open set, and from a body that has no level."""
    if not level or core(name).level or is_open(name) or name[-1] not in "局厅委":
        return False
    return core(level + name).stem == core(name).stem


def _parts(text: str) -> Iterator[tuple[int, int]]:
    """Cut at separators outside brackets: 各县(市、区)政府、县财政局 gives two."""
    depth, start = 0, 0
    for place, letter in enumerate(text + "、"):
        depth += (letter in OPEN_BRACKETS) - (letter in CLOSE_BRACKETS)
        if letter in "、,;。|" and depth <= 0:
            piece = text[start:place]
            skip = len(piece) - len(_JOINED.sub("", piece)) if _JOINED.match(piece) else 0
            if len(piece) > skip:
                yield start + skip, place
            start = place + 1


# A name that ends so, white space, and another name behind it: 县财政局 县教育局. A break inside a name
# (县政府 办公室, 县公安局 交警大队) looks the same to the eye, so what follows must end so as well.
_WHOLE = ("局", "厅", "镇", "街道", "单位", "部门", "中心", "公司", "联")
_FOLLOWS = re.compile("[一-龥()]{2,20}?(?:(?<!分)局|厅|镇|街道|单位|部门|中心|公司|联|政府|委|办)")


def _at_gaps(names: Folded) -> Iterator[tuple[int, int]]:
    """Cut at separators, and at white space between two whole names."""
    for start, end in _parts(names.text):
        begin = start
        for place in range(start + 1, end):
            gap = names.origin[place] > names.origin[place - 1] + 1
            if gap and names.text.endswith(_WHOLE, begin, place) and _FOLLOWS.match(names.text, place, end):
                yield begin, place
                begin = place
        yield begin, end


def names_a_lead(text: str) -> bool:
    """Tell 县财政局牵头,各乡镇配合 from a list of names without roles, and from any other words."""
    return unit_like(text) and any(verb.lastgroup == LEAD for verb in _VERB.finditer(text))


def states_a_role(text: str) -> bool:
    """Tell names of units with what they do (县财政局负责落实) from bare names."""
    return unit_like(text) and (_VERB.search(text) is not None or "会同" in text.strip("会同"))


def unit_like(text: str) -> bool:
    """Tell whether a folded text is nothing but names of units, with or without verbs or a limit behind."""
    text = _LIMIT_AT_END.sub("", text)
    parts = [without_others(_VERB.sub("", text[start:end])) for start, end in _parts(text)]
    parts = [part for part in parts if part]
    return bool(parts) and all(len(part) <= 24 and _UNIT_LIKE.search(part) is not None for part in parts)
