"""Benchmarks of the embedded engine beside what others ship, for anyone to run again.

    python -m eval.bench quality --shared ../shared --work DIR --out REPORT
    python -m eval.bench speed --sizes 1000,20000,58462 --shared ../shared --work DIR --out REPORT
    python -m eval.bench encoder --shared ../shared --out REPORT
    python -m eval.bench cold --work DIR --out REPORT
    python -m eval.bench report --out REPORT

Each but the last measures and leaves its figures in REPORT (quality.json …); all write REPORT/report.md and
its charts anew from whatever figures are there. DIR keeps vectors and libraries from one run to the next.
With --add the figures are put beside those that are there, where machine, versions and settings are the same;
each row says at which commit it was measured.
"""

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from corpus.errors import UsageError, ZhengdaError
from corpus.progress import progress_bar
from corpus.settings import load_settings
from eval import bench_cold, bench_encoder, bench_quality, bench_speed, bench_worker
from eval.bench_report import write_report
from eval.environment import surroundings
from eval.folder import RunFolder

PACKAGES = ("rank-bm25", "bm25s", "langchain-classic", "langchain-community", "onnxruntime")
KEYS: Mapping[str, tuple[str, ...]] = {
    "quality": ("set", "engine"), "speed": ("size", "engine"), "encoder": ("encoder",), "cold": ("library",),
}  # fmt: skip
"""What tells the rows of a part apart."""
Given = argparse.Namespace
Measured = tuple[Iterable[Any], Mapping[str, object]]
"""Rows as they are measured, and the settings that count for them."""


def main(arguments: Sequence[str]) -> None:
    """Measure what is asked for and write the report."""
    given = _parser().parse_args(arguments)
    folder = RunFolder.create(given.out)
    if given.part != "report":
        given.work.mkdir(parents=True, exist_ok=True)
        rows, settings = _PARTS[given.part](given)
        threads = os.environ.get("OMP_NUM_THREADS", "未设")
        made = {"encoder": load_settings().encoder, "OMP_NUM_THREADS": threads, **settings}
        _keep(folder, given, rows, made)
    for path in write_report(folder):
        _say(str(path))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("part", choices=[*_PARTS, "report"])
    parser.add_argument("--out", type=Path, required=True, help="报告文件夹")
    parser.add_argument("--work", type=Path, default=Path("build/bench"), help="向量、库和索引所在的文件夹")
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="真实通知和题集所在文件夹")
    parser.add_argument("--set", default="stard", help="速度、编码用哪一套的文本")
    parser.add_argument("--sets", type=_names, default=bench_quality.SETS, help="质量评哪几套，逗号分开")
    parser.add_argument("--sizes", type=_sizes, default=bench_speed.SIZES, help="段数，逗号分开")
    parser.add_argument("--engines", type=_names, default=tuple(bench_speed.LABELS), help="比哪几个")
    parser.add_argument("--queries", type=int, default=bench_speed.QUERIES, help="计时的问题数")
    parser.add_argument("--passages", type=int, default=500, help="编码计时的段数")
    parser.add_argument("--library", type=Path, help="冷启动问哪一套的语料（BEIR 文件夹），不给则问示例通知")
    parser.add_argument("--add", action="store_true", help="留下已有的数字，只换掉重测的")
    return parser


def _names(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _sizes(text: str) -> tuple[int, ...]:
    sizes = tuple(int(part) for part in _names(text))
    if not sizes or min(sizes) < 1:
        raise argparse.ArgumentTypeError("段数应是正整数，逗号分开")
    return sizes


def _quality(given: Given) -> Measured:
    def rows() -> Iterator[Any]:
        with progress_bar("质量") as progress:
            for name in given.sets:
                yield from bench_quality.quality(given.shared / "data" / name, given.work, progress)
            yield from bench_quality.five_notices(given.shared, given.work, progress)

    return rows(), {}


def _speed(given: Given) -> Measured:
    unknown = [name for name in given.engines if name not in bench_speed.LABELS]
    if unknown:
        raise UsageError(f"没有叫 {'、'.join(unknown)} 的引擎；可选 {'、'.join(bench_speed.LABELS)}。")
    with progress_bar("编码") as progress:
        base = bench_speed.base_of(given.shared / "data" / given.set, given.work, progress, max(given.sizes))
    found = bench_speed.speed(base, given.work, given.sizes, given.engines, given.queries)
    return found, {"set": given.set, "queries": given.queries, "k": bench_worker.K}


def _encoder(given: Given) -> Measured:
    found = bench_encoder.encoding(given.shared / "data" / given.set, given.queries, given.passages)
    return found, {"set": given.set, "queries": given.queries, "passages": given.passages}


def _cold(given: Given) -> Measured:
    with progress_bar("读入") as progress:
        return [bench_cold.cold(given.work, progress, given.library)], {}


def _keep(folder: RunFolder, given: Given, rows: Iterable[Any], settings: Mapping[str, object]) -> None:
    """Write rows as they come: the largest sizes take half an hour, and may be cut off."""
    name, keys = f"{given.part}.json", KEYS[given.part]
    made = {"environment": surroundings(PACKAGES), "settings": settings}
    kept = _former(folder, name, made) if given.add and (folder.path / name).exists() else {}
    for row in rows:
        record = {**(row if isinstance(row, dict) else asdict(row)), "commit": _commit(made)}
        kept[tuple(record[key] for key in keys)] = record
        _say(str(record))
        folder.write_object(name, {**made, "rows": list(kept.values())})


def _former(folder: RunFolder, name: str, made: Mapping[str, object]) -> dict[tuple[Any, ...], Any]:
    """Read the rows that are there.

    Raises:
        UsageError: they were measured on another machine, with other versions or other settings.
    """
    former = folder.read_object(name)
    if _conditions(former) != _conditions(made):
        text = f"{folder.path / name} 是用别的机器、版本或设置测的，不能添在一起"
        raise UsageError(f"{text}；请换一个 --out，或去掉 --add 重测。")
    keys = KEYS[name.removesuffix(".json")]
    return {tuple(row[key] for key in keys): {"commit": _commit(former), **row} for row in former["rows"]}


def _commit(made: Mapping[str, Any]) -> str:
    return str(made["environment"]["commit"])


def _conditions(made: Mapping[str, Any]) -> tuple[object, ...]:
    """What must be the same for figures to stand side by side."""
    return {**made["environment"], "commit": ""}, made["settings"]


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


_PARTS: Mapping[str, Callable[[Given], Measured]] = {
    "quality": _quality, "speed": _speed, "encoder": _encoder, "cold": _cold,
}  # fmt: skip


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except ZhengdaError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(error.exit_code)
