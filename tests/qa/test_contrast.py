"""Invented clauses: what is about another thing of the same sort than a question."""

from dataclasses import replace
from importlib import resources

import pytest

from corpus.fold import plain
from corpus.model import Notice, Passage, PassageKind, Span
from qa.answer import Reason, Status
from qa.contrast import speaks_of_another
from qa.library import Entry
from qa.understand import read_question
from tests.qa.conftest import TODAY


def entry(quote, *path, title="关于茶乡事项的通知"):
    notice = Notice(id="n", title=title, span=Span(0, 9), source="n.txt", sha256="0")
    passage = Passage(
        id="p", notice_id="n", kind=PassageKind.CLAUSE, path=path, number=None, span=Span(0, len(quote))
    )
    return Entry(passage=passage, notice=notice, item=None, quote=quote, folded=plain(quote))


@pytest.mark.parametrize(
    ("question", "passage", "another"),
    [
        ("幼儿园几号摇号", entry("小学摇号时间为五月九日。"), True),
        ("小升初几号报名", entry("初中报名时间为五月九日。"), False),
        ("小学几号报名", entry("初中、小学报名时间为五月九日。"), False),
        ("幼儿园几号摇号", entry("摇号时间为五月九日。"), False),
        ("幼儿园几号摇号", entry("摇号时间为五月九日。", title="茶乡小学招生通知"), True),
        ("小学几号报名", entry("报名时间为五月九日。", "二、初中招生"), True),
        ("茶园几号开采", entry("小学摇号时间为五月九日。"), False),
        ("茶园贷款的利率是多少", entry("茶园贷款每户不超过五万元。"), True),
        ("茶园贷款的利率是多少", entry("茶园贷款的利率为百分之三。"), False),
        ("茶园一亩补多少", entry("茶园每亩补贴二十元。"), False),
        ("领茶苗要不要先预约", entry("茶农凭身份证领取茶苗。"), True),
        ("领茶苗要不要先预约", entry("茶农预约后领取茶苗。"), False),
        ("注销茶厂要登报吗", entry("注销茶厂的，公示十五天。"), True),
        ("注销茶厂要登报吗", entry("注销茶厂的，在报纸上公告。"), False),
        ("茶农表要盖章吗", entry("茶农表须加盖公章。"), False),
        ("茶厂获得认证奖多少", entry("通过认定的茶厂奖励一万元。"), False),
        ("转学去哪办手续", entry("持证明到转入学校办理。"), False),
        ("公租房怎么申请", entry("未购买过保障性住房的可以申请。"), False),
        ("离职了公积金能取吗", entry("解除劳动关系的，退休的，可以提取。"), False),
    ],
)
def test_what_is_another_of_its_sort_is_told(question, passage, another, library):
    reading = read_question(question, library, today=TODAY)
    assert speaks_of_another(reading, passage) is another


def test_a_question_for_both_is_answered_by_either(library):
    reading = read_question("小学和初中几号报名", library, today=TODAY)
    assert not speaks_of_another(reading, entry("初中报名时间为五月九日。"))
    assert speaks_of_another(replace(reading, folded="高中几号报名"), entry("初中报名时间为五月九日。"))


def test_what_takes_in_both_is_another_of_neither(library):
    for question in ("小学几号报名", "初中几号报名"):
        assert not speaks_of_another(
            read_question(question, library, today=TODAY), entry("公开义务教育和高校招生时间。")
        )


def test_every_sort_has_several_members_and_no_name_twice_in_one():
    lines = resources.files("qa").joinpath("data/contrasts.txt").read_text("utf-8").splitlines()
    for line in lines:
        if line.startswith("#"):
            continue
        members = [part.split() for part in line.split("|")]
        assert len(members) > 1, line
        assert all(names and len(names) == len(set(names)) for names in members), line


def test_what_is_another_of_its_sort_is_no_answer(samples):
    assert samples.ask("澄岭区小学摇号是哪一天").status is Status.ANSWERED
    answer = samples.ask("澄岭区幼儿园摇号是哪一天")
    assert (answer.status, answer.reason) == (Status.NOT_FOUND, Reason.NOT_IN_LIBRARY)
