"""Notices written in another format, read back, and held beside what their texts give."""

import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import click

from corpus.parse import parse_document
from corpus.readers import Limits, document_of
from eval.turned import Piece, pieces
from eval.turned_check import Turned, compare_items

Writer = Callable[[Sequence[Piece]], bytes]
_SHOWN = 5


def turn(text: str, write: Writer) -> tuple[Turned, float]:
    """Write a notice in another format and read it back.

    Args:
        text: the notice's.
        write: makes the file.

    Returns:
        How many items are the same, and the seconds that reading the file took.
    """
    wanted = document_of(text.encode(), "", "", Limits())
    file = write(pieces(wanted.text))
    began = time.perf_counter()
    read = document_of(file, "", "", Limits())
    seconds = time.perf_counter() - began
    return compare_items(parse_document(wanted), parse_document(read)), seconds


def measure(writers: Mapping[str, Writer]) -> None:
    """Run the command line: a line for each notice of `--shared` and each writer, by its name."""

    @click.command(help="把五份通知写成这种格式，再读回来，看事项、单位、时限有多少相同。")
    @click.option("--shared", type=click.Path(path_type=Path), default=Path("../shared"), show_default=True)
    def command(shared: Path) -> None:
        for name, write in writers.items():
            same = total = 0
            for path in sorted((shared / "notices").glob("*.txt")):
                found, seconds = turn(path.read_text(encoding="utf-8"), write)
                most = max(found.expected, found.read)
                same, total = same + found.same, total + most
                click.echo(f"{name}\t{path.stem}\t{found.same}/{most}\t{seconds:.2f} s")
                for difference in found.differences[:_SHOWN]:
                    click.echo(f"\t{difference}")
            click.echo(f"{name}\t合计\t{same}/{total} = {same / max(total, 1):.1%}")

    command()
