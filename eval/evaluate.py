"""One set, measured: a question file over notices or the user's library, or a BEIR folder on its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from corpus.errors import UsageError
from corpus.ingest import Progress
from corpus.settings import Settings
from corpus.store import Store
from eval.beir import BeirSet, is_beir, load_beir
from eval.cache import Cache
from eval.folder import RunFolder
from eval.questions import QuestionSet, load_questions, silent
from eval.respondent import opened
from eval.retrieval import run_retrieval
from eval.run import run_questions
from eval.scoring import Figures
from eval.scratch import library_of_beir, library_of_files
from eval.variants import PLAIN, Variant


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """What does not change from one measurement to the next.

    Attributes:
        cache: where vectors, libraries and answers are kept.
        progress: told as questions are answered.
        today: the day that counts; the clock's where None.
        remember: whether answers of former runs are taken.
        limit: at most so many questions.
    """

    cache: Cache
    progress: Progress
    today: date | None = None
    remember: bool = True
    limit: int | None = None


def load_set(path: Path, progress: Progress = silent, notices: Sequence[Path] = ()) -> QuestionSet | BeirSet:
    """Read a set: a question file or a BEIR folder; what cannot be used is listed in its `problems`.

    Args:
        path: of the set.
        progress: told while a question file is read.
        notices: where notices that evidence refers to are looked for first.

    Raises:
        UsageError: it is neither, or nothing of it can be used.
    """
    if not path.is_dir():
        return load_questions(path, progress, notices)
    if not is_beir(path):
        raise UsageError(f"{path} 不是 BEIR 文件夹；里面应有 corpus.jsonl、queries.jsonl 和 qrels/*.tsv。")
    return load_beir(path)


def library_for(
    found: QuestionSet | BeirSet, settings: Settings, bench: Bench, notices: Sequence[Path] = ()
) -> Settings:
    """Return settings over the library that a set is asked over.

    Args:
        found: the set.
        settings: encoder and thresholds; their own library is asked where nothing else is said.
        bench: where scratch libraries lie.
        notices: files and folders of notices that a question file is asked over.

    Raises:
        UsageError: a notice cannot be read, or there are none and the settings' library is empty.
    """
    if isinstance(found, BeirSet):
        return library_of_beir(found, settings, bench.cache, bench.progress)
    if notices:
        return library_of_files(notices, settings, bench.cache)
    _require_notices(settings)
    return settings


def _require_notices(settings: Settings) -> None:
    """Refuse to ask an empty library: every figure would be 0 and say nothing."""
    store = Store.open(settings.store_path)
    try:
        if not store.notices():
            raise UsageError(
                "库里还没有通知，无从评测；请先用 zhengda ingest 读入，或用 --notices 指定通知。"
            )
    finally:
        store.close()


def evaluate(
    found: QuestionSet | BeirSet,
    settings: Settings,
    folder: RunFolder,
    bench: Bench,
    variant: Variant = PLAIN,
) -> Figures:
    """Measure a set over the library of some settings and write the run's folder.

    Args:
        found: the set.
        settings: from `library_for`.
        folder: gets the files of the run.
        bench: see `Bench`.
        variant: what is changed for this measurement.

    Returns:
        The figures, as in metrics.json.
    """
    with opened(
        settings, cache=bench.cache, variant=variant, today=bench.today, progress=bench.progress,
        remember=bench.remember,
    ) as respondent:  # fmt: skip
        if isinstance(found, BeirSet):
            return run_retrieval(found, respondent, folder, bench.progress, bench.limit)
        return run_questions(respondent, found, folder, bench.progress, bench.limit)
