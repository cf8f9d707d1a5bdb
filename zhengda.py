"""政答's command line: the one place that knows the commands of all five packages."""

import logging
import sys
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus.cli import MASK, Entry, LazyGroup, run, use_utf8
from corpus.settings import command_line

if TYPE_CHECKING:
    from corpus.settings import Settings
    from ui.ports import Evaluation

COMMANDS = {
    "ingest": Entry(module="index.commands", name="ingest_command", help="读入通知文件和文件夹，建索引"),
    "ask": Entry(module="qa.commands", name="ask", help="提问，给出逐字引证的回答"),
    "receipt": Entry(module="qa.commands", name="receipt", help="按回执编号重看一次回答"),
    "tasks": Entry(module="corpus.commands", name="tasks", help="任务台账：按单位、地区、时限筛选和导出"),
    "notices": Entry(module="corpus.commands", name="notices", help="列出库里的通知和状态"),
    "correct": Entry(module="corpus.correcting", name="correct", help="人工更正：标题、日期、单位、时限等"),
    "users": Entry(module="corpus.accounts.commands", name="users", help="用户：新建、角色、密码、停用"),
    "serve": Entry(module="ui.commands", name="serve", help="启动网页和接口服务"),
    "eval": Entry(module="eval.commands", name="group", help="离线评测：问答、检索、通知拆解"),
    "doctor": Entry(module="index.commands", name="doctor", help="检查安装、库、索引和模型"),
}
_PACKAGES = ("corpus", "index", "qa", "ui", "eval")


def _version() -> str:
    try:
        return metadata.version("zhengda")
    except metadata.PackageNotFoundError:
        return "（未安装，从源码运行）"


@click.group(
    cls=LazyGroup,
    entries=COMMANDS,
    help="政答：读通知、拆任务、逐字引证作答。\n\n"
    "先用 zhengda ingest 读入通知，再用 zhengda ask 提问，或用 zhengda serve 打开网页。",
)
@click.option("--data-dir", type=click.Path(path_type=Path), help="数据文件夹（库、索引、模型）。")
@click.option("--config", type=click.Path(path_type=Path), help="设置文件，默认为当前文件夹的 zhengda.toml。")
@click.option("--verbose", is_flag=True, help="把详细日志写到标准错误。")
@click.version_option(_version(), "--version", message="政答 %(version)s", help="显示版本。")
@click.pass_context
def cli(context: click.Context, data_dir: Path | None, config: Path | None, verbose: bool) -> None:
    """Take the options that stand before the command's name."""
    if verbose:
        logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s %(message)s")
        for name in _PACKAGES:
            logging.getLogger(name).setLevel(logging.DEBUG)
    # The faces know nothing of the evaluation but what their ports say of it.
    context.obj = _open_evaluation
    # What people type is known for personal data higher up than where commands keep it.
    context.meta[MASK] = _mask
    context.with_resource(command_line(config=config, data_dir=data_dir))


def _open_evaluation(settings: "Settings") -> "Evaluation":
    from eval.desk import open_desk

    return open_desk(settings)


def _mask(text: str) -> str:
    from qa.privacy import mask

    return mask(text)


def main() -> None:
    """Run the command line and end the process with its exit code."""
    use_utf8()
    sys.exit(run(cli))


if __name__ == "__main__":
    main()
