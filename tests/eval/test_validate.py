from dataclasses import replace

import pytest

from corpus.store import Store
from eval.notice_file import gold_passages, notice_files
from eval.questions import Kind, Problem, Question, QuestionSet
from eval.validate import check_question, check_set

NAME = "01-qingheshi-open-government-2023.txt"
GOOD = Question(
    id="q", kind=Kind.DEADLINE, question="招生计划几月底前公布？", answerable=True, notices=(NAME,),
    evidence=("公开教育入学信息",), lead_units=("市教育局",), responsible_units=("各县（区）人民政府",),
    deadline="5月底前", deadline_date="2023-05-31",
)  # fmt: skip


@pytest.fixture(scope="module")
def files(sample_settings):
    store = Store.open(sample_settings.store_path)
    yield notice_files(store)
    store.close()


def codes(question, files):
    return [code for code, _ in check_question(question, files)]


def test_sound_gold_has_nothing_wrong(files):
    assert codes(GOOD, files) == []


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        ({"evidence": ("没有写过的话",)}, "evidence", "没有写过的话"),
        ({"notices": (NAME.replace("2023", "2032"),)}, "unknown_notice", "是不是 01"),
        ({"notices": ()}, "no_notice", "通知文件"),
        ({"lead_units": ("市水利局",)}, "unit", "市水利局"),
        ({"deadline": "13月底前"}, "deadline", "13月底前"),
        ({"deadline_date": "1899-05-31"}, "date", "年份"),
        ({"deadline_date": "2019-05-31"}, "date", "早于"),
        ({"deadline": None, "deadline_date": None}, "no_gold", "时限"),
        ({"kind": Kind.UNIT, "lead_units": None, "responsible_units": None}, "no_gold", "单位"),
        ({"kind": Kind.META}, "no_gold", "答案"),
        ({"kind": Kind.LIST, "answer": ("1", "99")}, "item", "99"),
        ({"kind": Kind.NONE}, "kind_of_none", "none"),
        ({"answerable": False}, "gold_of_none", "二者择一"),
    ],
)
def test_each_fault_is_found_and_says_what_is_wrong(files, change, code, words):
    ((found, message),) = check_question(replace(GOOD, **change), files)
    assert found == code
    assert words in message


@pytest.mark.parametrize("name", ["市教委", "教育局", "市教育局", "各县（区）人民政府", "各县区人民政府"])
def test_a_unit_may_be_written_as_people_write_it(files, name):
    assert codes(replace(GOOD, lead_units=(name,)), files) in ([], ["unit"] if name == "市教委" else [])


def test_duplicates_and_unreadable_lines_come_in_the_order_of_the_lines(files, tmp_path):
    again = replace(GOOD, id="r", question="请问 招生计划几月底前公布呀")
    asked = QuestionSet(
        source=tmp_path / "q.jsonl", questions=(GOOD, again), lines=(1, 5),
        problems=(Problem(line=3, message="不是完整的 JSON"),),
    )  # fmt: skip
    found = check_set(asked, files)
    assert [(finding.line, finding.code) for finding in found] == [(3, "unreadable"), (5, "duplicate")]
    assert "第 1 行" in str(found[1])


def test_the_passage_of_gold_is_shown_with_its_evidence_in_it(files):
    (passage,) = gold_passages(("公开教育入学信息", "没有写过"), (NAME, "none.txt"), files)
    assert passage.text[passage.place.start : passage.place.end] == "公开教育入学信息"
    assert "市教育局" in passage.text


def test_gold_of_the_projects_own_sets_is_sound(files):
    from pathlib import Path

    from eval.questions import load_questions

    sets = Path(__file__).parents[2] / "eval" / "sets"
    for name in (
        "samples",
        "citizen",
        "spoken-samples",
        "asked-samples",
        "asked-samples-unseen",
        "plain",
        "dialogues",
        "dialogues-more",
        "dialogues-blind",
        "hostile",
    ):
        assert check_set(load_questions(sets / f"{name}.jsonl"), files) == (), name
