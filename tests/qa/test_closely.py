"""The best candidates are read word by word; the others keep their place behind them."""

import pytest

from qa.candidate import ranking_weights
from qa.closely import LOOKED_AT, read_closely
from qa.leading import leading
from qa.understand import read_question
from tests.qa.conftest import TODAY
from tests.qa.test_extract import NOTHING, candidates


class Reader:
    """Finds passages with a letter likely; remembers what it was asked."""

    def __init__(self, likely="乙"):
        self.likely = likely
        self.asked = []

    def compare(self, question, texts):
        self.asked.append((question, list(texts)))
        return tuple(0.5 if self.likely in text else 0.2 for text in texts)


class Wordless:
    """An engine whose encoder gives whole texts only."""

    def compare(self, _question, _texts):
        return ()


def reading(question="旧房改造谁管"):
    return read_question(question, NOTHING, today=TODAY)


def test_what_lies_behind_the_best_is_told_in_tenths():
    rows, _ = candidates("甲事项。", "乙事项。")
    first, second = read_closely(reading(), rows, Reader())
    assert (first.features["near"], second.features["near"]) == (pytest.approx(-3.0), 0.0)


def test_what_is_nearer_word_by_word_leads():
    rows, library = candidates("甲事项。", "乙事项。")
    told = read_closely(reading(), rows, Reader())
    nearest, other = leading(reading(), told, library)
    assert nearest.entry.quote == "乙事项。"
    assert other.score == pytest.approx(rows[0].score - 3 * ranking_weights()["near"])


def test_only_the_first_are_read_and_the_others_do_not_pass_them():
    rows, _ = candidates(*(f"甲事项{n}。" for n in "一二三四五六七八九十"), "乙事项。")
    engine = Reader(likely="甲事项一")
    found = read_closely(reading(), rows, engine)
    assert len(engine.asked[0][1]) == LOOKED_AT < len(rows)
    assert {round(each.features["near"], 3) for each in found[1:]} == {-3.0}


def test_without_words_nothing_changes():
    rows, _ = candidates("甲事项。", "乙事项。")
    assert read_closely(reading(), rows, Wordless()) == tuple(rows)


def test_nothing_found_is_nothing_read():
    assert read_closely(reading(), (), Wordless()) == ()


def test_the_title_is_read_with_the_passage():
    rows, _ = candidates("甲事项。")
    engine = Reader()
    read_closely(reading(), rows, engine)
    assert engine.asked == [("旧房改造谁管", ["关于示例事项的通知 甲事项。"])]
