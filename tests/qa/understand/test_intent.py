"""What a follow-up asks for is heard in many words, and a matter of its own is left alone."""

import numpy as np
import pytest

from corpus.errors import ModelError
from corpus.fold import plain
from qa.understand import intent as module
from qa.understand.hearing import is_one_question, says_goodbye
from qa.understand.intent import Intent, intended, load_intents, names_matter, pack_intents, parse_intents
from qa.understand.plain_words import MARKS, heard_apart, likeliest

HEARD = [
    ("这摊子事儿总归有个挑头的单位吧，是哪一家", Intent.WHO_LEAD),
    ("板子最后打在哪个单位身上，谁负这个责", Intent.WHO_RESPONSIBLE),
    ("还得拉上哪些部门一块儿配合着弄", Intent.WHO_COOP),
    ("给的限期是到啥日子", Intent.WHEN_DUE),
    ("眼下超没超期限啊，还赶得上不", Intent.OVERDUE),
    ("这文件从哪天开始算数的", Intent.WHEN_EFFECTIVE),
    ("这个文件能管到哪一年去", Intent.VALID_UNTIL),
    ("放到现在还管不管用啊这份东西", Intent.IN_FORCE),
    ("报下文件编号，几几年多少号的", Intent.NUMBER),
    ("红头落款是哪家机关来着", Intent.ISSUER),
    ("这通知具体哪天印出来的呀", Intent.ISSUED),
    ("刚说的那份文件大名叫啥", Intent.TITLE),
    ("把条文原话一字不差念一遍", Intent.WORDING),
    ("有没有电话可以打过去问问的", Intent.PHONE),
    ("去哪个窗口弄这个啊", Intent.WHERE),
    ("都要准备些啥证件材料嘛", Intent.MATERIALS),
    ("到手能有几个钱啊", Intent.AMOUNT),
    ("得是什么样的人才够条件申请", Intent.WHO_CAN),
    ("哪种情况是不给批的", Intent.WHO_CANNOT),
    ("递上去以后得等几个工作日才办得下来", Intent.HOW_LONG),
    ("一步一步是咋个申请法嘛", Intent.HOW),
    ("那家牵头单位手上还有别的什么任务", Intent.UNIT_TASKS),
    ("整个文件一共列了多少项任务", Intent.COUNT_TASKS),
    ("这是定下来的正式文件还是征求意见的稿子", Intent.STAGE),
    ("它是照着上头哪个文件来定的", Intent.BASIS),
    ("这个出来以后哪份老文件就废掉了", Intent.REPLACES),
    ("没听清，麻烦再讲一遍好不好", Intent.REPEAT),
    ("那某地呢，又是咋规定的", Intent.OTHER_PLACE),
    ("某年的又是怎么说", Intent.OTHER_YEAR),
]
OWN = [
    "那残疾人机动轮椅车的燃油补贴归哪家管",
    "渔船报废补多少钱",
    "学区房过户以后孩子还能报名吗",
    "外卖骑手能不能交公积金",
    "明天会不会下雪",
    "公厕翻新那一项几月底前弄好",
    "养老院查消防是谁牵头",
]


@pytest.mark.parametrize(("said", "meant"), HEARD)
def test_what_is_asked_for_is_heard_in_other_words(said, meant):
    assert likeliest(intended(plain(said))) is meant


@pytest.mark.parametrize("said", OWN)
def test_a_matter_of_its_own_is_left_to_its_own_words(said):
    assert likeliest(intended(plain(said))) is None


def test_what_may_as_well_be_a_matter_of_its_own_is_not_heard():
    shares = {Intent.HOW_LONG: 0.7, Intent.OWN: 0.25}
    assert likeliest(shares) is None
    assert likeliest({**shares, Intent.OWN: 0.15}) is Intent.HOW_LONG


def test_shares_add_up_and_a_long_story_is_a_matter_of_its_own():
    assert sum(intended("由谁牵头").values()) == pytest.approx(1, abs=1e-5)
    assert intended("谁牵头" * 30) == {Intent.OWN: 1.0}


def test_letters_that_nobody_wrote_tell_nothing():
    shares = intended("𠮷𠮷𠮷")
    assert likeliest(shares) is None


@pytest.mark.parametrize(
    ("said", "names"), [("舆情那条谁牵头", True), ("这条由谁牵头", False), ("鲲鹏那条谁牵头", False)]
)
def test_a_pair_that_the_notice_prints_and_no_plain_phrase_holds_names_a_matter(said, names):
    assert names_matter(said, "(十)做好舆情回应。由县委宣传部牵头,按职责分工负责。") is names


@pytest.mark.parametrize("said", ["好嘞师傅多谢了啊", "晓得了，麻烦你了，拜拜", "没别的事了谢谢"])
def test_thanks_and_goodbyes_are_told(said):
    assert says_goodbye(said)


@pytest.mark.parametrize("said", ["谢谢，那第13项谁负责", "谢谢，什么时候完成", "清禾市高龄津贴多少钱"])
def test_who_thanks_and_asks_is_asking(said):
    assert not says_goodbye(said)


@pytest.mark.parametrize(
    ("said", "one"),
    [
        ("是按月给还是一次性给，到底给多少", True),
        ("医保怎么交，公积金怎么提", False),
        ("标准是多少？怎么申请？", False),
    ],
)
def test_one_thing_asked_in_two_clauses_is_one_question(said, one):
    assert is_one_question(said, MARKS.split(said.rstrip("？"))) is one


def test_different_things_in_one_sentence_are_told_apart():
    assert heard_apart("要带啥证件，去哪办，几天办好") == ("要带啥证件", "去哪办", "几天办好")
    assert heard_apart("要带啥证件") == heard_apart("是按月给还是一次性给，到底给多少") == ()


def test_a_long_text_is_no_goodbye_and_costs_nothing():
    assert not says_goodbye("谢谢" * 50_000)


def _packed(**changed):
    parts = {
        "intents": np.array(["own", "number"]), "grams": np.array(["文", "号"]), "rarity": np.ones(2),
        "weights": np.array([[-1.0, 0.0], [1.0, 2.0]]), "bias": np.zeros(2), "plain": np.array(["文号"]),
        "provenance": "试",
    }  # fmt: skip
    return pack_intents(**(parts | changed))


def test_what_is_packed_comes_back():
    model = parse_intents(_packed())
    assert (model.intents, model.plain, model.provenance) == ((Intent.OWN, Intent.NUMBER), {"文号"}, "试")
    assert model.weights == pytest.approx(np.array([[-1.0, 0.0], [1.0, 2.0]]), abs=0.02)
    own, number = model.shares("文号")
    assert number > 0.9 > own


def _flipped(raw, place):
    return raw[:place] + bytes([raw[place] ^ 255]) + raw[place + 1 :]


@pytest.mark.parametrize(
    "raw",
    [
        b"", b"no archive", _packed(intents=np.array(["own", "nonsense"])), _packed()[:-100],
        _flipped(_packed(), 120), _flipped(_packed(), 400),
    ],
)  # fmt: skip
def test_a_damaged_file_is_said(raw, monkeypatch, tmp_path):
    (tmp_path / "intents.npz").write_bytes(raw)
    monkeypatch.setattr(module, "FILE", "intents.npz")
    monkeypatch.setattr(module.resources, "files", lambda _package: tmp_path)
    load_intents.cache_clear()
    try:
        with pytest.raises(ModelError, match="重新安装"):
            intended("文号")
    finally:
        load_intents.cache_clear()
