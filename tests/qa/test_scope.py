from dataclasses import replace
from datetime import date

import pytest

from qa.library import Library
from qa.scope import asks_about, choose_notice, find_scope
from qa.understand import read_question
from tests.qa.conftest import TODAY


def scope_of(question, library):
    return find_scope(read_question(question, library, today=TODAY), library)


def numbers(notices):
    return {notice.document_number for notice in notices}


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("清禾房公管〔2022〕3号还有效吗", {"清禾房公管〔2022〕3号"}),
        ("清禾政办发18号的任务", {"清禾政办发〔2023〕18号"}),
        ("清禾市政办发2023年第18号的任务", {"清禾政办发〔2023〕18号"}),
        ("《云岭省残疾人两项补贴实施办法》", {"云岭民发〔2023〕40号"}),
        ("财政局要干什么（沐原县2023年政务公开任务分解表）", {"沐原府办发〔2023〕9号"}),
        ("墨坪县的补贴", {"墨坪政办〔2024〕13号"}),
        ("霁川县2025年的津贴", {"霁川政发〔2025〕4号"}),
    ],
)
def test_notices_are_found_by_number_title_place_and_year(question, found, library):
    scope = scope_of(question, library)
    assert numbers(scope.notices) == found
    assert scope.ids == {notice.id for notice in scope.notices}
    assert not scope.years_missing


@pytest.mark.parametrize("question", ["清禾政办发〔2022〕18号是谁发的", "清禾政办发〔2023〕99号还有效吗"])
def test_a_notice_that_is_not_there_is_not_taken_for_another(question, library):
    assert scope_of(question, library).notices == ()


def test_a_year_that_a_place_has_no_notice_of_is_missing(library):
    scope = scope_of("墨坪县2023年的补贴", library)
    assert scope.years_missing
    assert numbers(scope.notices) == {"墨坪政办〔2024〕13号"}


def test_notices_of_the_regions_above_stand_by(library):
    scope = scope_of("栖霖区2023年的公积金", library)
    assert {notice.region.name for notice in scope.parents} == {"清禾市"}
    assert {notice.year for notice in scope.parents} == {2023}
    assert scope_of("清禾市的公积金", library).parents == ()


def test_without_place_and_year_all_notices_are_meant(library):
    assert len(scope_of("惠农补贴", library).notices) == len(library.notices)


@pytest.mark.parametrize("mark", ["此件依申请公开", "此件不予公开", "内部文件"])
def test_a_notice_that_is_not_for_the_public_is_never_meant(mark, library):
    closed = {key: replace(notice, disclosure=mark) for key, notice in library.notices.items()}
    changed = Library(sequence=0, notices=closed, entries=library.entries, texts=library.texts)
    assert scope_of("清禾政办发18号的任务", changed).notices == ()


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("云岭省2023年政务公开工作要点", "云岭政办〔2023〕31号"),
        ("霁川县高龄津贴发放办法", "霁川政发〔2022〕7号"),
        ("霁川县废止高龄津贴发放办法的通知是谁发的", "霁川政发〔2025〕4号"),
        ("清禾市住房公积金提取管理办法", "清禾房公管〔2024〕6号"),
    ],
)
def test_the_one_notice_meant_is_chosen(question, number, library):
    reading = read_question(question, library, today=TODAY)
    chosen = choose_notice(reading, find_scope(reading, library), library)
    assert chosen.document_number == number


def test_of_equals_the_newest_in_force_is_chosen_and_several_regions_are_left_open(library):
    base = next(
        notice for notice in library.notices.values() if notice.document_number == "墨坪政办〔2024〕13号"
    )
    older = replace(base, id="older", dated_on=date(2020, 1, 1), issued_on=None)
    twins = Library(sequence=0, notices={base.id: base, "older": older}, entries={}, texts=library.texts)
    reading = read_question("墨坪县的通知", twins, today=TODAY)
    assert choose_notice(reading, find_scope(reading, twins), twins) == base
    other = next(notice for notice in library.notices.values() if notice.region != base.region)
    pair = Library(
        sequence=0,
        notices={base.id: base, "other": replace(other, id="other", title=base.title)},
        entries={},
        texts=library.texts,
    )
    reading = read_question("文号", pair, today=TODAY)
    assert choose_notice(reading, find_scope(reading, pair), pair) is None


def test_nothing_is_chosen_out_of_nothing():
    empty = Library(sequence=0, notices={}, entries={}, texts={})
    reading = read_question("文号", empty, today=TODAY)
    assert choose_notice(reading, find_scope(reading, empty), empty) is None


def test_a_status_is_asked_of_the_notice_that_is_named_and_of_no_other(library):
    notice = next(each for each in library.notices.values() if "公积金" in each.title)

    def about(question):
        return asks_about(read_question(question, library, today=TODAY), notice)

    assert about("清禾市公积金租房提取规定还有效吗")
    assert about("清禾市这份文件还有效吗")
    assert not about("清禾市储备粮管理办法还有效吗")
