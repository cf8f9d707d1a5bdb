"""The report of benchmarks: tables in Markdown and charts as PNG, from the figures in a folder."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from eval.bench_encoder import ENCODERS
from eval.bench_quality import LABELS as LABELLED
from eval.bench_quality import provenance
from eval.bench_speed import LABELS
from eval.bench_worker import OURS
from eval.folder import RunFolder
from eval.markdown import table
from eval.peers import RANK_BM25
from eval.pictures import draw, drawing
from index.encoder import DEFAULT, REFERENCE

PARTS = ("quality", "speed", "encoder", "cold")
TITLES = {"quality": "检索质量", "speed": "速度和内存", "encoder": "编码", "cold": "冷启动"}
ENGLISH = {OURS: "zhengda index/", RANK_BM25: "rank-bm25 + faiss RRF", "bm25s": "bm25s + faiss RRF",
           "langchain": "LangChain EnsembleRetriever"}  # fmt: skip
Rows = Sequence[Mapping[str, Any]]
Chart = tuple[str, Callable[[Any], None]]


def write_report(folder: RunFolder) -> tuple[Path, ...]:
    """Write report.md and the charts from what parts have been measured into a folder.

    Args:
        folder: holds quality.json, speed.json, encoder.json, cold.json, any of them.

    Returns:
        The files written.
    """
    found = {
        part: folder.read_object(f"{part}.json") for part in PARTS if (folder.path / f"{part}.json").exists()
    }
    written = _charts({part: record["rows"] for part, record in found.items()}, folder.path)
    folder.write_text("report.md", "\n".join(_document(found, written)) + "\n")
    return (folder.path / "report.md", *written)


def _document(found: Mapping[str, Mapping[str, Any]], charts: Sequence[Path]) -> Iterator[str]:
    yield "# 基准：内嵌的混合检索与常见做法"
    yield "\n由 `python -m eval.bench` 写成；同一次运行里并排测得，倍数比毫秒更可靠。"
    tables = {"quality": _quality, "speed": _speed, "encoder": _encoder, "cold": _cold}
    for part, record in found.items():
        yield f"\n## {TITLES[part]}\n"
        yield from tables[part](record["rows"])
        for chart in charts:
            if chart.name.startswith(part):
                yield f"\n![{chart.stem}]({chart.name})"
        yield f"\n{_origin(record)}"


def _origin(record: Mapping[str, Any]) -> str:
    made = record["environment"]
    versions = "，".join(f"{name} {version}" for name, version in made["versions"].items() if version)
    settings = "，".join(f"{name} {value}" for name, value in record["settings"].items())
    machine = made["machine"]
    return (
        f"<sub>提交 {made['commit']}；{machine['cpu']}，{machine['cores']} 核，{machine['system']}；"
        f"设置：{settings}；{versions}</sub>"
    )


def _quality(rows: Rows) -> Iterator[str]:
    sets = list(dict.fromkeys(row["set"] for row in rows))
    engines = dict.fromkeys(row["engine"] for row in rows)
    value = {(row["set"], row["engine"]): row["value"] for row in rows}
    count = {row["set"]: f"{row['set']} {row['figure']}（{row['questions']} 题）" for row in rows}
    heads = [count[name] for name in sets]
    cells = ([LABELLED[one][0], *(value.get((name, one)) for name in sets)] for one in engines)
    yield from table(["", *heads], cells)
    yield (
        "\n对手按常见做法：三百字一段、不带标题，jieba 词，两路各取一百段，等权 RRF（k=60）；"
        "文档以其最好的一段计。"
        "dev、five-unseen 是五份通知的题，各家用同样的段落，看第一段是不是依据所在的一段。"
    )
    yield (
        f"\n随包的融合树是在这几套的开发半份上拟合的，上面“政答”一行见过这些题；"
        f"没见过时的数字（{provenance()}）。"
    )


_COLUMNS = {
    "p50_ms": "p50 毫秒", "p95_ms": "p95 毫秒", "cpu_ms": "每问 CPU 毫秒", "build_s": "建成 秒",
    "build_cpu_s": "建成 CPU 秒", "build_peak_mb": "建时最多 MB",
    "open_s": "打开 秒", "opened_mb": "打开后 MB",
    "resident_mb": "答完后 MB", "files_mb": "文件 MB", "rounds": "遍数",
}  # fmt: skip


def _speed(rows: Rows) -> Iterator[str]:
    head = ["段数", "引擎", "p50 比 rank-bm25", *_COLUMNS.values(), "提交"]
    yield from table(head, (_speed_row(row, rows) for row in rows))
    for reason in dict.fromkeys((row["engine"], row["skipped"]) for row in rows if row["skipped"]):
        yield f"\n略过 {LABELS[reason[0]]}：{reason[1].rstrip('。')}。"
    real = max(row["real"] for row in rows)
    yield (
        f"\n至多 {real:,} 段为真实文本，其余由它们的分句重新拼成，向量为所取各段之均值加噪声。"
        "向量和问题的向量事先给定，各引擎相同，问题不计编码；每个引擎在自己的进程里测，"
        "先用别的问题热身，全部问题问几遍（遍数），每问取最快的一遍，取前十段。"
        "政答的索引在另一进程里建好、落盘后再打开；对手都在内存里，在同一进程里建成。"
    )


def _speed_row(row: Mapping[str, Any], rows: Rows) -> list[object]:
    figures = row["figures"]
    shown = [f"{row['size']:,}", LABELS[row["engine"]]]
    if row["skipped"]:
        return [*shown, "略过", *([None] * (len(_COLUMNS) + 1))]
    same = (other["figures"] for other in rows if _place(other) == (RANK_BM25, row["size"]))
    peer: Mapping[str, float] = next(same, {})
    known = peer and row["engine"] != RANK_BM25 and figures["p50_ms"]
    ratio = _times(peer["p50_ms"] / figures["p50_ms"]) if known else None
    return [*shown, ratio, *(_rounded(figures.get(name)) for name in _COLUMNS), row["commit"][:7]]


def _place(row: Mapping[str, Any]) -> tuple[str, int]:
    return row["engine"], row["size"]


def _times(ratio: float) -> str:
    """Say how many times as fast something is, or how many times as slow."""
    return f"快 {ratio:.1f} 倍" if ratio >= 1 else f"慢 {1 / ratio:.1f} 倍"


def _rounded(value: float | None) -> str | None:
    whole = value is not None and (value >= 100 or value == int(value))
    return None if value is None else f"{value:,.0f}" if whole else f"{value:.2f}"


def _encoder(rows: Rows) -> Iterator[str]:
    names = {
        "query_p50_ms": "问题 p50 毫秒", "query_p95_ms": "问题 p95 毫秒", "passages_per_s": "每秒段数",
        "load_s": "载入 秒", "peak_mb": "最多 MB",
    }  # fmt: skip
    yield from table(
        ["编码", *names.values()],
        ([ENCODERS[row["encoder"]], *(_rounded(row["figures"][name]) for name in names)] for row in rows),
    )
    figures = {row["encoder"]: row["figures"] for row in rows}
    if {DEFAULT, REFERENCE} <= figures.keys():
        ours, torch = figures[DEFAULT], figures[REFERENCE]
        yield (
            f"\n同一模型，同样的文字：一个问题快 {torch['query_p50_ms'] / ours['query_p50_ms']:.1f} 倍，"
            f"成批的段落快 {ours['passages_per_s'] / torch['passages_per_s']:.1f} 倍。"
        )


def _cold(rows: Rows) -> Iterator[str]:
    yield from table(
        ["库", "次数", "p50 秒", "最慢 秒"],
        ([row["library"], row["runs"], _rounded(row["p50_s"]), _rounded(row["max_s"])] for row in rows),
    )
    yield "\n`zhengda ask` 从新进程到答完，含启动、打开库和索引、载入模型；文件已在系统缓存里。"


def _charts(found: Mapping[str, Rows], folder: Path) -> tuple[Path, ...]:
    with drawing() as labels:
        chinese = labels.font is not None
        charts: list[Chart] = []
        if "speed" in found:
            charts.append(("speed-p50", lambda axes: _growth(axes, found["speed"], "p50_ms", chinese)))
            charts.append(
                ("speed-memory", lambda axes: _growth(axes, found["speed"], "resident_mb", chinese))
            )
        if "quality" in found:
            charts.append(("quality", lambda axes: _bars(axes, found["quality"], chinese)))
        return tuple(draw(folder / f"{name}.png", onto) for name, onto in charts)


def _growth(axes: Any, rows: Rows, figure: str, chinese: bool) -> None:  # noqa: ANN401
    for engine in dict.fromkeys(row["engine"] for row in rows):
        points = [
            (row["size"], row["figures"][figure])
            for row in rows
            if row["engine"] == engine and not row["skipped"]
        ]
        if points:
            label = LABELS[engine] if chinese else ENGLISH[engine]
            axes.plot(*zip(*points, strict=True), marker="o", label=label)
    axes.set_xscale("log")
    axes.set_yscale("log")
    words = {
        "p50_ms": ("一问 p50 毫秒", "Query p50, ms"),
        "resident_mb": ("常驻内存 MB", "Resident memory, MB"),
    }
    axes.set_title(words[figure][0 if chinese else 1])
    axes.set_xlabel("段数" if chinese else "Passages")
    axes.grid(alpha=0.3)
    axes.legend(fontsize=8)


def _bars(axes: Any, rows: Rows, chinese: bool) -> None:  # noqa: ANN401
    sets = list(dict.fromkeys(row["set"] for row in rows))
    engines = list(dict.fromkeys(row["engine"] for row in rows))
    value = {(row["set"], row["engine"]): row["value"] for row in rows}
    wide = 0.8 / len(engines)
    for number, engine in enumerate(engines):
        known = [place for place, name in enumerate(sets) if (name, engine) in value]
        axes.bar(
            [place + number * wide for place in known],
            [value[sets[place], engine] for place in known],
            wide,
            label=LABELLED[engine][0 if chinese else 1],
        )
    axes.set_xticks([place + 0.4 - wide / 2 for place in range(len(sets))], sets)
    axes.set_ylim(0, 1)
    axes.set_title("检索质量" if chinese else "Retrieval quality")
    axes.legend(fontsize=8)
