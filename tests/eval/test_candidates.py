import pytest

from corpus.store import Store
from eval.candidates import candidates
from eval.question_file import json_lines
from eval.questions import load_questions

PHONE = "13912345678"


@pytest.fixture
def store(tmp_path):
    store = Store.open(tmp_path / "store.db")
    yield store
    store.close()


def keep(store, receipt, question, status="not_found", **more):
    record = {
        "id": None, "question": question, "status": status, "reason": "not_in_library", "text": "库里没有。",
        "citations": [], "receipt": receipt, "asked_on": "2024-05-06",
    }  # fmt: skip
    store.save_receipt(receipt, record | more)


def test_refused_questions_come_and_answered_ones_only_with_a_verdict(store):
    keep(store, "r1", "护照怎么补办")
    keep(store, "r2", "清单谁牵头", status="answered")
    keep(store, "r3", "目录谁公开", status="answered")
    store.save_feedback({"receipt": "r3", "verdict": "outdated", "at": "2024-05-07"})
    assert {candidate.question for candidate in candidates(store)} == {"护照怎么补办", "目录谁公开"}


def test_nearly_the_same_questions_are_one_with_its_count_and_variants(store):
    keep(store, "r1", "青石县护照怎么补办")
    keep(store, "r2", "请问青石县护照怎么补办？")
    keep(store, "r3", "青石县最低工资多少")
    store.save_feedback({"receipt": "r1", "useful": False})
    first, second = (candidate.record() for candidate in candidates(store))
    assert first["count"] == 3
    assert len(first["variants"]) == 1
    assert first["verdicts"] == {"wrong": 1}
    assert second["count"] == 1


def test_only_a_refusal_nobody_objected_to_is_proposed_as_unanswerable(store, tmp_path):
    keep(store, "r1", "护照怎么补办")
    keep(store, "r2", "清单由谁牵头", status="answered")
    store.save_feedback({"receipt": "r2", "verdict": "wrong"})
    keep(store, "r3", "地铁几点收班")
    store.save_feedback({"receipt": "r3", "verdict": "missing"})
    path = tmp_path / "c.jsonl"
    path.write_bytes(json_lines(candidate.record() for candidate in candidates(store)))
    asked = load_questions(path)
    assert [question.question for question in asked.questions] == ["护照怎么补办"]
    assert len(asked.problems) == 2


def test_the_answer_given_is_told_without_its_passages(store):
    citation = {
        "notice": {"source": "/in/a.txt", "title": "通知"}, "item": "3", "quote": "原文" * 50,
        "start": 0, "end": 100,
    }  # fmt: skip
    keep(store, "r1", "清单谁牵头", status="answered", text="县财政局", citations=[citation])
    store.save_feedback({"receipt": "r1", "useful": True})
    (candidate,) = candidates(store)
    given = candidate.record()["given"]
    assert given["text"] == "县财政局"
    assert given["citations"] == [{"notice": "a.txt", "title": "通知", "item": "3", "start": 0, "end": 100}]


def test_personal_data_is_masked_even_where_it_was_stored(store):
    keep(store, "r1", f"我的电话{PHONE}，护照怎么补办")
    assert PHONE not in str([candidate.record() for candidate in candidates(store)])


def test_questions_out_of_files_and_those_in_a_set_are_left_out(store):
    keep(store, "r1", "护照怎么补办", id="d041")
    keep(store, "r2", "最低工资是多少")
    keep(store, "r3", "……")
    assert candidates(store, known=["请问最低工资是多少呢"]) == ()


def test_the_same_store_gives_the_same_candidates(store):
    for number in range(30):
        keep(store, f"r{number}", f"{'青白红'[number % 3]}石县{'护照工资地铁'[number % 6]}怎么办")
    assert candidates(store) == candidates(store)
