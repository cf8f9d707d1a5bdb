"""Questions whose passages are retrieved once and looked at often: what answering is fitted and judged by."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.fold import plain
from corpus.settings import Settings, load_settings
from eval.beir import load_beir
from eval.cache import Cache
from eval.fit import Case
from eval.library import fill_from_files, scratch_settings
from eval.own_sets import own_libraries
from eval.questions import Kind as QuestionKind
from eval.questions import Question, silent
from eval.scratch import library_of_beir
from qa import Assistant, open_assistant
from qa.library import Entry
from qa.scope import find_scope
from qa.understand import Kind, read_question

FOLDS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSet:
    """The cases of one question set.

    Attributes:
        weight: how much each counts when a model is fitted.
    """

    name: str
    weight: float
    cases: tuple[Case, ...]


def gather(
    assistant: Assistant, questions: Iterable[Question], judge: Callable[[Question, Entry], bool]
) -> Iterator[Case]:
    """Retrieve for every question that is answered from passages; facts and lists are left out.

    Args:
        assistant: over the questions' library.
        questions: asked one by one.
        judge: tells whether a passage is a right one.
    """
    library = assistant.library()
    for question in questions:
        reading = read_question(question.question, library)
        scope = find_scope(reading, library)
        if reading.kind in (Kind.META, Kind.STATUS, Kind.LIST) or scope.years_missing or scope.elsewhere:
            continue
        found = assistant.candidates(reading, scope.notices)
        if found:
            right = next((place for place, one in enumerate(found) if judge(question, one.entry)), None)
            yield Case(
                question=question,
                reading=reading,
                candidates=found,
                right=right,
                library=library,
                searched=len(scope.notices),
            )


def holds_evidence(question: Question, entry: Entry) -> bool:
    """Tell whether a passage of a right notice holds the gold evidence."""
    right = question.answerable and Path(entry.notice.source).name in question.notices
    return right and any(plain(words) in entry.folded for words in question.evidence)


def fold_of(case: Case) -> int:
    """Tell which fold a case falls into; its words alone decide, so that a left-out one goes with its own."""
    return int(hashlib.sha256(case.question.question.encode()).hexdigest(), 16) % FOLDS


def folds(cases: Sequence[Case]) -> Iterator[tuple[list[Case], list[Case]]]:
    """Yield (fit on, tested on) pairs."""
    for fold in range(FOLDS):
        yield (
            [case for case in cases if fold_of(case) != fold],
            [case for case in cases if fold_of(case) == fold],
        )


# Our own questions are few, and those that the product is for; a left-out question is a copy of another.
_OWN, _WITH_ABSENT, _WITHOUT_ABSENT, _LEFT_OUT = 2.0, 1.0, 0.5, 0.25


def own_sets(shared: Path, work: Path, *, encoder: str | None = None) -> Iterator[CaseSet]:
    """Retrieve for our own visible questions over the five notices, the further ones and the samples.

    Args:
        shared: holds notices/, notices-more/ and questions/dev.jsonl.
        work: folder for the scratch libraries.
        encoder: another than the settings'.
    """
    settings = load_settings(encoder=encoder)
    for library in own_libraries(shared):
        scratch = scratch_settings(settings, work / f"{library.name}-{settings.encoder.replace('/', '-')}")
        fill_from_files(library.notices, scratch)
        with _opened(scratch) as assistant:
            for file in library.files:
                cases = tuple(gather(assistant, library.questions(file), holds_evidence))
                yield CaseSet(name=f"{library.name} {file.stem}", weight=_OWN, cases=cases)


def retrieval_sets(folder: Path, work: Path, *, encoder: str | None = None) -> Iterator[CaseSet]:
    """Retrieve for the questions of a BEIR folder, those whose document is absent with them.

    A set without absent ones is asked once more as if each question's documents were not there.

    Args:
        folder: of the set.
        work: folder for the scratch library.
        encoder: another than the settings'.
    """
    beir = load_beir(folder)
    asked = [(query, True) for query in beir.queries] + [(query, False) for query in beir.absent]
    questions = [
        Question(id=query.id, kind=QuestionKind.PASSAGE, question=query.text, answerable=known)
        for query, known in asked
    ]
    settings = library_of_beir(beir, load_settings(encoder=encoder), Cache(work), silent)
    with _opened(settings) as assistant:
        cases = tuple(
            gather(
                assistant,
                questions,
                lambda question, entry: entry.notice.source in beir.qrels.get(question.id, {}),
            )
        )
    weight = _WITH_ABSENT if beir.absent else _WITHOUT_ABSENT
    yield CaseSet(name=folder.name, weight=weight, cases=cases)
    if not beir.absent:
        left = (left_out(case, frozenset(beir.qrels.get(case.question.id, {}))) for case in cases)
        kept = tuple(case for case in left if case is not None)
        yield CaseSet(name=f"{folder.name} left out", weight=_LEFT_OUT, cases=kept)


def left_out(case: Case, documents: frozenset[str]) -> Case | None:
    """Return a case as if some documents were not in the library; None where nothing else was found."""
    rest = tuple(one for one in case.candidates if one.entry.notice.source not in documents)
    question = replace(case.question, answerable=False)
    return replace(case, question=question, candidates=rest, right=None) if rest else None


@contextmanager
def _opened(settings: Settings) -> Iterator[Assistant]:
    assistant = open_assistant(settings)
    try:
        yield assistant
    finally:
        assistant.close()
