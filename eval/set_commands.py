"""`zhengda eval template | check | new | accept | candidates`: making and keeping question sets."""

import getpass
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import click

from corpus.errors import UsageError
from corpus.progress import progress_bar
from corpus.settings import load_settings
from corpus.store import Store
from eval.candidates import candidates as gather
from eval.draft import draft
from eval.notice_file import NoticeFile, notice_files
from eval.question_file import json_lines, question_record, write_new
from eval.questions import QuestionSet, State, load_questions
from eval.review import Review
from eval.review_terminal import require_questions, review_at_terminal
from eval.target import broken_target
from eval.validate import Finding, check_set
from eval.versions import current, history

_FILE = click.Path(path_type=Path, dir_okay=False)
_GIVEN = click.Path(path_type=Path, dir_okay=False, exists=True)
_PLACE = click.Path(path_type=Path, exists=True)
_FORCE = click.option("--force", is_flag=True, help="文件已有时覆盖它。")


@click.command("template", help="生成题集的 Excel 表样：列名、示例行、下拉表和填写说明。")
@click.option("--out", type=_FILE, required=True, help="写到哪个 .xlsx 文件。")
@_FORCE
def template_command(out: Path, force: bool) -> None:
    """Write the empty question sheet."""
    # Excel takes a third of a second to import.
    from eval.template import template

    if out.suffix.lower() != ".xlsx":
        raise UsageError(f"{out} 应以 .xlsx 结尾。")
    write_new(out, template(), force=force)
    click.echo(f"已写入 {out}。填好后用 zhengda eval check {out} 核对。", err=True)


@click.command(
    "check",
    help="核对题集 SET（.jsonl 或 .xlsx）：逐行与库里的通知比对，有错即以 1 退出。\n\n"
    "查：行不完整、题号或问题重复、依据不在原文、通知不在库、单位不对、日期不对、清单编号不存在、缺答案。",
)
@click.argument("question_set", metavar="SET", type=_GIVEN)
@click.option("--notices", type=_PLACE, multiple=True, help="题集所引用的通知（文件或文件夹，可多次给）。")
@click.option("--json", "as_json", is_flag=True, help="只印一个 JSON。")
@click.pass_context
def check_command(
    context: click.Context, question_set: Path, notices: tuple[Path, ...], as_json: bool
) -> None:
    """Hold a question set against the library."""
    with progress_bar("读题集") as progress:
        asked = load_questions(question_set, progress, notices)
    with _library() as (_, files), progress_bar("核对") as progress:
        found = check_set(asked, files, progress)
    if as_json:
        click.echo(json.dumps(_checked(asked, found), ensure_ascii=False))
    else:
        for finding in found:
            click.echo(f"{question_set.name} {finding}")
        click.echo(_summary(asked, found), err=True)
    if found:
        context.exit(1)


@click.command(
    "new",
    help="由库里的通知起草题集：谁牵头、何时完成、做什么、有哪些，以及库里没有答案的问题。\n\n"
    "起草的题标为 generated，用 zhengda eval accept 逐题审定后才进题集。同一个库、同一个 --seed 结果相同。",
)
@click.option("--out", type=_FILE, required=True, help="写到哪个 .jsonl 文件。")
@click.option("--limit", type=click.IntRange(min=1), help="最多多少题；题型和通知会搭配均匀。")
@click.option("--seed", type=int, default=0, show_default=True, help="换一个数，换一套问法。")
@_FORCE
def new_command(out: Path, limit: int | None, seed: int, force: bool) -> None:
    """Draft a question set from the library."""
    _require_jsonl(out)
    with _library() as (_, files):
        drafted = draft(files, seed=seed)[:limit]
    if not drafted:
        raise UsageError("从库里的通知起草不出题；请先读入有任务条目的通知。")
    write_new(out, json_lines(map(question_record, drafted)), force=force)
    click.echo(f"已写入 {out}：{len(drafted)} 题；用 zhengda eval accept 逐题审定。", err=True)


