import json
from pathlib import Path

import pytest

from corpus.errors import UsageError
from corpus.settings import Settings
from corpus.store import Store
from eval.desk import open_desk
from eval.library import fill_from_files
from eval.questions import State, load_questions
from tests.eval.conftest import SAMPLES

NAME = "02-qingheshi-open-government-2024.txt"


@pytest.fixture
def settings(tmp_path):
    made = Settings(data_dir=tmp_path / "data", encoder="none")
    fill_from_files([SAMPLES / NAME], made)
    return made


@pytest.fixture
def desk(settings):
    return open_desk(settings).review


@pytest.fixture
def draft(desk):
    return desk.draft_from_library()


def lines(settings, draft):
    text = (settings.data_dir / "eval" / "drafts" / f"{draft}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def accepted(settings, name="题集"):
    path: Path = settings.data_dir / "eval" / "sets" / f"{name}.jsonl"
    return load_questions(path).questions if path.exists() else ()


def decide(desk, draft, page, decision="accept", **more):
    given = {"by": "张三", "fields": page["fields"], "seen": page["seen"], "known_problems": page["problems"]}
    return desk.decide(draft, "题集", page["id"], decision, **given | more)


def test_a_question_comes_with_its_passage_and_is_saved_at_once(desk, draft, settings):
    page = desk.open(draft, "题集")
    (name, before, marked, after), *_ = page["passages"]
    assert name == NAME
    assert marked in page["fields"]["evidence"]
    assert before + marked + after in (SAMPLES / NAME).read_text(encoding="utf-8")
    done = decide(desk, draft, page)
    assert (done["saved"], done["progress"]["accepted"]) == (True, 1)
    assert done["id"] != page["id"]
    (question,) = accepted(settings)
    assert (question.id, question.state, question.reviewed_by) == (page["id"], State.ACCEPTED, "张三")


def test_only_fields_that_were_changed_change(desk, draft, settings):
    page = desk.open(draft, "题集")
    before = next(row for row in lines(settings, draft) if row["id"] == page["id"])
    decide(desk, draft, page, fields=page["fields"] | {"question": "换个问法？", "persona": "话务员"})
    after = next(row for row in lines(settings, draft) if row["id"] == page["id"])
    changed = {key for key in after if after[key] != before.get(key)}
    assert changed == {"question", "persona", "state", "reviewed_by", "reviewed_on"}
    assert (after["question"], after["persona"]) == ("换个问法？", "operator")


def test_rejecting_and_putting_off(desk, draft, settings):
    first = desk.open(draft, "题集")
    second = decide(desk, draft, first, "skip", by="")
    third = decide(desk, draft, second, "reject", skipped=[first["id"]])
    assert len({first["id"], second["id"], third["id"]}) == 3
    assert third["progress"]["skipped"] == 1
    assert accepted(settings) == ()
    assert [row["state"] for row in lines(settings, draft)].count("rejected") == 1
    assert desk.open(draft, "题集")["id"] == first["id"]


def test_two_people_on_one_question_lose_nothing(desk, draft, settings):
    page = desk.open(draft, "题集")
    decide(desk, draft, page, by="张三")
    second = decide(desk, draft, page, "reject", by="李四")
    assert not second["saved"]
    assert "由张三" in second["said"]
    assert second["id"] not in (None, page["id"])
    assert [question.reviewed_by for question in accepted(settings)] == ["张三"]
    assert decide(desk, draft, second, by="李四")["saved"]
    assert [question.reviewed_by for question in accepted(settings)] == ["张三", "李四"]


def test_nothing_is_decided_without_a_name(desk, draft, settings):
    with pytest.raises(UsageError, match="谁在审题"):
        decide(desk, draft, desk.open(draft, "题集"), by=" ")
    assert accepted(settings) == ()


def test_a_new_problem_holds_the_question_back_once(desk, draft, settings):
    page = desk.open(draft, "题集")
    wrong = page["fields"] | {"evidence": "原文里没有这句话"}
    held = decide(desk, draft, page, fields=wrong)
    assert not held["saved"]
    assert any("不在" in problem for problem in held["problems"])
    assert accepted(settings) == ()
    again = decide(desk, draft, page, fields=wrong, known_problems=held["problems"])
    assert again["saved"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"evidence": ""}, "依据原文"),
        ({"question": " "}, "问题"),
        ({"deadline_date": "昨天"}, "截止日期"),
        ({"kind": ""}, "请先选题型"),
        ({"answerable": ""}, "请先选库里有无答案"),
    ],
)
def test_what_would_be_no_question_is_not_saved_and_its_field_is_named(desk, draft, settings, change, said):
    page = desk.open(draft, "题集")
    with pytest.raises(UsageError, match=said):
        decide(desk, draft, page, fields=page["fields"] | change)
    with pytest.raises(UsageError, match=said):
        desk.check(draft, "题集", page["id"], page["fields"] | change)
    assert accepted(settings) == ()


