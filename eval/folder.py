"""The files a run leaves behind, one form for all runs."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from corpus.errors import UsageError
from eval.respondent import Asked
from eval.scoring import Figures

METRICS = "metrics.json"
Ranking = Mapping[str, Sequence[tuple[str, float]]]
"""Question id -> (document, score) pairs, best first."""


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
            raise UsageError(f"建不了结果文件夹 {path}（{error.strerror}）；请换一个 --out。") from error
        return cls(path)

    @classmethod
    def fresh(cls, path: Path, *, force: bool = False) -> "RunFolder":
        """Make the folder of a new run.

        Raises:
            UsageError: it holds a run already and `force` is not given, or it cannot be made.
        """
        if (path / METRICS).exists() and not force:
            raise UsageError(f"{path} 里已有一次评测；请换一个 --out，或加 --force 覆盖它。")
        return cls.create(path)

    def keep_answers(self, asked: Iterable[Asked]) -> list[Asked]:
        """Write answers.jsonl line by line as they come, so that a run cut short leaves what it has.

        Returns:
            The answers written, with their traces.
        """
        kept = []
        with self._open("answers.jsonl") as file:
            for row in asked:
                file.write(json.dumps(row.answer, ensure_ascii=False) + "\n")
                file.flush()
                kept.append(row)
        return kept

    def write_outcomes(self, outcomes: Iterable[dict[str, Any]]) -> None:
        """Write outcomes.jsonl."""
        self._write_lines("outcomes.jsonl", outcomes)

    def write_misses(self, misses: Iterable[dict[str, Any]]) -> None:
        """Write misses.jsonl."""
        self._write_lines("misses.jsonl", misses)

    def write_metrics(self, figures: Figures) -> None:
        """Write metrics.json."""
        self._write_object(METRICS, figures)

    def write_environment(self, environment: Mapping[str, object]) -> None:
        """Write environment.json."""
        self._write_object("environment.json", environment)

    def write_trec(self, ranking: Ranking) -> None:
        """Write run.trec: `question Q0 document rank score zhengda`; spaces inside names become `_`."""
        with self._open("run.trec") as file:
            for question, found in ranking.items():
                for rank, (document, score) in enumerate(found, 1):
                    file.write(f"{_word(question)} Q0 {_word(document)} {rank} {score:.6f} zhengda\n")

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

    def read_lines(self, name: str) -> list[dict[str, Any]]:
        """Read a file of JSON lines of a run that is done: answers.jsonl, outcomes.jsonl, misses.jsonl.

        Raises:
            UsageError: there is none, or a line of it is no JSON object; the message names the line.
        """
        rows: list[dict[str, Any]] = []
        number = 0
        try:
            lines = (self.path / name).read_text(encoding="utf-8").splitlines()
            number = 1
            for line in lines:
                rows.append(dict(json.loads(line)))
                number += 1
            return rows
        except (OSError, ValueError, TypeError) as error:
            where = f"{name} 第 {number} 行" if number else name
            raise UsageError(f"{self.path} 里没有可用的 {where}；请先运行 zhengda eval run。") from error

    def read_object(self, name: str) -> dict[str, Any]:
        """Read a JSON file of a run that is done.

        Raises:
            UsageError: there is none.
        """
        return self._read_object(name)

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
            raise UsageError(f"写不了 {self.path / name}（{error.strerror}）；请检查空间和权限。") from error

    def _write_lines(self, name: str, rows: Iterable[dict[str, Any]]) -> None:
        with self._open(name) as file:
            for row in rows:
                file.write(json.dumps(row, ensure_ascii=False) + "\n")

    def _write_object(self, name: str, value: Mapping[str, object]) -> None:
        with self._open(name) as file:
            file.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")

    def _read_object(self, name: str) -> dict[str, Any]:
        try:
            return dict(json.loads((self.path / name).read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError) as error:
            raise UsageError(f"{self.path} 里没有可用的 {name}；请先运行 zhengda eval run。") from error


def _word(text: str) -> str:
    return "_".join(text.split())
