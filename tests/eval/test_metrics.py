import random

import ir_measures
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ir_measures import RR, P, R, Success, nDCG
from sklearn.metrics import roc_auc_score

from eval import metrics

PROBABILITY = st.floats(min_value=0, max_value=1)


@pytest.mark.parametrize("seed", range(100))
def test_ranking_figures_equal_those_of_ir_measures(seed):
    chance = random.Random(seed)
    documents = [f"d{number:02}" for number in range(40)]
    qrels, run, found = [], [], {"ndcg": [], "rr": [], "recall": [], "hit": [], "precision": []}
    for query in range(10):
        relevant = chance.sample(documents, chance.randint(1, 15))
        gains = {document: chance.randint(1, 3) for document in relevant}
        ranked = chance.sample(documents, chance.randint(1, 30))
        qrels += [ir_measures.Qrel(str(query), document, gain) for document, gain in gains.items()]
        run += [ir_measures.ScoredDoc(str(query), document, -place) for place, document in enumerate(ranked)]
        rank = metrics.first_rank(ranked, gains, 10)
        found["ndcg"].append(metrics.ndcg(ranked, gains, 10))
        found["rr"].append(metrics.reciprocal_rank(rank))
        found["recall"].append(metrics.recall(ranked, gains, 10))
        found["hit"].append(metrics.hit(rank, 1))
        found["precision"].append(metrics.precision(ranked, gains, 5))
    measures = {"ndcg": nDCG @ 10, "rr": RR @ 10, "recall": R @ 10, "hit": Success @ 1, "precision": P @ 5}
    # Ten questions a seed: a thousand random rankings in all, each compared by itself.
    for theirs in ir_measures.iter_calc(list(measures.values()), qrels, run):
        name = next(name for name, measure in measures.items() if measure == theirs.measure)
        assert found[name][int(theirs.query_id)] == pytest.approx(theirs.value, abs=1e-9), name


@given(st.lists(PROBABILITY, min_size=1), st.lists(PROBABILITY, min_size=1))
def test_auroc_equals_that_of_scikit_learn(answerable, absent):
    labels = [1] * len(answerable) + [0] * len(absent)
    theirs = roc_auc_score(labels, answerable + absent)
    assert metrics.auroc(answerable, absent) == pytest.approx(theirs, abs=1e-4)


@pytest.mark.parametrize(
    ("answerable", "absent", "expected"),
    [
        ([0.9] * 19 + [0.1], [0.5, 0.05], 1.0),  # one of twenty may go: the threshold is 0.9
        ([0.9] * 18 + [0.1] * 2, [0.5, 0.05], 0.5),  # two may not: the threshold is 0.1
        ([0.5], [0.5], 0.0),
        ([], [0.5], None),
        ([0.5], [], None),
    ],
)
def test_refused_at_five_percent_gives_up_no_more_answerable_questions(answerable, absent, expected):
    assert metrics.refused_at(answerable, absent, 0.05) == expected


@given(st.lists(PROBABILITY, min_size=1, max_size=60))
def test_the_threshold_never_refuses_more_than_its_share(answerable):
    refused = metrics.refused_at(answerable, answerable, 0.05)
    assert refused is not None
    assert refused <= 0.05 + 1e-4


@pytest.mark.parametrize(
    ("confidences", "right", "expected"),
    [
        ([1.0, 1.0], [True, True], 0.0),
        ([1.0, 1.0], [False, False], 1.0),
        ([0.55, 0.55], [True, False], 0.05),
        ([0.9, 0.1], [True, False], 0.1),
        ([], [], None),
    ],
)
def test_calibration_error_is_the_gap_between_confidence_and_what_came_true(confidences, right, expected):
    assert metrics.ece(confidences, right) == expected


@pytest.mark.parametrize(
    ("given_units", "gold", "expected"),
    [
        (["县司法局"], ["县司法局"], 1.0),
        (["县司法局", "县财政局"], ["县司法局"], 2 / 3),
        ([], [], 1.0),
        ([], ["县司法局"], 0.0),
        (["各乡镇政府等部门"], ["各乡镇 政府"], 1.0),
        (["省直管县〔市〕政府"], ["省直管县市政府"], 1.0),
    ],
)
def test_units_are_compared_folded_and_without_deng(given_units, gold, expected):
    assert metrics.unit_f1(given_units, gold) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("text", "due", "gold_text", "gold_due", "expected"),
    [
        ("年底前", "2021-12-31", "年底前", "2021-12-31", True),
        ("年底前", None, "年底前", "2021-12-31", False),
        ("每季度末 前", None, "每季度末", None, True),
        (None, None, "每季度末", None, False),
    ],
)
def test_a_deadline_is_right_by_its_day_or_else_by_its_words(text, due, gold_text, gold_due, expected):
    assert metrics.deadline_right(text, due, gold_text=gold_text, gold_due=gold_due) is expected


