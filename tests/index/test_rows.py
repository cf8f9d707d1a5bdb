from pathlib import Path

import numpy as np
import pytest

from corpus.errors import StaleIndex
from corpus.model import DocumentStage, Validity
from index.facets import facets_of
from index.ports import Filter, SearchPassage
from index.rows import RowPart, Rows, RowWriter, row_of
from tests.index.conftest import passage

PASSAGES = (
    passage(
        1,
        "甲",
        regions=("乐至县", "乐至"),
        year=2023,
        units=("县发改委", "县发展和改革局"),
        title="第 六 版",
        place=7,
    ),
    passage(2, "乙", regions=("濉溪县", "濉溪"), year=2021, units=("县教育局",), notice_id="n2"),
    passage(3, "丙", validity=Validity.EXPIRED, stage=DocumentStage.TRIAL),
)


def part(folder: Path, passages: tuple[SearchPassage, ...]) -> RowPart:
    folder.mkdir(parents=True, exist_ok=True)
    writer = RowWriter(folder)
    for found in passages:
        writer.add_passage(found)
    writer.finish()
    return RowPart.open(folder)


@pytest.fixture(params=[(3,), (1, 2), (2, 1)], ids=["one part", "two parts", "two other parts"])
def rows(request: pytest.FixtureRequest, tmp_path: Path) -> Rows:
    ends = np.cumsum(request.param).tolist()
    starts = [0, *ends]
    return Rows(
        [part(tmp_path / str(end), PASSAGES[start:end]) for start, end in zip(starts, ends, strict=False)]
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
def test_a_filter_lets_through_what_satisfies_all_of_it(
    rows: Rows, filter: Filter, allowed: list[bool]
) -> None:
    for _ in range(2):
        found = rows.allowed(filter)
        assert found is not None
        assert np.array_equal(found, allowed)


def test_no_filter_lets_all_through_that_are_there(rows: Rows) -> None:
    assert rows.allowed(Filter()) is None
    left = Rows(rows.parts, np.array([1]))
    assert left.allowed(Filter()).tolist() == [True, False, True]
    assert left.allowed(Filter(years=(2021, 2023))).tolist() == [True, False, False]
    assert (len(left), left.total) == (2, 3)


def test_the_passages_of_a_notice_are_those_that_are_there(rows: Rows) -> None:
    assert rows.of_notices(["n1"]).tolist() == [0, 2]
    assert Rows(rows.parts, np.array([0])).of_notices(["n1", "n2", "n3"]).tolist() == [1, 2]


def test_the_validity_of_every_notice_is_known(rows: Rows) -> None:
    assert Rows(rows.parts, np.array([0])).validities() == {"n1": "expired", "n2": "unknown"}


def test_a_unit_is_meant_by_what_people_call_it(rows: Rows) -> None:
    assert set(rows.printed_units(("发改委",))) == {"县发改委", "县发展和改革局"}
    assert rows.printed_units(("县教育局",)) == ("县教育局",)


def test_an_unknown_unit_means_no_other(rows: Rows) -> None:
    assert rows.printed_units(("县气象局",)) == ("县气象局",)


def test_rows_are_read_as_they_were_written(rows: Rows) -> None:
    assert [rows.row(number) for number in range(3)] == [row_of(found) for found in PASSAGES]
    facets = [found.columns.facets(number) for found in rows.parts for number in range(len(found))]
    assert facets == [facets_of(found) for found in PASSAGES]


def test_every_field_is_folded_and_the_context_has_a_line_for_each(rows: Rows) -> None:
    row = rows.row(0)
    assert (row.title, row.place) == ("第6版", 7)
    assert row.context == "第6版\n\n县发改委\n县发展和改革局\n\n乐至县\n乐至"


@pytest.mark.parametrize("name", ["texts.bin", "offsets.npy", "columns.npy", "values.json"])
def test_a_truncated_file_is_stale(tmp_path: Path, name: str) -> None:
    part(tmp_path, PASSAGES)
    content = (tmp_path / name).read_bytes()
    (tmp_path / name).write_bytes(content[: len(content) // 2])
    with pytest.raises(StaleIndex, match="重建"):
        RowPart.open(tmp_path)


def test_a_passage_is_read_with_its_notice_around_it_and_nothing_of_another(tmp_path: Path) -> None:
    texts = ("一", "二", "三", "四", "五")
    first = tuple(passage(n, text, notice_id="n1") for n, text in enumerate(texts))
    others = tuple(passage(n, text, notice_id="n2") for n, text in enumerate(("甲", "乙"), 5))
    found = Rows([part(tmp_path / "a", (*first, *others)), part(tmp_path / "b", first[:1])])
    assert found.around(2, 16).split("\n") == list(texts)
    assert found.around(2, 1).split("\n") == ["二", "三", "四"]
    assert found.around(4, 1).split("\n") == ["四", "五"]
    assert found.around(5, 16).split("\n") == ["甲", "乙"]
    assert found.around(7, 16) == "一"
