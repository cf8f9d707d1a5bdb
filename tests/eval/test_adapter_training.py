import numpy as np
import pytest

from eval.adapter_training import Example, fit_adapter

DIMENSION = 24


def unit(rows):
    return (rows / np.linalg.norm(rows, axis=-1, keepdims=True)).astype(np.float32)


@pytest.fixture(scope="module")
def examples():
    """Questions whose right passage lies where a fixed turn of them points."""
    source = np.random.default_rng(3)
    turn = 3.0 * source.standard_normal((DIMENSION, DIMENSION)) / np.sqrt(DIMENSION)
    questions = unit(source.standard_normal((900, DIMENSION)))
    right = unit(questions + questions @ turn)
    others = unit(source.standard_normal((200, DIMENSION)))
    return [
        Example(
            set="own", id=str(place), question=question, right=passage[None],
            hard=np.delete(right, place, axis=0)[:40], others=others,
        )
        for place, (question, passage) in enumerate(zip(questions, right, strict=True))
    ]  # fmt: skip


def found_first(adapter, examples, share):
    every = np.concatenate([example.right for example in examples])
    turned = np.stack([adapter.turn(example.question, share) for example in examples])
    return float(np.mean((turned @ every.T).argmax(axis=1) == np.arange(len(examples))))


def test_questions_it_has_not_seen_come_nearer_to_what_answers_them(examples):
    seen, unseen = examples[:800], examples[800:]
    adapter = fit_adapter(seen)
    assert found_first(adapter, unseen, 1.0) > found_first(adapter, unseen, 0.0) + 0.1


def test_the_same_examples_give_the_same_adapter(examples):
    first, again = fit_adapter(examples[:20]), fit_adapter(examples[:20])
    assert np.array_equal(first.up, again.up)
    assert np.array_equal(first.shift, again.shift)