def test_list_shares_count_numbers_once_and_ignore_citations_without_one():
    assert metrics.list_shares(["21", "（21）", None, "三", "5"], ("21", "34")) == (0.5, 0.5)
    assert metrics.list_shares([], ("21",)) == (0.0, 0.0)


@pytest.mark.parametrize(
    ("quote", "start", "end", "expected"),
    [
        ("公开目录", 2, 6, True),
        ("公开目录", 1, 5, False),
        ("公开 目录", 2, 6, False),
        ("公开目", 2, 6, False),
        ("", 2, 2, False),
    ],
)
def test_only_the_very_characters_at_the_very_place_are_verbatim(quote, start, end, expected):
    assert metrics.verbatim(quote, "一、公开目录。", start, end) is expected


@pytest.mark.parametrize(
    ("shown", "gold", "expected"),
    [("五月底", "五月底", 1.0), ("五月", "五月底", 0.8), ("九日", "五月底", 0.0), ("", "五月底", 0.0)],
)
def test_span_f1_counts_characters(shown, gold, expected):
    assert metrics.span_f1(shown, gold) == pytest.approx(expected)


@given(st.text(), st.text())
def test_span_f1_does_not_care_which_side_is_gold(one, other):
    assert metrics.span_f1(one, other) == pytest.approx(metrics.span_f1(other, one))


def test_a_percentile_is_one_of_the_values():
    assert metrics.percentile([4.0, 1.0, 3.0, 2.0], 0.5) == 2.0
    assert metrics.percentile([4.0, 1.0, 3.0, 2.0], 0.95) == 4.0
    assert metrics.percentile([], 0.5) is None


def test_a_mean_of_nothing_is_absent_not_zero():
    assert metrics.mean([]) is None
    assert metrics.means({"a": [1, 0], "b": []}) == {"a": 0.5}


def test_exact_spans_are_compared_folded():
    assert metrics.span_exact("５月 底", "5月底")
    assert not metrics.span_exact("5月", "5月底")


@pytest.mark.parametrize(
    ("quotes", "evidence", "expected"),
    [
        (["公开目录。", "办事指南。"], ["公开目录"], (1.0, 0.5)),
        (["公开目录。"], ["公开目录", "办事指南"], (0.5, 1.0)),
        (["", "公开 目录"], ["公开目录"], (1.0, 0.5)),
        ([], ["公开目录"], (0.0, 0.0)),
    ],
)
def test_citation_shares_count_evidence_found_and_quotes_that_help(quotes, evidence, expected):
    assert metrics.citation_shares(quotes, evidence) == expected


def test_the_risk_coverage_curve_answers_the_surest_first():
    points = metrics.risk_coverage([0.9, 0.5, 0.5, 0.1], [True, False, True, False])
    assert points == [(0.25, 0.0), (0.75, pytest.approx(1 / 3)), (1.0, 0.5)]
    assert metrics.aurc([0.9, 0.5, 0.5, 0.1], [True, False, True, False]) == round(0.5 / 3 + 0.25 * 0.5, 4)
    assert metrics.aurc([], []) is None


@given(st.lists(st.tuples(PROBABILITY, st.booleans()), min_size=1), st.randoms())
def test_the_risk_coverage_area_does_not_depend_on_the_order_of_questions(rows, chance):
    turned = rows[:]
    chance.shuffle(turned)
    first, second = (metrics.aurc([c for c, _ in given], [r for _, r in given]) for given in (rows, turned))
    assert first == second
    assert 0 <= first <= 1


def test_reliability_gives_each_bin_that_is_not_empty():
    assert metrics.reliability([0.05, 0.95, 0.97, 1.0], [False, True, False, True]) == [
        (0.05, 0.0, 1), (pytest.approx(0.97333333), pytest.approx(2 / 3), 3),
    ]  # fmt: skip
