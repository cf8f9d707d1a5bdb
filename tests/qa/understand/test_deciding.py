import re

import pytest

from qa.understand.deciding import decides, deciding, tells_apart


@pytest.mark.parametrize(
    ("words", "question", "asking"),
    [
        ("电话", "茶园的电话是多少", True),
        ("电话", "茶园的电话", True),
        ("电话", "茶园的电话由谁接", False),
        ("电话", "茶园的电话几天回访一次", False),
        ("有效期", "茶园办法的有效期几年", True),
        ("有效期", "茶园办法的有效期里谁来巡查", False),
        ("抄送", "这份茶园通知抄送了哪些单位", True),
        ("时限", "采茶的时限怎么定的", True),
        ("时限", "采茶的时限能不能放宽", False),
        ("还有效吗", "茶园办法还有效吗,谁管", True),
    ],
)
def test_words_ask_where_nothing_else_is_asked_behind_them(words, question, asking):
    match = re.search(words, question)
    assert match is not None
    assert decides(match) is asking


def test_the_first_words_that_ask_are_taken():
    found = deciding(re.compile("电话|邮箱"), "茶园电话归谁接,邮箱是多少")
    assert found is not None
    assert found.group() == "邮箱"


@pytest.mark.parametrize(
    ("question", "apart"), [("不一样的茶园", True), ("不一样的地方", False), ("不一样吗", False)]
)
def test_words_in_front_of_a_thing_tell_it_apart(question, apart):
    match = re.search("不一样", question)
    assert match is not None
    assert tells_apart(match) is apart
