"""The files that notices were read from, kept as they came, by the hash of their bytes."""

import hashlib
import os
import re
import tempfile
from pathlib import Path

from corpus.errors import StoreError, StoreFull
from corpus.why import is_full, why

_FOLDER = "originals"
_DIGEST = re.compile("[0-9a-f]{64}")


def keep(data_dir: Path, data: bytes) -> str:
    """Keep a file; one that is there already is left alone.

    Returns:
        The hex digest of its bytes, under which `original` gives it back.

    Raises:
        StoreFull: no space left. StoreError: the folder cannot be written.
    """
    digest = hashlib.sha256(data).hexdigest()
    path = _path(data_dir, digest)
    try:
        if path.exists() and path.stat().st_size == len(data):
            return digest
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            try:
                file.write(data)
                file.close()
                os.replace(file.name, path)
            except BaseException:
                os.unlink(file.name)
                raise
    except OSError as error:
        if is_full(error):
            words = "磁盘空间不足。已存入的内容完好；请腾出空间后重试。"
            raise StoreFull(f"存不下原件 {path}：{words}") from error
        raise StoreError(f"存不了原件 {path}（{why(error)}）。请检查设置 data_dir 和权限。") from error
    return digest


def original(data_dir: Path, digest: str) -> bytes | None:
    """Give a kept file back; None where it is not there or no longer what it was."""
    if not _DIGEST.fullmatch(digest):
        return None
    try:
        data = _path(data_dir, digest).read_bytes()
    except OSError:
        return None
    return data if hashlib.sha256(data).hexdigest() == digest else None


def size(data_dir: Path, digest: str) -> int | None:
    """Tell how many bytes a kept file has, without reading it; None where it is not there."""
    try:
        return _path(data_dir, digest).stat().st_size if _DIGEST.fullmatch(digest) else None
    except OSError:
        return None


def erase(data_dir: Path, digest: str) -> bool:
    """Delete a kept file; tells whether there was one.

    Raises:
        StoreError: it cannot be deleted.
    """
    if not _DIGEST.fullmatch(digest):
        return False
    path = _path(data_dir, digest)
    try:
        path.unlink()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise StoreError(f"删不了原件 {path}（{why(error)}）。请检查权限后手工删除。") from error
    return True


def _path(data_dir: Path, digest: str) -> Path:
    return data_dir / _FOLDER / digest[:2] / digest
