import random
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
import tantivy
from rank_bm25 import BM25Okapi

from corpus.errors import StaleIndex
from corpus.model import DocumentStage, Validity
from index.facets import facets_of
from index.lexical import SEARCHED, Boosts, LexicalWriter, TantivyLexical, Terms, field_terms
from index.ports import Filter, SearchPassage
from index.rows import row_of
from index.tokenise import Tokeniser
from tests.index.conftest import passage

TOKENISER = Tokeniser()
LEAST_OVERLAP = 0.9
"""Of the ten best with exact BM25; measured 0.948 on the average of 60 questions (0.7 at the least)."""

PASSAGES = (
    passage(
        1, "公开空气质量信息", regions=("濉溪县", "濉溪"), year=2021, units=("县生态环境局",), notice_id="a"
    ),
    passage(2, "公开空气质量和饮用水信息", regions=("乐至县", "乐至"), year=2023, notice_id="b"),
    passage(3, "清理规范性文件", title="乐至县工作要点", validity=Validity.EXPIRED, notice_id="b"),
    passage(4, "公开信息", stage=DocumentStage.CONSULTATION_DRAFT, number="甲政办〔2021〕5号", notice_id="c"),
)


NO_TERMS: dict[str, list[str]] = {name: [] for name in SEARCHED}


def build(folder: Path, passages: Sequence[SearchPassage], boosts: Boosts = Boosts()) -> TantivyLexical:  # noqa: B008
    return write(folder, [(p, field_terms(row_of(p), TOKENISER)) for p in passages], boosts)


def write(
    folder: Path,
    passages: Sequence[tuple[SearchPassage, dict[str, list[str]]]],
    boosts: Boosts = Boosts(),  # noqa: B008
) -> TantivyLexical:
    """Write passages, numbered as in their ids."""
    writer = LexicalWriter(folder, new=True)
    for found, words in passages:
        writer.add(int(found.id[1:]), words, facets_of(found))
    writer.commit()
    return TantivyLexical.open(folder, boosts)


def terms(text: str) -> Terms:
    return Terms(words=dict.fromkeys(TOKENISER.words(text), 1.0), bigrams={})


def ids(lexical: TantivyLexical, text: str, filter: Filter = Filter(), k: int = 10) -> list[int]:  # noqa: B008
    return [found for found, _ in lexical.search(terms(text), filter=filter, k=k)]


@pytest.fixture(scope="module")
def lexical(tmp_path_factory: pytest.TempPathFactory) -> TantivyLexical:
    return build(tmp_path_factory.mktemp("lexical"), PASSAGES)


def test_it_agrees_with_exact_bm25(tmp_path: Path) -> None:
    source = random.Random(7)
    vocabulary = [f"w{number}" for number in range(400)]
    rarity = [1 / (number + 3) for number in range(400)]
    texts = [source.choices(vocabulary, rarity, k=source.randint(20, 120)) for _ in range(300)]
    searched = write(tmp_path, [(passage(n, ""), NO_TERMS | {"words": t}) for n, t in enumerate(texts)])
    exact = BM25Okapi(texts, k1=1.2, b=0.75, epsilon=0.0)
    shared = []
    for _ in range(60):
        asked = sorted(set(source.choices(vocabulary[20:], k=5)))
        best = exact.get_scores(asked)
        wanted = set(sorted(range(300), key=lambda n: (-best[n], n))[:10])
        found = searched.search(Terms(words=dict.fromkeys(asked, 1.0), bigrams={}), filter=Filter(), k=10)
        shared.append(len(wanted & {name for name, _ in found}) / 10)
    assert sum(shared) / len(shared) >= LEAST_OVERLAP


@pytest.mark.parametrize(
    ("filter", "found"),
    [
        (Filter(), [1, 2, 4]),
        (Filter(regions=("乐至",)), [2]),
        (Filter(regions=("乐至", "濉溪县")), [1, 2]),
        (Filter(years=(2021,)), [1]),
        (Filter(units=("县生态环境局",)), [1]),
        (Filter(stages=(DocumentStage.CONSULTATION_DRAFT,)), [4]),
        (Filter(validities=(Validity.EXPIRED,)), []),
        (Filter(notice_ids=("b", "c")), [2, 4]),
        (Filter(notice_ids=("b",), years=(2021,)), []),
    ],
)
def test_a_filter_is_part_of_the_search(lexical: TantivyLexical, filter: Filter, found: list[int]) -> None:
    assert sorted(ids(lexical, "公开信息", filter)) == found


