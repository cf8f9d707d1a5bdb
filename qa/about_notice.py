"""Questions about a notice itself: a fact of its head, how it stands, an article by its number."""

from dataclasses import replace
from datetime import date

from corpus.fold import plain
from corpus.model import Notice
from qa.answer import Answer, Reason, Status
from qa.compose import fact_answer, numbered_answer, status_answer
from qa.compose.cited import cited_act, cited_number, cited_status
from qa.compose.draft import Draft
from qa.compose.fields import field_answer
from qa.compose.lists import is_of_notice
from qa.compose.which_stand import which_stand
from qa.letters import letter_pairs
from qa.library import Library
from qa.matter import asks_whether_ended
from qa.scope import Basis, Scope, asks_about, choose_notice, find_scope
from qa.trace import Recorder, Taken, Way
from qa.understand import Kind, Reading
from qa.understand.asking import ALL_TASKS
from qa.understand.editions import ENDED
from qa.which_asked import which_asked

_CHOICES = 6
_NAMES_OF_A_NOTICE = ("title", "document_number", "issuing_body")


def about_notice(
    reading: Reading, scope: Scope, library: Library, *, today: date, recorder: Recorder
) -> Draft | None:
    """Say how a notice stands, or give a fact of its head; None where that is not asked or not known.

    Args:
        reading: the question.
        scope: what it is about.
        library: answered from.
        today: the day that counts where the question names none.
        recorder: gets the way that was taken.

    Raises:
        StoreDamaged: a quote is not what the store holds at its place.
    """
    if reading.kind is Kind.STATUS:
        # 某清单2022年版还有效吗: of that year the library may have only what others write about it.
        notice = None if scope.years_missing else choose_notice(reading, scope, library)
        draft, way = _status(reading, scope, notice, library, today), Way.STATUS
    elif asks_whether_ended(reading):
        draft, way = _end(reading, scope, library, today), Way.STATUS
    elif scope.years_missing or not (reading.kind is Kind.META or reading.names_notice):
        return None
    else:
        draft, way = _fact(reading, choose_notice(reading, scope, library), library), Way.FACT
    if draft is not None:
        recorder.note(Taken(way))
    return draft


def which_notices(
    reading: Reading, scope: Scope, library: Library, *, today: date, recorder: Recorder
) -> Draft | str:
    """List the notices that have ended or still count where that is asked of all.

    Args:
        reading: the question.
        scope: what it is about.
        library: answered from.
        today: the day that counts where the question names none.
        recorder: gets the way that was taken.

    Returns:
        The list; that there is none; "" where it is not asked.

    Raises:
        StoreDamaged: a quote is not what the store holds at its place.
    """
    asked = which_asked(reading, today) if scope.basis is Basis.PLACE else None
    if asked is None:
        return ""
    # A year is that in which they ended or counted, not that of their issue.
    notices = find_scope(replace(reading, years=()), library).notices
    found = which_stand(asked, notices, library, today)
    if isinstance(found, Draft):
        recorder.note(Taken(Way.STATUS))
    return found


def _fact(reading: Reading, notice: Notice | None, library: Library) -> Draft | None:
    if notice is None:
        return None
    if draft := cited_number(reading, notice, library):
        return draft
    if reading.fact == "field":
        return field_answer(reading.folded, notice, library)
    names = (reading.fact,) if reading.fact else _NAMES_OF_A_NOTICE
    drafts = (fact_answer(name, notice, library, reading.folded) for name in names)
    return next((draft for draft in drafts if draft), None)


def _status(
    reading: Reading, scope: Scope, notice: Notice | None, library: Library, today: date
) -> Draft | None:
    """Say how it stands with a notice, or with one that others write about; search decides else."""
    if notice is not None and asks_about(reading, notice):
        # 储备粮那个办法呢, after a notice that ends several: of the one it names.
        named = cited_act(reading, (notice,), library) if reading.notice else None
        return named or status_answer(notice, library, reading.as_of or today, today, reading.folded)
    # The year of 某清单2022年版 is that of the edition: a notice of any year may say what became of it.
    return cited_status(reading, scope.notices or tuple(library.notices.values()), library) or cited_status(
        reading, library.catalogue.of_places(reading.regions), library
    )


def _end(reading: Reading, scope: Scope, library: Library, today: date) -> Draft | None:
    """Say of a thing that is asked after (高龄津贴还发不发) that its rule has ended; search decides else."""
    notice = choose_notice(reading, scope, library)
    if notice is None or scope.years_missing:
        return None
    if notice.validity in ENDED and asks_about(reading, notice):
        return status_answer(notice, library, reading.as_of or today, today, reading.folded)
    return cited_act(reading, scope.notices, library)


def by_number(reading: Reading, scope: Scope, library: Library, recorder: Recorder) -> Draft | Reason | None:
    """第三条 of one notice is that article or none; None where several may be meant: search decides."""
    notice = choose_notice(reading, scope, library)
    if notice is None:
        return None
    draft = numbered_answer(reading, library, notice.id)
    if draft is not None:
        recorder.note(Taken(Way.NUMBERED))
        return draft
    return Reason.NOT_IN_LIBRARY if reading.without_subject else None


def listed(reading: Reading, scope: Scope, library: Library) -> tuple[Notice, ...]:
    """Return the notice of which all tasks are asked for; several, or none, where it is not clear.

    Args:
        reading: asks for all tasks of a notice (政务公开要做哪些事).
        scope: what it is about.
        library: tells which notices have tasks.
    """
    having = {entry.notice.id for entry in library.items}
    notices = [notice for notice in scope.notices if notice.id in having]
    notices = [each for each in notices if each.region in reading.regions] or notices
    matter = letter_pairs(ALL_TASKS.sub("", reading.asked.replace(" ", "")))
    named = [each for each in notices if matter and all(pair in plain(each.title) for pair in matter)]
    if not named:
        return tuple(notices)
    # Of this year's and last year's the one that counts now.
    chosen = choose_notice(reading, replace(scope, notices=tuple(named)), library)
    return (chosen,) if chosen else tuple(named)


def which_notice(reading: Reading, scope: Scope, library: Library, recorder: Recorder) -> Answer | None:
    """Ask back which notice a fact or its tasks are asked of; None where only one can be meant."""
    whole = is_of_notice(reading)
    notices = listed(reading, scope, library) if whole else scope.notices
    questions = tuple(f"《{notice.title}》{reading.question}" for notice in notices if not notice.forwards)
    if len(questions) < 2 or (not whole and choose_notice(reading, scope, library) is not None):
        return None
    recorder.note(Taken(Way.CLARIFY))
    return Answer(
        question=reading.question,
        status=Status.CLARIFY,
        receipt="",
        alternatives=questions[:_CHOICES],
        text="库里有几份通知，请选一份或说明是哪个地方的通知。",
    )
