"""Which notices count no more, or still count (哪些文件废止了): each with the words that say so."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property

from corpus.fold import plain, unbroken
from corpus.model import Fact, Notice, Validity
from qa.answer import Citation, Fields
from qa.cite import cite_fact
from qa.compose.draft import Draft
from qa.compose.fate import told_around
from qa.compose.status import standing_on, status_answer
from qa.letters import letter_pairs, shared_pairs
from qa.library import Library
from qa.understand import Reading
from qa.understand.editions import ENDED

_Row = Callable[[], tuple[str, Citation]]
_PAPER = "(?:文件|通知|办法|规定|政策|方案|细则|意见|规范性文件)"
_OVER = "(?:废止|废除|作废|失效|过期|到期|取消|不算数|不管用|没用)"
_HOLDS = "(?:现行有效|继续有效|有效|在用|管用|算数|在执行)"
_BETWEEN = "(?:已经?|都|被|给|是|还|仍|现在|目前|如今|的)*"
_WHICH = "(?:哪[些几]|什么|啥)[份个项]?"
_LIST = "(?:都?有哪[些几][份个]?|是哪[些几][份个]?|有什么|有啥|有多少[份个]?)"


def _asked(word: str) -> re.Pattern[str]:
    return re.compile(
        f"{_WHICH}{_PAPER}{_BETWEEN}{word}[了的吗呢]*|{_PAPER}里?{_WHICH}{_BETWEEN}{word}[了的吗呢]*"
        f"|{_BETWEEN}{word}[了的]*{_PAPER}{_LIST}"
    )


_ENDED_ONES, _COUNTING_ONES = _asked(_OVER), _asked(_HOLDS)
_AS_USUAL = "这是正式文件；"
_ENDS = ("repeals", "supersedes")
_FILLER = re.compile(
    "关于|方面|有关|相关|[你我咱]们?|[这那库]里|[县市区省]?里?头?|请问|帮忙?|[查问]一?下|\\d+年"
    "|[的了有,?!。 ]"
)
_OF_MATTER = 0.5
MOST = 30
"""So many are listed; of more it is said how many they are."""


def asks_which_stand(reading: Reading) -> bool:
    """Tell whether it is asked which notices have ended or still count, of all and not of one spoken of."""
    return not reading.notice and bool(
        _ENDED_ONES.search(reading.folded) or _COUNTING_ONES.search(reading.folded)
    )


def which_stand(
    reading: Reading, notices: Sequence[Notice], library: Library, day: date, today: date
) -> Draft | None:
    """List the notices that have ended, or that are printed to count, of those searched.

    Args:
        reading: asks for them, see `asks_which_stand`; the matter it names chooses among the titles.
        notices: of the place and years asked for.
        library: what is quoted from.
        day: that counts.
        today: the day the library was read on.

    Returns:
        A line for each with its number and the reason; a citation for each line. None where there is none.

    Raises:
        StoreDamaged: a quote is not what the store holds at its place.
    """
    chosen = _on_the_matter(reading, notices)
    rows, rest = (
        _over(chosen, library, day, today)
        if _asks_for_ended(reading)
        else _counting(chosen, library, day, today)
    )
    if not rows:
        return None
    shown = [row() for row in rows[:MOST]]
    left = f"另有 {len(rows) - MOST} 份没有列出，请加上地方、年份或事项再问。" if len(rows) > MOST else ""
    head = f"{_place_and_year(reading)}{_sort(reading)}的文件共 {len(rows)} 份："
    lines = [head, *(f"· {line}" for line, _ in shown), left, rest]
    cited = tuple(citation for _, citation in shown)
    return Draft(
        text="\n".join(filter(None, lines)),
        fields=Fields(),
        citations=cited,
        rests_on=len(cited),
        tells_standing=True,
    )


def none_stands(reading: Reading) -> str:
    """Say that no notice of the place and year stands as asked; "" where a matter is named beside them."""
    return "" if _matter(reading) else f"库里没有查到{_place_and_year(reading)}{_sort(reading)}的文件。"


def _asks_for_ended(reading: Reading) -> bool:
    return _ENDED_ONES.search(reading.folded) is not None


def _sort(reading: Reading) -> str:
    return "不再有效" if _asks_for_ended(reading) else "写明现行有效"


def _place_and_year(reading: Reading) -> str:
    places = "、".join(region.name for region in reading.regions)
    return places + "、".join(f"{year}年" for year in reading.years)


def _over(chosen: Sequence[Notice], library: Library, day: date, today: date) -> tuple[list[_Row], str]:
    """Those that count no more, and those that end a notice which the library has not."""
    own = [_standing(each, library, day, today) for each in chosen if standing_on(each, day) in ENDED]
    held = _Held(library)
    told = [_told(fact, each, library) for each in chosen if (fact := held.ends_another(each))]
    return [*own, *told], ""


def _counting(chosen: Sequence[Notice], library: Library, day: date, today: date) -> tuple[list[_Row], str]:
    """Those that are printed to count, and how many say nothing of it."""
    stands = [standing_on(each, day) for each in chosen]
    own = [
        _standing(each, library, day, today)
        for each, how in zip(chosen, stands, strict=True)
        if how is Validity.IN_FORCE
    ]
    silent = stands.count(Validity.UNKNOWN)
    return own, f"另有 {silent} 份没有写明有效期，库里也没有文件废止它们。" if silent else ""


def _standing(notice: Notice, library: Library, day: date, today: date) -> _Row:
    def row() -> tuple[str, Citation]:
        draft = status_answer(notice, library, day, today, "有效")
        number = f"（{notice.document_number}）" if notice.document_number else ""
        said = draft.text.removeprefix(f"{notice.title}：")
        line = f"《{notice.title}》{number}：{said.removeprefix(_AS_USUAL)}"
        return (draft.text if said == draft.text else line), draft.citations[0]

    return row


def _told(fact: Fact, notice: Notice, library: Library) -> _Row:
    def row() -> tuple[str, Citation]:
        cited = cite_fact(fact, library, notice.id)
        words = unbroken(told_around(library.texts[notice.id], cited.highlights[0]))
        return f"《{notice.title}》写明：{words}", cited

    return row


class _Held:
    """The names of the notices that a library has."""

    def __init__(self, library: Library) -> None:
        """Take the library; its names are gathered when one is looked for."""
        self._library = library

    @cached_property
    def _together(self) -> str:
        every = self._library.notices.values()
        return "\n".join(plain(name) for each in every for name in (each.title, each.document_number) if name)

    def ends_another(self, notice: Notice) -> Fact | None:
        """Return where it ends a notice that the library has not; words that decide so before its title."""
        own = plain(notice.document_number or "")
        ended = [
            fact
            for key, fact in notice.facts
            if key in _ENDS and fact.value != own and fact.value not in self._together
        ]
        title = plain(notice.title)
        return min(ended, key=lambda fact: (fact.value in title, fact.span), default=None)


def _on_the_matter(reading: Reading, notices: Sequence[Notice]) -> Sequence[Notice]:
    """Those whose title has the matter that is named beside the asking; all where none is."""
    pairs = _matter(reading)
    if not pairs:
        return notices
    return [each for each in notices if shared_pairs(pairs, plain(each.title)) >= _OF_MATTER * len(pairs)]


def _matter(reading: Reading) -> frozenset[str]:
    """Letter pairs of what is named beside the asking, the place and the year."""
    rest = _COUNTING_ONES.sub("", _ENDED_ONES.sub("", reading.folded))
    for place in reading.regions:
        rest = rest.replace(place.name, "").replace(place.short, "")
    return letter_pairs(_FILLER.sub("", rest))
