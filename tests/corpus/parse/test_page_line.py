"""A whole page that a scraper left on one line: fields, title, cover, signature, and a forwarded notice."""

from datetime import date

import pytest

from corpus.parse import parse_document
from tests.corpus.parse.written import document, parse

FRAME = "当前位置： 首页政务公开最新文件"
ICONS = "时间：2023-03-02 17:25 微信 微博 QQ空间"
COVER = "各乡镇人民政府，县直各单位：经县政府同意，请结合实际认真抓好各项工作的落实，遇有问题及时报告。"
TITLE = "青禾县人民政府办公室关于做好公开工作的通知"


@pytest.mark.parametrize(
    ("page", "title", "number", "bodies", "dated"),
    [
        (
            f"{FRAME} {TITLE} {ICONS} 青政办〔2023〕9号 {TITLE} {COVER} "
            "青禾县人民政府办公室2023年3月1日 附件下载",
            TITLE, "青政办〔2023〕9号", ("青禾县人民政府办公室",), date(2023, 3, 1),
        ),
        (
            f"{FRAME} 关于做好公开工作的通知 {ICONS} {COVER} "
            "青禾县财政局 青禾县民政局 2023年3月1日附件--清单.pdf",
            "关于做好公开工作的通知", None, ("青禾县财政局", "青禾县民政局"), date(2023, 3, 1),
        ),
        (
            f"{FRAME} 索 引 号： A1 发文机关： 青禾县财政局 成文日期：2023-03-01 "
            "标 题： 关于做好公开工作的通知 "
            f"发文字号： 青财2023.1号 有 效 性： 有效 关于做好公开工作的通知 {ICONS} "
            "相关链接： 详见附件 附件下载 公开.pdf",
            "关于做好公开工作的通知", "青财2023.1号", ("青禾县财政局",), date(2023, 3, 1),
        ),
        (
            f"青政办〔2023〕9 号 青禾县人民政府办公室 关于做好公开 工作的通知 "
            f"{COVER}{COVER}一、加强领导。各级 各部门要",
            TITLE, "青政办〔2023〕9号", ("青禾县人民政府办公室",), None,
        ),
    ],
)  # fmt: skip
def test_the_head_is_read_out_of_one_line(
    page: str, title: str, number: str | None, bodies: tuple[str, ...], dated: date | None
) -> None:
    found = parse(page).notice
    assert (found.title, found.document_number) == (title, number)
    assert (found.issuing_bodies, found.dated_on) == (bodies, dated)


def test_a_forwarded_notice_is_found_on_the_same_line() -> None:
    upper = "云岭省人民政府办公厅关于做好公开工作的若干措施的通知"
    page = (
        f"{FRAME} 青禾县人民政府办公室转发{upper} {ICONS} "
        f"各乡镇人民政府：现将《{upper}》（云政办〔2023〕2号）转发给你们。 "
        f"青禾县人民政府办公室 2023年3月1日{upper}云政办〔2023〕2号 各市人民政府：请认真组织实施。 "
        "云岭省人民政府办公厅 2023年1月4日 （此件主动公开） 若干措施 一、公开清单。按月更新。 "
        "责任单位：省财政厅、民政厅。以下均需各市人民政府落实，不再列出 [略] 三、公开目录。[略] "
        "责任单位：省民政厅、"
        "医保局四、公开指南。 责任单位：省司法厅 文件下载.pdf 来源：青禾县人民政府办公室 附件下载"
    )
    cover, body = parse_document(document(page)).notices
    assert (cover.notice.dated_on, body.notice.dated_on) == (date(2023, 3, 1), date(2023, 1, 4))
    assert (cover.notice.document_number, body.notice.document_number) == (None, "云政办〔2023〕2号")
    assert (body.notice.title, body.notice.disclosure) == (upper, "此件主动公开")
    units = [[unit.name for unit in item.responsible_units] for item in body.items]
    assert units == [
        ["省财政厅", "民政厅"],
        ["省民政厅", "医保局", "各市人民政府"],
        ["省司法厅", "各市人民政府"],
    ]
    assert [item.number for item in body.items] == ["一", "三", "四"]


def test_a_title_that_runs_on_into_the_first_sentence_is_parted_from_it() -> None:
    fill = "要压实责任、细化措施、加强协同，确保各项工作按要求落到实处，取得群众看得见的成效。" * 4
    text = (
        f"青禾县2023年公开工作实施方案为深入贯彻上级要求，制定本方案。一、目标{fill}二、任务(一)公开。{fill}"
    )
    assert parse(text).notice.title == "青禾县2023年公开工作实施方案"
