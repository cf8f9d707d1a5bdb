"""The way of one question: read, find what it is about, answer by kind, or refuse with a reason."""

from collections.abc import Set
from dataclasses import dataclass, replace
from datetime import date

from corpus.fold import plain
from corpus.model import Notice
from corpus.settings import Settings
from index.ports import Engine, Filter
from qa.about_notice import about_notice, by_number, listed, which_notice, which_notices
from qa.answer import Answer, Reason, Status
from qa.aspects import is_aspect, not_told
from qa.attempts import attempts, better, is_alone, is_open, may_stand_alone, own_share, same_matter, settled
from qa.beyond import beyond, is_beside_all
from qa.candidate import Candidate
from qa.clarify import agreed, asking_back, leads_by_place
from qa.clock import Clock
from qa.closely import is_nearest, read_closely
from qa.compose import list_answer, passage_answer, side_by_side
from qa.compose.draft import Draft
from qa.compose.lists import is_of_notice, names_what_is_listed, none_due
from qa.compose.points import with_points
from qa.confidence import confidence, features, needed
from qa.conflict import with_conflict
from qa.contrast import speaks_of_another
from qa.courtesy import courtesy
from qa.dialogue import aspect_draft, passage_draft, turn_of
from qa.expected import lacks
from qa.leading import leading
from qa.library import Library
from qa.own_words import share_held, with_path
from qa.parts import Told, answer_parts, too_many
from qa.refuse import no_such_day, refusal_text, refused, told_apart, unclear
from qa.retrieve import retrieve
from qa.scope import Scope, Side, find_scope, sides_of
from qa.suggest import contact, elsewhere, suggestions
from qa.trace import SILENT, Recorder, Scoped, Searched, Taken, Understood, Way, Weighed
from qa.understand import Kind, Reading, Turn, read_question
from qa.understand.hearing import is_one_question
from qa.understand.parts import split_questions
from qa.understand.plain_words import heard_apart, is_doubtful
from qa.warn import warned_of_place, warnings

