"""The day and the units that running text prints in the words that answer.

A clause that is no task has no fields of its own; who asks when or who is told them all the same, each out of
the answering words alone.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.deadlines import find_deadlines
from corpus.fold import Folded, fold
from corpus.model import Deadline, DeadlineKind, Span
from corpus.moments import find_moments
from corpus.roles import unit_like
from qa.answer import Citation, Fields
from qa.answer_sorts import TIMES
from qa.cite import clause_around, meet, sentences
from qa.expected import expected
from qa.letters import letter_pairs, shared_pairs
from qa.library import Entry, Library
from qa.retrieve import when_of
from qa.understand import Kind, Reading

_BETWEEN = re.compile("以及|会同|[、,，和与及]")
# 由县民政局负责解释, 县司法局负责更新目录: who, and what they do.
_DOES = re.compile(
    "(?:(?<=[,。;:由])|^)由?(?P<units>(?:(?!对|应当|应该|在|进行)[一-龥、()]){2,40}?)"
    "(?=(?:应当|应该)?(?:对[^,。;]{1,16}进行)?(?:在?\\d+个?(?:工作日|日|天)内)?"
    "(?:牵头|负责|承担|主管|组织|受理|审|核|配合|协助|办理|监督|检查|拨付|发放|登记|认定|解释|更新|公布))"
    "(?P<what>[^,。;]*)"
)
_LEADS, _HELPS = re.compile("^[^。;]{0,2}牵头"), re.compile("^[^。;,]{0,4}(?:配合|协助|参与)")


def with_told(reading: Reading, entry: Entry, citation: Citation, library: Library) -> Citation:
    """Add to a citation of a clause what the sentence of its answering words says of who or when.

    Args:
        reading: the question.
        entry: what is cited.
        citation: of it, its highlights the words that answer.
        library: what it is printed in.

    Returns:
        The citation with a time limit or units where there are such, these marked in place of words beside
        them: 小学6月20日报名，初中6月28日报名 answers 初中 by the second day.
    """
    if entry.item is not None or reading.kind not in (Kind.WHO, Kind.WHEN):
        return citation
    span = entry.passage.span
    folded = fold(library.texts[entry.notice.id], span.start, span.end)
    words = citation.highlights
    around = [each for each in sentences(entry) if any(meet(each, word) for word in words)]
    if reading.kind is Kind.WHEN:
        limit = _time(reading, entry, folded, around, words)
        return _told(citation, replace(citation.fields, deadline=limit), [limit.span]) if limit else citation
    if _who(citation.fields):
        return citation
    fields, spans = _units(reading, entry, folded, around, words)
    return _told(citation, fields, spans) if spans else citation


_DAYS = "days"


def _is_asked(reading: Reading, entry: Entry, limit: Deadline) -> bool:
    """Tell whether a limit's clause is on the topic: 公示几天 is not asked of 10个工作日内发放."""
    return shared_pairs(letter_pairs(reading.topic), clause_around(entry, limit.span)) > 0


def with_days(reading: Reading, entry: Entry, citation: Citation, library: Library) -> Citation:
    """Tell the limit that 几天内答复 asks for: that of the answering words, not another of the same task.

    Args:
        reading: the question.
        entry: what is cited.
        citation: of it; where the passage prints one length, that is marked.
        library: what it is printed in.
    """
    wanted = expected(reading)
    if reading.kind is not Kind.HOW_MUCH or wanted is None or wanted.name not in TIMES:
        return citation
    span = entry.passage.span
    limits = find_deadlines(fold(library.texts[entry.notice.id], span.start, span.end), when_of(entry.notice))
    lengths = [each for each in limits if each.kind is DeadlineKind.WITHIN]
    if wanted.name == _DAYS and len(lengths) == 1 and _is_asked(reading, entry, lengths[0]):
        fields = replace(citation.fields, deadline=lengths[0])
        return replace(citation, fields=fields, highlights=(lengths[0].span,))
    own = [each for each in limits if any(meet(each.span, word) for word in citation.highlights)]
    return replace(citation, fields=replace(citation.fields, deadline=own[0])) if own else citation


def _told(citation: Citation, fields: Fields, spans: Sequence[Span]) -> Citation:
    apart = not any(meet(span, word) for span in spans for word in citation.highlights)
    marks = tuple(sorted(spans)) if apart else citation.highlights
    return replace(citation, fields=fields, highlights=marks)


def _who(fields: Fields) -> bool:
    return bool(fields.lead_units or fields.responsible_units or fields.cooperating_units)


def _time(
    reading: Reading, entry: Entry, folded: Folded, around: Sequence[Span], words: Sequence[Span]
) -> Deadline | None:
    """The limit or the day printed there whose clause is most on the topic; of equals that of the words."""
    when = when_of(entry.notice)
    days = find_moments(folded, when)
    limits = [
        limit
        for limit in find_deadlines(folded, when)
        # 6月20日至6月26日前 is a span of days, of which 6月26日前 is a part.
        if not any(day.span.start < limit.span.start < day.span.end for day in days)
    ]
    pairs = letter_pairs(reading.topic)

    def weighed(limit: Deadline) -> tuple[int, bool]:
        own = any(meet(limit.span, word) for word in words)
        return shared_pairs(pairs, clause_around(entry, limit.span)), own

    printed = [each for each in (*limits, *days) if any(meet(each.span, one) for one in around)]
    best = max(printed, key=weighed, default=None)
    return best if best and any(weighed(best)) else None


def _units(
    reading: Reading, entry: Entry, folded: Folded, around: Sequence[Span], words: Sequence[Span]
) -> tuple[Fields, list[Span]]:
    """Units by role, and where they are printed: those that do what is asked, or that the words are."""
    lead: list[str] = []
    helping: list[str] = []
    others: list[str] = []
    spans = []
    for start, end in _doers(reading, folded, around, words):
        behind = folded.text[end:]
        row = lead if _LEADS.match(behind) else helping if _HELPS.match(behind) else others
        printed, base = folded.span(start, end), entry.passage.span.start
        spans.append(printed)
        row += filter(None, _BETWEEN.split(entry.quote[printed.start - base : printed.end - base].strip()))
    fields = Fields(lead_units=tuple(lead), responsible_units=tuple(others), cooperating_units=tuple(helping))
    return fields, spans


def _doers(
    reading: Reading, folded: Folded, around: Sequence[Span], words: Sequence[Span]
) -> list[tuple[int, int]]:
    """Places of units there whose doing is most on the topic; of equals those that are the words."""
    pairs = letter_pairs(reading.topic)
    doing = {}
    for one in around:
        start, end = folded.at(one.start), folded.at(one.end)
        for match in _DOES.finditer(folded.text[start:end]):
            if unit_like(match["units"]):
                place = start + match.start("units"), start + match.end("units")
                doing[place] = shared_pairs(pairs, match["what"])
    named = [(folded.at(word.start), folded.at(word.end)) for word in words]
    named = [place for place in named if unit_like(folded.text[slice(*place)])]
    most = max(doing.values(), default=0)
    if named and most <= max(doing.get(place, 0) for place in named):
        return named
    return [place for place, shared in doing.items() if shared == most] if most else named
