"""The shortest stretch of the leading passages that answers a question."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np

from corpus.fold import Folded, fold
from corpus.model import Span
from qa.candidate import Candidate
from qa.extract.asked import Asked, read_asked
from qa.extract.edges import Standing, describe_cuts
from qa.extract.marks import Marks, Real, Whole, lay_out
from qa.extract.match import Match, match
from qa.extract.model import Model, load_model
from qa.extract.run_on import joined, reached, run_on
from qa.extract.spans import describe_spans
from qa.library import Entry, Library
from qa.understand import Reading

MOST_PASSAGES = 3
KEPT = 120
"""Stretches of a question that are looked at closely."""
_WEIGHED = 8
"""Candidates that tell how rare a word is."""
SHARPNESS = 1.4
"""How much likelier a stretch is the answer than one whose score is 1 lower, as a power of e."""
_LEAST = 1e-6
_REMEMBERED = 512


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """The stretch of a candidate that answers.

    Attributes:
        place: of the candidate among those given, from 0.
        entry: its passage, with those below it that the stretch reaches into.
        span: in the stored text.
        score: comparable within one question only.
    """

    place: int
    entry: Entry
    span: Span
    score: float


@dataclass(frozen=True, slots=True)
class Page:
    """A candidate's passage with what is printed below it, held against the question."""

    entries: tuple[Entry, ...]
    folded: Folded
    found: Match
    standing: Standing


@dataclass(frozen=True, slots=True)
class Stretches:
    """Stretches of several pages, best edges first.

    Attributes:
        page: number of the page of each. first, last: numbers of its cuts there.
        edges: log chance that it begins and ends where it does.
    """

    page: Whole
    first: Whole
    last: Whole
    edges: Real


def extract(
    reading: Reading, candidates: Sequence[Candidate], library: Library, most: int = MOST_PASSAGES
) -> tuple[Extract, ...]:
    """Find what answers in each of the first candidates.

    Args:
        reading: the question.
        candidates: best first; below the first is read on where its answer may go on.
        library: what they are printed in.
        most: how many of them are looked at, at most `MOST_PASSAGES`.

    Returns:
        The best stretch of each passage that has one, best first.
    """
    asked = read_asked(reading)
    pages = lay_open(asked, candidates, library, most)
    if not pages:
        return ()
    model = load_model()
    likely = told(model, asked, pages)
    kept = promising(pages, likely)
    scores = expected_overlap(pages, kept, model.score(describe(asked, pages, likely, kept)))
    best: dict[int, Extract] = {}
    for place in np.argsort(-scores, kind="stable").tolist():
        page = pages[kept.page[place]]
        if page.standing.rank not in best:
            best[page.standing.rank] = _shown(page, kept, place, float(scores[place]), library)
    return tuple(best.values())


def told(model: Model, asked: Asked, pages: Sequence[Page]) -> list[Real]:
    """Return of each page (5, cuts), what the model tells of its cuts: see `describe_spans`."""
    usual = [model.usual.at(asked, page.found.marks.text, page.found.cuts) for page in pages]
    tables = [
        describe_cuts(asked, page.found, page.standing, letters)
        for page, letters in zip(pages, usual, strict=True)
    ]
    ends = np.cumsum([len(table) for table in tables])[:-1]
    likely = np.split(model.likely(np.concatenate(tables)), ends, axis=1)
    return [np.concatenate(rows) for rows in zip(likely, usual, strict=True)]


def _shown(page: Page, kept: Stretches, place: int, score: float, library: Library) -> Extract:
    cuts, base = page.found.cuts, page.entries[0].passage.span.start
    inside = page.folded.span(int(cuts[kept.first[place]]), int(cuts[kept.last[place]]))
    span = Span(base + inside.start, base + inside.end)
    entry = joined(reached(page.entries, span), library)
    return Extract(place=page.standing.rank, entry=entry, span=span, score=score)