Notices = tuple[Notice, ...]
Candidates = tuple[Candidate, ...]
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
        reply = courtesy(question, goes_on=after is not None)
        if reply:
            return Told(answer=refused(question, Reason.OUT_OF_SCOPE, reply), turn=after)
        words = unclear(question, self.settings.max_question_chars)
        if words:
            return Told(answer=refused(question, Reason.UNCLEAR, words), turn=after)
        parts = _parts(question, goes_on=after is not None and "asked" not in ignore)
        if len(parts) > self.settings.max_questions:
            return Told(answer=too_many(question, len(parts), self.settings.max_questions), turn=after)
        if len(parts) == 1:
            return self._told(question, after, region, ignore)
        return answer_parts(question, parts, lambda part, turn: self._told(part, turn, region, ignore), after)

    def _told(self, question: str, after: Turn | None, region: str | None, ignore: Set[str]) -> Told:
        reading = self._read(question, after, region, ignore)
        found, meant = self._best(reading)
        if reading.heard and found.status is Status.NOT_FOUND and is_doubtful(question, reading.heard):
            # 村里重点要亮出来哪些东西 asks for no papers: what no clause tells is read as it was typed.
            typed = self._read(question, after, region, ignore | {"asked"})
            other, other_meant = self._best(typed)
            if other.status is Status.ANSWERED:
                reading, found, meant = typed, other, other_meant
        if after is not None and may_stand_alone(reading):
            held = own_share(reading, found, self.library)
            if is_open(found, held):
                alone = self._read(question, None, region, ignore)
                other, other_meant = self._best(alone)
                if is_alone(found, other, held, leaning=bool(meant.needs)):
                    reading, found, meant = alone, warned_of_place(other, after), other_meant
        read_as = tuple((slip.typed, slip.meant) for slip in reading.slips)
        answer = replace(found, read_as=read_as, understood=reading.understood)
        return Told(answer=told_apart(answer), turn=turn_of(meant, answer, self.library, after))

    def _read(self, question: str, after: Turn | None, region: str | None, ignore: Set[str]) -> Reading:
        with self.clock.stage("understand"):
            reading = read_question(
                question, self.library, region, today=self.today, after=after, ignore=ignore
            )
            self.recorder.note(Understood(reading))
        return reading

    def _best(self, reading: Reading) -> tuple[Answer, Reading]:
        """Answer a question in the way it is likeliest meant; a follow-up may be meant in several."""
        best: tuple[Answer, Reading] | None = None
        for meant in attempts(reading, self.library):
            with self.clock.stage("understand"):
                scope = find_scope(meant, self.library)
                self.recorder.note(Scoped(scope))
            answer = self._answer(meant, scope)
            if best is None or better(best[0], answer) is answer:
                best = answer, meant
            if settled(answer, meant):
                break
        assert best is not None
        still = self._still(reading) if best[0].reason is Reason.NOT_IN_LIBRARY else None
        return still or best

    def _still(self, reading: Reading) -> tuple[Answer, Reading] | None:
        """Answer a follow-up that nothing answers from the passage spoken of, where none is nearer to it."""
        entry = same_matter(reading, self.library)
        if entry is None:
            return None
        near = self.candidates(reading, (entry.notice,))
        with self.clock.stage("encode"):
            if not is_nearest(entry, reading, near, self.engine):
                return None
        meant = replace(reading, passage=entry.passage.id)
        draft = passage_draft(meant, self.library)
        self.recorder.note(Taken(Way.PASSAGE if draft else Way.REFUSED))
        return None if draft is None else (self._answered(meant, draft), meant)

    def _answer(self, reading: Reading, scope: Scope) -> Answer:
        outright = self._refused_outright(reading, scope)
        if outright is not None:
            return outright
        if is_aspect(reading):
            return self._aspect(reading, scope)
        which = which_notices(reading, scope, self.library, today=self.today, recorder=self.recorder)
        if isinstance(which, Draft):
            return self._answered(reading, which)
        if which:
            return refused(reading.question, Reason.NOT_IN_LIBRARY, which)
        draft = (
            passage_draft(reading, self.library)
            or about_notice(reading, scope, self.library, today=self.today, recorder=self.recorder)
            or self._listed(reading, scope)
        )
        if draft is not None:
            return self._answered(reading, draft)
        return self._without_search(reading, scope) or self._from_passages(reading, scope)

    def _refused_outright(self, reading: Reading, scope: Scope) -> Answer | None:
        said = plain(reading.question) if reading.heard else reading.folded
        reason = beyond(said) or (Reason.OTHER_REGION if scope.elsewhere else None)
        if reason:
            return self._refuse(reading, reason)
        return refused(reading.question, Reason.UNCLEAR, no_such_day(reading)) if reading.impossible else None

    def _aspect(self, reading: Reading, scope: Scope) -> Answer:
        """Answer for a side of the matter out of the notice spoken of, or say that it does not tell it.

        Where another place is named the notice is the one that is sure to be of the matter there.
        """
        if reading.notice is None:
            said = reading.theme
            matter = replace(reading, topic=said, folded=said, asked=said, kind=Kind.WHAT, heard=None)
            near, draft = self._searched(matter, scope, scope.notices) if matter.topic else ((), None)
            if draft is None:
                return self._refuse(reading, Reason.NOT_IN_LIBRARY, near)
            lead = near[0].entry
            reading = replace(reading, notice=lead.notice.id, passage=lead.passage.id)
        draft = aspect_draft(reading, self.library)
        if draft is not None:
            self.recorder.note(Taken(Way.PASSAGE))
            return self._answered(reading, draft)
        self.recorder.note(Taken(Way.REFUSED))
        text = not_told(reading, self.library, self.settings.hotline)
        return refused(reading.question, Reason.NOT_IN_LIBRARY, text)

    def _without_search(self, reading: Reading, scope: Scope) -> Answer | None:
        """Answer or refuse where an article is asked for by number, a fact of the head, or nothing at all."""
        if scope.years_missing:
            return None
        found = by_number(reading, scope, self.library, self.recorder) if reading.numbers else None
        if found is not None:
            return (
                self._refuse(reading, found) if isinstance(found, Reason) else self._answered(reading, found)
            )
        if reading.kind is Kind.LIST and reading.window:
            return refused(
                reading.question, Reason.NOT_IN_LIBRARY, none_due(reading, self.library, scope.ids)
            )
        if reading.kind is Kind.META or is_of_notice(reading):
            # The fact is one that the notice meant does not print; of several the tasks are not mixed.
            asked_back = which_notice(reading, scope, self.library, self.recorder)
            return asked_back or self._refuse(reading, Reason.NOT_IN_LIBRARY)
        if reading.kind is Kind.LIST and (
            names_what_is_listed(reading) or _unheard_of(reading, scope, self.library)
        ):
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
        with self.clock.stage("encode"):
            found = read_closely(reading, found, self.engine)
        with self.clock.stage("search"):
            found = leading(reading, found, self.library)
        self.recorder.note(Searched(notices, found))
        return found

    def _listed(self, reading: Reading, scope: Scope) -> Draft | None:
        if reading.kind is not Kind.LIST or scope.years_missing:
            return None
        ids = scope.ids
        if is_of_notice(reading):
            ids = frozenset(notice.id for notice in listed(reading, scope, self.library))
        draft = list_answer(reading, self.library, ids)
        if draft is not None:
            self.recorder.note(Taken(Way.LIST))
        return draft

    def _from_passages(self, reading: Reading, scope: Scope) -> Answer:
        if (sides := sides_of(reading, scope)) and (draft := self._side_by_side(scope, sides)):
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
        sure, threshold = confidence(described), needed(reading, described, threshold)
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

    def _side_by_side(self, scope: Scope, sides: tuple[Side, ...]) -> Draft | None:
        """Several regions or years named: each answers for itself.

        Where one answers, the others are asked the same of their own notices, and less sureness is enough.
        """
        drafts = [self._searched(side.reading, scope, side.notices)[1] for side in sides]
        if any(drafts):
            drafts = [
                draft or self._searched(side.reading, scope, side.notices, ease=_EASE)[1]
                for draft, side in zip(drafts, sides, strict=True)
            ]
        return side_by_side([(side.name, draft) for side, draft in zip(sides, drafts, strict=True)])

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
            silent=draft.silent,
            warnings=warnings(draft, self.today, above=above, changed=self.library.changed),
        )

    def _refuse(self, reading: Reading, reason: Reason, near: tuple[Candidate, ...] = ()) -> Answer:
        self.recorder.note(Taken(Way.REFUSED))
        if reason is Reason.NOT_IN_LIBRARY and _beside_all(reading):
            reason = Reason.OUT_OF_SCOPE
        nearest = contact(near, self.library)
        text = refusal_text(reason, reading, self.library, self.settings.hotline, nearest)
        cited = (nearest,) if nearest else ()
        return refused(
            reading.question, reason, text, alternatives=suggestions(reading, near), citations=cited
        )


