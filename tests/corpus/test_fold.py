"""Folding: one pattern fits every printed form, and every letter finds its way back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.fold import Folded, fold, plain, unbroken
from corpus.model import Span

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("〔2021〕 26号", "[2021]26号"),
        ("[2021]26号", "[2021]26号"),
        ("（一）", "(一)"),
        ("責 任\n单位", "责任单位"),
        ("**牵头单位**：", "牵头单位:"),
        ("１２。", "12。"),
        ("“甲”", '"甲"'),
        ("年\u200b底\ufeff前", "年底前"),
        ("\u202e甲\u202c\x00乙", "甲乙"),
        ("㈠", "(一)"),
        ("", ""),
    ],
)
def test_marks_spaces_and_noise_are_folded_away(printed: str, folded: str) -> None:
    assert plain(printed) == folded


@given(TEXT)
def test_origins_ascend_and_belong_to_the_text(text: str) -> None:
    folded = fold(text)
    assert len(folded.text) == len(folded.origin)
    assert list(folded.origin) == sorted(folded.origin)
    assert all(0 <= place < len(text) for place in folded.origin)


@given(TEXT)
def test_folding_what_is_folded_changes_nothing_more_than_once(text: str) -> None:
    once = plain(text)
    assert not any(letter.isspace() or letter == "*" for letter in once)


@given(TEXT, st.integers(0, 80), st.integers(0, 80))
def test_a_span_cuts_out_what_was_folded(text: str, start: int, end: int) -> None:
    folded = fold(text)
    start, end = min(start, len(folded.text)), min(end, len(folded.text))
    span = folded.span(start, end)
    assert 0 <= span.start <= span.end <= len(text)
    if start < end:
        assert folded.text[start:end] in plain(text[span.start : span.end])


def test_an_empty_range_stands_where_it_is() -> None:
    folded = fold(" 甲 乙 ")
    assert folded.span(1, 1) == Span(3, 3)
    assert folded.span(2, 2) == Span(4, 4)
    assert Folded("", ()).span(0, 0) == Span(0, 0)


def test_a_place_in_the_stored_text_leads_to_the_letter_at_or_after_it() -> None:
    folded = fold(" 甲 乙")
    assert [folded.at(place) for place in range(5)] == [0, 0, 1, 1, 2]


def test_a_part_keeps_its_origins() -> None:
    part = fold("甲 乙丙").between(1, 3)
    assert (part.text, part.origin) == ("乙丙", (2, 3))


def test_only_the_range_that_is_asked_for_is_folded() -> None:
    assert fold("甲乙丙丁", 1, 3) == Folded("乙丙", (1, 2))


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("公开 清\n单", "公开清单"),
        ("**重点**任务", "重点任务"),
        ("Open Data 平台", "Open Data平台"),
        ("甲\u200b乙", "甲乙"),
        ("（一）甲：乙", "（一）甲：乙"),
        ("  甲  ", "甲"),
    ],
)
def test_what_people_read_has_no_hard_breaks(printed: str, shown: str) -> None:
    assert unbroken(printed) == shown
