import pytest

from qa.understand.items import read_items


@pytest.mark.parametrize(
    ("text", "numbers", "section"),
    [
        ("第二十八条由谁负责", (28,), None),
        ("第28项是什么", (28,), None),
        ("28号任务谁牵头", (28,), None),
        ("第3个任务什么时候完成", (3,), None),
        ("第三大项第2条", (2,), 3),
        ("第二部分第4项由谁牵头", (4,), 2),
        ("第五项和第八项由谁牵头", (5, 8), None),
        ("第三条第二款", (3,), None),
        ("第三部分有哪些", (), 3),
        ("这一项谁牵头", (), None),
        ("不少于三条以上", (), None),
        ("十二号之前要报吗", (), None),
    ],
)
def test_items_are_told_by_number(text, numbers, section):
    items = read_items(text)
    assert (items.numbers, items.section) == (numbers, section)
    assert bool(items.notes) is bool(numbers or section)


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        ("清禾市2023年政务公开工作要点第三大项第2条是什么", "清理重复账号"),
        ("清禾市2023年政务公开工作要点8号任务由谁牵头", "推进网站适老化"),
        ("清禾市2023年政务公开工作要点第十一条由谁牵头", "组织业务培训"),
    ],
)
def test_the_item_of_the_number_answers(question, quote, samples):
    assert quote in samples.ask(question).citations[0].quote
