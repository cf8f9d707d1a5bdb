import json
from importlib import resources

import numpy as np
import pytest

from corpus.errors import ModelError
from index import ranker
from index.ranker import HYBRID, LEXICAL, load_ranker, parse_ranker

# x <= 1 -> 10; else y <= 2 -> 20, else 30; and a tree that is a single leaf.
TWO = {
    "provenance": "by hand",
    "features": {"x": 0.5, "y": 1.0},
    "trees": [
        {"nodes": [["x", 1.0, -1, 1], ["y", 2.0, -2, -3]], "leaves": [10.0, 20.0, 30.0]},
        {"nodes": [], "leaves": [1.0]},
    ],
}


def columns(*rows: tuple[float, float]) -> dict[str, np.ndarray]:
    return {"x": np.array([row[0] for row in rows]), "y": np.array([row[1] for row in rows])}


def test_a_candidate_goes_down_to_a_leaf_of_every_tree() -> None:
    scores = parse_ranker(TWO).score(columns((1.0, 9.0), (1.1, 2.0), (1.1, 2.1)))
    assert scores.tolist() == [11.0, 21.0, 31.0]


def test_a_feature_left_out_is_held_at_what_it_usually_is() -> None:
    scores = parse_ranker(TWO).score(columns((5.0, 9.0), (5.0, 1.0)), without=("x",))
    assert scores.tolist() == [11.0, 11.0]
    assert parse_ranker(TWO).score(columns((5.0, 9.0)), without=("y",)).tolist() == [21.0]


def test_a_difference_in_the_last_bit_changes_nothing() -> None:
    scores = parse_ranker(TWO).score(columns((np.nextafter(1.0, 2.0), 9.0), (1.0, 9.0)))
    assert scores[0] == scores[1]


@pytest.mark.parametrize("side", [HYBRID, LEXICAL])
def test_the_shipped_rankers_say_where_they_come_from_and_ask_for_known_features(side: str) -> None:
    found = load_ranker(side)
    for name in ("ncp", "msga", "stard", "交叉验证"):
        assert name in found.provenance
    assert any("cosine" in name for name in found.names) == (side == HYBRID)
    assert found.feature.shape[1] == len(found.value) >= 50


@pytest.mark.parametrize(
    "content", ["{", "{}", json.dumps({**TWO, "trees": [{"nodes": [["z", 0, -1, -1]]}]})]
)
def test_a_damaged_file_is_said(content: str, monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    (tmp_path / "data").mkdir()  # type: ignore[operator]
    (tmp_path / "data" / "ranker-odd.json").write_text(content, encoding="utf-8")  # type: ignore[operator]
    monkeypatch.setattr(resources, "files", lambda _: tmp_path)
    with pytest.raises(ModelError, match=r"ranker-odd\.json 不可用"):
        ranker.load_ranker("odd")
    ranker.load_ranker.cache_clear()
