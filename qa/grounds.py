"""How much of a question stands in the leading passage and in its notice: grounds to answer or to refuse."""

import re
from collections.abc import Iterable, Mapping

from corpus.fold import plain
from qa.letters import letter_pairs
from qa.library import Library
from qa.retrieve import Candidate
from qa.understand import Reading
from qa.understand.asking import without_asking

_PIECE = 3
_HEAD = 300
_WINDOW = 3
# So many letter pairs that stand nowhere, and letters in a row, are as bad as can be.
_MOST_PAIRS, _MOST_LETTERS = 10, 8
_PLACE_KIND = re.compile("(?:自治区|省|市|县|区)$")


def grounds(reading: Reading, lead: Candidate, library: Library) -> Mapping[str, float]:
    """Compare the whole question, places and years with it, with what is printed.

    Args:
        reading: the question.
        lead: the passage that would answer.
        library: holds the passage's notice.

    Returns:
        By name, 0 to 1:
        printed: share of the question's letter pairs in the passage with its path and title. noticed: the
            same in the whole notice. window: in the best three sentences of the passage.
        pieces: share of its letters that stand in the notice in pieces of three or more.
        pieces_here: the same in the passage with its path and title.
        missing: how many pairs stand not even there, ten or more being 1.
        gap: longest stretch of letters that stands nowhere in the notice, eight or more being 1.
        unplaced: 1 where a place asked for is named nowhere in the notice. offside: not in its first lines.
    """
    words = without_asking(reading.folded)
    parts, pairs = re.findall(r"\w+", words), letter_pairs(words)
    passage, notice = lead.entry, library.folded(lead.entry.notice.id)
    here = passage.folded + plain(passage.notice.title) + "".join(passage.passage.path)
    places = tuple(_named(reading))
    return {
        "printed": _share(pairs, here),
        "noticed": _share(pairs, notice),
        "window": max(_share(pairs, window) for window in _windows(passage.folded)),
        "pieces": _pieces(parts, notice),
        "pieces_here": _pieces(parts, here),
        "missing": min(1.0, sum(pair not in here for pair in pairs) / _MOST_PAIRS),
        "gap": min(1.0, _gap(parts, notice) / _MOST_LETTERS),
        "unplaced": float(not all(place in notice for place in places)),
        "offside": float(not all(place in notice[:_HEAD] for place in places)),
    }


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
