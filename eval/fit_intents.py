"""Fit what tells what a follow-up asks for, on phrases that people wrote without seeing the product.

Run as `python -m eval.fit_intents [--write]`. Prints how often the intent is right, cross-validated by
writer, and on the phrases of two writers that nothing is fitted on. With --write qa/data/intents.npz is
replaced.
"""

import argparse
import json
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.fold import fold
from qa.understand.intent import FILE, PLACE, YEAR, Intent, IntentModel, grams_of, pack_intents, parse_intents
from qa.understand.period import YEARS
from qa.understand.plain_words import likeliest

PHRASES = Path(__file__).parent / "phrases"
FOUNDERS = "z"
"""Stands for the writer of phrases that our own dialogues showed to be missing."""
_STRENGTH = 25.0
_LEAST_SEEN = 2
_PLACE = re.compile("青陂县?")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A follow-up as somebody would say it: `text` folded, its place and year replaced."""

    writer: str
    intent: str
    text: str


def load_phrases(name: str) -> list[Phrase]:
    """Read phrases: one JSON object a line with writer, intent and text."""
    lines = (PHRASES / f"{name}.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines if line]
    return [Phrase(row["writer"], row["intent"], plain_text(row["text"])) for row in rows]


def plain_text(text: str) -> str:
    """Fold a phrase and replace the place that all writers were given, and years, as where it is read."""
    return YEARS.sub(YEAR, _PLACE.sub(PLACE, fold(text).text))


def fit(phrases: Sequence[Phrase], told: str = "") -> bytes:
    """Fit a model (adapter of scikit-learn); the same for the same phrases."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    reader = TfidfVectorizer(analyzer=_analysed, sublinear_tf=True, min_df=_LEAST_SEEN)
    rows = reader.fit_transform([phrase.text for phrase in phrases])
    fitted = LogisticRegression(C=_STRENGTH, max_iter=500).fit(rows, [phrase.intent for phrase in phrases])
    grams = reader.get_feature_names_out().astype(np.str_)
    return pack_intents(
        fitted.classes_.astype(np.str_), grams, reader.idf_, fitted.coef_, fitted.intercept_,
        np.array(sorted(_plain_pairs(phrases)), dtype=np.str_), told,
    )  # fmt: skip


def _plain_pairs(phrases: Sequence[Phrase]) -> set[str]:
    """Pairs that phrases with no matter of their own hold."""
    held = (set(_analysed(phrase.text)) for phrase in phrases if phrase.intent != Intent.OWN)
    return {gram for grams in held for gram in grams if len(gram) > 1}


def _analysed(text: str) -> list[str]:
    return list(grams_of(text).elements())


@dataclass(frozen=True, slots=True)
class Judged:
    """How a model read phrases: of each whether it has a matter of its own, was heard, and heard rightly."""

    own: NDArray[np.bool_]
    heard: NDArray[np.bool_]
    right: NDArray[np.bool_]

    def told(self) -> str:
        """Say it in a line."""
        plain = ~self.own
        return (
            f"不带事项的听对 {(self.heard & self.right)[plain].mean():.3f}、"
            f"听错 {(self.heard & ~self.right)[plain].mean():.3f}，"
            f"自带事项的误听 {self.heard[self.own].mean():.3f}"
        )


def judge(model: IntentModel, phrases: Sequence[Phrase]) -> Judged:
    """Read phrases with a model."""
    heard = [
        likeliest(dict(zip(model.intents, model.shares(phrase.text), strict=True))) for phrase in phrases
    ]
    return Judged(
        own=np.array([phrase.intent == Intent.OWN for phrase in phrases]),
        heard=np.array([one is not None for one in heard]),
        right=np.array([one == phrase.intent for one, phrase in zip(heard, phrases, strict=True)]),
    )


def cross_validated(phrases: Sequence[Phrase]) -> Judged:
    """Read each writer's phrases with a model that was fitted on the others'."""
    parts = []
    # What founders added are corrections, no writer.
    phrases = [phrase for phrase in phrases if phrase.writer != FOUNDERS]
    for writer in sorted({phrase.writer for phrase in phrases}):
        model = parse_intents(fit([phrase for phrase in phrases if phrase.writer != writer]))
        parts.append(judge(model, [phrase for phrase in phrases if phrase.writer == writer]))
    return Judged(
        *(np.concatenate([getattr(part, name) for part in parts]) for name in ("own", "heard", "right"))
    )


def main(arguments: Sequence[str]) -> None:
    """Fit, print what it gives, write where asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args(arguments)
    phrases, unseen = load_phrases("follow-ups"), load_phrases("follow-ups-unseen")
    told = f"逐个写的人留出：{cross_validated(phrases).told()}"
    told += f"；两位从不用来拟合的人：{judge(parse_intents(fit(phrases)), unseen).told()}"
    sys.stdout.write(told.replace("；两位", "\n两位") + "\n")
    if given.write:
        source = f"eval/fit_intents.py：{len(phrases)} 句追问的说法；{told}"
        (Path(__file__).parents[1] / "qa" / FILE).write_bytes(fit(phrases, source))


if __name__ == "__main__":
    main(sys.argv[1:])
