from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import StaleIndex, StoreError
from index.dense import FaissDense


def unit_rows(seed: int, rows: int, dimension: int = 8) -> np.ndarray:
    found = np.random.default_rng(seed).normal(size=(rows, dimension)).astype(np.float32)
    return found / np.linalg.norm(found, axis=1, keepdims=True)


@settings(deadline=None, max_examples=50)
@given(
    st.integers(0, 10_000),
    st.lists(st.integers(0, 5), min_size=1, max_size=40),
    st.integers(1, 8),
    st.booleans(),
)
def test_it_finds_what_comparing_with_every_vector_finds(
    seed: int, owners: list[int], k: int, filtered: bool
) -> None:
    vectors, question = unit_rows(seed, len(owners)), unit_rows(seed + 1, 1)[0]
    allowed = np.arange(6) % 2 == 0 if filtered else None
    best: dict[int, float] = {}
    for owner, cosine in zip(owners, vectors @ question, strict=True):
        if allowed is None or allowed[owner]:
            best[owner] = max(best.get(owner, -1.0), float(cosine))
    wanted = sorted(best, key=lambda owner: -best[owner])[:k]
    dense = FaissDense.build(vectors, owners)
    assert list(dense.search(question, k=k, allowed=allowed)) == wanted
    assert dense.cosines(question, wanted) == pytest.approx(
        {owner: best[owner] for owner in wanted}, abs=1e-5
    )


def test_a_passage_without_a_vector_has_no_cosine() -> None:
    dense = FaissDense.build(unit_rows(1, 2), [0, 2])
    assert set(dense.cosines(unit_rows(2, 1)[0], [0, 1, 2, 99])) == {0, 2}


def test_it_is_read_as_it_was_written(tmp_path: Path) -> None:
    dense, question = FaissDense.build(unit_rows(3, 20), range(20)), unit_rows(4, 1)[0]
    dense.save(tmp_path)
    assert FaissDense.open(tmp_path).search(question, k=20) == dense.search(question, k=20)


@pytest.mark.parametrize("name", ["vectors.faiss", "owners.npy"])
def test_a_truncated_file_is_stale(tmp_path: Path, name: str) -> None:
    FaissDense.build(unit_rows(3, 20), range(20)).save(tmp_path)
    content = (tmp_path / name).read_bytes()
    (tmp_path / name).write_bytes(content[: len(content) // 2])
    with pytest.raises(StaleIndex, match="重建"):
        FaissDense.open(tmp_path)


def test_a_file_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "vectors.faiss").mkdir()
    with pytest.raises(StoreError, match="写不进去"):
        FaissDense.build(unit_rows(3, 3), range(3)).save(tmp_path)


def test_vectors_and_owners_of_different_numbers_are_stale() -> None:
    with pytest.raises(StaleIndex, match="不符"):
        FaissDense.build(unit_rows(3, 3), [0, 1])
