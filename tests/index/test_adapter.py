import json
from importlib import resources
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import ModelError
from index import adapter
from index.adapter import Adapter, adapter_for, parse_adapter


def unit(*numbers: float) -> np.ndarray:
    found = np.array(numbers, dtype=np.float32)
    return found / np.linalg.norm(found)


# Sends what points along the first axis a little along the second.
LEANING = Adapter(
    down=np.array([[1.0], [0.0]], dtype=np.float32),
    up=np.array([[0.0, 1.0]], dtype=np.float32),
    shift=np.zeros(2, dtype=np.float32),
)


def test_a_turned_vector_has_length_one_and_leans_as_far_as_it_is_told() -> None:
    question = unit(1.0, 0.0)
    assert LEANING.turn(question, 0.0) == pytest.approx(question)
    assert LEANING.turn(question, 1.0) == pytest.approx(unit(1.0, 1.0))
    half = LEANING.turn(question, 0.5)
    assert np.linalg.norm(half) == pytest.approx(1.0)
    assert half == pytest.approx(unit(1.0, 0.5))
    assert half.dtype == np.float32


def test_the_shipped_one_is_for_the_family_it_was_fitted_on() -> None:
    found = adapter_for("e5-small-int8@0")
    assert found is not None
    assert found.down.shape == (384, found.up.shape[0])
    for name in ("ncp", "msga", "stard"):
        assert name in found.provenance
    assert adapter_for("none") is None
    assert adapter_for("m3e-small@0") is None


@pytest.mark.parametrize(
    "content",
    ["{", "{}", json.dumps({"provenance": "", "down": [[1.0]], "up": [[1.0, 2.0]], "shift": [0.0]})],
)
def test_a_damaged_file_is_said(content: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "adapter-e5-small.json").write_text(content, encoding="utf-8")
    monkeypatch.setattr(resources, "files", lambda _: tmp_path)
    adapter._shipped.cache_clear()
    with pytest.raises(ModelError, match="校正"):
        adapter_for("e5-small")
    adapter._shipped.cache_clear()


def test_what_is_written_is_read_back() -> None:
    parts = {name: getattr(LEANING, name).tolist() for name in ("down", "up", "shift")}
    read = parse_adapter(json.loads(json.dumps({"provenance": "by hand", **parts})))
    assert read.turn(unit(1.0, 0.0), 1.0) == pytest.approx(unit(1.0, 1.0))
    assert read.provenance == "by hand"
