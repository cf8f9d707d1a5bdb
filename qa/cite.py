"""Citations: verbatim passages, checked against the stored text before anything is shown."""

import re
from collections.abc import Iterable

from corpus.deadlines import find_deadlines
from corpus.errors import StoreDamaged
from corpus.fold import fold
from corpus.model import Deadline, Fact, Span, TaskItem, Unit
from corpus.parse.outline import read_marker
from corpus.roles import Assignment, read_units
from corpus.unit_clause import find_clause
from qa.answer import Citation, Fields
from qa.letters import letter_pairs, shared_pairs
from qa.library import Entry, Library
from qa.retrieve import when_of

_HEADING_LINE = re.compile(r"[^。;；!！?？,，:：\n]{1,20}(?=\s*\n)")
_SENTENCE = re.compile(r"[^。;；!！?？\n]+[。;；!！?？]?")


def cite(
    entry: Entry,
    library: Library,
    *,
    topic: str = "",
    score: float | None = None,
    fields: Fields | None = None,
    marked: tuple[Span, ...] | None = None,
) -> Citation:
    """Quote a passage, with the words that carry the answer as highlights.

    Args:
        entry: what is quoted.
        library: what it is checked against.
        topic: the question's subject; sentences that share words with it are marked where `marked` is None.
        score: of the passage, shown as it is.
        fields: facts to show with it; those of its task item where not given.
        marked: the highlights, in printed order, inside the passage.

    Raises:
        StoreDamaged: the quote is not what the store holds at its place.
    """
    span = entry.passage.span
    return _checked(
        Citation(
            notice=entry.notice,
            path=entry.passage.path,
            item=entry.passage.number,
            quote=entry.quote,
            span=span,
            highlights=highlights(entry, topic) if marked is None else marked,
            fields=fields or fields_of(entry.item),
            score=score,
        ),
        library,
    )


def sentence_around(text: str, span: Span) -> str:
    """Return the sentence of a stored text that a stretch stands in."""
    start = max(text.rfind(stop, 0, span.start) + 1 for stop in "。；\n")
    ends = [place for stop in "。；\n" if (place := text.find(stop, span.end)) >= 0]
    return text[start : min(ends, default=len(text)) + 1].strip()


def cite_fact(fact: Fact, library: Library, notice_id: str) -> Citation:
    """Quote the line that a fact of a notice's head stands in."""
    text = library.texts[notice_id]
    start = text.rfind("\n", 0, fact.span.start) + 1
    end = text.find("\n", fact.span.end)
    start = max(start, fact.span.start - _LONGEST_LINE)
    end = min(len(text) if end < 0 else end, fact.span.end + _LONGEST_LINE)
    notice = library.notices[notice_id]
    return _checked(
        Citation(
            notice=notice,
            path=(),
            item=None,
            quote=text[start:end],
            span=Span(start, end),
            highlights=(fact.span,),
            fields=Fields(),
        ),
        library,
    )


_LONGEST_LINE = 200


def _checked(citation: Citation, library: Library) -> Citation:
    text, whole = library.texts[citation.notice.id], citation.span
    inside = all(whole.start <= span.start < span.end <= whole.end for span in citation.highlights)
    if text[whole.start : whole.end] != citation.quote or not inside:
        raise StoreDamaged(f"引文与库中原文不一致：{citation.notice.title}。请运行 zhengda doctor --repair。")
    return citation


def meet(one: Span, other: Span) -> bool:
    """Tell whether two stretches of one text have a letter in common."""
    return one.start < other.end and other.start < one.end


def distinct(citations: tuple[Citation, ...]) -> tuple[Citation, ...]:
    """Leave out citations of a place already cited, in the order given."""
    return tuple({(each.notice.id, each.span): each for each in citations}.values())


def fields_of(item: TaskItem | None) -> Fields:
    """Return an item's units and deadline as an answer shows them."""
    if item is None:
        return Fields()
    return Fields(
        lead_units=_names(item.lead_units),
        responsible_units=_names(item.responsible_units),
        cooperating_units=_names(item.cooperating_units),
        deadline=item.deadline,
        corrected=item.corrected,
    )


def limit_asked(entry: Entry, topic: str, own: str = "") -> Deadline | None:
    """Of the time limits that an item prints, return the one whose clause is on the topic; else its first.

    Args:
        entry: of an item.
        topic: what is asked about.
        own: the part of it that a follow-up says itself, which counts before the rest.
    """
    item = entry.item
    if item is None or item.deadline is None:
        return None
    pairs, said, ending = letter_pairs(topic), letter_pairs(own), _ENDS.search(topic) is not None
    worth = _WORTH if ending and _WHOLLY.search(topic) is None else len(pairs)
    shares = []
    for place, limit in enumerate((item.deadline, *item.other_deadlines)):
        clause = clause_around(entry, limit.span)
        nearest = clause_around(entry, limit.span, "、")
        if item.deadline.due and not limit.due and not shared_pairs(said, nearest):
            # A day is not given up for 5个工作日内, but where that is asked for: 新出的呢.
            continue
        done = worth if ending and _ENDS.search(clause) else 0
        shares.append((shared_pairs(said, nearest), shared_pairs(pairs, clause) + done, -place, limit))
    return max(shares, key=lambda row: row[:3])[3]


