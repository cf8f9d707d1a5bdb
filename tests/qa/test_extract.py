"""Invented notices: what answers is found inside them, and nothing else is shown for it."""

import pytest

from corpus.fold import plain
from corpus.model import Notice, Passage, PassageKind, Span
from qa.candidate import Candidate
from qa.extract import extract
from qa.extract.asked import read_asked
from qa.extract.choose import KEPT, lay_open, promising, told
from qa.extract.model import load_model
from qa.extract.run_on import reached
from qa.library import Entry, Library
from qa.understand import read_question
from tests.qa.conftest import TODAY

NOTHING = Library(sequence=0, notices={}, entries={}, texts={})


def candidates(*quotes):
    """Passages of one notice, each in a line of its own, and the library that they are printed in."""
    text = "前言。\n" + "\n".join(quotes)
    notice = Notice(id="n", title="关于示例事项的通知", span=Span(0, len(text)), source="n.txt", sha256="0")
    rows, start = [], 4
    for rank, quote in enumerate(quotes):
        passage = Passage(
            id=f"p{rank}",
            notice_id="n",
            kind=PassageKind.CLAUSE,
            path=(),
            number=None,
            span=Span(start, start + len(quote)),
        )
        entry = Entry(passage=passage, notice=notice, item=None, quote=quote, folded=plain(quote))
        rows.append(Candidate(entry=entry, score=1.0 - rank / 10, cosine=0.9, features={}))
        start += len(quote) + 1
    entries = {row.entry.passage.id: row.entry for row in rows}
    return rows, Library(sequence=0, notices={"n": notice}, entries=entries, texts={"n": text})


def found_in(question, *quotes, most=3):
    rows, library = candidates(*quotes)
    return extract(read_question(question, NOTHING, today=TODAY), rows, library, most), library.texts["n"]


def words(question, *quotes):
    """The words that are found in the best of some passages."""
    found, text = found_in(question, *quotes)
    return text[found[0].span.start : found[0].span.end] if found else None


SHORT = [
    (
        "青石镇文化站的咨询电话是多少？",
        "四、服务保障。村民可到青石镇文化站领取入场券，咨询电话：0599-6612345。开放时间为每周二至周日。",
        "0599-6612345",
    ),
    (
        "松河县新建了多少所乡村幼儿园？",
        "去年以来，松河县坚持办好民生实事，新建了36所乡村幼儿园，改造了12个村级卫生室，群众满意度明显提高。",
        "36所",
    ),
    (
        "村史馆从什么时间开始对外开放？",
        "为方便群众参观，经镇党委研究，村史馆从3月18日9时开始对外开放，参观者凭身份证登记入馆。",
        "3月18日",
    ),
    pytest.param(
        "茶叶检测由哪家公司承担？",
        "本年度茶叶检测任务由云麓检测技术有限公司承担，检测费用从专项资金中列支，检测结果按月公布。",
        "云麓检测技术有限公司",
        marks=pytest.mark.xfail(strict=True, reason="a name is cut at a word of the question"),
    ),
]


@pytest.mark.parametrize(("question", "quote", "gold"), SHORT)
def test_a_figure_or_a_name_is_found_with_few_words_around_it(question, quote, gold):
    found = words(question, quote)
    assert gold in found
    assert len(found) <= len(quote) / 2


def test_a_list_is_found_whole():
    gold = "身份证、户口簿、土地承包合同、银行卡"
    quote = (
        f"三、申报要求。农户申请种粮补贴需要提供的材料包括{gold}等，由村委会统一收取。"
        "逾期不再受理，补报的须书面说明。"
    )
    found = words("农户申请种粮补贴需要提供哪些材料？", quote)
    assert gold in found
    assert "逾期" not in found


def test_a_clause_is_found_behind_its_subject():
    quote = (
        "五、加强管理。对连续两年考核不合格的养护单位，取消其投标资格，并在三年内不得参加全县养护项目。"
        "各乡镇要做好日常巡查，及时上报路面损坏情况。"
    )
    found = words("对连续两年考核不合格的养护单位如何处理？", quote)
    assert "取消其投标资格" in found
    assert "日常巡查" not in found


def test_yes_or_no_is_found_in_the_notices_own_words():
    asked = "问：外地户籍的租户可以申请停车优惠吗？"
    quote = f"{asked}答：可以，租户凭居住证和租赁合同到街道窗口办理登记。节假日照常办理。"
    found = words("外地户籍的租户可以申请停车优惠吗？", quote)
    assert "可以" in found


