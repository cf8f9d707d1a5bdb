"""Write the five notices in another format, read them back and print what came out the same."""

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from corpus.parse import parse_document
from corpus.readers import Limits, document_of
from eval.turned import Piece, pieces
from eval.turned_check import Turned, compare_items

Writer = Callable[[Sequence[Piece]], bytes]


def turned(text: bytes, write: Writer) -> tuple[Turned, float]:
    """Write a notice with `write`, read that file, and compare; also the seconds of reading it."""
    wanted = document_of(text, "", "", Limits())
    file = write(pieces(wanted.text))
    began = time.perf_counter()
    read = document_of(file, "", "", Limits())
    seconds = time.perf_counter() - began
    return compare_items(parse_document(wanted), parse_document(read)), seconds


def main(name: str, write: Writer) -> None:
    """Measure a writer on the notices of `--shared`."""

    @click.command(help=f"Write the five notices as {name}, read them back, compare item by item.")
    @click.option("--shared", type=click.Path(path_type=Path, exists=True), required=True)
    def measure(shared: Path) -> None:
        same = total = 0
        for path in sorted((shared / "notices").glob("*.txt")):
            found, seconds = turned(path.read_bytes(), write)
            same, total = same + found.same, total + max(found.expected, found.read)
            click.echo(f"{path.name}: {found.same}/{max(found.expected, found.read)}, {seconds:.2f} s")
            for difference in found.differences:
                click.echo(f"  {difference}", file=sys.stderr)
        click.echo(f"{name}: {same}/{total} = {same / max(total, 1):.1%}")

    measure()
