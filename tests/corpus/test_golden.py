"""Whole notices against their reviewed golden files: the five real ones, and the project's own samples."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from corpus.fold import plain
from corpus.model import Document, Notice, ParsedNotice, TaskItem
from corpus.parse import parse_document
from eval.gold import GoldItem, load_gold, with_words

GOLDEN = Path(__file__).parent / "golden"
ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "notices"
CASES = [
    *((path, SHARED) for path in sorted((GOLDEN / "five").glob("*.json"))),
    *((path, ROOT / "corpus" / "samples") for path in sorted((GOLDEN / "samples").glob("*.json"))),
]
HEAD = ("document_number", "issuing_bodies", "dated_on", "issued_on", "stage", "region", "disclosure")
UNITS = ("lead_units", "responsible_units", "cooperating_units")
_BEGINNING = 12
Gold = dict[str, Any]


def _read(path: Path) -> Document:
    text = path.read_bytes().decode("utf-8")
    return Document(text=text, sha256=hashlib.sha256(text.encode()).hexdigest(), source=path.name)


def _same(value: object) -> object:
    """Return a value as it is compared: marks folded, nothing and an empty list alike."""
    if isinstance(value, (list, tuple)):
        return [plain(str(part)) for part in value] or None
    return plain(str(value)) if value else None


def _head(notice: Notice, name: str) -> object:
    if name == "region":
        return notice.region.name if notice.region else None
    return getattr(notice, name)


def _check_head(gold: Gold, title: str | None, parsed: ParsedNotice) -> None:
    for name in HEAD:
        if name in gold:
            assert _same(_head(parsed.notice, name)) == _same(gold[name]), name
    if title:
        assert _same(parsed.notice.title) == _same(title)
    else:
        assert not any(name == "title" for name, _ in parsed.notice.facts)


def _check_item(gold: Gold, words: GoldItem, item: TaskItem, text: str) -> None:
    where = gold["number"], words.starts_with
    assert plain(item.number or "") == plain(str(gold["number"])), where
    assert plain(item.text).startswith(plain(words.starts_with)), where
    assert plain(text[item.text_span.start : item.text_span.end]) == plain(item.text), where
    if "start" in gold:
        assert (item.text_span.start, item.text_span.end) == (gold["start"], gold["end"]), where
    for name in UNITS:
        given = [unit.name for unit in getattr(item, name)]
        assert _same(given) == _same(gold.get(name)), (*where, name)
    due = item.deadline.due if item.deadline else None
    assert _same(due) == _same(gold["deadline_due"]), where
    assert _same(item.deadline.text if item.deadline else None) == _same(gold["deadline_text"]), where
    assert len(item.path) == len(words.path), where
    for heading, beginning in zip(item.path, words.path, strict=True):
        assert plain(heading).startswith(plain(beginning).rstrip("。")[:_BEGINNING]), where


@pytest.mark.parametrize(("golden", "folder"), CASES, ids=lambda value: value.stem)
def test_a_notice_is_read_as_its_golden_file_has_it(golden: Path, folder: Path) -> None:
    gold: Gold = json.loads(golden.read_text("utf-8"))
    path = folder / f"{golden.stem}.txt"
    if not path.exists():
        pytest.skip("the real notices do not lie beside this checkout")
    document = _read(path)
    if gold.get("sha256"):
        assert document.sha256 == gold["sha256"]
    notices: list[Gold] = gold.get("notices", [gold])
    parsed = parse_document(document)
    assert len(parsed.notices) == len(notices)
    heads = with_words(load_gold(golden), folder).notices
    for wanted, head, given in zip(notices, heads, parsed.notices, strict=True):
        _check_head(wanted, head.facts.get("title"), given)
        assert [plain(item.number or "") for item in given.items] == [
            plain(str(row["number"])) for row in wanted["items"]
        ]
        for row, words, item in zip(wanted["items"], head.items, given.items, strict=True):
            _check_item(row, words, item, document.text)


def test_every_sample_has_a_golden_file() -> None:
    samples = {path.stem for path in (ROOT / "corpus" / "samples").glob("*.txt")}
    assert samples == {path.stem for path in (GOLDEN / "samples").glob("*.json")}
