"""The set that reviewed questions go to, looked at before anything is put into it."""

from pathlib import Path

from corpus.errors import UsageError
from eval.questions import load_questions

_NAMED = 5


def broken_target(target: Path) -> str:
    """Say what is broken in a set that is to grow, "" where nothing is or there is no set yet.

    Raises:
        UsageError: not one line of it is a question; accepting into it would spoil what it is.
    """
    if not target.exists() or not target.read_bytes().strip():
        return ""
    try:
        problems = load_questions(target).problems
    except UsageError as error:
        raise UsageError(f"不能收进 {target}：{str(error).rstrip('。')}，或用 --to 另给一个题集。") from error
    if not problems:
        return ""
    told = "；".join(map(str, problems[:_NAMED])) + ("……" if len(problems) > _NAMED else "")
    return (
        f"题集 {target} 有 {len(problems)} 行不可用（{told}）；收下的题接在后面，这些行原样不动，"
        f"评测时会略过。请用 zhengda eval check {target} 核对后改正。"
    )
