"""Invented notices that write about others the library does not hold."""

from datetime import date

import pytest

from corpus.ingest import ingest
from corpus.settings import Settings
from corpus.store import Store
from index import open_index
from qa.answer import Status
from qa.assistant import Assistant

RULES = """青石县茶园管理若干规定

第一条 茶园由茶农自行管护。
第二条 茶园用水由县水利局统一调配，茶农每季度缴费一次。
第三条 本规定自2020年1月1日起施行。原《青石县茶园管理暂行条例》同时废止。

青石县人民政府
2019年12月1日
"""
COVER = """青石县人民政府办公室转发茶州市茶园灌溉分工方案的通知

青政办发〔2022〕7号

各乡镇人民政府：
现将《茶州市人民政府办公室关于印发茶园灌溉分工方案的通知》（茶政办发〔2022〕3号）转发给你们，请认真执行。

青石县人民政府办公室
2022年5月6日
"""
PLAN = """索 引 号： QS2023-0042 主题分类： 无 统一 编号：
青石县人民政府办公室关于印发青石县2023年茶园工作要点的通知

青政办发〔2023〕9号

各乡镇人民政府：
根据《茶州市人民政府关于2023年茶园工作的意见》（茶政发〔2023〕1号），制定本要点。
一、做好茶苗统防统治。按照《茶州市农业局关于茶苗虫情测报的通知》（茶农便函〔2023〕5号）要求，逐月测报茶苗虫情。

青石县人民政府办公室
2023年3月2日
"""


@pytest.fixture
def asked(tmp_path):
    for name, text in (("rules.txt", RULES), ("cover.txt", COVER), ("plan.txt", PLAN)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    settings = Settings(data_dir=tmp_path / "data", encoder="none")
    store = Store.open(settings.store_path)
    ingest([tmp_path / f"{name}.txt" for name in ("rules", "cover", "plan")], store, settings=settings)
    assistant = Assistant(store, open_index(settings, store), settings, today=lambda: date(2024, 1, 1))
    yield assistant.ask
    assistant.close()


def test_a_law_that_is_only_cited_is_said_to_have_ended_in_the_citing_words(asked):
    answer = asked("青石县茶园管理暂行条例现在还有效吗")
    assert answer.status is Status.ANSWERED
    assert "《青石县茶园管理暂行条例》同时废止" in answer.text
    assert "青石县茶园管理若干规定" in answer.text


def test_the_number_of_what_was_forwarded_is_not_the_covers(asked):
    answer = asked("青石县转发的茶州市茶园灌溉分工方案文号是多少")
    assert "茶政办发〔2022〕3号" in answer.text
    assert "青政办发〔2022〕7号" not in answer.text


def test_a_notice_that_nobody_writes_about_gets_no_status(asked):
    answer = asked("青石县渔船检验办法现在还有效吗")
    assert "废止" not in answer.text


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("青石县2023年茶苗虫情测报照的是哪个便函，文号给一下", "茶农便函〔2023〕5号"),
        ("青石县2023年茶园工作要点的文号", "青政办发〔2023〕9号"),
        ("青石县2023年茶园工作要点 索引号", "索引号：QS2023-0042。"),
        ("青石县2023年茶园工作要点的主题分类是什么", "主题分类：无。"),
    ],
)
def test_the_number_and_the_field_that_are_asked_for_are_given(asked, question, words):
    assert words in asked(question).text


def test_a_field_that_is_empty_or_not_printed_has_no_value(asked):
    assert asked("青石县2023年茶园工作要点的统一编号").status is Status.NOT_FOUND
    assert asked("青石县2023年茶园工作要点的公文种类").status is Status.NOT_FOUND
