"""Fit the weights of follow-ups' sureness, laid out as `qa.odds` reads them."""

from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

Matrix = NDArray[np.float64]
_PULL = 10.0
"""How strongly weights are pulled to none: half of it by their squares."""
_DIGITS = 5
_LEAST_SPREAD = 1e-3


def fit_odds(
    names: Sequence[str],
    rows: Matrix,
    right: Sequence[bool],
    weights: Sequence[float],
    against: Collection[str] = (),
    either: Collection[str] = (),
) -> dict[str, Any]:
    """Fit log odds that a row is right; a feature speaks one way only, for it where nothing else is said.

    A few hundred questions must not teach that an answer which shares nothing with its question is right.

    Arguments as of `eval.trees.fit_chance`.

    Returns:
        The file of `qa.odds` without `provenance`; the same for the same input.
    """
    usual, spread = rows.mean(axis=0), np.maximum(rows.std(axis=0), _LEAST_SPREAD)
    design = np.column_stack([(rows - usual) / spread, np.ones(len(rows))])
    bounds = [
        (None, None) if name in either else (None, 0) if name in against else (0, None) for name in names
    ]
    found = _fitted(design, np.array(right, dtype=np.float64), np.array(weights), [*bounds, (None, None)])
    table = np.column_stack([usual, spread, found[:-1]]).round(_DIGITS)
    return {
        "base": round(float(found[-1]), _DIGITS),
        "features": {name: row.tolist() for name, row in zip(names, table, strict=True) if row[-1] != 0},
    }


def _fitted(
    design: Matrix, right: Matrix, weights: Matrix, bounds: Sequence[tuple[float | None, float | None]]
) -> Matrix:
    """Weigh the columns; the last, what it starts from, is pulled nowhere."""
    pulled = np.array([_PULL] * (design.shape[1] - 1) + [0.0])

    def loss(found: Matrix) -> tuple[float, Matrix]:
        odds = design @ found
        total = (weights * (np.logaddexp(0, odds) - right * odds)).sum() + pulled @ found**2 / 2
        return float(total), design.T @ (weights * (1 / (1 + np.exp(-odds)) - right)) + pulled * found

    start = np.zeros(design.shape[1])
    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x)
