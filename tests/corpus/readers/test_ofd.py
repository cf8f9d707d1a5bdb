import contextlib
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.errors import EmptyFile, FileTooLarge, ReadError, UndecodableFile
from corpus.layout import DoubtKind
from corpus.readers import document_of
from corpus.readers.ofd.page import deltas
from corpus.readers.ofd.pages import pictures_of
from corpus.readers.ofd.reader import Ofd
from corpus.readers.ports import Limits, Reading
from eval.turned_measure import turn
from eval.turned_ofd import package, write_ofd
from tests.corpus.readers.made_pdf import FULL, SECOND

SHARED = Path(__file__).parents[4] / "shared" / "notices"
LIMITS = Limits()


def read(data: bytes, limits: Limits = LIMITS) -> Reading:
    return Ofd().read(data, limits)


def words(text: str, left: float = 28, top: float = 40, size: float = 5.6, **attributes: str) -> str:
    more = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return (
        f'<ofd:TextObject Boundary="{left} {top} 150 8" Size="{size}" Font="1"{more}>'
        f'<ofd:TextCode X="0" Y="{size}" DeltaX="g {len(text) - 1} {size}">{text}</ofd:TextCode>'
        "</ofd:TextObject>"
    )


def layer(*things: str) -> str:
    return f"<ofd:Layer ID='1'>{''.join(things)}</ofd:Layer>"


def line(x0: float, y0: float, x1: float, y1: float) -> str:
    return (
        f'<ofd:PathObject Boundary="0 0 210 297"><ofd:AbbreviatedData>M {x0} {y0} L {x1} {y1}'
        "</ofd:AbbreviatedData></ofd:PathObject>"
    )


def test_distances_may_be_repeated() -> None:
    assert deltas("1 g 3 2.5 4", 9) == [1, 2.5, 2.5, 2.5, 4]
    assert deltas("g 100000000 2", 3) == [2, 2, 2]
    assert deltas("g 3", 9) == deltas("x", 9) == deltas(None, 9) == []


def test_lines_are_joined_to_paragraphs_over_the_page_break() -> None:
    first = layer(words(FULL[:25], 39.2, 40), words(FULL, 28, 50), words("— 1 —", 98, 280))
    second = layer(words(SECOND, 28, 40), words("，报备。", 28, 50), words("二是解读。", 39.2, 60))
    reading = read(package([first, second]))
    assert reading.text == FULL[:25] + FULL + SECOND + "，报备。\n二是解读。\n"
    assert [block.locator.page for block in reading.layout.blocks] == [1, 1, 2, 2, 2]
    box = reading.layout.blocks[1].locator.box
    assert box is not None
    assert box[0] == pytest.approx(28 / 210, abs=0.001)


def test_letters_are_placed_by_the_matrix_of_their_object() -> None:
    moved = words("公开清单", 28, 40, 1, CTM="5.6 0 0 5.6 60 0")
    assert read(package([layer(moved, words("一是", 28, 40))])).text == "一是 公开清单\n"


def test_pieces_of_a_line_without_distances_follow_each_other() -> None:
    text = (
        '<ofd:TextObject Boundary="28 40 150 8" Size="5.6"><ofd:TextCode X="0" Y="5">公开</ofd:TextCode>'
        "<ofd:TextCode>清单。</ofd:TextCode></ofd:TextObject>"
    )
    assert read(package([layer(text)])).text == "公开清单。\n"


def test_a_ruled_table_keeps_its_merged_cells() -> None:
    lines = [
        *[line(28, y, 180, y) for y in (60, 75, 105)],
        line(80, 90, 180, 90),
        *[line(x, 60, x, 105) for x in (28, 80, 140, 180)],
    ]
    cells = [
        words(text, x, y, 4)
        for text, x, y in [
            ("任务", 30, 62),
            ("要求", 82, 62),
            ("责任单位", 142, 62),
            ("公开", 30, 80),
            ("列清单", 82, 77),
            ("县砚台局", 142, 77),
            ("解读", 82, 92),
        ]
    ]
    reading = read(package([layer(*lines, *cells)]))
    (table,) = reading.layout.tables
    assert [[reading.text[cell.start : cell.end] for cell in row] for row in table.rows] == [
        ["任务", "要求", "责任单位"],
        ["公开", "列清单", "县砚台局"],
        ["公开", "解读", ""],
    ]


