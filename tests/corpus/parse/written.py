"""Notices written for the parser: a document from a text, and a whole notice around some lines."""

import hashlib

from corpus.model import Document, ParsedNotice
from corpus.parse import parse_document


def document(text: str) -> Document:
    return Document(text=text, sha256=hashlib.sha256(text.encode()).hexdigest(), source="made.txt")


def parse(text: str) -> ParsedNotice:
    """Parse a text that holds one notice."""
    (found,) = parse_document(document(text)).notices
    return found


def facts(parsed: ParsedNotice, name: str) -> list[str]:
    return [fact.value for key, fact in parsed.notice.facts if key == name]


def notice(
    *lines: str,
    title: str = "青禾县人民政府办公室关于做好2023年公开工作的通知",
    number: str = "青禾政办发〔2023〕5号",
    tail: str = "青禾县人民政府办公室\n2023年3月1日",
) -> str:
    """Return a notice of an invented county with these lines between its head and its tail."""
    body = "\n".join(lines)
    return f"青禾县人民政府办公室文件\n\n{number}\n\n{title}\n\n各乡镇人民政府：\n\n{body}\n\n{tail}\n"
