import numpy as np
import pytest
from PIL import Image, ImageDraw

from corpus.readers.scan.tables import RuledGrid, find_grids
from tests.corpus.readers.pictures import page, rule


def grids(image: Image.Image) -> tuple[RuledGrid, ...]:
    return find_grids(np.asarray(image), 20.0)


def spans(grid: RuledGrid) -> list[tuple[int, int, int, int]]:
    return [(cell.row, cell.column, cell.rows, cell.columns) for cell in grid.cells]


def test_a_grid_is_found_with_its_cells() -> None:
    image = page()
    rule(image, (50, 150, 400, 600), (60, 120, 200))
    (grid,) = grids(image)
    assert grid.whole
    assert grid.across == pytest.approx((50, 150, 400, 600), abs=1)
    assert grid.down == pytest.approx((60, 120, 200), abs=1)
    assert spans(grid) == [(row, column, 1, 1) for row in (0, 1) for column in (0, 1, 2)]


def test_merged_cells_are_told_by_the_rules_that_are_not_there() -> None:
    image = page()
    rule(image, (50, 150, 400, 600), (60, 120, 200, 280))
    brush = ImageDraw.Draw(image)
    brush.rectangle((52, 196, 148, 204), fill="white")
    brush.rectangle((146, 63, 154, 117), fill="white")
    (grid,) = grids(image)
    assert grid.whole
    assert spans(grid) == [
        (0, 0, 1, 2),
        (0, 2, 1, 1),
        (1, 0, 2, 1),
        (1, 1, 1, 1),
        (1, 2, 1, 1),
        (2, 1, 1, 1),
        (2, 2, 1, 1),
    ]


def test_a_double_frame_is_one() -> None:
    image = page()
    rule(image, (50, 54, 300, 596, 600), (60, 64, 120, 196, 200))
    (grid,) = grids(image)
    assert len(grid.across) == 3
    assert len(grid.down) == 3


def test_rules_with_gaps_make_cells_that_were_taken_together() -> None:
    image = page()
    rule(image, (50, 150, 400, 600), (60, 120, 200, 280))
    brush = ImageDraw.Draw(image)
    # Gone: between the first two cells of the first row, and between those of the first column.
    brush.rectangle((146, 63, 154, 117), fill="white")
    brush.rectangle((52, 116, 148, 124), fill="white")
    (grid,) = grids(image)
    assert not grid.whole
    assert sum(cell.rows * cell.columns for cell in grid.cells) == 9


def test_frames_lines_and_letters_are_no_tables() -> None:
    image = page()
    brush = ImageDraw.Draw(image)
    brush.rectangle((20, 20, 600, 400), outline=(0, 0, 0), width=2)
    brush.line((40, 100, 580, 100), fill=(0, 0, 0), width=2)
    assert grids(image) == ()
    assert grids(page()) == ()


def test_uneven_light_and_grain_do_not_break_rules() -> None:
    image = page()
    rule(image, (50, 150, 400, 600), (60, 120, 200))
    pixels = np.asarray(image, np.float32) * np.linspace(1, 0.6, 640)[None, :, None]
    grainy = pixels + np.random.default_rng(0).normal(0, 10, (420, 640, 1))
    (grid,) = find_grids(np.clip(grainy, 0, 255).astype(np.uint8), 20.0)
    assert grid.whole
    assert len(grid.cells) == 6
