"""Documents made by hand: small notices whose every field is known."""

import hashlib
from datetime import date

from corpus.model import (
    Deadline,
    DeadlineKind,
    Document,
    Fact,
    Notice,
    ParsedDocument,
    ParsedNotice,
    Passage,
    PassageKind,
    Region,
    Span,
    TaskItem,
    Unit,
)

REGION = Region(name="青石县", short="青石", code=None, parents=("云岭省",))
TEXT = "青石县关于做好某事的通知\n1. 公开清单，3月底前完成。（牵头单位：县财政局；责任单位：各乡镇）\n"


def document(text: str = TEXT, *, source: str = "a.txt") -> Document:
    return Document(text=text, sha256=hashlib.sha256(text.encode()).hexdigest(), source=source)


def notice(text: str = TEXT, *, source: str = "a.txt", **fields: object) -> Notice:
    made = document(text, source=source)
    known: dict[str, object] = {
        "id": f"n{made.sha256[:12]}",
        "title": "青石县关于做好某事的通知",
        "span": Span(0, len(text)),
        "source": source,
        "sha256": made.sha256,
        "region": REGION,
        "year": 2023,
        "dated_on": date(2023, 1, 5),
        "document_number": "青政办发〔2023〕1号",
        "facts": (("title", Fact(value="青石县关于做好某事的通知", span=Span(0, 12))),),
    }
    return Notice(**{**known, **fields})  # type: ignore[arg-type]


def unit(name: str, *, open: bool = False) -> Unit:
    return Unit(name=name, canonical=name, span=Span(0, len(name)), open=open)


def deadline(due: date | None = date(2023, 3, 31), text: str = "3月底前") -> Deadline:
    kind = DeadlineKind.BY_DATE if due else DeadlineKind.ONGOING
    return Deadline(
        text=text, kind=kind, span=Span(0, len(text)), due=due, rule="底取最后一日" if due else None
    )


def item(of: Notice, number: str = "1", **fields: object) -> TaskItem:
    known: dict[str, object] = {
        "id": f"{of.id}-i{number}",
        "notice_id": of.id,
        "number": number,
        "path": ("一、公开",),
        "text": "公开清单，3月底前完成。",
        "span": Span(of.span.start, of.span.end),
        "text_span": Span(of.span.start, of.span.end),
        "lead_units": (unit("县财政局"),),
        "responsible_units": (unit("各乡镇", open=True),),
        "deadline": deadline(),
    }
    return TaskItem(**{**known, **fields})  # type: ignore[arg-type]


def passage(of: Notice, number: int = 1) -> Passage:
    return Passage(
        id=f"{of.id}-p{number}",
        notice_id=of.id,
        kind=PassageKind.CLAUSE,
        path=("一、公开",),
        number=None,
        span=Span(of.span.start, of.span.end),
    )


def parsed(text: str = TEXT, *, source: str = "a.txt", items: int = 1, **fields: object) -> ParsedDocument:
    made = notice(text, source=source, **fields)
    part = ParsedNotice(
        notice=made,
        passages=(passage(made),),
        items=tuple(item(made, str(number)) for number in range(1, items + 1)),
    )
    return ParsedDocument(document=document(text, source=source), notices=(part,))


def written(number: int) -> str:
    """Text of a notice as a file holds it, one for each number."""
    return (
        f"青石县人民政府办公室文件\n\n青政办发〔2023〕{number}号\n\n"
        f"青石县人民政府办公室关于做好第{number}项工作的通知\n\n各乡镇人民政府：\n\n"
        f"1. 公开第{number}项清单。3月底前公布清单。（牵头单位：县财政局；责任单位：各乡镇）\n\n"
        "青石县人民政府办公室\n2023年1月5日\n"
    )
