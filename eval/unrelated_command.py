"""`zhengda eval unrelated`: does the answer before take over a question about something else?"""

import json
from datetime import datetime
from pathlib import Path

import click

from corpus.settings import load_settings
from eval.evaluate import library_for
from eval.options import CACHE, FRESH, TODAY, bench
from eval.questions import QuestionSet
from eval.respondent import opened
from eval.unrelated import Pair, draw, figures, measure
from eval.visible import questions_of

_PATH = click.Path(path_type=Path, exists=True)
_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command(
    "unrelated",
    help="量“上一问带偏下一问”：从题集 SET（可几个）里抽互不相干的两题，先后各问一遍，再单独问后一题。\n\n"
    "印出单独问对的比例、接着问对的比例和被带偏的比例；被带偏的题印到标准错误。",
)
@click.argument("question_sets", metavar="SET...", type=_FILE, nargs=-1, required=True)
@click.option("--notices", type=_PATH, multiple=True, help="只问这些通知；不给则问现有的库。")
@click.option("--library", help="题集里分库的，只取这一库的题（如 samples）。")
@click.option("--pairs", "count", type=click.IntRange(min=1), default=300, show_default=True, help="抽几对。")
@click.option("--seed", type=int, default=0, show_default=True, help="换一个数，换一批对子。")
@CACHE
@FRESH
@TODAY
def unrelated(
    question_sets: tuple[Path, ...], notices: tuple[Path, ...], library: str | None, count: int, seed: int,
    cache: Path | None, fresh: bool, today: datetime | None,
) -> None:  # fmt: skip
    """Ask unrelated questions one after the other."""
    sets = [questions_of(path, library, notices) for path in question_sets]
    drawn = draw([question for each in sets for question in each.questions], count, seed)
    settings = load_settings()
    with bench(settings, cache, fresh, None, today) as shared:
        whole = QuestionSet(source=question_sets[0], questions=tuple(question for _, question in drawn))
        place = library_for(whole, settings, shared, notices)
        with opened(place, cache=shared.cache, today=shared.today, remember=shared.remember) as respondent:
            found = measure(respondent, drawn, shared.progress)
    for pair in found:
        if pair.alone and not pair.after:
            click.echo(_told(pair), err=True)
    click.echo(json.dumps(figures(found), ensure_ascii=False))


def _told(pair: Pair) -> str:
    return f"{pair.question.id}　{pair.before}　→　{pair.question.question}"
