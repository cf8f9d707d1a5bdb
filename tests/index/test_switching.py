"""A newly set model takes over without anybody waiting, and no search mixes two models."""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import index
from corpus.errors import ModelError
from corpus.store import Store
from index import switching, upkeep, vectors
from index.encoder import Encoders
from index.engine import EmbeddedEngine
from index.generation import model_in_use
from index.passages import content_digest, encoder_pieces, search_passages
from index.ports import Filter, Hit
from index.switching import Switch, is_under_way, read_state
from tests.index.conftest import add_sample, sample_files
from tests.index.served import HeldServer, write_tiny_model

CHECKOUT = Path(index.__file__).parents[1]
QUESTIONS = ("信息公开由哪个单位负责", "政务公开工作要点", "什么时候完成", "领导小组办公室", "数据局")
_WORDS = "".join(QUESTIONS) + "各级行政机关要依法办理政府申请县市规划教育医疗"
_STEP = 8
Opens = Callable[..., EmbeddedEngine]


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tiny")
    write_tiny_model(folder / "one", _WORDS, 16)
    write_tiny_model(folder / "other", _WORDS, 24)
    return folder


@pytest.fixture(autouse=True)
def _never_small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have libraries of a few notices re-encoded as large ones are, in small steps."""
    monkeypatch.setattr(upkeep, "SMALL", 0)
    monkeypatch.setattr(vectors, "_BATCH", _STEP)
    monkeypatch.setattr(switching, "RETRY_SECONDS", 0.05)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture
def opens(root: Path, store: Store, models_dir: Path) -> Iterator[Opens]:
    engines: list[EmbeddedEngine] = []

    def open_set(setting: object, switch: Switch = Switch.NOW) -> EmbeddedEngine:
        encoders = Encoders(setting=str(setting), models_dir=models_dir)
        engines.append(EmbeddedEngine.open_set(root, store, encoders, switch))
        return engines[-1]

    yield open_set
    for engine in engines:
        engine.close()


def model(engine: EmbeddedEngine) -> str:
    assert engine.generation is not None
    return engine.generation.identity.model


def found(engine: EmbeddedEngine) -> dict[str, tuple[Hit, ...]]:
    return {question: engine.search(question, k=1000) for question in QUESTIONS}


def notices(engine: EmbeddedEngine, question: str = "工作") -> set[str]:
    return {hit.notice_id for hit in engine.search(question, k=1000)}


def ids(store: Store) -> set[str]:
    return {notice.id for notice in store.notices()}


def texts(store: Store) -> dict[str, str]:
    pieces = (text for passage in search_passages(store) for text in encoder_pieces(passage))
    return {content_digest(text): text for text in pieces}


def finish(engine: EmbeddedEngine) -> None:
    assert engine._switcher is not None
    engine._switcher.join(60)
    assert not engine._switcher.is_alive()


def wait_until(holds: Callable[[], bool]) -> None:
    for _ in range(6000):
        if holds():
            return
        time.sleep(0.01)
    raise AssertionError


def wait_for_problem(engine: EmbeddedEngine) -> None:
    wait_until(lambda: engine.switching is not None and bool(engine.switching.problem))


@pytest.mark.parametrize(
    ("former", "wanted"),
    [("one", "other"), ("none", "one"), ("one", "none"), ("none", "e5-small"), ("e5-small", "one")],
)
def test_each_kind_of_model_gives_way_to_each_other(
    former: str, wanted: str, opens: Opens, models: Path, tmp_path: Path, store: Store, models_dir: Path
) -> None:
    place = {name: models / name for name in ("one", "other")}
    before = opens(place.get(former, former))
    engine = opens(place.get(wanted, wanted), Switch.MEANWHILE)
    finish(engine)
    assert engine.switching is None
    encoders = Encoders(setting=str(place.get(wanted, wanted)), models_dir=models_dir)
    anew = EmbeddedEngine.open_set(tmp_path / "anew", store, encoders, Switch.NOW)
    assert model(engine) == model(anew) != model(before)
    for question, hits in found(anew).items():
        cosines = {hit.passage_id: hit.cosine for hit in engine.search(question, k=1000)}
        assert {hit.passage_id: hit.cosine for hit in hits} == pytest.approx(cosines, abs=1e-5)
    anew.close()


def test_the_former_model_answers_until_the_new_one_is_complete(
    opens: Opens, models: Path, server: HeldServer, root: Path, store: Store
) -> None:
    former = opens(models / "one")
    expected = found(former)
    server.hold_after(2)
    engine = opens(server.setting, Switch.MEANWHILE)
    assert server.reached.wait(60)
    assert found(engine) == expected
    state = engine.switching
    assert state is not None
    assert (state.former, state.wanted) == (model(former), server.setting)
    assert (state.done, state.total, state.problem) == (2 * _STEP, len(texts(store)), "")
    assert read_state(root) == state
    assert is_under_way(root)
    server.go_on()
    finish(engine)
    assert model(engine) == server.setting
    assert found(engine) != expected
    assert (read_state(root), is_under_way(root)) == (None, False)


def test_no_search_pairs_a_question_of_one_model_with_passages_of_the_other(
    opens: Opens, models: Path, server: HeldServer
) -> None:
    before = found(opens(models / "one"))
    server.hold_after(2)
    engine = opens(server.setting, Switch.MEANWHILE)
    seen: list[dict[str, tuple[Hit, ...]]] = []
    failed: list[BaseException] = []
    stop = threading.Event()

    def ask() -> None:
        try:
            while not stop.is_set():
                seen.append({question: engine.search(question, k=1000) for question in QUESTIONS[:2]})
        except BaseException as error:  # noqa: BLE001 shown by the assertion below
            failed.append(error)

    threads = [threading.Thread(target=ask) for _ in range(2)]
    for thread in threads:
        thread.start()
    assert server.reached.wait(60)
    server.go_on()
    finish(engine)
    after = found(engine)
    wait_until(lambda: bool(failed) or seen[-1] == {question: after[question] for question in QUESTIONS[:2]})
    stop.set()
    for thread in threads:
        thread.join()
    assert failed == []
    for answers in seen:
        for question, hits in answers.items():
            assert hits in (before[question], after[question])
    assert seen[0][QUESTIONS[0]] == before[QUESTIONS[0]] != after[QUESTIONS[0]]


def test_changes_of_the_library_are_found_by_the_former_model_and_then_by_the_new_one(
    opens: Opens, models: Path, server: HeldServer, store: Store
) -> None:
    opens(models / "one")
    server.hold_after(2)
    engine = opens(server.setting, Switch.MEANWHILE)
    assert server.reached.wait(60)
    gone = min(ids(store))
    add_sample(store, sample_files()[5])
    store.remove(gone)
    assert engine.refresh() is True
    assert notices(engine) == ids(store)
    assert model(engine).startswith("one@")
    server.go_on()
    finish(engine)
    assert model(engine) == server.setting
    assert notices(engine) == ids(store)
    assert all(hit.cosine != 0.0 for hit in engine.search("工作", k=1000))
    assert set(texts(store).values()) <= set(server.encoded)


def test_a_closed_engine_leaves_the_rest_for_later(
    opens: Opens, models: Path, server: HeldServer, store: Store, root: Path
) -> None:
    opens(models / "one")
    server.hold_after(2)
    engine = opens(server.setting, Switch.MEANWHILE)
    assert server.reached.wait(60)
    closing = threading.Thread(target=engine.close)
    closing.start()
    assert engine._closing.wait(60)
    server.go_on()
    closing.join(60)
    assert len(store.vectors(server.setting)) == 3 * _STEP == len(server.encoded)
    assert model_in_use(root) is not None
    assert str(model_in_use(root)).startswith("one@")
    assert not list(root.glob("compact-*"))
    later = opens(server.setting, Switch.MEANWHILE)
    finish(later)
    assert model(later) == server.setting
    assert len(server.encoded) == len(texts(store))


def test_who_only_asks_leaves_the_change_to_others(
    opens: Opens, models: Path, server: HeldServer, store: Store
) -> None:
    expected = found(opens(models / "one"))
    asking = opens(server.setting, Switch.LEAVE)
    assert found(asking) == expected
    assert asking.switching is not None
    assert (server.encoded, store.vectors(server.setting)) == ([], {})


def test_a_change_that_is_waited_for_shows_how_far_it_is(
    opens: Opens, models: Path, server: HeldServer, store: Store, root: Path, models_dir: Path
) -> None:
    opens(models / "one")
    told: list[tuple[int, int]] = []
    encoders = Encoders(setting=server.setting, models_dir=models_dir)
    engine = EmbeddedEngine.open_set(
        root, store, encoders, Switch.NOW, lambda done, total: told.append((done, total))
    )
    assert model(engine) == server.setting
    assert (told[0], told[-1]) == ((0, len(texts(store))), (len(texts(store)),) * 2)
    assert told == sorted(told)
    engine.close()


def test_a_model_that_cannot_be_loaded_is_an_error_for_who_waits_and_none_for_who_answers(
    opens: Opens, models: Path, tmp_path: Path, store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    former = opens(models / "one")
    add_sample(store, sample_files()[5])
    with pytest.raises(ModelError, match="请检查设置 encoder"):
        opens(tmp_path / "missing")
    former.refresh()
    expected = found(former)
    for setting in (tmp_path / "missing", "http://127.0.0.1:9/v1/embeddings"):
        engine = opens(setting, Switch.MEANWHILE)
        wait_for_problem(engine)
        assert engine.switching is not None
        assert "请检查设置 encoder" in engine.switching.problem or "#模型名" in engine.switching.problem
        assert found(engine) == expected
        assert notices(engine) == ids(store)
        engine.close()
    assert "照旧用 one@" in caplog.text
    assert found(opens(tmp_path / "missing", Switch.LEAVE)) == expected


def test_a_service_that_comes_back_is_gone_on_with(opens: Opens, models: Path, server: HeldServer) -> None:
    opens(models / "one")
    server.refusing = True
    engine = opens(server.setting, Switch.MEANWHILE)
    wait_for_problem(engine)
    server.refusing = False
    finish(engine)
    assert model(engine) == server.setting


def test_an_unforeseen_failure_is_told_and_tried_again(
    opens: Opens, models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("out of memory")

    expected = found(opens(models / "one"))
    with monkeypatch.context() as failing:
        failing.setattr(switching, "encode_ahead", fail)
        engine = opens(models / "other", Switch.MEANWHILE)
        wait_for_problem(engine)
        assert found(engine) == expected
    finish(engine)
    assert model(engine).startswith("other@")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has a niceness of threads")
def test_only_the_thread_that_encodes_lets_others_go_first(
    opens: Opens, models: Path, server: HeldServer
) -> None:
    opens(models / "one")
    server.hold_after(1)
    before = os.getpriority(os.PRIO_PROCESS, 0)
    engine = opens(server.setting, Switch.MEANWHILE)
    assert server.reached.wait(60)
    assert engine._switcher is not None
    assert engine._switcher.native_id is not None
    assert os.getpriority(os.PRIO_PROCESS, engine._switcher.native_id) == min(19, before + 10)
    assert os.getpriority(os.PRIO_PROCESS, threading.get_native_id()) == before


def test_an_engine_opened_before_follows_and_undoes_nothing(
    opens: Opens, models: Path, store: Store, root: Path
) -> None:
    old = opens(models / "one", Switch.MEANWHILE)
    opens(models / "other")
    assert model(old).startswith("one@")
    add_sample(store, sample_files()[5])
    assert old.refresh() is True
    assert model(old).startswith("other@")
    assert notices(old) == ids(store)
    assert str(model_in_use(root)).startswith("other@")


def test_an_engine_that_cannot_follow_goes_on_with_what_it_has(
    opens: Opens, models: Path, store: Store, root: Path, tmp_path: Path
) -> None:
    old = opens(models / "one")
    expected = found(old)
    shutil.copytree(models / "other", tmp_path / "moved")
    opens(tmp_path / "moved").close()
    shutil.rmtree(tmp_path / "moved")
    add_sample(store, sample_files()[5])
    assert old.refresh() is False
    assert found(old) == expected
    assert str(model_in_use(root)).startswith("moved@")


def test_a_full_build_beside_never_undoes_a_change_of_model(opens: Opens, models: Path, root: Path) -> None:
    old = opens(models / "one")
    opens(models / "other")
    assert old._upkeep.compact(threading.Event()) is False
    assert str(model_in_use(root)).startswith("other@")


@pytest.mark.parametrize("reason", ["its model is gone", "small", "another library", "another address"])
def test_what_cannot_answer_meanwhile_is_built_at_once(
    reason: str, opens: Opens, models: Path, store: Store, tmp_path: Path, server: HeldServer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    shutil.copytree(models / "one", tmp_path / "one")
    opens(server.setting if reason == "another address" else tmp_path / "one").close()
    asked = len(server.encoded)
    if reason == "its model is gone":
        shutil.rmtree(tmp_path / "one")
    elif reason == "small":
        monkeypatch.setattr(upkeep, "SMALL", 10_000)
    elif reason == "another library":
        for number, notice_id in enumerate(sorted(ids(store))):
            store.remove(notice_id)
            add_sample(store, sample_files()[4 + number])
    engine = opens(models / "other", Switch.LEAVE)
    assert (model(engine).split("@")[0], engine.switching) == ("other", None)
    assert notices(engine) == ids(store)
    assert len(server.encoded) == asked


def test_a_generation_that_does_not_tell_its_setting_is_opened_by_its_name(
    opens: Opens, models: Path, root: Path
) -> None:
    expected = found(opens("e5-small"))
    (manifest,) = root.glob("gen-*/manifest.json")
    content = manifest.read_text("utf-8")
    assert '"setting": "e5-small"' in content
    manifest.write_text(content.replace('"setting": "e5-small"', '"setting": ""'), "utf-8")
    assert found(opens(models / "one", Switch.LEAVE)) == expected


def test_no_key_is_written(server: HeldServer, root: Path, store: Store) -> None:
    encoders = Encoders(setting=server.setting, models_dir=root, key="sesame")
    EmbeddedEngine.open_set(root, store, encoders, Switch.NOW).close()
    assert not any(b"sesame" in path.read_bytes() for path in root.rglob("*") if path.is_file())
    assert "sesame" not in repr(encoders)


PROGRAM = """
import sys
from pathlib import Path
from corpus.store import Store
from index import switching, upkeep, vectors
from index.encoder import Encoders
from index.engine import EmbeddedEngine
from index.switching import Switch