def lay_open(asked: Asked, candidates: Sequence[Candidate], library: Library, most: int) -> list[Page]:
    """Hold the first candidates' passages against a question; more of them tell how rare its words are."""
    rare, near = asked.weighed([candidate.entry.folded for candidate in candidates[:_WEIGHED]])
    pages = []
    for rank, candidate in enumerate(candidates[: min(most, MOST_PASSAGES)]):
        entries = (candidate.entry,) if rank else run_on(candidate.entry, library)
        folded, marks = _laid_out(joined(entries, library).quote)
        if marks is not None:
            standing = Standing(rank, candidates[0].score - candidate.score, len(candidate.entry.folded))
            pages.append(Page(entries, folded, match(asked, marks, rare, near), standing))
    return pages


@lru_cache(maxsize=_REMEMBERED)
def _laid_out(quote: str) -> tuple[Folded, Marks | None]:
    """Fold a passage and lay it out; one that is asked about again is at hand."""
    folded = fold(quote)
    return folded, lay_out(folded.text, tuple(_gaps(quote, folded))) if folded.text else None


def _gaps(quote: str, folded: Folded) -> Iterable[int]:
    """Places in the folded text where white space stood in print."""
    for place, (before, after) in enumerate(pairwise(folded.origin), 1):
        if after > before + 1 and any(map(str.isspace, quote[before + 1 : after])):
            yield place


def promising(pages: Sequence[Page], likely: Sequence[Real]) -> Stretches:
    """Return the stretches whose beginning and end are likeliest, at most `KEPT`."""
    rows = []
    for number, (page, chance) in enumerate(zip(pages, likely, strict=True)):
        cuts = page.found.cuts
        logs = np.log(chance[:2] + _LEAST)
        edges = np.where(cuts[None] > cuts[:, None], logs[0][:, None] + logs[1][None], -np.inf).ravel()
        order = np.argpartition(-edges, min(KEPT, len(edges) - 1))[:KEPT]
        order = order[np.isfinite(edges[order])]
        first, last = np.divmod(order, len(cuts))
        rows.append(np.stack([np.full(len(order), float(number)), first, last, edges[order]]))
    table = np.concatenate(rows, axis=1)
    table = table[:, np.lexsort((table[2], table[1], table[0], -table[3]))[:KEPT]]
    page, first, last = table[:3].astype(np.int64)
    return Stretches(page, first, last, table[3])


def describe(asked: Asked, pages: Sequence[Page], likely: Sequence[Real], kept: Stretches) -> Real:
    """Describe stretches, (stretches, features), in the order of `SPAN_FEATURES`."""
    parts, order = [], []
    for number, page in enumerate(pages):
        own = np.flatnonzero(kept.page == number)
        if not len(own):
            continue
        edges = kept.edges[own]
        sure = np.stack([edges, edges - kept.edges.max(), edges - edges.max()])
        pairs = kept.first[own], kept.last[own]
        parts.append(describe_spans(asked, page.found, page.standing, likely[number], pairs, sure))
        order.append(own)
    table = np.concatenate(parts)
    return np.asarray(table[np.argsort(np.concatenate(order))])


def expected_overlap(pages: Sequence[Page], kept: Stretches, scores: Real) -> Real:
    """Return the F1 in letters that each stretch has on average with the answer, 0 to 1.

    Scores are read as chances of being the answer; among much alike stretches the middle one wins.
    *Source:* Kumar and Byrne 2004 (minimum Bayes risk).
    """
    chance = np.exp(SHARPNESS * (scores - scores.max()))
    begin, end = places(pages, kept)
    shared = np.minimum(end[:, None], end) - np.maximum(begin[:, None], begin)
    shared = np.where(kept.page[:, None] == kept.page, np.maximum(shared, 0), 0)
    length = end - begin
    return np.asarray(2 * shared / (length[:, None] + length) @ (chance / chance.sum()))


def places(pages: Sequence[Page], kept: Stretches) -> tuple[Whole, Whole]:
    """Return where each stretch begins and ends in the folded text of its page."""
    rows = list(zip(kept.page.tolist(), kept.first.tolist(), kept.last.tolist(), strict=True))
    begin = np.array([pages[page].found.cuts[first] for page, first, _ in rows])
    return begin, np.array([pages[page].found.cuts[last] for page, _, last in rows])
