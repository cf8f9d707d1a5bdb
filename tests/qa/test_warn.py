from dataclasses import replace
from datetime import date

from corpus.ingest import ingest
from corpus.model import Fact, Span
from corpus.settings import Settings
from corpus.store import Store
from qa.answer import Fields, Warning
from qa.cite import cite
from qa.compose import list_answer
from qa.compose.draft import Draft
from qa.library import read_library
from qa.scope import find_scope
from qa.understand import read_question
from qa.warn import warnings

TODAY = date(2025, 8, 1)


def test_a_list_is_warned_of_by_every_row(library):
    reading = read_question("提到了小程序的有哪几条", library, today=TODAY)
    draft = list_answer(reading, library, find_scope(reading, library).ids)
    stages = {citation.notice.stage for citation in draft.citations}
    assert draft.rests_on == len(draft.citations)
    assert (Warning.CONSULTATION_DRAFT in warnings(draft, TODAY, above=False)) is (
        "consultation_draft" in {stage.value for stage in stages}
    )


def test_two_regions_side_by_side_are_each_judged(samples):
    answer = samples.ask("砚溪县和沐原县的政务公开专区什么时候建成")
    regions = {citation.notice.region.short for citation in answer.citations[:2]}
    drafts = {citation.notice.stage.value for citation in answer.citations[:2]}
    assert answer.text.count("：") >= 2
    assert regions <= {"砚溪", "沐原"}
    assert (Warning.CONSULTATION_DRAFT in answer.warnings) is ("consultation_draft" in drafts)


def test_the_same_warning_is_given_once(library):
    reading = read_question("砚溪县年底前要完成的任务有哪些", library, today=TODAY)
    draft = list_answer(reading, library, find_scope(reading, library).ids)
    found = warnings(draft, TODAY, above=True)
    assert len(found) == len(set(found))
    assert found[0] is Warning.CONSULTATION_DRAFT
    assert found[-1] is Warning.OTHER_REGION


OLD = """青禾县人民政府文件

青禾政发〔2023〕5号

青禾县人民政府关于印发燃气安装补贴管理办法的通知

各乡镇人民政府：

第一条 燃气安装补贴由县住房城乡建设局负责发放。

第二条 燃气安装补贴标准为每户八百元。

第三条 申请燃气安装补贴应当提交房屋权属证明。

青禾县人民政府
2023年3月1日
"""
NEW = """青禾县人民政府文件

青禾政发〔2024〕9号

青禾县人民政府关于修改燃气安装补贴管理办法的决定

各乡镇人民政府：

对《燃气安装补贴管理办法》（青禾政发〔2023〕5号）作如下修改：

一、将第二条修改为：“燃气安装补贴标准为每户九百元。”

二、删去第三条。

本决定自2024年6月1日起施行。

青禾县人民政府
2024年5月1日
"""


def test_a_clause_that_another_notice_ended_or_changed_is_warned_of(tmp_path):
    settings = Settings(data_dir=tmp_path / "data", encoder="none")
    for name, text in (("old.txt", OLD), ("new.txt", NEW)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    store = Store.open(settings.store_path)
    ingest([tmp_path / "old.txt", tmp_path / "new.txt"], store, settings=settings)
    found = {}
    for day in (date(2024, 5, 31), TODAY):
        library = read_library(store, day)
        for entry in library.entries.values():
            draft = Draft(text="", fields=Fields(), citations=(cite(entry, library),))
            found[day, entry.quote[:3]] = warnings(draft, day, above=False, changed=library.changed)
    store.close()
    assert found[TODAY, "第一条"] == ()
    assert found[TODAY, "第二条"] == (Warning.SUPERSEDED,)
    assert found[TODAY, "第三条"] == (Warning.REPEALED,)
    assert {found[date(2024, 5, 31), f"第{number}条"] for number in "一二三"} == {()}


def test_text_from_a_picture_and_text_that_is_not_whole_are_warned_of(library):
    reading = read_question("砚溪县年底前要完成的任务有哪些", library, today=TODAY)
    draft = list_answer(reading, library, find_scope(reading, library).ids)
    fact = Fact(value="文字由图像识别得来", span=Span(0, 1))
    for name, told in (("recognised", Warning.OCR_TEXT), ("partial", Warning.PARTIAL_TEXT)):
        about = replace(draft.citations[0].notice, facts=((name, fact),))
        assert told in warnings(replace(draft, about=about), TODAY, above=False)
        assert told not in warnings(draft, TODAY, above=False)
