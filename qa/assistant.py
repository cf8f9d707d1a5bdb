"""The one façade of question answering: a question in, an `Answer` out."""

import hashlib
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

from corpus.errors import StoreBusy, StoreFull
from corpus.model import DocumentStage, Notice, Validity
from corpus.settings import Settings
from corpus.store import Store
from corpus.validity import as_of
from index.ports import Engine, Filter
from qa.answer import Answer, Citation, Fields, Reason, Status, Warning
from qa.compose import fact_answer, list_answer, passage_answer, status_answer
from qa.compose.draft import Draft
from qa.confidence import confidence, features
from qa.expected import lacks
from qa.library import Library, read_library
from qa.privacy import mask
from qa.record import answer_record
from qa.refuse import beyond, refusal_text, unclear
from qa.retrieve import Candidate, retrieve
from qa.scope import Scope, choose_notice, find_scope
from qa.suggest import suggestions
from qa.understand import Kind, Reading, read_question

_LOG = logging.getLogger(__name__)


@dataclass(slots=True)
class _Clock:
    """Milliseconds by stage."""

    started: float = field(default_factory=time.perf_counter)
    stages: dict[str, float] = field(default_factory=dict)

    def stage(self, name: str, since: float) -> None:
        self.stages[name] = self.stages.get(name, 0.0) + 1000 * (time.perf_counter() - since)

    def done(self) -> tuple[tuple[str, float], ...]:
        total = 1000 * (time.perf_counter() - self.started)
        return tuple((name, round(took, 3)) for name, took in {**self.stages, "total": total}.items())


