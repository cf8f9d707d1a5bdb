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
    title = "槐岭县人民政府办公室关于印发槐岭县农机购置补贴办法的通知"
    assert f"《{title}》里没有找到写“要带什么材料”的条款" in answer.text
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


def test_each_of_their_tasks_is_listed_however_often_it_is_asked(samples):
    """他们 are the two units that lead; a task of either counts, in the next turn too."""
    first = samples.ask("望川市电子营业执照能在银行开户用吗")
    tasks = samples.ask("那几家单位手上还有啥任务", after=first.receipt)
    led = samples.ask("他们牵头的有哪些", after=tasks.receipt)
    assert len(tasks.citations) > len(led.citations) > 1


def test_what_no_office_answers_is_refused_after_an_answer_too(after):
    assert after("帮我写一份检讨书").reason is Reason.OUT_OF_SCOPE


SUBSIDY = "墨坪县耕地地力保护补贴标准是多少"


@pytest.mark.parametrize(
    ("turns", "words"),
    [
        # What an extracted stretch runs on into is no part of the clause that tells it.
        (("墨坪县耕地补贴怎么登记", "多少钱"), "每亩补贴79元"),
        # The matter stays the same, whatever sides of it are asked for on the way.
        (("清禾市医保缴费标准是多少", "在哪缴", "啥时候截止"), "2023年12月31日"),
        # Beside a place its side is asked of the notice on the same matter there.
        ((SUBSIDY, "沐原县要什么条件才能领"), "拥有耕地承包权的种地农户"),
        ((SUBSIDY, "墨坪的要带啥"), "身份证、社保卡和承包证"),
        # Thanks beside a question are no goodbye.
        ((SUBSIDY, "谢谢，沐原县的"), "86.5元"),
        ((SUBSIDY, "谢谢，绿肥的呢"), "12元"),
        # Several sides are each told.
        (("清禾市租房公积金能提多少", "要带啥证件，几天办好"), "2个工作日"),
        # 不再要求提交 keeps nobody out.
        (("清禾市公积金租房提取额度是多少", "谁不能提"), "五年内限制提取"),
        (("云岭省困难残疾人生活补贴给多少", "那护理的呢", "谁能领"), "重度残疾人护理补贴"),
        (("云岭省残疾人护理补贴一级多少钱", "几天能下来"), "5个工作日内初审"),
        (("霁川县高龄津贴办法作废了吗", "从哪天"), "2025年7月1日起停止执行"),
        (("栖霖区政务公开台账什么时候报", "转发的是哪个文件"), "云岭政办〔2023〕31号"),
        (("望川市灵活就业补贴多少", "到期了吗"), "已过有效期"),
        (("清禾市公积金租房提取额度是多少", "管多久"), "有效期5年"),
        # A telephone beside the matter is not what is spoken of.
        (("沐原县耕地地力保护补贴标准是多少", "打啥电话", "谁牵头"), "县财政局"),
        (("清禾市2024年政务公开一共几项任务", "第3项呢", "谁牵头"), "市工业和信息化局"),
    ],
)  # fmt: skip
def test_what_is_asked_on_is_asked_of_the_matter_spoken_of(samples, turns, words):
    receipt = None
    for question in turns:
        answer = samples.ask(question, after=receipt)
        receipt = answer.receipt
    assert words in answer.text + "".join(each.quote for each in answer.citations[:1])


@pytest.mark.parametrize(
    "turns",
    [
        ("清禾市护照怎么办", "要带啥证件"),
        ("望川市歇业最长几年", "要带啥"),
        ("清禾市医保缴费标准是多少", "要带啥"),
        ("清禾市高龄津贴多少钱", "助餐补多少", "去哪办"),
    ],
)
def test_no_clause_of_another_matter_or_task_is_taken(samples, turns):
    receipt = None
    for question in turns:
        answer = samples.ask(question, after=receipt)
        receipt = answer.receipt
    assert (answer.status, answer.reason) == (Status.NOT_FOUND, Reason.NOT_IN_LIBRARY)
