"""Who, when and what: answered out of the leading passage."""

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.fold import unbroken
from corpus.model import Deadline, Span
from qa.answer import Citation, Fields
from qa.answer_sorts import OFTEN, SORTS, TIMES
from qa.candidate import Candidate
from qa.cite import cite, clause_fields, fields_of, limit_asked, meet, sentences
from qa.compose.draft import Draft
from qa.compose.marked import marked
from qa.compose.told import with_days, with_told
from qa.library import Entry, Library
from qa.understand import Kind, Reading

# Further passages are shown while their score comes near the leading one's.
_MOST, _NEAR = 4, 0.4
_DUTY = re.compile("牵头|负责|责任|配合|协助|主管|承担|归|管|由(?:谁|哪)")


def passage_answer(
    reading: Reading, candidates: tuple[Candidate, ...], library: Library, confidence: float
) -> Draft:
    """Answer out of the best passage; the next best stand beside it as further citations.

    Args:
        reading: the question.
        candidates: best first, at least one.
        library: what is quoted from.
        confidence: 0 to 1, that the best passage answers.

    Raises:
        StoreDamaged: a quote is not what the store holds at its place.
    """
    rows = marked(reading, candidates, library, near(candidates))
    shown = [candidate for candidate, _ in rows]
    lead = shown[0]
    first, *others = (_cited(reading, each, library, spans) for each, spans in rows)
    citations = (with_days(reading, lead.entry, first, library), *others)
    text = _placed(reading, lead.entry, shown) + said(reading, lead.entry, citations[0])
    told = with_told(reading, lead.entry, citations[0], library)
    return Draft(
        text=text,
        silent=missing(reading, lead.entry, citations[0]) is not None,
        fields=told.fields,
        citations=(told, *citations[1:]),
        confidence=confidence,
    )


def near(candidates: Sequence[Candidate]) -> int:
    """Return how many of the first candidates score near the leading one."""
    return sum(other.score >= candidates[0].score - _NEAR for other in candidates[:_MOST])


def _cited(
    reading: Reading, candidate: Candidate, library: Library, words: tuple[Span, ...] | None
) -> Citation:
    entry = candidate.entry
    return cite(
        entry,
        library,
        topic=reading.topic,
        score=round(candidate.score, 4),
        fields=_fields(reading, entry, library),
        marked=words,
    )


def _fields(reading: Reading, entry: Entry, library: Library) -> Fields | None:
    """Facts that are asked for; None where the item's own are right as they are."""
    if reading.kind not in (Kind.WHO, Kind.WHEN):
        return None
    if entry.item is None:
        return clause_fields(entry, library, reading.topic)
    if reading.kind is Kind.WHEN and entry.item.other_deadlines:
        return replace(
            fields_of(entry.item), deadline=limit_asked(entry, reading.topic, " ".join(reading.needs))
        )
    return None


def _placed(reading: Reading, entry: Entry, shown: list[Candidate]) -> str:
    """Say whose notice answers where the question named no place, and of what year where it named none."""
    region, year = entry.notice.region, entry.notice.year
    if region is None:
        return ""
    others = [candidate.entry.notice for candidate in shown]
    place = region.short if not reading.regions and any(other.region != region for other in others) else ""
    several = any(other.region == region and other.year not in (None, year) for other in others)
    time = f"{year}年" if year and several and not reading.years else ""
    return f"{place}{time}：" if place or time else ""


def said(reading: Reading, entry: Entry, citation: Citation) -> str:
    """Say first what was asked for, then the item's other fact; what is not printed is said to be missing."""
    fields = citation.fields
    units, limit = _units_text(fields), _deadline_text(fields.deadline) if entry.item else ""
    lacking = missing(reading, entry, citation)
    parts = [_clause_text(entry, citation)]
    if lacking:
        # Who is in charge can be asked for the day, and the words tell what else is known.
        parts = [lacking, *parts, units, limit]
    elif reading.kind is Kind.WHO and units:
        parts = [_missing_role(reading, fields) + units, limit]
    elif reading.kind is Kind.WHEN and limit:
        parts = [limit, units]
    return "\n".join(filter(None, parts))


_TIMED = re.compile("|".join(sort.printed.pattern for sort in SORTS if sort.name in (*TIMES, OFTEN)))
_YEAR_BEFORE = re.compile("[上本下]一?年度?|年度")
_DUTIES = re.compile("牵头|责任(?:单位|部门|人)|配合单位|主管|负责|受理|组织实施|决策机构")
_ACTS = re.compile(
    "(?<![理自事])由(?!于)[^,。;]{2,20}|(?:局|厅|委|办|室|部门|单位|政府|机关|机构|法院|中心|公司|银行)[^,。;、]{0,12}(?:要|应|须|可以|不得|负责|受理|组织)"
)


def missing(reading: Reading, entry: Entry, citation: Citation) -> str | None:
    """Say that a passage leaves out who or when; None where it tells, or nothing of the sort is asked for.

    A day or a unit may be told in the words alone: 当天办理注销, 排在首位的为牵头单位.
    """
    fields = citation.fields
    untimed = _YEAR_BEFORE.sub("", entry.folded)
    if reading.kind is Kind.WHEN and entry.item and not fields.deadline and not _TIMED.search(untimed):
        return "原文这一条没有写明时限。"
    if reading.kind is not Kind.WHO or _units_text(fields):
        return None
    clause = entry.item is None and (_ACTS.search(entry.folded) or not _DUTY.search(reading.folded))
    return None if clause or _DUTIES.search(entry.folded) else "原文这一条没有写明责任单位。"


def _missing_role(reading: Reading, fields: Fields) -> str:
    """An empty lead is not the first responsible unit, and whoever asks for it is told so."""
    if not (fields.lead_units or fields.responsible_units or fields.cooperating_units):
        return ""
    if "牵头" in reading.folded and not fields.lead_units:
        return "原文没有写明牵头单位。"
    if "配合" in reading.folded and not fields.cooperating_units:
        return "原文没有写明配合单位。"
    return ""


def _units_text(fields: Fields) -> str:
    """Say who by role (牵头单位：…；责任单位：…); one without units is left out, never filled."""
    rows = (
        ("牵头单位", fields.lead_units),
        ("责任单位", fields.responsible_units),
        ("配合单位", fields.cooperating_units),
    )
    said = "；".join(f"{label}：{'、'.join(units)}" for label, units in rows if units)
    return f"{said}。" if said else ""


def _deadline_text(deadline: Deadline | None) -> str:
    """Say the limit as printed, with the last day where it is known; nothing where there is none."""
    if deadline is None:
        return ""
    day = f"（最后一日 {deadline.due.isoformat()}）" if deadline.due else ""
    return f"时限：{deadline.text}{day}。"


def _clause_text(entry: Entry, citation: Citation) -> str:
    """Give the full sentences that hold the words that answer, verbatim; the clause's first where none do."""
    base = entry.passage.span.start
    own = sentences(entry)
    holding = [each for each in own if any(meet(each, mark) for mark in citation.highlights)]
    spans = holding or own[:2] or (entry.passage.span,)
    quoted = (entry.quote[span.start - base : span.end - base] for span in spans)
    return "".join(unbroken(re.sub(r"\t+", "", text)) for text in quoted)
