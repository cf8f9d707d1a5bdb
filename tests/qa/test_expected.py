"""Invented clauses: what sort of figure a question wants, and whether a clause prints one."""

import pytest

from qa.expected import expected, figured, is_uncounted, lacks
from qa.understand import read_question
from tests.qa.conftest import TODAY
from tests.qa.test_contrast import entry


@pytest.fixture
def read(library):
    return lambda question: read_question(question, library, today=TODAY)


@pytest.mark.parametrize(
    ("question", "sort"),
    [
        ("茶厂星期六几点开门", "hour"),
        ("茶园贷款利率多少", "interest"),
        ("茶乡政府网站的网址是什么", "site"),
        ("茶厂在哪条路上", "street"),
        ("茶苗一株几毛钱", "money"),
        ("茶叶补贴几时发", "day"),
        ("茶农多久要体检一回", "often"),
        ("茶农一年体检几次", "times"),
        ("收茶时多久内要把每户多少斤写下来", "length"),
    ],
)
def test_the_sort_of_figure_is_told(read, question, sort):
    assert expected(read(question)).name == sort


@pytest.mark.parametrize(
    ("question", "quote", "lacking"),
    [
        ("茶厂星期六几点开门", "周末加班的给予补休。", True),
        ("茶厂星期六几点开门", "每日9:00至17:00收茶。", False),
        ("茶厂在哪条路上", "推进茶园道路建设。", True),
        ("茶厂在哪条路上", "茶厂地址为春茶路12号。", False),
        ("茶乡热线有多少个话务员", "拨打12345反映茶园问题。", True),
        ("茶乡热线有多少个话务员", "12345热线设话务员30名。", False),
        ("茶农体检去哪个医院", "茶农每年体检一次，由茶厂组织。", True),
        ("茶农体检去哪个医院", "茶农到茶乡卫生院体检。", False),
        ("茶园一共多少户", "〔2021〕5号文件2021年3月起施行。", True),
    ],
)
def test_a_clause_without_the_figure_lacks_it(read, question, quote, lacking):
    assert lacks(read(question), entry(quote)) is lacking


@pytest.mark.parametrize(
    ("question", "quote", "uncounted"),
    [
        ("茶乡小学招几个班", "片区包含三所学校。", True),
        ("茶乡小学招几个班", "小学招收6个班。", False),
        ("茶乡有几所小学", "片区包含三所学校。", False),
        ("茶园有哪几家", "茶园名单由茶厂公布。", False),
        ("茶园怎么申请", "茶园名单由茶厂公布。", False),
    ],
)
def test_what_counts_nothing_of_what_is_asked_is_told(read, question, quote, uncounted):
    assert is_uncounted(read(question), entry(quote)) is uncounted


def test_only_sentences_with_the_figure_count(read):
    quote = "茶农可以申请补贴。每亩补贴20元。"
    assert figured(read("茶农一亩补多少钱"), entry(quote)) == ["每亩补贴20元"]
    assert len(figured(read("茶农怎么申请"), entry(quote))) == 3
