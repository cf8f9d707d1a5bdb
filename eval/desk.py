"""What the staff desk's pages on evaluation work on; the faces know it only by its shape."""

from dataclasses import dataclass

from corpus.settings import Settings
from eval.desk_review import ReviewDesk
from eval.desk_runs import RunsDesk


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationDesk:
    """The two pages: runs over time, and accepting questions."""

    runs: RunsDesk
    review: ReviewDesk


def open_desk(settings: Settings) -> EvaluationDesk:
    """Open what the pages work on; nothing is read yet."""
    return EvaluationDesk(
        runs=RunsDesk(settings.data_dir), review=ReviewDesk(settings.data_dir, settings.store_path)
    )
