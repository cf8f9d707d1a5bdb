"""Names of units: what is printed, the canonical name its aliases share, and what a person may call it."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from corpus.fold import plain
from corpus.model import Unit
from corpus.regions import candidates

# 等县级部门, 等部门, 等: the set goes on, but the words are no part of a name.
_AND_OTHERS = re.compile(
    "[、,]?等(?:有关|相关)?(?:[省市县区]级|[省市县区]直)?(?:有关|相关)?(?:部门|单位|部门单位|部门和单位)?$"
)
_OPEN = re.compile(
    "^(?:各|有关|相关|其他|全[省市县区]各)|(?:有关|相关|各)(?:部门|单位|乡镇|镇|街道|科室|处室|机关|厅局)|"
    "[省市县区](?:直|级)(?:机关)?(?:各)?(?:部门|单位)|主办单位$|主管部门$|成员单位$"
)
# 市场监管局 does not begin with the level 市.
_LEVEL = re.compile("^(?:本级|[省市县区]级|(?:国家|全?[省市县区州盟旗镇乡])(?!场)(?=[一-龥]{2}))")
_TAIL = re.compile("(?:委员会|管理委员会|办公室|办公厅|分局|总局|局|厅|委|办|中心|部门|会)$")
_OFFICE = re.compile("(?:办公室|办公厅|府办|编办|委办)$")
_SUFFIX = (
    "(?:委员会|管委会|办公室|办公厅|办事处|领导小组|人民政府|政府|总队|支队|大队|公司|中心|法院|检察院|联合会|"
    "总工会|协会|局|厅|委|办|院|行|站|所|队|部门|单位)"
)
# Two names with nothing between, seen where a line was lost: 文化广播电视和旅游局县国有资产…,
# 区直有关单位各区属国企.
_FUSED = re.compile(
    f"(?<=[局厅委])(?=[省市县区](?:[一-龥]{{2,18}}?){_SUFFIX}(?:$|[省市县区]))|(?<=单位)(?=各[一-龥]{{2}})"
)


@dataclass(frozen=True, slots=True)
class Core:
    """What is left of a unit's name when region, level and kind are taken off.

    Attributes:
        level: 省, 市, 县, 区 … or "" where the name says none.
        stem: the canonical subject (发展和改革), or the whole rest where no alias is known.
        office: True for an office of a government or committee (县政府办公室), never the body itself.
    """

    level: str
    stem: str
    office: bool


@cache
def _stems() -> dict[str, str]:
    lines = resources.files("corpus").joinpath("data/unit_aliases.txt").read_text("utf-8").splitlines()
    rows = [line.split() for line in lines if line and not line.startswith("#")]
    return {alias: row[0] for row in rows for alias in row}


def without_others(name: str) -> str:
    """Take a trailing 等/等部门/等县级部门 off."""
    return _AND_OTHERS.sub("", name)


def is_open(name: str) -> bool:
    """Tell an open set (各乡镇, 县政府有关部门, 县直各单位) from the name of one unit."""
    return _OPEN.search(plain(name)) is not None


def split_fused(name: str) -> list[str]:
    """Part names printed with nothing between them: 县文化…旅游局县国有资产…局 gives two."""
    return [part for part in _FUSED.split(name) if part]


@lru_cache(maxsize=1 << 14)
def core(name: str) -> Core:
    """Take region, level and kind off a name.

    '县发改委' and '喀左县发展和改革局' -> ('县', '发展和改革', False); '县政府办' -> ('县', '政府', True).
    """
    level, text = _without_place(plain(name))
    match = _LEVEL.match(text)
    if match:
        level, text = match.group()[-1] if match.group() in "省市县区州盟旗" else level, text[match.end() :]
    text = text.replace("人民政府", "政府").replace("编委办", "编办").replace("委编办", "编办")
    office = _OFFICE.search(text) is not None
    stem = _TAIL.sub("", text) or text
    stem = _stems().get(stem, stem)
    # 县医保中心 is no 县医保局.
    return Core(level, text if text.endswith("中心") and stem not in _CENTRES else stem, office)


def _without_place(text: str) -> tuple[str, str]:
    """Part a leading region from a name.

    乐至生态环境局 -> ('', 生态环境局), 喀左县司法局 -> ('县', 司法局).
    """
    for length in range(min(10, len(text) - _MIN_STEM - 1), 1, -1):
        rest = text[length:]
        if candidates(text[:length]) and (length > _MIN_STEM or _TAIL.sub("", rest) in _stems()):
            return (text[length - 1] if text[length - 1] in "省市县区州" else ""), rest
    return "", text


_MIN_STEM = 2
# Bodies that are no 局: 县残联 is 县残疾人联合会, 市公积金中心 is 市住房公积金管理中心.
_ASSOCIATIONS = frozenset({"残疾人联合"})
_CENTRES = frozenset({"住房公积金管理", "医疗保险事业管理", "社会保险事业管理"})
_KINDS = ("局", "委", "厅", "办")


def canonical(name: str) -> str:
    """Return the full name that the aliases of a unit share; an unknown name is its own.

    '县发改委' -> '县发展和改革局'; '县卫健局' -> '县卫生健康局'; '各乡镇' -> '各乡镇'.
    """
    text = plain(name)
    if is_open(text):
        return text
    parts = core(text)
    if parts.stem not in _stems() or (parts.office and parts.stem != "机构编制"):
        return (
            f"{parts.level}人民政府办公室" if parts.office and parts.stem == "政府" and parts.level else text
        )
    if parts.office:
        return f"{parts.level}委机构编制委员会办公室"
    kind = (
        "会"
        if parts.stem in _ASSOCIATIONS
        else "中心"
        if text.endswith("中心")
        else "厅"
        if text.endswith("厅")
        else "委员会"
        if parts.level in ("省", "市") and text.endswith("委")
        else "局"
    )
    return f"{parts.level}{parts.stem}{kind}"


def matches(query: str, unit: Unit) -> bool:
    """Tell whether a unit as a person writes it means this one.

    '县发改委', '发改局', '喀左县发展和改革局' all mean 县发展和改革局; a level that is named must agree.
    """
    asked, name = plain(query), plain(unit.name)
    if not asked:
        return False
    if asked in (name, plain(unit.canonical)):
        return True
    left, right = core(asked), core(name)
    same = left.stem == right.stem or left.stem in _parts_of(right)
    if not same or left.office != right.office or len(left.stem) < _MIN_STEM:
        return False
    # 省教育厅、民政厅: the level printed on the first is carried in the canonical name of the second.
    level = right.level or core(plain(unit.canonical)).level
    return not (left.level and level and left.level != level)


def is_usual(name: str) -> bool:
    """Tell a name that units have in many places, whether or not the library knows it: 水务局, 县教体局."""
    return name.endswith(_KINDS) and core(name).stem in _stems()


def _parts_of(whole: Core) -> tuple[str, ...]:
    """Part the stem of a merged body: people go on saying 教育局 for 教育和体育局."""
    parts = tuple(part for part in whole.stem.split("和") if part)
    return parts if len(parts) > 1 and all(len(part) >= _MIN_STEM for part in parts) else ()


def spoken_names(unit: Unit) -> frozenset[str]:
    """Return the names (folded) a person may use for a unit, with and without its level.

    县卫生健康局 -> itself, 卫生健康局, 县卫健局, 卫健局, 县卫健委 …; an open set only by its own name.
    """
    name = plain(unit.name)
    if is_open(name):
        return frozenset({name})
    parts = core(name)
    stems = {alias for alias, stem in _stems().items() if stem == parts.stem}
    short = {stem + kind for stem in stems for kind in _KINDS if stem + kind not in _ORDINARY}
    if parts.office and parts.stem == "政府":
        short = {"政府办公室", "政府办", "人民政府办公室", "政府办公厅", "府办"}
    short |= {part + kind for part in _parts_of(parts) for kind in _KINDS[:1]}
    names = {name, plain(unit.canonical), *short}
    names |= {parts.level + other for other in short if parts.level}
    if parts.level and name.startswith(parts.level) and len(name) >= _MIN_STEM + 2:
        names.add(name[1:])
    return frozenset(names)


# 审批办, 应急办 … are things, not names of units.
_ORDINARY = frozenset({"编委", "审计办", "审批办", "商务办", "交通办", "司法办"})
