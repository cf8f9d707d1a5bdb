import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from corpus.errors import UsageError
from eval.evaluate import evaluate
from eval.folder import RunFolder
from eval.pictures import chinese_font, labels_for
from eval.questions import load_questions
from eval.report import read_report, write_report
from eval.variants import find_variant
from tests.eval.conftest import ROOT

SET = ROOT / "eval" / "sets" / "samples.jsonl"


class Page(HTMLParser):
    """Tags of a page, counted, with every address that it names."""

    def __init__(self):
        super().__init__()
        self.tags, self.addresses, self.open = [], [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.addresses += [value for name, value in attrs if name in ("src", "href", "xlink:href", "data")]
        if tag not in ("meta", "link", "line", "rect", "circle", "polyline", "br"):
            self.open.append(tag)

    def handle_startendtag(self, tag, _attrs):
        self.tags.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.fixture(scope="module")
def runs(tmp_path_factory, sample_settings, bench):
    out = tmp_path_factory.mktemp("runs")
    for name in ("whole", "lexical"):
        folder = RunFolder.create(out / name)
        evaluate(
            load_questions(SET), sample_settings, folder, replace(bench, remember=False), find_variant(name)
        )
    return out


@pytest.fixture(scope="module")
def written(runs, tmp_path_factory):
    out = tmp_path_factory.mktemp("report")
    files = write_report([read_report(runs / "whole"), read_report(runs / "lexical")], out, pictures=True)
    return out, files


def parsed(path):
    page = Page()
    page.feed(path.read_text(encoding="utf-8"))
    return page


def test_the_page_asks_for_nothing_outside_itself(written):
    page = parsed(written[0] / "report.html")
    assert {address for address in page.addresses if not address.startswith("#")} == {"data:,"}
    text = (written[0] / "report.html").read_text(encoding="utf-8")
    assert "script" not in page.tags
    assert not re.search(r"@import|url\(|https?://", text)


def test_the_page_is_well_formed_and_its_tables_have_heads_and_its_charts_titles(written):
    page = parsed(written[0] / "report.html")
    assert page.open == []
    assert page.tags.count("svg") == page.tags.count("title") - 1 >= 10
    assert page.tags.count("caption") >= 8
    assert "prefers-color-scheme:dark" in (written[0] / "report.html").read_text(encoding="utf-8")


def test_the_worst_answers_are_shown_with_what_was_expected_and_how_they_came_about(written, runs):
    text = (written[0] / "report.html").read_text(encoding="utf-8")
    lines = (runs / "whole" / "misses.jsonl").read_text(encoding="utf-8").splitlines()
    missed = {json.loads(line)["id"] for line in lines}
    assert missed
    for id in missed:
        assert f"<summary>{id} · " in text
    assert "正确段落" in text
    assert "&quot;candidates&quot;" in text


def test_two_runs_stand_side_by_side_with_what_chance_does_not_explain(written):
    for name in ("report.html", "report.md"):
        text = (written[0] / name).read_text(encoding="utf-8")
        assert "并排：whole 与 lexical" in text
        assert "hit@1" in text
    assert 'class="bad"' in (written[0] / "report.html").read_text(encoding="utf-8")


def test_every_row_of_a_markdown_table_has_as_many_cells_as_its_head(written):
    lines = (written[0] / "report.md").read_text(encoding="utf-8").splitlines()
    bars = 0
    for line in lines:
        if not line.startswith("|"):
            bars = 0
            continue
        count = len(re.findall(r"(?<!\\)\|", line))
        assert bars in (0, count), line
        bars = count


def test_pictures_are_drawn_with_a_font_that_has_the_letters(written):
    pictures = [path for path in written[1] if path.suffix == ".png"]
    assert len(pictures) == 8
    assert all(path.read_bytes()[:4] == b"\x89PNG" for path in pictures)
    words = "".join(labels_for(chinese_font()).risk)
    assert words.isascii() == (chinese_font() is None)
    assert "".join(labels_for(None).risk).isascii()


def test_a_folder_that_is_no_run_is_an_error_that_says_what_to_do(tmp_path):
    with pytest.raises(UsageError, match="zhengda eval run"):
        read_report(tmp_path)


@pytest.mark.parametrize("name", ["outcomes.jsonl", "misses.jsonl", "metrics.json", "answers.jsonl"])
def test_a_damaged_file_is_named(runs, tmp_path, name):
    for path in (runs / "whole").iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / name).write_text("[1", encoding="utf-8")
    with pytest.raises(UsageError, match=name):
        read_report(tmp_path)