def test_blocks_inside_blocks_and_shared_drawings_are_read_and_what_is_hidden_is_not() -> None:
    shared = (
        '<ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="7"><ofd:Content>'
        + words("三是督办。", 28, 60)
        + "</ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits>"
    )
    page = layer(
        "<ofd:PageBlock><ofd:PageBlock>" + words("一是公开。", 28, 40) + "</ofd:PageBlock></ofd:PageBlock>",
        words("不见。", 28, 80, Visible="false"),
        '<ofd:CompositeObject ResourceID="7" Boundary="0 0 210 297"/>',
    )
    assert read(package([page], shared)).text == "一是公开。\n三是督办。\n"


def test_a_drawing_that_draws_itself_ends() -> None:
    again = '<ofd:CompositeObject ResourceID="7" Boundary="0 0 9 9"/>'
    shared = (
        '<ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="7"><ofd:Content>'
        + (again * 3)
        + "</ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits>"
    )
    reading = read(package([layer(words("公开。"), again)], shared))
    assert reading.text == "公开。\n"
    assert [doubt.kind for doubt in reading.layout.doubts] == [DoubtKind.NOT_SUPPORTED]


PICTURE = '<ofd:ImageObject ResourceID="9" Boundary="0 0 210 297"/>'
MEDIA = (
    '<ofd:MultiMedias><ofd:MultiMedia ID="9" Type="Image"><ofd:MediaFile>a.png</ofd:MediaFile>'
    "</ofd:MultiMedia></ofd:MultiMedias>"
)


def test_a_page_that_is_a_picture_is_told_and_its_picture_can_be_had() -> None:
    files = {"Doc_0/Res/a.png": b"picture"}
    data = package([layer(words("公开清单。")), layer(PICTURE)], MEDIA, files)
    (doubt,) = read(data).layout.doubts
    assert (doubt.kind, doubt.page, doubt.withholds) == (DoubtKind.NO_TEXT, 2, False)
    assert pictures_of(data, 2, LIMITS) == (b"picture",)
    only = package([layer(PICTURE)], MEDIA, files)
    with pytest.raises(EmptyFile, match="扫描件"):
        read(only)


def test_names_that_lead_out_of_the_package_lead_nowhere() -> None:
    outside = MEDIA.replace("a.png", "../../../../etc/passwd")
    assert pictures_of(package([layer(PICTURE)], outside), 1, LIMITS) == ()


