"""Who, when and what: answered out of the leading passage."""

import re

from corpus.fold import unbroken
from corpus.model import Deadline
from qa.answer import Citation, Fields
from qa.cite import cite, sentences
from qa.compose.draft import Draft
from qa.library import Entry, Library
from qa.retrieve import Candidate
from qa.understand import Kind, Reading

# Further passages are shown while their score comes near the leading one's.
_MOST, _NEAR = 4, 0.4


def passage_answer(reading: Reading, candidates: tuple[Candidate, ...], library: Library, confidence: float) -> Draft:
    """Answer out of the best passage; the next best stand beside it as further citations."""
    lead = candidates[0]
    shown = [lead, *(other for other in candidates[1:_MOST] if other.score >= lead.score - _NEAR)]
    citations = tuple(cite(each.entry, library, topic=reading.topic, score=round(each.score, 4)) for each in shown)
    return Draft(text=_text(reading, lead.entry, citations[0]), fields=citations[0].fields, citations=citations, confidence=confidence)


def _text(reading: Reading, entry: Entry, citation: Citation) -> str:
    parts = []
    if reading.kind is Kind.WHO:
        parts.append(units_text(citation.fields) or "原文这一条没有写明责任单位。")
    if reading.kind is Kind.WHEN and citation.fields.deadline:
        parts.append(deadline_text(citation.fields.deadline))
    if reading.kind is Kind.WHAT or not parts or (reading.kind is Kind.WHEN and not citation.fields.deadline):
        parts.append(clause_text(entry, citation))
    if reading.kind is Kind.WHO and citation.fields.deadline:
        parts.append(deadline_text(citation.fields.deadline))
    if reading.kind is Kind.WHEN and units_text(citation.fields):
        parts.append(units_text(citation.fields))
    return "\n".join(parts)


def units_text(fields: Fields) -> str:
    """Say who by role: 牵头单位：…；责任单位：…。 An empty lead is said, never filled from the others."""
    rows = (("牵头单位", fields.lead_units), ("责任单位", fields.responsible_units), ("配合单位", fields.cooperating_units))
    said = "；".join(f"{label}：{'、'.join(units)}" for label, units in rows if units)
    return f"{said}。" if said else ""


def deadline_text(deadline: Deadline) -> str:
    """Say the limit as printed, with the last day where it is known."""
    day = f"（最后一日 {deadline.due.isoformat()}）" if deadline.due else ""
    return f"时限：{deadline.text}{day}。"


def clause_text(entry: Entry, citation: Citation) -> str:
    """Give the sentences that answer, verbatim; the whole clause where none stands out."""
    base = entry.passage.span.start
    spans = citation.highlights or sentences(entry)[:2] or (entry.passage.span,)
    return "".join(unbroken(re.sub(r"\t+", "", entry.quote[span.start - base : span.end - base])) for span in spans)
