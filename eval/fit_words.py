"""Measure what the states of all words have in common, on the sample notices.

Run as `python -m eval.fit_words MODELS`: MODELS is the folder of unpacked models. Replaces
index/data/e5-small-mean.f32: 384 numbers, float32, little-endian.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from eval.own_sets import SAMPLES
from index.encoder import open_encoder
from index.onnx_encoder import OnnxEncoder

_SAYS = 10
"""Letters of a line that says something."""
_FILE = Path(__file__).parents[1] / "index" / "data" / "e5-small-mean.f32"


def main(arguments: Sequence[str]) -> None:
    """Read every line of the sample notices that says something, and write the mean of its words' states."""
    encoder = open_encoder("e5-small", Path(arguments[0]))
    if not isinstance(encoder, OnnxEncoder):
        raise SystemExit("the default encoder is not the one that reads words")
    texts = [path.read_text("utf-8") for path in sorted(SAMPLES.glob("*.txt"))]
    lines = dict.fromkeys(line.strip() for text in texts for line in text.splitlines() if len(line) > _SAYS)
    states = [each.states.astype(np.float64) for each in encoder.passage_words(tuple(lines))]
    # What is taken off already is part of the mean.
    mean = np.concatenate(states).mean(axis=0) + np.fromfile(_FILE, "<f4")
    mean.astype("<f4").tofile(_FILE)
    sys.stdout.write(f"{len(lines)} lines, {sum(map(len, states))} words\n")


if __name__ == "__main__":
    main(sys.argv[1:])
