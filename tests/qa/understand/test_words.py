"""Asking words of dialects, and words that only look like them."""

import pytest

from qa.understand.words import read_words


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("茶苗一株几多钱", "茶苗一株多少钱"),
        ("茶苗一株好多钱", "茶苗一株多少钱"),
        ("领茶苗要带么子", "领茶苗要带什么"),
        ("哪样茶苗有补贴", "什么茶苗有补贴"),
        ("茶苗咋个领", "茶苗怎么领"),
        ("父母不在了那么子女能领吗", "父母不在了那么子女能领吗"),
        ("什么子女可以领", "什么子女可以领"),
        ("我交了好多钱能退吗", "我交了好多钱能退吗"),
    ],
)
def test_asking_words_of_dialects_are_read_as_the_common_ones(library, typed, read):
    assert read_words(typed, library).folded.text == read
