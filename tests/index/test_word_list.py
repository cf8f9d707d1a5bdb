from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.word_list import GrowingDictionary, WordList

LINES = "政府 5 n\n政府网站 3 n\n政 2\n府院 0 n\n网 7 n\n政府 6 n\n𠮷野 4 n\n"


def _dictionary(lines: str = LINES) -> GrowingDictionary[int]:
    return GrowingDictionary(WordList(lines.encode()), lambda _number, known: int(known.split(" ")[0]), 0)


def _whole(lines: str) -> dict[str, int]:
    """What reading every line gives: as jieba does it."""
    entries: dict[str, int] = {}
    for line in lines.splitlines():
        word, known = line.split(" ")[:2]
        entries[word] = int(known)
        for end in range(1, len(word)):
            entries.setdefault(word[:end], 0)
    return entries


def test_a_word_is_there_with_its_beginnings_once_a_text_has_its_first_two_characters() -> None:
    dictionary = _dictionary()
    dictionary.learn("政府")
    assert dictionary.entries == {"政": 2, "政府": 6, "政府网": 0, "政府网站": 3, "府": 0}


def test_nothing_is_read_for_a_text_without_words() -> None:
    dictionary = _dictionary()
    for text in ("", "，", "野网x"):
        dictionary.learn(text)
    assert dictionary.entries == {"网": 7}


@given(st.lists(st.text(alphabet="政府网站院𠮷野a1 ，", max_size=12), max_size=5))
def test_a_text_finds_what_the_whole_list_says_of_each_of_its_parts(texts: list[str]) -> None:
    dictionary, whole = _dictionary(), _whole(LINES)
    for text in texts:
        dictionary.learn(text)
    parts = {text[i:j] for text in texts for i in range(len(text)) for j in range(i + 1, len(text) + 1)}
    assert {part: dictionary.entries.get(part) for part in parts} == {part: whole.get(part) for part in parts}


def test_what_was_put_in_stays_when_more_is_learned() -> None:
    dictionary = _dictionary()
    dictionary.learn("政府")
    dictionary.entries["政府"] = 99
    dictionary.learn("政府网站院𠮷野")
    assert dictionary.entries["政府"] == 99
    assert dictionary.entries["𠮷野"] == 4


def test_lines_come_with_their_numbers() -> None:
    assert list(WordList(LINES.encode()).lines("政府")) == [
        (0, "政府 5 n"),
        (1, "政府网站 3 n"),
        (5, "政府 6 n"),
    ]


@pytest.mark.parametrize("raw", [b"", "政府 5".encode(), b"\xff 1\n"])
def test_another_text_is_refused(raw: bytes) -> None:
    with pytest.raises(ValueError, match=r"no line feed|utf-8"):
        WordList(raw)


def test_threads_that_learn_at_once_each_find_their_words() -> None:
    characters = [chr(0x4E00 + i) for i in range(200)]
    lines = "".join(f"{a}{b} 1\n" for a in characters for b in characters[:20])
    dictionary = _dictionary(lines)

    def missing(shift: int) -> int:
        text = "".join(characters[shift:] + characters[:shift])
        dictionary.learn(text)
        return sum(a + b not in dictionary.entries for a, b in pairwise(text) if b in characters[:20])

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(missing, range(64))) == 0
