from datetime import date

from qa.answer import Warning
from qa.compose import list_answer
from qa.scope import find_scope
from qa.understand import read_question
from qa.warn import warnings

TODAY = date(2025, 8, 1)


def test_a_list_is_warned_of_by_every_row(library):
    reading = read_question("提到了小程序的有哪几条", library)
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
    reading = read_question("砚溪县年底前要完成的任务有哪些", library)
    draft = list_answer(reading, library, find_scope(reading, library).ids)
    found = warnings(draft, TODAY, above=True)
    assert len(found) == len(set(found))
    assert found[0] is Warning.CONSULTATION_DRAFT
    assert found[-1] is Warning.OTHER_REGION
