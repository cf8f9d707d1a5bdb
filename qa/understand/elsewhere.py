"""Places that a follow-up names only as others than the one spoken of (别的县呢), or as that one (那边)."""

import re

from corpus.fold import plain
from corpus.model import Notice, Region
from corpus.regions import level
from qa.letters import letter_pairs
from qa.library import Library
from qa.understand.places import Places, full_name
from qa.understand.turn import Turn
from qa.understand.understood import Note

# 别的县呢, 其他地方每亩多少, 外地呢; 其他地区户籍的 and 外地能用吗 are asked of the place spoken of.
_OTHERS = re.compile(
    "^(?:那么?|换成?|再看看?|问问|[, ])*"
    "(?P<words>(?:(?:别|其他|其它|其余|另外)的?|邻|外)(?:几个)?(?P<kind>地方|地区|[省市县区旗])|外地|别处)"
    "的?(?=呢|[,?。]|$|是|有|都|怎|咋|多少|几|谁|哪|什么|啥)"
)
# After 本地户口能领吗 those from elsewhere are meant, not another place's rules.
_OF_RESIDENTS = re.compile("本地|户籍|户口|当地人|本[省市县区]人")
_THERE = re.compile("^(?:那么?,|[, ])*(?:他们|人家)?(?:那边|那儿|那里(?!面|头)|当地)的?(?=[一-龥]{2})")
# 省里那份是几号文, 我还差市里的: of the place above; 村里, 县里头都 and 市里面的房子 are said of the matter.
_ABOVE = re.compile(
    "(?:^|(?<=[,。;? 要差问查看那年]))(?P<words>(?P<level>[省市县])(?:里|上)(?:头|边)?)"
    "的?(?=(?:那|这)[份个边]|文(?=件|号)|要点|办法|规定|标准(?!化)|通知(?!公告)|方案|又|呢|也|是(?:怎|啥|什|几|多|哪)|怎么|20\\d\\d|去年|前年|今年)"
)
_ENDINGS = {1: ("省", "自治区"), 2: ("市", "州", "盟", "地区")}
_LEVELS = {"省": 1, "市": 2, "县": 3, "区": 3, "旗": 3}
# So much of what a title is about, 0 to 1, two notices on one matter share.
_ALIKE = 0.5
_MOST = 6
_FORMAL = re.compile("\\d+年?|印发|转发|做好|开展|进一步|有关|工作|实施|通知|办法|方案|意见|规定|的")


def read_elsewhere(text: str, turn: Turn, library: Library) -> Places | None:
    """Read what a follow-up says of places without a name; None where it says nothing so.

    Args:
        text: folded.
        turn: the turn before: 别的县 is any but its place, as far as its matter is regulated there.
        library: where the notices of other places are looked up.

    Returns:
        The places that have a notice on the matter spoken of, those most alike first; `foreign` where none
        has. For 那边 no place: it is the one spoken of.
    """
    there = _THERE.match(text)
    if there is not None:
        return Places(known=(), foreign=(), rest=" " + text[there.end() :])
    others = _OTHERS.match(text)
    spoken = library.notices.get(turn.notice or "")
    above = _ABOVE.search(text)
    if others is None and above is not None and spoken is not None and spoken.region is not None:
        return _above(text, above, turn, spoken.region, library)
    if others is None or spoken is None or _OF_RESIDENTS.search(turn.question):
        return None
    words, rest = others["words"], " " + text[others.end() :]
    known = _on_the_matter(spoken, _LEVELS.get(others["kind"] or ""), turn, library)
    if not known:
        note = Note("region", words, f"{words}（库里没有其他地方的同类通知）")
        return Places(known=(), foreign=(f"{words}同类事项",), rest=rest, notes=(note,))
    meant = "、".join(full_name(region) for region in known)
    return Places(known=known, foreign=(), rest=rest, notes=(Note("region", words, meant),))


def _above(text: str, match: re.Match[str], turn: Turn, spoken: Region, library: Library) -> Places | None:
    """The place of that level over the one spoken of, or that one itself: 市里 after 砚溪县 is its city.

    Where no table tells what lies over it, it is one that was spoken of before, or the only one of its level.
    """
    wanted = _LEVELS[match["level"]]
    if wanted > level(spoken):
        return None
    same = wanted == level(spoken)
    over = (each for each in spoken.parents if each.endswith(_ENDINGS[wanted]))
    name = spoken.name if same else next(over, "")
    words, rest = match["words"], text[: match.start()] + " " + text[match.end() :]
    known = (
        library.regions.get(name, ()) if name else _before(wanted, turn, library) or _only(wanted, library)
    )
    name = name or words
    meant = "、".join(map(full_name, known)) or f"{name}（库里没有这个地方的通知）"
    note = Note("region", words, meant)
    return Places(known=known, foreign=() if known else (name,), rest=rest, notes=(note,))


def _before(wanted: int, turn: Turn, library: Library) -> tuple[Region, ...]:
    """The place of a level that was spoken of last."""
    named = (name for each in (turn, *turn.earlier) for name in each.regions)
    found = (region for name in named for region in library.regions.get(name, ()) if level(region) == wanted)
    return tuple(region for region in (next(found, None),) if region)


def _only(wanted: int, library: Library) -> tuple[Region, ...]:
    """The one place of a level that the library has, where no table tells what lies over a place."""
    found = {each for regions in library.regions.values() for each in regions if level(each) == wanted}
    return tuple(found) if len(found) == 1 else ()


def _on_the_matter(spoken: Notice, wanted: int | None, turn: Turn, library: Library) -> tuple[Region, ...]:
    """Regions beside those spoken of whose notices are named like one notice, the likest first."""
    pairs = letter_pairs(_matter(spoken))
    found: dict[Region, float] = {}
    for notice in library.catalogue.every:
        region = notice.region
        if region is None or region == spoken.region or region.name in turn.regions:
            continue
        if wanted in (None, level(region)):
            own = letter_pairs(_matter(notice))
            share = len(pairs & own) / max(1, min(len(pairs), len(own)))
            found[region] = max(share, found.get(region, 0.0))
    alike = sorted((region for region in found if found[region] >= _ALIKE), key=lambda each: -found[each])
    return tuple(alike[:_MOST])


def _matter(notice: Notice) -> str:
    """What a title is about, without issuer, place, year and formal words."""
    title = plain(notice.title).rpartition("关于")[2]
    for name in (notice.region.name, notice.region.short) if notice.region else ():
        title = title.replace(name, " ")
    return _FORMAL.sub(" ", title)
