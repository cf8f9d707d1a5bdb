import numpy as np
import pytest

from corpus.errors import UsageError
from eval import peers

TEXTS = [
    "饮用水水质检测由县水利局牵头",
    "校车安全检查由县教育局负责",
    "养老机构备案",
    "信息公开目录",
    "食品抽检结果",
]
QUESTION = "水质检测由谁牵头"


@pytest.fixture(scope="module")
def vectors():
    return np.eye(len(TEXTS), 8, dtype=np.float32)


def test_both_sides_count(vectors):
    found = peers.build(peers.RANK_BM25, TEXTS, iter([vectors[:2], vectors[2:]]))(QUESTION, vectors[0])
    assert found[0] == 0
    assert sorted(found) == list(range(len(TEXTS)))


def test_vectors_alone_move_a_passage_up(vectors):
    peer = peers.build(peers.RANK_BM25, TEXTS, iter([vectors]))
    assert peer("无关的话", vectors[3])[0] == 3


def test_words_of_the_quick_form_rank_as_those_of_rank_bm25():
    exact, quick = peers.rank_bm25(TEXTS), peers.okapi(TEXTS)
    assert exact(QUESTION) == quick(QUESTION) != []


def test_best_breaks_ties_by_place_and_leaves_out_zero():
    scores = np.zeros(500)
    scores[200:400] = 1.0
    assert peers.best(scores) == list(range(200, 300))
    assert peers.best(np.zeros(3)) == []
    assert peers.best(np.array([0.5, 2.0])) == [1, 0]


def test_an_absent_peer_is_told_in_chinese_with_what_to_do(monkeypatch):
    monkeypatch.setattr(peers, "find_spec", lambda _: None)
    assert "[bench]" in (peers.absent(peers.BM25S) or "")
    with pytest.raises(UsageError, match="没有装 bm25s"):
        peers.build(peers.BM25S, TEXTS, iter([]))


@pytest.mark.filterwarnings("ignore:.*langchain")
@pytest.mark.parametrize("name", [peers.BM25S, peers.LANGCHAIN])
def test_optional_peers_find_the_passage(name, vectors):
    if peers.absent(name):
        pytest.skip("the optional peers are not installed")
    assert peers.build(name, TEXTS, iter([vectors]))(QUESTION, vectors[0])[0] == 0
