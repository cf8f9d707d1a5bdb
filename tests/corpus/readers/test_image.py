import io
import random
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from corpus.errors import EmptyFile, FileTooLarge, ReadError, UndecodableFile
from corpus.layout import DoubtKind, Format
from corpus.model import Document
from corpus.parse import parse_document
from corpus.readers import document_of
from corpus.readers.ports import Limits, Reading
from corpus.readers.scan.image import ImageFile, pixels_of
from eval.turned import pieces
from eval.turned_check import compare_items
from eval.turned_scan import write_scan
from tests.corpus.readers.pictures import needs_font, packed, page, rule, write

LIMITS = Limits(seconds=600)
MOST = 10 * 1024**2


def read(data: bytes, **limits: int) -> Reading:
    return ImageFile().read(data, Limits(**{"seconds": 600, **limits}))


def notice() -> Image.Image:
    image = page(760, 520)
    write(image, "关于公开清单的通知", (240, 30), 30)
    write(image, "县教育局要在五月底前公开学校招生的范围和程", (92, 90), 28)
    write(image, "序，并把结果报县政府办公室。", (36, 130), 28)
    rule(image, (36, 120, 460, 720), (200, 250, 330, 400))
    for text, place in (
        ("序号", (50, 212)),
        ("主要任务", (140, 212)),
        ("责任单位", (480, 212)),
        ("1", (66, 278)),
        ("公开学校招生的范围、程序和结", (128, 262)),
        ("果。", (128, 292)),
        ("县教育局、县财政局", (468, 278)),
        ("2", (66, 352)),
        ("公开救助的标准", (128, 352)),
        ("县民政局", (468, 352)),
    ):
        write(image, text, place, 23)
    return image


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read(packed(notice()))


@needs_font
def test_a_scan_becomes_paragraphs_and_tables(reading: Reading) -> None:
    assert reading.text.split("\n")[:2] == [
        "关于公开清单的通知",
        "县教育局要在五月底前公开学校招生的范围和程序，并把结果报县政府办公室。",
    ]
    (table,) = reading.layout.tables
    assert [[reading.text[span.start : span.end] for span in row] for row in table.rows] == [
        ["序号", "主要任务", "责任单位"],
        ["1", "公开学校招生的范围、程序和结果。", "县教育局、县财政局"],
        ["2", "公开救助的标准", "县民政局"],
    ]


@needs_font
def test_each_line_keeps_where_it_stood_and_how_sure_it_is(reading: Reading) -> None:
    assert reading.layout.format is Format.IMAGE
    assert reading.layout.pages == 1
    by_text = {reading.text[block.span.start : block.span.end]: block for block in reading.layout.blocks}
    unit = by_text["县民政局"]
    assert unit.locator.page == 1
    assert unit.locator.cell == "1:C3"
    assert unit.confidence is not None
    assert unit.confidence > 0.9
    left, top, right, bottom = unit.locator.box or (0, 0, 0, 0)
    assert (left, top, right, bottom) == pytest.approx((468 / 760, 352 / 520, 560 / 760, 378 / 520), abs=0.03)


@needs_font
@pytest.mark.parametrize("degrees", [90, 180, 268])
def test_a_turned_page_is_set_upright_and_its_places_are_those_of_the_file(
    reading: Reading, degrees: int
) -> None:
    image = notice().rotate(degrees, expand=True, fillcolor="white")
    turned = read(packed(image))
    assert turned.text == reading.text
    first = turned.layout.blocks[0].locator.box or (0, 0, 0, 0)
    middle = (first[0] + first[2]) / 2, (first[1] + first[3]) / 2
    title = {90: (0.09, 0.5), 180: (0.5, 0.91), 268: (0.9, 0.5)}[degrees]
    assert middle == pytest.approx(title, abs=0.06)


@needs_font
def test_a_red_seal_is_lifted_off_and_red_letters_stay() -> None:
    image = page(700, 400)
    write(image, "清河县教育局文件", (150, 20), 50, (220, 20, 20))
    write(image, "清河县教育局", (330, 240))
    write(image, "二〇二四年五月六日", (310, 290))
    seal = page(700, 400)
    ImageDraw.Draw(seal).ellipse((330, 190, 490, 350), outline=(220, 40, 40), width=7)
    write(seal, "★", (380, 238), 56, (220, 40, 40))
    write(seal, "清河", (384, 200), 24, (220, 40, 40))
    both = np.asarray(image).astype(float) * np.asarray(seal) / 255
    lines = read(packed(Image.fromarray(both.astype(np.uint8)))).text.split("\n")
    assert lines[:3] == ["清河县教育局文件", "清河县教育局", "二〇二四年五月六日"]


