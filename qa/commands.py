"""`zhengda ask` and `zhengda receipt`: questions from the command line."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import click

from corpus.errors import UsageError
from corpus.json_records import Record
from corpus.progress import progress_bar
from corpus.settings import load_settings
from corpus.store import Store
from qa.answer import Answer
from qa.explain import explain_text
from qa.question_file import Asked, QuestionFile, encodable, read_questions
from qa.receipt_now import with_now
from qa.receipts import read_receipt
from qa.record import answer_record
from qa.show import answer_text, receipt_text
from qa.trace import Trace
from qa.trace_record import trace_record

_EXAMPLE = 'zhengda ask "某县财政信息公开由谁牵头？"'


@click.command(
    "ask",
    short_help="提问，给出逐字引证的回答",
    help="提问，给出牵头、责任、配合单位、时限和逐字引文；库里没有的就说没有，并说明怎么办。\n\n"
    f"例：{_EXAMPLE}\n\n"
    "加 --questions FILE.jsonl 一次回答一批（每行一个 JSON，至少有 question，可有 id；"
    "接着前面某一行追问的，用 after 写那一行的 id），结果每行一个 JSON。",
)
@click.argument("question", required=False)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON（契约 answer.schema.json）。")
@click.option(
    "--questions", "file", type=click.Path(path_type=Path, dir_okay=False), help="问题文件，每行一个 JSON。"
)
@click.option("--region", help="问题没写地方时按这个地方找。")
@click.option("--after", metavar="回执", help="接着这次回答往下问，例如“那什么时候完成？”。")
@click.option("--explain", is_flag=True, help="再列出经过：每一步、用时、候选段落和取舍的原因。")
@click.pass_context
def ask(
    context: click.Context,
    question: str | None,
    as_json: bool,
    file: Path | None,
    region: str | None,
    after: str | None,
    explain: bool,
) -> None:
    """Answer one question, or a file of them."""
    if (question is None) == (file is None):
        raise UsageError(f"请给出一个问题，例如 {_EXAMPLE}；或用 --questions 给出问题文件。")
    asked = read_questions(file) if file else QuestionFile((Asked(question=encodable(question or "")),), ())
    for problem in asked.problems:
        click.echo(problem, err=True)
    for answer, trace in _answers(asked.questions, region, after, batch=file is not None):
        told = trace_record(trace, answer) if explain else None
        click.echo(_line(answer, told) if as_json or file else _text(answer, told))
    context.exit(1 if asked.problems else 0)


def _answers(
    asked: tuple[Asked, ...], region: str | None, after: str | None, *, batch: bool
) -> Iterator[tuple[Answer, Trace]]:
    from index import Switch
    from index.switching import switching_line
    from qa.opening import open_assistant

    settings = load_settings()
    with progress_bar("编码通知") as encoding:
        assistant = open_assistant(settings, progress=encoding, switch=Switch.LEAVE)
    try:
        if assistant.switching:
            click.echo(switching_line(assistant.switching), err=True)
        if not assistant.store.notices():
            raise UsageError(
                "库里还没有通知。请先运行 zhengda ingest 文件夹，或 zhengda ingest --samples 试用示例。"
            )
        with _counted(batch) as count:
            receipts: dict[str | None, str] = {}
            for done, each in enumerate(asked, 1):
                before = receipts.get(each.after) if each.after else after
                answer, trace = assistant.explain(each.question, id=each.id, region=region, after=before)
                receipts[each.id] = answer.receipt
                yield answer, trace
                count(done, len(asked))
    finally:
        assistant.close()


@contextmanager
def _counted(batch: bool) -> Iterator[Callable[[int, int], None]]:
    if not batch:
        yield lambda _done, _total: None
        return
    with progress_bar("回答问题") as progress:
        yield progress


def _line(answer: Answer, told: Record | None) -> str:
    record = answer_record(answer)
    return json.dumps(record if told is None else {**record, "trace": told}, ensure_ascii=False)


def _text(answer: Answer, told: Record | None) -> str:
    return answer_text(answer) if told is None else f"{answer_text(answer)}\n\n{explain_text(told)}"


@click.command(
    "receipt",
    short_help="按回执编号重看一次回答",
    help="按回执编号重看一次回答：当时的问题（个人信息已遮盖）、怎样理解、回答和引文、库的版本和门槛；"
    "并说明引用的通知如今是否仍与当时一致。",
)
@click.argument("receipt_id", metavar="编号")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def receipt(receipt_id: str, as_json: bool) -> None:
    """Show an answer again."""
    store = Store.open(load_settings().store_path)
    try:
        kept = read_receipt(store, receipt_id)
        record = None if kept is None else with_now(kept, store, date.today())
    finally:
        store.close()
    if record is None:
        raise UsageError(f"没有编号为 {receipt_id} 的回执。请核对编号（r 开头，21 位）。")
    click.echo(json.dumps(record, ensure_ascii=False) if as_json else receipt_text(record))
