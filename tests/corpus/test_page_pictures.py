import io

import pytest
from PIL import Image

from corpus.errors import UndecodableFile
from corpus.layout import Format
from corpus.originals import keep, size
from corpus.page_pictures import ACROSS, PagePictures
from corpus.readers.ports import Limits
from tests.corpus.readers.made_pdf import lines, pdf


@pytest.fixture
def pictures(tmp_path):
    return PagePictures(tmp_path, Limits())


def test_a_page_of_a_pdf_is_drawn_no_wider_than_allowed(tmp_path, pictures):
    digest = keep(tmp_path, pdf(lines("第一页"), lines("第二页")))
    one, two = (Image.open(io.BytesIO(pictures.picture(digest, Format.PDF, page))) for page in (1, 2))
    assert one.width == two.width == ACROSS
    assert 1.40 < one.height / one.width < 1.43
    assert one.tobytes() != two.tobytes()
    assert one.convert("L").getextrema()[0] < 60


def test_a_giant_page_is_drawn_with_fewer_dots(tmp_path, pictures):
    digest = keep(tmp_path, pdf(lines("长卷"), size=(400.0, 14000.0)))
    drawn = Image.open(io.BytesIO(pictures.picture(digest, Format.PDF, 1)))
    assert drawn.width * drawn.height < 4_100_000


def test_pages_of_a_scan_are_told_apart(tmp_path, pictures):
    file = io.BytesIO()
    first, second = (Image.new("RGB", (1600, 900), colour) for colour in ("white", "red"))
    first.save(file, "TIFF", save_all=True, append_images=[second])
    digest = keep(tmp_path, file.getvalue())
    drawn = Image.open(io.BytesIO(pictures.picture(digest, Format.IMAGE, 2)))
    assert (drawn.width, drawn.height) == (ACROSS, 675)
    assert drawn.getpixel((600, 300))[0] > 200 > 60 > drawn.getpixel((600, 300))[1]


@pytest.mark.parametrize(
    ("format", "page"),
    [(Format.PDF, 0), (Format.PDF, 2), (Format.PDF, 9999), (Format.DOCX, 1), (Format.IMAGE, 1)],
)
def test_what_cannot_be_drawn_is_said(tmp_path, pictures, format, page):
    digest = keep(tmp_path, pdf(lines("只有一页")))
    with pytest.raises(UndecodableFile):
        pictures.picture(digest, format, page)


def test_a_file_that_is_not_kept_is_said(tmp_path, pictures):
    with pytest.raises(UndecodableFile):
        pictures.picture("a" * 64, Format.PDF, 1)
    assert size(tmp_path, "../../etc/passwd") is None


def test_a_page_is_drawn_once(tmp_path, pictures):
    data = pdf(lines("一页"))
    digest = keep(tmp_path, data)
    drawn = pictures.picture(digest, Format.PDF, 1)
    (tmp_path / "originals" / digest[:2] / digest).unlink()
    assert pictures.picture(digest, Format.PDF, 1) is drawn