def test_a_question_from_use_is_shown_labelled_and_accepted(desk, settings):
    store = Store.open(settings.store_path)
    notice = store.notices()[0]
    start = store.text(notice.id).index("普惠托育机构名单")
    named = {"source": notice.source, "title": notice.title}
    cited = {"notice": named, "item": "1", "start": start, "end": start + 8}
    record = {"receipt": "r1", "question": "托育名单谁公布", "status": "answered", "text": "市卫生健康委"}
    store.save_receipt("r1", record | {"citations": [cited]})
    store.save_feedback({"receipt": "r1", "verdict": "outdated"})
    store.close()
    draft = desk.draft_from_use()
    page = desk.open(draft, "题集")
    assert (page["fields"]["kind"], page["fields"]["answerable"]) == ("", "")
    assert "评价：过时 1" in "".join(page["notes"])
    assert [passage[2] for passage in page["passages"]] == ["普惠托育机构名单"]
    fields = page["fields"] | {
        "kind": "问单位", "answerable": "有", "notices": NAME, "evidence": "公布普惠托育机构名单",
        "lead_units": "市卫生健康委",
    }  # fmt: skip
    assert decide(desk, draft, page, fields=fields)["saved"]
    (question,) = accepted(settings)
    assert (question.kind, question.lead_units) == ("unit", ("市卫生健康委",))
    with pytest.raises(UsageError, match="没有新的候选题"):
        desk.draft_from_use()


def test_drafts_are_never_overwritten_and_do_not_repeat_each_other(desk, draft, settings):
    before = lines(settings, draft)
    second = desk.draft_from_library()
    assert second != draft
    assert desk.drafts()[:2] in ([second, draft], [draft, second])
    assert lines(settings, draft) == before
    assert not {row["question"] for row in before} & {row["question"] for row in lines(settings, second)}


@pytest.mark.parametrize("name", ["../x", "a/b", "", ".a", "x" * 61, "a.b", "C:\\x"])
def test_names_cannot_lead_out_of_the_folders(desk, draft, name):
    with pytest.raises(UsageError, match="题集名"):
        desk.open(draft, name)
    with pytest.raises(UsageError, match="选一份草稿"):
        desk.open(name, "题集")


def test_a_draft_of_which_nothing_can_be_read_is_said_and_the_others_go_on(desk, draft, settings):
    (settings.data_dir / "eval" / "drafts" / "坏.jsonl").write_text("{", encoding="utf-8")
    with pytest.raises(UsageError, match="没有可用的问题"):
        desk.open("坏", "题集")
    assert desk.open(draft, "题集")["id"]
    assert desk.draft_from_library()


def test_an_empty_library_says_so(tmp_path):
    desk = open_desk(Settings(data_dir=tmp_path, encoder="none")).review
    assert (desk.drafts(), desk.sets()) == ([], [])
    with pytest.raises(UsageError, match="起草不出新题"):
        desk.draft_from_library()


def test_a_set_with_broken_lines_is_told_of_when_a_draft_is_opened_for_it(desk, draft, settings):
    decide(desk, draft, desk.open(draft, "题集"))
    path = settings.data_dir / "eval" / "sets" / "题集.jsonl"
    path.write_text(path.read_text(encoding="utf-8") + "{\n", encoding="utf-8")
    assert "有 1 行不可用（第 2 行：" in desk.open(draft, "题集")["said"]
