"""The words a notice closes with answer what is asked of the notice, and nothing of its matter."""

import pytest

from corpus.fold import plain
from corpus.sources import SAMPLES
from qa.closing import only_closes


@pytest.mark.parametrize(
    "text",
    [
        "第九条 本办法自2022年3月1日起施行。",
        "十、本通知自印发之日起执行，有效期5年。",
        "第十条 本办法自2024年3月1日起施行，有效期至2029年2月28日。《示例办法》（示例〔2022〕3号）同时废止。",
        "第八条 本办法由示例市住房公积金管理中心负责解释。",
        "第十条 本办法自2023年7月1日起施行。此前规定与本办法不一致的，以本办法为准。",
    ],
)
def test_what_closes_a_notice(text):
    assert only_closes(plain(text))


@pytest.mark.parametrize(
    "text",
    [
        "第九条 津贴自2022年3月1日起发放。",
        "第九条 本办法自2022年3月1日起施行。已经领取的，自4月起补发。",
        "自2022年3月1日起停止受理窗口申请。",
        "县司法局负责更新文件目录，县民政局负责解释。",
        "",
        "第九条",
    ],
)
def test_what_says_more(text):
    assert not only_closes(plain(text))


FUND = (SAMPLES / "13-qingheshi-housing-fund-2024-revised.txt").read_text("utf-8")


def test_a_question_on_the_matter_is_not_told_the_day_the_notice_began(over):
    assistant = over(FUND)
    for question in ("清禾公积金什么时候可以提", "清禾公积金啥时候能取出来"):
        answer = assistant.ask(question)
        assert all("起施行" not in each.quote for each in answer.citations)


@pytest.mark.parametrize(
    "question", ["清禾公积金提取办法什么时候开始施行的", "清禾公积金提取办法由哪个部门解释"]
)
def test_a_question_on_the_notice_is(over, question):
    answer = over(FUND).ask(question)
    assert any("起施行" in each.quote or "解释" in each.quote for each in answer.citations)