def test_a_filter_changes_no_score(lexical: TantivyLexical) -> None:
    free = dict(lexical.search(terms("公开信息"), filter=Filter(), k=10))
    kept = dict(lexical.search(terms("公开信息"), filter=Filter(notice_ids=("b", "c")), k=10))
    assert kept == pytest.approx({name: free[name] for name in kept})


def test_the_title_and_the_number_are_searched_too(lexical: TantivyLexical) -> None:
    assert ids(lexical, "工作要点") == [3]
    assert ids(lexical, "甲政办") == [4]


def test_a_field_without_weight_is_not_searched(tmp_path: Path) -> None:
    assert ids(build(tmp_path, PASSAGES, Boosts(title=0.0)), "工作要点") == []


def test_ties_come_in_order_of_number(tmp_path: Path) -> None:
    same = [passage(number, "公开信息") for number in (5, 3, 9, 1)]
    assert ids(build(tmp_path, sorted(same, key=lambda p: p.id)), "公开") == [1, 3, 5, 9]


def test_an_empty_index_and_an_empty_question_find_nothing(tmp_path: Path, lexical: TantivyLexical) -> None:
    assert ids(build(tmp_path, ()), "公开") == []
    assert ids(lexical, "") == []


def test_what_was_written_can_be_opened_again(tmp_path: Path) -> None:
    written = build(tmp_path, PASSAGES)
    opened = TantivyLexical.open(tmp_path, Boosts())
    assert len(opened) == len(PASSAGES)
    assert opened.search(terms("公开信息"), filter=Filter(), k=9) == written.search(
        terms("公开信息"), filter=Filter(), k=9
    )


def test_a_folder_with_a_damaged_index_is_stale(tmp_path: Path) -> None:
    build(tmp_path, PASSAGES)
    (tmp_path / "meta.json").write_text("{", encoding="utf-8")
    with pytest.raises(StaleIndex, match="重建"):
        TantivyLexical.open(tmp_path, Boosts())


def test_what_is_added_is_found_with_the_same_scores_as_when_all_is_written_at_once(tmp_path: Path) -> None:
    build(tmp_path / "grown", PASSAGES[:2])
    writer = LexicalWriter(tmp_path / "grown", new=False)
    for number, found in enumerate(PASSAGES[2:], 3):
        writer.add(number, field_terms(row_of(found), TOKENISER), facets_of(found))
    writer.commit()
    grown, whole = TantivyLexical.open(tmp_path / "grown", Boosts()), build(tmp_path / "whole", PASSAGES)
    for text in ("公开信息", "工作要点", "质量"):
        found = grown.search(terms(text), filter=Filter(), k=9)
        assert found == whole.search(terms(text), filter=Filter(), k=9)


def test_what_is_removed_is_not_found_and_files_linked_elsewhere_stay_as_they_were(tmp_path: Path) -> None:
    build(tmp_path / "old", PASSAGES)
    (tmp_path / "new").mkdir()
    for path in (tmp_path / "old").iterdir():
        (tmp_path / "new" / path.name).hardlink_to(path)
    writer = LexicalWriter(tmp_path / "new", new=False)
    writer.remove(["b"])
    writer.commit()
    assert ids(TantivyLexical.open(tmp_path / "new", Boosts()), "公开信息") == [4, 1]
    assert sorted(ids(TantivyLexical.open(tmp_path / "old", Boosts()), "公开信息")) == [1, 2, 4]


def test_a_word_is_counted_once_a_passage_wherever_it_stands(lexical: TantivyLexical) -> None:
    assert lexical.document_frequency("公开") == 3
    assert lexical.document_frequency("要点") == 1
    assert lexical.document_frequency("护照") == 0


def test_an_open_index_maps_nothing_anew_when_its_folder_changes(tmp_path: Path) -> None:
    opened = build(tmp_path, PASSAGES[:2])
    # Left to itself tantivy does, on a thread of its own.
    watching = tantivy.Index.open(str(tmp_path))
    writer = LexicalWriter(tmp_path, new=False)
    writer.add(3, field_terms(row_of(PASSAGES[2]), TOKENISER), facets_of(PASSAGES[2]))
    writer.commit()
    until = time.monotonic() + 20
    while watching.searcher().num_docs < 3 and time.monotonic() < until:
        time.sleep(0.05)
    assert watching.searcher().num_docs == 3
    assert opened._opened.searcher().num_docs == 2
