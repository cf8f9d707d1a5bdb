import json
from pathlib import Path

from eval.visible import parts, questions_of

SHARED = Path(__file__).parents[3] / "shared"
ABSENT = Path(__file__).parents[2] / "eval" / "sets" / "absent.jsonl"


def test_questions_meant_for_one_library_are_told_apart():
    rows = [json.loads(line) for line in ABSENT.read_text(encoding="utf-8").splitlines()]
    for library in ("five", "samples"):
        meant = [row["id"] for row in rows if row["library"] == library]
        assert [row.id for row in questions_of(ABSENT, library).questions] == meant
        assert meant
    assert len(questions_of(ABSENT, None).questions) == len(rows)


def test_every_part_has_a_name_of_its_own_and_those_of_the_project_are_at_hand(tmp_path):
    named = parts(tmp_path)
    assert len({part.name for part in named}) == len(named)
    assert {part.name for part in named if part.present} == {
        "samples", "citizen", "absent-samples", "plain", "dialogues", "dialogues-more", "hostile",
        "samples-unseen", "spoken-samples", "dialogues-blind", "asked-samples", "asked-samples-unseen",
        "dialogues-samples", "dialogues-samples-more", "dialogues-samples-unseen",
    }  # fmt: skip


def test_a_part_whose_gold_hangs_on_the_day_says_which(tmp_path):
    days = {part.name: part.day for part in parts(tmp_path)}
    rows = [json.loads(line) for line in ABSENT.with_name("plain.jsonl").read_text("utf-8").splitlines()]
    assert {row["today"] for row in rows if "today" in row} == {days["plain"].isoformat()}
