"""What a notice says once for all its tasks."""

import pytest

from corpus.model import TaskItem
from tests.corpus.parse.written import notice, parse


def named(item: TaskItem) -> tuple[list[str], list[str]]:
    return [unit.name for unit in item.responsible_units], [unit.name for unit in item.cooperating_units]


@pytest.mark.parametrize(
    "rule",
    [
        "以下均需各乡镇、县数据局落实，不再列出。",
        "以下任务均由各乡镇、县数据局负责落实，不再逐一列出。",
    ],
)
def test_units_named_once_belong_to_every_task_below(rule: str) -> None:
    lines = (
        f"1.公开清单。（责任单位：县财政局）{rule}",
        "2.公开目录。（责任单位：县司法局、各乡镇）",
        "3.公开指南。（责任单位：县民政局）",
    )
    first, second, third = parse(notice(*lines)).items
    assert named(first) == (["县财政局"], [])
    assert named(second) == (["县司法局", "各乡镇", "县数据局"], [])
    assert named(third) == (["县民政局", "各乡镇", "县数据局"], [])


def test_units_that_help_with_every_task_cooperate() -> None:
    rule = "以下各项工作均需县融媒体中心配合，不再列出。"
    (item,) = parse(notice(rule, "1.公开清单。（责任单位：县财政局）")).items
    assert named(item) == (["县财政局"], ["县融媒体中心"])


def test_other_words_about_the_tasks_add_nobody() -> None:
    (item,) = parse(notice("以下任务均需按时落实。", "1.公开清单。（责任单位：县财政局）")).items
    assert named(item) == (["县财政局"], [])
