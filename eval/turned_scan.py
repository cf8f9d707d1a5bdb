"""Notices drawn as scanned pages, and what the reader of pictures gives for them.

`python -m eval.turned_scan --shared ../shared [--noisy]` prints a line a notice: how many items come out the
same, how many letters are right, seconds and processor seconds a page, and the peak of memory.
"""

import io
import resource
import time
from collections.abc import Sequence
from pathlib import Path

import click
import numpy as np
from PIL import Image

from corpus.fold import plain
from corpus.model import Document
from corpus.parse import parse_document
from corpus.readers import Limits, document_of
from eval.scan_noise import noisy
from eval.scan_paper import draw
from eval.turned import Piece, pieces
from eval.turned_check import compare_items

_DPI = 200
_PATIENCE = 36000.0


def write_scan(pieces: Sequence[Piece], *, worse: bool = False) -> bytes:
    """Write a tiff of A4 pages at 200 dots an inch.

    Args:
        pieces: what to print.
        worse: as from a poor copier: askew, grainy, packed as JPEG.
    """
    pages: list[Image.Image] = list(draw(pieces, _DPI))
    if worse:
        pages = [noisy(page, seed) for seed, page in enumerate(pages)]
    packed = io.BytesIO()
    how = "jpeg" if worse else "tiff_lzw"
    pages[0].save(packed, "TIFF", save_all=True, append_images=pages[1:], compression=how, dpi=(_DPI, _DPI))
    return packed.getvalue()


def printed(pieces: Sequence[Piece]) -> str:
    """Return all letters that `write_scan` draws, in reading order."""
    return "".join(
        piece if isinstance(piece, str) else "".join(cell.text for row in piece.rows for cell in row)
        for piece in pieces
    )


def accuracy(wanted: str, read: str) -> float:
    """Return 1 - edit distance / length, white space left out."""
    one, other = ("".join(text.split()) for text in (wanted, read))
    return 1 - _distance(one, other) / max(len(one), 1)


def _distance(one: str, other: str) -> int:
    """Levenshtein distance, a row at a time."""
    letters = np.array([ord(letter) for letter in other], dtype=np.int64)
    places = np.arange(len(other) + 1)
    row = places.copy()
    for number, letter in enumerate(one, 1):
        new = np.concatenate([[number], np.minimum(row[1:] + 1, row[:-1] + (letters != ord(letter)))])
        # Insertions run along the row: the least of what came before, a step dearer each place.
        row = np.minimum.accumulate(new - places) + places
    return int(row[-1])


@click.command()
@click.option("--shared", type=click.Path(path_type=Path, exists=True), required=True)
@click.option("--noisy", "worse", is_flag=True, help="As from a poor copier.")
@click.option("--only", default="", help="Only notices whose name holds this.")
@click.option("--differences", is_flag=True, help="Say what differs.")
def main(*, shared: Path, worse: bool, only: str, differences: bool) -> None:
    """Print what comes out of scans of the notices."""
    for path in sorted((shared / "notices").glob("*.txt")):
        if only in path.name:
            _measure(path, worse=worse, differences=differences)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    click.echo(f"peak {peak:.0f} MB")


def _measure(path: Path, *, worse: bool, differences: bool) -> None:
    text = path.read_text(encoding="utf-8")
    parts = pieces(text)
    data = write_scan(parts, worse=worse)
    began, cpu = time.perf_counter(), time.process_time()
    document = document_of(data, path.name, path.name, Limits(seconds=_PATIENCE))
    wall, spent = time.perf_counter() - began, time.process_time() - cpu
    pages = document.layout.pages
    wanted = printed(parts)
    turned = compare_items(parse_document(_document(text)), parse_document(document))
    click.echo(
        f"{path.stem}: {turned.same}/{max(turned.expected, turned.read)} items, "
        f"letters {accuracy(wanted, document.text):.4f} "
        f"(folded {accuracy(plain(wanted), plain(document.text)):.4f}), "
        f"{wall / pages:.1f} s and {spent / pages:.1f} processor s a page of {pages}, "
        f"doubts {[doubt.message for doubt in document.layout.doubts]}"
    )
    for difference in turned.differences if differences else ():
        click.echo(f"  {difference}")


def _document(text: str) -> Document:
    return Document(text=text, sha256="", source="")


if __name__ == "__main__":
    main()
