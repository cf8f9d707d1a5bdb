"""What was read word by word is not read again while it is among the last."""

import numpy as np

from index.ports import Words
from index.remembered import RememberedWords


def reader(asked):
    def read(texts):
        asked.append(list(texts))
        return tuple(
            Words(states=np.full((1, 3), len(text), np.float16), scores=np.zeros(1, np.float32))
            for text in texts
        )

    return read


def test_each_text_is_read_once_and_given_in_order():
    asked = []
    words = RememberedWords(reader(asked))
    found = words.words(["甲乙", "丙", "甲乙"])
    assert [each.states[0, 0] for each in found] == [2, 1, 2]
    assert [each.states[0, 0] for each in words.words(["丙", "丁戊己"])] == [1, 3]
    assert asked == [["甲乙", "丙"], ["丁戊己"]]


def test_those_used_longest_ago_are_forgotten():
    asked = []
    words = RememberedWords(reader(asked), most=2)
    for text in ("甲", "乙", "甲", "丙"):
        words.words([text])
    words.words(["甲"])
    words.words(["乙"])
    assert asked == [["甲"], ["乙"], ["丙"], ["乙"]]
