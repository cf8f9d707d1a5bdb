"""The head and tail of a notice: title, number, bodies, dates, marks, contacts."""

from datetime import date

import pytest

from corpus.fold import plain
from corpus.model import PassageKind
from corpus.parse import parse_document
from corpus.parse.head import UNTITLED
from tests.corpus.parse.written import document, facts, notice, parse


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("青禾政办发〔2021〕27号", "青禾政办发〔2021〕27号"),
        ("青禾政办发〔2021〕 26号", "青禾政办发〔2021〕26号"),
        ("青禾政办发[2020]3号", "青禾政办发[2020]3号"),
        ("青禾政办发〔2020)67号", "青禾政办发〔2020)67号"),
        ("青禾政办发【2020】67号", "青禾政办发【2020】67号"),
        ("青禾政办发〔2019〕第4号", "青禾政办发〔2019〕第4号"),
        ("文号：青禾政办发〔2019〕4号", "青禾政办发〔2019〕4号"),
        ("国务院令第711号", "国务院令第711号"),
        ("（青禾政办发〔2021〕27号）", "青禾政办发〔2021〕27号"),
        ("青禾政办发201835号", None),
        # In a field of its own a broken number is kept as printed.
        ("文号：青禾财2017.135号", "青禾财2017.135号"),
    ],
)
def test_the_notice_s_own_number_is_read_as_printed(printed: str, number: str | None) -> None:
    assert parse(notice("请认真落实。", number=printed)).notice.document_number == number


def test_cited_numbers_are_not_the_notice_s_own() -> None:
    parsed = parse(notice("根据《上级通知》（云政办发〔2022〕1号），制定本通知。", number=""))
    assert parsed.notice.document_number is None
    assert facts(parsed, "basis") == ["《上级通知》（云政办发〔2022〕1号）"]


@pytest.mark.parametrize(
    ("tail", "dated", "issued"),
    [
        ("青禾县人民政府办公室\n2023年3月1日", date(2023, 3, 1), None),
        ("青禾县人民政府办公室\n二○二三年三月一日", date(2023, 3, 1), None),
        ("青禾县人民政府办公室\n二OO五年三月一日", date(2005, 3, 1), None),
        ("青禾县人民政府办公室2023年3月1日", date(2023, 3, 1), None),
        ("成文日期：2023-03-01\n发布日期：2023-03-06 09:22", date(2023, 3, 1), date(2023, 3, 6)),
        ("2023年3月1日\n\n青禾县人民政府办公室 2023年3月2日印发", date(2023, 3, 1), date(2023, 3, 2)),
        ("青禾县人民政府办公室", None, None),
        ("青禾县人民政府办公室\n2023年2月30日", None, None),
    ],
)
def test_the_dates_of_a_notice_are_kept_apart(tail: str, dated: date | None, issued: date | None) -> None:
    found = parse(notice("请认真落实。", tail=tail)).notice
    assert (found.dated_on, found.issued_on) == (dated, issued)


@pytest.mark.parametrize(
    ("mark", "disclosure"),
    [
        ("（此件公开发布）", "此件公开发布"),
        ("（此件主动公开）", "此件主动公开"),
        ("（此文件公开发布）", "此文件公开发布"),
        ("公开类型：主动公开", "公开类型:主动公开"),
        ("（依申请公开）", "依申请公开"),
        ("不予公开", "不予公开"),
        ("（此件不公开）", "此件不公开"),
        ("索引号：A1/2 公开类型：依申请公开 主题分类：综合", "依申请公开"),
        ("（此件公开发布）\n公开属性：不予公开 关键词：工作", "不予公开"),
    ],
)
def test_the_disclosure_mark_is_kept(mark: str, disclosure: str) -> None:
    assert parse(notice("请认真落实。", mark)).notice.disclosure == disclosure


@pytest.mark.parametrize(
    ("title", "read"),
    [
        (
            "青禾县人民政府办公室\n关于做好2023年\n公开工作的通知",
            "青禾县人民政府办公室关于做好2023年公开工作的通知",
        ),
        ("**关于做好2023年公开工作的通知**", "关于做好2023年公开工作的通知"),
        ("# 关于做好2023年公开工作的通知", "关于做好2023年公开工作的通知"),
        ("标题：关于做好2023年公开工作的通知", "关于做好2023年公开工作的通知"),
        ("关于印发《青禾县办法》的通知", "关于印发《青禾县办法》的通知"),
        ("青禾县2023年公开工作要点", "青禾县2023年公开工作要点"),
        ("2023年县政府重点工作任务（青政发〔2023〕2号）", "2023年县政府重点工作任务"),
        ("索引号：A1/2 名称：关于做好2023年公开工作的通知 文号：", "关于做好2023年公开工作的通知"),
        ("青禾县2023年公开\n工作任务分工（征求意见稿）", "青禾县2023年公开工作任务分工（征求意见稿）"),
    ],
)
def test_a_title_may_take_several_forms(title: str, read: str) -> None:
    text = f"{title}\n\n各乡镇人民政府：\n\n1.公开清单。（责任单位：县财政局）\n"
    parsed = parse(text)
    assert plain(parsed.notice.title).lstrip("#") == plain(read)
    assert parsed.passages[0].kind is PassageKind.HEADER


