from pathlib import Path

import numpy as np
import pytest

from corpus.errors import StaleIndex
from corpus.model import DocumentStage, Validity
from index.ports import Filter
from index.rows import Rows, row_of
from tests.index.conftest import passage

ROWS = Rows(
    [
        row_of(passage(1, "甲", regions=("乐至县", "乐至"), year=2023, units=("县发改委", "县发展和改革局"))),
        row_of(passage(2, "乙", regions=("濉溪县", "濉溪"), year=2021, units=("县教育局",), notice_id="n2")),
        row_of(passage(3, "丙", validity=Validity.EXPIRED, stage=DocumentStage.TRIAL)),
    ],
    {"甲": 1},
)


@pytest.mark.parametrize(
    ("filter", "allowed"),
    [
        (Filter(regions=("乐至",)), [True, False, False]),
        (Filter(years=(2021, 2023)), [True, True, False]),
        (Filter(years=(2021, 2023), notice_ids=("n2",)), [False, True, False]),
        (Filter(validities=(Validity.EXPIRED,)), [False, False, True]),
        (Filter(stages=(DocumentStage.FINAL,)), [True, True, False]),
        (Filter(regions=("无此地",)), [False, False, False]),
    ],
)
def test_a_filter_lets_through_what_satisfies_all_of_it(filter: Filter, allowed: list[bool]) -> None:
    found = ROWS.allowed(filter)
    assert found is not None
    assert np.array_equal(found, allowed)


def test_no_filter_lets_all_through() -> None:
    assert ROWS.allowed(Filter()) is None


def test_a_unit_is_meant_by_what_people_call_it() -> None:
    assert set(ROWS.printed_units(("发改委",))) == {"县发改委", "县发展和改革局"}
    assert ROWS.printed_units(("县教育局",)) == ("县教育局",)


def test_an_unknown_unit_means_no_other() -> None:
    assert ROWS.printed_units(("县气象局",)) == ("县气象局",)


def test_rows_are_read_as_they_were_written(tmp_path: Path) -> None:
    ROWS.save(tmp_path)
    opened = Rows.open(tmp_path)
    assert opened.rows == ROWS.rows
    assert opened.frequencies == ROWS.frequencies


@pytest.mark.parametrize("name", ["rows.jsonl", "frequencies.json"])
def test_a_truncated_file_is_stale(tmp_path: Path, name: str) -> None:
    ROWS.save(tmp_path)
    content = (tmp_path / name).read_text(encoding="utf-8")
    (tmp_path / name).write_text(content[: len(content) // 2], encoding="utf-8")
    with pytest.raises(StaleIndex, match="重建"):
        Rows.open(tmp_path)
