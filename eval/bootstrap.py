"""How sure a figure, or the difference of two, is: bootstrap intervals and a randomisation test, seeded."""

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]
DRAWS = 2000
TRIALS = 5000
MANY = 5000
"""With more questions than this it is drawn how often each value comes: 100,000 take no longer than 1,000."""
_CELLS = 2_000_000
"""Most random numbers drawn at once (16 MB), so that a large set does not fill the memory."""


def interval(values: Sequence[float], *, seed: str, share: float = 0.95) -> tuple[float, float]:
    """Return the percentile bootstrap interval of a mean.

    Args:
        values: one a question, at least one; differences for a paired comparison.
        seed: names what is measured; the same seed and values give the same interval.
        share: of the resampled means inside the interval.

    *Source:* Efron 1979; Sakai 2006 (bootstrap of paired differences in retrieval).
    """
    row = np.asarray(values, dtype=np.float64)
    if np.all(row == row[0]):
        return float(row[0]), float(row[0])
    means = _means_by_count(row, seed) if len(row) > MANY else _means(row, seed)
    low, high = np.quantile(means, [(1 - share) / 2, (1 + share) / 2])
    return float(low), float(high)


def chance_of(differences: Sequence[float], *, seed: str) -> float:
    """Return the two-sided p of a paired randomisation test: how often swapping runs gives as large a mean.

    Args:
        differences: one a question, at least one.
        seed: as for `interval`.

    *Source:* Fisher 1935; Smucker et al. 2007 (the test to use for retrieval runs).
    """
    row = np.asarray(differences, dtype=np.float64)
    row = row[row != 0]
    if not len(row):
        return 1.0
    # Sums of tenths differ in the last digit by order alone.
    seen = abs(row.sum()) - 1e-9
    sums = _swapped_by_count(row, seed) if len(row) > MANY else _swapped(row, seed)
    return float((np.sum(np.abs(sums) >= seen) + 1) / (TRIALS + 1))


def _means(row: Values, seed: str) -> Values:
    chance = _chance(seed)
    draws = [
        row[chance.integers(0, len(row), size=(draws, len(row)))].mean(axis=1)
        for draws in _batches(DRAWS, len(row))
    ]
    return np.concatenate(draws)


def _means_by_count(row: Values, seed: str) -> Values:
    """Draw how often each different value comes, which is the same as drawing the values one by one."""
    values, counts = np.unique(row, return_counts=True)
    chance, shares = _chance(seed), counts / len(row)
    drawn = [
        chance.multinomial(len(row), shares, size=draws) @ values for draws in _batches(DRAWS, len(values))
    ]
    return np.asarray(np.concatenate(drawn) / len(row), dtype=np.float64)


def _swapped(row: Values, seed: str) -> Values:
    chance = _chance(seed)
    sums = [
        (chance.integers(0, 2, size=(draws, len(row))) * 2 - 1) @ row for draws in _batches(TRIALS, len(row))
    ]
    return np.concatenate(sums)


def _swapped_by_count(row: Values, seed: str) -> Values:
    """Draw how many of each size keep their sign, which is the same as drawing the signs one by one."""
    sizes, counts = np.unique(np.abs(row), return_counts=True)
    chance = _chance(seed)
    sums = [
        (2 * chance.binomial(counts, 0.5, size=(draws, len(sizes))) - counts) @ sizes
        for draws in _batches(TRIALS, len(sizes))
    ]
    return np.concatenate(sums)


def _chance(seed: str) -> np.random.Generator:
    return np.random.default_rng(int.from_bytes(hashlib.sha256(seed.encode()).digest()[:8], "big"))


def _batches(total: int, width: int) -> list[int]:
    size = max(1, _CELLS // width)
    return [min(size, total - start) for start in range(0, total, size)]
