"""Columns of numbers about the candidates of one search, and what is worked out of them within it."""

import numpy as np
from numpy.typing import NDArray

Column = NDArray[np.float64]
Matrix = NDArray[np.float64]
Groups = NDArray[np.intp]


def best_of(values: Column, groups: Groups) -> Column:
    """Give each its group's best.

    Args:
        values: (candidates,).
        groups: (candidates,), numbers from 0.

    Returns:
        (candidates,).
    """
    best = np.full(int(groups.max(initial=-1)) + 1, -np.inf)
    np.maximum.at(best, groups, values)
    return best[groups]


def best_rows(values: Matrix, groups: Groups) -> Matrix:
    """Give each its group's best in every column, at least 0.

    Args:
        values: (candidates, columns).
        groups: (candidates,), numbers from 0.

    Returns:
        (candidates, columns).
    """
    best = np.zeros((int(groups.max(initial=-1)) + 1, values.shape[1]))
    np.maximum.at(best, groups, values)
    return best[groups]


def shares(scores: Column) -> Column:
    """Return scores as shares of the best, as they are where none is above 0."""
    best = float(scores.max(initial=0.0))
    return scores / (best if best > 0 else 1.0)


def ranks(scores: Column) -> Column:
    """Give 1 for the best, 1/2 for the next, and so on; equals share the better rank."""
    order = np.sort(-scores)
    return 1.0 / (1 + np.searchsorted(order, -scores, side="left"))
