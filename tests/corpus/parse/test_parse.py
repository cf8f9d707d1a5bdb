"""What holds of every document, whatever stands in it; and a document that holds two notices."""

import random
import time
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.model import ParsedDocument, Span
from corpus.parse import parse_document
from tests.corpus.parse.written import document, facts, notice

LINES = (
    "青禾县人民政府办公室文件",
    "青禾政办发〔2023〕5号",
    "青禾县人民政府办公室关于做好2023年公开工作的通知",
    "关于转发《云岭省办公厅关于公开工作的通知》的通知",
    "现将通知转发给你们，请认真落实。",
    "各乡镇人民政府：",
    "一、突出重点",
    "（一）公开清单。3月底前公布。（责任单位：县财政局、县教育局）",
    "（二）公开目录，每月更新。",
    "1. 县财政局牵头，各乡镇配合，年底前完成。（牵头单位：县财政局；配合单位：各乡镇）",
    "（3）分别于9月21日、12月9日前报送。",
    "第一章 总则",
    "第二条 本办法自2023年5月1日起施行，有效期5年。",
    "\t序号",
    "\t任务内容",
    "\t责任单位",
    "\t完成时限",
    "\t1",
    "\t公开清单",
    "\t县财政局牵头",
    "\t全年",
    "责任单位：县财政局 县教育局",
    "联系电话：0000-1234567",
    "根据《上级通知》（云政办发〔2022〕1号），《旧办法》同时废止。",
    "（此件公开发布）",
    "青禾县财政局",
    "2023年3月1日",
    "抄送：县委办公室。",
    "附件：任务表",
    "",
    " ",
    "\t",
)
NOISE = (
    "（）【】〔〕[](){}《》<>、，；：。.*#　 \t\n\r\x0b\x0c\u2028\u200b\u202e\x00"
    "｜|〇○O一十百年月日号第章条前底①㈠ﷺ\U0001f600"
)
LETTERS = st.characters(exclude_categories=["Cs"])
PIECES = st.one_of(st.sampled_from(LINES), st.text(NOISE, max_size=8), st.text(LETTERS, max_size=8))
DOCUMENTS = st.builds(
    lambda pieces, gaps: "".join(piece + gap for piece, gap in zip(pieces, gaps, strict=False)),
    st.lists(PIECES, max_size=40),
    st.lists(st.sampled_from(["\n", "\n\n", "\r\n", "", " "]), min_size=40, max_size=40),
)


def spans(parsed: ParsedDocument) -> Iterator[tuple[Span, Span]]:
    """Yield every span of a parsed document with the span of its notice."""
    for part in parsed.notices:
        whole = part.notice.span
        yield from ((fact.span, whole) for _, fact in part.notice.facts)
        yield from ((passage.span, whole) for passage in part.passages)
        for item in part.items:
            units = (*item.lead_units, *item.responsible_units, *item.cooperating_units)
            limits = (item.deadline, *item.other_deadlines)
            yield from ((span, whole) for span in (item.span, item.text_span))
            yield from ((unit.span, whole) for unit in units)
            yield from ((limit.span, whole) for limit in limits if limit)


@settings(max_examples=150, deadline=None)
@given(DOCUMENTS)
def test_every_span_lies_inside_its_notice(text: str) -> None:
    parsed = parse_document(document(text))
    for span, whole in spans(parsed):
        assert 0 <= whole.start <= span.start <= span.end <= whole.end <= len(text)
    ends = [part.notice.span for part in parsed.notices]
    assert all(before.end <= after.start for before, after in pairwise(ends))


@settings(max_examples=100, deadline=None)
@given(DOCUMENTS)
def test_reading_twice_gives_the_same_and_ids_are_unique(text: str) -> None:
    parsed = parse_document(document(text))
    assert parsed == parse_document(document(text))
    ids = [row.id for part in parsed.notices for row in (*part.items, *part.passages)]
    assert len(ids) == len(set(ids))


@settings(max_examples=150, deadline=None)
@given(st.text(LETTERS, max_size=200))
def test_any_text_at_all_is_read_without_an_error(text: str) -> None:
    assert parse_document(document(text)).document.text == text


@settings(max_examples=100, deadline=None)
@given(DOCUMENTS)
def test_a_unit_and_a_limit_are_what_is_printed_there(text: str) -> None:
    for part in parse_document(document(text)).notices:
        for item in part.items:
            for unit in (*item.lead_units, *item.responsible_units, *item.cooperating_units):
                assert unit.name[0] == text[unit.span.start]
            for limit in (item.deadline, *item.other_deadlines):
                assert limit is None or limit.span.start < limit.span.end


