"""Which notices count no more, or still count (哪些文件废止了): each with the words that say so."""

from collections.abc import Callable, Sequence
from datetime import date

from corpus.fold import unbroken
from corpus.model import DocumentStage, Fact, Notice, Validity
from qa.answer import Citation, Fields
from qa.cite import cite_fact
from qa.compose.draft import Draft
from qa.compose.fate import told_around
from qa.compose.status import standing_line, standing_on
from qa.letters import letter_pairs
from qa.library import Library
from qa.scope import only_ends
from qa.understand.editions import ENDED
from qa.which_asked import WhichAsked

_Row = Callable[[], tuple[str, Citation]]
_ENDS = ("repeals", "supersedes")
_OF_MATTER = 0.5
# So many letters of a text are its title: what is named there is named again where it is decided.
_HEAD = 80
MOST = 30
"""So many are listed; of more it is said how many they are."""


def which_stand(asked: WhichAsked, notices: Sequence[Notice], library: Library, today: date) -> Draft | str:
    """List the notices that have ended, or that are printed to count.

    Args:
        asked: what is asked of them.
        notices: of the place asked for, of all years.
        library: what is quoted from.
        today: the day the library was read on.

    Returns:
        A line for each with its number and the reason, and a citation for each line; where there is none,
        that there is none, or "" where that cannot be said since a matter is named that no title has.

    Raises:
        StoreDamaged: a quote is not what the store holds at its place.
    """
    chosen = _on_the_matter(asked.matter, notices, library)
    own, told, rest = (
        _over(asked, chosen, library) if asked.ended else _counting(asked, chosen, library, today)
    )
    if not own and not told:
        none = f"库里没有查到{_sort(asked, today)}的文件。" if not asked.matter else ""
        return none + rest if none else ""
    shown = [row() for row in (*own, *told)[:MOST]]
    lines = [f"· {line}" for line, _ in shown]
    left = len(own) + len(told) - len(shown)
    text = "\n".join(
        filter(
            None,
            (
                f"{_sort(asked, today)}的文件共 {len(own)} 份：" if own else "",
                *lines[: len(own)],
                f"另有 {len(told)} 份文件写明废止库里没有的文件：" if told else "",
                *lines[len(own) :],
                f"另有 {left} 份没有列出，请加上地方、年份或事项再问。" if left else "",
                rest,
            ),
        )
    )
    cited = tuple(citation for _, citation in shown)
    plain_today = asked.day == today
    return Draft(text=text, fields=Fields(), citations=cited, rests_on=len(cited), tells_standing=plain_today)


def _sort(asked: WhichAsked, today: date) -> str:
    """清禾市2024年失去效力, 砚溪县写明现行有效, 写明2020年6月1日有效."""
    if asked.ended:
        years = "、".join(f"{year}年" for year in asked.years)
        return f"{asked.places}{years}失去效力" if years else f"{asked.places}不再有效"
    day = asked.day
    then = "现行" if day == today else f"{day.year}年{day.month}月{day.day}日"
    return f"{asked.places}写明{then}有效"


def _on_the_matter(matter: str, notices: Sequence[Notice], library: Library) -> Sequence[Notice]:
    """Those whose title has the matter; all where none is named."""
    if not matter:
        return notices
    pairs = letter_pairs(matter)
    if not pairs:
        return [each for each in notices if matter in each.title]
    shared = library.catalogue.shared(matter)
    return [each for each in notices if shared.get(each.id, 0) >= _OF_MATTER * len(pairs)]


def _over(
    asked: WhichAsked, chosen: Sequence[Notice], library: Library
) -> tuple[list[_Row], list[_Row], str]:
    """Those that count no more; those that end a notice which the library has not; how many have no day."""
    ended = [each for each in chosen if standing_on(each, asked.day) in ENDED]
    dated = [
        each
        for each in ended
        if not asked.years or (each.expires_on is not None and each.expires_on.year in asked.years)
    ]
    others = [each for each in chosen if not asked.years or each.year in asked.years]
    told = [(fact, each) for each in others if (fact := _ends_another(each, library))]
    undated = sum(each.expires_on is None for each in ended) if asked.years else 0
    return (
        [_standing(each, library, asked.day, asked.day) for each in dated],
        [_told(fact, each, library) for fact, each in told],
        f"另有 {undated} 份没有写明哪天失效。" if undated else "",
    )


def _counting(
    asked: WhichAsked, chosen: Sequence[Notice], library: Library, today: date
) -> tuple[list[_Row], list[_Row], str]:
    """Those that are printed to count, and how many say nothing of it."""
    chosen = [
        each for each in chosen if each.stage is not DocumentStage.CONSULTATION_DRAFT and not only_ends(each)
    ]
    stands = [standing_on(each, asked.day) for each in chosen]
    own = [
        _standing(each, library, asked.day, today)
        for each, how in zip(chosen, stands, strict=True)
        if how is Validity.IN_FORCE
    ]
    silent = stands.count(Validity.UNKNOWN)
    return own, [], f"另有 {silent} 份没有写明有效期，库里也没有文件废止它们。" if silent else ""


def _standing(notice: Notice, library: Library, day: date, today: date) -> _Row:
    def row() -> tuple[str, Citation]:
        said, citation = standing_line(notice, library, day, today)
        number = f"（{notice.document_number}）" if notice.document_number else ""
        return f"《{notice.title}》{number}：{said}", citation

    return row


def _told(fact: Fact, notice: Notice, library: Library) -> _Row:
    def row() -> tuple[str, Citation]:
        cited = cite_fact(fact, library, notice.id)
        words = unbroken(told_around(library.texts[notice.id], cited.highlights[0]))
        return f"《{notice.title}》写明：{words}", cited

    return row


def _ends_another(notice: Notice, library: Library) -> Fact | None:
    """Return where it ends a notice that the library has not; words that decide so before its title."""
    ended = [
        fact
        for key, fact in notice.facts
        if key in _ENDS and not library.catalogue.has_named(fact.value, notice.region)
    ]
    return min(ended, key=lambda fact: (fact.span.start < _HEAD, fact.span), default=None)
