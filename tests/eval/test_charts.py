import re

from eval.charts import HEIGHT, WIDTH, Line, bar_chart, histogram, line_chart, timeline


def numbers(chart, name):
    return [float(value) for value in re.findall(rf'\b{name}="([-\d.]+)"', chart)]


def test_points_of_a_line_stay_inside_the_picture():
    chart = line_chart("风险", [Line(name="a", points=[(0, 0), (0.5, 0.2), (1, 0.4)])], x="x", y="y")
    (points,) = re.findall(r'points="([^"]+)"', chart)
    places = [tuple(map(float, point.split(","))) for point in points.split()]
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in places)
    assert [x for x, _ in places] == sorted(x for x, _ in places)
    assert [y for _, y in places] == sorted((y for _, y in places), reverse=True)


def test_a_timeline_marks_every_run_and_keeps_shares_on_one_scale():
    lines = [Line(name="a", points=[(0, 0.5), (1, 1.0)]), Line(name="b", points=[(0.5, 0.0)])]
    chart = timeline("指标", lines, ["3月1日", "3月2日", "3月3日"], y="hit@1")
    assert chart.count("<circle") == 3
    assert all(0 <= place <= HEIGHT for place in numbers(chart, "cy"))
    assert ("3月1日" in chart, "3月2日" in chart, "3月3日" in chart) == (True, False, True)
    one = timeline("指标", [Line(name="a", points=[(0.5, 0.25)])], ["3月1日"], y="hit@1")
    (low,) = numbers(one, "cy")
    assert low > numbers(chart, "cy")[0] > numbers(chart, "cy")[1]


def test_bars_are_as_long_as_their_values():
    wide = numbers(bar_chart("种类", [("甲", (1.0,)), ("乙", (0.5,))], ["r"]), "width")[-2:]
    assert wide[0] == 2 * wide[1]


def test_words_in_a_chart_are_escaped():
    assert "<b>" not in bar_chart("<b>", [("<b>", (1.0,))], ["r"])


def test_a_histogram_counts_every_value():
    chart = histogram("用时", [1.0] * 30 + [2.0] * 10, unit="毫秒", bins=2)
    heights = numbers(chart, "height")[-2:]
    assert len(heights) == 2
    assert histogram("用时", [0.0], unit="毫秒").count("<rect") == 20