REPEATED = [
    "（", "（（（（\n", "一、", "一、一、一、", "一、\n", "、、、、", "《", "《《《", "《》", "《甲",
    "<甲>", "\t", "\t\n", "\ta\n", "1", "1.\n", "2021年", "1月1日", "年底前、", "每月", "县财政局会同",
    "县财政局、", "责任单位：", "（责任单位：", "（甲）。", "《甲》（甲〔2021〕1号）", "关于甲的通知\n",
    "转发给你们\n关于甲的通知\n", "电话：12345678\n\n", "2021年1月1日\n", "县政府\n", "等部门", "为贯彻",
    "二一", "*", "\u200b", "\u202e", "甲 ", "县局 ", "第一阶段（", "（（）", "自2021年1月1日起",
]  # fmt: skip


def _seconds(text: str) -> float:
    """Measure the work of one reading: time of the processor, whatever else the machine does."""
    start = time.process_time()
    parse_document(document(text))
    return time.process_time() - start


def _grows_evenly(short: str, long: str) -> bool:
    """Tell whether four times the text takes some four times as long, and not sixteen times."""
    return _seconds(long) < 10 * _seconds(short) + 0.5


@pytest.mark.parametrize("piece", REPEATED, ids=ascii)
def test_time_grows_with_the_length_and_no_faster(piece: str) -> None:
    short, long = ("一、" + piece * (length // len(piece)) + "。" for length in (15_000, 60_000))
    assert _grows_evenly(short, long)


def test_a_heading_over_many_points_is_read_once() -> None:
    short, long = (
        "一、" + "甲" * 40_000 + "\n" + "".join(f"{number % 90 + 1}.\n" for number in range(points))
        for points in (1_500, 6_000)
    )
    assert _grows_evenly(short, long)


def test_shuffled_lines_are_read_without_an_error() -> None:
    order = random.Random(7)
    for _ in range(20):
        lines = order.sample(LINES, len(LINES))
        parsed = parse_document(document("\n".join(lines)))
        assert 1 <= len(parsed.notices) <= 2


COVER = (
    "青禾县人民政府办公室文件\n\n青禾政办发〔2023〕5号\n\n各乡镇：\n\n现将《云岭省人民政府办公厅关于做好公开工作的通知》\
（云政办发〔2023〕1号）转发给你们，请认真落实。\n\n青禾县人民政府办公室\n2023年3月1日\n\n"
)
FORWARDED = (
    "云岭省人民政府办公厅关于做好公开工作的通知\n\n各市人民政府：\n\n1.公开清单，年底前完成。（责任单位：省财政厅）\n\n\
云岭省人民政府办公厅\n2023年1月9日\n"
)


def test_a_forwarding_document_holds_two_notices_kept_apart() -> None:
    text = COVER + FORWARDED
    cover, body = parse_document(document(text)).notices
    assert cover.notice.span.end <= body.notice.span.start
    assert (cover.notice.forwards, body.notice.forwarded_by) == (body.notice.id, cover.notice.id)
    assert (cover.notice.document_number, body.notice.document_number) == (
        "青禾政办发〔2023〕5号",
        "云政办发〔2023〕1号",
    )
    assert cover.notice.issuing_bodies == ("青禾县人民政府办公室",)
    assert body.notice.issuing_bodies == ("云岭省人民政府办公厅",)
    assert (cover.notice.dated_on, body.notice.dated_on) == (date(2023, 3, 1), date(2023, 1, 9))
    assert (len(cover.items), len(body.items)) == (0, 1)
    assert "转发《云岭省人民政府办公厅关于做好公开工作的通知》" in cover.notice.title
    assert body.notice.title == "云岭省人民政府办公厅关于做好公开工作的通知"


def test_a_forwarded_notice_with_a_number_of_its_own_keeps_it() -> None:
    own = FORWARDED.replace("\n\n各市", "\n\n云政办发〔2023〕2号\n\n各市", 1)
    _, body = parse_document(document(COVER + own)).notices
    assert body.notice.document_number == "云政办发〔2023〕2号"


def test_the_words_of_forwarding_without_a_second_title_make_one_notice() -> None:
    assert len(parse_document(document(notice("现将有关意见转发给你们。"))).notices) == 1


def test_a_cover_that_cites_nothing_is_named_as_untitled() -> None:
    text = "现将有关通知转发给你们。\n\n青禾县政府\n2023年3月1日\n\n" + FORWARDED
    cover, body = parse_document(document(text)).notices
    assert cover.notice.title == "（原文无标题）"
    assert body.notice.document_number is None


def test_samples_are_marked() -> None:
    (parsed,) = parse_document(document(notice("请落实。")), sample=True).notices
    assert parsed.notice.sample
    assert facts(parsed, "title") == ["青禾县人民政府办公室关于做好2023年公开工作的通知"]
