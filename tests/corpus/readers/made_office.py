"""Office files made by hand: only the parts that a test is about."""

import io
import zipfile
from collections.abc import Mapping

from corpus.layout import DoubtKind
from corpus.readers.ports import Limits, Reading
from corpus.readers.word.docx import Docx

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_SPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:wps="urn:wps" xmlns:wp="urn:wp" xmlns:a="urn:a"'
    ' xmlns:o="urn:o" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return file.getvalue()


def rels(*targets: tuple[str, str]) -> str:
    links = "".join(
        f'<Relationship Id="rId{place}" Type="{R}/{kind}" Target="{target}"/>'
        for place, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_RELS}">{links}</Relationships>'


def word(body: str, links: tuple[tuple[str, str], ...] = (), **parts: str) -> bytes:
    """A docx; `parts` are further ones by their kind: numbering, styles, footnotes, header …"""
    root = {"numbering": "numbering", "styles": "styles", "footnotes": "footnotes", "endnotes": "endnotes"}
    root |= {"header": "hdr", "footer": "ftr"}
    made = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": rels(("officeDocument", "word/document.xml")),
        "word/document.xml": f"<w:document {_SPACES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": rels(*((kind, f"{kind}.xml") for kind in parts), *links),
    }
    for kind, text in parts.items():
        made[f"word/{kind}.xml"] = f"<w:{root[kind]} {_SPACES}>{text}</w:{root[kind]}>"
    return zipped(made)


def p(text: str = "", properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{r(text) if text else ''}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def tc(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{text if text.startswith('<') else p(text)}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def book(*sheets: str, states: Mapping[int, str] | None = None, **parts: str) -> bytes:
    """An xlsx of sheets, each what stands inside `<worksheet>`; `parts`: styles, sharedStrings, drawing."""
    numbers = range(1, len(sheets) + 1)
    listed = "".join(
        f'<sheet name="表{place}" sheetId="{place}" r:id="rId{place}" '
        f'state="{(states or {}).get(place, "visible")}"/>'
        for place in numbers
    )
    root = {"styles": "styleSheet", "sharedStrings": "sst"}
    made = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": rels(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{S}" xmlns:r="{R}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": rels(
            *(("worksheet", f"worksheets/sheet{place}.xml") for place in numbers),
            *((kind, f"{kind}.xml") for kind in parts if kind in root),
        ),
    }
    for place, sheet in zip(numbers, sheets, strict=True):
        made[f"xl/worksheets/sheet{place}.xml"] = f'<worksheet xmlns="{S}">{sheet}</worksheet>'
    for kind, text in parts.items():
        if kind in root:
            made[f"xl/{kind}.xml"] = f'<{root[kind]} xmlns="{S}">{text}</{root[kind]}>'
    if "drawing" in parts:
        made["xl/worksheets/_rels/sheet1.xml.rels"] = rels(("drawing", "../drawing.xml"))
        made["xl/drawing.xml"] = parts["drawing"]
    return zipped(made)


def rows(*lines: tuple[str, ...], first: int = 1) -> str:
    """Rows of cells from column A on; an empty text is no cell."""
    made = ""
    for place, line in enumerate(lines, first):
        cells = "".join(
            f'<c r="{chr(65 + column)}{place}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
            for column, text in enumerate(line)
            if text
        )
        made += f'<row r="{place}">{cells}</row>'
    return f"<sheetData>{made}</sheetData>"


def merged(*ranges: str) -> str:
    return "<mergeCells>" + "".join(f'<mergeCell ref="{one}"/>' for one in ranges) + "</mergeCells>"


def read_word(body: str, limits: Limits | None = None, **parts: str) -> Reading:
    return Docx().read(word(body, **parts), limits or Limits())


def lines_of(body: str, **parts: str) -> list[str]:
    return read_word(body, **parts).text.splitlines()


def grid(reading: Reading, table: int = 0) -> list[list[str]]:
    rows = reading.layout.tables[table].rows
    return [[reading.text[span.start : span.end] for span in row] for row in rows]


def kinds(reading: Reading) -> list[DoubtKind]:
    return [doubt.kind for doubt in reading.layout.doubts]


def names(reading: Reading) -> list[tuple[str, str | None]]:
    return [(reading.text[b.span.start : b.span.end], b.locator.cell) for b in reading.layout.blocks]


def fld(code: str, result: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText> {code} </w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{r(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
