import hashlib
import json

import pytest
from click.testing import CliRunner

from corpus.errors import UsageError
from eval.commands import group
from eval.draft_file import read_draft
from eval.questions import load_questions
from eval.reference import NoticeTexts
from eval.rows import MalformedRow
from eval.visible import questions_of

TEXT = "青石县通知\n一、每月公布一次\n惠企政策清单。\n"


def refer(start, end, *, text=TEXT, notice="示例.txt"):
    digest = hashlib.sha256(text[start:end].encode()).hexdigest()
    return {"notice": notice, "start": start, "end": end, "sha256": digest}


def row(id, *evidence):
    return {
        "id": id, "kind": "passage", "question": f"{id} 何时公布", "notices": ["示例.txt"],
        "evidence": list(evidence), "answerable": True,
    }  # fmt: skip


@pytest.fixture
def notices(tmp_path):
    folder = tmp_path / "通知"
    (folder / "县").mkdir(parents=True)
    (folder / "县" / "示例.txt").write_text(TEXT, encoding="utf-8")
    return folder


@pytest.fixture
def write(tmp_path):
    def write(*rows):
        path = tmp_path / "题集.jsonl"
        path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
        return path

    return write


def test_a_reference_is_read_back_to_the_words_and_stands_beside_words(notices, write):
    asked = load_questions(write(row("a", refer(8, 14), "惠企政策")), notices=(notices,))
    assert asked.problems == ()
    assert asked.questions[0].evidence == (TEXT[8:14], "惠企政策")


def test_an_answer_is_read_back_too(notices, write):
    asked = load_questions(write(row("a", "惠企政策") | {"answer": refer(0, 3)}), notices=(notices,))
    assert asked.questions[0].answer == "青石县"


def test_a_file_given_itself_serves_as_its_folder_does(notices):
    assert NoticeTexts((notices / "县" / "示例.txt",)).words(refer(0, 3)) == "青石县"


def test_line_breaks_inside_a_sentence_are_left_out_since_a_field_shows_one_piece_a_line(notices):
    assert NoticeTexts((notices,)).words(refer(8, 20)) == "每月公布一次惠企政策清"


@pytest.mark.parametrize("lie", [lambda text: text.replace("\n", "\r\n"), lambda text: "\ufeff" + text])
def test_line_ends_of_windows_and_a_byte_order_mark_move_nothing(notices, lie):
    (notices / "县" / "示例.txt").write_bytes(lie(TEXT).encode())
    assert NoticeTexts((notices,)).words(refer(15, 19)) == "惠企政策"


def test_words_changed_behind_the_evidence_do_no_harm_and_before_it_are_noticed(notices):
    (notices / "县" / "示例.txt").write_text(TEXT + "二、另文。", encoding="utf-8")
    assert NoticeTexts((notices,)).words(refer(15, 19)) == "惠企政策"
    (notices / "县" / "示例.txt").write_text("关于" + TEXT, encoding="utf-8")
    with pytest.raises(MalformedRow, match=r"示例\.txt 的 15–19 已不是题集所引的原文（sha256 不符）"):
        NoticeTexts((notices,)).words(refer(15, 19))


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ({"notice": "没有.txt"}, "没有.txt"),
        ({"notice": "县/示例.txt"}, "--notices"),
        ({"notice": "/示例.txt"}, "--notices"),
        ({"notice": ".."}, "--notices"),
        ({"notice": "示例*"}, "--notices"),
        ({"notice": "\0.txt"}, "--notices"),
        ({"notice": "例" * 3000}, "--notices"),
        ({"notice": None}, "notice"),
        ({"sha256": "0" * 64}, "sha256 不符"),
        ({"sha256": None}, "sha256"),
        ({"start": -1}, "start"),
        ({"start": True}, "start"),
        ({"end": "20"}, "end"),
        ({"end": 10**30}, f"共 {len(TEXT)} 字"),
        ({"start": 12, "end": 12}, "12–12"),
    ],
)
def test_a_reference_that_leads_nowhere_is_named_with_its_line_and_the_others_go_on(
    notices, write, bad, said
):
    path = write(row("a", "惠企政策"), row("b", refer(8, 14) | bad), row("c", refer(8, 14)))
    asked = load_questions(path, notices=(notices,))
    assert [question.id for question in asked.questions] == ["a", "c"]
    (problem,) = asked.problems
    assert "第 2 行" in str(problem)
    assert said in str(problem)


