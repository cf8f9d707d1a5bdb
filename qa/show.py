"""Answers as people read them on a terminal."""

import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from corpus.fold import unbroken
from qa.answer import Answer
from qa.explain import reading_lines
from qa.record import answer_record

WARNINGS = {
    "consultation_draft": "征求意见稿，尚未定稿",
    "not_yet_effective": "尚未施行",
    "expired": "已过有效期",
    "repealed": "已被废止",
    "superseded": "已被新文件代替",
    "deadline_passed": "时限已过",
    "conflict": "有通知说法不一致",
    "other_region": "出自其他地区的通知",
    "ocr_text": "文字由图像识别得来",
    "partial_text": "原文不全",
}
_SHOWN = 5
_QUOTE = 240


def answer_text(answer: Answer) -> str:
    """Lay an answer out: the answer, what to mind, the citations with their place."""
    return record_text(answer_record(answer))


def receipt_text(record: Mapping[str, Any]) -> str:
    """Lay a kept answer out: the question, what the answer rested on, the answer, how things stand now."""
    return "\n".join(_receipt(record))


def _receipt(record: Mapping[str, Any]) -> Iterator[str]:
    yield f"问：{record['question']}"
    yield f"（{'；'.join(_rested_on(record))}）"
    if reading := record.get("reading"):
        yield f"理解为：{'；'.join(reading_lines(reading, columns=0))}"
    yield record_text(record)
    if now := record.get("now"):
        yield f"\n如今（{now['today']}，库第 {now['library']} 次变更）：{now['message']}"


def _rested_on(record: Mapping[str, Any]) -> Iterator[str]:
    """Receipts of before these things were kept have only the day, or not even that."""
    yield record.get("asked_on") or "日期未记"
    if "library" in record:
        yield f"库第 {record['library']} 次变更"
    if record.get("weighed") is not None:
        # Receipts of before what was needed was kept have only the setting.
        kept = record.get("needed")
        needed = record["thresholds"]["answer_threshold"] if kept is None else kept
        yield f"把握 {record['weighed']:.2f}，门槛 {needed:g}"
    if record.get("model"):
        yield f"向量模型 {record['model']}"


def record_text(record: Mapping[str, Any]) -> str:
    """Lay an answer's record out."""
    return "\n".join(_lines(record))


def _lines(record: Mapping[str, Any]) -> Iterator[str]:
    for name in record.get("read_as", ()):
        yield f"“{name['typed']}”按“{name['meant']}”理解。"
    yield record["text"]
    if record.get("written"):
        yield "（文字由模型排过次序，逐句与原文核对无误。）"
    if record["warnings"]:
        yield f"注意：{'；'.join(WARNINGS.get(name, name) for name in record['warnings'])}。"
    citations = record["citations"]
    if any(citation["notice"].get("sample") for citation in citations):
        yield "注意：引文出自自带的示例通知，均为虚构。"
    now = {each["n"]: each["message"] for each in record.get("now", {}).get("citations", ())}
    for citation in citations[:_SHOWN]:
        yield ""
        yield from _citation(citation)
        if citation["n"] in now:
            yield f"    如今：{now[citation['n']]}"
    if len(citations) > _SHOWN:
        yield f"\n还有 {len(citations) - _SHOWN} 条引文，加 --json 全部列出。"
    if record["alternatives"]:
        yield "\n可以这样问：" + "　".join(record["alternatives"])
    yield f"\n回执 {record['receipt']}"


def _item_name(citation: Mapping[str, Any]) -> str:
    """第三条 where the notice numbers articles, else 第 3 项."""
    article = f"第{citation['item']}条"
    return article if citation["quote"].startswith(article) else f"第 {citation['item']} 项"


def _citation(citation: Mapping[str, Any]) -> Iterator[str]:
    notice = citation["notice"]
    place = " › ".join([*citation["path"], *([_item_name(citation)] if citation["item"] else [])])
    number = f"（{notice['document_number']}）" if notice["document_number"] else ""
    yield f"[{citation['n']}] 《{notice['title']}》{number}" + (f" {place}" if place else "")
    # Cells of a table stand on lines of their own in the source.
    quote = "　".join(filter(None, (unbroken(cell) for cell in citation["quote"].split("\t"))))
    yield textwrap.indent(quote if len(quote) <= _QUOTE else f"{quote[:_QUOTE]}……", "    ")
    yield f"    {notice['source']} 第 {citation['start']}—{citation['end']} 字"
