from hypothesis import given, settings
from hypothesis import strategies as st
from rank_bm25 import BM25Okapi

from eval.okapi import Okapi

WORDS = st.lists(st.sampled_from("县市政府由谁牵头"), max_size=12)


@settings(deadline=None)
@given(passages=st.lists(WORDS, min_size=1, max_size=12).filter(any), question=WORDS)
def test_scores_are_those_of_rank_bm25(passages, question):
    assert Okapi(passages).scores(question).tolist() == BM25Okapi(passages).get_scores(question).tolist()