def test_a_file_that_is_no_text_is_named(notices):
    (notices / "县" / "示例.txt").write_bytes(TEXT.encode("gbk"))
    with pytest.raises(MalformedRow, match=r"示例\.txt 读不了"):
        NoticeTexts((notices,)).words(refer(8, 14))


def test_a_missing_notice_is_looked_for_once(notices, monkeypatch):
    texts, looked = NoticeTexts((notices,)), []
    monkeypatch.setattr(texts, "_find", looked.append)
    for _ in range(2):
        with pytest.raises(MalformedRow, match="--notices"):
            texts.words(refer(8, 14))
    assert len(looked) == 1


def test_without_its_notices_a_set_of_references_alone_says_so(write, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match=r"第 1 行：引用了 示例\.txt.*--notices"):
        load_questions(write(row("a", refer(8, 14))))


def test_notices_beside_the_working_folder_are_found_unnamed(notices, write, tmp_path, monkeypatch):
    (tmp_path / "shared").mkdir()
    notices.rename(tmp_path / "shared" / "notices")
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert load_questions(write(row("a", refer(8, 14)))).questions[0].evidence == (TEXT[8:14],)


def test_a_line_left_out_of_a_full_evaluation_is_told(notices, write, caplog):
    path = write(row("a", refer(8, 14)), row("b", refer(8, 14) | {"sha256": "0"}))
    assert [question.id for question in questions_of(path, None, (notices,)).questions] == ["a"]
    assert "第 2 行" in caplog.text


def test_a_person_who_labels_a_candidate_is_shown_words(write, notices, monkeypatch):
    monkeypatch.setattr("eval.reference.NOTICES", (notices,))
    candidate = row("a", refer(8, 14)) | {"kind": None, "answerable": None, "state": "candidate"}
    (entry,) = read_draft(write(candidate)).entries.values()
    assert entry.record["evidence"] == [TEXT[8:14]]


@pytest.fixture
def zhengda(tmp_path, monkeypatch):
    monkeypatch.setenv("ZHENGDA_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("ZHENGDA_ENCODER", "none")
    return lambda *words: CliRunner().invoke(group, [str(word) for word in words], catch_exceptions=False)


def test_a_run_reads_the_words_where_its_notices_lie_and_names_the_line_it_leaves_out(
    zhengda, notices, write, tmp_path
):
    path = write(row("a", refer(8, 14)), row("b", refer(8, 14) | {"sha256": "0"}))
    done = zhengda("run", path, "--notices", notices, "--out", tmp_path / "out")
    assert json.loads(done.stdout)["questions"] == 1
    assert "题集.jsonl 第 2 行：示例.txt 的 8–14 已不是题集所引的原文" in done.stderr


def test_a_gate_reads_the_words_where_its_notices_lie(zhengda, notices, write, tmp_path):
    path = write(row("a", refer(8, 14)))
    gates = [{
        "name": "引用", "kind": "questions", "set": str(path), "notices": [str(notices)],
        "bounds": {"questions": {"at_least": 1}},
    }]  # fmt: skip
    (tmp_path / "gate.json").write_text(json.dumps({"gates": gates}), encoding="utf-8")
    done = zhengda("gate", "--against", tmp_path / "gate.json")
    assert (done.exit_code, "questions = 1" in done.stdout) == (0, True)


def test_a_check_reads_the_words_from_the_notices_it_is_given(
    zhengda, notices, write, sample_settings, monkeypatch
):
    monkeypatch.setenv("ZHENGDA_DATA_DIR", str(sample_settings.data_dir))
    path = write(row("a", refer(8, 14)))
    done = zhengda("check", path, "--notices", notices, "--json")
    assert [problem["code"] for problem in json.loads(done.stdout)["problems"]] == ["unknown_notice"]
