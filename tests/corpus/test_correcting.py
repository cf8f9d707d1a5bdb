"""`zhengda correct`: the same as on the editors' desk, by command."""

import json
from pathlib import Path

import pytest
from click.testing import Result

from corpus.errors import UsageError
from corpus.ingest import ingest
from corpus.settings import Settings
from corpus.store import Store
from tests.corpus.commanding import command
from tests.corpus.made import written

NUMBER = "青政办发〔2023〕1号"
WHY = ("--reason", "与原件不符", "--by", "李四")


def run(settings: Settings, *arguments: str) -> Result:
    return command(settings, "correct", *arguments)


@pytest.fixture
def held(settings: Settings, store: Store, tmp_path: Path) -> Settings:
    path = tmp_path / "a.txt"
    path.write_text(written(1), encoding="utf-8")
    ingest([path], store, settings=settings)
    return settings


def test_a_head_is_put_right_listed_and_put_back(held: Settings, store: Store) -> None:
    assert "没有更正" in run(held, "list").stdout
    said = run(held, "set", NUMBER, "成文日期=2023-01-06", "发文机关=甲局", "发文机关=乙局", *WHY).stdout
    assert "成文日期：2023-01-05 → 2023-01-06" in said
    (notice,) = store.notices()
    assert (str(notice.dated_on), notice.issuing_bodies) == ("2023-01-06", ("甲局", "乙局"))
    listed = run(held, "list", NUMBER).stdout
    for part in ("1. ", "李四", "公文头（生效）", "甲局、乙局", "理由：与原件不符"):
        assert part in listed
    assert "已撤销" in run(held, "undo", "1", *WHY).stdout
    (notice,) = store.notices()
    assert str(notice.dated_on) == "2023-01-05"
    states = [one["state"] for one in json.loads(run(held, "list", "--json").stdout)["corrections"]]
    assert states == ["undo", "former"]


def test_a_task_is_put_right_by_its_number(held: Settings, store: Store) -> None:
    given = ("牵头单位=县教育局", "时限=3月底前", "时限=2023-03-30", "责任单位=")
    run(held, "set", NUMBER, "--item", "1", *given, *WHY)
    (item,) = store.items()
    assert [unit.name for unit in item.lead_units] == ["县教育局"]
    assert item.responsible_units == ()
    assert item.deadline
    assert (item.deadline.text, str(item.deadline.due)) == ("3月底前", "2023-03-30")


def test_only_what_still_counts_is_put_back(held: Settings, store: Store) -> None:
    run(held, "set", NUMBER, "标题=甲要点", "成文日期=2023-01-06", *WHY)
    run(held, "set", NUMBER, "标题=乙要点", *WHY)
    run(held, "undo", "1", *WHY)
    (notice,) = store.notices()
    assert (notice.title, str(notice.dated_on)) == ("乙要点", "2023-01-05")
    with pytest.raises(UsageError, match="已被后来的取代或撤销"):
        run(held, "undo", "1", *WHY)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("set", NUMBER, "日期=2023-01-06"), "字段有：标题、"),
        (("set", NUMBER, "标题"), "写成 字段=值"),
        (("set", NUMBER, "成文日期=20230106"), "请写成 2024-03-01 这样"),
        (("set", NUMBER, "有效期=2022-01-06"), "早于“成文日期”"),
        (("set", NUMBER, "牵头单位=县财政局"), "不能在这里更正"),
        (("set", NUMBER, "--item", "9", "任务内容=x"), "项号有：1"),
        (("set", "没有的", "标题=x"), "没有「没有的」"),
        (("set", NUMBER, "标题=x", "--quote", "原文没有的话"), "找不到"),
        (("undo", "7"), "没有编号为 7 的更正"),
    ],
)
def test_what_makes_no_sense_is_refused_with_what_to_do(
    held: Settings, store: Store, arguments: tuple[str, ...], words: str
) -> None:
    with pytest.raises(UsageError) as told:
        run(held, *arguments, *WHY)
    assert words in str(told.value)
    assert store.corrections.all() == ()


def test_a_correction_needs_a_reason(held: Settings, store: Store) -> None:
    assert run(held, "set", NUMBER, "标题=x").exit_code == 2
    with pytest.raises(UsageError, match="--reason"):
        run(held, "set", NUMBER, "标题=x", "--reason", " ")
    assert store.corrections.all() == ()


def test_the_stage_is_set_by_its_chinese_name(held: Settings, store: Store) -> None:
    run(held, "set", NUMBER, "阶段=征求意见稿", *WHY)
    assert store.notices()[0].stage.value == "consultation_draft"


def test_quality_is_exported_of_one_notice_and_of_all(held: Settings, store: Store, tmp_path: Path) -> None:
    second = tmp_path / "b.txt"
    second.write_text(written(2), encoding="utf-8")
    ingest([second], store, settings=held)

    def quality(*arguments: str) -> Result:
        return command(held, "notices", "quality", *arguments)

    path = tmp_path / "质量.csv"
    quality("--csv", str(path))
    raw = path.read_bytes()
    # Excel wants the mark in front.
    assert raw[:3] == bytes.fromhex("efbbbf")
    lines = raw.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("通知编号,标题,类别,名称")
    assert {line.split(",")[3] for line in lines[1:]} >= {"标题", "发文字号", "任务条目"}
    assert len({line.split(",")[0] for line in lines[1:]}) == 2
    quality(NUMBER, "--csv", str(path))
    assert len({line.split(",")[0] for line in path.read_text("utf-8-sig").splitlines()[1:]}) == 1
    assert len(json.loads(quality("--json").stdout)["notices"]) == 2
    with pytest.raises(UsageError, match="--csv"):
        quality()
