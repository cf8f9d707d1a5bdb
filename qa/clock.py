"""How long the stages of answering take."""

import time
from collections.abc import Iterator
from contextlib import contextmanager


class Clock:
    """Milliseconds by stage, from the moment it is made; a stage entered twice adds up."""

    def __init__(self) -> None:
        self._started = time.perf_counter()
        self._stages: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time the block."""
        since = time.perf_counter()
        try:
            yield
        finally:
            self._stages[name] = self._stages.get(name, 0.0) + 1000 * (time.perf_counter() - since)

    def done(self) -> tuple[tuple[str, float], ...]:
        """Return the stages and the total so far."""
        total = 1000 * (time.perf_counter() - self._started)
        return tuple((name, round(took, 3)) for name, took in {**self._stages, "total": total}.items())
