"""What an answer looks like, told from the question, and where a text prints it."""

import numpy as np
import pytest

from qa.extract.asked import read_asked
from qa.extract.sorts import FAR, SORTS, printed, sort_wanted
from qa.library import Library
from qa.understand import read_question
from tests.qa.conftest import TODAY

NOTHING = Library(sequence=0, notices={}, entries={}, texts={})


def sort_of(question):
    wanted = read_asked(read_question(question, NOTHING, today=TODAY)).sort
    return SORTS[wanted] if wanted >= 0 else None


@pytest.mark.parametrize(
    ("question", "sort"),
    [
        ("青石镇文化站的咨询电话是多少？", "phone"),
        ("村史馆从什么时间开始对外开放？", "day"),
        ("渔船补助的公示期限是多久？", "length"),
        ("慢性病门诊的报销比例是多少？", "rate"),
        ("祠堂修缮补助是多少元？", "money"),
        ("松河县新建了多少所乡村幼儿园？", "count"),
        ("茶叶检测由哪家公司承担？", "company"),
        ("祠堂修缮由哪个部门审核？", "body"),
        ("入场券在哪里领取？", "place"),
        ("农户申请种粮补贴需要提供哪些材料？", "list"),
        ("如何领取？", None),
        ("县里如何减轻企业负担？", None),
        ("县里提出了哪三项措施？", "list"),
    ],
)
def test_the_words_beside_the_asking_word_tell_what_the_answer_looks_like(question, sort):
    assert sort_of(question) == sort


@pytest.mark.parametrize(
    ("sort", "text", "pieces"),
    [
        ("day", "自2031年3月18日9时起开放,4月底结束。", ["2031年3月18日9时起", "4月底"]),
        ("money", "每座八万元,另加3.5万元。", ["八万元", "3.5万元"]),
        ("rate", "比例为百分之七十,高出5个百分点。", ["百分之七十", "5个百分点"]),
        ("company", "检测任务由云麓检测技术有限公司承担。", ["云麓检测技术有限公司"]),
        ("list", "材料包括身份证、户口簿,由村委会收取。", ["材料包括身份证、户口簿"]),
        ("phone", "咨询电话:0599-6612345。", ["0599-6612345"]),
    ],
)
def test_pieces_of_a_sort_are_found_in_print(sort, text, pieces):
    found = printed(SORTS.index(sort), text)
    bounds = zip(np.flatnonzero(found.begins), np.flatnonzero(found.ends), strict=True)
    assert [text[start:end] for start, end in bounds] == pieces
    assert found.letters[-1] == sum(map(len, pieces))
    assert found.pieces[-1] == len(pieces)


def test_places_know_how_far_the_next_piece_is_and_the_last():
    found = printed(SORTS.index("money"), "每座八万元,县级拨付")
    assert found.to_begin[0] == 2
    assert found.to_end[0] == 5
    assert found.since_end[7] == 2
    assert found.to_begin[6] == found.since_end[0] == FAR
    assert np.flatnonzero(found.within).tolist() == [3, 4]


def test_where_nothing_is_wanted_nothing_is_found():
    assert sort_wanted("如何", "如何") == -1
    found = printed(-1, "每座八万元")
    assert not found.begins.any()
    assert found.letters[-1] == found.pieces[-1] == 0
