from hypothesis import given
from hypothesis import strategies as st

from corpus.model import Region
from corpus.store import Store
from index.passages import (
    CONTEXT_CHARS,
    PIECE_CHARS,
    content_digest,
    cut,
    encoder_pieces,
    region_names,
    search_passages,
)
from tests.index.conftest import passage


@given(st.text("政府，。；、）a ", max_size=1200), st.integers(1, 400))
def test_pieces_put_together_are_the_text(text: str, limit: int) -> None:
    pieces = cut(text, limit)
    assert "".join(pieces) == text
    assert all(len(piece) <= limit for piece in pieces)


def test_a_piece_ends_where_a_clause_ends() -> None:
    text = "推进公开工作。" * 100
    assert all(piece.endswith("。") for piece in cut(text))


def test_every_piece_of_a_long_passage_carries_title_and_path() -> None:
    pieces = encoder_pieces(passage(1, "做好政务公开。" * 90, title="工作要点", path="一、重点"))
    assert len(pieces) == 3
    assert all(piece.startswith("工作要点 一、重点 ") for piece in pieces)


def test_a_title_too_long_to_repeat_is_a_piece_of_its_own_and_nothing_is_lost() -> None:
    title = "关于" * CONTEXT_CHARS
    pieces = encoder_pieces(passage(1, "正文", title=title))
    assert "".join(pieces) == title + "正文"
    assert all(len(piece) <= PIECE_CHARS for piece in pieces)


def test_every_stored_passage_is_searchable_with_its_context(store: Store) -> None:
    built = search_passages(store)
    assert [found.id for found in built] == sorted(stored.id for stored in store.passages())
    titles = {notice.id: notice for notice in store.notices()}
    assert all(found.title and found.year == titles[found.notice_id].year for found in built)
    assert all("\n" not in found.text and "**" not in found.text for found in built)
    assert any(found.units for found in built)
    assert any(found.path for found in built)


def test_units_are_found_by_printed_and_canonical_name(store: Store) -> None:
    item = next(item for item in store.items() if item.responsible_units or item.lead_units)
    unit = (*item.lead_units, *item.responsible_units)[0]
    found = next(
        p
        for p, s in zip(search_passages(store), sorted(store.passages(), key=lambda p: p.id), strict=True)
        if s.item_id == item.id
    )
    assert {unit.name, unit.canonical} <= set(found.units)


def test_a_region_is_called_by_all_names_up_to_the_province() -> None:
    region = Region(name="濉溪县", short="濉溪", code="340621", parents=("安徽省", "淮北市"))
    assert region_names(region) == ("濉溪县", "濉溪", "淮北市", "淮北", "安徽省", "安徽")
    assert region_names(None) == ()


def test_the_digest_is_of_the_exact_text() -> None:
    assert content_digest("甲") != content_digest("甲 ")
    assert len(content_digest("甲")) == 64
