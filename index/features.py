"""What is known of each candidate of a search, as numbers that a small model ranks by.

All are shares, gaps and ranks within one search: none knows how many passages there are or how an encoder's
cosines lie, so that a model fitted on one library holds on another.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from index.arrays import Column, Matrix, best_of, best_rows, ranks, shares
from index.asking import answered, kinds_asked
from index.coverage import Asked
from index.matching import Counts, count_pairs, echoed, longest_runs, saturated, sentences

LEAST_SPREAD = 0.01
"""Least deviation of cosines taken as real: among a few like passages the differences say nothing."""
_TOP = 10
_COMPARED = ("lexical_share", "words_text", "sentence", "kind_text", "cosine_gap")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question as candidates are measured against.

    Attributes:
        text: folded. asked: its content words. pairs: its character pairs with their idf.
    """

    text: str
    asked: Asked
    pairs: dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A passage that a side put forward, all texts folded.

    Attributes:
        context: path, units, number and regions. place: of the passage in its notice, from 0.
        around: the text of its notice about its best candidate; the same for all candidates of a notice.
        lexical: BM25 score, 0 where the lexical side did not find it.
        cosine: None where search is lexical only.
    """

    passage_id: str
    notice_id: str
    text: str
    title: str
    context: str
    around: str
    place: int
    lexical: float
    cosine: float | None

    @property
    def everything(self) -> str:
        """All that a question's words may stand in."""
        return f"{self.text}\n{self.title}\n{self.context}"


def describe(question: Question, candidates: Sequence[Candidate]) -> dict[str, Column]:
    """Tell all that is known of the candidates of one search.

    Args:
        question: what was asked.
        candidates: at least one; either all have a cosine or none has.

    Returns:
        Each feature by name, (candidates,); those of vectors are absent where no candidate has a cosine.
    """
    return _Described(question, candidates).columns()


