import pytest

from corpus.model import DeadlineKind
from qa.answer import Reason, Status
from tests.qa.verbatim import verify


@pytest.mark.parametrize(
    ("question", "lead", "responsible", "cooperating"),
    [
        ("清禾市公开教育入学信息由谁牵头？", ("市教育局",), ("各县（区）人民政府",), ()),
        ("清禾市公开惠农补贴到户信息由谁牵头", ("市农业农村局", "市财政局"), ("各县（区）人民政府",), ()),
        ("砚溪县农村饮水水质由谁牵头公开", ("县水务局", "县卫健委"), ("有关镇", "县直有关单位"), ()),
        ("清禾市2024年招生，违规招生广告谁来查", ("市市场监管局",), (), ("市教育局",)),
        ("沐原县公租房房源公开由谁负责", (), ("县住房和城乡建设局", "县民政局"), ()),
    ],
)  # fmt: skip
def test_who_is_answered_by_role_as_printed(question, lead, responsible, cooperating, samples, library):
    answer = samples.ask(question)
    fields = answer.fields
    assert (fields.lead_units, fields.responsible_units, fields.cooperating_units) == (
        lead,
        responsible,
        cooperating,
    )
    for label, units in (("牵头单位", lead), ("责任单位", responsible), ("配合单位", cooperating)):
        assert (f"{label}：{'、'.join(units)}" in answer.text) is bool(units)
    verify(answer, library)


@pytest.mark.parametrize(
    "question",
    ["清禾的主要负责人讲政策由谁牵头", "砚溪县赶集日政策咨询摊位由谁牵头", "云岭省开展送政策上门由谁牵头"],
)
def test_an_item_without_a_lead_is_given_none(question, samples, library):
    answer = samples.ask(question)
    assert answer.status is Status.ANSWERED
    assert answer.fields.lead_units == ()
    assert answer.fields.responsible_units
    assert answer.text.startswith("原文没有写明牵头单位。责任单位：")
    verify(answer, library)


def test_a_passage_that_names_no_unit_says_so(samples):
    answer = samples.ask("清禾市2023年现役军人子女学位由谁安排")
    assert (answer.status, answer.reason) == (Status.NOT_FOUND, Reason.NOT_IN_LIBRARY)
    assert answer.text.startswith("原文这一条没有写明责任单位。\n现役军人")
    assert answer.citations


def test_a_passage_that_says_who_in_its_words_answers(samples):
    answer = samples.ask("沐原县2023年的任务分解表里怎么看哪家是牵头单位")
    assert "没有写明" not in answer.text


def test_what_leaves_out_the_day_is_refused_and_spoken_of(samples, library):
    answer = samples.ask("澄岭区核对户籍迁入时间的工作什么时候完成")
    assert (answer.status, answer.reason) == (Status.NOT_FOUND, Reason.NOT_IN_LIBRARY)
    assert answer.text.startswith("原文这一条没有写明时限。\n核对户籍迁入时间，对空挂户口提出处理意见。")
    assert answer.text.endswith("责任单位：区公安分局。")
    verify(answer, library)
    following = samples.ask("那由谁负责", after=answer.receipt)
    assert (following.status, following.fields.responsible_units) == (Status.ANSWERED, ("区公安分局",))
    assert following.citations[0].span == answer.citations[0].span


@pytest.mark.parametrize(
    ("question", "text", "due", "rule"),
    [
        ("清禾市网站适老化什么时候完成", "2023年11月15日前", "2023-11-15", "原文写明年份"),
        ("沐原县政务公开专区什么时候建成", "9月底前", "2023-09-30", "年份取自通知（2023年）"),
        ("沐原县行政村惠农补贴公示到户什么时间前实现", "2023年11月底前", "2023-11-30", "原文写明年份"),
    ],
)
def test_when_is_answered_with_the_last_day_and_how_it_was_worked_out(
    question, text, due, rule, samples, library
):
    answer = samples.ask(question)
    deadline = answer.fields.deadline
    assert (deadline.text, deadline.due.isoformat()) == (text, due)
    assert deadline.rule.startswith(rule)
    assert f"时限：{text}（最后一日 {due}）。" in answer.text
    verify(answer, library)


def test_what_goes_on_has_no_last_day(samples):
    answer = samples.ask("砚溪县公开招聘会岗位信息什么时候完成")
    assert (answer.fields.deadline.kind, answer.fields.deadline.due) == (DeadlineKind.ONGOING, None)
    assert answer.text.startswith("时限：持续推进。")
    assert "最后一日" not in answer.text


def test_a_term_without_a_beginning_has_no_last_day(samples):
    answer = samples.ask("云岭省公开惠农补贴什么时候")
    assert (answer.fields.deadline.kind, answer.fields.deadline.due) == (DeadlineKind.WITHIN, None)


def test_a_time_told_in_words_alone_answers(samples, library):
    answer = samples.ask("清禾市解读材料什么时候报送")
    assert (answer.status, answer.fields.deadline) == (Status.ANSWERED, None)
    assert answer.text.startswith("解读材料与文件同步报送。")
    verify(answer, library)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("清禾市单身职工租房一年最多能提多少公积金？", "单身职工每年不超过15600元"),
        ("澄岭区一套房子几年只能用一个入学名额", "同一套住房六年内只提供一个入学名额"),
        ("墨坪县农户什么时候去村委会登记耕地补贴", "登记时间为4月15日至5月15日"),
    ],
)
def test_what_is_answered_in_the_words_of_the_clause(question, sentence, samples, library):
    answer = samples.ask(question)
    assert sentence in answer.text
    assert sentence in answer.citations[0].quote
    verify(answer, library)
