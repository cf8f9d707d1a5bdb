"""What was learned holds on notices of other layouts; the texts lie beside the checkout and may be absent."""

from pathlib import Path

import pytest

from corpus.readers import Limits
from eval.golden import compare_folder, figures

ROOT = Path(__file__).resolve().parents[3]
NOTICES = ROOT.parent / "shared" / "notices-more"
GOLDEN = ROOT / "tests" / "corpus" / "golden" / "more"


@pytest.mark.skipif(not NOTICES.is_dir(), reason="通知原文不在")
def test_items_units_and_deadlines_of_other_layouts_are_read() -> None:
    found = figures(compare_folder(GOLDEN, NOTICES, Limits()))
    assert found["extra"] == 0
    assert found["items_right"] >= 148
    assert (
        found["lead_right"]
        == found["responsible_right"]
        == found["cooperating_right"]
        == found["items_right"]
    )
    assert found["deadline_right"] >= 146
    assert found["path_share"] == found["span_share"] == found["number_share"] == 1
