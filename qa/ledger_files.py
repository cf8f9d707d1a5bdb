"""The task ledger in the forms it is handed out in over HTTP."""

from collections.abc import Sequence

from corpus.export import NOTHING, Beside, to_csv, to_ics, to_xlsx
from corpus.ledger import LedgerRow
from qa.api_models import Download, TaskFile

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def download(rows: Sequence[LedgerRow], format: TaskFile, beside: Beside = NOTHING) -> Download:
    """Write ledger rows as a file.

    Args:
        rows: in the order wanted.
        format: of the file.
        beside: columns after the ledger's own; a calendar has none.

    Returns:
        The file, whole in memory.
    """
    match format:
        case TaskFile.CSV:
            content, media_type = to_csv(rows, beside), "text/csv; charset=utf-8"
        case TaskFile.XLSX:
            content, media_type = to_xlsx(rows, beside), _XLSX
        case TaskFile.ICS:
            content, media_type = to_ics(rows), "text/calendar; charset=utf-8"
    return Download(content=content, media_type=media_type, filename=f"zhengda-tasks.{format.value}")
