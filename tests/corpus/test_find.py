import pytest

from corpus.errors import UsageError
from corpus.find import find_notice, find_notices
from tests.corpus.made import notice

FIRST = notice("一", id="nabc1", title="青石县关于公开的通知", document_number="青政办发〔2023〕1号")
SECOND = notice("二", id="nabc2", title="青石县关于公开的通知（二）", document_number=None)
BOTH = (FIRST, SECOND)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("nabc1", [FIRST]),
        ("nabc", [FIRST, SECOND]),
        ("青政办发[2023] 1号", [FIRST]),
        ("青政办发", [FIRST]),
        ("青石县关于公开的通知", [FIRST]),
        ("（二）", [SECOND]),
        ("公开", [FIRST, SECOND]),
        ("没有", []),
        ("na", []),
        ("", []),
        (" ", []),
    ],
)
def test_notices_are_found_by_id_number_and_title(wanted: str, found: list[object]) -> None:
    assert list(find_notices(BOTH, wanted)) == found


def test_one_notice_is_given_and_several_are_listed() -> None:
    assert find_notice(BOTH, "nabc2") is SECOND
    with pytest.raises(UsageError, match=r"对应多份通知.*nabc1.*nabc2"):
        find_notice(BOTH, "公开")
    with pytest.raises(UsageError, match=r"没有「x」.*zhengda notices"):
        find_notice(BOTH, "x")


def test_a_long_list_is_cut_and_counted() -> None:
    many = tuple(notice(str(number), id=f"n{number:03}") for number in range(20))
    with pytest.raises(UsageError, match="等 20 份"):
        find_notice(many, "青石县")


def test_of_two_copies_the_worse_one_is_named_as_such() -> None:
    copy = notice("二", id="nabc2", copy_of="nabc1")
    with pytest.raises(UsageError, match=r"nabc1 青石县关于公开的通知；nabc2 [^；]*（副本）。"):
        find_notice((FIRST, copy), "青政办发〔2023〕1号")
