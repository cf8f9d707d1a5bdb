"""Pages that are pictures, drawn here with invented text; each takes seconds, so there are few."""

import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from corpus.errors import EmptyFile, FileTooLarge, ReadError, UndecodableFile
from corpus.layout import DoubtKind
from corpus.parse import parse_document
from corpus.readers import Limits, Reading, document_of, read_data

FONTS = [
    path for kind in ("ttc", "ttf", "otf") for path in sorted(Path("/usr/share/fonts").rglob(f"*.{kind}"))
]
FONT = next((path for path in FONTS if any(name in path.name.lower() for name in ("wqy", "cjk"))), None)
pytestmark = pytest.mark.skipif(FONT is None, reason="没有中文字体")
LINES = (
    "青石县人民政府办公室关于印发公开要点的通知",
    "青政办发〔2024〕3号",
    "各乡镇人民政府：",
    "1. 公开权责清单，3月底前完成。（责任单位：县司法局）",
    "2. 公开财政预算。（责任单位：县财政局）",
    "青石县人民政府办公室",
    "2024年3月1日",
)


def page(lines: Sequence[str] = LINES) -> Image.Image:
    paper = Image.new("RGB", (1240, 900), "white")
    pen, font = ImageDraw.Draw(paper), ImageFont.truetype(str(FONT), 32)
    for number, line in enumerate(lines):
        pen.text((120, 100 + 90 * number), line, fill="black", font=font)
    return paper


def ruled() -> Image.Image:
    paper = page(LINES[:2])
    pen, font = ImageDraw.Draw(paper), ImageFont.truetype(str(FONT), 28)
    columns, rows = (120, 240, 760, 1120), (360, 440, 520, 600)
    cells = (
        ("序号", "工作任务", "责任单位"),
        ("1", "公开权责清单", "县司法局"),
        ("2", "公开财政预算", "县财政局"),
    )
    for x in columns:
        pen.line((x, rows[0], x, rows[-1]), fill="black", width=3)
    for y in rows:
        pen.line((columns[0], y, columns[-1], y), fill="black", width=3)
    for y, row in zip(rows, cells, strict=False):
        for x, text in zip(columns, row, strict=False):
            pen.text((x + 15, y + 20), text, fill="black", font=font)
    return paper


def saved(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def units(data: bytes) -> list[tuple[str | None, str]]:
    parsed = parse_document(document_of(data, "扫描", "扫描", Limits()))
    items = [item for notice in parsed.notices for item in notice.items]
    return [(item.number, "、".join(unit.name for unit in item.responsible_units)) for item in items]


EXPECTED = [("1", "县司法局"), ("2", "县财政局")]


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read_data(saved(page()), Limits())


def test_a_scanned_notice_is_read_with_its_tasks() -> None:
    assert units(saved(page(), "JPEG", quality=90)) == EXPECTED


def test_every_line_keeps_its_page_its_box_and_how_sure_it_is(reading: Reading) -> None:
    assert reading.layout.pages == 1
    block = next(b for b in reading.layout.blocks if "权责" in reading.text[b.span.start : b.span.end])
    assert block.locator.page == 1
    assert block.locator.box is not None
    left, top, right, bottom = block.locator.box
    assert 0.05 < left < 0.15
    assert 0.38 < top < bottom < 0.5
    assert right > 0.6
    assert block.confidence is not None
    assert block.confidence > 0.9
    assert not any(doubt.withholds for doubt in reading.layout.doubts)


def test_a_ruled_table_is_a_table() -> None:
    data = saved(ruled())
    (table,) = read_data(data, Limits()).layout.tables
    assert (len(table.rows), len(table.rows[0])) == (3, 3)
    assert units(data) == EXPECTED


@pytest.mark.parametrize("degrees", [90, 180])
def test_a_page_that_lies_on_its_side_or_head_is_set_upright(degrees: int) -> None:
    assert units(saved(page().rotate(degrees, expand=True))) == EXPECTED


def test_a_page_that_is_a_little_skew_is_straightened() -> None:
    assert units(saved(page().rotate(2, fillcolor="white", resample=Image.Resampling.BICUBIC))) == EXPECTED


def test_a_pdf_of_pictures_is_recognised_page_by_page() -> None:
    data = saved(page(LINES[:4]), "PDF", save_all=True, append_images=[page(LINES[4:])], resolution=150)
    reading = read_data(data, Limits())
    assert {block.locator.page for block in reading.layout.blocks} == {1, 2}
    assert units(data) == EXPECTED


def test_pages_over_the_limit_are_told() -> None:
    data = saved(page(), "TIFF", save_all=True, append_images=[page()])
    doubts = read_data(data, Limits(pages=1)).layout.doubts
    assert [doubt.kind for doubt in doubts] == [DoubtKind.CUT_SHORT]


def test_a_picture_without_text_is_told() -> None:
    with pytest.raises(EmptyFile, match="没有认出文字"):
        read_data(saved(Image.new("RGB", (600, 400), "white")), Limits())


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGBA", "CMYK", "I;16"])
def test_any_kind_of_colour_is_opened(mode: str) -> None:
    kind = "TIFF" if mode in ("CMYK", "I;16") else "PNG"
    with pytest.raises(EmptyFile):
        read_data(saved(Image.new(mode, (64, 64)), kind), Limits())


def test_a_torn_or_absurd_picture_is_told() -> None:
    whole = saved(page(LINES[:1]))
    with pytest.raises(UndecodableFile):
        read_data(whole[: len(whole) // 2], Limits())
    with pytest.raises(FileTooLarge):
        read_data(saved(Image.new("1", (9000, 9000))), Limits(expanded_bytes=1_000_000))
    with pytest.raises(ReadError):
        read_data(saved(Image.new("L", (3, 3))), Limits())
    with pytest.raises(ReadError):
        read_data(b"\x89PNG\r\n\x1a\n" + b"\0" * 100, Limits())
