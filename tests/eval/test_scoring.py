import importlib.util
import json
import random
from pathlib import Path

import pytest

from eval.questions import Kind, Question, load_questions
from eval.scoring import figures, judge

SHARED = Path(__file__).parents[3] / "shared"
SCORE = SHARED / "contract" / "score.py"
DEV = SHARED / "questions" / "dev.jsonl"
TEXT = "一、公开目录。县司法局牵头，年底前完成。"


def citation(quote="公开目录", start=2, source="a.txt", title="青石县通知", region=None, item=None):
    return {
        "quote": quote, "start": start, "end": start + len(quote), "item": item,
        "notice": {"id": "n1", "title": title, "region": region, "source": source},
    }  # fmt: skip


def answer(*citations, status="answered", text="", confidence=None, lead=(), responsible=(), deadline=None):
    fields = {"lead_units": list(lead), "responsible_units": list(responsible), "deadline": deadline}
    return {
        "status": status, "text": text, "citations": list(citations),
        "fields": fields, "confidence": confidence,
    }  # fmt: skip


def question(**changes):
    gold = {
        "id": "q", "kind": Kind.PASSAGE, "question": "？", "answerable": True,
        "notices": ("a.txt",), "evidence": ("公开 目录",),
    }  # fmt: skip
    return Question(**(gold | changes))


def figures_of(asked, given):
    return figures([judge(asked, given, {"n1": TEXT}.__getitem__)])


def test_the_rank_is_that_of_the_first_citation_with_the_evidence():
    found = figures_of(question(), answer(citation("年底前完成", 14), citation()))
    assert (found["hit@1"], found["hit@3"], found["mrr"]) == (0.0, 1.0, 0.5)


@pytest.mark.parametrize(
    ("files", "cited", "expected"),
    [
        (("a.txt",), citation(source="a.txt"), 1.0),
        (("a.txt",), citation(source="somewhere/a.txt"), 1.0),
        (("b.txt",), citation(source="a.txt"), 0.0),
        (("henan-2021.txt",), citation(title="河南省通知", source="x.txt"), 1.0),
        (("henan-2021.txt",), citation(region="河南省"), 1.0),
        (("henan-2021.txt",), citation(title="濉溪县通知", source="henan-2021.txt"), 0.0),
        (("henan-2021.txt", "a.txt"), citation(source="a.txt"), 1.0),
        (("henan-2021.txt", "a.txt"), citation(source="b.txt"), 0.0),
    ],
)
def test_the_evidence_counts_only_in_the_right_notice(files, cited, expected):
    assert figures_of(question(notices=files), answer(cited))["hit@1"] == expected


@pytest.mark.parametrize(
    ("cited", "expected"),
    [
        (citation(), 1.0),
        (citation(start=1), 0.0),
        (citation(quote="公开 目录"), 0.0),
        (citation() | {"notice": {"id": "n2", "title": ""}}, 0.0),
    ],
)
def test_a_quote_is_verbatim_only_at_its_place_in_a_stored_notice(cited, expected):
    assert figures_of(question(), answer(cited))["verbatim"] == expected


def test_units_are_judged_by_lead_and_where_gold_has_them_by_responsible():
    asked = question(kind=Kind.UNIT, lead_units=("县司法局",), responsible_units=("各乡镇",))
    assert figures_of(asked, answer(lead=["县司法局"]))["unit_f1"] == 0.5
    alone = question(kind=Kind.UNIT, lead_units=("县司法局",))
    assert figures_of(alone, answer(lead=["县司法局"], responsible=["县财政局"]))["unit_f1"] == 1.0


def test_a_set_that_judges_nothing_by_a_figure_leaves_it_out():
    found = figures_of(question(), answer(citation()))
    assert set(found) == {
        "questions", "citations", "hit@1", "hit@3", "hit@5", "mrr", "verbatim", "wrong_refusal",
        "citation_recall", "citation_precision",
    }  # fmt: skip


def test_refusals_are_judged_on_both_sides():
    absent = question(answerable=False, kind=Kind.NONE)
    assert figures_of(absent, answer(status="not_found"))["refusal_recall"] == 1.0
    assert figures_of(absent, answer(status="clarify"))["refusal_recall"] == 0.0
    assert figures_of(question(), answer(status="clarify"))["wrong_refusal"] == 1.0
    assert figures_of(question(), {})["wrong_refusal"] == 1.0


