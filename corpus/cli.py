"""The frame of the command line: commands imported when called, help and errors in Chinese."""

import importlib
import logging
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import click

from corpus.errors import ZhengdaError

logger = logging.getLogger(__name__)

MASK = "corpus.cli.mask"
"""Under this key of click's `meta` the command line hands down what masks personal data in typed words."""
_INTERRUPTED = 130
_HEADINGS = {"Options": "选项", "Commands": "命令", "Arguments": "参数"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Where a command is: module and name in it, and one line of help."""

    module: str
    name: str
    help: str


class ChineseFormatter(click.HelpFormatter):
    """Writes the fixed words of a help page in Chinese."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the usage line."""
        super().write_usage(prog, args, prefix if prefix is not None else "用法：")

    def write_heading(self, heading: str) -> None:
        """Write the heading of a section."""
        super().write_heading(_HEADINGS.get(heading, heading))


class ChineseContext(click.Context):
    """Context whose help pages are written in Chinese."""

    formatter_class = ChineseFormatter


class EnumChoice(click.ParamType):  # type: ignore[type-arg]
    """One of an enum's values, given back as its member."""

    name = "choice"

    def __init__(self, kind: type[StrEnum]) -> None:
        """Take the enum."""
        self.kind = kind

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> StrEnum:
        """Find the member; fails with the values that there are."""
        try:
            return self.kind(str(value))
        except ValueError:
            self.fail(f"只能是 {'、'.join(self.kind)}", param, ctx)

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:  # noqa: ARG002
        """List the values."""
        return f"[{'|'.join(self.kind)}]"


class LazyGroup(click.Group):
    """A group that knows its commands by name and imports one only when it is called."""

    context_class = ChineseContext

    def __init__(self, *args: object, entries: Mapping[str, Entry], **kwargs: object) -> None:
        """Take the table of commands beside click's own arguments."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.entries = entries
        _speak_chinese(self)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Name the commands in the order of the table."""
        return list(self.entries)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import a command."""
        entry = self.entries.get(cmd_name)
        if entry is None:
            return None
        command = getattr(importlib.import_module(entry.module), entry.name)
        _speak_chinese(command)
        return command  # type: ignore[no-any-return]

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that the arguments begin with."""
        if args and args[0] not in self.entries and not args[0].startswith("-"):
            ctx.fail(f"没有 {args[0]} 这个命令。可用的有：{'、'.join(self.entries)}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.help) for name, entry in self.entries.items()])


def run(group: click.Group, arguments: Sequence[str] | None = None) -> int:
    """Run the command line: the one place where errors become a line on stderr and an exit code.

    Args:
        group: the commands.
        arguments: without them, the process's own.

    Returns:
        0 done, 1 our error, 2 wrong usage, 130 interrupted.
    """
    try:
        code = group.main(args=arguments, prog_name="zhengda", standalone_mode=False)
    except ZhengdaError as error:
        return _say(str(error), error.exit_code)
    except click.UsageError as error:
        return _say(f"{_usage_problem(error)}。{_hint(error)}", error.exit_code)
    except click.ClickException as error:
        return _say(error.format_message(), error.exit_code)
    except (KeyboardInterrupt, click.Abort):
        return _say("已中断。已存入的内容完好。", _INTERRUPTED)
    except Exception as error:
        logger.debug("unexpected error", exc_info=True)
        return _say(f"程序出错（{type(error).__name__}：{error}）。详情请加 --verbose 再运行一次。", 1)
    return code if isinstance(code, int) else 0


def use_utf8() -> None:
    """Write UTF-8 whatever the terminal's locale says: data goes to programs as often as to people."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def _say(message: str, code: int) -> int:
    click.echo(f"错误：{' '.join(message.split())}" if code != _INTERRUPTED else message, err=True)
    return code


def _usage_problem(error: click.UsageError) -> str:
    match error:
        case click.NoSuchOption():
            return f"没有 {error.option_name} 这个选项"
        case click.MissingParameter():
            return f"缺少 {_parameter(error)}"
        case click.BadParameter():
            return f"{_parameter(error)} 的值不对：{_wanted(error)}"
        case _:
            return error.format_message().rstrip("。.")


def _wanted(error: click.BadParameter) -> str:
    """Say what a value must be; click itself says it in English."""
    match error.param.type if error.param is not None else None:
        case click.DateTime():
            return "要写成 2021-12-31 这样的日期"
        case click.types.IntParamType() | click.types.FloatParamType():
            return "要是合适范围里的数"
        case click.Path():
            said = next((words for told, words in _PATHS.items() if told in error.message), "路径用不了")
            return f"{said}，请检查路径"
        case _:
            return error.message.rstrip("。.")


_PATHS = {
    "does not exist": "没有这个文件或文件夹",
    "is a directory": "要给文件，不是文件夹",
    "is a file": "要给文件夹，不是文件",
    "is not readable": "没有权限读",
    "is not writable": "没有权限写",
}


def _parameter(error: click.BadParameter) -> str:
    if error.param is None:
        return "参数"
    if isinstance(error.param, click.Option):
        return error.param.opts[-1] if len(error.param.opts) == 1 else "/".join(error.param.opts)
    return error.param.metavar or error.param.human_readable_name


def _hint(error: click.UsageError) -> str:
    command = error.ctx.command_path if error.ctx is not None else "zhengda"
    return f"用法见 {command} --help。"


def _speak_chinese(command: click.Command) -> None:
    """Put a command's help option, and its subcommands', into Chinese."""
    command.context_class = ChineseContext
    command.context_settings.setdefault("help_option_names", ["-h", "--help"])
    command.context_settings.setdefault("max_content_width", 100)
    command.add_help_option = False
    command.options_metavar = "[选项]"
    if not any(parameter.name == "help" for parameter in command.params):
        click.help_option("-h", "--help", help="显示帮助。")(command)
    if isinstance(command, click.Group):
        command.subcommand_metavar = "命令 [参数]..."
        for child in command.commands.values():
            _speak_chinese(child)
