from pathlib import Path

from corpus.model import Document
from corpus.settings import Settings
from corpus.store import Store
from eval.cache import Cache
from eval.environment import environment, library_hash, set_hash
from eval.library import fill_from_documents
from eval.respondent import opened

SET = Path(__file__).parents[2] / "eval" / "sets" / "samples.jsonl"
ONE = Document(text="关于补贴的通知\n名单张榜公示。\n", sha256="1" * 64, source="d1")
TWO = Document(text="关于入学的通知\n招生计划五月公布。\n", sha256="2" * 64, source="d2")


def filled(folder, *documents):
    settings = Settings(data_dir=folder, encoder="none")
    fill_from_documents(documents, settings, lambda _done, _total: None)
    return settings, Store.open(settings.store_path)


def test_the_library_s_hash_follows_its_notices_and_not_their_order(tmp_path):
    stores = [filled(tmp_path / str(n), *rows)[1] for n, rows in enumerate([(ONE, TWO), (TWO, ONE), (ONE,)])]
    same, turned, smaller = [library_hash(store) for store in stores]
    for store in stores:
        store.close()
    assert same == turned
    assert same != smaller


def test_the_hash_of_a_folder_follows_every_file_of_the_set(tmp_path):
    (tmp_path / "qrels").mkdir()
    (tmp_path / "corpus.jsonl").write_text("{}", encoding="utf-8")
    before = set_hash(tmp_path)
    (tmp_path / "qrels" / "dev.tsv").write_text("q\td\t1\n", encoding="utf-8")
    assert set_hash(tmp_path) != before


def test_the_environment_says_what_is_needed_to_run_again(tmp_path):
    settings, store = filled(tmp_path, ONE)
    store.close()
    with opened(settings, cache=Cache(tmp_path / "cache")) as respondent:
        found = environment(respondent, SET)
    assert found["settings"]["encoder"] == "none"
    assert found["library"]["notices"] == 1
    assert found["set"] == {"name": "samples.jsonl", "sha256": set_hash(SET)}
    assert found["versions"]["numpy"]
    assert found["machine"]["cores"] >= 1


def test_the_environment_holds_no_path_of_the_machine(tmp_path):
    settings, store = filled(tmp_path, ONE)
    store.close()
    with opened(settings, cache=Cache(tmp_path / "cache")) as respondent:
        found = environment(respondent, SET)
    assert str(tmp_path) not in str(found)
