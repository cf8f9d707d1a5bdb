import pytest

from corpus.fold import fold
from corpus.parse.lines import split_lines
from corpus.private import PrivateKind, find_private


def found(text: str) -> list[tuple[str, str]]:
    lines = tuple(line.text for line in split_lines(text))
    spots = find_private(fold(text), lines)
    return [(spot.kind.name, text[spot.span.start : spot.span.end]) for spot in spots]


@pytest.mark.parametrize(
    ("text", "spots"),
    [
        ("张三，身份证号 110101199003070119。", []),  # its check digit is wrong
        ("张三，身份证号 11010119900307011X。", []),
        ("李四（510101198001010015）", ["IDENTITY_CARD"]),
        ("索引号：510101170001010018", []),
        ("受助人电话一栏：13800138000", []),
        ("李四 13800138000 二组", ["MOBILE"]),
        ("联系人：李四，13800138000", []),
        ("咨询电话：13800138000", []),
        ("补贴打入 4111111111111111 卡", ["BANK_CARD"]),
        ("户名：青石县财政局，账号 4111111111111111", []),
        ("编号 4111111111111112", []),
        ("家庭住址：青石县城关镇东街3号", ["HOME_ADDRESS"]),
        ("住在城关镇幸福小区3号楼2单元501室的李四", ["HOME_ADDRESS"]),
        ("地址：青石县政务中心3号楼", []),
        ("秘密★1年\n关于某事的通知", ["SECRET"]),
        ("内部资料，注意保存\n关于某事的通知", ["SECRET"]),
        ("（三）保守国家秘密\n各单位要严守秘密", []),
        ("加强内部使用管理。", []),
    ],
)
def test_what_is_private_is_found_and_offices_own_numbers_are_not(text: str, spots: list[str]) -> None:
    assert [kind for kind, _ in found(text)] == spots


def test_the_spot_is_where_it_is_printed_though_broken_by_spaces() -> None:
    text = "名单：李四 5101 0119 8001 0100 15；"
    assert found(text) == [("IDENTITY_CARD", "5101 0119 8001 0100 15")]


def test_every_kind_has_a_name_for_people() -> None:
    assert all(kind.value for kind in PrivateKind)
