"""Tells a file that need not be read again: the same bytes, read by the same program."""

import hashlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

# Libraries whose next version may read the same file otherwise.
_LIBRARIES = ("lxml", "openpyxl", "pypdfium2", "rapidocr", "onnxruntime", "opencc")


def fingerprint(data: bytes) -> str:
    """Return the fingerprint of a file's bytes: it changes with them and with the program that reads them."""
    return f"{hashlib.sha256(data).hexdigest()}-{_program()}"


@cache
def _program() -> str:
    """Hash this package's code and data, and the versions of what it reads with."""
    digest = hashlib.sha256()
    folder = Path(__file__).parent
    for path in sorted([*folder.rglob("*.py"), *(folder / "data").iterdir()]):
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(path.read_bytes())
    for name in _LIBRARIES:
        digest.update(f"{name} {_version(name)}".encode())
    return digest.hexdigest()[:12]


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
