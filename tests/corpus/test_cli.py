import logging

import click
import pytest

from corpus.cli import Entry, LazyGroup, run
from corpus.commands import tasks
from corpus.errors import StoreBusy, UsageError

HERE = __name__


@click.command("good")
@click.argument("word")
@click.option("--number", type=click.IntRange(1, 9), help="数。")
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]))
def good(word: str, number: int | None, day: object) -> None:
    click.echo(f"{word} {number} {day}")


@click.command("bad")
@click.argument("kind")
def bad(kind: str) -> None:
    errors = {
        "busy": StoreBusy("库正忙。\n请稍后重试。"),
        "usage": UsageError("写错了。"),
        "bug": ValueError("哎呀"),
        "stop": KeyboardInterrupt(),
        "file": click.FileError("x", "打不开"),
    }
    raise errors[kind]


@click.command("exits")
@click.pass_context
def exits(context: click.Context) -> None:
    context.exit(7)


@pytest.fixture
def group() -> click.Group:
    entries = {
        name: Entry(module=HERE, name=name, help=f"{name} 的说明") for name in ("good", "bad", "exits")
    } | {"absent": Entry(module="no.such.module", name="x", help="不会导入")}
    return LazyGroup(name="zhengda", entries=entries)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["good", "字", "--number", "3"], 0, ""),
        (["exits"], 7, ""),
        (["bad", "busy"], 1, "错误：库正忙。 请稍后重试。"),
        (["bad", "usage"], 2, "错误：写错了。"),
        (["bad", "bug"], 1, "错误：程序出错（ValueError：哎呀）。详情请加 --verbose 再运行一次。"),
        (["bad", "stop"], 130, "已中断。已存入的内容完好。"),
        (["bad", "file"], 1, "打不开"),
        (["nope"], 2, "没有 nope 这个命令。可用的有：good、bad、exits、absent。用法见 zhengda --help。"),
        (["good"], 2, "缺少 WORD。用法见 zhengda good --help。"),
        (["good", "a", "--nope"], 2, "没有 --nope 这个选项。"),
        (["good", "a", "--number", "x"], 2, "--number 的值不对：要是合适范围里的数。"),
        (["good", "a", "--number", "10"], 2, "--number 的值不对：要是合适范围里的数。"),
        (["good", "a", "--day", "x"], 2, "--day 的值不对：要写成 2021-12-31 这样的日期。"),
        (["good", "a", "b"], 2, "错误："),
    ],
)
def test_every_end_is_one_line_and_an_exit_code(
    arguments: list[str], code: int, said: str, group: click.Group, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(group, arguments) == code
    err = capsys.readouterr().err
    assert said in err
    # On Ctrl-C click ends the line that the terminal shows ^C on first.
    assert err.strip().count("\n") == 0


def test_a_fault_s_trace_is_for_the_log_only(
    group: click.Group, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.DEBUG, logger="corpus"):
        run(group, ["bad", "bug"])
    assert "Traceback" in caplog.text
    assert "Traceback" not in capsys.readouterr().err


def test_help_is_in_chinese_and_imports_nothing(
    group: click.Group, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(group, ["--help"]) == 0
    out = capsys.readouterr().out
    for expected in ("用法：zhengda [选项] 命令 [参数]...", "命令:", "absent  不会导入", "显示帮助。"):
        assert expected in out
    assert "Usage" not in out
    run(group, ["good", "-h"])
    assert "用法：zhengda good [选项] WORD" in capsys.readouterr().out


def test_a_value_outside_an_enum_lists_the_values(capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        run(
            LazyGroup(entries={"tasks": Entry(module="corpus.commands", name="tasks", help="")}),
            ["tasks", "--role", "x"],
        )
        == 2
    )
    assert "只能是 lead、responsible、cooperating" in capsys.readouterr().err
    assert "[lead|responsible|cooperating]" in tasks.get_help(click.Context(tasks))
