import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from corpus.errors import UsageError
from eval.questions import State, load_questions
from eval.review import Decision, Review, label
from eval.rows import MalformedRow
from eval.versions import current, history, history_path, note_version

DAY = date(2024, 5, 6)
ROW = {
    "id": "g1", "kind": "unit", "persona": "public", "question": "谁牵头？", "notices": ["a.txt"],
    "evidence": ["公开目录"], "lead_units": ["县司法局"], "answerable": True, "state": "generated",
}  # fmt: skip


@pytest.fixture
def draft(tmp_path):
    rows = [ROW | {"id": f"g{n}", "question": f"谁牵头第{n}件？", "count": n} for n in (1, 2, 3)]
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    path = tmp_path / "草稿.jsonl"
    path.write_text("\n".join([lines[0], "{ broken", *lines[1:]]), encoding="utf-8")
    return path


@pytest.fixture
def target(tmp_path):
    return tmp_path / "题集.jsonl"


def decide(review, id, decision, **more):
    return review.decide(id, decision, by="张", day=DAY, **more)


def save(review):
    return review.save(by="张", day=DAY)


def test_deciding_writes_nothing_and_leaves_the_former_review_as_it_was(draft, target):
    before = draft.read_bytes()
    review = Review.load(draft, target)
    decide(review, "g1", Decision.ACCEPT)
    assert review.next().id == "g1"
    assert draft.read_bytes() == before
    assert not target.exists()


def test_an_accepted_question_goes_into_the_set_with_who_and_when(draft, target):
    save(decide(Review.load(draft, target), "g1", Decision.ACCEPT))
    (question,) = load_questions(target).questions
    assert (question.id, question.state) == ("g1", State.ACCEPTED)
    assert (question.reviewed_by, question.reviewed_on) == ("张", "2024-05-06")
    assert "count" not in json.loads(target.read_text(encoding="utf-8"))


def test_a_review_goes_on_where_it_stopped(draft, target):
    review = decide(Review.load(draft, target), "g1", Decision.ACCEPT)
    save(decide(review, "g2", Decision.REJECT))
    again = Review.load(draft, target)
    assert again.next().id == "g3"
    assert again.progress() == {"accepted": 1, "rejected": 1, "waiting": 1, "skipped": 0}
    assert [question.id for question in load_questions(target).questions] == ["g1"]


def test_a_line_that_is_no_question_stays_as_it_is(draft, target):
    review = Review.load(draft, target)
    assert review.unread == 1
    save(decide(review, "g3", Decision.REJECT))
    lines = draft.read_text(encoding="utf-8").splitlines()
    assert lines[1] == "{ broken"
    assert json.loads(lines[3])["count"] == 3


def test_what_is_put_off_comes_last_in_this_sitting_and_first_in_the_next(draft, target):
    review = decide(Review.load(draft, target), "g1", Decision.SKIP)
    assert [question.id for question in review.waiting()] == ["g2", "g3", "g1"]
    review = decide(decide(review, "g2", Decision.SKIP), "g3", Decision.SKIP)
    assert review.next() is None
    assert save(review) == (review, None)
    assert Review.load(draft, target).next().id == "g1"


def test_an_edited_question_is_accepted_as_edited(draft, target):
    review = Review.load(draft, target)
    edited = label(review.next(), {"question": "哪个局牵头？", "lead_units": ["县财政局"]})
    save(decide(review, "g1", Decision.ACCEPT, edited=edited))
    (question,) = load_questions(target).questions
    assert (question.id, question.question, question.lead_units) == ("g1", "哪个局牵头？", ("县财政局",))


def test_a_question_cannot_be_edited_into_none(draft, target):
    with pytest.raises(MalformedRow, match="evidence"):
        label(Review.load(draft, target).next(), {"evidence": []})


def test_accepting_again_after_a_kill_between_the_two_files_adds_nothing(draft, target):
    before = draft.read_bytes()
    save(decide(Review.load(draft, target), "g1", Decision.ACCEPT))
    draft.write_bytes(before)
    _, version = save(decide(Review.load(draft, target), "g1", Decision.ACCEPT))
    assert version is None
    assert len(load_questions(target).questions) == 1


def test_a_draft_changed_elsewhere_is_not_overwritten(draft, target):
    review = decide(Review.load(draft, target), "g1", Decision.ACCEPT)
    draft.write_text(json.dumps(ROW), encoding="utf-8")
    with pytest.raises(UsageError, match="别处改动"):
        save(review)
    assert not target.exists()


def test_a_question_is_decided_once(draft, target):
    review = decide(Review.load(draft, target), "g1", Decision.ACCEPT)
    with pytest.raises(UsageError, match="g1"):
        decide(review, "g1", Decision.REJECT)


