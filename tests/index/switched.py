"""What the tests of changing the model ask of engines."""

import time
from collections.abc import Callable

from corpus.store import Store
from index.engine import EmbeddedEngine
from index.passages import content_digest, encoder_pieces, search_passages
from index.ports import Hit

QUESTIONS = ("信息公开由哪个单位负责", "政务公开工作要点", "什么时候完成", "领导小组办公室", "数据局")
STEP = 8
"""Texts of one step of encoding in these tests."""
Opens = Callable[..., EmbeddedEngine]


def model(engine: EmbeddedEngine) -> str:
    assert engine.generation is not None
    return engine.generation.identity.model


def found(engine: EmbeddedEngine) -> dict[str, tuple[Hit, ...]]:
    return {question: engine.search(question, k=1000) for question in QUESTIONS}


def notices(engine: EmbeddedEngine, question: str = "工作") -> set[str]:
    return {hit.notice_id for hit in engine.search(question, k=1000)}


def ids(store: Store) -> set[str]:
    return {notice.id for notice in store.notices()}


def texts(store: Store) -> dict[str, str]:
    pieces = (text for passage in search_passages(store) for text in encoder_pieces(passage))
    return {content_digest(text): text for text in pieces}


def finish(engine: EmbeddedEngine) -> None:
    assert engine._switcher is not None
    engine._switcher.join(60)
    assert not engine._switcher.is_alive()


def wait_until(holds: Callable[[], bool]) -> None:
    for _ in range(6000):
        if holds():
            return
        time.sleep(0.01)
    raise AssertionError


def wait_for_problem(engine: EmbeddedEngine) -> None:
    wait_until(lambda: engine.switching is not None and bool(engine.switching.problem))
