"""What all drafted questions have in common: an id of their words, and the mark that they wait."""

import hashlib
from random import Random
from typing import Any

from eval.questions import Kind, Question, State


def drafted(*, kind: Kind, question: str, **gold: Any) -> Question:  # noqa: ANN401 - fields of Question
    """Make a question that waits for a person.

    Args:
        kind: what it asks for.
        question: its words.
        gold: the other fields of `Question`.

    Returns:
        A question marked as generated, with an id that depends on its words alone.
    """
    digest = hashlib.sha256(question.encode()).hexdigest()[:10]
    return Question(
        id=f"g{digest}", kind=kind, question=question, state=State.GENERATED,
        **{"answerable": kind is not Kind.NONE, **gold},
    )  # fmt: skip


def seeded(seed: int, *place: str) -> Random:
    """Return chance that depends on the seed and the place alone: a new notice changes no other's draft."""
    return Random(":".join((str(seed), *place)))
