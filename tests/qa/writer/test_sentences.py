import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.writer.sentences import arrangeable, bound, kept_run, may_close, may_open, split

LETTERS = st.text(alphabet="甲乙丙，。；：（）《》1,0\n不", max_size=60)


def clauses(text: str) -> list[str]:
    return [clause.text for sentence in split(text) for clause in sentence.clauses]


@settings(deadline=None)
@given(LETTERS)
def test_nothing_with_a_word_in_it_is_lost_in_taking_apart(text):
    def words(of: str) -> list[str]:
        return [letter for letter in of if letter in "甲乙丙1不0"]

    assert words("".join(clauses(text))) == words(text)


def test_a_sentence_is_cut_at_commas_outside_brackets_and_figures():
    assert clauses("补贴（含水费，电费）每年1,000元，按月发放。") == [
        "补贴（含水费，电费）每年1,000元，",
        "按月发放。",
    ]


def test_lines_are_kept_apart():
    assert [sentence.line for sentence in split("甲办。乙办。\n时限：年底前。")] == [0, 0, 1]


@pytest.mark.parametrize("clause", ["为进一步方便群众办事", "为了规范办理"])
def test_an_opening_purpose_may_go(clause):
    assert may_open(split(clause)[0].clauses[0], "补贴多少钱")


@pytest.mark.parametrize("clause", ["不断提升服务质量", "着力营造良好氛围", "进一步提高公开水平"])
def test_a_closing_purpose_may_go(clause):
    assert may_close(split(clause)[0].clauses[0], "补贴多少钱")


@pytest.mark.parametrize(
    "clause",
    [
        "经县民政局批准",
        "对符合条件的",
        "期满后",
        "停止收费",
        "为残疾人办理证件",
        "为进一步方便符合条件的老人",
        "为方便3人以上家庭",
        "为规范县教育局工作",
        "切实提高补贴标准",
        "提高补贴",
        "不断提升到每人60元",
        "进一步促进或者暂缓",
        "除外地户籍外",
        "但不得重复领取",
        "应当公示",
    ],
)
def test_whatever_bears_on_the_matter_stays(clause):
    found = split(clause)[0].clauses[0]
    assert not may_open(found, "多少钱")
    assert not may_close(found, "多少钱")


def test_a_purpose_that_is_asked_for_stays():
    clause = split("为进一步方便群众办事")[0].clauses[0]
    assert not may_open(clause, "怎样方便群众")


def test_a_purpose_goes_only_from_the_end_it_stands_at():
    sentence = split("为进一步方便群众办事，每月发60元，不断提升服务质量。")[0]
    assert kept_run(sentence, range(1, 2), "几点")
    assert kept_run(sentence, range(3), "几点")
    assert not kept_run(sentence, range(1), "几点")
    assert not kept_run(sentence, range(2, 3), "几点")
    assert not kept_run(sentence, range(0), "几点")
    assert kept_run(split("为进一步方便群众办事，不断提升服务质量。")[0], range(0), "几点")


def test_what_leans_on_the_sentence_before_is_bound_to_it():
    text = "补贴每月60元。但已享受其他补助的除外。申请时提交下列材料。身份证。户口簿由镇里核对。"
    assert bound(split(text)) == {1, 3}


@pytest.mark.parametrize(
    ("text", "there_is"),
    [
        ("每月发60元。", False),
        ("每月发60元。但不重复发。", False),
        ("每月发60元。由镇里发。", True),
        ("砚溪：每月发60元。由镇里发。", False),
        ("砚溪：每月发60元。由镇里发。每年核对。", True),
        ("每月发60元，不断提升服务质量。", True),
        ("", False),
    ],
)
def test_a_model_is_asked_only_where_there_is_something_to_arrange(text, there_is):
    assert arrangeable(split(text), "几点") is there_is