# 方案7月底前提出，提升10月底前完成: who asks when it is done means the second; worth so many letter pairs.
_ENDS, _WORTH = re.compile("[做弄搞干办建编写改]完|完成|完工|建成|办结"), 2
# 全部搞完 is said of the last of it, whatever words the step before shares with the question.
_WHOLLY = re.compile("(?:全部?|都|彻底|最后|总共)[^,。;]{0,4}(?:完|成|办结)")


def clause_around(entry: Entry, span: Span, also: str = "") -> str:
    """The words between the marks around a stretch of a passage, folded; `also` parts them too."""
    base, quote = entry.passage.span.start, entry.quote
    before = re.split(f"[，,。；;：:{also}]", quote[: span.start - base])[-1]
    after = re.split(f"[，,。；;：:{also}]", quote[span.start - base :])[0]
    return re.sub(r"\s+", "", before + after)


def clause_fields(entry: Entry, library: Library, topic: str) -> Fields:
    """Read units, and the first time limit of the sentences on the topic, out of a clause that is no task."""
    span = entry.passage.span
    folded = fold(library.texts[entry.notice.id], span.start, span.end)
    clause = find_clause(folded)
    units = read_units(clause[2]) if clause else Assignment()
    marked = highlights(entry, topic)
    deadlines = [
        deadline
        for deadline in find_deadlines(folded, when_of(entry.notice))
        if any(span.start <= deadline.span.start < span.end for span in marked)
    ]
    return Fields(
        lead_units=_names(units.lead),
        responsible_units=_names(units.responsible),
        cooperating_units=_names(units.cooperating),
        deadline=deadlines[0] if deadlines else None,
    )


def _names(units: Iterable[Unit]) -> tuple[str, ...]:
    return tuple(unit.name for unit in units)


def union(fields: Iterable[Fields]) -> Fields:
    """Return the union of units in order; the deadline only where all agree on it."""
    rows = tuple(fields)
    return Fields(
        lead_units=_merged(row.lead_units for row in rows),
        responsible_units=_merged(row.responsible_units for row in rows),
        cooperating_units=_merged(row.cooperating_units for row in rows),
        deadline=_shared(tuple(row.deadline for row in rows)),
        corrected=_merged(row.corrected for row in rows),
    )


def _shared(deadlines: tuple[Deadline | None, ...]) -> Deadline | None:
    different = {(deadline.text, deadline.due) if deadline else None for deadline in deadlines}
    return deadlines[0] if len(different) == 1 else None


def _merged(groups: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for group in groups for name in group))


def sentences(entry: Entry) -> tuple[Span, ...]:
    """Return the stored spans of a task's own sentences (of the passage's, where it is no task), in order."""
    whole = entry.item.text_span if entry.item else _unnumbered(entry)
    base = entry.passage.span.start
    own = entry.quote[whole.start - base : whole.end - base]
    found = []
    joined = own.replace("\n", "　")
    if entry.item is None and (line := _HEADING_LINE.match(own)):
        # 补贴标准 on a line of its own is no part of the sentence below it.
        joined = "\n".join((joined[: line.end()], joined[line.end() + 1 :]))
    for match in _SENTENCE.finditer(joined):
        stripped = match.group().strip()
        if stripped:
            start = whole.start + match.start() + match.group().index(stripped)
            found.append(Span(start, start + len(stripped)))
    return tuple(found)


def _unnumbered(entry: Entry) -> Span:
    """A clause without its number: 第三条 and （一） say nothing of the matter."""
    folded = fold(entry.quote)
    marker = read_marker(folded) if entry.passage.number else None
    start = folded.origin[marker.length] if marker and marker.length < len(folded.text) else 0
    return Span(entry.passage.span.start + start, entry.passage.span.end)


def highlights(entry: Entry, topic: str) -> tuple[Span, ...]:
    """Choose the one or two sentences that share most with the topic, in printed order."""
    pairs = letter_pairs(topic)
    base = entry.passage.span.start
    scored = []
    for span in sentences(entry):
        text = re.sub(r"\s+", "", entry.quote[span.start - base : span.end - base])
        share = shared_pairs(pairs, text)
        if share:
            scored.append((-share, span))
    scored.sort()
    if not scored:
        return ()
    best = scored[0][0]
    return tuple(sorted(span for share, span in scored[:2] if share <= best * _ALSO))


_ALSO = 0.7
