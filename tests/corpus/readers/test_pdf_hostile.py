"""PDF files that are damaged, huge or made to do harm."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.errors import EmptyFile, FileTooLarge, ReadError, UndecodableFile
from corpus.layout import DoubtKind
from corpus.readers.pdf.pages import render
from corpus.readers.ports import Limits
from eval.turned_pdf import FONT
from tests.corpus.readers.made_pdf import (
    FULL,
    HEADER,
    LIMITS,
    WIDTHS,
    both,
    kinds,
    lines,
    one_page,
    pdf,
    picture,
    raw,
    read,
    stream,
    table,
)

pytestmark = pytest.mark.skipif(not FONT.exists(), reason="no Chinese font on this machine")


def test_pages_over_the_limit_are_told() -> None:
    data = pdf(*[lines(f"　　第{n}页。") for n in range(4)])
    reading = read(data, Limits(pages=2))
    assert reading.text == "第0页。\n第1页。\n"
    assert reading.layout.pages == 4
    assert kinds(reading.layout) == [DoubtKind.CUT_SHORT]


def test_two_thousand_pages_take_no_longer_than_those_that_are_read() -> None:
    kids = b" ".join([b"3 0 R"] * 2000)
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>"
    data = raw(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[%s]/Count 2000>>" % kids,
            page,
            stream(b"BT /F 16 Tf 76 700 Td (open data) Tj ET"),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        ]
    )
    began = time.process_time()
    assert read(data).layout.pages == 2000
    assert time.process_time() - began < 30


def test_an_encrypted_file_is_told_by_its_password() -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption

    locked = pdf(lines("　　公开。"), encrypt=StandardEncryption("secret", strength=128))
    with pytest.raises(UndecodableFile, match="密码"):
        read(locked)


def test_a_file_that_only_forbids_changes_is_read() -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption

    data = pdf(lines("　　公开。"), encrypt=StandardEncryption("", ownerPassword="o", strength=128))
    assert read(data).text == "公开。\n"


def test_a_file_cut_in_the_middle_is_damaged() -> None:
    data = pdf(lines("　　公开。"))
    with pytest.raises(ReadError):
        read(data[: len(data) // 3])


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7",
        raw([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>"]),
        raw([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9>>"]),
        b"%PDF-1.4\n1 0 obj\n" + b"[" * 100_000 + b"\nendobj\ntrailer<</Root 1 0 R>>",
        one_page(stream(b"0 0 m 9 0 l S"), b"/MediaBox[0 0 1e9 1e9]"),
        one_page(stream(b"0 0 m 9 0 l S"), b"/MediaBox[0 0 0 0]"),
    ],
    ids=["empty", "no pages", "pages in a circle", "deep", "a page of miles", "a page of nothing"],
)
def test_strange_files_are_errors(data: bytes) -> None:
    with pytest.raises(ReadError):
        read(data)


def test_a_page_of_miles_is_drawn_small() -> None:
    data = pdf(picture, size=(14_000, 14_000))
    height, width, _ = render(data, 1, LIMITS).shape
    assert 29_000_000 <= height * width <= 31_000_000


def test_a_page_that_is_not_there_cannot_be_drawn() -> None:
    with pytest.raises(UndecodableFile):
        render(pdf(lines("　　公开。")), 9, LIMITS)


def test_streams_that_unpack_to_very_much_are_refused_before_they_are_opened() -> None:
    for data in (
        one_page(stream(b" " * 30_000_000, packed=True)),
        one_page(stream(b" " * 30_000_000, packed=True).replace(b"FlateDecode", b"#46lateDecode")),
    ):
        with pytest.raises(FileTooLarge):
            read(data, Limits(expanded_bytes=20_000_000))


def nested(depth: int, times: int, *, resources: bool = True) -> bytes:
    forms = []
    for level in range(depth):
        inner = b"/Resources<</XObject<</F %d 0 R>>>>" % (6 + level) if resources else b""
        content = b"/F Do " * times if level < depth - 1 else b"0 0 9 9 re S"
        forms.append(stream(b" " + content, b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]" + inner))
    return one_page(stream(b"/F Do "), b"/Resources<</XObject<</F 5 0 R>>>>", *forms)


@pytest.mark.parametrize("data", [nested(12, 6), nested(30, 2), nested(2, 2, resources=False)])
def test_forms_that_draw_each_other_over_and_over_are_refused(data: bytes) -> None:
    with pytest.raises(FileTooLarge, match="嵌套"):
        read(data)


def test_forms_within_reason_are_drawn() -> None:
    with pytest.raises(EmptyFile):
        read(nested(3, 4))


def test_a_page_of_very_many_lines_is_read_without_its_tables_and_told() -> None:
    font = b"/Resources<</Font<</F 5 0 R>>>>"
    content = b"0 0 m 9 0 l S\n" * 40_000 + b"BT /F 16 Tf 76 700 Td (open data) Tj ET"
    data = one_page(stream(content, packed=True), font, b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
    reading = read(data)
    assert reading.text == "open data\n"
    assert kinds(reading.layout) == [DoubtKind.NOT_SUPPORTED]


GOOD = (
    pdf(both(lines("　　" + FULL[:25], "站。"), table([HEADER], top=500, widths=WIDTHS)))
    if FONT.exists()
    else b""
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.one_of(
        st.binary(max_size=300).map(lambda tail: b"%PDF-1.4\n" + tail),
        st.integers(0, max(1, len(GOOD) - 1)).map(lambda cut: GOOD[:cut]),
        st.lists(
            st.tuples(st.integers(0, max(1, len(GOOD) - 1)), st.integers(0, 255)), min_size=1, max_size=30
        ).map(lambda changes: changed(GOOD, changes)),
    )
)
def test_whatever_the_bytes_there_is_a_reading_or_an_error_of_ours(data: bytes) -> None:
    try:
        reading = read(data, Limits(pages=20))
    except ReadError:
        return
    assert all(0 <= block.span.start <= block.span.end for block in reading.layout.blocks)


def changed(data: bytes, changes: list[tuple[int, int]]) -> bytes:
    found = bytearray(data)
    for place, value in changes:
        found[place] = value
    return bytes(found)
