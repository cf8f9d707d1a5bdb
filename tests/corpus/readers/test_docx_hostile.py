import io
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import EmptyFile, FileTooLarge, ReadError, UndecodableFile
from corpus.layout import DoubtKind
from corpus.readers import document_of
from corpus.readers.ports import Limits
from corpus.readers.word.docx import Docx
from tests.corpus.readers.made_office import fld, grid, kinds, p, r, rels, tbl, tc, tr, word, zipped
from tests.corpus.readers.made_office import read_word as read

PICTURE = '<w:p><w:r><w:drawing><wp:extent cx="{0}" cy="{0}"/><a:blip/></w:drawing></w:r></w:p>'


def test_nothing_but_pictures_asks_for_recognition() -> None:
    assert kinds(read(PICTURE.format(100))) == [DoubtKind.NO_TEXT]
    with pytest.raises(EmptyFile, match="OCR"):
        document_of(word(PICTURE.format(100)), "甲.docx", "甲.docx", Limits())


def test_large_pictures_beside_text_are_a_doubt_and_small_ones_none() -> None:
    assert kinds(read(p("甲") + PICTURE.format(5_000_000))) == [DoubtKind.NO_TEXT]
    assert kinds(read(p("甲") + PICTURE.format(1000))) == []
    shape = '<v:shape style="width:400pt;height:500.5pt"><v:imagedata/></v:shape>'
    old = f"<w:p><w:r><w:pict>{shape}</w:pict></w:r></w:p>"
    assert kinds(read(p("甲") + old)) == [DoubtKind.NO_TEXT]


@pytest.mark.parametrize(
    ("inside", "kind"),
    [
        ("<w:p><w:r><w:object><o:OLEObject/></w:object></w:r></w:p>", DoubtKind.MISSING_ATTACHMENT),
        ('<w:altChunk r:id="rId9"/>', DoubtKind.MISSING_ATTACHMENT),
        ("<w:p><w:r><w:drawing><a:chart/></w:drawing></w:r></w:p>", DoubtKind.NOT_SUPPORTED),
    ],
)
def test_what_is_embedded_is_told(inside: str, kind: DoubtKind) -> None:
    assert kinds(read(p("甲") + inside)) == [kind]


def test_macros_are_ignored_with_a_doubt() -> None:
    data = word(p("甲"), links=(("vbaProject", "vbaProject.bin"),))
    reading = Docx().read(data, Limits())
    assert reading.text == "甲\n"
    assert "宏" in reading.layout.doubts[0].message


def test_a_reference_to_a_part_that_is_not_there_harms_nothing() -> None:
    assert Docx().read(word(p("甲"), links=(("image", "../NULL"),)), Limits()).text == "甲\n"


def test_the_strict_kind_is_read() -> None:
    strict = '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body>{}</w:body></w:document>'
    data = zipped(
        {
            "_rels/.rels": rels(("officeDocument", "word/document.xml")).replace(
                "http://schemas.openxmlformats.org/officeDocument/2006",
                "http://purl.oclc.org/ooxml/officeDocument",
            ),
            "word/document.xml": strict.format(p("甲")),
        }
    )
    assert Docx().read(data, Limits()).text == "甲\n"


def test_numbers_that_cannot_be_read_are_a_doubt() -> None:
    text = '<w:document xmlns:w="u"><w:body><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:body></w:document>'
    data = zipped(
        {
            "word/document.xml": text,
            "word/_rels/document.xml.rels": rels(("numbering", "numbering.xml")),
            "word/numbering.xml": "<broken",
        }
    )
    assert kinds(Docx().read(data, Limits())) == [DoubtKind.NUMBERING_GAP]


def test_what_is_packed_is_counted_and_not_believed() -> None:
    data = word(p("甲" * 1_000_000))
    with pytest.raises(FileTooLarge):
        Docx().read(data, Limits(expanded_bytes=100_000))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = archive.getinfo("word/document.xml").file_size.to_bytes(4, "little")
    lying = data.replace(size, b"\x10\x00\x00\x00")
    assert lying != data
    with pytest.raises(ReadError):
        Docx().read(lying, Limits(expanded_bytes=100_000))


def test_a_part_that_would_not_fit_into_memory_is_refused() -> None:
    with pytest.raises(FileTooLarge):
        Docx().read(word("<w:p/>" * 6_000_000), Limits())


def test_entities_are_not_unfolded() -> None:
    bomb = '<!DOCTYPE d [<!ENTITY a "哈哈哈哈哈哈哈哈哈哈">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{("&" + chr(97 + n) + ";") * 10}">' for n in range(9)
    )
    text = (
        f'{bomb}]><w:document xmlns:w="w"><w:body><w:p><w:r><w:t>&j;</w:t></w:r></w:p></w:body></w:document>'
    )
    with pytest.raises(UndecodableFile):
        Docx().read(zipped({"word/document.xml": text}), Limits())


