import re
from pathlib import Path

import pytest

from corpus.layout import DoubtKind
from corpus.model import Validity
from corpus.parse import parse_document
from corpus.readers import Limits, document_of, reader_of
from corpus.readers.ports import Reading
from corpus.readers.web.fields import fields_of_line, fields_of_rows
from corpus.readers.web.lines import is_site_line

TITLE = "青石县人民政府办公室关于印发2024年政务公开工作要点的通知"
BODY = f"""<h1>{TITLE}</h1><p>各乡镇人民政府，县直各单位：</p>
<p>现将《2024年政务公开工作要点》印发给你们，请结合实际认真贯彻落实。</p>
<p>一、公开清单。各单位要按月更新公开清单。（责任单位：县甲局）</p>
<p>二、解读政策。各单位要及时解读政策，主动回应关切。（责任单位：县乙局）</p>
<p>青石县人民政府办公室</p><p>2024年3月1日</p><p>（此件公开发布）</p>"""
LINKS = "".join(f"<li><a href='/n{place}.html'>第{place}条要闻的标题在这里</a></li>" for place in range(6))


def site(body: str, head: str = "", before: str = "") -> str:
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>工作要点_青石县人民政府</title>{head}
</head><body>
<div class="wrap"><div class="header menu_hov"><div class="logo"><a href="/"><img src="l.png"></a></div>
<div class="header_link"><a href="/a">国务院</a><a href="/b">省政府</a></div><span>网站支持IPV6</span>
<ul class="clearflx" role="navigation">{LINKS}</ul></div>
<div class="banner_header"><div id="header" class="search_area"><form><input name="key">
<div class="search_top"><span>热门搜索：</span><a href="#">公开</a></div></form></div>
<a href="#">长者模式</a></div>
<div class="main"><div class="content"><div class="breadcrumb" role="navigation"><span>当前位置：</span>
<ul><li><a href="../">首页</a></li><li><a href="./">政务公开</a></li></ul></div>{before}
<div class="article_component"><div class="function_icon"><span class="share">
<a href="#">微信</a><a href="#">微博</a></span></div>
<div class="article_content"><div class="TRS_Editor">{body}</div></div>
<div class="article_qrcode"><p>扫一扫在手机上查看当前页面</p></div>
<div class="btns"><button>关闭</button> 【<a href="#">打印本页</a>】</div>
<p>上一篇：<a href="p.html">青石县关于别的事项的通知</a></p>
<div class="article_relalinks"><div class="title_name">相关链接</div><ul>{LINKS}</ul></div></div></div></div>
<div class="left-list"><ul>{LINKS}</ul></div>
<div class="footer"><div class="out_links"><p>友情链接</p><ul>{LINKS}</ul></div>
<p><a href="/h">使用帮助</a> <em>|</em> <a href="/c">联系我们</a></p>
<p><span>网站标识码：3500000001</span><a href="b">某ICP备09000000号</a></p><p>版权所有：青石县人民政府</p>
<p>为确保最佳浏览效果，建议您使用以下浏览器版本：IE浏览器9.0版本及以上。</p></div></div></body></html>"""


def read(page: str) -> Reading:
    return reader_of(page.encode()).read(page.encode(), Limits())


def kinds(page: str) -> list[DoubtKind]:
    return [doubt.kind for doubt in read(page).layout.doubts]


def text_lines(page: str) -> list[str]:
    return [line for line in read(page).text.split("\n") if line]


def test_the_site_around_a_notice_is_left_out_and_the_notice_whole() -> None:
    assert text_lines(site(BODY)) == text_lines(f"<html><body>{BODY}</body></html>")


def test_a_notice_is_never_cut_by_the_names_of_its_boxes() -> None:
    for name in ("sidebar", "nav", "menu", "footer", "share", "header", "left", "print", "related"):
        assert text_lines(f"<div class='{name}'>{BODY}</div>") == text_lines(BODY)


def test_a_signature_in_the_foot_of_the_article_stays() -> None:
    page = site(
        BODY.replace(
            "<p>青石县人民政府办公室</p>", "<div class='article-footer'><p>青石县人民政府办公室</p>"
        ).replace("2024年3月1日</p>", "2024年3月1日</p></div>")
    )
    assert text_lines(page) == text_lines(BODY)


@pytest.mark.parametrize(
    "box",
    [
        "<p class='right'>县甲局</p>",
        "<div class='nav-title'>三、回应关切</div>",
        "<div class='bottom'>县甲局</div>",
        "<footer>县甲局<br>2024年3月1日</footer>",
        "<div class='print'>附件：任务分解表</div>",
        "<div>主办单位：县甲局<br>承办单位：县乙局</div>",
        "<div class='location'>地址：人民路1号</div>",
    ],
)
@pytest.mark.parametrize("within", [True, False])
def test_words_of_the_notice_stay_whatever_their_box_is_called(box: str, within: bool) -> None:
    page = f"<div class='TRS'>{BODY}{box}</div>" if within else f"<div class='TRS'>{BODY}</div>{box}"
    words = [word for word in re.split("<[^>]*>", box) if word]
    assert text_lines(page)[-len(words) :] == words


def test_attachments_stay_as_text() -> None:
    page = site(
        BODY + "<ul class='list'><li><a href='f.docx'>附件1：任务分解表.docx</a></li>"
        "<li><a href='g.xls'>附件2：名单.xls</a></li></ul>"
    )
    assert text_lines(page)[-2:] == ["附件1：任务分解表.docx", "附件2：名单.xls"]


@pytest.mark.parametrize(
    "fields",
    [
        "<table><tr><td>索 引 号：</td><td>001-2024</td><td>发布机构：</td><td>青石县人民政府</td></tr>"
        "<tr><td>成文日期：</td><td>2024年3月1日</td><td>有 效 性：</td><td>失效</td></tr></table>",
        "<table><tr><td>索引号</td><td>001-2024</td></tr><tr><td>发布机构</td><td>青石县人民政府</td></tr>"
        "<tr><td>成文日期</td><td>2024年3月1日</td></tr><tr><td>有效性</td><td>失效</td></tr></table>",
        "<dl><dt>索引号：</dt><dd>001-2024</dd><dt>发布机构：</dt><dd>青石县人民政府</dd><dt>成文日期：</dt>"
        "<dd>2024年3月1日</dd><dt>有效性：</dt><dd>失效</dd></dl>",
        "<ul class='xxgk'><li><b>【索引号】</b>：001-2024</li><li><b>发布机构</b>：青石县人民政府</li>"
        "<li>成文日期：2024年3月1日</li><li>有效性：失效</li></ul>",
        "<div class='head-info'><span>索引号：001-2024</span><span>发布机构：青石县人民政府</span>"
        "<span>成文日期：2024年3月1日</span><span>有效性：失效</span><span>浏览次数：12</span></div>",
        "<aside class='sidebar'><p>索引号：001-2024</p><p>发布机构：青石县人民政府</p>"
        "<p>成文日期：2024年3月1日</p><p>有效性：失效</p></aside>",
    ],
)
def test_the_pages_own_fields_stand_above_the_title_and_tell_the_status(fields: str) -> None:
    page = site(BODY, before=fields)
    assert text_lines(page)[:5] == [
        "索引号：001-2024",
        "发布机构：青石县人民政府",
        "成文日期：2024年3月1日",
        "有效性：失效",
        TITLE,
    ]
    (parsed,) = parse_document(document_of(page.encode(), "页", "页", Limits())).notices
    assert parsed.notice.validity is Validity.EXPIRED
    assert parsed.notice.title == TITLE
    assert len(parsed.items) == 2


def test_what_only_the_head_of_the_page_says_is_written_too() -> None:
    head = '<meta name="PubDate" content="2024-03-05 10:00"><meta name="ContentSource" content="县政府办">'
    assert text_lines(site(BODY, head))[:3] == ["发布日期：2024-03-05 10:00", "来源：县政府办", TITLE]
    shown = site(BODY, head, before="<p>发布时间：2024-03-06 来源：青石日报 【打印】</p>")
    assert text_lines(shown)[:3] == ["发布时间：2024-03-06", "来源：青石日报", TITLE]


def test_the_pages_title_is_written_only_where_the_text_has_none() -> None:
    head = f'<meta name="ArticleTitle" content="{TITLE}">'
    assert text_lines(site(BODY, head)).count(TITLE) == 1
    without = BODY.replace(f"<h1>{TITLE}</h1>", "")
    assert text_lines(site(without, head))[0] == TITLE
    assert text_lines(f"<html><head><title>{TITLE}_青石县人民政府</title></head><body>{without}")[0] == TITLE
    assert text_lines(site(without))[0] == "各乡镇人民政府，县直各单位："


def test_a_list_of_documents_is_no_table_of_fields() -> None:
    rows = [["序号", "文件名称", "文号", "发布日期"], ["1", "某办法", "青政发〔2020〕1号", "2020-01-01"]]
    assert fields_of_rows(rows) == []
    assert fields_of_rows([["标题", "文号", "成文日期", "有效性"], ["某办法", "某号", "某日", "有效"]]) == []


def test_a_label_without_a_value_takes_nothing_from_the_title() -> None:
    page = f"<p>文号：</p><p>来源：</p><p>{TITLE}</p>{BODY}"
    assert text_lines(page)[0] == TITLE


def test_values_keep_words_that_are_switches_elsewhere() -> None:
    assert fields_of_line("主题分类：教育/初中") == [("主题分类", "教育/初中")]
    assert fields_of_line("发布时间：2024-03-06 【字体：大 中 小】 打印") == [
        ("发布时间", "2024-03-06"),
        ("字体", "大"),
    ]
    spaces = " " * 40
    assert fields_of_line("来源：" + f"打印{spaces}" * 8 + "甲") is not None


def test_sentences_are_no_fields() -> None:
    assert fields_of_line("责任单位：县甲局") is None
    assert fields_of_line("各单位要按时间：三月底前") is None
    assert fields_of_line("發(fā)布機構：青石縣人民政府") == [("发布机构", "青石縣人民政府")]


@pytest.mark.parametrize(
    "line",
    [
        "您当前的位置：首页 > 政务公开 > 通知",
        "【打印本页】【关闭窗口】",
        "字体：大 中 小",
        "上一篇：关于别的事项的通知",
        "浏览次数：120次",
        "分享到：微信 微博 QQ空间",
        "版权所有：青石县人民政府 某ICP备09000000号",
    ],
)
def test_lines_of_the_site_are_known(line: str) -> None:
    assert is_site_line(line)


@pytest.mark.parametrize(
    "line",
    [
        "一、公开清单。",
        "附件：任务分解表",
        "（此件公开发布）",
        "联系我们前请先拨打热线。",
        "更多",
        "上一篇幅的内容已经公开，各单位要继续做好后续的各项工作，并及时上报；逾期不报的，予以通报批评，取消当年评优资格，并在全县范围内公开有关情况，接受社会各界监督。",
        "主办单位：县甲局 承办单位：县乙局",
        "技术支持：某某 电话：1234567",
        "位置：县政务服务中心一楼",
        "所在位置：青石县人民路1号",
        "扫一扫下方二维码填写问卷",
        "相关附件：",
        "（一）网上申报，建议使用谷歌浏览器登录系统",
        "打印" * 60 + "送达",
        "返回首页" * 40 + "后继续",
        "责任单位：县甲局",
        "各单位网站要在首页标明网站标识码。",
        "中",
    ],
)
def test_lines_of_a_notice_are_no_lines_of_the_site(line: str) -> None:
    assert not is_site_line(line)


def test_a_page_that_only_points_to_its_attachment_says_so() -> None:
    assert kinds(site(f"<h1>{TITLE}</h1><p>详见附件</p><p>附件下载</p><a href='x.pdf'>要点.pdf</a>")) == [
        DoubtKind.MISSING_ATTACHMENT
    ]
    assert kinds(site(f"<h1>{TITLE}</h1><p>内容详见附件。</p>")) == [DoubtKind.MISSING_ATTACHMENT]
    letter = "<p>各乡镇：现将《要点》印发给你们，请认真贯彻落实。</p><p>附件：<a href='x.docx'>要点</a></p>"
    assert kinds(site(f"<h1>{TITLE}</h1>{letter}")) == [DoubtKind.MISSING_ATTACHMENT]
    assert kinds(site(f"<h1>{TITLE}</h1><iframe src='/pdf/要点.pdf'></iframe><p>正文如下</p>")) == [
        DoubtKind.MISSING_ATTACHMENT
    ]
    assert kinds(site(BODY)) == []


def test_a_page_of_pictures_says_so() -> None:
    assert kinds(site(f"<h1>{TITLE[:20]}</h1><img src='1.jpg' width='800'><img src='2.jpg'>")) == [
        DoubtKind.NO_TEXT
    ]


def test_a_mirror_that_took_another_name_is_told_by_its_signature() -> None:
    foreign = "濉溪县人民政府办公室关于公布招标结果的公告"
    body = BODY.replace("青石县", "乐至县")
    assert kinds(f"<html><head><title>{foreign}</title></head><body>{body}") == [DoubtKind.FOREIGN_PAGE]
    same = "乐至县人民政府办公室关于印发要点的通知_资阳市人民政府"
    assert kinds(f"<html><head><title>{same}</title></head><body>{body}") == []
    forwarded = body.replace("现将《", "现转发《濉溪县人民政府办公室关于")
    assert kinds(f"<html><head><title>{foreign}</title></head><body>{forwarded}") == []


SHARED = Path(__file__).parents[4] / "shared" / "notices"


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real notices are not here")
def test_real_notices_come_out_of_web_pages_as_from_their_text() -> None:
    from eval.turned import pieces
    from eval.turned_check import compare_items
    from eval.turned_html import write_html, write_old_html, write_word_html

    for path in sorted(SHARED.glob("*.txt")):
        text = document_of(path.read_bytes(), path.name, path.name, Limits())
        for write in (write_html, write_word_html, write_old_html):
            page = document_of(write(pieces(text.text)), path.name, path.name, Limits())
            assert compare_items(parse_document(text), parse_document(page)).share == 1.0, path.name
