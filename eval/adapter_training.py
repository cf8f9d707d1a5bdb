"""Fit the map that questions' vectors are turned by (adapter of torch)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.adapter import Adapter
from index.ports import Vectors

RANK = 32
_ROUNDS, _BATCH, _RATE, _DECAY, _HEAT = 8, 32, 2e-3, 0.3, 0.02
_MOST_RIGHT, _HARD, _OTHER = 16, 60, 60
_SEED = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A question with vectors of passages, all float32 of length 1.

    Attributes:
        set, id: of the question. question: (dimension,).
        right: (n, dimension), of right passages, at least one.
        hard: (n, dimension), of wrong ones near to the question.
        others: (n, dimension), of any passages of the library; the same for all examples of a set.
    """

    set: str
    id: str
    question: Vectors
    right: Vectors
    hard: Vectors
    others: Vectors


def fit_adapter(examples: Sequence[Example]) -> Adapter:
    """Fit by a contrastive loss: a right passage against near ones and any.

    *Source:* van den Oord et al. 2018 (InfoNCE); weight decay keeps the map small.

    Args:
        examples: at least one, all of one dimension.

    Returns:
        The same adapter for the same examples, up to the last bits of another processor.
    """
    import torch

    torch.set_num_threads(1)
    source = np.random.default_rng(_SEED)
    made = torch.Generator().manual_seed(_SEED)
    dimension = len(examples[0].question)
    down = (torch.randn(dimension, RANK, generator=made) * 0.02).requires_grad_()
    up = torch.zeros(RANK, dimension, requires_grad=True)
    shift = torch.zeros(dimension, requires_grad=True)
    steps = torch.optim.AdamW([down, up, shift], lr=_RATE, weight_decay=_DECAY)
    for _ in range(_ROUNDS):
        order = source.permutation(len(examples))
        for start in range(0, len(order), _BATCH):
            batch = [_drawn(examples[place], source) for place in order[start : start + _BATCH]]
            questions = torch.from_numpy(np.stack([question for question, _, _ in batch]))
            turned = torch.nn.functional.normalize(questions + questions @ down @ up + shift, dim=1)
            losses = [
                _loss(torch.from_numpy(passages) @ one / _HEAT, right)
                for one, (_, passages, right) in zip(turned, batch, strict=True)
            ]
            steps.zero_grad()
            torch.autograd.backward(torch.stack(losses).mean())
            steps.step()
    rounded = [part.detach().numpy().round(4) for part in (down, up, shift)]
    return Adapter(down=rounded[0], up=rounded[1], shift=rounded[2])


def _drawn(example: Example, source: np.random.Generator) -> tuple[Vectors, Vectors, int]:
    """Draw the passages of a step: the question, all passages, and how many of them, the first, are right."""
    right = _some(example.right, _MOST_RIGHT, source)
    wrong = (_some(example.hard, _HARD, source), _some(example.others, _OTHER, source))
    return example.question, np.concatenate([right, *wrong]), len(right)


def _some(rows: Vectors, most: int, source: np.random.Generator) -> Vectors:
    if len(rows) <= most:
        return rows
    chosen: NDArray[np.int64] = source.choice(len(rows), most, replace=False)
    return rows[chosen]


def _loss(scores: "torch.Tensor", right: int) -> "torch.Tensor":  # type: ignore[name-defined]  # noqa: F821
    import torch

    best = torch.logsumexp(scores[:right], 0) - float(np.log(right))
    return torch.logsumexp(torch.cat([best[None], scores[right:]]), 0) - best
