from eval.timing import speed


def test_the_encoder_s_share_is_taken_off_and_told_apart():
    one = {"total": 30.0, "encode": 20.0, "search": 5.0}
    other = {"total": 50.0, "encode": 25.0}
    found = speed([{"took_ms": one}, {"took_ms": other}])
    assert found == {"p50_ms": 10.0, "p95_ms": 25.0, "encode_p50_ms": 20.0}


def test_answers_without_times_give_no_figures():
    assert speed([{"took_ms": {}}, {}]) == {}


def test_a_search_by_words_alone_has_no_encoding_time():
    assert speed([{"took_ms": {"total": 3.0}}]) == {"p50_ms": 3.0, "p95_ms": 3.0}
