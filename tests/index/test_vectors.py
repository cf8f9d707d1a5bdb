import numpy as np

from corpus.store import Store
from index.passages import encoder_pieces, search_passages
from index.vectors import passage_vectors
from tests.index.conftest import passage
from tests.index.hashing import HashingEncoder


def test_every_piece_has_the_vector_of_its_text(store: Store) -> None:
    encoder, passages = HashingEncoder(), search_passages(store)
    vectors, owners = passage_vectors(store, encoder, passages)
    texts = [text for found in passages for text in encoder_pieces(found)]
    assert np.allclose(vectors, encoder.encode_queries(texts))
    assert owners == [number for number, found in enumerate(passages) for _ in encoder_pieces(found)]


def test_nothing_is_encoded_twice(store: Store) -> None:
    passages = search_passages(store)
    first, _ = passage_vectors(store, HashingEncoder(), passages)
    again = HashingEncoder()
    second, _ = passage_vectors(store, again, passages)
    assert again.encoded == []
    assert np.array_equal(first, second)


def test_only_what_is_new_is_encoded(store: Store) -> None:
    passages = search_passages(store)
    passage_vectors(store, HashingEncoder(), passages)
    again = HashingEncoder()
    passage_vectors(store, again, [*passages, passage(1, "新的一条")])
    assert again.encoded == ["新的一条"]


def test_vectors_of_another_model_are_not_used(store: Store) -> None:
    passages = search_passages(store)
    passage_vectors(store, HashingEncoder(), passages)
    other = HashingEncoder("other")
    passage_vectors(store, other, passages)
    assert len(other.encoded) == len({text for found in passages for text in encoder_pieces(found)})


def test_progress_grows_to_the_total(store: Store) -> None:
    seen: list[tuple[int, int]] = []
    many = [passage(number, f"第{number}条") for number in range(150)]
    passage_vectors(store, HashingEncoder(), many, lambda done, total: seen.append((done, total)))
    assert seen == [(64, 150), (128, 150), (150, 150)]
    passage_vectors(store, HashingEncoder(), many, lambda done, total: seen.append((done, total)))
    assert len(seen) == 3
