"""What a follow-up points at, over the sample notices."""

import pytest

from qa.understand import Kind, Turn
from qa.understand.pointing import point
from qa.understand.words import read_words


@pytest.fixture(scope="module")
def items(library):
    """The items of one notice, in printed order."""
    named = "关于印发清禾市2023年政务公开工作要点的通知"
    return [entry for entry in library.items if named in entry.notice.title]


@pytest.fixture(scope="module")
def listed(items):
    """A turn that was answered by a list of items 5, 8 and 9."""
    cited = tuple(items[place].passage.id for place in (4, 7, 8))
    return Turn(
        question="市政府办公室牵头哪些任务", asked="市政府办公室牵头哪些任务", topic="", kind=Kind.LIST,
        units=("市政府办公室",), notice=items[0].notice.id, passage=cited[0], cited=cited,
    )  # fmt: skip


def pointed(question, turn, library, ignore=frozenset()):
    return point(read_words(question, library), turn, library, ignore)


@pytest.mark.parametrize(
    ("question", "number", "rest"),
    [
        ("上面第二条什么时候完成", "8", "什么时候完成"),
        ("你列的第3个谁负责", "9", "谁负责"),
        ("其中第一项具体是什么", "5", "具体是什么"),
        ("第二个什么时候完成", "8", "什么时候完成"),
        ("最后一项由谁负责", "9", "由谁负责"),
        ("下一项谁牵头", "6", "谁牵头"),
        ("上一条呢", "4", "呢"),
    ],
)
def test_one_passage_is_pointed_at(question, number, rest, listed, library):
    found = pointed(question, listed, library)
    assert found.exact
    assert library.entries[found.turn.passage].item.number == number
    assert found.words.folded.text == rest
    # Nothing of the list itself is taken over: the passage is asked about, not the unit's tasks.
    assert (found.turn.units, found.turn.kind) == ((), Kind.WHAT)


@pytest.mark.parametrize(
    "question", ["第二条什么时候完成", "上面第九条是什么", "下一步怎么办", "第二个月要做什么", "下一条线路"]
)
def test_the_number_of_an_article_and_what_is_not_there_point_at_nothing(question, listed, library):
    found = pointed(question, listed, library)
    assert not found.exact
    assert found.turn == listed


def test_a_list_further_back_is_still_the_one_that_is_counted_in(listed, items, library):
    turn = Turn(
        question="？", asked="", topic="", kind=Kind.WHEN, passage=items[0].passage.id, earlier=(listed,)
    )
    found = pointed("最后一项是什么", turn, library)
    assert library.entries[found.turn.passage].item.number == "9"


def test_there_is_none_behind_the_last_item(items, library):
    turn = Turn(question="？", asked="", topic="", kind=Kind.WHO, passage=items[-1].passage.id)
    assert pointed("下一项呢", turn, library).turn == turn


def test_a_matter_of_before_is_found_by_the_words_that_it_shares(listed, library):
    older = Turn(question="抽检几天内公布", asked="食品抽检几天内公布", topic="食品抽检 公布", kind=Kind.WHEN)
    turn = Turn(
        question="开户要多久", asked="开户要多久", topic="开户", kind=Kind.WHEN, earlier=(listed, older)
    )
    found = pointed("刚才说的那个抽检谁牵头", turn, library)
    assert found.turn == older
    assert found.words.folded.text == "抽检谁牵头"
    assert not found.exact
    assert pointed("刚才那个开户呢", turn, library).turn == turn


@pytest.mark.parametrize("question", ["几号之前提交", "10月底之前讲完", "先前的规定还有效吗"])
def test_words_for_a_time_point_at_no_turn(question, listed, library):
    assert pointed(question, listed, library).words.folded.text == question


def test_what_is_pointed_at_can_be_taken_back(listed, library):
    assert not pointed("上面第二条什么时候完成", listed, library, {"item"}).exact
    assert pointed("刚才那个开户呢", listed, library, {"notice"}).words.folded.text == "刚才那个开户呢"
