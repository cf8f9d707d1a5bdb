"""The tokeniser of multilingual-e5-small, reading only the pieces that a text may have.

The tokenizers library takes most of a second and 300 MB to lay out all 250,000 pieces; ids are the same. A
text is cut into the pieces whose log probabilities have the largest sum.
*Source:* Kudo 2018, Subword regularization, section 3.2.
"""

import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.e5_file import Pieces
from index.word_list import GrowingDictionary, WordList

_PIECES, _SPECIALS, _SCORES = "pieces.txt", "pieces.json", "scores.f32"
_DROPPED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ufffd]")
# Left as they are: characters of later releases of Unicode than the tokenizers library knows (㋿).
_NORMALISED = re.compile(
    "[^\u32ff\ua7f2-\ua7f4\uab69\U00010781-\U00010785\U00010787-\U000107b0\U000107b2-\U000107ba"
    "\U0001f16c\U0001fbf0-\U0001fbf9]+"
)
_SPACE = re.compile(r"\s+")
_SPACE_PIECE = "▁"
_UNKNOWN_PENALTY = 10.0
"""So much less likely than the least likely piece is a character that is in none."""
_NO_PIECE = (-1, 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Specials:
    """What is known beside the pieces: ids by the pieces that text may write out, and three of them."""

    ids: dict[str, int]
    begin: int
    end: int
    unknown: int
    unknown_score: float


def write_pieces(folder: Path, pieces: Pieces) -> None:
    """Write the vocabulary.

    Args:
        folder: existing.
        pieces: as packed; none holds a space or a line feed.
    """
    lines = (f"{piece} {score!r}\n" for piece, score in pieces.scored)
    (folder / _PIECES).write_bytes("".join(lines).encode("utf-8"))
    np.array([score for _, score in pieces.scored], "<f4").tofile(folder / _SCORES)
    specials = _Specials(
        ids={pieces.scored[i][0]: i for i in (pieces.begin, pieces.pad, pieces.end, pieces.unknown)},
        begin=pieces.begin,
        end=pieces.end,
        unknown=pieces.unknown,
        unknown_score=min(score for _, score in pieces.scored) - _UNKNOWN_PENALTY,
    )
    (folder / _SPECIALS).write_text(json.dumps(asdict(specials)), encoding="utf-8")


class PieceTokeniser:
    """Cuts text into ids of pieces; safe from several threads."""

    def __init__(self, folder: Path) -> None:
        """Open what `write_pieces` wrote.

        Raises:
            OSError, ValueError, TypeError: a file is missing or damaged.
        """
        self._specials = _Specials(**json.loads((folder / _SPECIALS).read_text(encoding="utf-8")))
        self._special = re.compile("(" + "|".join(map(re.escape, self._specials.ids)) + ")")
        words = WordList((folder / _PIECES).read_bytes())
        self._scores = np.fromfile(folder / _SCORES, "<f4")
        self._pieces = GrowingDictionary(words, lambda id, score: (id, float(score)), _NO_PIECE)

    def encode(self, text: str) -> list[int]:
        """Return the ids of a text of any length, between those that begin and end one."""
        ids = [self._specials.begin]
        # Written out, the model's own marks stand for themselves: every second part is one.
        for place, part in enumerate(self._special.split(text)):
            ids += [self._specials.ids[part]] if place % 2 else self._cut(_normal(part))
        return [*ids, self._specials.end]

    def scores(self, ids: Sequence[int]) -> NDArray[np.float32]:
        """Return the log probability of each piece, float32 (len(ids),)."""
        return np.asarray(self._scores[list(ids)], dtype=np.float32)

    def _cut(self, text: str) -> list[int]:
        """Cut normalised text; unknown characters side by side have one id together."""
        starts, ids = self._best(text)
        found: list[int] = []
        end = len(text)
        while end:
            id, end = ids[end], starts[end]
            if id != self._specials.unknown or not found or found[-1] != id:
                found.append(id)
        return found[::-1]

    def _best(self, text: str) -> tuple[list[int], list[int]]:
        """Give for each place in a text start and id of the piece that ends there on the best way to it."""
        size = len(text) + 1
        scores, starts, ids = [0.0] + [float("-inf")] * len(text), [0] * size, [0] * size
        for start in range(size - 1):
            for end, id, score in self._pieces_at(text, start):
                if scores[start] + score > scores[end]:
                    scores[end], starts[end], ids[end] = scores[start] + score, start, id
        return starts, ids

    def _pieces_at(self, text: str, start: int) -> Iterator[tuple[int, int, float]]:
        """Give end, id and score of the pieces that begin at a place, shortest first."""
        alone = self._pieces.get(text[start])
        if alone is None or alone == _NO_PIECE:
            yield start + 1, self._specials.unknown, self._specials.unknown_score
        for end in range(start + 1, len(text) + 1):
            found = self._pieces.get(text[start:end])
            if found is None:
                return
            if found != _NO_PIECE:
                yield end, *found


def _normal(text: str) -> str:
    """Put text in the form of the pieces: a mark for each space, one before the first word."""
    plain = _NORMALISED.sub(lambda run: unicodedata.normalize("NFKC", run.group()), _DROPPED.sub("", text))
    marked = _SPACE.sub(_SPACE_PIECE, plain)
    return marked if not marked or marked.startswith(_SPACE_PIECE) else _SPACE_PIECE + marked
