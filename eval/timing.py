"""How long answers took, without the encoder's own share, which is the model's and not ours; and memory."""

import resource
import sys
from array import array
from collections.abc import Iterable, Mapping
from typing import Any

from eval.metrics import percentile
from eval.scoring import Figures

TOTAL = "total"
ENCODE = "encode"


class Times:
    """How long answers took, gathered one by one."""

    def __init__(self) -> None:
        """Begin empty."""
        self._own, self._encode = array("d"), array("d")

    def add(self, answer: Mapping[str, Any]) -> None:
        """Take in the `took_ms` of an answer; one that was not timed changes nothing."""
        took = answer.get("took_ms", {})
        if took.get(TOTAL) is None:
            return
        self._own.append(took[TOTAL] - took.get(ENCODE, 0.0))
        if ENCODE in took:
            self._encode.append(took[ENCODE])

    def figures(self) -> Figures:
        """Return p50_ms, p95_ms (all but encoding the question) and encode_p50_ms.

        A figure that no answer was timed for is absent.
        """
        found = {
            "p50_ms": percentile(self._own, 0.5),
            "p95_ms": percentile(self._own, 0.95),
            "encode_p50_ms": percentile(self._encode, 0.5),
        }
        return {name: value for name, value in found.items() if value is not None}


def speed(answers: Iterable[Mapping[str, Any]]) -> Figures:
    """Return the figures of `Times` over all answers."""
    times = Times()
    for answer in answers:
        times.add(answer)
    return times.figures()


def peak_mb() -> float:
    """Return the most memory this process has held so far, in MB of 1024 x 1024 bytes.

    *Source:* getrusage(2), ru_maxrss; kilobytes on Linux, bytes on macOS.
    """
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(most / (1024 * 1024 if sys.platform == "darwin" else 1024), 1)
