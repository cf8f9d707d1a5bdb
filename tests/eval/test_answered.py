from eval.answered import Answers


def test_answers_come_back_and_a_torn_line_is_passed_over(tmp_path):
    path = tmp_path / "answers" / "k.jsonl"
    Answers.open(path).put("问", {"answer": {"text": "答"}, "trace": {}})
    with path.open("a", encoding="utf-8") as file:
        file.write('{"key": "另')
    again = Answers.open(path)
    assert again.get("问") == {"answer": {"text": "答"}, "trace": {}}
    assert again.get("另") is None
    assert again.found == 1


def test_what_is_kept_after_a_torn_line_comes_back(tmp_path):
    path = tmp_path / "k.jsonl"
    path.write_text('{"key": "一", "row": {"a": 1}}\n{"key": "二", "row', encoding="utf-8")
    Answers.open(path).put('三", "row": ', {"c": 3})
    again = Answers.open(path)
    assert "一" in again
    assert "二" not in again
    assert again.get("一") == {"a": 1}


def test_two_that_keep_answers_in_one_file_read_their_own_and_each_other_s(tmp_path):
    first, second = (Answers.open(tmp_path / "k.jsonl") for _ in range(2))
    for number in range(5):
        first.put(f"a{number}", {"n": number})
        second.put(f"b{number}", {"n": -number})
    assert [first.get(f"a{number}") for number in range(5)] == [{"n": number} for number in range(5)]
    assert Answers.open(tmp_path / "k.jsonl").get("b4") == {"n": -4}


def test_a_row_that_is_damaged_on_disk_is_asked_for_again(tmp_path):
    path = tmp_path / "k.jsonl"
    path.write_text('{"key": "一", "row": {"a": }}\n', encoding="utf-8")
    answers = Answers.open(path)
    assert answers.get("一") is None
    assert answers.found == 0