def test_a_set_grows_by_version_and_what_it_held_stays_letter_for_letter(draft, target):
    target.write_text("不是题\n" + json.dumps(ROW | {"id": "old"}), encoding="utf-8")
    held = target.read_bytes()
    review, first = save(decide(Review.load(draft, target), "g1", Decision.ACCEPT))
    _, second = save(decide(review, "g2", Decision.ACCEPT))
    assert target.read_bytes().startswith(held + b"\n")
    assert (first.version, second.version) == (1, 2)
    assert (second.questions, second.added, second.kinds) == (3, 1, {"unit": 3})
    assert current(target) == second
    assert [version.by for version in history(target)] == ["张", "张"]


def test_a_set_changed_by_hand_is_at_no_version(draft, target):
    save(decide(Review.load(draft, target), "g1", Decision.ACCEPT))
    with target.open("a", encoding="utf-8") as file:
        file.write("\n")
    assert current(target) is None
    assert note_version(target, added=0, by="李", day=DAY).version == 2


def test_a_damaged_file_of_versions_is_named_and_not_overwritten(draft, target):
    history_path(target).write_text("{", encoding="utf-8")
    with pytest.raises(UsageError, match=r"题集\.meta\.json"):
        save(decide(Review.load(draft, target), "g1", Decision.ACCEPT))
    assert history_path(target).read_text(encoding="utf-8") == "{"


ASKED = {
    "id": "c1", "kind": None, "question": "目录谁公开", "notices": [], "evidence": [], "answerable": None,
    "state": "candidate", "count": 4, "verdicts": {"wrong": 4},
}  # fmt: skip


@pytest.fixture
def asked(tmp_path):
    path = tmp_path / "候选.jsonl"
    path.write_text(json.dumps(ASKED, ensure_ascii=False) + "\n{ broken\n", encoding="utf-8")
    return path


def test_a_question_from_use_waits_although_it_has_no_labels(asked, target):
    review = Review.load(asked, target)
    assert (review.next().id, review.unread) == ("c1", 1)
    assert review.progress()["waiting"] == 1
    assert review.notes["c1"] == {"count": 4, "verdicts": {"wrong": 4}}


def test_a_question_without_labels_is_accepted_only_once_it_is_labelled(asked, target):
    review = Review.load(asked, target)
    with pytest.raises(UsageError, match="题型和有无答案"):
        decide(review, "c1", Decision.ACCEPT)
    with pytest.raises(MalformedRow, match="evidence"):
        label(review.next(), {"kind": "unit", "answerable": True})
    gold = {"kind": "unit", "answerable": True, "notices": ["a.txt"], "evidence": ["公开目录"]}
    save(decide(review, "c1", Decision.ACCEPT, edited=label(review.next(), gold)))
    (question,) = load_questions(target).questions
    assert (question.id, question.kind, question.state) == ("c1", "unit", State.ACCEPTED)
    lines = asked.read_text(encoding="utf-8").splitlines()
    assert json.loads(lines[0])["verdicts"] == {"wrong": 4}
    assert lines[1] == "{ broken"


def test_a_question_without_labels_can_be_rejected_and_stays_so(asked, target):
    save(decide(Review.load(asked, target), "c1", Decision.REJECT))
    again = Review.load(asked, target)
    assert (again.next(), again.unread, again.progress()["rejected"]) == (None, 1, 1)
    assert not target.exists()


@pytest.mark.parametrize(
    "change",
    [{"state": None}, {"state": "generated"}, {"kind": "poem"}, {"question": ""}, {"evidence": "x"},
     {"kind": "unit", "answerable": True}],
)  # fmt: skip
def test_a_broken_line_is_no_question_from_use(asked, target, change):
    rows = [ROW, ASKED | change]
    asked.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    review = Review.load(asked, target)
    assert (review.order, review.unread) == (("g1",), 1)


def test_two_drafts_accepted_into_one_set_at_once_lose_nothing(tmp_path, target):
    def accept(number):
        path = tmp_path / f"d{number}.jsonl"
        path.write_text(json.dumps(ROW | {"id": f"g{number}"}), encoding="utf-8")
        save(decide(Review.load(path, target), f"g{number}", Decision.ACCEPT))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(accept, range(24)))
    assert len(load_questions(target).questions) == 24
    assert [version.version for version in history(target)] == list(range(1, 25))


@pytest.mark.parametrize("name", ["题集.xlsx", "草稿.jsonl"])
def test_a_target_that_cannot_be_is_refused(draft, name):
    with pytest.raises(UsageError, match=r"不是 \.jsonl|同一个"):
        Review.load(draft, draft.with_name(name))