@needs_font
def test_a_paragraph_runs_on_over_pages_whose_numbers_are_left_out() -> None:
    pages = [page(700, 500) for _ in range(2)]
    for number, lines in enumerate(
        (
            (
                "各部门要在每月五日前公开上月的预算执行",
                "情况，公开的内容要完整，附有说明，并在网",
                "站上保留三年以上，方便群众查阅和使用，县",
            ),
            ("财政局负责检查。",),
        )
    ):
        for place, text in enumerate(lines):
            write(pages[number], text, (110 if number == place == 0 else 50, 60 + 50 * place), 30)
        write(pages[number], f"— {number + 1} —", (320, 460), 22)
    write(pages[1], "县审计局要按照要求做好监督工作，发现问题", (110, 110), 30)
    write(pages[1], "及时报告，督促有关单位按时整改落实到位。", (50, 160), 30)
    data = packed(pages[0], "TIFF", save_all=True, append_images=pages[1:])
    found = read(data)
    assert found.text.split("\n")[:2] == [
        "各部门要在每月五日前公开上月的预算执行情况，公开的内容要完整，附有说明，并在网站上保留三年以上，"
        "方便群众查阅和使用，县财政局负责检查。",
        "县审计局要按照要求做好监督工作，发现问题及时报告，督促有关单位按时整改落实到位。",
    ]
    assert found.layout.pages == 2
    assert {block.locator.page for block in found.layout.blocks} == {1, 2}


@needs_font
def test_pages_over_the_limit_and_pages_without_text_are_told() -> None:
    first = page(300, 120)
    write(first, "公开清单", (40, 40))
    rest = [page(300, 120), first, first]
    data = packed(first, "TIFF", save_all=True, append_images=rest)
    doubts = [(doubt.kind, doubt.page) for doubt in read(data, pages=3).layout.doubts]
    assert doubts == [(DoubtKind.CUT_SHORT, 4), (DoubtKind.NO_TEXT, 2)]


@needs_font
def test_time_is_shared_out() -> None:
    first = page(300, 120)
    write(first, "公开清单", (40, 40))
    data = packed(first, "TIFF", save_all=True, append_images=[first])
    assert [doubt.page for doubt in read(data, seconds=0).layout.doubts] == [2]


@needs_font
def test_a_page_that_cannot_be_read_with_certainty_is_withheld() -> None:
    image = page(500, 200)
    for place, text in enumerate(("警徽馨懿赢麓鹰攀蹙", "髓霾黯鑫曦瀚灏蠲躔", "彝籁燮黼麝籀纛罾爨")):
        write(image, text, (30, 20 + 50 * place), 22)
    small = image.resize((150, 60)).resize((500, 200))
    (doubt, *_) = read(packed(small)).layout.doubts
    assert doubt.kind is DoubtKind.LOW_CONFIDENCE
    assert doubt.withholds


@needs_font
def test_of_a_moving_picture_the_first_frame_is_read() -> None:
    first, second = page(300, 120).convert("P"), page(300, 120)
    write(second, "另一帧", (40, 40))
    image = page(300, 120)
    write(image, "公开清单", (40, 40))
    found = read(packed(image, "GIF", save_all=True, append_images=[second, first]))
    assert found.text == "公开清单\n"
    assert [doubt.kind for doubt in found.layout.doubts] == [DoubtKind.CUT_SHORT]


@needs_font
def test_light_print_on_a_dark_ground_is_read() -> None:
    image = page(500, 160)
    write(image, "责任单位：县教育局", (40, 60), 30)
    assert read(packed(Image.fromarray(255 - np.asarray(image)))).text == "责任单位：县教育局\n"


@pytest.mark.parametrize(
    ("mode", "kind", "how"),
    [
        ("1", "TIFF", {"compression": "group4"}),
        ("L", "BMP", {}),
        ("P", "PNG", {}),
        ("P", "GIF", {}),
        ("CMYK", "JPEG", {}),
        ("CMYK", "TIFF", {"compression": "tiff_lzw"}),
        ("RGBA", "WEBP", {"lossless": True}),
        ("LAB", "TIFF", {}),
    ],
)
def test_every_kind_of_picture_is_the_same_page(mode: str, kind: str, how: dict[str, object]) -> None:
    image = page(40, 30)
    ImageDraw.Draw(image).rectangle((10, 10, 20, 20), fill=(0, 0, 0))
    image = (
        Image.merge("LAB", [image.convert("L"), *[Image.new("L", (40, 30), 128)] * 2])
        if mode == "LAB"
        else image.convert(mode)
    )
    pixels = pixels_of(packed(image, kind, **how), MOST)
    assert pixels.shape == (30, 40, 3)
    assert pixels.dtype == np.uint8
    assert pixels[2, 2].min() > 240
    assert pixels[15, 15].max() < 50


