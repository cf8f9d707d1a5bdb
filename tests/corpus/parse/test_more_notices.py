"""What was learned holds on notices of other layouts; the texts lie beside the checkout and may be absent."""

from pathlib import Path

import pytest

from corpus.readers import Limits
from eval.golden import compare_folder, figures
from eval.scoring import Figures

ROOT = Path(__file__).resolve().parents[3]
NOTICES = ROOT.parent / "shared" / "notices-more"
GOLDEN = ROOT / "tests" / "corpus" / "golden" / "more"
pytestmark = pytest.mark.skipif(not NOTICES.is_dir(), reason="通知原文不在")


@pytest.fixture(scope="module")
def found() -> Figures:
    return figures(compare_folder(GOLDEN, NOTICES, Limits()))


def test_items_units_and_deadlines_of_other_layouts_are_read(found: Figures) -> None:
    assert found["extra"] == 0
    assert found["items_right"] >= 155
    # Six rows of tables run together on one line have no units of their own, or a list seen only once.
    assert found["item_f1"] >= 0.98
    assert found["unit_f1"] >= 0.98
    assert found["deadline_share"] >= 0.96


def test_an_item_that_is_read_at_all_is_read_right(found: Figures) -> None:
    for name in ("lead", "responsible", "cooperating", "deadline"):
        assert found[f"{name}_right"] == found["items_right"], name
    assert found["path_share"] == found["span_share"] == found["number_share"] == 1


@pytest.mark.parametrize(
    "name",
    [
        "title", "document_number", "issuing_bodies", "dated_on", "issued_on", "effective_on", "expires_on",
        "stage", "validity", "region", "disclosure",
    ],
)  # fmt: skip
def test_the_head_of_other_layouts_is_read(found: Figures, name: str) -> None:
    assert found[f"{name}_share"] == 1