def test_the_row_of_a_table_that_is_asked_for_is_marked_and_not_another():
    quote = "项目\t补贴标准\n水稻\t每亩120元\n玉米\t每亩95元\n大豆\t每亩210元"
    found = words("玉米的补贴标准是多少？", quote)
    assert "95元" in found
    assert "210元" not in found


def test_of_words_that_stand_twice_those_that_are_asked_about_count():
    quote = (
        "普通门诊的报销比例为百分之五十，年度限额为六百元。"
        "慢性病门诊的报销比例为百分之七十，年度限额为三千元。"
    )
    found = words("慢性病门诊的年度限额是多少？", quote)
    assert "三千元" in found
    assert "六百元" not in found


def test_a_passage_without_a_word_of_the_question_gives_words_of_its_own_or_none():
    quote = "本通知自印发之日起施行。"
    assert (words("怎样领取渔船燃油补助？", quote) or quote) in quote


def test_no_passage_gives_no_words():
    assert extract(read_question("怎样领取渔船燃油补助？", NOTHING, today=TODAY), (), NOTHING) == ()
    assert words("怎样领取渔船燃油补助？", " \n") is None


def test_offsets_point_into_the_stored_text_across_spaces_and_line_breaks():
    assert "48 家" in words(
        "全县共建成多少家农家书屋？", "全县共建成  农家书屋\n48 家，\n藏书 9 万册，均免费开放。"
    )


GUARD, REPAIR = "各村要管好祠堂，落实专人看护。", "祠堂修缮补助为每座八万元，由县文旅局审核后拨付。"


def test_each_passage_is_told_for_itself_the_best_first():
    found, _ = found_in("祠堂修缮补助是多少钱？", GUARD, REPAIR)
    assert [each.place for each in found] == [1, 0]
    assert found[0].score > found[1].score


def test_only_as_many_passages_are_looked_at_as_are_cited():
    found, _ = found_in("祠堂修缮补助是多少钱？", GUARD, REPAIR, most=1)
    assert [each.place for each in found] == [0]


@pytest.mark.xfail(strict=True, reason="the marked words end with what leads in; the answer's text goes on")
def test_the_lines_below_what_leads_in_are_read_on():
    lines = (
        "申请渔船燃油补助，须提交下列材料：",
        "（一）渔船检验证书复印件；",
        "（二）船员名册；",
        "（三）上年度加油发票。",
        "各乡镇要及时公示补助结果。",
    )
    (first, *_), text = found_in("申请渔船燃油补助要提交哪些材料？", *lines, most=1)
    shown = text[first.span.start : first.span.end]
    assert "渔船检验证书" in shown
    assert "上年度加油发票" in shown
    assert first.entry.quote == "\n".join(lines[:4])


def test_a_stretch_that_ends_between_two_passages_is_quoted_with_what_is_printed_below():
    # 来源：… between a clause and the link below it is a line of neither.
    rows, _ = candidates("附件：停止执行的通知", "来源：某局。", "附件下载")
    above, between, below = (row.entry for row in rows)
    ending = between.passage.span.end
    assert reached((above, below), Span(above.passage.span.start, ending)) == (above, below)
    assert reached((above, below), above.passage.span) == (above,)


def test_a_list_that_is_too_long_to_show_is_not_read_on():
    lines = (
        "申请渔船燃油补助，须提交下列材料：",
        *(f"（{n}）" + "证" * 200 + "；" for n in "一二三四五六七八"),
    )
    (first, *_), _ = found_in("申请渔船燃油补助要提交哪些材料？", *lines, most=1)
    assert first.entry.quote == lines[0]


@pytest.mark.parametrize("question", ["？", "*" * 50, "<b>哪些</b>", "什么" * 300, "多少.*["])
def test_odd_questions_do_no_harm(question):
    found, text = found_in(question, REPAIR)
    assert all(text[each.span.start : each.span.end] in REPAIR for each in found)


def test_however_long_the_passages_only_so_many_stretches_are_weighed():
    rows, library = candidates(
        *(f"{n}、" + "各单位要按照职责分工，加强协作，落实经费，" * 17 for n in "一二三")
    )
    asked = read_asked(read_question("各单位要按照什么加强协作？", NOTHING, today=TODAY))
    pages = lay_open(asked, rows, library, most=3)
    kept = promising(pages, told(load_model(), asked, pages))
    assert len(pages) == 3
    assert len(kept.page) == KEPT < min(len(page.found.cuts) for page in pages) ** 2
