"""What each ingredient gives: a set measured whole, then with each left out, beside what peers ship."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from corpus.errors import UsageError
from corpus.settings import Settings
from eval import metrics
from eval.baselines import LEXICAL, Ranker, baselines
from eval.beir import BeirSet
from eval.compare import Difference, compare, difference, load_outcomes
from eval.evaluate import Bench, evaluate
from eval.folder import RunFolder
from eval.questions import QuestionSet
from eval.respondent import Respondent, load_encoder, opened
from eval.scoring import Figures
from eval.stages import Shelf
from eval.trace import trace
from eval.variants import INGREDIENTS, PLAIN, Variant
from qa.library import Library

ENCODER = "encoder-"
"""Begins the name of a row that has another encoder."""
READ = "retrieval"
"""Name of the row of the whole search, with the question read and the passages ranked."""


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
    others = _encoders(encoders, settings)
    whole = _measured(found, settings, out / PLAIN.name, bench, PLAIN)
    rows = [Row(name=PLAIN.name, label=PLAIN.label, figures=whole)]
    base = load_outcomes(RunFolder(out / PLAIN.name))
    searched = list(search_rows(found, settings, bench))
    for variant in (*variants, *others):
        folder = out / variant.name
        figures = _measured(found, settings, folder, bench, variant)
        changes = tuple(
            row for row in compare(base, load_outcomes(RunFolder(folder))) if row.grouping == "all"
        )
        label = variant.label if variant in others else f"去掉{variant.label}"
        rows.append(Row(name=variant.name, label=label, figures=figures, changes=changes))
    for other in others:
        searched += search_rows(found, other.settle(settings), bench, beside=other.label)
    return Ablation(assistant=tuple(rows), search=tuple(searched))


def _encoders(names: Sequence[str], settings: Settings) -> tuple[Variant, ...]:
    """Load every further encoder first, so that one that cannot be loaded costs no hour of measuring.

    Raises:
        UsageError: two would be shown under one name. ModelError: one cannot be loaded.
    """
    labels = [Path(name).name for name in names]
    if len(set(labels)) < len(labels):
        raise UsageError("几个 --encoder 的名称相同，结果会互相覆盖；请改文件夹名或少给一个。")
    for name in names:
        load_encoder(name, settings)
    return tuple(
        Variant(name=f"{ENCODER}{label}", label=f"编码模型 {label}", settings={"encoder": name})
        for label, name in zip(labels, names, strict=True)
    )


def _measured(
    found: QuestionSet | BeirSet, settings: Settings, out: Path, bench: Bench, variant: Variant
) -> Figures:
    return evaluate(found, settings, RunFolder.create(out), bench, variant)


def search_rows(
    found: QuestionSet | BeirSet, settings: Settings, bench: Bench, *, beside: str = ""
) -> Iterator[Row]:
    """Measure the baselines over the passages of a library.

    Args:
        found: the set.
        settings: over the library, with the encoder.
        bench: see `eval.evaluate`.
        beside: names the encoder where it is measured beside another; what needs no vectors is then left out.
    """
    after = f"（{beside}）" if beside else ""
    with opened(settings, cache=bench.cache, today=bench.today, progress=bench.progress) as respondent:
        library = respondent.assistant.library()
        wanted = _wanted(found, Shelf(library), bench.limit)
        ours = _judge(_reader(respondent), wanted, library)
        for label, ranker in baselines(respondent, library).items():
            if not (beside and label == LEXICAL):
                named = label + after if label.startswith("本库") else label
                values = _judge(ranker, wanted, library)
                yield Row(name=label, label=named, figures=_means(values), changes=_against(ours, values))
        yield Row(name=READ, label=f"本库检索并读题意、重排{after}", figures=_means(ours))


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


Values = Mapping[str, Sequence[float]]
"""Figure -> one value a question."""


def _judge(ranker: Ranker, wanted: Sequence[_Wanted], library: Library) -> Values:
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
    return values


def _means(values: Values) -> Figures:
    return {"questions": max(map(len, values.values()), default=0), **metrics.means(values)}


def _against(ours: Values, theirs: Values) -> tuple[Difference, ...]:
    """Hold a ranker against the whole search, question by question: nDCG where the set has it, else hit@1."""
    figure = "ndcg@10" if "ndcg@10" in ours else "hit@1"
    pairs = list(zip(ours.get(figure, ()), theirs.get(figure, ()), strict=True))
    return (difference(figure, pairs),) if pairs else ()


def _reader(respondent: Respondent) -> Ranker:
    def rank(question: str) -> list[str]:
        return [str(row["passage"]) for row in trace(respondent.assistant, question)["candidates"]]

    return rank
