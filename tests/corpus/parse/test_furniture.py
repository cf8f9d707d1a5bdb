"""Lines that a page puts around a notice are no passages; the notice's own lines are."""

import pytest

from corpus.model import Document
from corpus.parse import parse_document
from corpus.parse.furniture import is_furniture
from corpus.parse.lines import split_lines


@pytest.mark.parametrize(
    "text",
    [
        "当前位置：首页 > 政务公开 > 文件",
        "首页 > 信息公开 > 信息浏览",
        "来源：青石县政府办公室 浏览量：123",
        "发布时间：2024-03-01 08:56 来源：青石县人民政府 浏览次数： 字体：[大 中 小]",
        "索引号：0031/2024-1 主题分类：农业",
        "【打印】【关闭】",
        "分享到：微信 微博 QQ空间",
        "浏览次数: 590",
        "上一篇：关于采茶的通知",
        "====================正文====================",
    ],
)
def test_a_pages_own_line_is_furniture(text):
    assert is_furniture(split_lines(text)[0])


@pytest.mark.parametrize(
    "text",
    [
        "时间：3月1日上午9时",
        "大中小学校要做好防火工作。",
        "来源于财政的资金，按规定使用。",
        "首页要开设专栏，集中公开文件。",
        "打印店须在门口公示价格。",
        "索引号由县政府办公室统一编制。",
        "",
    ],
)
def test_a_line_of_the_notice_is_none(text):
    lines = split_lines(text or "\n")
    assert not is_furniture(lines[0])


def test_furniture_is_no_passage_and_its_fields_are_still_read():
    text = (
        "首页 > 政务公开 > 通知公告\n"
        "索引号：0031/2024-1 发布日期：2024-03-01\n"
        "青石县人民政府办公室关于采茶的通知\n"
        "各乡镇人民政府：\n"
        "一、采茶期间免费停车。\n"
        "二、采茶工凭证领取茶水。\n"
        "【打印】【关闭】\n"
    )
    document = Document(text=text, source="n.txt", sha256="0" * 64)
    (parsed,) = parse_document(document, any_text=True).notices
    said = [text[passage.span.start : passage.span.end] for passage in parsed.passages]
    assert not any("首页" in words or "打印" in words for words in said)
    assert any("免费停车" in words for words in said)
    assert parsed.notice.issued_on is not None
