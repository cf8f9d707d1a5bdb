"""What the desk's tabs on evaluation need from outside the faces: shapes only, records of plain text."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from corpus.settings import Settings

Record = Mapping[str, Any]
"""JSON-like: texts, numbers, lists of texts ready for a table, (label, value) pairs to choose from."""


class Runs(Protocol):
    """Evaluations over time. Every method raises ZhengdaError with a sentence for people."""

    def listing(self) -> Record:
        """List all runs: `rows` under RUN_HEADINGS, and `runs`, `sets`, `figures` to choose from."""
        ...

    def chart(self, set_name: str, figure: str) -> Record:
        """Draw a figure of a set over time: `svg` ("" for none) and a `note`."""
        ...

    def run(self, id: str) -> Record:
        """Show a run: `origin`, `note`, rows of `figures`, `kinds`, `stages`; `wrong`, `others` to choose."""
        ...

    def wrong(self, id: str, question: str) -> Record:
        """Show a question that went wrong: `rows` of name and text, and the `trace`."""
        ...

    def compare(self, base: str, id: str) -> Record:
        """Hold a run against another: `notes`, and `rows` under DIFFERENCE_HEADINGS."""
        ...


class Review(Protocol):
    """Accepting questions into sets. Every method raises ZhengdaError with a sentence for people."""

    def form(self) -> Sequence[Record]:
        """Name the fields of a question: `key`, `label`, `hint`, and `choices`, none for free text."""
        ...

    def drafts(self) -> Sequence[str]:
        """Name the drafts, the one last written to first."""
        ...

    def sets(self) -> Sequence[str]:
        """Name the sets."""
        ...

    def draft_from_library(self) -> str:
        """Write a new draft out of the notices; returns its name."""
        ...

    def draft_from_use(self) -> str:
        """Write a new draft out of what was asked; returns its name."""
        ...

    def open(self, draft: str, target: str, skipped: Sequence[str] = ()) -> Record:
        """Show the question to look at now.

        Returns `progress` (accepted, rejected, waiting, skipped), `unread`, `said`, `saved`, and of the
        question `id` (None where nothing is left), `seen`, `fields` (texts by key), `notes`, `problems` and
        `passages` (file, text before, marked text, text after).
        """
        ...

    def check(self, draft: str, target: str, id: str, fields: Mapping[str, str]) -> Record:
        """Hold a question as edited against the library: `problems` and `passages`."""
        ...

    def decide(
        self, draft: str, target: str, id: str, decision: str, *, by: str, fields: Mapping[str, str],
        seen: str, skipped: Sequence[str] = (), known_problems: Sequence[str] = (),
    ) -> Record:  # fmt: skip
        """Accept, reject or skip, saved at once; gives the next question as `open` does.

        Held back for problems that are not among `known_problems`, it gives the same `id` and no `fields`.
        """
        ...


class Evaluation(Protocol):
    """Both."""

    @property
    def runs(self) -> Runs:
        """Evaluations over time."""
        ...

    @property
    def review(self) -> Review:
        """Accepting questions."""
        ...


OpenEvaluation = Callable[[Settings], Evaluation]
"""Opens them over the data folder of some settings; called late, when the desk is built."""