class _Described:
    """The features of the candidates of one search, by group."""

    def __init__(self, question: Question, candidates: Sequence[Candidate]) -> None:
        self.question = question
        self.candidates = candidates
        self.groups = np.unique([candidate.notice_id for candidate in candidates], return_inverse=True)[1]
        self.pairs = tuple(question.pairs)
        self.rarity = np.array(list(question.pairs.values()))
        cut = [sentences(candidate.text) for candidate in candidates]
        every = [sentence for own in cut for sentence in own]
        by_sentence = count_pairs(self.pairs, every)
        # No pair goes over the end of a sentence.
        starts = np.cumsum([0, *(len(own) for own in cut)])
        self.counts = np.add.reduceat(by_sentence, starts[:-1])
        taken = self._share(by_sentence)
        best = [start + int(taken[start:end].argmax()) for start, end in pairwise(starts.tolist())]
        self.sentence, self.sentences = taken[best], [every[place] for place in best]
        titles, which = np.unique([candidate.title for candidate in candidates], return_inverse=True)
        self.titles, self.which = titles.tolist(), which
        self.title_counts = count_pairs(self.pairs, self.titles)
        weights = np.array([word.weight for word in question.asked.words])
        self.weights = weights / (weights.sum() or 1.0)
        self.text = self._words([candidate.text for candidate in candidates], self.counts)
        self.title = self._words(self.titles, self.title_counts)[which]
        context, which = np.unique([candidate.context for candidate in candidates], return_inverse=True)
        contexts: list[str] = context.tolist()
        self.context = self._words(contexts, count_pairs(self.pairs, contexts))[which]
        self.everywhere = np.maximum(np.maximum(self.text, self.title), self.context)

    def columns(self) -> dict[str, Column]:
        """Return all features by name."""
        found = {**self._lexical(), **self._matches(), **self._titles(), **self._kinds(), **self._shape()}
        if self.candidates[0].cosine is not None:
            found |= self._dense()
        return found | self._of_notices(found) | self._around() | self._of_question(found)

    def _share(self, counts: Counts | Matrix) -> Column:
        """Return of each text the share (0 to 1) of the weight of all pairs that stand in it."""
        return np.asarray((counts > 0) @ self.rarity / (self.rarity.sum() or 1.0))

    def _words(self, texts: Sequence[str], counts: Counts) -> Matrix:
        """Tell how far (0 to 1) each content word stands in each text: (texts, words)."""
        there = dict(zip(self.pairs, (counts > 0).T, strict=True))
        words = [word.found_in(texts, there) for word in self.question.asked.words]
        return np.array(words).reshape(len(words), len(texts)).T

    def _lexical(self) -> dict[str, Column]:
        scores = np.array([candidate.lexical for candidate in self.candidates])
        return {
            "lexical_share": shares(scores),
            "lexical_level": scores / (self.rarity.sum() or 1.0),
            "lexical_rank": ranks(scores),
        }

    def _dense(self) -> dict[str, Column]:
        cosines = np.array([candidate.cosine or 0.0 for candidate in self.candidates])
        spread = max(float(cosines.std()), LEAST_SPREAD)
        return {
            "cosine": cosines,
            "cosine_gap": cosines - cosines.max(),
            "cosine_spread": (cosines - cosines.max()) / spread,
            "cosine_above": (cosines - np.median(cosines)) / spread,
            "cosine_rank": ranks(cosines),
        }

    def _matches(self) -> dict[str, Column]:
        question, texts = self.question, [candidate.text for candidate in self.candidates]
        scores = saturated(self.counts, self.rarity, [len(text) for text in texts])
        return {
            "pairs": self._share(self.counts),
            "pairs_share": shares(scores),
            "pairs_level": scores / (self.rarity.sum() or 1.0),
            "words_text": self.text @ self.weights,
            "words_context": np.maximum(self.title, self.context) @ self.weights,
            "words": self.everywhere @ self.weights,
            "missing": ((1 - self.everywhere) * self.weights).max(axis=1, initial=0.0),
            "missing_text": ((1 - self.text) * self.weights).max(axis=1, initial=0.0),
            "sentence": self.sentence,
            "run": longest_runs(question.text, texts, self.pairs, self.counts) / len(question.text),
        }

    def _titles(self) -> dict[str, Column]:
        question = self.question
        runs = longest_runs(question.text, self.titles, self.pairs, self.title_counts)
        echoes = np.array([echoed(title, question.text) for title in self.titles])
        return {
            "title_pairs": self._share(self.title_counts)[self.which],
            "title_echo": echoes[self.which],
            "title_run": runs[self.which] / len(question.text),
            "title_words": self.title @ self.weights,
        }

    def _kinds(self) -> dict[str, Column]:
        kinds = kinds_asked(self.question.text)
        return {
            "kind_text": np.array([answered(kinds, candidate.text) for candidate in self.candidates]),
            "kind_sentence": np.array([answered(kinds, sentence) for sentence in self.sentences]),
        }

    def _shape(self) -> dict[str, Column]:
        return {
            "length": np.log1p([len(candidate.text) for candidate in self.candidates]),
            "place": np.log1p([candidate.place for candidate in self.candidates]),
            "title_length": np.log1p([len(candidate.title) for candidate in self.candidates]),
        }

    def _of_notices(self, found: dict[str, Column]) -> dict[str, Column]:
        """Features of the notice as far as its candidates tell, and of the passage within it."""
        groups = self.groups
        best = {name: best_of(found[name], groups) for name in _COMPARED if name in found}
        features = {
            "notice_words": best_rows(self.everywhere, groups) @ self.weights,
            "notice_pairs": self._union_of_pairs(),
            "notice_count": np.log1p(np.bincount(groups)[groups]),
            "notice_lexical": best["lexical_share"],
            "notice_run": best_of(found["run"], groups),
            "notice_sentence": best["sentence"],
            "in_lexical": found["lexical_share"] - best["lexical_share"],
            "in_words": found["words_text"] - best["words_text"],
            "in_sentence": found["sentence"] - best["sentence"],
            "in_kind": found["kind_text"] - best["kind_text"],
        }
        if "cosine_gap" in best:
            features["notice_cosine"] = best["cosine_gap"]
            features["in_cosine"] = found["cosine_gap"] - best["cosine_gap"]
        return features

    def _around(self) -> dict[str, Column]:
        """How densely each notice speaks of what is asked, its passages that were not found among it."""
        groups = self.groups
        texts = {group: one.around for group, one in zip(groups.tolist(), self.candidates, strict=True)}
        whole = [texts[group] for group in range(len(texts))]
        scores = saturated(count_pairs(self.pairs, whole), self.rarity, [len(text) for text in whole])
        return {"notice_density": shares(scores)[groups], "notice_density_rank": ranks(scores)[groups]}

    def _union_of_pairs(self) -> Column:
        there = np.maximum(self.counts, self.title_counts[self.which])
        return self._share(best_rows(there.astype(np.float64), self.groups))

    def _of_question(self, found: dict[str, Column]) -> dict[str, Column]:
        """What the question itself is like, the same for every candidate."""
        size = len(self.candidates)
        values = {
            "question_length": math.log1p(len(self.question.text)),
            "question_words": math.log1p(len(self.question.asked.words)),
            "question_best_words": float(found["words"].max(initial=0.0)),
            "question_best_run": float(found["run"].max(initial=0.0)),
            "question_best_level": float(found["lexical_level"].max(initial=0.0)),
        }
        if "cosine" in found:
            first = set(np.argsort(-found["lexical_share"], kind="stable")[:_TOP].tolist())
            second = set(np.argsort(-found["cosine"], kind="stable")[:_TOP].tolist())
            values["question_agreement"] = len(first & second) / _TOP
        return {name: np.full(size, value) for name, value in values.items()}
