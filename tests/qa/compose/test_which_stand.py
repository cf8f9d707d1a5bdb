"""Which notices have ended or still count: a line for each, each with the words that say so."""

import pytest

from qa.answer import Reason, Status, Warning

PARKING = """槐岭县人民政府关于印发《槐岭县停车管理办法》的通知

槐岭政发〔2019〕4号

第一条　本办法自2019年5月1日起施行，有效期5年。

槐岭县人民政府
2019年4月10日
"""
WATER = """槐岭县人民政府关于印发《槐岭县用水管理办法》的通知

槐岭政发〔2024〕9号

第一条　本办法自2024年5月1日起施行，有效期5年。《槐岭县节水办法》（槐岭政发〔2011〕2号）同时废止。

槐岭县人民政府
2024年4月10日
"""
LANTERNS = """槐岭县人民政府关于废止《槐岭县灯会办法》的决定

县政府决定废止《槐岭县灯会办法》（槐岭政发〔2009〕1号）。本决定自2025年3月1日起施行。

槐岭县人民政府
2025年2月20日
"""
SCHOOLS = """苔原县教育局关于2024年小学招生的通知

报名时间为6月20日至6月26日。

苔原县教育局
2024年5月10日
"""


@pytest.fixture
def desk(over):
    return over(PARKING, WATER, LANTERNS, SCHOOLS)


@pytest.mark.parametrize(
    "question",
    [
        "槐岭县哪些文件失效了",
        "槐岭县已经作废的文件有哪些",
        "槐岭的文件哪些不管用了",
        "槐岭县啥文件过期了",
        "请问槐岭县有哪些政策性文件不再有效？",
        "槐岭县里哪些规定废止了",
    ],
)
def test_those_that_have_ended_are_listed_and_what_others_say_they_end(desk, question):
    answer = desk.ask(question)
    head, first, other, *rest = answer.text.splitlines()
    assert head == "槐岭县不再有效的文件共 1 份："
    assert first.startswith(
        "· 《槐岭县人民政府关于印发《槐岭县停车管理办法》的通知》（槐岭政发〔2019〕4号）："
    )
    assert "已过有效期" in first
    assert other == "另有 2 份文件写明废止库里没有的文件："
    assert any(line.endswith("《槐岭县节水办法》（槐岭政发〔2011〕2号）同时废止。") for line in rest)
    assert "有效期5年" in answer.citations[0].quote
    assert answer.warnings == ()


def test_those_that_count_are_listed_and_the_silent_ones_counted(desk):
    head, only, silent = desk.ask("哪些办法现在还有效").text.splitlines()
    assert head == "写明现行有效的文件共 1 份："
    assert "用水管理办法" in only
    assert "写明" not in only
    assert silent.startswith("另有 1 份没有写明有效期")


def test_a_year_is_that_of_the_end(desk):
    assert "停车管理办法" in desk.ask("2024年哪些文件失效了").text
    answer = desk.ask("2022年槐岭县哪些文件失效了")
    assert answer.text == "库里没有查到槐岭县2022年失去效力的文件。"


@pytest.mark.parametrize(
    ("question", "day"),
    [
        ("2020年6月1日时槐岭县哪些文件有效", "2020年6月1日"),
        ("2021年底槐岭县哪些文件还有效", "2021年12月31日"),
    ],
)
def test_what_held_on_a_day_is_judged_on_that_day_and_its_end_is_told(desk, question, day):
    answer = desk.ask(question)
    assert answer.text.startswith(f"槐岭县写明{day}有效的文件共 1 份：")
    assert "停车管理办法" in answer.text
    assert "用水管理办法" not in answer.text
    assert answer.warnings == (Warning.EXPIRED,)


@pytest.mark.parametrize("question", ["停车方面的哪些办法废止了", "车方面哪些文件失效了"])
def test_the_matter_chooses_among_the_titles(desk, question):
    answer = desk.ask(question)
    assert answer.text.startswith("不再有效的文件共 1 份：")
    assert "节水" not in answer.text


def test_a_place_without_any_is_said_to_have_none(desk):
    answer = desk.ask("苔原县哪些文件废止了")
    assert (answer.status, answer.reason) == (Status.NOT_FOUND, Reason.NOT_IN_LIBRARY)
    assert answer.text == "库里没有查到苔原县不再有效的文件。"
    assert "另有 1 份没有写明有效期" in desk.ask("苔原县哪些文件还有效").text


@pytest.mark.parametrize(
    "question", ["养老方面的哪些文件废止了", "税方面的哪些文件废止了", "市容方面哪些文件失效了"]
)
def test_that_none_has_ended_is_not_said_of_a_matter_that_no_title_names(desk, question):
    text = desk.ask(question).text
    assert "没有查到" not in text
    assert "不再有效的文件共" not in text


@pytest.mark.parametrize(
    "question",
    [
        "有什么办法取消停车",
        "哪些办法有效解决了停车难",
        "哪些文件有效期是五年",
        "哪些文件在执行过程中需要报告",
        "居住证到期办法有哪些",
        "什么办法管用",
        "有效的办法有哪些",
        "停车哪些规定取消了",
        "停车哪些规定废止了",
        "《槐岭县用水管理办法》哪些规定废止了",
        "槐岭政发〔2024〕9号哪些规定废止了",
    ],
)
def test_what_asks_for_no_notices_gets_no_list_of_them(desk, question):
    text = desk.ask(question).text
    assert "的文件共" not in text
    assert "没有查到" not in text


def test_many_are_cut_aloud(over):
    every = (PARKING.replace("停车", f"第{at}号场地").replace("4号", f"{at}号") for at in range(10, 45))
    desk = over(*every)
    lines = desk.ask("哪些文件失效了").text.splitlines()
    assert lines[0] == "不再有效的文件共 35 份："
    assert lines[-1] == "另有 5 份没有列出，请加上地方、年份或事项再问。"
