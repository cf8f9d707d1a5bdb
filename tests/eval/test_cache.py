import pytest

from corpus.errors import UsageError
from corpus.settings import Settings
from eval.cache import Cache, answer_key, code_hash


def test_a_cache_that_cannot_be_made_is_an_error_that_names_the_option(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(UsageError, match="--cache"):
        Cache(tmp_path / "file").answers("k")


def test_what_decides_an_answer_decides_its_key_and_nothing_else(tmp_path):
    settings = Settings(data_dir=tmp_path, encoder="none")

    def key(model="m@1", content="c", variant="whole", today="2026-01-01", **changes):
        return answer_key(settings.model_copy(update=changes), model, content, variant, today)

    assert key(port=9, data_dir=tmp_path / "x", log_level="DEBUG") == key()
    changed = {key(model="m@2"), key(content="d"), key(variant="v")}
    others = changed | {key(today="2026-01-02"), key(answer_threshold=0.9)}
    assert len({key(), *others}) == 6


def test_a_trace_laid_out_otherwise_is_made_anew(tmp_path, monkeypatch):
    settings = Settings(data_dir=tmp_path, encoder="none")
    before = answer_key(settings, "m", "c", "whole", "2026-01-01")
    other = tmp_path / "trace.py"
    other.write_text("# another layout\n", encoding="utf-8")
    monkeypatch.setattr("eval.cache._TRACING", other)
    assert answer_key(settings, "m", "c", "whole", "2026-01-01") != before


def test_a_variant_that_changes_what_is_indexed_has_indexes_of_its_own(tmp_path):
    cache = Cache(tmp_path)
    assert cache.indexes("c", "m", "") != cache.indexes("c", "m", "v") != cache.indexes("d", "m", "v")


def test_the_code_s_digest_tells_packages_apart():
    assert code_hash(("qa",)) == code_hash(("qa",)) != code_hash(("index",))