@click.command(
    "accept",
    help="在终端里逐题审定草稿 DRAFT：收下、修改、不收、以后再看；收下的进 --to 的题集。\n\n"
    "每一步都立刻存好，随时可停，下次接着审；记下谁在哪天审的，题集的版本记在 题集.meta.json。",
)
@click.argument("draft_file", metavar="DRAFT", type=_GIVEN)
@click.option("--to", "target", type=_FILE, required=True, help="收进哪个 .jsonl 题集；没有就新建。")
@click.option("--by", default=None, help="谁在审；默认是登录名。")
def accept_command(draft_file: Path, target: Path, by: str | None) -> None:
    """Review drafted questions one by one."""
    review = Review.load(draft_file, target)
    require_questions(review)
    broken = broken_target(target)
    if broken:
        click.echo(f"注意：{broken}", err=True)
    with _library() as (_, files):
        review = review_at_terminal(review, files, by=by or _login(), day=date.today())
    done = review.progress()
    click.echo(
        f"已收 {done['accepted']} 题，不收 {done['rejected']} 题，还有 {done['waiting']} 题待审。", err=True
    )


@click.command(
    "candidates",
    help="从使用中收集候选题：被拒答的问题，和有人评价过（对、错、过时、缺）的回答。\n\n"
    "相近的问法归为一题，已隐去个人信息；用 zhengda eval accept 或工作台的“审题”"
    "填好题型、有无答案和依据，收进题集。",
)
@click.option("--out", type=_FILE, required=True, help="写到哪个 .jsonl 文件。")
@click.option("--known", type=_GIVEN, multiple=True, help="已有的题集；其中问过的不再列。可给几次。")
@_FORCE
def candidates_command(out: Path, known: tuple[Path, ...], force: bool) -> None:
    """Gather questions from use."""
    _require_jsonl(out)
    asked = [question.question for path in known for question in load_questions(path).questions]
    with _store() as store:
        found = gather(store, asked)
    write_new(out, json_lines(candidate.record() for candidate in found), force=force)
    click.echo(f"已写入 {out}：{len(found)} 个候选题。", err=True)


SET_COMMANDS: Sequence[click.Command] = (
    template_command, check_command, new_command, accept_command, candidates_command,
)  # fmt: skip


@contextmanager
def _store() -> Iterator[Store]:
    store = Store.open(load_settings().store_path)
    try:
        yield store
    finally:
        store.close()


@contextmanager
def _library() -> Iterator[tuple[Store, dict[str, NoticeFile]]]:
    with _store() as store:
        files = dict(notice_files(store))
        if not files:
            raise UsageError("库里还没有通知，无从核对和起草；请先用 zhengda ingest 读入。")
        yield store, files


def _require_jsonl(out: Path) -> None:
    if out.suffix.lower() != ".jsonl":
        raise UsageError(f"{out} 应以 .jsonl 结尾。")


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError) as error:
        raise UsageError("不知道是谁在审；请加 --by 姓名。") from error


def _checked(asked: QuestionSet, found: Sequence[Finding]) -> dict[str, object]:
    version = current(asked.source)
    return {
        "set": asked.source.name,
        "questions": len(asked.questions),
        "waiting": _waiting(asked),
        "version": version.version if version else None,
        "problems": [finding.record() for finding in found],
    }


def _summary(asked: QuestionSet, found: Sequence[Finding]) -> str:
    parts = [f"{len(asked.questions)} 题", f"{len(found)} 处问题" if found else "没有发现问题"]
    if _waiting(asked):
        parts.append(f"{_waiting(asked)} 题还没有人审定")
    if history(asked.source):
        version = current(asked.source)
        parts.append(f"第 {version.version} 版" if version else "自上一版后有手工改动")
    return "，".join(parts) + "。"


def _waiting(asked: QuestionSet) -> int:
    return sum(question.state in (State.GENERATED, State.CANDIDATE) for question in asked.questions)
