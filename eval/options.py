"""Options that commands of `zhengda eval` have in common, and what they open with them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

import click

from corpus.progress import progress_bar
from corpus.settings import Settings
from eval.beir import BeirSet
from eval.cache import Cache
from eval.evaluate import Bench, load_set
from eval.questions import QuestionSet
from eval.variants import PLAIN

_PROBLEMS_TOLD = 50
CACHE = click.option(
    "--cache",
    type=click.Path(path_type=Path, file_okay=False),
    help="缓存文件夹，默认在数据文件夹的 eval-cache。",
)
FRESH = click.option("--fresh", is_flag=True, help="不用缓存里的回答，全部重问。")
TODAY = click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="按哪一天作答，默认今天。")
WITHOUT = click.option("--without", default=PLAIN.name, hidden=True, help="去掉一种成分，看门槛能否发现。")


@contextmanager
def bench(
    settings: Settings, cache: Path | None, fresh: bool, limit: int | None, today: datetime | date | None
) -> Iterator[Bench]:
    """Open what all measurements of a command share, with a progress bar."""
    with progress_bar("评测") as progress:
        yield Bench(
            cache=Cache(cache or settings.data_dir / "eval-cache"), progress=progress, remember=not fresh,
            limit=limit, today=today.date() if isinstance(today, datetime) else today,
        )  # fmt: skip


def read_set(path: Path, notices: Sequence[Path] = ()) -> QuestionSet | BeirSet:
    """Read a set; say on stderr which lines were left out, of very many the first and how many more.

    Args:
        path: of the set.
        notices: where notices that evidence refers to are looked for first.

    Raises:
        UsageError: it is no set, or nothing of it can be used.
    """
    with progress_bar("读题集") as progress:
        found = load_set(path, progress, notices)
    problems = found.left_out
    for line in problems[:_PROBLEMS_TOLD]:
        click.echo(line, err=True)
    if len(problems) > _PROBLEMS_TOLD:
        more = len(problems) - _PROBLEMS_TOLD
        click.echo(f"另有 {more} 行也已略过；问题文件可用 zhengda eval check 看全部。", err=True)
    return found
