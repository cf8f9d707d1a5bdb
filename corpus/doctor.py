"""Whether the machine, the data folder and the store are in order."""

import hashlib
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from corpus.errors import StoreError
from corpus.model import Notice, Span
from corpus.store import Store
from corpus.why import why

_PYTHON = (3, 11)
_LEAST_FREE_MB = 500
_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that was looked at.

    Attributes:
        name: what was looked at.
        sound: whether it is in order.
        detail: what was found, and where it is not in order what to do.
    """

    name: str
    sound: bool
    detail: str


def check_python(modules: Sequence[str]) -> Check:
    """Check the Python version and that the modules can be found; none is imported."""
    version = ".".join(map(str, sys.version_info[:3]))
    missing = [name for name in modules if find_spec(name) is None]
    if sys.version_info < _PYTHON:
        return Check(name="Python", sound=False, detail=f"版本 {version} 太旧。请改用 3.11 或更新的版本。")
    if missing:
        detail = f"缺少组件 {'、'.join(missing)}。请重新安装：pip install zhengda。"
        return Check(name="Python", sound=False, detail=detail)
    return Check(name="Python", sound=True, detail=f"{version}，组件齐全")


def check_folder(data_dir: Path) -> Check:
    """Check that the data folder can be written and has room."""
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=data_dir):
            free = shutil.disk_usage(data_dir).free // 1024**2
    except OSError as error:
        detail = f"{data_dir} 不能写（{why(error)}）。请检查权限，或用 --data-dir 换一个文件夹。"
        return Check(name="数据文件夹", sound=False, detail=detail)
    if free < _LEAST_FREE_MB:
        detail = f"{data_dir} 只剩 {free} MB，至少要 {_LEAST_FREE_MB} MB。请腾出空间。"
        return Check(name="数据文件夹", sound=False, detail=detail)
    return Check(name="数据文件夹", sound=True, detail=f"{data_dir}，可写，剩余 {free} MB")


def check_store(store: Store) -> Iterator[Check]:
    """Check the store's file, and that every text and every place in it is as it was read."""
    try:
        damage = store.damage()
        if damage:
            detail = f"{'；'.join(damage[:_SHOWN])}。请从备份恢复 {store.path}，或移走它后重新导入。"
            yield Check(name="库文件", sound=False, detail=detail)
            return
        notices = store.notices()
        yield Check(name="库文件", sound=True, detail=f"{store.path}，完好，{len(notices)} 份通知")
        wrong = [fault for notice in notices for fault in _faults(store, notice)]
    except StoreError as error:
        yield Check(name="库文件", sound=False, detail=str(error))
        return
    if wrong:
        more = f" 等 {len(wrong)} 处" if len(wrong) > _SHOWN else ""
        detail = f"{'；'.join(wrong[:_SHOWN])}{more}。请重新导入这些通知的原文件。"
        yield Check(name="原文位置", sound=False, detail=detail)
    else:
        yield Check(name="原文位置", sound=True, detail="每份原文、每条任务和每段引文的位置都对得上")


def _faults(store: Store, notice: Notice) -> Iterator[str]:
    """Name what does not fit in one notice."""
    text = store.text(notice.id)
    if hashlib.sha256(text.encode("utf-8")).hexdigest() != notice.sha256:
        yield f"通知 {notice.id} 的原文与校验值不符"
        return
    if not _within(notice.span, Span(0, len(text))):
        yield f"通知 {notice.id} 超出原文"
    for passage in store.passages(notice.id):
        if not _within(passage.span, notice.span):
            yield f"段落 {passage.id} 超出通知"
    for item in store.items(notice.id):
        if not _within(item.span, notice.span) or not _within(item.text_span, item.span):
            yield f"任务 {item.id} 超出通知"


def _within(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start <= inner.end <= outer.end
