"""What a reader of one file format is."""

from dataclasses import dataclass
from typing import Protocol

from corpus.layout import PLAIN, Layout


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much of a file is read at most; what is over becomes a doubt, or an error where nothing is left.

    Attributes:
        bytes: of the file itself.
        expanded_bytes: of all that is packed inside it, taken together, unpacked.
        pages: pages or sheets.
        letters: characters of text.
        seconds: of reading one file.
    """

    bytes: int = 20 * 1024**2
    expanded_bytes: int = 200 * 1024**2
    pages: int = 300
    letters: int = 3_000_000
    seconds: float = 120.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read out of a file.

    Attributes:
        text: what a person would read, in reading order: one paragraph a line; in a table each cell begins a
            line with a tab and an empty line ends a row. Of plain text, the file's characters as they are.
        encoding: name of the encoding it was decoded with, "" where the format has its own.
        layout: where in the file it stood.
    """

    text: str
    encoding: str = ""
    layout: Layout = PLAIN


class Reader(Protocol):
    """Turns the bytes of one format into text."""

    @property
    def name(self) -> str:
        """Name of the format, for people."""

    def read(self, data: bytes, limits: Limits) -> Reading:
        """Read the bytes. Pure: no file, no network, no clock.

        Raises:
            UndecodableFile: damaged, encrypted, or text in none of the encodings tried.
            FileTooLarge: more is packed inside than the limits allow.
            UnsupportedFile: of this format, but of a kind that cannot be read.
            EmptyFile: no text in it.
            The messages lack the file's name.
        """
