from corpus.ingest import FileReport, IngestReport, Outcome
from corpus.ingest_report import report_lines, report_record


def report(*outcomes: Outcome, **fields: object) -> IngestReport:
    files = tuple(
        FileReport(
            source=f"{outcome}.txt",
            outcome=outcome,
            message=f"{outcome}.txt：坏了。" if outcome is Outcome.FAILED else "",
            notices=1,
            items=2,
        )
        for outcome in outcomes
    )
    return IngestReport(**{"files": files, "total": len(files), **fields})  # type: ignore[arg-type]


def test_each_changed_file_has_a_line_and_the_sum_follows() -> None:
    lines = report_lines(
        report(Outcome.ADDED, Outcome.REPLACED, Outcome.DUPLICATE, Outcome.FAILED, Outcome.UNCHANGED)
    )
    assert lines == [
        "新增  added.txt：1 份通知，2 条任务",
        "替换  replaced.txt：1 份通知，2 条任务，旧内容已被替换",
        "重复  duplicate.txt：1 份通知，2 条任务，内容与库中已有的相同，没有重复存入",
        "失败  failed.txt：坏了。",
        "共 5 个文件：新增 1，替换 1，重复 1，未变 1，失败 1。",
    ]


def test_nothing_new_is_said_clearly() -> None:
    made = report(Outcome.UNCHANGED, Outcome.UNCHANGED)
    assert report_lines(made)[-1] == "没有变化：这些通知都已在库里，内容相同。"
    assert not made.changed
    assert not made.failed


def test_nothing_new_is_said_beside_a_file_that_is_no_notice_but_not_beside_a_failure() -> None:
    said = "没有变化：这些通知都已在库里，内容相同。"
    assert report_lines(report(Outcome.SKIPPED, Outcome.UNCHANGED))[-1] == said
    assert said not in report_lines(report(Outcome.UNCHANGED, Outcome.FAILED))
    assert said not in report_lines(report(Outcome.UNCHANGED, Outcome.ADDED))
    assert said not in report_lines(report(Outcome.SKIPPED))


def test_a_stop_says_what_is_left_and_what_to_do() -> None:
    made = report(Outcome.ADDED, total=9, stopped="导入被中断", interrupted=True)
    assert report_lines(made)[-1].startswith("导入被中断。还有 8 个文件没有处理。")
    assert made.failed
    assert report_lines(report(total=3, stopped="盘满。"))[0] == "共 3 个文件：都没有处理。"


def test_failing_is_told_from_not_being_a_notice() -> None:
    assert report(Outcome.ADDED, Outcome.FAILED).failed
    assert not report(Outcome.ADDED, Outcome.SKIPPED).failed
    assert report(Outcome.SKIPPED).failed


def test_the_record_counts_every_outcome() -> None:
    record = report_record(report(Outcome.ADDED, Outcome.FAILED))
    assert record["counts"] == {
        "added": 1, "unchanged": 0, "replaced": 0, "duplicate": 0, "skipped": 0, "failed": 1,
    }  # fmt: skip
    assert (record["changed"], record["total"], record["interrupted"]) == (True, 2, False)