def test_the_reason_of_a_refusal_is_judged_where_gold_gives_reasons():
    absent = question(answerable=False, kind=Kind.NONE, reasons=("unclear", "out_of_scope"))
    for reason, right in (("unclear", 1.0), ("not_in_library", 0.0), (None, 0.0)):
        given = answer(status="not_found") | {"reason": reason}
        assert figures_of(absent, given)["reason_right"] == right
    assert "reason_right" not in figures_of(question(answerable=False, kind=Kind.NONE), answer())


def test_confidence_is_held_against_whether_the_leading_citation_was_right():
    assert figures_of(question(), answer(citation(), confidence=0.75))["ece"] == 0.25
    assert figures_of(question(), answer(citation("年底前完成", 14), confidence=0.75))["ece"] == 0.75
    absent = question(answerable=False, kind=Kind.NONE)
    assert figures_of(absent, answer(status="not_found", confidence=0.25))["ece"] == 0.25
    assert "ece" not in figures_of(question(), answer(status="not_found", confidence=0.25))


@pytest.mark.skipif(not (SCORE.exists() and DEV.exists()), reason="../shared is not beside the checkout")
@pytest.mark.parametrize("seed", range(25))
def test_the_figures_are_those_of_the_contract_to_the_last_digit(seed):
    rows = [json.loads(line) for line in DEV.read_text(encoding="utf-8").splitlines()]
    texts = {path.name: path.read_text(encoding="utf-8") for path in (SHARED / "notices").glob("*.txt")}
    chance = random.Random(seed)
    answers = [random_answer(chance, row, texts) for row in rows if chance.random() < 0.95]
    theirs, _ = load_score().score(rows, answers, "".join(texts.values()))
    given = {row["id"]: row for row in answers}
    asked = load_questions(DEV).questions
    ours = figures([judge(row, given.get(row.id, {}), texts.__getitem__) for row in asked])
    for name, value in theirs.items():
        assert ours.get(name) == value, name


def load_score():
    spec = importlib.util.spec_from_file_location("contract_score", SCORE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def random_answer(chance, row, texts):
    """An answer that is right, half right or wrong in every way the figures look at."""
    units = ["县司法局", "各乡镇政府等部门", *(row["lead_units"] or []), *(row["responsible_units"] or [])]
    due = chance.choice([None, row["deadline_date"]])
    deadline = {"text": chance.choice(["年底前", row["deadline"]]), "due": due}
    said = row["answer"] if isinstance(row["answer"], str) else "无"
    return {
        "id": row["id"],
        "status": chance.choice(["answered", "answered", "clarify", "not_found"]),
        "text": chance.choice([said, f"答：{said}。", "无", None]),
        "fields": {
            "lead_units": chance.sample(units, chance.randint(0, 2)),
            "responsible_units": chance.sample(units, chance.randint(0, 2)),
            "deadline": chance.choice([None, deadline]),
        },
        "citations": [random_citation(chance, row, texts) for _ in range(chance.randint(0, 6))],
    }


def random_citation(chance, row, texts):
    name = chance.choice([*texts, *row["notices"] * 3])
    text = texts[name]
    start = next((place for words in row["evidence"] if (place := text.find(words)) >= 0), -1)
    if start < 0 or chance.random() < 0.5:
        start = chance.randrange(len(text) - 100)
    end = start + chance.randint(10, 100)
    title = chance.choice(["喀左县通知", "河南省通知", "濉溪县方案", "抚顺县通知", "乐至县通知"])
    return {
        "quote": text[start:end], "start": start, "end": end,
        "item": chance.choice([None, "十一", "24", "（18）", *map(str, row["answer"] or "")]),
        "notice": {"id": name, "title": title, "region": chance.choice([None, "河南省"]), "source": name},
    }  # fmt: skip


def test_a_citation_of_another_notice_supports_nothing():
    found = figures_of(question(), answer(citation(), citation(source="b.txt")))
    assert (found["citation_recall"], found["citation_precision"]) == (1.0, 0.5)
    assert "citation_recall" not in figures_of(question(), answer(status="not_found"))
