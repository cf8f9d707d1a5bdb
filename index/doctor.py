"""Whether the model and the indexes are in order and fit the store."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.doctor import Check, check_folder, check_python, check_store
from corpus.errors import ModelError, StaleIndex, StoreError
from corpus.settings import Settings
from corpus.store import Store

if TYPE_CHECKING:
    from index.generation import Identity

_MODULES = (
    "click", "faiss", "fastapi", "gradio", "icalendar", "jieba", "numpy", "onnx", "onnxruntime", "openpyxl",
    "pydantic", "sentence_transformers", "sqlalchemy", "tantivy", "tokenizers", "torch", "uvicorn",
)  # fmt: skip
_MODEL = "向量模型"
_REPAIR = "请运行 zhengda doctor --repair（平时第一次提问时也会自动重建）。"


def examine(settings: Settings) -> Iterator[Check]:
    """Look at everything; changes nothing but to make the data folder."""
    yield check_python(_MODULES)
    folder = check_folder(settings.data_dir)
    yield folder
    yield check_model(settings)
    if settings.writer:
        address, _, model = settings.writer.partition("#")
        detail = (
            f"{model}，{address}（问题和答案的文字会发到这个地址，最多等 {settings.writer_seconds:g} 秒）"
        )
        yield Check(name="排句模型", sound=True, detail=detail)
    if not folder.sound:
        return
    if not settings.store_path.exists():
        yield Check(name="库文件", sound=True, detail="还没有建库。运行 zhengda ingest 导入通知即可")
        return
    try:
        store = Store.open(settings.store_path)
    except StoreError as error:
        yield Check(name="库文件", sound=False, detail=str(error))
        return
    try:
        checks = list(check_store(store))
        yield from checks
        if all(check.sound for check in checks):
            yield check_index(settings, store)
    finally:
        store.close()


def check_model(settings: Settings) -> Check:
    """Check that the embedding model is there and whole; it is not loaded."""
    from index.encoder import DEFAULT, NONE, REFERENCE
    from index.endpoint import is_endpoint

    name = settings.encoder
    if name in (DEFAULT, REFERENCE):
        return _check_e5(settings.data_dir / "models", fast=name == DEFAULT)
    if name == NONE:
        return Check(name=_MODEL, sound=True, detail="不用（encoder = none，只按词语检索）")
    if is_endpoint(name):
        return Check(name=_MODEL, sound="#" in name, detail=f"{name}（问题和通知的文字会发到这个地址）")
    sound = Path(name).is_dir() or "/" not in name.lstrip("./") or not name.startswith((".", "/", "~"))
    detail = f"{name}（用时载入）" if sound else f"找不到模型文件夹 {name}。请检查设置 encoder。"
    return Check(name=_MODEL, sound=sound, detail=detail)


def _check_e5(models: Path, *, fast: bool) -> Check:
    from index.e5 import ONNX, TORCH, find_source
    from index.model_folder import is_whole

    recipe = ONNX if fast else TORCH
    folder = models / recipe.name
    if is_whole(folder, recipe):
        return Check(name=_MODEL, sound=True, detail=f"{folder}，完好")
    try:
        find_source()
    except ModelError as error:
        return Check(name=_MODEL, sound=False, detail=str(error))
    if folder.exists():
        return Check(name=_MODEL, sound=False, detail=f"{folder} 不完整或已损坏。{_REPAIR}")
    return Check(name=_MODEL, sound=True, detail="尚未解包，第一次使用时自动解包")


def check_index(settings: Settings, store: Store) -> Check:
    """Check that the current indexes are whole and were built from the store as it is now."""
    from index.encoder import is_of
    from index.generation import CURRENT, is_whole, read_manifest

    root = settings.data_dir / "index"
    name = "索引"
    if not store.notices():
        return Check(name=name, sound=True, detail="库是空的，还不需要索引")
    try:
        folder = root / (root / CURRENT).read_text(encoding="utf-8")
        identity, _, _ = read_manifest(folder)
    except (OSError, ValueError, StaleIndex):
        return Check(name=name, sound=False, detail=f"{root} 还没有建好。{_REPAIR}")
    if not is_whole(folder):
        return Check(name=name, sound=False, detail=f"{root} 已损坏。{_REPAIR}")
    difference = _difference(identity, store)
    if difference:
        return Check(name=name, sound=False, detail=f"{root} {difference}。{_REPAIR}")
    if not is_of(identity.model, settings.encoder):
        return _check_switch(root, identity.model, settings.encoder)
    return Check(name=name, sound=True, detail=f"{root}，完好，与库一致")


def _difference(identity: "Identity", store: Store) -> str:
    """Say how what an index was built from differs from what is there now; "" where it does not."""
    from index.held import library_digest

    if identity.sequence != store.sequence:
        return f"停在第 {identity.sequence} 次变更，库已到第 {store.sequence} 次"
    if identity.library != library_digest(store.versions()):
        return "不是由现在的库建的"
    return ""


def _check_switch(root: Path, model: str, setting: str) -> Check:
    """Tell how far a change of model is; one that somebody works at is in order."""
    from index.switching import encoded_line, is_under_way, read_state

    state = read_state(root)
    begun = state if state and (state.former, state.wanted) == (model, setting) else None
    from_to = f"{root} 是用 {model} 建的，设置的模型是 {setting}，{encoded_line(begun)}"
    if begun and is_under_way(root):
        return Check(name="索引", sound=True, detail=f"{from_to}；正在更换，换好之前照旧用 {model} 回答")
    detail = f"{from_to}。请运行 zhengda doctor --repair；运行 zhengda serve 也会在后台换好。"
    return Check(name="索引", sound=False, detail=detail)