class Assistant:
    """Answers questions out of one library.

    Args:
        store: the notices.
        engine: search over them.
        settings: thresholds and the hotline's number.
        today: gives the day that counts; the clock's by default.
    """

    def __init__(self, store: Store, engine: Engine, settings: Settings, today: Callable[[], date] = date.today) -> None:
        self.store = store
        self.settings = settings
        self._engine = engine
        self._today = today
        self._library: Library | None = None

    def ask(self, question: str, *, id: str | None = None, region: str | None = None) -> Answer:
        """Answer a question.

        Args:
            question: in a person's words, any length.
            id: echoed in the answer.
            region: a region chosen beside the question; one that the question names wins.

        Returns:
            An answer with verbatim citations, or a refusal with its reason; never an invented fact.

        Raises:
            StoreDamaged: a quote does not stand in the stored notice.
        """
        clock = _Clock()
        library = self.library()
        answer = self._answer(question, library, region, clock)
        answer = replace(answer, id=id, asked_on=self._today(), receipt=_receipt(answer, library))
        self._keep(answer)
        answer = replace(answer, took_ms=clock.done())
        _LOG.info("%s %s %s", answer.receipt, answer.status.value, dict(answer.took_ms))
        return answer

    def warm(self) -> None:
        """Load what the first question would wait for: the snapshot and the model."""
        self.library()
        self._engine.prepare("预热")

    def close(self) -> None:
        """Let go of the indexes and the store."""
        self._engine.close()
        self.store.close()

    def library(self) -> Library:
        """Return the snapshot of the store that questions are answered from, taken anew when it has changed."""
        if self._library is None or self._library.sequence != self.store.sequence:
            self._engine.refresh()
            self._library = read_library(self.store)
        return self._library

    def _answer(self, question: str, library: Library, region: str | None, clock: _Clock) -> Answer:
        words = unclear(question, self.settings.max_question_chars)
        if words:
            return _refused(question, Reason.UNCLEAR, words)
        since = time.perf_counter()
        reading = read_question(question, library, region)
        scope = find_scope(reading, library)
        clock.stage("understand", since)
        reason = beyond(reading.folded) or self._out_of_place(reading)
        if reason:
            return self._refuse(reading, reason, library)
        draft = self._about_notice(reading, scope, library) or self._listed(reading, scope, library)
        if draft is not None:
            return self._answered(reading, draft)
        if reading.kind is Kind.META and not scope.years_missing:
            return self._unprinted(reading, scope, library)
        return self._from_passages(reading, scope, library, clock)

    def _out_of_place(self, reading: Reading) -> Reason | None:
        return Reason.OTHER_REGION if reading.foreign and not reading.regions else None

    def _about_notice(self, reading: Reading, scope: Scope, library: Library) -> Draft | None:
        if reading.kind not in (Kind.META, Kind.STATUS) or scope.years_missing:
            return None
        notice = choose_notice(reading, scope)
        if notice is None:
            return None
        if reading.kind is Kind.STATUS:
            return status_answer(notice, library, self._today())
        return fact_answer(reading.fact or "", notice, library, reading.folded)

    def _listed(self, reading: Reading, scope: Scope, library: Library) -> Draft | None:
        if reading.kind is not Kind.LIST or scope.years_missing:
            return None
        return list_answer(reading, library, scope.ids)

    def _unprinted(self, reading: Reading, scope: Scope, library: Library) -> Answer:
        """A fact that the one notice meant does not print; where several are meant, ask which."""
        titles = tuple(f"《{notice.title}》{reading.question}" for notice in scope.notices if notice.forwards is None)
        if len(titles) > 1 and choose_notice(reading, scope) is None:
            return Answer(
                question=reading.question, status=Status.CLARIFY, receipt="", alternatives=titles[:_CHOICES],
                text="库里有几份通知，请选一份或说明是哪个地方的通知。",
            )
        return self._refuse(reading, Reason.NOT_IN_LIBRARY, library)

    def _from_passages(self, reading: Reading, scope: Scope, library: Library, clock: _Clock) -> Answer:
        best: tuple[Draft, bool] | None = None
        near: tuple[Candidate, ...] = ()
        for notices, above in ((scope.notices, False), (scope.parents, True)):
            if not notices:
                continue
            candidates = self._candidates(reading, notices, library, clock)
            near = near or candidates
            since = time.perf_counter()
            if candidates:
                sure = confidence(features(reading, candidates))
                if sure >= self.settings.answer_threshold and not _beside_the_point(reading, scope, candidates[0]):
                    best = passage_answer(reading, candidates, library, round(sure, 4)), above
            clock.stage("compose", since)
            if best:
                return self._answered(reading, best[0], above=best[1])
        reason = Reason.OTHER_PERIOD if scope.years_missing else Reason.NOT_IN_LIBRARY
        return self._refuse(reading, reason, library, near)

    def candidates(self, reading: Reading, notices: tuple[Notice, ...]) -> tuple[Candidate, ...]:
        """Return the passages of some notices that may answer, best first; what fitting and evaluation look at."""
        return self._candidates(reading, notices, self.library(), _Clock())

    def _candidates(self, reading: Reading, notices: tuple[Notice, ...], library: Library, clock: _Clock) -> tuple[Candidate, ...]:
        since = time.perf_counter()
        self._engine.prepare(reading.topic or reading.folded)
        clock.stage("encode", since)
        since = time.perf_counter()
        ids = tuple(notice.id for notice in notices) if len(notices) < len(library.notices) else ()
        found = retrieve(reading, library, self._engine, Filter(notice_ids=ids))
        clock.stage("search", since)
        return found

    def _answered(self, reading: Reading, draft: Draft, *, above: bool = False) -> Answer:
        return Answer(
            question=reading.question, status=Status.ANSWERED, text=draft.text, receipt="", fields=draft.fields,
            citations=draft.citations, confidence=draft.confidence, alternatives=draft.alternatives,
            warnings=self._warnings(draft.citations, draft.fields, above),
        )

    def _warnings(self, citations: tuple[Citation, ...], fields: Fields, above: bool) -> tuple[Warning, ...]:
        today = self._today()
        lead = citations[0].notice
        found = [_ENDED[validity] for validity in (as_of(lead, today),) if validity in _ENDED]
        if lead.stage is DocumentStage.CONSULTATION_DRAFT:
            found.insert(0, Warning.CONSULTATION_DRAFT)
        if fields.deadline and fields.deadline.due and fields.deadline.due < today:
            found.append(Warning.DEADLINE_PASSED)
        if above:
            found.append(Warning.OTHER_REGION)
        return tuple(found)

    def _refuse(self, reading: Reading, reason: Reason, library: Library, near: tuple[Candidate, ...] = ()) -> Answer:
        text = refusal_text(reason, reading, library, self.settings.hotline)
        return _refused(reading.question, reason, text, suggestions(near))

    def _keep(self, answer: Answer) -> None:
        """Store the receipt with the question masked; a busy or full store does not keep an answer from its asker."""
        record = answer_record(replace(answer, question=mask(answer.question)))
        try:
            self.store.save_receipt(answer.receipt, record)
        except (StoreBusy, StoreFull) as error:
            _LOG.warning("receipt %s not kept: %s", answer.receipt, error)


_CHOICES = 6
_ENDED = {
    Validity.NOT_YET: Warning.NOT_YET_EFFECTIVE, Validity.EXPIRED: Warning.EXPIRED, Validity.REPEALED: Warning.REPEALED,
    Validity.SUPERSEDED: Warning.SUPERSEDED,
}


def _beside_the_point(reading: Reading, scope: Scope, lead: Candidate) -> bool:
    """A passage without the sum asked for is no answer; one of another year only where it prints the year asked for."""
    if lacks(reading, lead.entry):
        return True
    return scope.years_missing and not any(str(year) in lead.entry.folded for year in reading.years)


def _refused(question: str, reason: Reason, text: str, alternatives: tuple[str, ...] = ()) -> Answer:
    return Answer(question=question, status=Status.NOT_FOUND, reason=reason, text=text, receipt="", alternatives=alternatives)


def _receipt(answer: Answer, library: Library) -> str:
    """The same question to the same library gives the same receipt."""
    spans = [(citation.notice.id, citation.span) for citation in answer.citations]
    seen = (mask(answer.question), library.sequence, answer.status, answer.text, spans)
    return "r" + hashlib.sha256(repr(seen).encode("utf-8")).hexdigest()[:20]
