"""The quality reports of notices as one CSV file: a line for each thing read, doubted or found private."""

from collections.abc import Iterable, Iterator

from corpus.export import csv_file
from corpus.quality_report import Quality

_HEADINGS = ("通知编号", "标题", "类别", "名称", "内容", "页", "原文起", "原文止", "暂不用来回答")
_Cells = tuple[str | int, ...]


def quality_csv(found: Iterable[Quality]) -> bytes:
    """Write CSV that Excel opens right; private words themselves are left out."""
    return csv_file(_HEADINGS, (row for quality in found for row in _rows(quality)))


def _rows(quality: Quality) -> Iterator[_Cells]:
    head = quality.notice.id, quality.notice.title
    for name, value in quality.recognised:
        yield (*head, "读到的", name, value, "", "", "", "")
    for doubt in quality.doubts:
        place = (doubt.span.start, doubt.span.end) if doubt.span else ("", "")
        kept_back = "是" if quality.holds(doubt) else ""
        yield (*head, "疑点", doubt.kind.value, doubt.message, doubt.page or "", *place, kept_back)
    for fact in quality.private:
        yield (*head, "公开前检查", fact.value, "", "", fact.span.start, fact.span.end, "")
