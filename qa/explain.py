"""How an answer came about, for people: one step a paragraph, figures in columns."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from corpus.fold import unbroken
from qa.explain_words import (
    BASES,
    FATES,
    FEATURES,
    KINDS,
    LEFT_OUT,
    READINGS,
    STAGES,
    STEPS,
    VERDICTS,
    WANTED,
    WAYS,
    WHYS,
)

_SHOWN, _HEADS, _SHARES, _QUOTE = 8, 6, 5, 28


def explain_text(record: Mapping[str, Any]) -> str:
    """Lay out a trace's record (`qa.trace_record`)."""
    return "\n".join(_lines(record))


def _lines(record: Mapping[str, Any]) -> Iterator[str]:
    library = record["library"]
    yield (
        f"经过（库第 {library['sequence']} 次变更，{library['notices']} 份通知；按 {record['today']} 判断；"
        f"作答门槛 {record['thresholds']['answer_threshold']:g}）"
    )
    for number, step in enumerate(record["steps"], 1):
        yield f"\n{number}. {_pad(STEPS.get(step['step'], step['step']), 12)}{step['ms']:8.2f} 毫秒"
        yield from _step(step)
    if not record["steps"]:
        yield "\n问题没有读：太长、太短或不是中文。"
    yield f"\n用时（毫秒）：{'，'.join(_took(record['took_ms']))}"


def _took(took: Mapping[str, float]) -> Iterator[str]:
    for name, value in took.items():
        yield f"{STAGES.get(name, name)} {value:.1f}"


def _step(step: Mapping[str, Any]) -> Iterator[str]:
    match step["step"]:
        case "understand":
            yield from (f"   {line}" for line in reading_lines(step["reading"]))
        case "scope":
            yield from _scope(step)
        case "search":
            yield from _search(step)
        case "weigh":
            yield from _weigh(step)
        case "way":
            yield f"   {WAYS.get(step['way'], step['way'])}"
        case "arrange":
            detail = f"：{step['detail']}" if step["detail"] else ""
            yield f"   {WHYS.get(step['why'], step['why'])}{detail}"


def reading_lines(reading: Mapping[str, Any], *, columns: int = 12) -> Iterator[str]:
    """Say what was understood, a line a fact; an empty field says nothing.

    Args:
        reading: from `qa.trace_record.reading_record`, or what a receipt kept of it.
        columns: how wide the names are made.
    """
    for name, value in reading.items():
        if value not in (None, "", [], False):
            yield f"{_pad(READINGS.get(name, name), columns)}{_said(name, value)}"


def _said(name: str, value: object) -> str:
    if name == "kind":
        return KINDS.get(str(value), str(value))
    if isinstance(value, list):
        return "、".join("→".join(part) if isinstance(part, list) else str(part) for part in value)
    return "是" if value is True else str(value)


def _scope(step: Mapping[str, Any]) -> Iterator[str]:
    parents = f"，另有上级地区的 {step['parents']} 份" if step["parents"] else ""
    yield f"   {BASES.get(step['basis'], step['basis'])}，查 {step['notices']} 份{parents}"
    if step["years_missing"]:
        yield "   问到的年份没有通知，上面是其他年份的"
    if step["elsewhere"]:
        yield "   问到的地方库里没有通知"
    for head in step["heads"][:_HEADS]:
        yield f"   · {_head(head)}"
    if step["notices"] > _HEADS:
        yield f"   · ……等 {step['notices']} 份"
    for reason, count in step["left_out"].items():
        yield f"   × {count} 份没有查：{LEFT_OUT.get(reason, reason)}"


def _head(head: Mapping[str, Any]) -> str:
    told = "，".join(str(part) for part in (head["region"], head["document_number"]) if part)
    return f"{unbroken(head['title'])}{f'（{told}）' if told else ''}"


def _search(step: Mapping[str, Any]) -> Iterator[str]:
    rows = step["candidates"]
    yield f"   在 {step['notices']} 份通知里找到 {len(rows)} 段"
    for place, row in enumerate(rows[:_SHOWN], 1):
        fate = _pad(FATES.get(row["fate"], row["fate"]), 18)
        yield f"   {place:>2}  {row['score']:7.3f}  {fate}{_place(row)}"
        yield f"       {_shares(row['shares'])}"
    if len(rows) > _SHOWN:
        yield f"   ……其余 {len(rows) - _SHOWN} 段分数更低，加 --json 全部列出"


def _place(row: Mapping[str, Any]) -> str:
    notice = row["notice"]
    ended = "（已失效）" if "ended" in row["features"] else ""
    number = f"第 {row['item']} 项 " if row["item"] else ""
    quote = unbroken(row["quote"])[:_QUOTE]
    return f"{notice['region'] or '地区不明'} {notice['year'] or '年份不明'}{ended} {number}{quote}"


def _shares(shares: Mapping[str, float]) -> str:
    largest = sorted(shares.items(), key=lambda share: -abs(share[1]))
    shown = [f"{FEATURES.get(name, name)} {value:+.2f}" for name, value in largest[:_SHARES]]
    rest = sum(value for _, value in largest[_SHARES:])
    return "  ".join([*shown, *([f"其余 {rest:+.2f}"] if len(largest) > _SHARES else [])])


def _weigh(step: Mapping[str, Any]) -> Iterator[str]:
    said = VERDICTS.get(step["verdict"], step["verdict"])
    if step["wanted"]:
        yield f"   {_pad('要的是', 12)}{WANTED.get(step['wanted'], step['wanted'])}"
    if step["confidence"] is None:
        yield f"   {said}"
        return
    yield f"   {_pad('把握', 12)}{step['confidence']:.3f}（门槛 {step['threshold']:g}）：{said}"
    yield from _columns([(FEATURES.get(name, name), value) for name, value in step["features"].items()])


def _columns(pairs: Sequence[tuple[str, float]]) -> Iterator[str]:
    cells = [f"{_pad(name, 16)}{value:7.3f}" for name, value in pairs]
    for start in range(0, len(cells), 3):
        yield "   " + "   ".join(cells[start : start + 3])


def _pad(text: str, columns: int) -> str:
    """Fill up to a number of terminal columns; a Chinese letter takes two."""
    taken = sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
    return text + " " * max(1, columns - taken)
