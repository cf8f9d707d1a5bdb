"""What an ingest did, for people and for programs."""

from corpus.ingest import FileReport, IngestReport, Outcome
from corpus.json_records import Record

OUTCOMES = {
    Outcome.ADDED: "新增",
    Outcome.REPLACED: "替换",
    Outcome.DUPLICATE: "重复",
    Outcome.UNCHANGED: "未变",
    Outcome.SKIPPED: "跳过",
    Outcome.FAILED: "失败",
}
_NOTED = {Outcome.REPLACED: "，旧内容已被替换", Outcome.DUPLICATE: "，内容与库中已有的相同，没有重复存入"}


def report_lines(report: IngestReport) -> list[str]:
    """Set a report in lines: one a file that is not as it was, then the sum, then what to do."""
    changed = [file for file in report.files if file.outcome is not Outcome.UNCHANGED]
    lines = [line for file in changed for line in (_line(file), *_doubts(file))]
    counts = [
        f"{name} {report.count(outcome)}" for outcome, name in OUTCOMES.items() if report.count(outcome)
    ]
    lines.append(f"共 {report.total} 个文件：{'，'.join(counts) or '都没有处理'}。")
    if report.stopped is not None:
        left = report.total - len(report.files)
        kept = "已导入的都已存好；再运行一次同样的命令即可接着导入。"
        lines.append(f"{report.stopped.rstrip('。')}。还有 {left} 个文件没有处理。{kept}")
    elif report.count(Outcome.UNCHANGED) and not report.changed and not report.failed:
        lines.append("没有变化：这些通知都已在库里，内容相同。")
    return lines


def report_record(report: IngestReport) -> Record:
    """Lay a report out as JSON values."""
    return {
        "files": [
            {
                "source": file.source,
                "outcome": file.outcome.value,
                "message": file.message,
                "notices": file.notices,
                "items": file.items,
                "doubts": list(file.doubts),
            }
            for file in report.files
        ],
        "counts": {outcome.value: report.count(outcome) for outcome in Outcome},
        "total": report.total,
        "changed": report.changed,
        "stopped": report.stopped,
        "interrupted": report.interrupted,
    }


_SHOWN = 3


def _doubts(file: FileReport) -> list[str]:
    """Set what may have been read wrong below the file's line; the first few, and how many more there are."""
    lines = [f"      注意：{doubt}" for doubt in file.doubts[:_SHOWN]]
    more = len(file.doubts) - _SHOWN
    return [*lines, f"      还有 {more} 处疑点，用 zhengda notices quality 看全部。"] if more > 0 else lines


def _line(file: FileReport) -> str:
    name = OUTCOMES[file.outcome]
    if file.message:
        return f"{name}  {file.message}"
    return f"{name}  {file.source}：{file.notices} 份通知，{file.items} 条任务{_NOTED.get(file.outcome, '')}"
