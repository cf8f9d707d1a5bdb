"""Which notices have ended or still count: a line for each, each with the words that say so."""

from datetime import date

import pytest

from qa.answer import Reason, Status
from qa.compose.which_stand import which_stand
from qa.understand import read_question

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
SCHOOLS = """苔原县教育局关于2024年小学招生的通知

报名时间为6月20日至6月26日。

苔原县教育局
2024年5月10日
"""


@pytest.fixture
def desk(over):
    return over(PARKING, WATER, SCHOOLS)


@pytest.mark.parametrize(
    "question",
    ["槐岭县哪些文件失效了", "槐岭县已经作废的文件有哪些", "槐岭的文件哪些不管用了", "槐岭县啥文件过期了"],
)
def test_those_that_have_ended_are_listed_and_what_others_say_they_end(desk, question):
    answer = desk.ask(question)
    head, first, second = answer.text.splitlines()[:3]
    assert head == "槐岭县不再有效的文件共 2 份："
    assert first.startswith(
        "· 《槐岭县人民政府关于印发《槐岭县停车管理办法》的通知》（槐岭政发〔2019〕4号）：已过有效期"
    )
    assert second.endswith("写明：《槐岭县节水办法》（槐岭政发〔2011〕2号）同时废止。")
    assert [each.notice.document_number for each in answer.citations] == [
        "槐岭政发〔2019〕4号",
        "槐岭政发〔2024〕9号",
    ]
    assert "有效期5年" in answer.citations[0].quote
    assert answer.warnings == ()


def test_those_that_count_are_listed_and_the_silent_ones_counted(desk):
    lines = desk.ask("哪些办法现在还有效").text.splitlines()
    assert lines[0] == "写明现行有效的文件共 1 份："
    assert "用水管理办法" in lines[1]
    assert lines[-1].startswith("另有 1 份没有写明有效期")


def test_the_matter_chooses_among_the_titles(desk):
    answer = desk.ask("停车方面的哪些规定废止了")
    assert answer.text.startswith("不再有效的文件共 1 份：")
    assert "节水" not in answer.text


def test_what_held_on_a_day_is_judged_on_that_day(desk):
    library = desk.library()
    reading = read_question("哪些文件有效", library, today=desk.today)
    draft = which_stand(reading, library.catalogue.every, library, date(2020, 6, 1), desk.today)
    assert "停车管理办法" in draft.text
    assert "用水管理办法" not in draft.text


def test_a_place_without_any_is_said_to_have_none(desk):
    answer = desk.ask("苔原县哪些文件废止了")
    assert (answer.status, answer.reason) == (Status.NOT_FOUND, Reason.NOT_IN_LIBRARY)
    assert answer.text == "库里没有查到苔原县不再有效的文件。"


def test_that_none_has_ended_is_not_said_of_a_matter_that_no_title_names(desk):
    assert "没有查到" not in desk.ask("养老方面的哪些文件废止了").text


def test_many_are_cut_aloud(over):
    desk = over(
        *(
            PARKING.replace("停车", f"第{number}号场地").replace("4号", f"{number}号")
            for number in range(10, 45)
        )
    )
    lines = desk.ask("哪些文件失效了").text.splitlines()
    assert lines[0] == "不再有效的文件共 35 份："
    assert lines[-1] == "另有 5 份没有列出，请加上地方、年份或事项再问。"
