from collections import Counter

import pytest

from corpus.regions import resolve
from corpus.settings import Settings
from corpus.store import Store
from eval import metrics
from eval.draft import draft
from eval.library import fill_from_files
from eval.likeness import Wordings, wording
from eval.notice_file import notice_files
from eval.question_file import json_lines, question_record
from eval.questions import Kind, QuestionSet, State, load_questions
from eval.subject import LONGEST
from eval.validate import check_set

NOTICE = """临溪县人民政府办公室关于印发临溪县2024年第{number}号工作要点的通知

临政办发〔2024〕{number}号

各乡镇人民政府：

现将要点印发给你们。

临溪县人民政府办公室

2024年3月1日

（{mark}）

1. 核对第{number}本密语本。6月底前核对完。（牵头单位：县档案局）
"""


@pytest.fixture(scope="module")
def files(sample_settings):
    store = Store.open(sample_settings.store_path)
    yield notice_files(store)
    store.close()


@pytest.fixture(scope="module")
def drafted(files):
    return draft(files)


def test_a_file_with_a_notice_that_is_not_for_the_public_is_left_out(tmp_path):
    settings = Settings(data_dir=tmp_path / "data", encoder="none")
    for number, mark in enumerate(("此件公开发布", "此件依申请公开"), 1):
        text = NOTICE.format(number=number, mark=mark)
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    fill_from_files([tmp_path / "1.txt", tmp_path / "2.txt"], settings)
    store = Store.open(settings.store_path)
    assert len(store.notices()) == 2
    assert set(notice_files(store)) == {"1.txt"}
    store.close()


def test_a_draft_is_the_same_every_time_and_another_seed_asks_otherwise(files, drafted):
    assert draft(files) == drafted
    assert {question.question for question in draft(files, seed=1)} != {each.question for each in drafted}


def test_every_drafted_question_has_sound_gold_and_waits_for_a_person(files, drafted, tmp_path):
    assert {question.state for question in drafted} == {State.GENERATED}
    lines = tuple(range(1, len(drafted) + 1))
    found = check_set(QuestionSet(source=tmp_path, questions=drafted, lines=lines), files)
    assert [str(finding) for finding in found] == []


def test_a_draft_written_and_read_is_the_same(drafted, tmp_path):
    path = tmp_path / "draft.jsonl"
    path.write_bytes(json_lines(map(question_record, drafted)))
    assert load_questions(path).questions == drafted


def test_the_first_questions_are_a_fair_share_of_kinds_and_notices(drafted):
    first = drafted[:40]
    assert set(Counter(question.kind for question in first)) == set(Kind)
    assert len({question.notices for question in first}) >= 12


def test_a_question_repeats_no_more_than_a_few_words_of_its_item(files, drafted):
    for question in drafted:
        if question.kind in (Kind.UNIT, Kind.DEADLINE, Kind.PASSAGE):
            said = metrics.fold(question.question)
            runs = {said[place : place + LONGEST + 1] for place in range(len(said) - LONGEST)}
            items = [words for name in question.notices for words in files[name].item_wordings.values()]
            assert not any(run in words for run in runs for words in items), question.question
        assert all(len(words) <= 24 for words in question.evidence if question.kind is not Kind.META)


def test_a_question_about_time_does_not_give_the_time_away(drafted):
    for question in drafted:
        if question.kind is Kind.DEADLINE:
            assert question.deadline not in question.question


def test_no_two_questions_of_a_notice_and_kind_are_nearly_the_same(drafted):
    seen = {}
    for question in drafted:
        near = seen.setdefault((question.notices, question.kind), Wordings())
        assert near.nearest(wording(question.question)) is None, question.question
        near.add(wording(question.question))


def test_unanswerable_questions_swap_region_year_and_subject(files, drafted):
    none = [question.question for question in drafted if question.kind is Kind.NONE]
    texts = "".join(file.wording for file in files.values())
    # The samples' places are invented, so any real place is another region.
    real = [text for text in none if any(resolve(text[:length]) for length in (2, 3, 4, 5))]
    years = [text for text in none if any(f"{year}年" in text for year in range(2010, 2022))]
    assert real
    assert years
    assert len(set(none) - set(real) - set(years)) >= 10
    assert not any(text[text.index("年") - 4 : text.index("年") + 1] in texts for text in years)
    assert 0.1 < len(none) / len(drafted) < 0.3


def test_plain_and_everyday_wordings_are_both_there(drafted):
    texts = [question.question for question in drafted]
    assert any(text.endswith("由哪个部门牵头？") for text in texts)
    assert any("啥" in text or "归谁管" in text for text in texts)


def test_an_empty_library_gives_an_empty_draft():
    assert draft({}) == ()
