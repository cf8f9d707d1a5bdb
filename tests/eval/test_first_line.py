from collections import Counter

from eval.first_line import FirstLine, render
from eval.golden import Comparison

ENVIRONMENT = {
    "commit": "abc", "set": {"name": "dev.jsonl", "sha256": "1" * 64},
    "library": {"notices": 6, "sha256": "2" * 64},
    "settings": {"encoder": "e5-small", "answer_threshold": 0.5}, "machine": {"cpu": "X", "cores": 2},
    "versions": {"python": "3.11", "zhengda": None},
}  # fmt: skip


def comparison(source, right, extra):
    names = ("items", "lead", "responsible", "cooperating", "deadline", "facts")
    counts = {"right": Counter(dict.fromkeys(names, right)), "total": Counter(dict.fromkeys(names, 10))}
    return Comparison(source=source, **counts, extra=extra, differences=())


def rendered(**changes):
    line = {"comparisons": (), "figures": {"questions": 49, "hit@1": 0.875}, "environment": ENVIRONMENT}
    return render(FirstLine(**(line | changes)))


def test_every_notice_has_its_row_and_the_rows_are_summed():
    text = rendered(comparisons=(comparison("a.txt", 10, 0), comparison("b.txt", 8, 2)))
    assert "| b.txt | 8/10 | 8/10 | 8/10 | 8/10 | 8/10 | 8/10 | 2 |" in text
    assert "| 合计 | 18/20 | 18/20 | 18/20 | 18/20 | 18/20 | 18/20 | 2 |" in text


def test_only_figures_that_were_measured_are_shown():
    text = rendered()
    assert "0.8750" in text
    assert "unit_f1" not in text
    assert "全新安装" not in text
    assert "毫秒" not in text


def test_times_and_quotes_are_shown_with_their_units():
    figures = {"questions": 49, "verbatim": 1.0, "citations": 213, "p50_ms": 2.26}
    text = rendered(figures=figures, install_seconds=93.4)
    assert "1.0000（213 条）" in text
    assert "2.3 毫秒" in text
    assert "93 秒" in text


def test_the_report_says_what_it_was_measured_on():
    text = rendered()
    for fact in ("abc", "dev.jsonl", "6 件通知", "e5-small", "python 3.11"):
        assert fact in text