root, database, setting, step = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], int(sys.argv[4])
upkeep.SMALL, vectors._BATCH, switching.RETRY_SECONDS = 0, step, 0.05
encoders = Encoders(setting=setting, models_dir=root)
engine = EmbeddedEngine.open_set(root, Store.open(database), encoders, Switch.MEANWHILE)
engine._switcher.join()
print(engine.generation.identity.model, *sorted({hit.notice_id for hit in engine.search("工作", k=1000)}))
engine.close()
"""


def serving(root: Path, store: Store, setting: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", PROGRAM, str(root), str(store.path), setting, str(_STEP)]
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    return subprocess.Popen(command, cwd=CHECKOUT, env=environment, stdout=subprocess.PIPE, text=True)


def test_killed_while_it_encodes_it_goes_on_with_the_rest(
    opens: Opens, server: HeldServer, store: Store, root: Path
) -> None:
    expected = found(opens("none"))
    server.hold_after(3)
    process = serving(root, store, server.setting)
    assert server.reached.wait(60)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    server.go_on()
    assert len(store.vectors(server.setting)) == 3 * _STEP
    asking = opens(server.setting, Switch.LEAVE)
    assert found(asking) == expected
    assert asking.switching is not None
    assert asking.switching.done == 3 * _STEP
    assert not is_under_way(root)
    server.encoded.clear()
    engine = opens(server.setting)
    assert model(engine) == server.setting
    assert len(server.encoded) == len(texts(store)) - 3 * _STEP


def test_of_two_processes_one_encodes_and_both_change_over(
    opens: Opens, server: HeldServer, store: Store, root: Path
) -> None:
    opens("none").close()
    server.hold_after(3)
    process = serving(root, store, server.setting)
    assert server.reached.wait(60)
    second = opens(server.setting, Switch.MEANWHILE)
    add_sample(store, sample_files()[5])
    # What `zhengda ingest` does: the change is taken in, and another process's work is not waited for.
    ingesting = opens(server.setting)
    assert (model(ingesting), notices(ingesting)) == ("none", ids(store))
    assert ingesting.switching is not None
    assert second.refresh() is True
    assert notices(second) == ids(store)
    server.go_on()
    printed = process.communicate(timeout=60)[0].split()
    finish(second)
    assert printed == [server.setting, *sorted(ids(store))]
    assert (model(second), notices(second)) == (server.setting, ids(store))
    passages = set(texts(store).values())
    assert sorted(text for text in server.encoded if text in passages) == sorted(passages)
    assert second.search("工作", filter=Filter(notice_ids=(max(ids(store)),)))
