"""Lexical search: BM25 over words and character bigrams, on disk (adapter of tantivy).

tantivy cuts text at spaces only; what is a term is decided in `index.tokenise`. Its BM25 stores the length
of a field in one byte, so scores are near to those of exact BM25, not equal.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Protocol

from corpus.errors import StaleIndex, StoreError
from index.ports import Filter, SearchPassage
from index.tokenise import Tokeniser, bigrams, fold

SEARCHED = ("words", "bigrams", "title", "path", "units", "number")
_FILTERED = ("region", "year", "unit", "stage", "validity", "notice_id")
_WRITER_BYTES = 30_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Boosts:
    """How much a match in each field counts; 0 leaves the field out.

    Attributes:
        words, bigrams: of the passage's text. title: with the names of the region. path: section headings.
        units: names of units. number: document number.
    """

    words: float = 1.0
    bigrams: float = 1.0
    title: float = 1.0
    path: float = 1.0
    units: float = 1.0
    number: float = 1.0


class Lexical(Protocol):
    """Finds passages by the words they share with a question."""

    def search(self, terms: "Terms", *, filter: Filter, k: int) -> tuple[tuple[str, float], ...]:
        """Return at most k (passage id, score above 0), best first; ties by passage id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a question is looked up by: term to weight, for words and for bigrams."""

    words: Mapping[str, float]
    bigrams: Mapping[str, float]


def field_terms(passage: SearchPassage, tokeniser: Tokeniser) -> dict[str, list[str]]:
    """Cut a passage into the terms of each searched field.

    Args:
        passage: with its context.
        tokeniser: the one questions are cut by.

    Returns:
        Terms in order, with repeats, for each name in SEARCHED.
    """
    text = fold(passage.text)
    return {
        "words": tokeniser.words(text),
        "bigrams": bigrams(text),
        "title": tokeniser.words(fold(f"{passage.title}，{'，'.join(passage.regions)}")),
        "path": tokeniser.words(fold(passage.path)),
        "units": tokeniser.words(fold("，".join(passage.units))),
        "number": tokeniser.words(fold(passage.number)),
    }


def _schema() -> Any:  # noqa: ANN401
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    for name in SEARCHED:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    for name in _FILTERED:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    return builder.build()


def _filter_values(passage: SearchPassage) -> dict[str, list[str]]:
    return {
        "region": list(passage.regions),
        "year": [] if passage.year is None else [str(passage.year)],
        "unit": list(passage.units),
        "stage": [passage.stage.value],
        "validity": [passage.validity.value],
        "notice_id": [passage.notice_id],
    }


class TantivyLexical:
    """BM25 index in a folder; written once, then only read."""

    def __init__(self, opened: Any, boosts: Boosts) -> None:  # noqa: ANN401
        """Use `build` or `open`."""
        self._opened = opened
        self._schema = opened.schema
        self._searcher = opened.searcher()
        self._boosts = {field.name: float(getattr(boosts, field.name)) for field in fields(boosts)}

    @classmethod
    def build(
        cls, folder: Path, passages: Iterable[tuple[SearchPassage, Mapping[str, list[str]]]], boosts: Boosts
    ) -> "TantivyLexical":
        """Write the index of some passages.

        Args:
            folder: empty or new.
            passages: each with its terms from `field_terms`.
            boosts: weights of the fields.

        Raises:
            StoreError: the disk refused.
        """
        import tantivy

        folder.mkdir(parents=True, exist_ok=True)
        created = tantivy.Index(_schema(), path=str(folder), reuse=False)
        writer = created.writer(_WRITER_BYTES, 1)
        for passage, terms in passages:
            document = tantivy.Document(id=[passage.id])
            for name in SEARCHED:
                document.add_text(name, " ".join(terms[name]))
            for name, values in _filter_values(passage).items():
                for value in values:
                    document.add_text(name, value)
            writer.add_document(document)
        try:
            writer.commit()
            writer.wait_merging_threads()
            created.reload()
        except ValueError as error:
            raise StoreError(f"词语索引 {folder} 写不进去（{error}）；请检查磁盘空间和权限。") from error
        return cls(created, boosts)

    @classmethod
    def open(cls, folder: Path, boosts: Boosts) -> "TantivyLexical":
        """Open an index written by `build`.

        Raises:
            StaleIndex: the folder holds no readable index of this schema.
        """
        import tantivy

        try:
            opened = tantivy.Index(_schema(), path=str(folder), reuse=True)
            return cls(opened, boosts)
        except (ValueError, OSError) as error:
            raise StaleIndex(f"词语索引 {folder} 打不开，将从库里重建。") from error

    def __len__(self) -> int:
        """Return how many passages are indexed."""
        return int(self._searcher.num_docs)

    def search(self, terms: Terms, *, filter: Filter, k: int) -> tuple[tuple[str, float], ...]:
        """Return at most k (passage id, score above 0), best first; ties by passage id."""
        import tantivy

        wanted = [(tantivy.Occur.Should, query) for query in self._term_queries(terms)]
        if not wanted or not len(self):
            return ()
        scored = tantivy.Query.boolean_query(wanted)
        clauses = [(tantivy.Occur.Must, scored), *self._filter_clauses(filter)]
        query = tantivy.Query.boolean_query(clauses)
        found = self._searcher.search(query, min(k, len(self)), count=False).hits
        hits = [(self._searcher.doc(address)["id"][0], float(score)) for score, address in found if score > 0]
        return tuple(sorted(hits, key=lambda hit: (-hit[1], hit[0])))

    def _term_queries(self, terms: Terms) -> list[Any]:
        import tantivy

        return [
            tantivy.Query.boost_query(
                tantivy.Query.term_query(self._schema, name, term, "freq"), boost * weight
            )
            for name, boost in self._boosts.items()
            if boost > 0
            for term, weight in (terms.bigrams if name == "bigrams" else terms.words).items()
        ]

    def _filter_clauses(self, filter: Filter) -> list[Any]:
        import tantivy

        wanted: dict[str, tuple[object, ...]] = {
            "region": filter.regions, "year": filter.years, "unit": filter.units,
            "stage": filter.stages, "validity": filter.validities, "notice_id": filter.notice_ids,
        }  # fmt: skip
        clauses = []
        for name, values in wanted.items():
            if values:
                allowed = tantivy.Query.term_set_query(self._schema, name, [str(value) for value in values])
                clauses.append((tantivy.Occur.Must, tantivy.Query.const_score_query(allowed, 0.0)))
        return clauses
