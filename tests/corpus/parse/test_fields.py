"""The fields of a web page: one a line or many, in bars, with spaces inside their labels."""

from datetime import date

import pytest

from corpus.model import Validity
from tests.corpus.parse.written import notice, parse

UNSIGNED = notice(
    "各单位要按要求做好有关工作。" * 20, title="关于做好公开工作的通知", number="", tail=""
).replace("青禾县人民政府办公室文件", "")


@pytest.mark.parametrize(
    ("fields", "bodies", "number", "dated", "issued"),
    [
        (
            "索引号: A1/2 组配分类: 综合 发布机构: 青禾县财政局 生成日期: 2023-03-01 文号: 青财〔2023〕1号",
            ("青禾县财政局",), "青财〔2023〕1号", date(2023, 3, 1), None,
        ),
        (
            "| 發布機構: | 青禾縣財政局 | 文號: | 青财〔2023〕1号 |\n"
            "| 生成日期: | 2023-03-01 | 發布日期: | 2023-03-02 |",
            ("青禾縣財政局",), "青财〔2023〕1号", date(2023, 3, 1), date(2023, 3, 2),
        ),
        (
            "索 引 号： A1 发文机关： 青禾县财政局 成文日期： 2023-03-01 "
            "发文字号： 青财2023.1号 发布日期：2023-03-02",
            ("青禾县财政局",), "青财2023.1号", date(2023, 3, 1), date(2023, 3, 2),
        ),
        ("• 生成日期：2023-03-01\n  • 公开日期：2023-03-02", (), None, date(2023, 3, 1), date(2023, 3, 2)),
        ("文号：\n发布机构：\n发布时间: 2023-03-02 09:22", (), None, None, date(2023, 3, 2)),
        ("发文日期: 2023-03-02", (), None, date(2023, 3, 2), None),
        ("发布日期: 2023-02-30", (), None, None, None),
    ],
)  # fmt: skip
def test_fields_tell_what_the_notice_does_not(
    fields: str, bodies: tuple[str, ...], number: str | None, dated: date | None, issued: date | None
) -> None:
    found = parse(f"{fields}\n\n{UNSIGNED}").notice
    assert (found.issuing_bodies, found.document_number) == (bodies, number)
    assert (found.dated_on, found.issued_on) == (dated, issued)


def test_the_signature_outweighs_the_page() -> None:
    page = "发布机构: 青禾县政务网 生成日期: 2023-03-05 发文日期: 2023-03-04"
    text = notice("请落实。", title="关于做好工作的通知", tail="青禾县财政局\n2023年3月1日")
    found = parse(f"{page}\n\n{text}").notice
    assert found.issuing_bodies == ("青禾县财政局",)
    assert (found.dated_on, found.issued_on) == (date(2023, 3, 1), date(2023, 3, 4))


@pytest.mark.parametrize(
    ("fields", "effective", "validity"),
    [
        ("生效时间: 2023-03-05 名称: 某某", date(2023, 3, 5), Validity.UNKNOWN),
        ("索引号: A1 有 效 性： 有效 关键词: 某某", None, Validity.IN_FORCE),
        ("索引号: A1 效力状态： 已废止", None, Validity.REPEALED),
        ("公文时效： 失效", None, Validity.EXPIRED),
    ],
)
def test_force_may_stand_among_the_fields(fields: str, effective: date | None, validity: Validity) -> None:
    found = parse(f"{fields}\n\n{UNSIGNED}").notice
    assert (found.effective_on, found.validity) == (effective, validity)


def test_a_label_inside_a_sentence_is_no_field() -> None:
    text = notice(
        "填写单位名称:青禾县财政局,注明发布机构:青禾县民政局。", title="关于做好工作的通知", number=""
    )
    assert parse(text).notice.issuing_bodies == ("青禾县人民政府办公室",)
