from hypothesis import given
from hypothesis import strategies as st

from corpus.grid import grid, width, wrap

_TEXT = st.text(alphabet="政府公开，。（）ab c1é\u0301\u200b", max_size=60)


def test_a_chinese_character_takes_two_columns_and_a_mark_on_it_none() -> None:
    assert width("政府ab") == 6
    assert width("e\u0301\u200b") == 1


def test_a_closing_mark_never_begins_a_line() -> None:
    assert wrap("公开清单，按时", 8) == ["公开清", "单，按时"]


@given(_TEXT, st.integers(4, 40))
def test_wrapping_keeps_every_character_inside_the_width(text: str, columns: int) -> None:
    lines = wrap(text, columns)
    assert "".join(lines) == " ".join(text.split())
    assert all(width(line) <= columns for line in lines)


@given(st.lists(st.tuples(_TEXT, _TEXT, _TEXT), max_size=5), st.integers(20, 120))
def test_a_table_fits_the_terminal(rows: list[tuple[str, str, str]], columns: int) -> None:
    assert all(width(line) <= columns for line in grid(("甲", "乙", "丙"), rows, columns).split("\n"))


def test_columns_stand_under_each_other() -> None:
    assert grid(("号", "单位"), [("1", "县财政局"), ("12", "局")], 80).split("\n") == [
        "号    单位",
        "────  ────────",
        "1     县财政局",
        "12    局",
    ]
