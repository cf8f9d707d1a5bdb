"""The files a run leaves behind, one form for all runs."""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from corpus.errors import UsageError
from corpus.why import why
from eval.mistakes import said
from eval.origin import ORIGIN
from eval.scoring import Figures

METRICS = "metrics.json"
_WRITTEN = (
    "answers.jsonl", "outcomes.jsonl", "misses.jsonl", "run.trec", "environment.json", "report.html",
    "report.md", "compare.json", "all.json", "ablation.json",
)  # fmt: skip
NOTE = "finding.md"


@dataclass(frozen=True, slots=True)
class RunFolder:
    """DIR of `zhengda eval run SET --out DIR`."""

    path: Path

    @classmethod
    def create(cls, path: Path) -> "RunFolder":
        """Make the folder where it is not there.

        Raises:
            UsageError: it cannot be made or is a file.
        """
        try:
            path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UsageError(f"建不了结果文件夹 {path}（{why(error)}）；请换一个 --out。") from error
        return cls(path)

    @classmethod
    def fresh(cls, path: Path, *, force: bool = False) -> "RunFolder":
        """Make the folder of a new run.

        Raises:
            UsageError: it holds a run or files of the same names and `force` is not given, or it cannot be
                made. A run that was cut short may be begun again.
        """
        if not force:
            if (path / METRICS).exists() or (path / "all.json").exists():
                raise UsageError(f"{path} 里已有一次评测；请换一个 --out，或加 --force 覆盖它。")
            there = next((name for name in _WRITTEN if (path / name).exists()), None)
            if there is not None and not (path / ORIGIN).exists():
                raise UsageError(f"{path} 里已有 {there}，没有动它；请换一个 --out，或加 --force 覆盖。")
        return cls.create(path)

    @contextmanager
    def growing(self) -> Iterator["GrowingRun"]:
        """Open the files that grow with every answer.

        metrics.json, the mark of a run that is done, goes, and so does the report of the former run.

        Raises:
            UsageError: a file cannot be written.
        """
        for name in (METRICS, "report.html", "report.md"):
            (self.path / name).unlink(missing_ok=True)
        with ExitStack() as opened:
            names = ("answers.jsonl", "outcomes.jsonl", "misses.jsonl", "run.trec")
            yield GrowingRun(*(opened.enter_context(self._open(name)) for name in names))

    def write_metrics(self, figures: Figures) -> None:
        """Write metrics.json."""
        self._write_object(METRICS, figures)

    def write_environment(self, environment: Mapping[str, object]) -> None:
        """Write environment.json."""
        self._write_object("environment.json", environment)

    def read_metrics(self) -> Figures:
        """Read metrics.json of a run that is done.

        Raises:
            UsageError: there is none.
        """
        return self._read_object(METRICS)

    def read_environment(self) -> dict[str, Any]:
        """Read environment.json of a run that is done.

        Raises:
            UsageError: there is none.
        """
        return self._read_object("environment.json")

    def read_lines(self, name: str) -> Iterator[dict[str, Any]]:
        """Read a file of JSON lines of a run that is done: answers.jsonl, outcomes.jsonl, misses.jsonl.

        Yields:
            Line after line; the file is never held as a whole.

        Raises:
            UsageError: there is none, or a line of it is no JSON object; the message names the line.
        """
        number = 0
        try:
            with (self.path / name).open(encoding="utf-8") as file:
                number = 1
                for line in file:
                    yield _object(line)
                    number += 1
        except (OSError, ValueError, TypeError) as error:
            raise self._unusable(f"{name} 第 {number} 行" if number else name) from error

    def read_object(self, name: str) -> dict[str, Any]:
        """Read a JSON file of a run that is done.

        Raises:
            UsageError: there is none.
        """
        return self._read_object(name)

    def read_note(self) -> str:
        """Read what a person wrote about the run (finding.md, UTF-8), "" where there is no such file.

        Raises:
            UsageError: it is there and cannot be read.
        """
        path = self.path / NOTE
        try:
            return path.read_text(encoding="utf-8-sig").strip() if path.exists() else ""
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"读不了 {path}（{said(error)}）；请另存为 UTF-8 文本，或移走它。") from error

    def write_object(self, name: str, value: Mapping[str, object]) -> None:
        """Write a JSON file."""
        self._write_object(name, value)

    def write_text(self, name: str, text: str) -> None:
        """Write a text file."""
        with self._open(name) as file:
            file.write(text)

    def _open(self, name: str) -> TextIO:
        try:
            return (self.path / name).open("w", encoding="utf-8")
        except OSError as error:
            raise UsageError(f"写不了 {self.path / name}（{why(error)}）；请检查空间和权限。") from error

    def _write_object(self, name: str, value: Mapping[str, object]) -> None:
        with self._open(name) as file:
            file.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")

    def _read_object(self, name: str) -> dict[str, Any]:
        try:
            return _object((self.path / name).read_text(encoding="utf-8"))
        except (OSError, ValueError, TypeError) as error:
            raise self._unusable(name) from error

    def _unusable(self, name: str) -> UsageError:
        """Say what is missing; where runs lie in folders below, which."""
        below = sorted(path.parent.name for path in self.path.glob(f"*/{METRICS}"))
        if below:
            return UsageError(f"{self.path} 里有几次评测：{'、'.join(below)}；请给出其中一个文件夹。")
        return UsageError(f"{self.path} 里没有可用的 {name}；请先运行 zhengda eval run。")


@dataclass(frozen=True, slots=True)
class GrowingRun:
    """The files of a run that is going on; whatever is handed over is on disk before the next question."""

    answers: TextIO
    outcomes: TextIO
    misses: TextIO
    trec: TextIO

    def answer(self, record: Mapping[str, object]) -> None:
        """Write a line of answers.jsonl."""
        _write_line(self.answers, record)

    def outcome(self, record: Mapping[str, object]) -> None:
        """Write a line of outcomes.jsonl."""
        _write_line(self.outcomes, record)

    def miss(self, record: Mapping[str, object]) -> None:
        """Write a line of misses.jsonl."""
        _write_line(self.misses, record)

    def rank(self, question: str, found: Iterable[tuple[str, float]]) -> None:
        """Write lines of run.trec: `question Q0 document rank score zhengda`; spaces in names become `_`.

        Args:
            question: its id.
            found: (document, score) pairs, best first.
        """
        for rank, (document, score) in enumerate(found, 1):
            self.trec.write(f"{_word(question)} Q0 {_word(document)} {rank} {score:.6f} zhengda\n")
        self.trec.flush()


def _write_line(file: TextIO, record: Mapping[str, object]) -> None:
    file.write(json.dumps(record, ensure_ascii=False) + "\n")
    file.flush()


def _object(text: str) -> dict[str, Any]:
    found = json.loads(text)
    if not isinstance(found, dict):
        raise ValueError(text[:20])
    return found


def _word(text: str) -> str:
    return "_".join(text.split())
