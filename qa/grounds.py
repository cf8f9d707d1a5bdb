"""How much of a question stands in the leading passage and in its notice: grounds to answer or to refuse."""

import re
from collections.abc import Iterable, Mapping, Sequence

from corpus.fold import plain
from index.expansion import Synonym
from qa.candidate import Candidate
from qa.expected import figured
from qa.letters import letter_pairs
from qa.library import Entry, Library
from qa.matter import matter_of
from qa.standing import standing
from qa.understand import Reading
from qa.understand.asking import subject_of
from qa.wording import echoed, found_at, holds, in_other_words

_PIECE = 3
_HEAD = 300
_WINDOW = 3
# So many letter pairs that stand nowhere, and letters in a row, are as bad as can be.
_MOST_PAIRS, _MOST_LETTERS = 10, 8
# So many candidates are looked through; so many words that stand nowhere are as bad as can be.
_LOOKED_AT, _MOST_WORDS = 20, 3
_ASKS = re.compile("谁|什么|啥|哪|多少|多久|怎|咋|如何|几(?=[个项天年月号次块元点])|吗|能不能|是否|有没有")
_PLACE_KIND = re.compile("(?:自治区|省|市|县|区)$")


def grounds(
    reading: Reading, lead: Candidate, library: Library, others: Sequence[Candidate] = ()
) -> Mapping[str, float]:
    """Compare the whole question, places and years with it, with what is printed.

    What notices write for a word of the question (see `qa.wording`) counts as the word.

    Args:
        reading: the question.
        lead: the passage that would answer.
        library: holds the passage's notice.
        others: the candidates, the lead among them.

    Returns:
        By name, 0 to 1:
        printed: share of the question's letter pairs in the passage with its path and title. noticed: the
            same in the whole notice. window: in the best three sentences of the passage.
        pieces: share of its letters that stand in the notice in pieces of three or more.
        pieces_here: the same in the passage with its path and title.
        missing: how many pairs stand not even there, ten or more being 1.
        gap: longest stretch of letters that stands nowhere in the notice, eight or more being 1.
        unplaced: 1 where a place asked for is named nowhere in the notice. offside: not in its first lines.
        words_here, words_noticed: share of its words of two letters or more in the passage, in the notice.
        lost, unheard: how many of these stand nowhere in the notice, in no candidate, three or more being 1.
        lost_thing: 1 where the word next to the one that asks is among those that the notice lacks.
        beside: share of its words in the best sentence, with headings and title, among those that print the
            sort of figure asked for; among all where none is.
        and those of `qa.standing`.
    """
    words = subject_of(reading.folded)
    parts, pairs = re.findall(r"\w+", words), letter_pairs(words)
    passage, notice = lead.entry, library.folded(lead.entry.notice.id)
    rules = in_other_words(words)
    passage_text = passage.folded + plain(passage.notice.title) + "".join(passage.passage.path)
    here = echoed(passage_text, rules)
    notice = echoed(notice, rules)
    places = tuple(_named(reading))
    return {
        "printed": _share(pairs, here),
        "noticed": _share(pairs, notice),
        "window": max(_share(pairs, echoed(window, rules)) for window in _windows(passage.folded)),
        "pieces": _pieces(parts, notice),
        "pieces_here": _pieces(parts, here),
        "missing": min(1.0, sum(pair not in here for pair in pairs) / _MOST_PAIRS),
        "gap": min(1.0, _gap(parts, notice) / _MOST_LETTERS),
        "unplaced": float(not all(place in notice for place in places)),
        "offside": float(not all(place in notice[:_HEAD] for place in places)),
        **_words(reading, here, notice, [echoed(each.entry.folded, rules) for each in others[:_LOOKED_AT]]),
        "beside": _beside(reading, passage, rules),
        **standing(reading, passage_text, rules),
    }


def _beside(reading: Reading, entry: Entry, rules: Sequence[Synonym]) -> float:
    words, above = matter_of(reading), "".join(entry.passage.path) + plain(entry.notice.title)
    held = [
        sum(holds(text, word) for word in words)
        for text in (echoed(sentence + above, rules) for sentence in figured(reading, entry))
    ]
    return max(held, default=0) / (len(words) or 1)


def _words(reading: Reading, here: str, notice: str, near: Sequence[str]) -> Mapping[str, float]:
    words = matter_of(reading)
    lost = [word for word in words if not holds(notice, word)]
    unheard = [word for word in lost if not any(holds(text, word) for text in near)]
    count = len(words) or 1
    return {
        "words_here": sum(holds(here, word) for word in words) / count,
        "words_noticed": 1 - len(lost) / count,
        "lost": min(1.0, len(lost) / _MOST_WORDS),
        "unheard": min(1.0, len(unheard) / _MOST_WORDS),
        "lost_thing": float(bool(_thing(reading, words) & set(lost))),
    }


def _thing(reading: Reading, words: Sequence[str]) -> set[str]:
    """The words that stand next to where the question asks: what is wanted of the matter."""
    text = reading.asked or reading.folded
    asks = _ASKS.search(text)
    if asks is None:
        return set(words[-1:])
    before = [word for word in words if 0 <= found_at(text, word) < asks.start()]
    after = [word for word in words if found_at(text, word) >= asks.end()]
    return {*before[-1:], *after[:1]}


def _named(reading: Reading) -> Iterable[str]:
    """The places asked for as notices print them in passing: 濉溪 for 濉溪县."""
    for name in (*reading.foreign, *(region.short for region in reading.regions)):
        short = _PLACE_KIND.sub("", name)
        yield short if len(short) > 1 else name


def _share(pairs: frozenset[str], text: str) -> float:
    return sum(pair in text for pair in pairs) / len(pairs) if pairs else 0.0


def _windows(text: str) -> list[str]:
    sentences = [sentence for sentence in re.split("[。;!?]", text) if sentence] or [""]
    return ["".join(sentences[at : at + _WINDOW]) for at in range(max(1, len(sentences) - _WINDOW + 1))]


def _pieces(parts: list[str], text: str) -> float:
    total = sum(map(len, parts))
    return sum(run for part in parts for run in _runs(part, text) if run >= _PIECE) / total if total else 0.0


def _runs(part: str, text: str) -> Iterable[int]:
    """Lengths of the longest pieces that stand in a text, in turn; 0 for a letter that does not."""
    at = 0
    while at < len(part):
        run = 0
        while at + run < len(part) and part[at : at + run + 1] in text:
            run += 1
        yield run
        at += max(run, 1)


def _gap(parts: list[str], text: str) -> int:
    """A letter that stands alone in a notice says nothing: only pieces of two or more bridge a gap."""
    longest = 0
    for part in parts:
        gap = 0
        for run in _runs(part, text):
            gap = 0 if run > 1 else gap + 1
            longest = max(longest, gap)
    return longest
