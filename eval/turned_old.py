"""Notices written as doc, rtf and xls by LibreOffice, and read back: `python -m eval.turned_old`."""

import subprocess
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from eval.turned import Piece
from eval.turned_docx import write_docx
from eval.turned_measure import measure
from eval.turned_xlsx import write_xlsx

_FILTERS = {"doc": "doc:MS Word 97", "rtf": "rtf:Rich Text Format", "xls": "xls:MS Excel 97"}


def converted(data: bytes, source: str, target: str) -> bytes:
    """Turn a docx into doc or rtf, an xlsx into xls; LibreOffice must be there."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / f"a.{source}").write_bytes(data)
        command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
        command += ["--convert-to", _FILTERS[target], "--outdir", name, str(folder / f"a.{source}")]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return (folder / f"a.{target}").read_bytes()


def write_old(pieces: Sequence[Piece], *, target: str, numbered: bool = False) -> bytes:
    """Write a notice as doc, rtf or xls; automatic numbers only in the first two."""
    if target == "xls":
        return converted(write_xlsx(pieces), "xlsx", target)
    return converted(write_docx(pieces, numbered=numbered, overrides=False), "docx", target)


if __name__ == "__main__":
    measure(
        {
            "doc": partial(write_old, target="doc"),
            "doc，自动编号": partial(write_old, target="doc", numbered=True),
            "rtf": partial(write_old, target="rtf"),
            "xls": partial(write_old, target="xls"),
        }
    )
