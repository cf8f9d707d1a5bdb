"""The files a run leaves behind, one form for all runs."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import UsageError
from eval.scoring import Figures

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

    @property
    def library(self) -> Path:
        """Data folder of a scratch library."""
        return self.path / "library"

    def write_answers(self, answers: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
        """Write answers.jsonl line by line as they come, so that a run cut short leaves what it has.

        Returns:
            The answers written.
        """
        return self._write_lines("answers.jsonl", answers)

    def write_misses(self, misses: Iterable[dict[str, Any]]) -> None:
        """Write misses.jsonl."""
        self._write_lines("misses.jsonl", misses)

    def write_metrics(self, figures: Figures) -> None:
        """Write metrics.json."""
        self._write_object("metrics.json", figures)

    def write_environment(self, environment: Mapping[str, object]) -> None:
        """Write environment.json."""
        self._write_object("environment.json", environment)

    def write_trec(self, ranking: Ranking) -> None:
        """Write run.trec: `question Q0 document rank score zhengda`; spaces inside names become `_`."""
        with (self.path / "run.trec").open("w", encoding="utf-8") as file:
            for question, found in ranking.items():
                for rank, (document, score) in enumerate(found, 1):
                    file.write(f"{_word(question)} Q0 {_word(document)} {rank} {score:.6f} zhengda\n")

    def read_metrics(self) -> Figures:
        """Read metrics.json of a run that is done.

        Raises:
            UsageError: there is none.
        """
        return self._read_object("metrics.json")

    def read_environment(self) -> dict[str, Any]:
        """Read environment.json of a run that is done.

        Raises:
            UsageError: there is none.
        """
        return self._read_object("environment.json")

    def _write_lines(self, name: str, rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
        written = []
        with (self.path / name).open("w", encoding="utf-8") as file:
            for row in rows:
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
                file.flush()
                written.append(row)
        return written

    def _write_object(self, name: str, value: Mapping[str, object]) -> None:
        text = json.dumps(value, ensure_ascii=False, indent=2) + "\n"
        (self.path / name).write_text(text, encoding="utf-8")

    def _read_object(self, name: str) -> dict[str, Any]:
        try:
            return dict(json.loads((self.path / name).read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError) as error:
            raise UsageError(f"{self.path} 里没有可用的 {name}；请先运行 zhengda eval run。") from error


def _word(text: str) -> str:
    return "_".join(text.split())
