"""Two notices that stand side by side and say different things of one task: both are shown.

Which of them prevails is said only where one of them says so itself (不一致的，以本办法为准).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from corpus.fold import unbroken
from corpus.model import DocumentStage, Notice, Validity
from qa.answer import Citation
from qa.candidate import Candidate
from qa.cite import cite, distinct
from qa.compose.draft import Draft
from qa.compose.passages import said
from qa.expected import expected
from qa.leading import alike
from qa.library import Entry, Library
from qa.retrieve import units_of
from qa.understand import Kind, Reading

# So near must the other's score come to the leading one's.
_NEAR = 0.6
_ENDED = (Validity.EXPIRED, Validity.REPEALED, Validity.SUPERSEDED)
_YEAR = re.compile(r"20\d{2}年?度?")
_FIGURE = re.compile(r"\d+(?:\.\d+)?(?:%|万元|元|天|日|个?月|年|个?工作日|倍|岁|人|次|小时)")
_PREVAILS = re.compile(r"[^。;]*(?:不一致|不符|相?抵触|有出入)的?,?[^。;]{0,8}以本[^。;]{0,8}为准[^。;]*")


def with_conflict(draft: Draft, reading: Reading, candidates: Sequence[Candidate], library: Library) -> Draft:
    """Add what another notice of the place says otherwise of the same matter; where none does, nothing.

    Args:
        draft: the answer out of the leading candidate.
        reading: the question.
        candidates: best first.
        library: what is quoted from.

    Raises:
        StoreDamaged: a quote is not what the store holds at its place.
    """
    lead = candidates[0]
    other = next((each for each in candidates[1:] if _contradicts(each, lead, reading)), None)
    if other is None:
        return draft
    second = cite(other.entry, library, topic=reading.topic, score=round(other.score, 4))
    rules = tuple(_rules((lead.entry.notice, other.entry.notice), library))
    text = "\n".join(
        (
            f"{_named(lead.entry.notice)}：{draft.text}",
            f"{_named(other.entry.notice)}：{said(reading, other.entry, second)}",
            *(f"{_named(rule.notice)}写明：{_rule_said(rule, library)}" for rule in rules),
            *(() if rules else ("两份通知写法不一致，以哪份为准原文没有写明，请向发文机关核实。",)),
        )
    )
    citations = distinct((draft.citations[0], second, *rules, *draft.citations[1:]))
    return replace(draft, text=text, citations=citations, rests_on=2 + len(rules), conflict=True)


def _contradicts(other: Candidate, lead: Candidate, reading: Reading) -> bool:
    mine, theirs = lead.entry, other.entry
    beside = lead.score - other.score <= _NEAR and _side_by_side(mine.notice, theirs.notice)
    return beside and alike(mine, theirs) and _differ(mine, theirs, reading)


def _side_by_side(mine: Notice, theirs: Notice) -> bool:
    """Tell whether both bind the same people now: one place, both final and in force, no series of years."""
    if mine.id == theirs.id or mine.region is None or mine.region != theirs.region:
        return False
    if theirs.id in (mine.forwards, mine.forwarded_by):
        return False
    if not (_binds(mine) and _binds(theirs)):
        return False
    return mine.year == theirs.year or _YEAR.sub("", mine.title) != _YEAR.sub("", theirs.title)


def _binds(notice: Notice) -> bool:
    return notice.validity not in _ENDED and notice.stage is not DocumentStage.CONSULTATION_DRAFT


def _differ(mine: Entry, theirs: Entry, reading: Reading) -> bool:
    if reading.kind is Kind.WHO:
        one, two = ({unit.canonical for unit in units_of(each)} for each in (mine, theirs))
        return bool(one and two) and not (one <= two or two <= one)
    if reading.kind is Kind.WHEN:
        dues = [each.item.deadline.due for each in (mine, theirs) if each.item and each.item.deadline]
        return len(dues) > 1 and None not in dues and dues[0] != dues[1]
    wanted = expected(reading)
    if wanted is None or wanted.in_words:
        return False
    one, two = (set(_FIGURE.findall(each.folded)) for each in (mine, theirs))
    return bool(one and two) and not (one <= two or two <= one)


def _named(notice: Notice) -> str:
    day = notice.dated_on or notice.issued_on
    marks = "，".join(filter(None, (notice.document_number, day.isoformat() if day else "")))
    return f"《{notice.title}》" + (f"（{marks}）" if marks else "")


def _rules(notices: Sequence[Notice], library: Library) -> Iterable[Citation]:
    ids = {notice.id for notice in notices}
    for entry in library.entries.values():
        if entry.notice.id in ids and _PREVAILS.search(entry.folded):
            yield cite(entry, library, topic="不一致的以本为准")


def _rule_said(rule: Citation, library: Library) -> str:
    spans = rule.highlights or (rule.span,)
    text = library.texts[rule.notice.id]
    return "".join(unbroken(text[span.start : span.end]) for span in spans)
