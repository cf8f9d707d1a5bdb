"""What a run was asked: the set, over which notices, how many questions, on which day."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from corpus.errors import UsageError
from corpus.why import why
from eval.environment import set_hash

ORIGIN = "origin.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What a run was asked, enough to ask it again.

    Attributes:
        set: the question file or BEIR folder, absolute.
        sha256: of the set as it was.
        notices: files and folders it was asked over, absolute; none for the user's own library.
        library: only the questions that name this library were asked, all where None.
        limit: only the first so many, all where None.
        day: the day that counted.
    """

    set: Path
    sha256: str
    notices: tuple[Path, ...] = ()
    library: str | None = None
    limit: int | None = None
    day: date

    @classmethod
    def of(
        cls, asked: Path, notices: tuple[Path, ...] = (), *, library: str | None = None,
        limit: int | None = None, day: date | None = None,
    ) -> "Origin":  # fmt: skip
        """Note what is about to be asked; today where no day is given."""
        return cls(
            set=asked.absolute(), sha256=set_hash(asked), library=library, limit=limit,
            notices=tuple(path.absolute() for path in notices), day=day or date.today(),
        )  # fmt: skip

    def write(self, folder: Path) -> None:
        """Write origin.json into a run's folder, made where it does not exist.

        Raises:
            UsageError: it cannot be written.
        """
        record = {
            "set": str(self.set), "sha256": self.sha256, "notices": [str(path) for path in self.notices],
            "library": self.library, "limit": self.limit, "day": self.day.isoformat(),
        }  # fmt: skip
        try:
            folder.mkdir(parents=True, exist_ok=True)
            text = json.dumps(record, ensure_ascii=False, indent=2) + "\n"
            (folder / ORIGIN).write_text(text, encoding="utf-8")
        except OSError as error:
            raise UsageError(f"建不了结果文件夹 {folder}（{why(error)}）；请换一个 --out。") from error


def read_origin(folder: Path) -> Origin | None:
    """Read origin.json of a run, None where there is none.

    Raises:
        UsageError: it is there and cannot be used.
    """
    path = folder / ORIGIN
    if not path.exists():
        return None
    try:
        row: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return Origin(
            set=Path(row["set"]), sha256=str(row["sha256"]), notices=tuple(map(Path, row["notices"])),
            library=row["library"], limit=row["limit"], day=date.fromisoformat(row["day"]),
        )  # fmt: skip
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{path} 读不出来；请重新运行 zhengda eval run。") from error
