"""A side of the matter spoken of is told by a clause of its own notice, or said to be missing."""

import pytest

from qa.answer import Reason, Status

RULES = """槐岭县人民政府办公室关于印发槐岭县农机购置补贴办法的通知

槐政办发〔2024〕8号

各乡镇人民政府：

现将办法印发给你们。

槐岭县人民政府办公室

2024年3月1日

槐岭县农机购置补贴办法

第一条 为帮助农民买得起农机，制定本办法。

第二条 从事农业生产的本县农户购买目录内的拖拉机，给予购机价三分之一、最高9000元的补贴。

第三条 购机人携带身份证、购机发票到乡镇农机站申请，农机站在7个工作日内完成核验。

第四条 已经享受省级补贴的，不再给予补贴；倒卖补贴农机的，取消三年申请资格。

第五条 烘干机按每台2000元补贴，由合作社申请。
"""
OTHER = """青浦埠县人民政府关于做好茶园补贴的通知

青政发〔2024〕3号

2024年4月1日

一、申请材料

茶农凭茶园证、身份证申请，补贴每亩500元。

二、办理地点

到县茶叶局窗口办理。
"""
FIRST = "槐岭县买拖拉机能补多少？"


@pytest.fixture
def after(over):
    assistant = over(RULES, OTHER)
    first = assistant.ask(FIRST)
    assert "9000元" in first.citations[0].quote
    return lambda question: assistant.ask(question, after=first.receipt)


@pytest.mark.parametrize(
    ("question", "article"),
    [
        ("都要捎上啥材料证件啊", "第三条"),
        ("去哪儿弄这个", "第三条"),
        ("一步步咋申请法", "第三条"),
        ("递上去几个工作日能批下来", "第三条"),
        ("哪种情况不给", "第四条"),
        ("啥样的人够条件领", "第二条"),
    ],
)
def test_the_clause_that_tells_it_is_quoted(after, question, article):
    answer = after(question)
    assert answer.status is Status.ANSWERED
    assert answer.citations[0].quote.startswith(article)


def test_of_several_sums_the_one_of_the_matter_spoken_of_is_told(after):
    assert "9000元" in after("到手能有几个钱").text


def test_what_the_notice_does_not_tell_is_said_and_not_taken_from_another(over):
    assistant = over(RULES.replace("携带身份证、购机发票", ""), OTHER)
    first = assistant.ask(FIRST)
    answer = assistant.ask("都要捎上啥材料证件啊", after=first.receipt)
    assert (answer.status, answer.reason) == (Status.NOT_FOUND, Reason.NOT_IN_LIBRARY)
    assert "《槐岭县人民政府办公室关于印发槐岭县农机购置补贴办法的通知》没有写到“要带什么材料”" in answer.text
    assert not answer.citations


def test_a_clause_of_another_matter_does_not_tell_it(over):
    chapters = """槐岭县人民政府办公室关于2024年为民办事清单的通知

2024年3月1日

一、老人助餐

为老人提供助餐服务，每餐补助3元。

二、茶园改造

茶农改造茶园，持茶园证和身份证申请。
"""
    assistant = over(chapters)
    first = assistant.ask("槐岭县老人助餐每餐补多少")
    answer = assistant.ask("都要捎上啥材料证件啊", after=first.receipt)
    assert answer.status is Status.NOT_FOUND


def test_what_no_office_answers_is_refused_after_an_answer_too(after):
    assert after("帮我写一份检讨书").reason is Reason.OUT_OF_SCOPE
