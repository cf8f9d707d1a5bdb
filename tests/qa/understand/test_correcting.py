import pytest

from qa.understand import Kind, Turn, read_question
from tests.qa.conftest import TODAY


@pytest.mark.parametrize(
    ("question", "region"),
    [
        ("不是清禾，是砚溪，惠农补贴由谁负责", "砚溪县"),
        ("不是清禾市，而是砚溪县", "砚溪县"),
        ("我说的是砚溪不是清禾", "砚溪县"),
        ("我问的是砚溪县，不是清禾市", "砚溪县"),
        ("不是清禾的，我要问的是砚溪的", "砚溪县"),
        ("错了，应该是砚溪县", "砚溪县"),
        ("不对，我问的是砚溪", "砚溪县"),
        ("说错了，砚溪县的", "砚溪县"),
        ("不是喀左，是砚溪", "砚溪县"),
        ("不是清禾，来电人问的是砚溪", "砚溪县"),
        ("哦我办的是砚溪的，不是清禾的", "砚溪县"),
    ],
)
def test_the_place_taken_back_is_not_meant(question, region, library):
    reading = read_question(question, library, today=TODAY)
    assert [one.name for one in reading.regions] == [region]
    assert reading.foreign == ()
    assert "correction" in {piece.name for piece in reading.understood}


@pytest.mark.parametrize(
    ("question", "years", "units"),
    [
        ("不是2023年，是2024年的", (2024,), ()),
        ("错了，应该是县财政局", (), ("县财政局",)),
        ("不是县教育局，是县财政局", (), ("县财政局",)),
    ],
)
def test_years_and_units_are_taken_back_too(question, years, units, library):
    reading = read_question(question, library, today=TODAY)
    assert (reading.years, reading.units) == (years, units)


@pytest.mark.parametrize(
    "question",
    [
        "清禾市不是本地户籍，是租房住的，孩子怎么入学",
        "清禾市高龄津贴是不是每月都发",
        "砚溪县任务分工是不是正式文件",
        "清禾市单位职工不是本人，能不能代办",
    ],
)
def test_what_is_no_name_is_not_taken_back(question, library):
    reading = read_question(question, library, today=TODAY)
    assert "correction" not in {piece.name for piece in reading.understood}
    assert reading.folded == question.replace("，", ",")


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("说错了，不是提取，是贷款", "贷款"),
        ("看岔行了，不是社零，要问的是预算收入", "预算收入"),
        ("我记错了，不是幼儿园，是小学几天办完", "小学几天办完"),
        ("口误，应该是砚溪县", "砚溪县"),
    ],
)
def test_what_is_said_to_be_wrong_needs_to_be_no_name(question, left, library):
    reading = read_question(question, library, today=TODAY)
    assert reading.folded == left
    assert "correction" in {piece.name for piece in reading.understood}


def test_a_correction_can_be_taken_back_itself(library):
    reading = read_question("不是清禾，是砚溪", library, today=TODAY, ignore={"correction"})
    assert [one.name for one in reading.regions] == ["清禾市", "砚溪县"]


def test_words_of_the_question_before_are_taken_back(library):
    turn = Turn(
        question="网上订的茶几天送到", asked="网上订的茶几天送到", kind=Kind.HOW_MUCH,
        topic="网上订的茶 送到", theme="网上订的茶",
    )  # fmt: skip
    reading = read_question("不是网上，我是柜台买的", library, today=TODAY, after=turn)
    assert reading.topic.startswith("柜台买")
    assert "网上" not in reading.topic
    assert (reading.kind, reading.theme) == (Kind.HOW_MUCH, "订的茶")
    other = read_question("不是茶馆，我是柜台买的", library, today=TODAY, after=turn)
    assert "茶馆" in other.topic


@pytest.mark.parametrize("question", ["我不是本地户口，想问是不是也能报", "不是本人的，我想问的是可以代办吗"])
def test_who_asks_is_taken_back_by_nobody(question, library):
    turn = Turn(question="茶农能报吗", asked="茶农能报吗", kind=Kind.YES_NO, topic="茶农", theme="茶农")
    reading = read_question(question, library, today=TODAY, after=turn)
    assert not any(note.name == "correction" for note in reading.notes)
