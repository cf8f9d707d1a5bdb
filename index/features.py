"""What is known of each candidate of a search, as numbers that a small model ranks by.

All are shares, gaps and ranks within one search: none knows how many passages there are or how an encoder's
cosines lie, so that a model fitted on one library holds on another.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.asking import answered, kinds_asked
from index.coverage import Asked
from index.matching import best_sentence, echoed, held, longest_run, saturated, share

Column = NDArray[np.float64]
Matrix = NDArray[np.float64]

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
        self.held = [held(question.pairs, candidate.text) for candidate in candidates]
        self.sentences = [
            best_sentence(question.pairs, found, candidate.text)
            for found, candidate in zip(self.held, candidates, strict=True)
        ]
        weights = np.array([word.weight for word in question.asked.words])
        self.weights = weights / (weights.sum() or 1.0)
        self.text, self.title, self.context = (
            self._words([getattr(candidate, part) for candidate in candidates])
            for part in ("text", "title", "context")
        )
        self.everywhere = np.maximum(np.maximum(self.text, self.title), self.context)

    def columns(self) -> dict[str, Column]:
        """Return all features by name."""
        found = {**self._lexical(), **self._matches(), **self._titles(), **self._kinds(), **self._shape()}
        if self.candidates[0].cosine is not None:
            found |= self._dense()
        return found | self._of_notices(found) | self._around() | self._of_question(found)

    def _words(self, texts: Sequence[str]) -> Matrix:
        """Tell how far (0 to 1) each content word stands in each text: (candidates, words)."""
        words = self.question.asked.words
        cached = {text: [word.found(text) for word in words] for text in dict.fromkeys(texts)}
        return np.array([cached[text] for text in texts]).reshape(len(texts), len(words))

    def _lexical(self) -> dict[str, Column]:
        scores = np.array([candidate.lexical for candidate in self.candidates])
        return {
            "lexical_share": _shares(scores),
            "lexical_level": scores / (sum(self.question.pairs.values()) or 1.0),
            "lexical_rank": _ranks(scores),
        }

    def _dense(self) -> dict[str, Column]:
        cosines = np.array([candidate.cosine or 0.0 for candidate in self.candidates])
        spread = max(float(cosines.std()), LEAST_SPREAD)
        return {
            "cosine": cosines,
            "cosine_gap": cosines - cosines.max(),
            "cosine_spread": (cosines - cosines.max()) / spread,
            "cosine_above": (cosines - np.median(cosines)) / spread,
            "cosine_rank": _ranks(cosines),
        }

    def _matches(self) -> dict[str, Column]:
        question, pairs = self.question, self.question.pairs
        texts = [candidate.text for candidate in self.candidates]
        scores = np.array(saturated(pairs, self.held, texts))
        return {
            "pairs": np.array([share(pairs, found) for found in self.held]),
            "pairs_share": _shares(scores),
            "pairs_level": scores / (sum(pairs.values()) or 1.0),
            "words_text": self.text @ self.weights,
            "words_context": np.maximum(self.title, self.context) @ self.weights,
            "words": self.everywhere @ self.weights,
            "missing": ((1 - self.everywhere) * self.weights).max(axis=1, initial=0.0),
            "missing_text": ((1 - self.text) * self.weights).max(axis=1, initial=0.0),
            "sentence": np.array([weight for weight, _ in self.sentences]),
            "run": np.array([longest_run(question.text, one) for one in texts]) / len(question.text),
        }

    def _titles(self) -> dict[str, Column]:
        question = self.question
        titles = [candidate.title for candidate in self.candidates]
        cached = {
            title: (
                share(question.pairs, held(question.pairs, title)),
                echoed(title, question.text),
                longest_run(question.text, title) / len(question.text),
            )
            for title in dict.fromkeys(titles)
        }
        rows = np.array([cached[title] for title in titles])
        return {
            "title_pairs": rows[:, 0], "title_echo": rows[:, 1], "title_run": rows[:, 2],
            "title_words": self.title @ self.weights,
        }  # fmt: skip

    def _kinds(self) -> dict[str, Column]:
        kinds = kinds_asked(self.question.text)
        return {
            "kind_text": np.array([answered(kinds, candidate.text) for candidate in self.candidates]),
            "kind_sentence": np.array([answered(kinds, sentence) for _, sentence in self.sentences]),
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
        best = {name: _best(found[name], groups) for name in _COMPARED if name in found}
        features = {
            "notice_words": _best_rows(self.everywhere, groups) @ self.weights,
            "notice_pairs": self._union_of_pairs(),
            "notice_count": np.log1p(np.bincount(groups)[groups]),
            "notice_lexical": best["lexical_share"],
            "notice_run": _best(found["run"], groups),
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
        pairs, groups = self.question.pairs, self.groups
        texts = {group: one.around for group, one in zip(groups.tolist(), self.candidates, strict=True)}
        whole = [texts[group] for group in range(len(texts))]
        scores = np.array(saturated(pairs, [held(pairs, text) for text in whole], whole))
        return {"notice_density": _shares(scores)[groups], "notice_density_rank": _ranks(scores)[groups]}

    def _union_of_pairs(self) -> Column:
        united: dict[int, frozenset[str]] = {}
        titles: dict[int, frozenset[str]] = {}
        for group, present, candidate in zip(self.groups.tolist(), self.held, self.candidates, strict=True):
            if group not in titles:
                titles[group] = held(self.question.pairs, candidate.title)
            united[group] = united.get(group, titles[group]) | present
        shares = {group: share(self.question.pairs, found) for group, found in united.items()}
        return np.array([shares[group] for group in self.groups.tolist()])

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


def _best(values: Column, groups: NDArray[np.intp]) -> Column:
    best = np.full(int(groups.max(initial=-1)) + 1, -np.inf)
    np.maximum.at(best, groups, values)
    return best[groups]


def _best_rows(values: Matrix, groups: NDArray[np.intp]) -> Matrix:
    best = np.zeros((int(groups.max(initial=-1)) + 1, values.shape[1]))
    np.maximum.at(best, groups, values)
    return best[groups]


def _shares(scores: Column) -> Column:
    best = float(scores.max(initial=0.0))
    return scores / (best if best > 0 else 1.0)


def _ranks(scores: Column) -> Column:
    """Give 1 for the best, 1/2 for the next, and so on; equals share the better rank."""
    order = np.sort(-scores)
    return 1.0 / (1 + np.searchsorted(order, -scores, side="left"))
