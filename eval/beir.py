"""Retrieval sets in BEIR form: corpus.jsonl, queries.jsonl, qrels/*.tsv and, here, queries_absent.jsonl.

Source: Thakur et al. 2021, BEIR (the folder's form). queries_absent.jsonl holds questions whose document
is not in the corpus: the right answer to them is a refusal.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from corpus.errors import UsageError
from corpus.model import Document
from eval.questions import Problem
from eval.rows import MalformedRow, numbered_lines, parse_object, text_of

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A question of a retrieval set; `answer` is the gold answer where the set gives one."""

    id: str
    text: str
    answer: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BeirSet:
    """A retrieval set with its own corpus.

    Attributes:
        documents: each row of the corpus; `source` is its id. Rows with the same text are kept once,
            under the first id.
        queries: those with at least one relevant document.
        absent: questions that the corpus does not answer.
        qrels: query id -> (document id -> gain), positive gains only, ids of `documents`.
        problems: rows left out, each with its file.
    """

    source: Path
    documents: tuple[Document, ...]
    queries: tuple[Query, ...]
    absent: tuple[Query, ...]
    qrels: Mapping[str, Mapping[str, int]]
    problems: tuple[tuple[str, Problem], ...] = ()

    @property
    def left_out(self) -> tuple[str, ...]:
        """A line for every row that was left out."""
        return tuple(f"{file} {problem}；已略过。" for file, problem in self.problems)


def is_beir(path: Path) -> bool:
    """Tell whether a path is a folder in BEIR form."""
    return (path / "corpus.jsonl").is_file() and (path / "queries.jsonl").is_file()


def load_beir(folder: Path) -> BeirSet:
    """Read a folder in BEIR form.

    Args:
        folder: holds corpus.jsonl, queries.jsonl and qrels/*.tsv (query-id, corpus-id, score, with or
            without a head line).

    Returns:
        The set; rows that cannot be used are left out and listed in `problems`.

    Raises:
        UsageError: a file cannot be read, or no question with a relevant document is left.
    """
    problems: list[tuple[str, Problem]] = []
    rows = _rows(folder / "corpus.jsonl", _document, problems)
    first: dict[str, str] = {}
    for document in rows:
        first.setdefault(document.sha256, document.source)
    kept = {document.source: first[document.sha256] for document in rows}
    asked = _rows(folder / "queries.jsonl", _query, problems)
    qrels = _qrels(folder / "qrels", kept, frozenset(query.id for query in asked), problems)
    queries = tuple(query for query in asked if query.id in qrels)
    if not queries:
        raise UsageError(f"评测集 {folder} 里没有带标注（qrels/*.tsv）的问题；请检查各文件的编号。")
    absent = folder / "queries_absent.jsonl"
    return BeirSet(
        source=folder,
        documents=tuple(row for row in rows if kept[row.source] == row.source),
        queries=queries,
        absent=tuple(_rows(absent, _query, problems)) if absent.exists() else (),
        qrels=qrels,
        problems=tuple(problems),
    )


def _rows(
    path: Path, parse: Callable[[Mapping[str, object]], Row], problems: list[tuple[str, Problem]]
) -> list[Row]:
    rows = []
    for number, line in numbered_lines(path):
        try:
            rows.append(parse(parse_object(line)))
        except MalformedRow as error:
            problems.append((path.name, Problem(line=number, message=str(error))))
    return rows


def _document(row: Mapping[str, object]) -> Document:
    title = row.get("title")
    text = (f"{title}\n" if isinstance(title, str) and title else "") + text_of(row, "text")
    return Document(text=text, sha256=hashlib.sha256(text.encode()).hexdigest(), source=text_of(row, "_id"))


def _query(row: Mapping[str, object]) -> Query:
    metadata = row.get("metadata")
    answer = metadata.get("answer") if isinstance(metadata, dict) else None
    gold = answer if isinstance(answer, str) and answer else None
    return Query(id=text_of(row, "_id"), text=text_of(row, "text"), answer=gold)


def _qrels(
    folder: Path, kept: Mapping[str, str], asked: frozenset[str], problems: list[tuple[str, Problem]]
) -> dict[str, dict[str, int]]:
    qrels: dict[str, dict[str, int]] = {}
    for path in sorted(folder.glob("*.tsv")):
        for number, line in numbered_lines(path):
            query, document, gain = [*line.rstrip("\r").split("\t"), "", ""][:3]
            if number == 1 and not gain.lstrip("-").isdigit():
                continue
            wrong = _wrong_label(query, document, gain, kept, asked)
            if wrong:
                problems.append((path.name, Problem(line=number, message=wrong)))
            elif int(gain) > 0:
                qrels.setdefault(query, {})[kept[document]] = int(gain)
    return qrels


def _wrong_label(
    query: str, document: str, gain: str, kept: Mapping[str, str], asked: frozenset[str]
) -> str | None:
    """Say what is wrong with a line of qrels, None where nothing is."""
    if not gain.lstrip("-").isdigit():
        return f"标注应是三列：问题编号、文档编号、整数分数，以制表符分开；这里的分数是“{gain}”"
    if document not in kept:
        return f"标注的文档 {document} 不在 corpus.jsonl 里"
    return None if query in asked else f"标注的问题 {query} 不在 queries.jsonl 里"
