import jieba
from rank_bm25 import BM25Okapi

from eval.baselines import RRF_K, bm25, fused
from eval.respondent import opened


def test_rank_bm25_ranks_as_the_library_itself_does(sample_settings, bench):
    with opened(sample_settings, cache=bench.cache) as respondent:
        entries = list(respondent.assistant.library().entries.values())
    question = "教育入学信息公开由谁牵头"
    theirs = BM25Okapi([jieba.lcut(entry.quote) for entry in entries])
    best = max(range(len(entries)), key=lambda place: theirs.get_scores(jieba.lcut(question))[place])
    assert bm25(entries)(question)[0] == entries[best].passage.id
    assert bm25(entries)("龘龘") == []


def test_fusion_adds_reciprocal_ranks_and_breaks_ties_by_id():
    rank = fused([lambda _: ["a", "b"], lambda _: ["b", "c", "a"]])
    scores = {"a": 1 / (RRF_K + 1) + 1 / (RRF_K + 3), "b": 1 / (RRF_K + 2) + 1 / (RRF_K + 1)}
    assert scores["b"] > scores["a"]
    assert rank("") == ["b", "a", "c"]
    assert fused([lambda _: ["b"], lambda _: ["a"]])("") == ["a", "b"]
