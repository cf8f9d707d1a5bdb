from bisect import bisect_left
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import StaleIndex, StoreError
from index.dense import DensePart, FaissDense, VectorWriter


def unit_rows(seed: int, rows: int, dimension: int = 8) -> np.ndarray:
    found = np.random.default_rng(seed).normal(size=(rows, dimension)).astype(np.float32)
    return found / np.linalg.norm(found, axis=1, keepdims=True)


def write(folder: Path, vectors: np.ndarray, owners: Sequence[int], exact: int = 20_000) -> DensePart:
    folder.mkdir(parents=True, exist_ok=True)
    writer = VectorWriter(folder, vectors.shape[1])
    for start in range(0, len(owners), 1000):
        writer.add(vectors[start : start + 1000], owners[start : start + 1000])
    try:
        writer.finish(exact=exact)
    finally:
        writer.close()
    return DensePart.open(folder)


def whole(*arguments: Any, **others: Any) -> FaissDense:
    return FaissDense([write(*arguments, **others)], [0])


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
    st.lists(st.integers(0, 5), min_size=1, max_size=40).map(sorted),
    st.integers(1, 8),
    st.booleans(),
    st.integers(0, 6),
)
def test_it_finds_what_comparing_with_every_vector_finds_in_one_part_or_two(
    seed: int, owners: list[int], k: int, filtered: bool, second: int
) -> None:
    vectors, question = unit_rows(seed, len(owners)), unit_rows(seed + 1, 1)[0]
    allowed = np.arange(6) % 2 == 0 if filtered else None
    best = nearest(vectors, owners, question, allowed)
    wanted = sorted(best, key=lambda owner: -best[owner])[:k]
    cut = bisect_left(owners, second)
    halves = ((0, slice(0, cut)), (second, slice(cut, None)))
    with TemporaryDirectory() as folder:
        parts = [
            (start, write(Path(folder, str(place)), vectors[rows], [owner - start for owner in owners[rows]]))
            for place, (start, rows) in enumerate(halves)
            if owners[rows]
        ]
    dense = FaissDense([part for _, part in parts], [start for start, _ in parts])
    found = dense.search(question, k=k, allowed=allowed)
    assert list(found) == wanted
    assert found == pytest.approx(dense.cosines(question, wanted), abs=1e-6)
    assert dense.cosines(question, wanted) == pytest.approx(
        {owner: best[owner] for owner in wanted}, abs=1e-5
    )


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> tuple[np.ndarray, list[int], FaissDense]:
    """Vectors enough for codes, two to a passage."""
    vectors = unit_rows(7, 6000, 64)
    owners = [row // 2 for row in range(6000)]
    return vectors, owners, whole(tmp_path_factory.mktemp("many"), vectors, owners, exact=5000)


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
    assert next(iter(found)) == max(best, key=lambda owner: best[owner])


def test_building_twice_gives_the_same(many, tmp_path: Path) -> None:
    vectors, owners, dense = many
    question = unit_rows(11, 1, 64)[0]
    again = whole(tmp_path, vectors, owners, exact=5000)
    assert again.search(question, k=100) == dense.search(question, k=100)


def test_vectors_may_be_filled_in_later(tmp_path: Path) -> None:
    vectors = unit_rows(5, 10)
    writer = VectorWriter(tmp_path, 8)
    writer.add(np.zeros((6, 8), np.float32), range(6))
    writer.fill([1, 4, 0], vectors[[1, 4, 0]])
    writer.add(vectors[6:], range(6, 10))
    writer.fill([2, 3, 5], vectors[[2, 3, 5]])
    writer.finish()
    assert np.array_equal(DensePart.open(tmp_path).matrix, vectors.astype(np.float16))


def test_a_passage_without_a_vector_has_no_cosine(tmp_path: Path) -> None:
    dense = whole(tmp_path, unit_rows(1, 2), [0, 2])
    assert set(dense.cosines(unit_rows(2, 1)[0], [0, 1, 2, 99])) == {0, 2}
    assert dense.cosines(unit_rows(2, 1)[0], [1]) == {}


@pytest.mark.parametrize("name", ["vectors.npy", "owners.npy", "codes.faiss"])
def test_a_truncated_file_is_stale(tmp_path: Path, name: str) -> None:
    write(tmp_path, unit_rows(3, 700), range(700), exact=600)
    content = (tmp_path / name).read_bytes()
    (tmp_path / name).write_bytes(content[: len(content) // 2])
    with pytest.raises(StaleIndex, match="重建"):
        DensePart.open(tmp_path)


@pytest.mark.parametrize("name", ["owners.npy", "codes.faiss"])
def test_a_file_that_cannot_be_written_is_said(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    with pytest.raises(StoreError, match="写不进去"):
        write(tmp_path, unit_rows(3, 700), range(700), exact=600)


def test_vectors_and_owners_of_different_numbers_are_stale(tmp_path: Path) -> None:
    write(tmp_path, unit_rows(3, 3), range(3))
    np.save(tmp_path / "owners.npy", np.zeros(2, np.int32))
    with pytest.raises(StaleIndex, match="不符"):
        DensePart.open(tmp_path)
