"""The way of one question: read, find what it is about, answer by kind, or refuse with a reason."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from corpus.model import Notice
from corpus.settings import Settings
from index.ports import Engine, Filter
from qa.answer import Answer, Citation, Reason, Status
from qa.beyond import beyond, is_beside_all
from qa.clarify import agreed, asking_back, leads_by_place
from qa.clock import Clock
from qa.compose import (
    fact_answer,
    list_answer,
    numbered_answer,
    passage_answer,
    side_by_side,
    status_answer,
)
from qa.compose.cited import cited_number, cited_status
from qa.compose.draft import Draft
from qa.compose.lists import names_what_is_listed, none_due
from qa.compose.points import with_points
from qa.confidence import confidence, features
from qa.conflict import with_conflict
from qa.courtesy import courtesy
from qa.dialogue import attempts, better, passage_draft, settled, turn_of
from qa.expected import lacks
from qa.library import Library
from qa.parts import Told, answer_parts, too_many
from qa.refuse import no_such_day, refusal_text, unclear
from qa.retrieve import Candidate, retrieve
from qa.scope import Scope, asks_about, choose_notice, find_scope
from qa.suggest import contact, elsewhere, suggestions
from qa.trace import SILENT, Recorder, Scoped, Searched, Taken, Understood, Way, Weighed
from qa.understand import Kind, Reading, Turn, read_question
from qa.understand.parts import split_questions
from qa.warn import warnings

_CHOICES = 6
_NAMES_OF_A_NOTICE = ("title", "document_number", "issuing_body")
Notices = tuple[Notice, ...]
Candidates = tuple[Candidate, ...]
Sides = tuple[tuple[str, Mapping[str, Any], Notices], ...]
"""Of each side of a comparison its name, what the reading has for it alone, and its notices."""
_EASE = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Answering:
    """What one question is answered with.

    Attributes:
        library: the snapshot answered from. engine: search over the same.
        today: the day that counts.
        clock: gets the times of the stages.
        recorder: gets the steps (see `qa.trace`).
    """

    library: Library
    engine: Engine
    settings: Settings
    today: date
    clock: Clock
    recorder: Recorder = SILENT

    def answer(self, question: str, region: str | None = None) -> Answer:
        """Answer a question that stands for itself; the receipt is left to the caller."""
        return self.told(question, region).answer

    def told(
        self,
        question: str,
        region: str | None = None,
        *,
        after: Turn | None = None,
        ignore: Set[str] = frozenset(),
    ) -> Told:
        """Answer a question, or each of several in one, and say what the next one can go on from.

        Args:
            question: as asked.
            region: chosen beside it.
            after: the turn before.
            ignore: names of readings to leave out.
        """
        reply = courtesy(question)
        if reply:
            return Told(answer=_refused(question, Reason.OUT_OF_SCOPE, reply), turn=after)
        words = unclear(question, self.settings.max_question_chars)
        if words:
            return Told(answer=_refused(question, Reason.UNCLEAR, words), turn=after)
        parts = split_questions(question)
        if len(parts) > self.settings.max_questions:
            return Told(answer=too_many(question, len(parts), self.settings.max_questions), turn=after)
        if len(parts) == 1:
            return self._told(question, after, region, ignore)
        return answer_parts(question, parts, lambda part, turn: self._told(part, turn, region, ignore), after)

    def _told(self, question: str, after: Turn | None, region: str | None, ignore: Set[str]) -> Told:
        with self.clock.stage("understand"):
            reading = read_question(
                question, self.library, region, today=self.today, after=after, ignore=ignore
            )
            self.recorder.note(Understood(reading))
        read_as = tuple((slip.typed, slip.meant) for slip in reading.slips)
        answer = replace(self._best(reading), read_as=read_as, understood=reading.understood)
        return Told(answer=answer, turn=turn_of(reading, answer, self.library, after))

    def _best(self, reading: Reading) -> Answer:
        """Answer a question in the way it is likeliest meant; a follow-up may be meant in several."""
        best: Answer | None = None
        for meant in attempts(reading):
            with self.clock.stage("understand"):
                scope = find_scope(meant, self.library)
                self.recorder.note(Scoped(scope))
            answer = self._answer(meant, scope)
            best = answer if best is None else better(best, answer)
            if settled(answer):
                break
        assert best is not None
        return best

    def _answer(self, reading: Reading, scope: Scope) -> Answer:
        reason = beyond(reading.folded) or (Reason.OTHER_REGION if scope.elsewhere else None)
        if reason:
            return self._refuse(reading, reason)
        if reading.impossible:
            return _refused(reading.question, Reason.UNCLEAR, no_such_day(reading))
        draft = (
            passage_draft(reading, self.library)
            or self._about_notice(reading, scope)
            or self._listed(reading, scope)
        )
        if draft is not None:
            return self._answered(reading, draft)
        return self._without_search(reading, scope) or self._from_passages(reading, scope)

    def _without_search(self, reading: Reading, scope: Scope) -> Answer | None:
        """Answer or refuse where an article is asked for by number, a fact of the head, or nothing at all."""
        if scope.years_missing:
            return None
        if reading.numbers and (answer := self._numbered(reading, scope)):
            return answer
        if reading.kind is Kind.LIST and reading.window:
            return _refused(
                reading.question, Reason.NOT_IN_LIBRARY, none_due(reading, self.library, scope.ids)
            )
        if reading.kind is Kind.META:
            return self._unprinted(reading, scope)
        if reading.kind is Kind.LIST and names_what_is_listed(reading):
            # Which items print or leave out a thing is known exactly: none is none, and no passage is near.
            return self._refuse(reading, Reason.NOT_IN_LIBRARY)
        return self._refuse(reading, Reason.UNCLEAR) if reading.without_subject else None

    def candidates(self, reading: Reading, notices: tuple[Notice, ...]) -> tuple[Candidate, ...]:
        """Return the passages of some notices that may answer, best first."""
        with self.clock.stage("encode"):
            self.engine.prepare(reading.topic or reading.folded)
        with self.clock.stage("search"):
            ids = tuple(notice.id for notice in notices) if len(notices) < len(self.library.notices) else ()
            found = retrieve(reading, self.library, self.engine, Filter(notice_ids=ids)) if notices else ()
        self.recorder.note(Searched(notices, found))
        return found

    def _about_notice(self, reading: Reading, scope: Scope) -> Draft | None:
        if reading.kind is Kind.STATUS:
            # 某清单2022年版还有效吗: of that year the library may have only what others write about it.
            return self._status(
                reading, scope, None if scope.years_missing else choose_notice(reading, scope, self.library)
            )
        if scope.years_missing or not (reading.kind is Kind.META or reading.names_notice):
            return None
        notice = choose_notice(reading, scope, self.library)
        if notice is None:
            return None
        if draft := cited_number(reading, notice, self.library):
            self.recorder.note(Taken(Way.FACT))
            return draft
        for name in (reading.fact,) if reading.fact else _NAMES_OF_A_NOTICE:
            if draft := fact_answer(name, notice, self.library, reading.folded):
                self.recorder.note(Taken(Way.FACT))
                return draft
        return None

    def _status(self, reading: Reading, scope: Scope, notice: Notice | None) -> Draft | None:
        """Say how it stands with a notice, or with one that others write about; search decides else."""
        if notice is not None and asks_about(reading, notice):
            self.recorder.note(Taken(Way.STATUS))
            day = reading.as_of or self.today
            return status_answer(notice, self.library, day, self.today, reading.folded)
        draft = cited_status(reading, scope.notices or tuple(self.library.notices.values()), self.library)
        if draft is not None:
            self.recorder.note(Taken(Way.STATUS))
        return draft

    def _numbered(self, reading: Reading, scope: Scope) -> Answer | None:
        """第三条 of one notice is that article or none; where several may be meant, search decides."""
        notice = choose_notice(reading, scope, self.library)
        if notice is None:
            return None
        draft = numbered_answer(reading, self.library, notice.id)
        if draft is not None:
            self.recorder.note(Taken(Way.NUMBERED))
            return self._answered(reading, draft)
        return self._refuse(reading, Reason.NOT_IN_LIBRARY) if reading.without_subject else None

    def _listed(self, reading: Reading, scope: Scope) -> Draft | None:
        if reading.kind is not Kind.LIST or scope.years_missing:
            return None
        draft = list_answer(reading, self.library, scope.ids)
        if draft is not None:
            self.recorder.note(Taken(Way.LIST))
        return draft

    def _unprinted(self, reading: Reading, scope: Scope) -> Answer:
        """A fact that the one notice meant does not print; where several are meant, ask which."""
        titles = tuple(
            f"《{notice.title}》{reading.question}" for notice in scope.notices if not notice.forwards
        )
        if len(titles) > 1 and choose_notice(reading, scope, self.library) is None:
            self.recorder.note(Taken(Way.CLARIFY))
            text = "库里有几份通知，请选一份或说明是哪个地方的通知。"
            return Answer(
                question=reading.question,
                status=Status.CLARIFY,
                receipt="",
                alternatives=titles[:_CHOICES],
                text=text,
            )
        return self._refuse(reading, Reason.NOT_IN_LIBRARY)

    def _from_passages(self, reading: Reading, scope: Scope) -> Answer:
        if (beside := _beside(reading, scope)) and (draft := self._side_by_side(reading, scope, beside)):
            self.recorder.note(Taken(Way.BESIDE))
            return self._answered(reading, draft)
        own, draft = self._searched(reading, scope, scope.notices)
        if draft is not None:
            self.recorder.note(Taken(Way.PASSAGE))
            return self._which_place(reading, own, draft) or self._answered(reading, draft)
        _, draft = self._searched(reading, scope, scope.parents)
        if draft is not None:
            self.recorder.note(Taken(Way.ABOVE))
            return self._answered(reading, draft, above=True)
        reason = Reason.OTHER_PERIOD if scope.years_missing else Reason.NOT_IN_LIBRARY
        return self._refuse(reading, reason, own)

    def _which_place(self, reading: Reading, candidates: Candidates, draft: Draft) -> Answer | None:
        """Ask back where the place decides and is missing; None where it is clear or makes no difference."""
        sure = draft.confidence or 0.0
        drafts = {
            place: passage_answer(reading, each, self.library, sure)
            for place, each in leads_by_place(reading, candidates).items()
        }
        if not drafts or agreed(drafts):
            return None
        self.recorder.note(Taken(Way.CLARIFY))
        return replace(self._answered(reading, asking_back(reading, drafts)), status=Status.CLARIFY)

    def _searched(
        self, reading: Reading, scope: Scope, notices: Notices, ease: float = 1.0
    ) -> tuple[Candidates, Draft | None]:
        """Search some notices; the draft is None where what leads is not sure enough to be an answer.

        Args:
            reading: the question.
            scope: what it is about.
            notices: those searched.
            ease: share of the threshold that is enough.
        """
        candidates = self.candidates(reading, notices)
        if not candidates:
            return candidates, None
        threshold = ease * self.settings.answer_threshold
        if _beside_the_point(reading, scope, candidates[0]):
            self.recorder.note(Weighed(candidates, None, None, threshold))
            return candidates, None
        described = features(reading, candidates, self.library, len(notices))
        sure = confidence(described)
        self.recorder.note(Weighed(candidates, described, sure, threshold))
        if sure < threshold:
            return candidates, None
        return candidates, self._draft(reading, candidates, sure)

    def _draft(self, reading: Reading, candidates: Candidates, sure: float) -> Draft:
        with self.clock.stage("compose"):
            draft = passage_answer(reading, candidates, self.library, round(sure, 4))
            if reading.kind not in (Kind.WHO, Kind.WHEN):
                draft = with_points(draft, candidates[0].entry, self.library)
            draft = with_conflict(draft, reading, candidates, self.library)
            return replace(draft, alternatives=elsewhere(reading, candidates))

    def _side_by_side(self, reading: Reading, scope: Scope, beside: Sides) -> Draft | None:
        """Several regions or years named: each answers for itself.

        Where one answers, the others are asked the same of their own notices, and less sureness is enough.
        """
        drafts = [self._searched(replace(reading, **own), scope, notices)[1] for _, own, notices in beside]
        if any(drafts):
            drafts = [
                draft or self._searched(replace(reading, **own), scope, notices, ease=_EASE)[1]
                for draft, (_, own, notices) in zip(drafts, beside, strict=True)
            ]
        return side_by_side([(name, draft) for (name, _, _), draft in zip(beside, drafts, strict=True)])

    def _answered(self, reading: Reading, draft: Draft, *, above: bool = False) -> Answer:
        return Answer(
            question=reading.question,
            status=Status.ANSWERED,
            text=draft.text,
            receipt="",
            fields=draft.fields,
            citations=draft.citations,
            confidence=draft.confidence,
            alternatives=draft.alternatives,
            warnings=warnings(draft, self.today, above=above, changed=self.library.changed),
        )

    def _refuse(self, reading: Reading, reason: Reason, near: tuple[Candidate, ...] = ()) -> Answer:
        self.recorder.note(Taken(Way.REFUSED))
        if reason is Reason.NOT_IN_LIBRARY and _beside_all(reading):
            reason = Reason.OUT_OF_SCOPE
        nearest = contact(near, self.library)
        text = refusal_text(reason, reading, self.library, self.settings.hotline, nearest)
        cited = (nearest,) if nearest else ()
        return _refused(reading.question, reason, text, alternatives=suggestions(near), citations=cited)


def _beside(reading: Reading, scope: Scope) -> Sides:
    """The sides of each region, or of each year, that the question names; nothing where it names one."""
    if len(reading.regions) > 1:
        return tuple(
            (
                region.short,
                {"regions": (region,)},
                tuple(notice for notice in scope.notices if notice.region == region),
            )
            for region in reading.regions
        )
    if len(reading.years) > 1 and not scope.years_missing:
        return tuple(
            (
                f"{year}年",
                {"years": (year,)},
                tuple(notice for notice in scope.notices if notice.year == year),
            )
            for year in reading.years
        )
    return ()


def _beside_all(reading: Reading) -> bool:
    """Tell a question that names no place, unit or notice, nor anything that offices have to do with."""
    named = reading.regions or reading.foreign or reading.units or reading.number or reading.notice
    return not named and is_beside_all(reading.folded)


def _beside_the_point(reading: Reading, scope: Scope, lead: Candidate) -> bool:
    """A passage without the sum asked for answers nothing; one of another year must print the year."""
    if lacks(reading, lead.entry):
        return True
    return scope.years_missing and not any(str(year) in lead.entry.folded for year in reading.years)


def _refused(
    question: str,
    reason: Reason,
    text: str,
    alternatives: tuple[str, ...] = (),
    citations: tuple[Citation, ...] = (),
) -> Answer:
    return Answer(
        question=question,
        status=Status.NOT_FOUND,
        reason=reason,
        text=text,
        receipt="",
        alternatives=alternatives,
        citations=citations,
    )