def repacked(data: bytes, changes: dict[str, bytes | None]) -> bytes:
    """Pack a file again with some parts changed, or left out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in dict.fromkeys([*old.namelist(), *changes]):
            part = changes.get(name, b"") if name in changes else old.read(name)
            if part is not None:
                new.writestr(name, part)
    return out.getvalue()


GOOD = package([layer(words("公开清单。")), layer(words("解读政策。"))])


def test_several_documents_in_one_package_are_read_in_order() -> None:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    second = {name.replace("Doc_0", "Doc_1"): part for name, part in parts.items() if "Doc_0" in name}
    root = parts["OFD.xml"].replace(
        b"</ofd:DocBody>",
        b"</ofd:DocBody><ofd:DocBody><ofd:DocRoot>/Doc_1/Document.xml</ofd:DocRoot></ofd:DocBody>",
    )
    reading = read(repacked(GOOD, {**second, "OFD.xml": root}))
    assert reading.text == "公开清单。\n解读政策。\n" * 2
    assert reading.layout.pages == 4


def test_a_page_that_is_missing_is_told() -> None:
    reading = read(repacked(GOOD, {"Doc_0/Pages/Page_0/Content.xml": None}))
    assert reading.text == "解读政策。\n"
    assert [(doubt.kind, doubt.page) for doubt in reading.layout.doubts] == [(DoubtKind.CUT_SHORT, 1)]


@pytest.mark.parametrize("part", ["OFD.xml", "Doc_0/Document.xml"])
@pytest.mark.parametrize("content", [None, b"<a", b"", b"<a/>"])
def test_a_package_without_its_directory_is_damaged(part: str, content: bytes | None) -> None:
    with pytest.raises(UndecodableFile):
        read(repacked(GOOD, {part: content}))


def test_pages_over_the_limit_are_told() -> None:
    reading = read(GOOD, Limits(pages=1))
    assert reading.text == "公开清单。\n"
    assert [doubt.kind for doubt in reading.layout.doubts] == [DoubtKind.CUT_SHORT]


def test_a_part_that_unpacks_to_very_much_is_refused_whatever_it_says_of_its_size() -> None:
    bomb = b"<a>" + b" " * 5_000_000 + b"</a>"
    data = repacked(GOOD, {"Doc_0/Pages/Page_0/Content.xml": bomb})
    with pytest.raises(FileTooLarge):
        read(data, Limits(expanded_bytes=1_000_000))
    declared = len(bomb).to_bytes(4, "little")
    small = read(data.replace(declared, (10).to_bytes(4, "little")), Limits(expanded_bytes=1_000_000))
    assert [doubt.kind for doubt in small.layout.doubts] == [DoubtKind.CUT_SHORT]


def test_entities_are_not_expanded() -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10 if n else b"&a;" * 10) for n in range(10)
    )
    outside = b'<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    page = bomb + outside + b"<Page><Content><Layer><TextObject Boundary='28 40 9 9' Size='5'>"
    page += b"<TextCode X='0' Y='5'>open &a9;&f;</TextCode></TextObject></Layer></Content></Page>"
    reading = read(repacked(GOOD, {"Doc_0/Pages/Page_0/Content.xml": page}))
    assert "root:" not in reading.text
    assert len(reading.text) < 200


def test_an_encrypted_package_is_told() -> None:
    data = bytearray(GOOD)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + place] |= 1
            at = data.find(mark, at + 4)
    with pytest.raises(UndecodableFile, match="密"):
        read(bytes(data))


def test_deeply_nested_parts_and_very_many_letters_are_told() -> None:
    deep = "<ofd:PageBlock>" * 200 + words("深处。") + "</ofd:PageBlock>" * 200
    reading = read(package([layer(words("公开。"), deep)]))
    assert reading.text == "公开。\n"
    assert [doubt.kind for doubt in reading.layout.doubts] == [DoubtKind.NOT_SUPPORTED]


def test_numbers_that_are_none_harm_nothing() -> None:
    odd = words("公开。").replace('Size="5.6"', 'Size="nan"') + words("解读。").replace("28", "1e999")
    path = "<ofd:AbbreviatedData>M 1 L B</ofd:AbbreviatedData>"
    strange = f'<ofd:PathObject Boundary="inf 0 0 0">{path}</ofd:PathObject>'
    assert "清单。" in read(package([layer(odd, strange, words("清单。", 28, 80))])).text


def test_an_ofd_is_read_as_a_document() -> None:
    assert document_of(GOOD, "甲.ofd", "甲.ofd", LIMITS).text == "公开清单。\n解读政策。\n"


def changed(data: bytes, changes: list[tuple[int, int]]) -> bytes:
    found = bytearray(data)
    for place, value in changes:
        found[place] = value
    return bytes(found)


XML = layer(words("公开清单。"), line(1, 2, 3, 4), PICTURE)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.one_of(
        st.binary(max_size=300).map(lambda tail: b"PK\x03\x04" + tail),
        st.integers(0, len(GOOD) - 1).map(lambda cut: GOOD[:cut]),
        st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 255)), min_size=1, max_size=30).map(
            lambda changes: changed(GOOD, changes)
        ),
        st.lists(st.tuples(st.integers(0, len(XML) - 1), st.characters(codec="ascii")), max_size=9).map(
            lambda changes: package(["".join({**dict(enumerate(XML)), **dict(changes)}.values())])
        ),
    )
)
def test_whatever_the_bytes_there_is_a_reading_or_an_error_of_ours(data: bytes) -> None:
    with contextlib.suppress(ReadError):
        read(data, Limits(pages=20))


@pytest.mark.skipif(not SHARED.exists(), reason="the real notices are not on this machine")
def test_the_five_notices_give_the_same_items_as_ofd() -> None:
    for path in sorted(SHARED.glob("*.txt")):
        found, _ = turn(path.read_text("utf-8"), write_ofd)
        assert found.same == found.expected == found.read, path.name
