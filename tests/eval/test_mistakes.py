import json
from pathlib import Path

import pytest

from eval.mistakes import said


@pytest.mark.parametrize(
    ("act", "told"),
    [
        (lambda: json.loads('{\n"a": }'), "第 2 行第 6 个字起不是 JSON"),
        (lambda: {}["gates"], "缺少 gates"),
        (lambda: b"\xff".decode(), "不是 UTF-8 文本"),
        (lambda: Path("/no/such").read_bytes(), "没有这个文件或文件夹"),
        (lambda: int("x"), "有一项不是该有的样子"),
    ],
)
def test_what_a_reader_trips_over_is_told_in_chinese(act, told):
    with pytest.raises((ValueError, KeyError, OSError)) as caught:
        act()
    assert said(caught.value) == told
