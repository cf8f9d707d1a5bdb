import pytest

from index.asking import answered, kinds_asked


@pytest.mark.parametrize(
    ("question", "with_it", "without"),
    [
        ("咨询电话是多少号码", "电话:0999-1234567", "请来电咨询"),
        ("什么时候截止", "6月30日前完成", "尽快完成"),
        ("由哪个部门负责", "由示例县教育局牵头", "尽快完成"),
        ("需要哪些材料", "身份证、户口簿、申请表", "请备齐"),
    ],
)
def test_a_text_has_the_kind_of_thing_asked_for_or_has_not(question: str, with_it: str, without: str) -> None:
    kinds = kinds_asked(question)
    assert kinds
    assert answered(kinds, with_it) > answered(kinds, without)


def test_a_question_that_asks_for_no_kind_says_nothing() -> None:
    assert kinds_asked("政务公开") == ()
    assert answered((), "任何话") == 0.5
