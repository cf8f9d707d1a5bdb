"""What a reader of one file format is."""

from typing import Protocol


class Reader(Protocol):
    """Turns the bytes of one format into text."""

    @property
    def name(self) -> str:
        """Name of the format, for people."""

    def accepts(self, data: bytes) -> bool:
        """Tell from the content alone whether these bytes are of this format."""

    def decode(self, data: bytes) -> tuple[str, str]:
        """Decode the bytes.

        Returns:
            The text, character for character as it stands in the file, and the encoding's name.

        Raises:
            UndecodableFile: the text is in none of the encodings tried; the message lacks the file's name.
        """
