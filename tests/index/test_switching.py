"""A newly set model takes over without anybody waiting, and no search mixes two models."""

import os
import shutil
import sys
import threading
from pathlib import Path

import pytest

from corpus.errors import ModelError
from corpus.store import Store
from index import switching, upkeep
from index.encoder import Encoders
from index.engine import EmbeddedEngine
from index.generation import model_in_use
from index.ports import Hit
from index.switching import Switch, is_under_way, read_state
from tests.index.conftest import add_sample, sample_files
from tests.index.served import HeldServer
from tests.index.switched import (
    QUESTIONS,
    STEP,
    Opens,
    finish,
    found,
    ids,
    model,
    notices,
    texts,
    wait_for_problem,
    wait_until,
)  # fmt: skip

pytestmark = pytest.mark.usefixtures("never_small")


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
    assert (state.done, state.total, state.problem) == (2 * STEP, len(texts(store)), "")
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
    assert any(hit.cosine != 0.0 for hit in engine.search("工作", k=1000))
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
    assert len(store.vectors(server.setting)) == 3 * STEP == len(server.encoded)
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
