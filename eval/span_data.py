"""Questions whose answers are known, the passages found for them laid open: what spans are fitted on."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.fold import plain
from corpus.ingest import Progress
from corpus.settings import load_settings
from eval.beir import BeirSet, Query
from eval.cache import Cache
from eval.evaluate import Bench, library_for, load_set
from eval.respondent import opened
from eval.trees import Matrix
from qa.assistant import Assistant
from qa.compose.passages import near
from qa.extract.asked import Asked, read_asked
from qa.extract.choose import Page, lay_open
from qa.extract.edges import describe_cuts
from qa.extract.marks import Flags
from qa.extract.usual import Usual, runs
from qa.scope import find_scope
from qa.understand import read_question

_ALIKE, _HALF = 0.85, 0.5
"""F1 of a stretch that is the answer, and of one that is the most of it that there is."""
_KEPT, _SEED = 0.4, 1
Labels = NDArray[np.float64]


@dataclass(frozen=True)
class Sample:
    """A question whose answer is known.

    Attributes:
        answer: folded. pages: of the passages that would be cited.
    """

    id: str
    asked: Asked
    answer: str
    pages: list[Page]

    @property
    def fold(self) -> int:
        """Which of five folds it falls into; its words alone decide."""
        return int(hashlib.sha256(self.asked.text.encode()).hexdigest(), 16) % 5

    def usual(self, usual: Usual) -> list[Labels]:
        """Of each page (2, cuts): how usual the letters there are."""
        return [usual.at(self.asked, page.found.marks.text, page.found.cuts) for page in self.pages]

    def tables(self, usual: Sequence[Labels]) -> list[Matrix]:
        """Of each page (cuts, features), given how usual the letters there are."""
        return [
            describe_cuts(self.asked, page.found, page.standing, letters)
            for page, letters in zip(self.pages, usual, strict=True)
        ]

    def runs(self) -> list[list[tuple[str, str]]]:
        """Of each cut of all pages the runs of letters there."""
        return [
            row for page in self.pages for row in runs(self.asked, page.found.marks.text, page.found.cuts)
        ]

    @cached_property
    def f1(self) -> list[Labels]:
        """Of each page (cuts, cuts): F1 in letters of what stands between two cuts with the answer."""
        return [_f1(page, self.answer) for page in self.pages]

    def labels(self) -> list[Labels]:
        """Of each page (3, cuts): 1 where the answer begins, ends, goes on."""
        return [_labels(f1) for f1 in self.f1]


def gather(folder: Path, work: Path, progress: Progress) -> list[Sample]:
    """Retrieve for the questions of a BEIR folder whose answers it gives.

    Args:
        folder: the set.
        work: folder of scratch libraries and vectors, kept from one time to the next.
        progress: told while documents are read.
    """
    found = load_set(folder, progress)
    if not isinstance(found, BeirSet):
        return []
    bench = Bench(cache=Cache(work), progress=progress)
    with opened(library_for(found, load_settings(), bench), cache=bench.cache) as respondent:
        queries = [query for query in found.queries if query.answer]
        rows = (_sample(query, respondent.assistant) for query in queries)
        return [row for row in rows if row is not None]


def _sample(query: Query, assistant: Assistant) -> Sample | None:
    library = assistant.library()
    reading = read_question(query.text, library, today=assistant.today)
    notices = find_scope(reading, library).notices
    candidates = assistant.candidates(reading, notices) if notices else ()
    asked = read_asked(reading)
    pages = lay_open(asked, candidates, library, near(candidates)) if candidates else []
    return Sample(query.id, asked, plain(query.answer or ""), pages)


def _f1(page: Page, answer: str) -> Labels:
    wanted = Counter(answer)
    row = {letter: place for place, letter in enumerate(wanted)}
    text, cuts = page.found.marks.text, page.found.cuts
    seen = np.zeros((len(text) + 1, len(row)), dtype=np.int64)
    for place, letter in enumerate(text, 1):
        if letter in row:
            seen[place, row[letter]] = 1
    sums = seen.cumsum(axis=0)[cuts]
    shared = np.minimum(sums[None] - sums[:, None], list(wanted.values())).sum(axis=-1)
    length = cuts[None] - cuts[:, None]
    return np.where(length > 0, 2 * shared / np.maximum(length + len(answer), 1), 0.0)


def _labels(f1: Labels) -> Labels:
    labels = np.zeros((3, len(f1)))
    best = f1.max()
    if best < _HALF:
        return labels
    places = np.argwhere(f1 >= best - 1e-9)
    for begin, end in places if best >= _ALIKE else places[:1]:
        labels[0, begin] = labels[1, end] = 1
        labels[2, begin:end] = 1
    return labels


def thinned(samples: Sequence[Sample], kept: float = _KEPT) -> tuple[list[Flags], Labels, Labels]:
    """Choose cuts of some questions, all that touch an answer and some of the others, which weigh more.

    Args:
        samples: the questions.
        kept: share of the cuts that touch no answer.

    Returns:
        Of each question which of its pages' cuts; (3, chosen) and (chosen,): their labels and weights.
    """
    source = np.random.default_rng(_SEED)
    chosen, labels, weights = [], [], []
    for sample in samples:
        label = np.concatenate(sample.labels(), axis=1)
        touched = label.max(axis=0) > 0
        taken = touched | (source.random(len(touched)) < kept)
        chosen.append(taken)
        labels.append(label[:, taken])
        weights.append(np.where(touched[taken], 1.0, 1 / kept))
    return chosen, np.concatenate(labels, axis=1), np.concatenate(weights)
