import logging
import re
import tempfile
from importlib import resources
from pathlib import Path

import jieba
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.tokenise import Tokeniser, bigrams, data_lines, fold


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("二十六个试点领域", "26个试点领域"),
        ("第六版互联网协议", "第6版互联网协议"),
        ("二○二一年十二月", "2021年12月"),
        ("十个工作日", "10个工作日"),
        ("ＩＰｖ６　改造①", "ipv6改造1"),
        ("政 府\n信 息", "政府信息"),
        ("2021 年 7 月", "2021年7月"),
        ("**加强** open data", "加强open data"),
        ("两个月", "2个月"),
        ("醫療保險於後徵收", "医疗保险于后征收"),
        ("清禾政辦發〔2021〕27號", "清禾政办发[2021]27号"),
        ("清禾政办发（2021）第 27 号", "清禾政办发[2021]27号"),
        ("清禾政办发【2021】27号", "清禾政办发[2021]27号"),
        ("清禾政办发﹝2021﹞二十七号", "清禾政办发[2021]27号"),
        ("（2021）年度", "(2021)年度"),
    ],
)
def test_two_ways_of_writing_fold_to_one(written: str, folded: str) -> None:
    assert fold(written) == folded


@pytest.mark.parametrize(
    "text", ["乾县", "统一年度口径", "万一", "百年大计", "三公经费", "十分重要", "九江市", "四川省"]
)
def test_a_numeral_that_counts_nothing_stays(text: str) -> None:
    assert fold(text) == text


@given(
    st.text(alphabet=st.sampled_from("一二十百个年第统不 \n政府Ａa6①*ⅣÅ㍿〇○醫薴〔〕()[]号2021"), max_size=30)
    | st.text(max_size=30)
)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=40))
def test_bigrams_stand_in_the_text(text: str) -> None:
    folded = fold(text)
    assert all(pair in folded for pair in bigrams(folded))


def test_bigrams_do_not_cross_punctuation_and_keep_latin_runs_whole() -> None:
    assert bigrams("政府，网站ipv6") == ["政府", "网站", "ipv6"]


@pytest.fixture(scope="module")
def tokeniser() -> Tokeniser:
    return Tokeniser(("清河市数据局",))


def test_every_lexicon_term_is_one_word(tokeniser: Tokeniser) -> None:
    terms = {fold(term) for term in data_lines("lexicon.txt")}
    # A bracket is never part of a word.
    cut = {term for term in terms if "(" not in term and term not in tokeniser.words(term)}
    assert cut == set()


def test_names_of_the_library_are_words_and_their_parts_are_too(tokeniser: Tokeniser) -> None:
    words = tokeniser.words("由清河市数据局负责")
    assert {"清河市数据局", "数据", "负责"} <= set(words)
    assert "清河市数据局" not in Tokeniser().words("由清河市数据局负责")


def test_words_are_those_of_jieba_with_its_whole_dictionary(tokeniser: Tokeniser) -> None:
    whole = jieba.Tokenizer()
    whole.FREQ, whole.total = jieba.Tokenizer.gen_pfdict(whole.get_dict_file())
    whole.initialized = True
    for term in (*data_lines("lexicon.txt"), "清河市数据局"):
        whole.add_word(fold(term))
    for path in sorted(resources.files("corpus").joinpath("samples").iterdir(), key=lambda path: path.name):
        if path.name.endswith(".txt"):
            text = fold(path.read_text("utf-8"))
            assert tokeniser.words(text) == [w for w in whole.lcut_for_search(text) if re.search(r"\w", w)]


def test_content_words_leave_out_how_it_was_asked(tokeniser: Tokeniser) -> None:
    assert tokeniser.content_words("请问住房公积金归谁管") == ["住房公积金"]


def test_the_version_depends_on_names_but_not_on_their_order() -> None:
    assert Tokeniser(("甲县教育局", "乙县教育局")).version == Tokeniser(("乙县教育局", "甲县教育局")).version
    assert Tokeniser(("甲县教育局",)).version != Tokeniser().version


def test_the_dictionary_leaves_no_trace_outside(
    tokeniser: Tokeniser, caplog: pytest.LogCaptureFixture
) -> None:
    before = (Path(tempfile.gettempdir()) / "jieba.cache").exists()
    with caplog.at_level(logging.DEBUG):
        assert tokeniser.words("政府网站")
    assert (Path(tempfile.gettempdir()) / "jieba.cache").exists() == before
    assert caplog.text == ""
