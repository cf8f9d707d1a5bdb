"""Names of units run together are parted only where each part is a name."""

from corpus.fold import fold
from corpus.parse.unit_runs import known_runs, recurring_lists, run_at_end, run_inside


def test_a_run_behind_a_full_stop_is_parted_at_its_borders() -> None:
    run = run_at_end(fold("1.公开预算。区经济发展局区行政审批局区直各单位,各街道办事处"))
    assert run is not None
    assert run.names == ("区经济发展局", "区行政审批局", "区直各单位", "各街道办事处")
    assert fold("1.公开预算。区经济发展局区行政审批局区直各单位").text.index("区直各单位") == run.border


def test_words_that_are_no_names_make_no_run() -> None:
    assert run_at_end(fold("1.公开预算。做到及时准确,接受监督")) is None
    assert run_at_end(fold("1.公开预算市财政局")) is None


def test_a_name_read_elsewhere_is_known_without_a_full_stop() -> None:
    known = known_runs([run for run in [run_at_end(fold("1.公开预算。市财政局"))] if run])
    run = run_at_end(fold("2.公开决算等信息市财政局"), known=known)
    assert run is not None
    assert run.names == ("市财政局",)
    assert run_at_end(fold("2.公开决算等信息市审计局"), known=known) is None


def test_separators_inside_brackets_part_nothing() -> None:
    run = run_at_end(fold("1.公开预算。各乡镇人民政府(街道办事处、园区),市财政局"))
    assert run is not None
    assert len(run.names) == 2


LONG, SHORT = "省直各部门,各设区市政府、各县政府", "各设区市政府、各县政府"


def test_a_list_counts_only_where_it_stands_in_three_rows() -> None:
    texts = [f"{number}.推进事项{word}{LONG}抓好落实" for number, word in enumerate("甲乙丙")]
    assert recurring_lists(texts) == (LONG,)
    assert recurring_lists(texts[:2]) == ()


def test_a_list_may_end_a_longer_one_if_it_stands_alone_often_enough() -> None:
    texts = [f"{number}.推进事项{word}{LONG}抓好落实" for number, word in enumerate("甲乙丙")]
    texts += [f"{number}.推进事项{word}省财政厅{SHORT}及时完成" for number, word in enumerate("丁戊己")]
    assert recurring_lists(texts) == (LONG, SHORT)


def test_names_fused_in_front_of_a_list_belong_to_the_run() -> None:
    run = run_inside(f"2.按月公开全省收支情况省财政厅省审计厅{SHORT}抓好落实", (SHORT,))
    assert run is not None
    assert run.names[:2] == ("省财政厅", "省审计厅")
    assert run_inside("2.按月公开收支情况省财政厅抓好落实", (SHORT,)) is None


def test_words_that_all_rows_go_on_with_are_no_part_of_the_list() -> None:
    texts = [
        f"{number}.推进事项{word}各区人民政府、市政府办公室及时落实" for number, word in enumerate("甲乙丙")
    ]
    assert recurring_lists(texts) == ("各区人民政府、市政府办公室",)
