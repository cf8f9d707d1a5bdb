import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.readers.sheets.values import BUILT_IN, plain, shown

DAY = 44499  # 30 October 2021, a Saturday


@pytest.mark.parametrize(
    ("number", "code", "text"),
    [
        (3.0, "", "3"),
        (0.1 + 0.2, "", "0.3"),
        (13_900_001_234.0, "", "13900001234"),
        (1e20, "", "1e+20"),
        (12, "@", "12"),
        (3.14159, "0.00", "3.14"),
        (2.5, "0", "3"),
        (0.5, "#", "1"),
        (1234567.891, "#,##0.00", "1,234,567.89"),
        (0.955, "0%", "96%"),
        (0.955, "0.0%", "95.5%"),
        (5, "000", "005"),
        (-5, "0;-0", "-5"),
        (-5, "0.0;(0.0)", "(5.0)"),
        (-0.001, "0.00", "0.00"),
        (0, "0;-0;无", "无"),
        (3, ";;;", ""),
        (12, '0"个"', "12个"),
        (12, 'General"元"', "12元"),
        (12, "[红色]¥#,##0.00_ ", "¥12.00"),
        (12, "[$¥-804]#,##0", "¥12"),
        (12000, '0.0,"千元"', "12000.0千元"),
        (12000, '0,"千元"', "12千元"),
        (0.5, "# ?/?", "0.5"),
        (12345, "0.00E+00", "12345"),
        (1.5, "0.##", "1.5"),
        (DAY, 'yyyy"年"m"月"d"日"', "2021年10月30日"),
        (DAY, "yyyy-mm-dd", "2021-10-30"),
        (DAY, "yyyy\\-m\\-d;@", "2021-10-30"),
        (DAY, '[$-804]yyyy"年"m"月"d"日";@', "2021年10月30日"),
        (DAY, '[DBNum1][$-804]yyyy"年"m"月"d"日"', "二〇二一年十月三十日"),
        (DAY, 'm"月"d"日"', "10月30日"),
        (DAY, "aaaa", "星期六"),
        (DAY, "dddd, mmmm d", "Saturday, October 30"),
        (DAY, "yy.mmm", "21.Oct"),
        (DAY + 0.75, "yyyy/m/d h:mm", "2021/10/30 18:00"),
        (DAY + 0.75, "h:mm AM/PM", "6:00 PM"),
        (DAY + 0.25, '上午/下午h"时"mm"分"', "上午6时00分"),
        (1.5, "[h]:mm:ss", "36:00:00"),
        (0.5, "mm:ss.0", "00:00"),
        (DAY, BUILT_IN[14], "2021/10/30"),
        (DAY, BUILT_IN[31], "2021年10月30日"),
        (1, "yyyy-m-d", "1900-1-1"),
        (60, "yyyy-m-d", "1900-2-28"),
        (-1, "yyyy", "-1"),
        (1e300, "yyyy", "1e+300"),
        (1e300, "0.00", "1e+300"),
        (1, "0" * 300, "1"),
    ],
)
def test_numbers_are_printed_as_their_format_says(number: float, code: str, text: str) -> None:
    assert shown(number, code) == text


def test_days_may_be_counted_from_1904() -> None:
    assert shown(DAY - 1462, "yyyy-mm-dd", from_1904=True) == "2021-10-30"


@given(
    st.floats() | st.floats(-1e6, 1e6),
    st.text('yYmdhsaeE#0?.,%;[]"\\_*@GgAP/M上午年- \u0661') | st.sampled_from(sorted(BUILT_IN.values())),
    st.booleans(),
)
def test_any_format_prints_something_or_nothing(number: float, code: str, from_1904: bool) -> None:
    assert isinstance(shown(number, code, from_1904=from_1904), str)


@given(st.integers(-(10**14), 10**14))
def test_whole_numbers_stay_whole(number: int) -> None:
    assert plain(float(number)) == str(number)
