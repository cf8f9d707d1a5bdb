"""The fitted model of span extraction: small trees and weights of letters, in a file that can be read."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np

from corpus.errors import ModelError
from index.ranker import Ranker, parse_ranker
from qa.extract.edges import CUT_FEATURES
from qa.extract.marks import Real
from qa.extract.spans import SPAN_FEATURES
from qa.extract.usual import Usual, parse_usual


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """Trees over cuts and over stretches.

    Attributes:
        usual: which letters stand where answers begin and end.
        begins, ends, goes_on: whether an answer begins or ends at a cut, or goes on after it.
        answers: how well a stretch answers, comparable within one question only.
    """

    usual: Usual
    begins: Ranker
    ends: Ranker
    goes_on: Ranker
    answers: Ranker

    def likely(self, cuts: Real) -> Real:
        """Return (3, cuts): how likely an answer begins, ends and goes on at each cut, 0 to 1."""
        columns = dict(zip(CUT_FEATURES, cuts.T, strict=True))
        scores = np.stack([trees.score(columns) for trees in (self.begins, self.ends, self.goes_on)])
        return np.asarray(1 / (1 + np.exp(-scores)))

    def score(self, spans: Real) -> Real:
        """Return a score for each stretch, higher is better."""
        return self.answers.score(dict(zip(SPAN_FEATURES, spans.T, strict=True)))


@cache
def load_model() -> Model:
    """Read the shipped model.

    Raises:
        ModelError: its file is damaged.
    """
    try:
        return parse_model(json.loads(resources.files("qa").joinpath("data/spans.json").read_text("utf-8")))
    except (OSError, ValueError, KeyError, TypeError, IndexError, RecursionError) as error:
        raise ModelError("取答案片段的模型 qa/data/spans.json 不可用；请重新安装 zhengda。") from error


def parse_model(found: Mapping[str, Any]) -> Model:
    """Put a model together from its file: `{"provenance", "usual", "begins", "ends", "goes_on", "answers"}`.

    Raises:
        ValueError, KeyError, TypeError, IndexError: it is no such file.
    """
    parts = ("begins", "ends", "goes_on", "answers")
    trees = {part: parse_ranker({"provenance": found["provenance"], **found[part]}) for part in parts}
    return Model(usual=parse_usual(found["usual"]), **trees)