def _parts(question: str, *, goes_on: bool) -> tuple[str, ...]:
    """The questions in a text; what a follow-up asks for in several clauses is known."""
    parts = split_questions(question)
    if goes_on and len(parts) > 1 and is_one_question(question, parts):
        return (question,)
    return (heard_apart(question) if goes_on else ()) or parts


def _unheard_of(reading: Reading, scope: Scope, library: Library) -> bool:
    """Tell that the units whose tasks are asked for are named nowhere in the notices meant."""
    texts = [library.folded(notice.id) for notice in scope.notices]
    return bool(reading.units) and not any(name in text for name in reading.units for text in texts)


def _beside_all(reading: Reading) -> bool:
    """Tell a question that names no place, unit or notice, nor anything that offices have to do with."""
    named = reading.regions or reading.foreign or reading.units or reading.number or reading.notice
    return not named and is_beside_all(reading.folded)


# So much of a follow-up's own words, 0 to 1, stands in what answers it.
_OWN = 0.5


def _beside_the_point(reading: Reading, scope: Scope, lead: Candidate) -> bool:
    """A passage without the sum asked for, or about another thing of its sort, answers nothing.

    One of another year must print the year. One that holds nothing of what a follow-up says itself answers
    the question before it once more.
    """
    if lacks(reading, lead.entry) or speaks_of_another(reading, lead.entry):
        return True
    if reading.needs and share_held(reading.needs, with_path(lead.entry)) < _OWN:
        return True
    return scope.years_missing and not any(str(year) in lead.entry.folded for year in reading.years)
