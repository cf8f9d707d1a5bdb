"""A fact asked of a notice that the question names: 公开方案是照省里哪个文件弄的."""

import re
from dataclasses import replace

from corpus.fold import plain
from qa.library import Library
from qa.understand.intent import Intent, intended
from qa.understand.kinds import Kind
from qa.understand.plain_words import PLAIN, PLAINLY, THIS_NOTICE, Heard, as_folded, likeliest, masked, named
from qa.understand.reading import Reading
from qa.understand.understood import Note
from qa.understand.words import Words

# 公开方案, 分工表: what a notice may be called, the words of its title before it.
_CALLED = re.compile("方案|办法|规定|规则|条例|细则|要点|分工表?|分解表?")
# 实施方案几号前报 asks for a day.
_NUMBERED = re.compile("文号|编号|字号|号文|(?:多少|几|哪个)号(?!前|之前|以前|开始|起)")
_LIKEST = 20
_FACTS = (
    Intent.BASIS, Intent.NUMBER, Intent.ISSUED, Intent.ISSUER, Intent.WHEN_EFFECTIVE, Intent.VALID_UNTIL
)  # fmt: skip


def hear_of_notice(words: Words, alone: Reading, library: Library) -> Heard | None:
    """Put a question for a fact of a notice that it names in plain words.

    Args:
        words: of the question.
        alone: the question read for itself; what the rules read as such a question is left as it is.
        library: whose titles are known.

    Returns:
        None where no notice is named, or no fact of it is asked for.

    Raises:
        ModelError: the file of the model is damaged.
    """
    if alone.kind in (Kind.META, Kind.STATUS, Kind.LIST) or alone.number or alone.numbers:
        return None
    text = words.folded.text
    nouns = list(_CALLED.finditer(text))
    titles = _titles(text, library) if nouns else ""
    places, years = named(alone, "region"), named(alone, "period")
    for noun in nouns:
        start = _begin(text, noun.start(), titles)
        name = text[start : noun.end()]
        shares = intended(masked(f"{text[:start]}这个文件{text[noun.end() :]}", places, years))
        intent = likeliest(shares, PLAINLY)
        if intent is Intent.NUMBER and not _NUMBERED.search(text):
            continue
        if intent in _FACTS:
            asked = PLAIN[intent].replace(THIS_NOTICE, name)
            said = as_folded("".join((*places, *years, asked)))
            return Heard(
                intent=intent, words=replace(words, folded=said), note=Note("asked", "", f"问：{asked}")
            )
    return None


def _titles(text: str, library: Library) -> str:
    """Titles of the notices whose names share most with a text."""
    shared = library.catalogue.shared(text)
    likest = sorted(shared, key=lambda id: (-shared[id], id))[:_LIKEST]
    return " ".join(plain(library.notices[id].title) for id in likest)


def _begin(text: str, place: int, titles: str) -> int:
    """Go back from what a notice is called while the letters stand in pairs of a title."""
    while place > 0 and (text[place - 1 : place + 1] in titles or text[max(0, place - 2) : place] in titles):
        place -= 1
    return place
