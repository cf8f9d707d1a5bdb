"""What can be set, and where from: command line > environment ZHENGDA_* > zhengda.toml > default.

Settings are read once, where a process starts, and passed on; nothing below reads the environment.
"""

import os
import re
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Annotated, Any, Literal, cast

from pydantic import Field, ValidationError, field_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, EnvSettingsSource, SettingsConfigDict

from corpus.errors import SettingsError
from corpus.readers.ports import Limits
from corpus.why import why

PREFIX = "ZHENGDA_"
CONFIG_NAME = "zhengda.toml"


def default_data_dir() -> Path:
    """Tell where data goes when nothing is set: XDG_DATA_HOME/zhengda, else ~/.local/share/zhengda."""
    base = os.environ.get("XDG_DATA_HOME")
    return (Path(base) if base else Path.home() / ".local" / "share") / "zhengda"


class Settings(BaseSettings):
    """Everything that can be set; frozen.

    Attributes:
        data_dir: folder of the store, indexes and models.
        host, port: where `zhengda serve` listens.
        log_level: level of the loggers.
        encoder: "e5-small"; "e5-small-torch", the same through sentence-transformers; a path or name
            of another sentence-transformers model; the address of an embeddings endpoint with its model
            (http://host/v1/embeddings#model); or "none" (lexical search only).
        encoder_key: key of that endpoint.
        max_file_mb: largest file that is read, in MB of 1024 x 1024 bytes.
        max_expanded_mb: most that is unpacked out of one file (an archive, a docx), in MB.
        max_pages: most pages or sheets that are read of one file; the rest is reported as not read.
        max_read_seconds: longest time that one file may take to read.
        max_question_chars: longest question that is answered, in characters.
        max_questions: most questions in one text that are answered at once.
        hotline: telephone number that a refusal points to.
        writer: address of a chat endpoint with its model (http://host/v1/chat/completions#model) that may
            order and shorten answers; "" for none, the default. Questions and answers are sent there.
        writer_key: key of that endpoint.
        writer_seconds: longest wait for it; after that the answer is shown as it is.
        voice_input: whether the public page offers to dictate. Some browsers send what is said to their maker
            to have it recognised, so it is off unless switched on.
        session_idle_minutes, session_hours: how long a sign-in lasts unused, and at most.
        operator_target_seconds: time in which an operator should have an answer; slower ones are marked.
        call_days: so many days an operator's calls with their notes are kept, and matters handed over after
            they last moved; then they are deleted.
        answer_threshold: least confidence (0 to 1) at which an answer is given.
    """

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="forbid", env_ignore_empty=True)

    data_dir: Path = Field(default_factory=default_data_dir)
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=1, le=65535)] = 8000
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"] = "INFO"
    encoder: Annotated[str, Field(min_length=1)] = "e5-small"
    encoder_key: str = ""
    max_file_mb: Annotated[float, Field(gt=0, le=1024)] = 20
    max_expanded_mb: Annotated[float, Field(gt=0, le=10_240)] = 200
    max_pages: Annotated[int, Field(ge=1, le=10_000)] = 300
    max_read_seconds: Annotated[float, Field(gt=0, le=36_000)] = 600
    max_question_chars: Annotated[int, Field(ge=1, le=100_000)] = 2000
    max_questions: Annotated[int, Field(ge=1, le=50)] = 5
    writer: Annotated[str, Field(pattern=r"^(?:https?://[^#\s]+#\S+)?$")] = ""
    writer_key: str = ""
    writer_seconds: Annotated[float, Field(gt=0, le=60)] = 6
    hotline: str = "12345"
    voice_input: bool = False
    session_idle_minutes: Annotated[float, Field(gt=0, le=10_080)] = 60
    session_hours: Annotated[float, Field(gt=0, le=720)] = 12
    operator_target_seconds: Annotated[float, Field(gt=0, le=600)] = 15
    call_days: Annotated[int, Field(ge=1, le=3650)] = 90
    answer_threshold: Annotated[float, Field(ge=0, le=1)] = 0.3

    @field_validator("data_dir")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        return value.expanduser().absolute()

    @field_validator("log_level", mode="before")
    @classmethod
    def _upper(cls, value: object) -> object:
        return value.upper() if isinstance(value, str) else value

    @property
    def store_path(self) -> Path:
        """The store's file."""
        return self.data_dir / "zhengda.db"

    @property
    def limits(self) -> Limits:
        """How much of a file is read."""
        return Limits(
            bytes=int(self.max_file_mb * 1024**2),
            expanded_bytes=int(self.max_expanded_mb * 1024**2),
            pages=self.max_pages,
            seconds=self.max_read_seconds,
        )


