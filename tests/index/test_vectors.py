from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from corpus.store import Store
from index.dense import DensePart
from index.passages import encoder_pieces, search_passages
from index.ports import Encoder, SearchPassage
from index.vectors import PassageVectors, Progress
from tests.index.conftest import passage
from tests.index.hashing import HashingEncoder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "part").mkdir()
    return tmp_path / "part"


def write(
    store: Store, encoder: Encoder, folder: Path, passages: Sequence[SearchPassage],
    progress: Progress | None = None,
) -> DensePart:  # fmt: skip
    writing = PassageVectors(store, encoder, folder)
    for start in range(0, len(passages), 40):
        writing.add(enumerate(passages[start : start + 40], start))
    writing.finish(progress)
    return DensePart.open(folder)


def test_every_piece_has_the_vector_of_its_text(store: Store, folder: Path) -> None:
    encoder, passages = HashingEncoder(), search_passages(store)
    part = write(store, encoder, folder, passages)
    texts = [text for found in passages for text in encoder_pieces(found)]
    assert np.allclose(part.matrix, encoder.encode_queries(texts), atol=1e-3)
    assert part.owners.tolist() == [
        number for number, found in enumerate(passages) for _ in encoder_pieces(found)
    ]


def test_nothing_is_encoded_twice(store: Store, folder: Path) -> None:
    passages = search_passages(store)
    first = np.array(write(store, HashingEncoder(), folder, [*passages, passages[0]]).matrix)
    again = HashingEncoder()
    second = write(store, again, folder, [*passages, passages[0]]).matrix
    assert again.encoded == []
    assert np.array_equal(first, second)


def test_only_what_is_new_is_encoded(store: Store, folder: Path) -> None:
    passages = search_passages(store)
    write(store, HashingEncoder(), folder, passages)
    again = HashingEncoder()
    write(store, again, folder, [*passages, passage(1, "新的一条"), passage(2, "新的一条")])
    assert again.encoded == ["新的一条"]


def test_vectors_of_another_model_are_not_used(store: Store, folder: Path) -> None:
    passages = search_passages(store)
    write(store, HashingEncoder(), folder, passages)
    other = HashingEncoder("other")
    write(store, other, folder, passages)
    assert len(other.encoded) == len({text for found in passages for text in encoder_pieces(found)})


def test_those_of_another_part_are_taken_over(store: Store, folder: Path, tmp_path: Path) -> None:
    first = write(store, HashingEncoder(), folder, [passage(1, "甲方"), passage(2, "乙方")])
    (tmp_path / "next").mkdir()
    writing = PassageVectors(store, HashingEncoder(), tmp_path / "next")
    writing.copy(first)
    writing.add([(2, passage(3, "丙方"))])
    writing.finish()
    part = DensePart.open(tmp_path / "next")
    assert np.array_equal(part.matrix[:2], first.matrix)
    assert part.owners.tolist() == [0, 1, 2]


def test_progress_grows_to_the_total(store: Store, folder: Path) -> None:
    seen: list[tuple[int, int]] = []
    many = [passage(number, f"第{number}条") for number in range(150)]
    write(store, HashingEncoder(), folder, many, lambda done, total: seen.append((done, total)))
    assert seen == [(64, 150), (128, 150), (150, 150)]
    write(store, HashingEncoder(), folder, many, lambda done, total: seen.append((done, total)))
    assert len(seen) == 3
