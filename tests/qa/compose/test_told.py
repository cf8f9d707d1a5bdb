"""Who and when out of a clause that is no task: only what its answering words print."""

import pytest

ENROL = """临槐县教育局关于2024年小学招生的通知

一、报名时间

小学网上报名时间为6月20日至6月26日，初中网上报名时间为6月28日至7月2日，统一登录小程序填报。

二、派位

民办学校报名人数超过计划的，一律电脑随机派位，派位时间为7月12日。

三、补贴发放

交通补贴分两批发放，第一批7月15日前，第二批9月30日前。

四、资格核对

乡镇自受理之日起5个工作日内初审，县残联7个工作日内核对残疾等级，县教育局公示。

五、目录

县司法局负责更新入学文件目录，县教育局负责解释本通知。

六、依据

本通知依据的招生规程已于2021年5月3日经县政府常务会议通过，由县审计局会同县财政局监督检查。

七、年龄

2017年9月1日前出生的儿童、1964年8月1日前出生的监护人可以优先办理。
"""


def fields_of(over, question):
    return over(ENROL).ask(question).fields


@pytest.mark.parametrize(
    ("question", "printed", "due"),
    [
        ("临槐小学网上报名是哪天到哪天", "6月20日至6月26日", "2024-06-26"),
        ("临槐初中网上报名是几号到几号", "6月28日至7月2日", "2024-07-02"),
        ("临槐民办学校派位时间是哪天", "7月12日", "2024-07-12"),
        ("临槐第二批交通补贴什么时候发放", "9月30日前", "2024-09-30"),
    ],
)
def test_the_day_asked_for(over, question, printed, due):
    limit = fields_of(over, question).deadline
    assert (limit.text, limit.due.isoformat()) == (printed, due)


@pytest.mark.parametrize(
    ("question", "unit"),
    [
        ("临槐残疾等级由谁核对", "县残联"),
        ("临槐入学文件目录由谁负责更新", "县司法局"),
        ("临槐招生通知由哪个部门负责解释", "县教育局"),
    ],
)
def test_the_unit_that_does_what_is_asked(over, question, unit):
    fields = fields_of(over, question)
    assert (fields.lead_units, fields.responsible_units, fields.cooperating_units) == ((), (unit,), ())


def test_a_question_of_another_kind_has_no_such_fields(over):
    fields = fields_of(over, "临槐小学网上报名在哪里填报")
    assert fields.deadline is None
    assert not fields.responsible_units


def test_units_that_act_together_are_both_told_and_neither_leads(over):
    fields = fields_of(over, "临槐招生规程由谁监督检查")
    assert (fields.lead_units, fields.responsible_units) == ((), ("县审计局", "县财政局"))


@pytest.mark.parametrize("question", ["临槐招生规程什么时候通过的", "临槐哪天以前出生的监护人可以优先办理"])
def test_what_has_happened_is_nobodys_time_limit(over, question):
    answer = over(ENROL).ask(question)
    assert answer.fields.deadline is None
    assert not answer.warnings
