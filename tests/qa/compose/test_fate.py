"""The part of a line that tells a notice's fate."""

import pytest

from corpus.model import Span
from qa.compose.fate import decides, told_around

PAGE = "茶乡网站首页" * 20 + "通知时间：3月1日各茶园：经研究，决定废止《茶乡采茶办法》（茶发3号）。后文"
ROWS = "1.《采茶办法》全文废止 2.《收茶办法》中的第三条废止 3.《卖茶办法》"
TABLE = f"附件：清单{'茶园条款' * 30}{ROWS}"


def told(text, name):
    start = text.index(name)
    return told_around(text, Span(start, start + len(name)))


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("一、茶。二、《采茶办法》\n同时废止。三", "《采茶办法》", "二、《采茶办法》"),
        ("《采茶办法》自即日起停止执行。", "《采茶办法》", "《采茶办法》自即日起停止执行。"),
        (PAGE, "《茶乡采茶办法》", "经研究，决定废止《茶乡采茶办法》（茶发3号）。"),
        (TABLE, "《收茶办法》", "《收茶办法》中的第三条废止"),
        (TABLE, "《采茶办法》", "《采茶办法》全文废止"),
    ],
)
def test_a_line_that_runs_on_is_cut_where_the_matter_begins_and_ends(text, name, expected):
    assert told(text, name).strip(" 123.") == expected


def test_an_act_is_told_from_a_mention():
    assert decides("经研究，决定废止《采茶办法》。")
    assert not decides("关于废止《采茶办法》的通知")
