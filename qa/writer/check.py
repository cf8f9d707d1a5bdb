"""Whether what a model made of an answer says the same: only its order may differ, only padding may be gone.

What must hold, else the extracted answer is shown:

1. Every clause of the reply is a clause of the extracted answer, letter for letter (white space and width of
   marks aside). A share of common letter pairs, however high, is not enough, and neither is being a piece of
   the source: 收费 stands verbatim in 停止收费.
2. A sentence of the reply is one sentence of the answer with its clauses in their order, each used once.
3. What is left out is an opening 为进一步…, a closing 不断提升…, or a sentence made of such clauses; nothing
   with a figure, a day, a name, a condition, a restriction, a duty, or words of the question (see
   `qa.writer.sentences`).
4. What leans on the sentence before it (其中, 但, 上述; what follows 如下) still stands right behind it; rows
   that are numbered keep their order, and so do parts with a label each (《甲办法》：…《乙办法》：…); a text
   that begins with a label (砚溪：, 牵头单位：) still does.

What is shown is put together out of the answer's own characters, so that not even a look-alike letter of the
model's reaches the reader.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.fold import plain, unbroken
from qa.letters import letter_pairs, shared_pairs
from qa.writer.outcome import Outcome, Why
from qa.writer.sentences import TURNING, Sentence, bound, kept_run, of_several, split

_MARKUP = re.compile(r"[<>`#*_\[\]{}|\\~^]|https?:|www\.|javascript|&\w+;", re.IGNORECASE)
_FOREIGN = re.compile(r"[^\W\d_一-鿿]{2,}")
_FIGURE = re.compile(r"\d+(?:\.\d+)?%?|[〇零一二三四五六七八九十百千万亿两]{2,}")
_TOLD = 40
# So many of a sentence's letter pairs make another one a version of it.
_LIKE = 0.5


@dataclass(frozen=True, slots=True)
class _Kept:
    """A sentence of the answer and which of its clauses are kept."""

    place: int
    clauses: range


class _Broken(Exception):
    """A rule does not hold."""

    def __init__(self, why: Why, detail: str = "") -> None:
        super().__init__(why.value)
        self.outcome = Outcome(why=why, detail=unbroken(detail)[:_TOLD])


def checked(reply: Sequence[str], answer: Sequence[Sentence], question: str) -> Outcome:
    """Check what a model made of an answer and put it together.

    Args:
        reply: the sentences of the reply, in its order.
        answer: the sentences of the extracted answer.
        question: as asked.

    Returns:
        The text, out of the answer's own characters; or which rule is broken, and where.
    """
    sources = tuple(answer)
    try:
        kept = [_matched(sentence, sources, question) for sentence in split("\n".join(reply))]
        _all_that_counts(kept, sources, question)
        _in_order(kept, sources)
    except _Broken as broken:
        return broken.outcome
    if kept == [_Kept(place, range(len(each.clauses))) for place, each in enumerate(sources)]:
        return Outcome(why=Why.AS_IT_WAS)
    return Outcome(why=Why.WRITTEN, text=_put_together(kept, sources))


def _matched(sentence: Sentence, sources: tuple[Sentence, ...], question: str) -> _Kept:
    """Find which sentence of the answer a sentence of the reply is."""
    wanted = [clause.folded for clause in sentence.clauses]
    cut = False
    for place, source in enumerate(sources):
        own = [clause.folded for clause in source.clauses]
        for start in range(len(own) - len(wanted) + 1):
            kept = range(start, start + len(wanted))
            if own[kept.start : kept.stop] == wanted:
                if kept_run(source, kept, question):
                    return _Kept(place, kept)
                cut = True
    raise _Broken(Why.DROPPED if cut else _difference(sentence.text, sources), sentence.text)


def _difference(said: str, sources: tuple[Sentence, ...]) -> Why:
    """Name the gravest way in which words are not the answer's."""
    every = "".join(source.text for source in sources)
    if any(mark.group() not in every for mark in _MARKUP.finditer(said)):
        return Why.MARKUP
    words = plain(said)
    if any(word not in plain(every) for word in _FOREIGN.findall(words)):
        return Why.FOREIGN
    if set(_FIGURE.findall(words)) - set(_FIGURE.findall(plain(every))):
        return Why.FIGURE
    pairs = letter_pairs(words)
    nearest = max(sources, key=lambda source: shared_pairs(pairs, source.folded)).folded
    like = len(letter_pairs(nearest) & pairs) >= _LIKE * len(letter_pairs(nearest))
    turned = Counter(TURNING.findall(words)) != Counter(TURNING.findall(nearest))
    return Why.NEGATION if like and turned else Why.ADDED


def _all_that_counts(kept: list[_Kept], sources: tuple[Sentence, ...], question: str) -> None:
    if not kept:
        raise _Broken(Why.DROPPED)
    times = Counter(each.place for each in kept)
    for place, source in enumerate(sources):
        if times[place] > 1:
            raise _Broken(Why.REPEATED, source.text)
        if not times[place] and not kept_run(source, range(0), question):
            raise _Broken(Why.DROPPED, source.text)


def _in_order(kept: list[_Kept], sources: tuple[Sentence, ...]) -> None:
    places = [each.place for each in kept]
    if of_several(sources) and not _ascending(places):
        raise _Broken(Why.MOVED)
    if sources[0].labelled and places[0] != 0:
        raise _Broken(Why.MOVED, sources[0].text)
    if not _ascending(place for place in places if sources[place].numbered):
        raise _Broken(Why.MOVED)
    stand = {place: position for position, place in enumerate(places)}
    for place in bound(sources):
        if stand.get(place, 0) != stand.get(place - 1, -1) + 1:
            raise _Broken(Why.MOVED, sources[place].text)


def _ascending(places: Iterable[int]) -> bool:
    found = list(places)
    return found == sorted(found)


def _put_together(kept: list[_Kept], sources: tuple[Sentence, ...]) -> str:
    """Lines stay lines; a sentence that lost its end gets a full stop."""
    text, line = "", sources[kept[0].place].line
    for each in kept:
        source = sources[each.place]
        words = "".join(source.clauses[place].text for place in each.clauses)
        whole = each.clauses.stop == len(source.clauses)
        text += ("" if source.line == line else "\n") + (words if whole else words.rstrip("，,；;") + "。")
        line = source.line
    return text
