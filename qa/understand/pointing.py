"""What a follow-up points at: 上面第二条, 下一项, 刚才那个热线."""

import re
from collections.abc import Set
from dataclasses import dataclass, replace

from corpus.fold import Folded, plain
from corpus.numerals import to_int
from corpus.parse.outline import heading
from qa.letters import letter_pairs
from qa.library import Entry, Library
from qa.understand.asking import without_asking
from qa.understand.kinds import Kind
from qa.understand.turn import Turn
from qa.understand.understood import Note
from qa.understand.words import Words

_N = "\\d{1,2}|[一二三四五六七八九十]{1,3}"
_SHOWN = (
    "(?:上面|上述|以上|前面|刚才|这里面|这些|其中|里面|列)(?:的|说|列|讲|提|那|这|里|几|些|出|来|过|到|你)*"
)
# 上面第二条, 你列的第3个, 其中最后一项; 第二条 alone is an article's number.
_IN_ANSWER = re.compile(
    f"(?:你|你们)?{_SHOWN}(?:第(?P<n>{_N})(?:条|项|个|件|点)|(?P<last>最后一?(?:条|项|个|件))|头一(?:条|项|个|件))"
)
# After a list 第二个 and 最后一个 count in it.
_IN_LIST = re.compile(f"第(?P<n>{_N})[个件](?!月|季|年|工作日)|(?P<last>最后一[条项个件])|头一[条项个件]")
_BESIDE = re.compile("(?<!最)(?P<way>[下后上前])面?一[条项](?!线)")
_SAID = "(?:说|问|提|讲|聊|谈|查)"
_EARLIER = re.compile(
    f"(?:还是)?(?:我|你)?(?:(?:刚才|刚刚|方才)(?:我|你)?{_SAID}?(?:到|过|起|了)?的?"
    f"|(?:前面|之前|先前|开头|一开始)(?:我|你)?{_SAID}(?:(?:到|过|起|了)的?|的)|[再又]?(?:回到|说回))[那这]?个?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointed:
    """What a follow-up goes on from.

    Attributes:
        words: of the question, without those that point.
        turn: the turn meant, or the turn before as if it had been answered by the passage pointed at.
        exact: True where one passage is pointed at.
    """

    words: Words
    turn: Turn
    exact: bool = False


def point(words: Words, turn: Turn, library: Library, ignore: Set[str]) -> Pointed:
    """Find what a follow-up points at; the turn before where it points at nothing.

    Args:
        words: of the question.
        turn: the turn before.
        library: where passages are looked up.
        ignore: names of readings that are left out.
    """
    if "item" not in ignore:
        found = _in_answer(words, turn, library) or _beside(words, turn, library)
        if found is not None:
            return found
    found = None if "notice" in ignore else _earlier(words, turn)
    return found or Pointed(words=words, turn=turn)


def _in_answer(words: Words, turn: Turn, library: Library) -> Pointed | None:
    """The nth of the nearest list before; of the last answer's passages where none was given."""
    lists = [each for each in (turn, *turn.earlier) if each.kind is Kind.LIST and len(each.cited) > 1]
    match = _IN_ANSWER.search(words.folded.text)
    if match is None and lists:
        match = _IN_LIST.search(words.folded.text)
    if match is None:
        return None
    cited = lists[0].cited if lists else turn.cited
    place = len(cited) if match["last"] else to_int(match["n"]) if match["n"] else 1
    if not place or not 0 < place <= len(cited):
        return None
    return _at(cited[place - 1], match, words, turn, library)


def _beside(words: Words, turn: Turn, library: Library) -> Pointed | None:
    """下一项 is the one printed behind the item spoken of."""
    match, spoken_of = _BESIDE.search(words.folded.text), library.entries.get(turn.passage or "")
    if match is None or spoken_of is None:
        return None
    row = [id for id, entry in library.entries.items() if _alike(entry, spoken_of)]
    place = row.index(turn.passage or "") + (1 if match["way"] in "下后" else -1)
    return _at(row[place], match, words, turn, library) if 0 <= place < len(row) else None


def _alike(entry: Entry, other: Entry) -> bool:
    """Tell whether two pieces of a notice are counted in one row: its items, or its articles."""
    if entry.notice.id != other.notice.id:
        return False
    if entry.item is not None or other.item is not None:
        return entry.item is not None and other.item is not None
    one, two = entry.passage.number or "", other.passage.number or ""
    return bool(one and two) and one[0] == two[0]


def _at(id: str, match: re.Match[str], words: Words, turn: Turn, library: Library) -> Pointed | None:
    entry = library.entries.get(id)
    if entry is None:
        return None
    name = plain(heading(entry.item.text if entry.item else entry.quote))
    meant = replace(
        turn, passage=id, notice=entry.notice.id, topic=name, theme=name, asked=name, kind=Kind.WHAT,
        fact=None, role=None, units=(), limits=(),
    )  # fmt: skip
    note = Note("item", match.group(), f"指：{name}")
    return Pointed(words=_without(words, match, note), turn=meant, exact=True)


def _earlier(words: Words, turn: Turn) -> Pointed | None:
    """刚才那个热线: of the turns before the one that shares most with it, the nearest of equals."""
    match = _EARLIER.search(words.folded.text)
    if match is None:
        return None
    rest = words.folded.text[: match.start()] + " " + words.folded.text[match.end() :]
    pairs = letter_pairs(without_asking(rest))
    meant = max((turn, *turn.earlier), key=lambda each: len(pairs & _spoken(each)))
    note = Note("notice", match.group(), f"接着“{meant.question}”问")
    return Pointed(words=_without(words, match, note), turn=meant)


def _spoken(turn: Turn) -> frozenset[str]:
    return letter_pairs(f"{turn.theme} {turn.topic} {turn.asked}")


def _without(words: Words, match: re.Match[str], note: Note) -> Words:
    start, end = match.span()
    text, origin = words.folded.text, words.folded.origin
    rest = Folded(text[:start] + text[end:], (*origin[:start], *origin[end:]))
    return replace(words, folded=rest, notes=(*words.notes, note))