def test_files_outside_are_not_fetched(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("秘密", encoding="utf-8")
    text = (
        f'<!DOCTYPE d [<!ENTITY x SYSTEM "{(tmp_path / "a").as_uri()}">]>'
        '<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>'
    )
    with pytest.raises(UndecodableFile):
        Docx().read(zipped({"word/document.xml": text}), Limits())


@pytest.mark.parametrize("depth", [30, 60, 80, 300])
def test_tables_in_tables_without_end_do_no_harm(depth: int) -> None:
    body = p("芯")
    for _ in range(depth):
        body = tbl(tr(tc(body), tc("旁")))
    if depth > 80:
        with pytest.raises(UndecodableFile):
            read(body)
    else:
        assert "芯" in read(body).text


@pytest.mark.parametrize("around", ["<w:ins>{}</w:ins>", "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>"])
def test_wrappers_in_wrappers_do_no_harm(around: str) -> None:
    inner = r("芯")
    for _ in range(240 // around.count("</")):
        inner = around.format(inner)
    assert "芯" in read(f"<w:p>{inner}</w:p>").text


def test_huge_spans_are_cut() -> None:
    reading = read(tbl(tr(tc("甲", '<w:gridSpan w:val="999999999"/>'), tc("乙")), tr(tc("丙"))))
    assert len(grid(reading)[0]) == 100


def test_many_pages_and_letters_are_cut_short() -> None:
    page = "<w:p><w:r><w:lastRenderedPageBreak/><w:t>页</w:t></w:r></w:p>"
    reading = read(page * 50, Limits(pages=10))
    assert kinds(reading) == [DoubtKind.CUT_SHORT]
    assert reading.layout.pages == 10
    assert max(block.locator.page or 0 for block in reading.layout.blocks) == 10
    assert kinds(read(p("甲乙丙") * 50, Limits(letters=20))) == [DoubtKind.CUT_SHORT]


@pytest.mark.parametrize(
    "parts",
    [
        {},
        {"word/other.xml": "<a/>"},
        {"word/document.xml": ""},
        {"word/document.xml": "<a/>"},
        {"word/document.xml": b"\xff\xfe\x00"},
        {"word/document.xml": "<w:document xmlns:w='w'/>"},
        {"_rels/.rels": "<a>"},
        {"_rels/.rels": rels(("officeDocument", "../../etc/passwd")), "x": "y"},
    ],
)
def test_a_package_without_its_document_is_refused(parts: dict[str, str | bytes]) -> None:
    with pytest.raises(UndecodableFile):
        Docx().read(zipped(parts), Limits())


def test_a_part_with_a_password_is_refused() -> None:
    data = bytearray(word(p("甲")))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + place] |= 1
            at = data.find(mark, at + 4)
    with pytest.raises(UndecodableFile, match="密码"):
        Docx().read(bytes(data), Limits())


GOOD = word(
    p("一、公开清单。")
    + tbl(tr(tc("甲", '<w:vMerge w:val="restart"/>'), tc("乙")))
    + f"<w:p>{fld('DATE', '1')}</w:p>",
    numbering="<w:abstractNum w:abstractNumId='1'/><w:num w:numId='1'><w:abstractNumId w:val='1'/></w:num>",
)


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_changed_and_cut_files_are_read_or_refused(data: st.DataObject) -> None:
    made = bytearray(GOOD[: data.draw(st.integers(0, len(GOOD)))] if data.draw(st.booleans()) else GOOD)
    for place in data.draw(st.lists(st.integers(0, max(len(made) - 1, 0)), max_size=8)) if made else ():
        made[place] = data.draw(st.integers(0, 255))
    with suppress(ReadError):
        Docx().read(bytes(made), Limits())


_NAMES = [
    "p",
    "r",
    "t",
    "tbl",
    "tr",
    "tc",
    "tcPr",
    "gridSpan",
    "vMerge",
    "sdt",
    "sdtContent",
    "ins",
    "del",
    "br",
    "tab",
    "sym",
    "fldChar",
    "instrText",
    "drawing",
    "pict",
]
_NAMES += [
    "txbxContent",
    "numPr",
    "pPr",
    "numId",
    "ilvl",
    "pStyle",
    "lastRenderedPageBreak",
    "footnoteReference",
    "hyperlink",
    "trPr",
    "gridBefore",
]


@st.composite
def elements(draw: st.DrawFn, depth: int = 4) -> str:
    name = draw(st.sampled_from(_NAMES))
    value = draw(st.sampled_from(["", "1", "-1", "begin", "end", "separate", "restart", "9" * 12, "D800"]))
    inside = draw(st.lists(elements(depth=depth - 1), max_size=3)) if depth else []
    attributes = f'w:val="{value}" w:fldCharType="{value}" w:char="{value}" w:id="{value}"'
    return (
        f"<w:{name} {attributes}>{''.join(inside) or draw(st.sampled_from(['', '甲', ' PAGE ']))}</w:{name}>"
    )


@settings(max_examples=50, deadline=None)
@given(st.lists(elements(), max_size=4).map("".join), st.lists(elements(), max_size=2).map("".join))
def test_any_elements_in_any_order_are_read(body: str, notes: str) -> None:
    reading = read(body, footnotes=notes, numbering=notes, styles=notes)
    for block in reading.layout.blocks:
        assert reading.text[block.span.start : block.span.end]
