import pytest

from qa.understand.parts import split_questions


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("惠农补贴由谁负责，公租房信息什么时候完成？", ("惠农补贴由谁负责", "公租房信息什么时候完成")),
        ("惠农补贴由谁牵头？网站适老化由谁牵头？", ("惠农补贴由谁牵头", "网站适老化由谁牵头")),
        ("1.医保缴费标准是多少\n2.公积金怎么提取", ("1.医保缴费标准是多少", "2.公积金怎么提取")),
        ("这份文件文号是多少？什么时候印发的？", ("这份文件文号是多少", "什么时候印发的")),
        ("网站适老化由谁牵头；这份要点还有效吗", ("网站适老化由谁牵头", "这份要点还有效吗")),
        ("补贴标准是多少？怎么申请补贴？", ("补贴标准是多少", "怎么申请补贴")),
    ],
)
def test_questions_of_their_own_are_told_apart(text, parts):
    assert split_questions(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "网站适老化由谁牵头？什么时候完成？",
        "网站适老化由谁牵头，什么时候完成",
        "惠企政策清单谁牵头汇编，什么时候发布首批",
        "家里老人瘫了，医生多久上门一次？",
        "网站上的老专栏，清理起来谁挑头啊，砚溪的",
        "我是外地来的。孩子上学要什么材料？",
        "惠农补贴由谁牵头？谢谢！",
        "司法局牵头几项，都是啥",
        "你好，请问网站适老化由谁牵头？",
        "？？",
        "",
        "财政信息公开由谁牵头",
    ],
)
def test_one_question_stays_whole(text):
    assert split_questions(text) == (text,)
