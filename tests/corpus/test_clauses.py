import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.clauses import CLAUSES, covers, holds_part, parts_of, read_clauses
from corpus.numerals import to_chinese, to_int


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("第三条", ["第三条"]),
        ("第三条、第五条和第12条", ["第三条", "第五条", "第12条"]),
        ("第三条,第五条", ["第三条", "第五条"]),
        ("第三条至第六条", ["第三条", "第四条", "第五条", "第六条"]),
        ("第3条-第5条", ["第3条", "第4条", "第5条"]),
        ("第三、五条", ["第三条", "第五条"]),
        ("第二章", ["第二章"]),
        ("第三条第(二)项", ["第三条第(二)项"]),
        ("第三条第二款第(一)项", ["第三条第二款第(一)项"]),
        ("第三条之一", ["第三条之一"]),
        ("(三)、(五)", ["(三)", "(五)"]),
        ("第5项", ["第5项"]),
        ("附件2", ["附件2"]),
        # A range that runs backwards, or between unlike things, is the two ends.
        ("第九条至第三条", ["第九条", "第三条"]),
        ("第二章至第三条", ["第二章", "第三条"]),
    ],
)
def test_lists_of_clauses_are_read(text: str, numbers: list[str]) -> None:
    assert re.fullmatch(CLAUSES, text)
    assert [number for _, _, number in read_clauses(text)] == numbers


@pytest.mark.parametrize("text", ["三条", "第三", "2018", "(2018)", "第三次"])
def test_other_figures_are_no_clauses(text: str) -> None:
    assert re.fullmatch(CLAUSES, text) is None


@given(st.integers(1, 999))
def test_numerals_are_written_as_they_are_read(number: int) -> None:
    assert to_int(to_chinese(number)) == number


@pytest.mark.parametrize(
    ("clause", "place", "whole", "part"),
    [
        ("第三条", (("条", 3),), True, False),
        ("第三条", (("章", 1), ("条", 3)), True, False),
        ("第二章", (("章", 2), ("条", 4)), True, False),
        ("第三条", (("条", 3), ("()", 1)), True, False),
        ("第三条", (("条", 4),), False, False),
        ("第三条第(二)项", (("条", 3), ("()", 2)), True, False),
        ("第三条第(二)项", (("条", 3), ("()", 1)), False, False),
        ("第三条第(二)项", (("条", 3),), False, True),
        ("第三条第二款", (("条", 3),), False, True),
        ("第二章第三条", (("章", 2), ("条", 4)), False, False),
        ("(三)", (("、", 2), ("()", 3)), True, False),
        ("(三)", (("、", 3),), False, False),
        ("第5项", ((".", 5),), True, False),
        ("第5项", (("条", 5),), False, False),
        ("第三条", (), False, False),
    ],
)
def test_a_clause_holds_what_stands_under_it(
    clause: str, place: tuple[tuple[str, int], ...], whole: bool, part: bool
) -> None:
    assert covers(parts_of(clause), place) is whole
    assert (bool(place) and holds_part(parts_of(clause), place)) is part
