"""The quality report of a notice: what was recognised, what is doubtful and why, for people and programs."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from corpus.json_records import Record, iso
from corpus.layout import Doubt
from corpus.model import Document, Fact, Notice, ParsedNotice, TaskItem
from corpus.quality import doubts_of, withheld
from corpus.releases import private_spots
from corpus.reread import reading_of
from corpus.store import Store

_AROUND = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """What is known of how well a notice was read.

    Attributes:
        doubts: of the whole document that the notice stands in.
        released: pages that a person let through.
        withheld: how many letters are kept back from answers.
    """

    notice: Notice
    document: Document
    items: tuple[TaskItem, ...]
    doubts: tuple[Doubt, ...]
    released: frozenset[int | None]
    withheld: int
    private: tuple[Fact, ...]

    @property
    def recognised(self) -> tuple[tuple[str, str], ...]:
        """What was read, name and value; an empty value was not found."""
        with_units = sum(bool(item.lead_units or item.responsible_units) for item in self.items)
        with_deadline = sum(item.deadline is not None for item in self.items)
        notice, layout = self.notice, self.document.layout
        return (
            ("文件", f"{self.document.source}（{layout.format.value}{_pages(layout.pages)}）"),
            ("标题", notice.title),
            ("发文机关", "、".join(notice.issuing_bodies)),
            ("发文字号", notice.document_number or ""),
            ("成文日期", iso(notice.dated_on) or ""),
            ("地区", notice.region.name if notice.region else ""),
            ("任务条目", str(len(self.items))),
            ("有单位的条目", f"{with_units}/{len(self.items)}"),
            ("有时限的条目", f"{with_deadline}/{len(self.items)}"),
            ("识别置信度", _confidence(self.document)),
        )

    def holds(self, doubt: Doubt) -> bool:
        """Tell whether what a doubt is about is kept back from answers."""
        return doubt.withholds and doubt.page not in self.released


def quality_of(store: Store, notice: Notice) -> Quality:
    """Look a notice's document over.

    Raises:
        StoreError: the store failed.
    """
    parsed = reading_of(store, notice)
    released = store.released(notice.sha256)
    return Quality(
        notice=notice,
        document=parsed.document,
        items=next((part.items for part in parsed.notices if _is(part, notice)), ()),
        doubts=doubts_of(parsed),
        released=released,
        withheld=sum(span.end - span.start for span in withheld(parsed.document.layout, released)),
        private=private_spots(notice),
    )


def quality_text(quality: Quality) -> str:
    """Write it for a terminal."""
    return "\n".join(_lines(quality))


def quality_record(quality: Quality) -> Record:
    """Lay it out as JSON values; spans point into the stored text."""
    return {
        "notice_id": quality.notice.id,
        "recognised": dict(quality.recognised),
        "doubts": [
            {
                "kind": doubt.kind.value,
                "message": doubt.message,
                "page": doubt.page,
                "start": doubt.span.start if doubt.span else None,
                "end": doubt.span.end if doubt.span else None,
                "withheld": quality.holds(doubt),
            }
            for doubt in quality.doubts
        ],
        "withheld_letters": quality.withheld,
        "private": [
            {"kind": fact.value, "start": fact.span.start, "end": fact.span.end} for fact in quality.private
        ],
    }


def quality_page(quality: Quality) -> str:
    """Write it as a web page of its own, without a script or anything from outside."""
    rows = "".join(
        f"<tr><th scope=row>{escape(name)}</th><td>{escape(value) or '<em>没有读到</em>'}</td></tr>"
        for name, value in quality.recognised
    )
    doubts = "".join(f"<li>{escape(line)}</li>" for line in _doubts(quality)) or "<li>没有疑点。</li>"
    private = "".join(f"<li>{escape(line)}</li>" for line in _private(quality)) or "<li>没有发现。</li>"
    return _PAGE.format(title=escape(quality.notice.title), rows=rows, doubts=doubts, private=private)


_PAGE = """<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>读入质量：{title}</title>
<style>body{{font:16px/1.7 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}}
th{{text-align:left;padding-right:1.5rem;vertical-align:top}}em{{color:#8a1f11}}</style></head>
<body><main><h1>读入质量</h1><p>{title}</p><h2>读到的</h2><table>{rows}</table>
<h2>疑点</h2><ul>{doubts}</ul><h2>公开前检查</h2><ul>{private}</ul></main></body></html>
"""


def _lines(quality: Quality) -> Iterator[str]:
    for name, value in quality.recognised:
        yield f"{name}：{value or '没有读到'}"
    yield "疑点：" if quality.doubts else "疑点：没有"
    yield from (f"  {line}" for line in _doubts(quality))
    if quality.withheld:
        yield f"有 {quality.withheld} 字暂不用来回答；核对原件后用 zhengda notices release 放行。"
    yield "公开前检查：" if quality.private else "公开前检查：没有发现不宜公开的内容"
    yield from (f"  {line}" for line in _private(quality))
    if quality.private:
        yield "因此这份通知不对外公开；由人决定后用 zhengda notices publish 公开。"


def _doubts(quality: Quality) -> Iterator[str]:
    for doubt in quality.doubts:
        where = f"第 {doubt.page} 页：" if doubt.page else ""
        yield f"{where}{doubt.message}{'（暂不用来回答）' if quality.holds(doubt) else ''}"


def _private(quality: Quality) -> Iterator[str]:
    """Say where, with the words around it and the private words themselves left out."""
    text = quality.document.text
    for fact in quality.private:
        before = text[max(0, fact.span.start - _AROUND) : fact.span.start]
        after = text[fact.span.end : fact.span.end + _AROUND]
        yield f"{fact.value}，第 {fact.span.start} 字：{' '.join(f'…{before}█{after}…'.split())}"


def _is(part: ParsedNotice, notice: Notice) -> bool:
    return part.notice.id == notice.id


def _pages(pages: int) -> str:
    return f"，{pages} 页" if pages else ""


def _confidence(document: Document) -> str:
    told = [block.confidence for block in document.layout.blocks if block.confidence is not None]
    return f"{sum(told) / len(told):.3f}" if told else "不是识别出来的文字"
