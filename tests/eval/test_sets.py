"""The packaged sets: what they may hold of notices that are not the project's own."""

import json

import pytest

from corpus.settings import load_settings
from corpus.store import Store
from eval.library import fill_from_files, scratch_settings
from eval.notice_file import notice_files
from eval.questions import load_questions
from eval.validate import check_set
from tests.eval.conftest import ROOT

SETS = ROOT / "eval" / "sets"
OWN = {path.name for path in (ROOT / "corpus" / "samples").iterdir()}
REAL = ROOT.parent / "shared" / "notices"
MORE = ROOT.parent / "shared" / "notices-more"
_LONGEST = 19
"""Characters of a unit, a title or an answer: a fact, no sentence."""


def rows():
    for path in sorted(SETS.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if not set(row["notices"]) <= OWN:
                yield path.name, row


def test_evidence_over_real_notices_is_kept_by_reference_alone():
    found = list(rows())
    assert len(found) > 250
    words = [(name, row["id"]) for name, row in found if any(isinstance(x, str) for x in row["evidence"])]
    assert words == []


def test_facts_over_real_notices_are_short():
    for name, row in rows():
        answer = row["answer"] if isinstance(row["answer"], list) else [row["answer"]]
        facts = [*answer, row["deadline"], *(row["lead_units"] or ()), *(row["responsible_units"] or ())]
        # A number has no Chinese letter and may be longer.
        printed = [fact for fact in facts if isinstance(fact, str) and not fact.isascii()]
        assert [fact for fact in printed if len(fact) > _LONGEST] == [], (name, row["id"])


@pytest.mark.skipif(not REAL.exists(), reason="../shared is not beside the checkout")
@pytest.mark.parametrize(
    "name",
    ["five", "five-unseen", "five-blind", "spoken-five", "asked-five", "asked-five-unseen"],
)
def test_the_sets_over_real_notices_are_sound_against_them(tmp_path, name):
    settings = scratch_settings(load_settings(encoder="none"), tmp_path)
    fill_from_files([REAL], settings)
    store = Store.open(settings.store_path)
    asked = load_questions(SETS / f"{name}.jsonl", notices=(REAL,))
    assert check_set(asked, notice_files(store)) == ()
    store.close()


@pytest.mark.skipif(not MORE.exists(), reason="../shared is not beside the checkout")
@pytest.mark.parametrize(
    "name",
    [
        "more", "more-unseen", "more-blind", "spoken-more", "asked-more", "asked-more-unseen",
        "dialogues-shared", "dialogues-shared-more",
        "dialogues-shared-blind", "dialogues-further", "dialogues-further-more", "dialogues-further-unseen",
        "dialogues-five", "dialogues-five-more", "dialogues-five-unseen",
    ],
)  # fmt: skip
def test_evidence_of_the_sets_over_both_folders_stands_where_it_is_referred_to(name):
    asked = load_questions(SETS / f"{name}.jsonl", notices=(REAL, MORE, ROOT / "corpus" / "samples"))
    assert asked.problems == ()


@pytest.mark.parametrize("name", sorted(path.stem for path in SETS.glob("dialogues*.jsonl")))
def test_every_dialogue_has_three_turns(name):
    turns = [json.loads(line) for line in (SETS / f"{name}.jsonl").read_text("utf-8").splitlines()]
    first = [row["id"] for row in turns if "after" not in row]
    assert len(turns) == 3 * len(first)
    assert [row.get("after") for row in turns[1:3]] == [turns[0]["id"], turns[1]["id"]]
