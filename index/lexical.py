"""Lexical search: BM25 over words and character bigrams, on disk (adapter of tantivy).

tantivy cuts text at spaces only; what is a term is decided in `index.tokenise`. Its BM25 stores the length
of a field in one byte, so scores are near to those of exact BM25, not equal. Its files never change once
written: a change of the library adds files, and notes in a new one what is gone. Passages that are gone still
count in how frequent a term is, until their file is merged with others.
"""

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Protocol

from corpus.errors import StaleIndex, StoreError
from index.facets import NAMES as FACETS
from index.facets import Facets, asked_for
from index.ports import Filter
from index.rows import Row
from index.tokenise import Tokeniser, bigrams

SEARCHED = ("words", "bigrams", "title", "path", "units", "number")
_NUMBER, _ANYWHERE, _NOTICE = "number_of_passage", "anywhere", "notice_id"
_BUILD_BYTES, _EXTEND_BYTES = 120_000_000, 15_000_000
_LOG = logging.getLogger(__name__)


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

    def search(self, terms: "Terms", *, filter: Filter, k: int) -> tuple[tuple[int, float], ...]:
        """Return at most k (passage number, score above 0), best first; ties by number."""

    def document_frequency(self, word: str) -> int:
        """Return in how many passages a word stands, in the text or in its context."""

    def pair_frequency(self, pair: str) -> int:
        """Return in how many passages a pair of characters stands, in the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a question is looked up by: term to weight, for words and for bigrams."""

    words: Mapping[str, float]
    bigrams: Mapping[str, float]


def field_terms(row: Row, tokeniser: Tokeniser) -> dict[str, list[str]]:
    """Cut a passage into the terms of each searched field.

    Args:
        row: the passage with its context, folded.
        tokeniser: the one questions are cut by.

    Returns:
        Terms in order, with repeats, for each name in SEARCHED.
    """
    return {
        "words": tokeniser.words(row.text),
        "bigrams": bigrams(row.text),
        "title": tokeniser.words_again(",".join((row.title, *row.regions))),
        "path": tokeniser.words_again(row.path),
        "units": tokeniser.words_again(",".join(row.units)),
        "number": tokeniser.words_again(row.number),
    }


def _schema() -> Any:  # noqa: ANN401
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field(_NUMBER, fast=True)
    for name in SEARCHED:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field(_ANYWHERE, tokenizer_name="whitespace", index_option="basic")
    for name in FACETS:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    return builder.build()


def _index(folder: Path, *, reuse: bool) -> Any:  # noqa: ANN401
    """Open the index in a folder, or begin one, as of this moment.

    Left to itself tantivy watches the folder and maps its files anew when they change, on a thread of its
    own: one that is cut short under it ends the process. A generation never changes; nothing needs watching.
    """
    import tantivy

    opened = tantivy.Index(_schema(), path=str(folder), reuse=reuse)
    opened.config_reader("Manual")
    return opened


class LexicalWriter:
    """Writes a new index, or adds to one and takes from it; nothing is seen of it before `commit`."""

    def __init__(self, folder: Path, *, new: bool) -> None:
        """Begin in a folder.

        Args:
            folder: empty, or holding an index; its files may be shared with other folders (hard links), since
                none is ever written to again, only replaced or taken out of this folder.
            new: whether to begin an index; else it is extended.
        """
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._index = _index(folder, reuse=not new)
        self._writer = self._index.writer(_BUILD_BYTES if new else _EXTEND_BYTES, 1)

    def add(self, number: int, terms: Mapping[str, list[str]], facets: Facets) -> None:
        """Add a passage.

        Args:
            number: what a search gives back.
            terms: from `field_terms`.
            facets: what filters ask for.
        """
        import tantivy

        document = tantivy.Document()
        document.add_unsigned(_NUMBER, number)
        for name in SEARCHED:
            document.add_text(name, " ".join(terms[name]))
        anywhere = {word for name in SEARCHED if name != "bigrams" for word in terms[name]}
        document.add_text(_ANYWHERE, " ".join(anywhere))
        for name in FACETS:
            for value in getattr(facets, name):
                document.add_text(name, value)
        self._write(lambda: self._writer.add_document(document))

    def remove(self, notice_ids: Iterable[str]) -> None:
        """Take out all passages of some notices that were there before."""
        for notice_id in notice_ids:
            self._writer.delete_documents_by_term(_NOTICE, notice_id)

    def commit(self) -> None:
        """Write everything, in few files.

        Raises:
            StoreError: the disk refused.
        """
        self._write(self._writer.commit)
        self._write(self._writer.wait_merging_threads)

    def _write(self, step: Callable[[], object]) -> None:
        try:
            step()
        except ValueError as error:
            _LOG.info("lexical index %s: %s", self._folder, error)
            raise StoreError(f"词语索引 {self._folder} 写不进去；请检查磁盘空间和权限。") from error


class TantivyLexical:
    """BM25 index in a folder, as of the moment it is opened."""

    def __init__(self, opened: Any, boosts: Boosts) -> None:  # noqa: ANN401
        """Use `open`."""
        self._opened = opened
        self._schema = opened.schema
        self._searcher = opened.searcher()
        self._boosts = {field.name: float(getattr(boosts, field.name)) for field in fields(boosts)}

    @classmethod
    def open(cls, folder: Path, boosts: Boosts) -> "TantivyLexical":
        """Open an index written by `LexicalWriter`.

        Raises:
            StaleIndex: the folder holds no readable index of this schema.
        """
        try:
            return cls(_index(folder, reuse=True), boosts)
        except (ValueError, OSError) as error:
            raise StaleIndex(f"词语索引 {folder} 打不开，将从库里重建。") from error

    def __len__(self) -> int:
        """Return how many passages are indexed."""
        return int(self._searcher.num_docs)

    def search(self, terms: Terms, *, filter: Filter, k: int) -> tuple[tuple[int, float], ...]:
        """Return at most k (passage number, score above 0), best first; ties by number."""
        import tantivy

        wanted = [(tantivy.Occur.Should, query) for query in self._term_queries(terms)]
        if not wanted or not len(self):
            return ()
        scored = tantivy.Query.boolean_query(wanted)
        clauses = [(tantivy.Occur.Must, scored), *self._filter_clauses(filter)]
        query = tantivy.Query.boolean_query(clauses)
        found = self._searcher.search(query, min(k, len(self)), count=False).hits
        numbers = self._searcher.fast_field_values(_NUMBER, [address for _, address in found])
        hits = [(int(number), float(score)) for number, (score, _) in zip(numbers, found, strict=True)]
        return tuple(sorted((hit for hit in hits if hit[1] > 0), key=lambda hit: (-hit[1], hit[0])))

    def document_frequency(self, word: str) -> int:
        """Return in how many passages a word stands, in the text or in its context."""
        # What is gone still counts for a while.
        return min(len(self), int(self._searcher.doc_freq(_ANYWHERE, word)))

    def pair_frequency(self, pair: str) -> int:
        """Return in how many passages a pair of characters stands, in the text."""
        return min(len(self), int(self._searcher.doc_freq("bigrams", pair)))

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

        clauses = []
        for name, values in asked_for(filter).items():
            allowed = tantivy.Query.term_set_query(self._schema, name, list(values))
            clauses.append((tantivy.Occur.Must, tantivy.Query.const_score_query(allowed, 0.0)))
        return clauses
