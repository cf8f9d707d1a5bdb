import json
from dataclasses import replace

import pytest

from corpus.errors import ModelError, UsageError
from eval.ablation import ablate
from eval.ablation_report import ablation_table
from eval.baselines import dense
from eval.evaluate import load_set
from eval.respondent import opened
from eval.variants import find_variant
from tests.eval.conftest import ROOT, SAMPLES
from tests.eval.tiny_model import make_tiny_model

SET = ROOT / "eval" / "sets" / "samples.jsonl"


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    letters = "".join(path.read_text(encoding="utf-8") for path in SAMPLES.glob("*.txt"))
    return make_tiny_model(tmp_path_factory.mktemp("models") / "tiny", letters)


@pytest.fixture(scope="module")
def measured(sample_settings, bench, model, tmp_path_factory):
    out = tmp_path_factory.mktemp("ablation")
    only = (find_variant("synonyms"),)
    few = replace(bench, limit=12)
    return ablate(load_set(SET), sample_settings, out, few, encoders=[str(model)], variants=only), out


def test_another_model_is_measured_beside_the_shipped_one(measured, model):
    table, out = measured
    assert [row.name for row in table.assistant] == ["whole", "synonyms", "encoder-tiny"]
    assert table.assistant[-1].changes
    made = json.loads((out / "encoder-tiny" / "environment.json").read_text(encoding="utf-8"))
    assert made["encoder"].startswith("tiny@")
    assert made["settings"]["encoder"] == str(model)
    assert table.assistant[-1].figures["verbatim"] == 1.0


def test_its_vectors_are_searched_as_a_baseline_of_their_own(measured):
    labels = [row.label for row in measured[0].search]
    assert "tiny 向量" in labels
    assert "rank-bm25 + tiny（faiss），RRF 等权" in labels
    assert labels.count("rank-bm25（jieba）") == 1
    assert len(set(labels)) == len(labels)
    assert "编码模型 tiny" in ablation_table(measured[0])


def test_vectors_of_the_model_are_kept_under_its_own_name_and_length(sample_settings, bench, model, measured):
    assert measured
    settings = sample_settings.model_copy(update={"encoder": str(model)})
    with opened(settings, cache=bench.cache) as respondent:
        assert respondent.encoder.dimension == 16
        assert {len(vector) for vector in respondent.vectors().values()} == {16}
        ranked = dense(respondent, respondent.encoder, respondent.vectors())("教育入学信息公开由谁牵头")
    assert set(ranked) <= set(respondent.assistant.library().entries)


def test_a_model_that_is_not_there_is_an_error_before_anything_is_measured(sample_settings, bench, tmp_path):
    with pytest.raises(ModelError, match="nowhere"):
        ablate(load_set(SET), sample_settings, tmp_path / "out", bench, encoders=[str(tmp_path / "nowhere")])
    assert not (tmp_path / "out").exists()


def test_two_models_of_one_name_are_refused(sample_settings, bench, tmp_path):
    with pytest.raises(UsageError, match="名称相同"):
        ablate(load_set(SET), sample_settings, tmp_path, bench, encoders=["a/model", "b/model"])


def test_without_context_nothing_that_is_searched_holds_the_title(sample_settings, bench, model):
    settings = sample_settings.model_copy(update={"encoder": str(model)})
    whole, bare = (vectors_used(settings, bench, find_variant(name)) for name in ("whole", "context"))
    assert whole.keys() == bare.keys()
    assert whole != bare
    with opened(settings, cache=bench.cache) as respondent:
        # The whole assistant's indexes are as they were.
        (hit, *_) = respondent.search([("a", "政务公开")], 1)
        assert hit


def vectors_used(settings, bench, variant):
    with opened(settings, cache=bench.cache, variant=variant, remember=False) as respondent:
        generation = respondent.engine._engine.generation
        rows = [generation.rows.row(number) for number in range(len(generation.rows))]
        assert all(bool(row.context.strip()) == (variant.name == "whole") for row in rows)
        vector = respondent.encoder.encode_queries(["政务公开"])[0]
        cosines = generation.dense.cosines(vector, range(len(rows)))
        return {rows[number].id: round(float(cosine), 4) for number, cosine in cosines.items()}
