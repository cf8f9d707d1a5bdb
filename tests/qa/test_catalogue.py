"""Notices by number, title and place."""

from dataclasses import replace

import pytest

from corpus.facts import WITHDRAWN
from corpus.model import Fact, Notice, Region, Span
from qa.catalogue import Catalogue

COUNTY = Region(name="清禾县", short="清禾", code="999921", parents=("示例市", "示例省"))
CITY = Region(name="示例市", short="示例", code="999900", parents=("示例省",))


@pytest.fixture(scope="module")
def base(library) -> Notice:
    return next(iter(library.notices.values()))


def catalogue(*notices: Notice) -> Catalogue:
    return Catalogue({notice.id: notice for notice in notices})


def one(base: Notice, id: str, **changes: object) -> Notice:
    cleared = {
        "region": None,
        "document_number": None,
        "forwards": None,
        "facts": (),
        "title": "关于示例的通知",
    }
    return replace(base, id=id, **{**cleared, **changes})


def ids(notices: tuple[Notice, ...]) -> list[str]:
    return [notice.id for notice in notices]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("禾政办发[2023]18号", ["a"]), ("政办发[2023]18号", ["a"]), ("2023年18号", ["a", "b"]),
        ("禾政办发18号", ["a"]), ("18号", []), ("禾政办发[2022]18号", []), ("禾政办发[2023]8号", []),
    ],
)  # fmt: skip
def test_a_number_is_found_however_it_is_asked(base, asked: str, found: list[str]) -> None:
    held = catalogue(
        one(base, "a", document_number="禾政办发〔2023〕18号"),
        one(base, "b", document_number="禾民函〔2023〕18号"),
        one(base, "c"),
    )
    assert ids(held.numbered(asked)) == found


def test_a_title_is_found_by_most_of_its_letters_and_order_stays_the_library_s(base) -> None:
    held = catalogue(
        one(base, "z", title="关于印发饮水安全方案的通知"),
        one(base, "a", title="关于饮水安全方案的补充通知"),
        one(base, "m", title="关于防汛的通知"),
    )
    assert ids(held.titled("饮水安全方案", 0.9)) == ["z", "a"]
    assert held.titled("饮", 0.9) == ()
    assert held.shared("防汛工作") == {"m": 1}


def test_a_cover_without_a_place_is_of_the_place_of_what_it_forwards(base) -> None:
    held = catalogue(
        one(base, "cover", forwards="whole"),
        one(base, "whole", region=COUNTY),
        one(base, "anywhere"),
        one(base, "city", region=CITY),
    )
    assert ids(held.of_places([COUNTY])) == ["cover", "whole", "anywhere"]
    assert ids(held.of_places([])) == ["anywhere"]
    assert ids(held.named({"示例市", "示例省"})) == ["city"]
    assert held.named(()) == ()


def test_what_is_not_public_is_never_found(base) -> None:
    closed = one(base, "a", region=COUNTY, facts=((WITHDRAWN, Fact(value="有误", span=Span(0, 0))),))
    held = catalogue(closed)
    assert (held.every, held.of_places([COUNTY]), held.titled("示例的通知", 0.5)) == ((), (), ())
