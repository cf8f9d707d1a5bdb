import pytest

from qa.understand.asking import LACKING, MENTIONS, STATUS, TASKS, WHEN, WHO, subject_of, without_asking


@pytest.mark.parametrize(
    ("pattern", "asking"),
    [
        (WHO, "由谁牵头"),
        (WHO, "归哪个部门管"),
        (WHO, "牵头单位有哪些"),
        (WHO, "找哪家"),
        (WHEN, "什么时候"),
        (WHEN, "几月底前"),
        (WHEN, "截止日期"),
        (WHEN, "最晚到几月"),
        (TASKS, "牵头哪些任务"),
        (TASKS, "负责什么"),
        (TASKS, "要干什么"),
        (MENTIONS, "提到了"),
        (LACKING, "没写牵头单位"),
        (WHO, "归哪个科"),
        (WHEN, "几时"),
        (STATUS, "还有效"),
        (STATUS, "还作数"),
        (STATUS, "是征求意见稿"),
        (STATUS, "试行的吗"),
        (STATUS, "转发来的吗"),
    ],
)
def test_asking_words_are_taken_whole(pattern, asking):
    assert pattern.search(asking).group() == asking


@pytest.mark.parametrize("text", ["公开惠农补贴信息", "推进网站适老化", "解读材料与文件同步报送"])
def test_a_subject_asks_nothing(text):
    assert not any(pattern.search(text) for pattern in (WHO, WHEN, TASKS, MENTIONS, LACKING, STATUS))


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("请问惠农补贴由谁牵头?", "惠农补贴"),
        ("我想了解一下网站适老化什么时候完成", "网站适老化 完成"),
        ("公租房申请有什么要求吗", "公租房申请"),
        ("谁", ""),
    ],
)
def test_what_stays_without_the_asking_words_is_the_subject(question, topic):
    assert without_asking(question) == topic


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("茶园失收率要控制在百分之几以内", "茶园失收率 控制在"),
        ("我跟茶厂申请收茶,最晚多少天给", "茶厂申请收茶 给"),
        ("茶农去哪里领茶苗", "茶农 领茶苗"),
        ("老茶园的规划在哪里发布", "老茶园的规划 发布"),
        ("茶厂和茶园的补贴分别是多少", "茶厂和茶园的补贴"),
        ("主要产茶地近几年来的要求", "主要产茶地近几年来的要求"),
        ("我省茶园几个月内要验收", "我省茶园 验收"),
    ],
)
def test_what_is_only_said_is_not_searched_for(question, subject):
    assert subject_of(question) == subject


def test_what_is_lacking_is_told_from_what_is_printed():
    lacking, printed = LACKING.search("没有写配合单位"), LACKING.search("写明了完成时限")
    assert (bool(lacking["not"]), lacking["what"]) == (True, "配合单位")
    assert (bool(printed["not"]), printed["what"]) == (False, "完成时限")
