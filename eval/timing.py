"""How long answers took, without the encoder's own share, which is the model's and not ours; and memory."""

import resource
import sys
from collections.abc import Iterable, Mapping
from typing import Any

from eval.metrics import percentile
from eval.scoring import Figures

TOTAL = "total"
ENCODE = "encode"


def speed(answers: Iterable[Mapping[str, Any]]) -> Figures:
    """Return p50_ms, p95_ms (all but encoding the question) and encode_p50_ms from `took_ms`.

    A figure that no answer was timed for is absent.
    """
    took = [answer["took_ms"] for answer in answers if answer.get("took_ms", {}).get(TOTAL) is not None]
    own = [row[TOTAL] - row.get(ENCODE, 0.0) for row in took]
    encode = [row[ENCODE] for row in took if ENCODE in row]
    found = {
        "p50_ms": percentile(own, 0.5),
        "p95_ms": percentile(own, 0.95),
        "encode_p50_ms": percentile(encode, 0.5),
    }
    return {name: value for name, value in found.items() if value is not None}


def peak_mb() -> float:
    """Return the most memory this process has held so far, in MB of 1024 x 1024 bytes.

    *Source:* getrusage(2), ru_maxrss; kilobytes on Linux, bytes on macOS.
    """
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(most / (1024 * 1024 if sys.platform == "darwin" else 1024), 1)