def test_what_is_transparent_is_paper() -> None:
    image = Image.new("RGBA", (40, 30), (0, 0, 0, 0))
    ImageDraw.Draw(image).rectangle((10, 10, 20, 20), fill=(0, 0, 0, 255))
    pixels = pixels_of(packed(image), MOST)
    assert pixels[2, 2].tolist() == [255, 255, 255]
    assert pixels[15, 15].tolist() == [0, 0, 0]


def test_sixteen_bits_become_eight() -> None:
    values = np.full((30, 40), 4095, np.uint16)
    values[10:20, 10:20] = 0
    pixels = pixels_of(packed(Image.fromarray(values)), MOST)
    assert pixels[2, 2].tolist() == [255, 255, 255]
    assert pixels[15, 15].tolist() == [0, 0, 0]


def test_a_photograph_hangs_as_its_camera_was_held() -> None:
    image = page(40, 30)
    exif = Image.Exif()
    exif[0x0112] = 6
    assert pixels_of(packed(image, "JPEG", exif=exif), MOST).shape == (40, 30, 3)


def test_a_picture_with_too_many_pixels_is_refused() -> None:
    with pytest.raises(FileTooLarge, match="像素"):
        pixels_of(packed(Image.new("1", (9000, 9000))), MOST)


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    data = bytearray(packed(Image.new("1", (16, 16)), "BMP"))
    data[18:26] = (60000).to_bytes(4, "little") * 2
    with pytest.raises(FileTooLarge, match="像素"):
        read(bytes(data))


def test_a_picture_cut_short_is_damaged() -> None:
    noise = Image.fromarray(np.random.default_rng(0).integers(0, 255, (80, 80, 3), np.uint8))
    for kind in ("PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP"):
        data = packed(noise, kind)
        with pytest.raises(UndecodableFile, match="损坏"):
            read(data[: len(data) // 2])


@needs_font
def test_a_damaged_page_among_others_is_left_out_and_told() -> None:
    image = page(300, 120)
    write(image, "公开清单", (40, 40))
    noise = Image.fromarray(np.random.default_rng(0).integers(0, 255, (120, 300, 3), np.uint8))
    data = bytearray(packed(image, "TIFF", save_all=True, append_images=[noise], compression="tiff_lzw"))
    with Image.open(io.BytesIO(bytes(data))) as opened:
        opened.seek(1)
        (start,) = opened.tag_v2[273][:1]
    data[start : start + 400] = b"\xff" * 400
    found = read(bytes(data))
    assert found.text == "公开清单\n"
    assert [(doubt.kind, doubt.page, doubt.withholds) for doubt in found.layout.doubts] == [
        (DoubtKind.CUT_SHORT, 2, True)
    ]


def test_a_picture_without_text_is_empty() -> None:
    with pytest.raises(EmptyFile, match="没有认出文字"):
        read(packed(page(200, 100)))


def test_a_speck_holds_no_text() -> None:
    with pytest.raises(UndecodableFile, match="放不下"):
        read(packed(page(1, 1)))


@needs_font
def test_a_picture_is_read_by_its_bytes() -> None:
    image = page(300, 120)
    write(image, "公开清单", (40, 40))
    document = document_of(packed(image, "JPEG"), "通知.txt", "通知.txt", LIMITS)
    assert document.text == "公开清单\n"
    assert document.layout.format is Format.IMAGE


_KINDS = ("PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP")
_GOOD = {kind: packed(Image.linear_gradient("L").resize((24, 24)).convert("RGB"), kind) for kind in _KINDS}


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(_KINDS), st.integers(0, 2**32), st.booleans())
def test_no_bytes_raise_anything_but_what_a_reader_may(kind: str, seed: int, cut: bool) -> None:
    chance = random.Random(seed)
    data = bytearray(_GOOD[kind])
    for _ in range(chance.choice((1, 2, 8))):
        data[chance.randrange(4, len(data))] = chance.randrange(256)
    if cut:
        del data[chance.randrange(4, len(data)) :]
    with suppress(ReadError):
        assert isinstance(read(bytes(data), expanded_bytes=10**6, pages=2), Reading)


@settings(max_examples=10, deadline=None)
@given(st.binary(max_size=200))
def test_random_bytes_are_no_picture(data: bytes) -> None:
    with pytest.raises(ReadError):
        read(data)


_NOTICES = Path(__file__).parents[4] / "shared" / "notices"


@needs_font
@pytest.mark.skipif(not _NOTICES.is_dir(), reason="the real notices are not here")
def test_the_first_page_of_a_real_task_table_gives_the_tasks_of_its_text() -> None:
    text = (_NOTICES / "suixi-2021-draft.txt").read_text(encoding="utf-8")
    scan = Image.open(io.BytesIO(write_scan(pieces(text), worse=True)))
    document = document_of(packed(scan, "JPEG", quality=60), "页", "页", LIMITS)
    wanted = parse_document(Document(text=text, sha256="", source=""))
    turned = compare_items(wanted, parse_document(document))
    assert turned.read >= 5
    assert turned.same == turned.read
