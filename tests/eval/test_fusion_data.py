import json

import pytest

from eval.fit_fusion import GROUPS, cross_validated, fit, members, rank
from eval.fusion_data import retrieval_sample
from index.ranker import HYBRID, LEXICAL

TOPICS = (
    "校车安全",
    "河道采砂",
    "养老备案",
    "食品抽检",
    "危房改造",
    "公积金缴存",
    "残疾人补贴",
    "招生信息",
    "空气监测",
    "惠企政策",
)


@pytest.fixture(scope="module")
def samples(tmp_path_factory, silent):
    """A set of our own: ten documents of two passages, twenty questions."""
    folder, work = tmp_path_factory.mktemp("set") / "own", tmp_path_factory.mktemp("work")
    (folder / "qrels").mkdir(parents=True)
    documents = [
        {
            "_id": f"d{n}",
            "title": f"{topic}办法",
            "text": f"{topic}由第{n}科承办。\n{topic}的截止日期是{n + 1}月{n + 2}日。",
        }
        for n, topic in enumerate(TOPICS)
    ]
    queries = [
        {"_id": f"q{n}{kind}", "text": topic + asked, "metadata": {"answer": answer.format(n, n + 1, n + 2)}}
        for n, topic in enumerate(TOPICS)
        for kind, asked, answer in (("a", "由谁承办", "第{0}科"), ("b", "什么时候截止", "{1}月{2}日"))
    ]
    qrels = ["query-id\tcorpus-id\tscore", *(f"{row['_id']}\td{row['_id'][1]}\t1" for row in queries)]
    for name, rows in (("corpus", documents), ("queries", queries)):
        text = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
        (folder / f"{name}.jsonl").write_text(text, encoding="utf-8")
    (folder / "qrels" / "dev.tsv").write_text("\n".join(qrels), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("ZHENGDA_ENCODER", "none")
        patched.setenv("ZHENGDA_DATA_DIR", str(work / "data"))
        first = retrieval_sample(folder, work, silent)
        again = retrieval_sample(folder, work, silent)
    assert [search.passages for search in first[LEXICAL].searches] == [
        search.passages for search in again[LEXICAL].searches
    ]
    return first


def test_every_question_is_searched_and_its_candidates_are_labelled(samples):
    found = samples[LEXICAL]
    assert len(found.searches) == 2 * len(TOPICS)
    for search in found.searches:
        assert search.features.shape == (len(search.passages), len(found.names))
        assert max(search.labels) == 2
        right = search.labels.index(2)
        assert search.documents[right] in search.gains
        assert search.holds[right]


def test_a_ranking_is_judged_by_documents_and_by_the_first_passage(samples):
    search = samples[LEXICAL].searches[0]
    best, worst = [float(label) for label in search.labels], [-float(label) for label in search.labels]
    assert search.figures(best) == {"ndcg@10": 1.0, "holds@1": 1.0}
    assert search.figures(worst)["holds@1"] == 0.0


def test_folds_part_the_questions_and_cross_validation_judges_each(samples):
    found = samples[LEXICAL]
    assert len({search.fold for search in found.searches}) > 1
    figures = cross_validated(found.searches, found.names)["own"]
    assert 0.5 < figures["ndcg@10"] <= 1.0
    trees = fit(found.searches, found.names)
    assert rank(trees, found.searches, found.names)["own"]["ndcg@10"] > 0.5


def test_every_group_has_features_and_every_feature_a_group(samples):
    names = samples[HYBRID].names
    assert all(members(group, names) for group in GROUPS if group != "向量")
    assert set(names) == {name for group in GROUPS for name in members(group, names)}
