import pytest

from corpus.disclosure import is_public
from tests.corpus.made import notice


@pytest.mark.parametrize(
    ("mark", "public"),
    [
        (None, True),
        ("此件公开发布", True),
        ("此件主动公开", True),
        ("公开方式:主动公开", True),
        ("依申请公开", False),
        ("此件依申请公开", False),
        ("此件不予公开", False),
        ("此件不公开", False),
        ("公开属性:内部", False),
    ],
)
def test_the_disclosure_mark_decides_who_may_see_a_notice(mark, public):
    assert is_public(notice(disclosure=mark)) is public