def test_a_notice_without_a_title_says_so() -> None:
    parsed = parse("1.公开清单。（责任单位：县财政局）\n2.公开目录。（责任单位：县财政局）\n")
    assert parsed.notice.title == UNTITLED
    assert not facts(parsed, "title")


@pytest.mark.parametrize(
    ("title", "number", "tail", "year"),
    [
        ("关于做好2024年公开工作的通知", "青禾政办发〔2023〕5号", "青禾县政府\n2023年12月1日", 2024),
        ("关于做好二〇二四年公开工作的通知", "", "青禾县政府\n2023年12月1日", 2024),
        ("关于做好公开工作的通知", "", "青禾县政府\n2023年12月1日", 2023),
        ("关于做好公开工作的通知", "青禾政办发〔2022〕5号", "", 2022),
        ("关于做好公开工作的通知", "", "", None),
    ],
)
def test_the_year_comes_from_title_date_or_number(
    title: str, number: str, tail: str, year: int | None
) -> None:
    parsed = parse(notice("1.公开清单。（责任单位：县财政局）", title=title, number=number, tail=tail))
    assert parsed.notice.year == year


def test_bodies_come_from_title_signature_or_letterhead() -> None:
    titled = parse(notice("请落实。"))
    assert titled.notice.issuing_bodies == ("青禾县人民政府办公室",)
    signed = parse(
        notice("请落实。", title="关于做好工作的通知", tail="青禾县财政局\n青禾县民政局\n2023年3月1日")
    )
    assert signed.notice.issuing_bodies == ("青禾县财政局", "青禾县民政局")
    headed = parse(notice("请落实。", title="关于做好工作的通知", tail=""))
    assert headed.notice.issuing_bodies == ("青禾县人民政府办公室",)


def test_bodies_of_a_joint_notice_are_all_read_from_its_signature() -> None:
    tail = "青禾县财政局\n青禾县民政局 2023年3月1日"
    signed = parse(notice("请落实。", title="关于做好工作的通知", tail=tail)).notice
    assert signed.issuing_bodies == ("青禾县财政局", "青禾县民政局")
    assert signed.dated_on == date(2023, 3, 1)


@pytest.mark.parametrize(
    ("tail", "bodies"),
    [
        ("青禾县财政局　　青禾县民政局\n2023年3月1日", ("青禾县财政局", "青禾县民政局")),
        ("青禾县人民政府 办公室\n2023年3月1日", ("青禾县人民政府办公室",)),
    ],
)
def test_a_gap_parts_two_bodies_but_not_one(tail: str, bodies: tuple[str, ...]) -> None:
    signed = parse(notice("请落实。", title="关于做好工作的通知", tail=tail)).notice
    assert signed.issuing_bodies == bodies


def test_a_number_behind_the_title_is_the_notice_s_own() -> None:
    parsed = parse("2023年县政府重点工作任务（青政发〔2023〕2号）\n\n各乡镇人民政府：\n\n请认真落实。\n")
    assert parsed.notice.document_number == "青政发〔2023〕2号"


def test_the_region_is_that_of_the_issuing_body() -> None:
    region = parse(notice("请落实。")).notice.region
    assert region is not None
    assert (region.name, region.code) == ("青禾县", None)


def test_contacts_are_facts_with_their_words() -> None:
    parsed = parse(
        notice(
            "请落实。如有疑问请拨打电话0000-1234567。",
            "联系人：马 驰  甲乙丙",
            "联系电话：0000-7654321",
            "电子邮箱：a@b.example",
            "联系地址：青禾县一路1号",
            "抄送：县委办公室。",
        )
    )
    assert facts(parsed, "contact_person") == ["马驰、甲乙丙"]
    assert [value[-12:] for value in facts(parsed, "phone")] == ["0000-7654321", "0000-1234567"]
    assert facts(parsed, "email") == ["a@b.example"]
    assert facts(parsed, "address") == ["青禾县一路1号"]
    assert facts(parsed, "copied_to") == ["县委办公室。"]
    assert facts(parsed, "addressee") == ["各乡镇人民政府"]
    assert PassageKind.CONTACT in {passage.kind for passage in parsed.passages}


@pytest.mark.parametrize("text", ["", "\n \n", "README\nall the files\n", "某某。"])
def test_what_is_no_notice_gives_none(text: str) -> None:
    assert parse_document(document(text)).notices == ()


def test_a_page_of_prose_whose_head_was_lost_is_still_a_notice() -> None:
    text = "各部门要把公开工作摆上重要位置，明确专人负责，按要求做好有关准备。" * 6
    assert len(parse_document(document(text)).notices) == 1
