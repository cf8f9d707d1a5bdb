import pytest

from qa.understand.head_facts import fact_asked


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("征求意见什么时候截止", "consultation"),
        ("意见反馈给谁", "consultation"),
        ("联系人是谁", "contact_person"),
        ("电子邮箱是什么", "email"),
        ("咨询打哪个号码", "phone"),
        ("办公地址在哪", "address"),
        ("是根据什么文件制定的", "basis"),
        ("文号是多少", "document_number"),
        ("这是几号文", "document_number"),
        ("抄送哪些单位", "copied_to"),
        ("主送哪些单位", "addressee"),
        ("能对外公开吗", "disclosure"),
        ("有效期到哪年", "expires_on"),
        ("从什么时候开始施行", "effective_on"),
        ("几号起实行", "effective_on"),
        ("从哪天起算数", "effective_on"),
        ("管几年", "expires_on"),
        ("新规矩打哪天算起", "effective_on"),
        ("是哪天印发的", "issued"),
        ("成文日期", "issued"),
        ("是哪个单位印发的", "issuing_body"),
        ("落款单位", "issuing_body"),
        ("全称叫什么", "title"),
        ("一共有几项任务", "count"),
    ],
)
def test_a_fact_of_the_head_is_known_by_the_words_that_ask_for_it(question, name):
    assert fact_asked(question).name == name


@pytest.mark.parametrize(
    "question", ["惠农补贴由谁牵头", "补贴多少钱", "网站适老化要求", "公文公开属性认定", "产假从哪天算起"]
)
def test_a_question_about_a_task_asks_for_no_fact_of_the_head(question):
    assert fact_asked(question) is None


def test_words_that_may_be_asked_of_anything_are_told_apart():
    assert fact_asked("文号是多少").plainly
    assert not fact_asked("什么时候发布").plainly
