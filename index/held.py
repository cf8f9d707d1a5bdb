"""What a generation holds of the library, and what is to do when the library has changed."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import StaleIndex

VERSIONS, NAMES = "library.json", "names.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What a generation holds.

    Attributes:
        versions: by notice id, in order, the digest of what was stored of it.
        ending: ids of its notices that may end others.
        names: names of units and regions that its text was cut by. They stay as they were at the last full
            build: a name that comes later is cut like any other text, in the passages and in questions, so
            the two always agree; it becomes a word of its own with the next full build.
    """

    versions: Mapping[str, str]
    ending: tuple[str, ...]
    names: tuple[str, ...]

    @property
    def digest(self) -> str:
        """Digest of all versions: a store made anew may have come to the same sequence number."""
        return library_digest(self.versions)

    def save(self, folder: Path) -> None:
        """Write into an existing folder; the names only where they are not there already."""
        content = json.dumps({"versions": dict(self.versions), "ending": self.ending})
        (folder / VERSIONS).write_text(content, encoding="utf-8")
        if not (folder / NAMES).exists():
            (folder / NAMES).write_text(json.dumps(self.names, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def open(cls, folder: Path) -> "Held":
        """Read what `save` wrote.

        Raises:
            StaleIndex: a file is missing or damaged.
        """
        try:
            held = json.loads((folder / VERSIONS).read_text(encoding="utf-8"))
            names = json.loads((folder / NAMES).read_text(encoding="utf-8"))
            return cls(versions=held["versions"], ending=tuple(held["ending"]), names=tuple(names))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise StaleIndex(f"索引 {folder} 打不开，将从库里重建。") from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What has changed since a generation was written.

    Attributes:
        gone: ids of notices whose passages are to be taken out, those that have changed among them.
        come: ids of notices to be read and put in.
    """

    gone: tuple[str, ...]
    come: tuple[str, ...]

    def __len__(self) -> int:
        """Return how many notices are touched."""
        return len({*self.gone, *self.come})


def compare(held: Mapping[str, str], stored: Mapping[str, str]) -> Changes:
    """Compare versions held with versions stored."""
    gone = tuple(id for id, version in held.items() if stored.get(id) != version)
    come = tuple(id for id, version in stored.items() if held.get(id) != version)
    return Changes(gone=gone, come=come)


def library_digest(versions: Mapping[str, str]) -> str:
    """Digest versions given in order of id."""
    return hashlib.sha256(json.dumps(dict(versions)).encode()).hexdigest()