_COMMAND_LINE: ContextVar[tuple[Path | None, dict[str, object]]] = ContextVar(
    "command_line", default=(None, {})
)


@contextmanager
def command_line(*, config: Path | None = None, **overrides: object) -> Iterator[None]:
    """Let the options that stand before the command's name hold for every `load_settings` in the block."""
    token = _COMMAND_LINE.set((config, overrides))
    try:
        yield
    finally:
        _COMMAND_LINE.reset(token)


def load_settings(*, config: Path | None = None, **overrides: object) -> Settings:
    """Put the settings together.

    Args:
        config: the settings file; without it zhengda.toml in the working directory, where there is one.
        overrides: values of the command line; None means not given there.

    Raises:
        SettingsError: a key is unknown or a value out of range; names every such key and where it came from.
    """
    named, before = _COMMAND_LINE.get()
    given = {key: value for key, value in {**before, **overrides}.items() if value is not None}
    path = config or named
    file = _from_file(path)
    _refuse_unknown_environment()
    environment = EnvSettingsSource(Settings)()
    origin = dict.fromkeys(given, "命令行") | {
        key: f"环境变量 {PREFIX}{key.upper()}" for key in environment if key not in given
    }
    try:
        return Settings(**cast(dict[str, Any], {**file, **environment, **given}))
    except ValidationError as error:
        where = str(path or CONFIG_NAME)
        raise SettingsError("；".join(_problem(e, origin, where) for e in error.errors())) from error


def _from_file(config: Path | None) -> dict[str, Any]:
    """Read the settings file; an absent zhengda.toml is no settings, an absent named file an error."""
    path = config or Path(CONFIG_NAME)
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        if config is None:
            return {}
        raise SettingsError(f"找不到设置文件 {path}。请检查 --config 后面的路径。") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"设置文件 {path} 不是有效的 TOML（{_place(error)}）。请改正后重试。") from error
    except OSError as error:
        raise SettingsError(f"设置文件 {path} 读不出来（{why(error)}）。请检查路径和权限。") from error


def _place(error: ValueError) -> str:
    """Say where a settings file cannot be read; the reader's own words are English."""
    if isinstance(error, UnicodeDecodeError):
        return "不是 UTF-8 文本"
    found = re.search(r"at line (\d+), column (\d+)", str(error))
    return f"第 {found[1]} 行第 {found[2]} 个字" if found else "文件末尾"


def _refuse_unknown_environment() -> None:
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    unknown = sorted(name for name in os.environ if name.startswith(PREFIX) and name not in known)
    if unknown:
        raise SettingsError(f"不认识的环境变量 {'、'.join(unknown)}。可用的有：{'、'.join(sorted(known))}。")


def _problem(error: ErrorDetails, origin: dict[str, str], file: str) -> str:
    """Say in one clause which key is wrong, where it was set and what to do."""
    key = ".".join(str(part) for part in error["loc"])
    place = origin.get(key, file)
    if error["type"] == "extra_forbidden":
        return f"{place}：不认识的设置 {key}。可用的有：{'、'.join(Settings.model_fields)}"
    context = error.get("ctx", {})
    limits = "，".join(f"{_LIMITS[name]} {context[name]}" for name in context if name in _LIMITS)
    wanted = limits or _TYPES.get(error["type"], error["msg"])
    return f"{place}：设置 {key} 的值 {error['input']!r} 不行，应当{wanted}"


_LIMITS = {
    "ge": "不小于",
    "le": "不大于",
    "gt": "大于",
    "lt": "小于",
    "expected": "是",
    "min_length": "长度不小于",
}
_TYPES = {
    "bool_parsing": "是 true 或 false",
    "bool_type": "是 true 或 false",
    "int_parsing": "是整数",
    "int_from_float": "是整数",
    "int_type": "是整数",
    "float_parsing": "是数",
    "float_type": "是数",
    "string_type": "是文字（加引号）",
    "path_type": "是路径（加引号）",
    "string_pattern_mismatch": "是“http://主机/v1/chat/completions#模型”这样的地址，或留空",
}
