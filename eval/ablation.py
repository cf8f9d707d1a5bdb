"""What each ingredient gives: a set measured whole, then with each left out, beside what peers ship."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from corpus.settings import Settings
from eval import metrics
from eval.baselines import Ranker, baselines
from eval.beir import BeirSet
from eval.compare import Difference, compare, load_outcomes
from eval.evaluate import Bench, evaluate
from eval.folder import RunFolder
from eval.questions import QuestionSet
from eval.respondent import Respondent, opened
from eval.scoring import Figures
from eval.stages import Shelf
from eval.trace import trace
from eval.variants import INGREDIENTS, PLAIN, Variant
from qa.library import Library


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of the table.

    Attributes:
        name, label: of what was left out, of the baseline or of the encoder.
        figures: of all questions. changes: against the whole assistant, figure by figure.
    """

    name: str
    label: str
    figures: Figures
    changes: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ablation:
    """The table: the assistant whole and without each ingredient, and search alone beside the baselines."""

    assistant: tuple[Row, ...]
    search: tuple[Row, ...]

    def record(self) -> dict[str, object]:
        """Return ablation.json."""
        return {
            "assistant": [asdict(row) for row in self.assistant],
            "search": [asdict(row) for row in self.search],
        }


def ablate(
    found: QuestionSet | BeirSet, settings: Settings, out: Path, bench: Bench,
    *, encoders: Sequence[str] = (), variants: Sequence[Variant] = INGREDIENTS,
) -> Ablation:  # fmt: skip
    """Measure a set whole, without each ingredient, with other encoders, and beside the baselines.

    Args:
        found: the set.
        settings: over the library it is asked over.
        out: gets a run's folder for each row.
        bench: see `eval.evaluate`.
        encoders: further encoders to be measured side by side.
        variants: what is left out, one after the other.
    """
    whole = _measured(found, settings, out / PLAIN.name, bench, PLAIN)
    rows = [Row(name=PLAIN.name, label=PLAIN.label, figures=whole)]
    base = load_outcomes(RunFolder(out / PLAIN.name))
    searched = list(_search_rows(found, settings, bench))
    for variant in (*variants, *(_encoder(name) for name in encoders)):
        figures = _measured(found, settings, out / variant.name.replace("/", "_"), bench, variant)
        theirs = load_outcomes(RunFolder(out / variant.name.replace("/", "_")))
        changes = tuple(row for row in compare(base, theirs) if row.grouping == "all")
        label = variant.label if variant.name.startswith("encoder:") else f"去掉{variant.label}"
        rows.append(Row(name=variant.name, label=label, figures=figures, changes=changes))
    for name in encoders:
        searched += _search_rows(found, _encoder(name).settle(settings), bench, beside=True)
    return Ablation(assistant=tuple(rows), search=tuple(searched))


def _encoder(name: str) -> Variant:
    label = Path(name).name
    return Variant(name=f"encoder:{label}", label=f"编码模型 {label}", settings={"encoder": name})


def _measured(
    found: QuestionSet | BeirSet, settings: Settings, out: Path, bench: Bench, variant: Variant
) -> Figures:
    return evaluate(found, settings, RunFolder.create(out), bench, variant)


def _search_rows(
    found: QuestionSet | BeirSet, settings: Settings, bench: Bench, *, beside: bool = False
) -> Iterator[Row]:
    """Measure the baselines over the passages of a library; `beside` leaves out those without vectors."""
    with opened(settings, cache=bench.cache, today=bench.today, progress=bench.progress) as respondent:
        library = respondent.assistant.library()
        wanted = _wanted(found, Shelf(library), bench.limit)
        for label, ranker in baselines(respondent, library).items():
            if not (beside and label.startswith("rank-bm25（")):
                yield Row(name=label, label=label, figures=_judge(ranker, wanted, library))
        yield Row(
            name="retrieval", label="本库检索并读题意、重排", figures=_read(respondent, wanted, library)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """A question with the passages, or the documents with their gains, that are right."""

    question: str
    passages: frozenset[str]
    gains: Mapping[str, int]


def _wanted(found: QuestionSet | BeirSet, shelf: Shelf, limit: int | None) -> list[_Wanted]:
    if isinstance(found, BeirSet):
        return [
            _Wanted(question=query.text, passages=frozenset(), gains=found.qrels[query.id])
            for query in found.queries[:limit]
        ]
    return [
        _Wanted(question=question.question, passages=shelf.right(question), gains={})
        for question in found.questions[:limit]
        if question.answerable
    ]


def _judge(ranker: Ranker, wanted: Sequence[_Wanted], library: Library) -> Figures:
    """Rank passages by evidence, or documents by their best passage."""
    values: dict[str, list[float]] = {}
    for row in wanted:
        ranked = ranker(row.question)
        gains: Mapping[str, int] = row.gains
        if row.gains:
            ranked = list(dict.fromkeys(library.entries[passage].notice.source for passage in ranked))
        rank = metrics.first_rank(ranked, gains or row.passages, 10)
        found: dict[str, float] = {f"hit@{k}": metrics.hit(rank, k) for k in (1, 3, 5)}
        found["mrr@10"] = metrics.reciprocal_rank(rank)
        if gains:
            found["ndcg@10"] = metrics.ndcg(ranked, gains, 10)
            found["recall@10"] = metrics.recall(ranked, gains, 10)
        for name, value in found.items():
            values.setdefault(name, []).append(float(value))
    return {"questions": len(wanted), **metrics.means(values)}


def _read(respondent: Respondent, wanted: Sequence[_Wanted], library: Library) -> Figures:
    def rank(question: str) -> list[str]:
        return [str(row["passage"]) for row in trace(respondent.assistant, question)["candidates"]]

    return _judge(rank, wanted, library)
