import pytest

from qa.own_words import holds_none, own_words, share_held


@pytest.mark.parametrize(
    ("topic", "words"),
    [("反映的事情 办完", ("反映", "办完")), ("2024年修订的", ()), ("老办法", ()), ("多少", ())],
)
def test_light_words_and_those_for_a_notice_are_none_of_ones_own(topic, words):
    assert own_words(topic) == words


@pytest.mark.parametrize(
    ("word", "text", "share"),
    [
        ("收费", "不收取费用", 1.0),
        ("办完", "应当办理完毕", 1.0),
        ("收费", "收入和其他经费", 0.0),
        ("高龄津贴", "本县高龄津贴的标准", 1.0),
        ("护照", "登记户口", 0.0),
    ],
)
def test_a_word_may_be_printed_at_length(word, text, share):
    assert share_held((word,), text) == share


def test_shares_are_of_all_words_and_none_is_held_of_none():
    assert share_held(("护照", "登记"), "登记户口") == 0.5
    assert share_held((), "登记户口") == 0.0


def test_two_letters_side_by_side_are_something():
    assert not holds_none(("低保户",), "低保对象由财政代缴")
    assert holds_none(("护照",), "按照规定保护")
