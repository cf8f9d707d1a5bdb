import pytest

from qa.courtesy import courtesy


@pytest.mark.parametrize(
    ("said", "answered"),
    [
        ("你好", "您好！"), ("您好！", "您好！"), ("你好，在吗？", "您好！"), ("早上好", "您好！"),
        ("谢谢", "不客气"), ("好的，谢谢您！", "不客气"), ("非常感谢", "不客气"), ("知道了", "不客气"),
        ("再见", "再见"), ("没事了", "再见"), ("拜拜～", "再见"),
        ("你能回答哪些问题？", "原文"), ("怎么用啊", "原文"), ("可以问什么", "原文"),
    ],
)  # fmt: skip
def test_a_courtesy_is_answered_in_kind(said: str, answered: str) -> None:
    reply = courtesy(said)
    assert reply is not None
    assert answered in reply


@pytest.mark.parametrize(
    "said",
    ["", "你好，低保怎么申请？", "谢谢，那由谁牵头", "怎么用公积金", "能问什么时候发补贴吗",
     "好的做法有哪些"],
)  # fmt: skip
def test_a_question_with_a_courtesy_is_still_a_question(said: str) -> None:
    assert courtesy(said) is None
