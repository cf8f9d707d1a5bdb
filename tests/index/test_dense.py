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


def nearest(vectors: np.ndarray, owners: list[int], question: np.ndarray, allowed=None) -> dict[int, float]:
    """Compare with every vector as it is kept, in 16 bits."""
    best: dict[int, float] = {}
    cosines = vectors.astype(np.float16).astype(np.float32) @ question
    for owner, cosine in zip(owners, cosines.tolist(), strict=True):
        if allowed is None or allowed[owner]:
            best[owner] = max(best.get(owner, -1.0), cosine)
    return best


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
    best = nearest(vectors, owners, question, allowed)
    wanted = sorted(best, key=lambda owner: -best[owner])[:k]
    dense = FaissDense.build(vectors, owners)
    assert list(dense.search(question, k=k, allowed=allowed)) == wanted
    assert dense.cosines(question, wanted) == pytest.approx(
        {owner: best[owner] for owner in wanted}, abs=1e-5
    )


@pytest.fixture(scope="module")
def many() -> tuple[np.ndarray, list[int], FaissDense]:
    """Vectors enough for codes, two to a passage."""
    vectors = unit_rows(7, 6000, 64)
    owners = [row // 2 for row in range(6000)]
    return vectors, owners, FaissDense.build(vectors, owners, exact=5000)


def test_with_codes_nearly_all_of_the_nearest_are_found_in_their_order(many) -> None:
    vectors, owners, dense = many
    shares = []
    for question in unit_rows(8, 20, 64):
        best = nearest(vectors, owners, question)
        found = dense.search(question, k=20)
        assert list(found) == sorted(found, key=lambda owner: -best[owner])
        shares.append(len(set(found) & set(sorted(best, key=lambda owner: -best[owner])[:20])) / 20)
    assert np.mean(shares) > 0.95


@pytest.mark.parametrize("every", [2, 100])
def test_with_codes_only_what_is_allowed_is_found(many, every: int, monkeypatch) -> None:
    # So low that a half of the passages is searched by codes and a hundredth one by one.
    monkeypatch.setattr("index.dense.EXACT", 100)
    vectors, owners, dense = many
    allowed = np.arange(3000) % every == 0
    question = unit_rows(9, 1, 64)[0]
    best = nearest(vectors, owners, question, allowed)
    found = dense.search(question, k=20, allowed=allowed)
    assert len(found) == 20
    assert all(allowed[owner] for owner in found)
    assert found[0] == max(best, key=lambda owner: best[owner])


def test_codes_are_read_as_they_were_written(many, tmp_path: Path) -> None:
    dense, question = many[2], unit_rows(10, 1, 64)[0]
    dense.save(tmp_path)
    opened = FaissDense.open(tmp_path)
    assert opened.search(question, k=50) == dense.search(question, k=50)
    assert opened.cosines(question, range(50)) == dense.cosines(question, range(50))


def test_building_twice_gives_the_same(many) -> None:
    vectors, owners, dense = many
    question = unit_rows(11, 1, 64)[0]
    again = FaissDense.build(vectors, owners, exact=5000)
    assert again.search(question, k=100) == dense.search(question, k=100)


def test_a_passage_without_a_vector_has_no_cosine() -> None:
    dense = FaissDense.build(unit_rows(1, 2), [0, 2])
    assert set(dense.cosines(unit_rows(2, 1)[0], [0, 1, 2, 99])) == {0, 2}
    assert dense.cosines(unit_rows(2, 1)[0], [1]) == {}


def test_it_is_read_as_it_was_written(tmp_path: Path) -> None:
    dense, question = FaissDense.build(unit_rows(3, 20), range(20)), unit_rows(4, 1)[0]
    dense.save(tmp_path)
    assert FaissDense.open(tmp_path).search(question, k=20) == dense.search(question, k=20)


@pytest.mark.parametrize("name", ["vectors.npy", "owners.npy", "codes.faiss"])
def test_a_truncated_file_is_stale(tmp_path: Path, name: str) -> None:
    FaissDense.build(unit_rows(3, 600), range(600), exact=500).save(tmp_path)
    content = (tmp_path / name).read_bytes()
    (tmp_path / name).write_bytes(content[: len(content) // 2])
    with pytest.raises(StaleIndex, match="重建"):
        FaissDense.open(tmp_path)


@pytest.mark.parametrize("name", ["vectors.npy", "codes.faiss"])
def test_a_file_that_cannot_be_written_is_said(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    with pytest.raises(StoreError, match="写不进去"):
        FaissDense.build(unit_rows(3, 600), range(600), exact=500).save(tmp_path)


def test_vectors_and_owners_of_different_numbers_are_stale() -> None:
    with pytest.raises(StaleIndex, match="不符"):
        FaissDense.build(unit_rows(3, 3), [0, 1])
