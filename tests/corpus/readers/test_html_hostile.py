import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import FileTooLarge, ReadError
from corpus.layout import DoubtKind
from corpus.readers import Limits
from corpus.readers.ports import Reading
from corpus.readers.web.html import Html

MB = 1024 * 1024
PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>要点_青石县</title></head>
<body class="wrap">
<div class="nav"><ul><li><a href="/a">首页</a></li></ul></div><table><tr><td>索引号：</td><td>1</td>
<td>有效性：</td><td>有效</td>
</tr></table><h1>青石县关于公开的通知</h1><p style="display:block">各单位：</p>
<ol start="3"><li>公开清单</li></ol>
<table><thead><tr><th rowspan="2">任务</th><th colspan="2">单位</th></tr></thead>
<tr><td>甲</td><td>乙<table><tr><td>丙</td>
<td>丁</td></tr></table></td></tr></table><p>附件：<a href="x.docx">表</a><br>&nbsp;</p><pre>甲
乙</pre><ruby>發<rt>fā</rt></ruby><del>删</del></body></html>"""


def read(page: str | bytes, **limits: int) -> Reading:
    return Html().read(page.encode() if isinstance(page, str) else page, Limits(**limits))


def quick(page: str | bytes, **limits: int) -> Reading:
    # Processor time: others share the machine.
    started = time.process_time()
    reading = read(page, **limits)
    assert time.process_time() - started < 20
    return reading


def test_elements_deep_in_each_other_are_read_and_the_deepest_doubted() -> None:
    assert quick("<div>" * 1500 + "深" + "</div>" * 1500 + "<p>后</p>").text == "深\n后\n"
    reading = quick("<p>先</p>" + "<div>" * 100_000 + "深")
    assert reading.text == "先\n"
    assert [doubt.kind for doubt in reading.layout.doubts] == [DoubtKind.CUT_SHORT]


def test_tags_left_open_in_every_paragraph_lose_nothing() -> None:
    reading = quick("".join(f"<p><font size=3>第{place}段文字<b>。" for place in range(500)))
    assert reading.text.count("段文字") == 500


def test_tables_deep_in_each_other_are_read() -> None:
    assert "芯" in quick("<table><tr><td>外</td><td>" * 400 + "芯").text


def test_spans_without_end_are_cut() -> None:
    page = "<table><tr><td rowspan=999999999 colspan=999999999>甲</td><td>乙</td></tr>"
    page += "<tr><td>丙</td></tr></table>"
    assert "丙" in quick(page).text
    rows = "".join("<tr>" + "<td rowspan=99999 colspan=1000>甲</td>" * 3 + "</tr>" for _ in range(2000))
    assert quick(f"<table>{rows}</table>").text.count("甲") == 6_000
    assert quick("<table>" + "<tr><td colspan=100>甲<td>乙" * 8_000).text.count("甲") == 8_000


def test_tags_without_number_are_refused() -> None:
    with pytest.raises(FileTooLarge):
        read("<b>" * 1_100_000)


def test_attributes_without_number_are_left_out() -> None:
    attributes = " ".join(f"a{place}" for place in range(300_000))
    assert quick(f"<div><p {attributes}>公开清单</p></div>").text == "公开清单\n"


def test_long_quoted_values_are_no_attack() -> None:
    assert quick(f"<p><img src='data:image/png;base64,{'A' * MB}'>公开清单</p>").text == "公开清单\n"


def test_entities_are_letters_and_never_files() -> None:
    page = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY a "公公公">]>'
    page += "<p>&x;&a;&#20844;&#x110000;&unknown;</p>"
    text = quick(page).text
    assert "root:" not in text
    assert "公公公" not in text
    assert "公" in text


def test_too_much_text_is_cut_and_said() -> None:
    reading = quick("".join(f"<p>第{place}段公开清单按月更新。</p>" for place in range(5000)), letters=1000)
    assert len(reading.text) < 1100
    assert [doubt.kind for doubt in reading.layout.doubts] == [DoubtKind.CUT_SHORT]


def test_long_pages_of_many_shapes_end_soon() -> None:
    many = 5_000
    for part in (
        "<p>公开</p>",
        "<a href=x>公开</a>",
        "<div class=nav><a href=x>甲</a><a href=x>乙</a><a href=x>丙</a></div>",
        "<span style='display:none'>x</span>公",
        "<br>",
        "索引号：1<br>",
        "<li>甲",
        "<ol><li>甲</ol>",
        "<td>甲",
        "<!--x-->公",
        "<ruby>發<rt>f</rt></ruby>",
        "上一篇 大 中 小",
    ):
        quick("<html><body><p>先</p>" + part * many)


def test_empty_boxes_deep_in_each_other_end_soon() -> None:
    assert (
        quick("<p>先</p>" + "<div class=x>" * 1500 + "<b></b>" * 20_000 + "<script>" + "x" * MB).text
        == "先\n"
    )
    assert quick("<p>先</p>" + "<div class=x>" * 1500 + "<b></b>" * 20_000 + "后").text == "先\n后\n"


def test_nul_bytes_and_letters_out_of_order_are_no_error() -> None:
    assert read("<p>公\0开\u202e清\u200d单</p>").text == "公开\u202e清\u200d单\n"


@settings(max_examples=30, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for whole in (data, b"<html><body>" + data, b"<table><tr><td>" + data):
        try:
            read(whole)
        except ReadError:
            continue


@settings(max_examples=30, deadline=None)
@given(st.integers(min_value=0, max_value=2**32))
def test_a_page_with_bytes_cut_moved_or_changed_is_read_or_refused(seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(PAGE.encode())
    for _ in range(chance.randint(1, 12)):
        at, end = sorted(chance.randrange(len(data) + 1) for _ in range(2))
        action = chance.randrange(4)
        if action == 0:
            del data[at : min(end, at + 40)]
        elif action == 1:
            data[at:at] = data[at : min(end, at + 200)]
        elif action == 2 and at < len(data):
            data[at] = chance.randrange(256)
        else:
            data[at:at] = chance.choice(
                (b"<table>", b"</table>", b"<td rowspan=0>", b"<p", b"\xff", b"</", b"&#", b"<ol>", b"\0")
            )
    try:
        reading = read(bytes(data))
    except ReadError:
        return
    for table in reading.layout.tables:
        assert len({len(row) for row in table.rows}) == 1
    assert all(block.span.end <= len(reading.text) for block in reading.layout.blocks)
