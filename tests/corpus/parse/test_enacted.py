"""How a law came about: who passed it and when, who announced it and when, and by which order."""

from datetime import date

import pytest

from tests.corpus.parse.written import parse

BODY = (
    "\n\n## 第一章 总则\n\n第一条 为了规范公开工作，制定本条例。\n\n第二条 "
    + "本市的公开工作依照本条例办理。" * 15
    + "\n"
)


@pytest.mark.parametrize(
    ("lines", "bodies", "number", "dated", "issued"),
    [
        (
            "2021年8月30日 青禾市第九届人民代表大会常务委员会第二十次会议通过\n\n"
            "2021年9月29日 云山省第十届人民代表大会常务委员会第五次会议批准",
            ("青禾市第九届人民代表大会常务委员会",), None, date(2021, 8, 30), None,
        ),
        (
            "2007年4月5日 中华人民共和国国务院令第492号公布\n\n"
            "2019年4月3日 中华人民共和国国务院令第711号修订",
            ("国务院",), "中华人民共和国国务院令第711号", date(2019, 4, 3), date(2019, 4, 3),
        ),
        (
            "（2021年3月1日青禾市人民政府令第8号公布）",
            ("青禾市人民政府",), "青禾市人民政府令第8号", date(2021, 3, 1), date(2021, 3, 1),
        ),
        (
            "2022年1月24日 某某委员会会议审议批准\n2022年2月25日 甲委员会、乙委员会发布",
            ("甲委员会", "乙委员会"), None, date(2022, 1, 24), date(2022, 2, 25),
        ),
        (
            "(2010年5月6日青禾市人大常委会通过 2018年7月8日青禾市人大常委会修正)",
            ("青禾市人大常委会",), None, date(2018, 7, 8), None,
        ),
        (
            "（2019年5月30日青禾市人大常委会第十二次会议通过；根据2021年7月29日青禾市人大常委会第七次会议"
            "《关于修改部分法规的决定》修正）",
            ("青禾市人大常委会",), None, date(2021, 7, 29), None,
        ),
        ("2021年8月30日起各单位要认真学习，抓好贯彻，2021年底前通过", (), None, None, None),
        ("", (), None, None, None),
    ],
)  # fmt: skip
def test_number_bodies_and_days_of_a_law(
    lines: str, bodies: tuple[str, ...], number: str | None, dated: date | None, issued: date | None
) -> None:
    found = parse(f"# 青禾市政务公开条例\n\n{lines}{BODY}").notice
    assert (found.issuing_bodies, found.document_number) == (bodies, number)
    assert (found.dated_on, found.issued_on) == (dated, issued)


def test_a_law_may_say_there_from_when_it_holds() -> None:
    parsed = parse(f"# 青禾市政务公开条例\n\n2021年8月13日 施行{BODY}")
    assert parsed.notice.effective_on == date(2021, 8, 13)
    assert not parsed.items


@pytest.mark.parametrize(
    ("head", "number", "bodies"),
    [
        ("青禾市人民政府令\n\n第 8 号", "青禾市人民政府令第8号", ("青禾市人民政府",)),
        ("青禾市人民政府令第8号", "青禾市人民政府令第8号", ("青禾市人民政府",)),
        ("中华人民共和国国务院令\n第715号", "中华人民共和国国务院令第715号", ("国务院",)),
    ],
)
def test_an_order_stands_above_what_it_announces(head: str, number: str, bodies: tuple[str, ...]) -> None:
    text = f"{head}\n\n《青禾市公开规定》已经审议通过，现予公布。\n\n市长 某某\n2020年3月9日{BODY}"
    found = parse(text).notice
    assert (found.document_number, found.issuing_bodies) == (number, bodies)
    assert found.dated_on == date(2020, 3, 9)
