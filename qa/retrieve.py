"""From a reading to the passages that may answer it, best first."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from corpus.dates import day_of_issue
from corpus.deadline_years import When
from corpus.deadlines import find_deadlines
from corpus.fold import Folded, plain
from corpus.model import Deadline, Notice, PassageKind, TaskItem, Unit
from corpus.parse.outline import heading
from corpus.units import matches
from index.ports import Engine, Filter, Hit
from qa.candidate import Candidate, ordered, ranking_weights
from qa.closing import is_beside
from qa.contrast import speaks_of_another
from qa.expected import expected, is_silent, is_uncounted, lacks, prints
from qa.facets import facets
from qa.letters import letter_pairs, shared_pairs
from qa.library import Entry, Library
from qa.own_words import share_held, with_path
from qa.understand import Kind, Reading
from qa.understand.editions import ENDED
from qa.wording import echoed, in_other_words

_DEPTH = 40


def retrieve(reading: Reading, library: Library, engine: Engine, allowed: Filter) -> tuple[Candidate, ...]:
    """Search for the reading's topic inside the filter.

    Title lines and signatures are left out, and what only closes a notice where nobody asks for that.

    Returns:
        Best first, as found; what leads is not settled yet, see `qa.leading`.
    """
    query = reading.topic or reading.folded
    hits = [
        (entry, hit)
        for hit in engine.search(query, filter=allowed, k=_DEPTH)
        if (entry := library.entries.get(hit.passage_id))
        and entry.passage.kind is not PassageKind.HEADER
        and not is_beside(reading, entry)
    ]
    best = max((hit.lexical for _, hit in hits), default=0.0) or 1.0
    near = max((hit.cosine for _, hit in hits), default=0.0)
    weights, found = ranking_weights(), []
    for entry, hit in hits:
        described = describe(reading, query, entry, hit, best_lexical=best, best_cosine=near)
        score = sum(weights[name] * value for name, value in described.items())
        found.append(Candidate(entry=entry, score=score, cosine=hit.cosine, features=described))
    found = [_holding(_placed(candidate, reading, library), reading) for candidate in found]
    if not reading.years:
        found = _newer_first(found)
    return ordered(found)


# What it is worth that a notice is of the place asked for, or that one of an unknown issuer speaks of it.
_HOME, _SPOKEN = 0.6, 0.3


def _placed(candidate: Candidate, reading: Reading, library: Library) -> Candidate:
    notice = candidate.entry.notice
    if notice.region and notice.region in reading.regions:
        return replace(candidate, score=candidate.score + _HOME)
    names = (
        *(region.short for region in reading.regions),
        *(name.rstrip("省市县区") for name in reading.foreign),
    )
    if notice.region or notice.forwards or not any(library.speaks_of(notice.id, name) for name in names):
        return candidate
    return replace(candidate, score=candidate.score + _SPOKEN)


# What it is worth that a passage holds what a follow-up says beside what it borrows, and that the sentence
# with it prints what is asked for.
_OWN, _SAID_OF_IT = 0.6, 0.4


# The passage spoken of does not say it: what others of its notice are headed by, and whether they print the
# sort of thing, counts for more than the subject, which all of them share.
_HEADED, _SILENT = 0.5, 0.3


def _holding(candidate: Candidate, reading: Reading) -> Candidate:
    """A passage gains by a follow-up's own words, or by the side of the matter that it asks about."""
    if reading.passage:
        side = _HEADED * candidate.features.get("headed", 0.0)
        return replace(
            candidate, score=candidate.score + side - _SILENT * candidate.features.get("silent", 0.0)
        )
    if not reading.needs:
        return candidate
    entry, wanted = candidate.entry, expected(reading)
    gain = _OWN * share_held(reading.needs, with_path(entry))
    if wanted and any(
        wanted.printed.search(sentence) and share_held(reading.needs, sentence)
        for sentence in re.split("[。;!?]", entry.folded)
    ):
        gain += _SAID_OF_IT
    return replace(candidate, score=candidate.score + gain)


# What a year of age costs beside a newer notice of the same place, and at most how many years count.
_AGE, _OLDEST = 0.1, 2


def _newer_first(candidates: list[Candidate]) -> list[Candidate]:
    """Of notices of one place the newer comes first where the question names no year."""
    newest: dict[str, int] = {}
    for notice in (candidate.entry.notice for candidate in candidates):
        if notice.region and notice.year:
            newest[notice.region.name] = max(newest.get(notice.region.name, 0), notice.year)
    return [
        replace(candidate, score=candidate.score - _AGE * _age(candidate, newest)) for candidate in candidates
    ]


def _age(candidate: Candidate, newest: Mapping[str, int]) -> int:
    notice = candidate.entry.notice
    if notice.region is None or notice.year is None:
        return 0
    return min(_OLDEST, newest[notice.region.name] - notice.year)


def describe(
    reading: Reading, query: str, entry: Entry, hit: Hit, *, best_lexical: float, best_cosine: float
) -> dict[str, float]:
    """Describe how well a passage fits a question.

    Returns:
        By name, 0 to 1 unless said:
        engine: its fused score, may be below 0. lexical: share of the best one.
        cosine: distance from the best one in tenths, 0 or less. coverage: idf share of the topic's words.
        heading, pairs, context, sentence: share of the topic's letter pairs that stand in the item's heading,
            in the passage, in the passage or title, in its best sentence.
        matched: how many of its letter pairs stand in the passage, 8 or more being 1.
        run: the longest piece of the topic that stands in it. phrase: 1 where all of it does.
        And a 1 for each fit of the reading, see `_fits` and `_item_fits`.
    """
    pairs, rules = letter_pairs(query), in_other_words(query)
    text = echoed(entry.folded + "".join(entry.passage.path), rules)
    sentences = [echoed(sentence, rules) for sentence in re.split("[。;!?]", entry.folded)]
    return {
        "engine": hit.score,
        "lexical": hit.lexical / best_lexical,
        "cosine": 10 * (hit.cosine - best_cosine),
        "coverage": hit.coverage,
        "heading": _share(pairs, echoed(_heading_of(entry), rules)),
        "pairs": _share(pairs, text),
        "matched": min(1.0, shared_pairs(pairs, text) / _PLENTY),
        "context": _share(pairs, echoed(text + plain(entry.notice.title), rules)),
        "sentence": max(_share(pairs, sentence) for sentence in sentences),
        "run": longest_run(query, entry.folded),
        "phrase": float(len(query) >= _PHRASE and query.replace(" ", "") in entry.folded),
        **dict.fromkeys(_fits(reading, entry), 1.0),
    }


def shares(candidate: Candidate) -> dict[str, float]:
    """Return what each feature gave to the score, those that gave nothing left out.

    Returns:
        By name, in the score's own unit; `placed` is what its place and year gave or took.
    """
    weights = ranking_weights()
    given = {name: weights.get(name, 0.0) * value for name, value in candidate.features.items()}
    given["placed"] = candidate.score - sum(given.values())
    return {name: value for name, value in given.items() if abs(value) >= _LEAST}


_LEAST = 0.0005


# A rambling question has many words that no notice prints; this many pairs found speak for themselves.
_PLENTY = 8
_PHRASE = 5


def _share(pairs: frozenset[str], text: str) -> float:
    return shared_pairs(pairs, text) / len(pairs) if pairs else 0.0


def _heading_of(entry: Entry) -> str:
    return heading(entry.item.text if entry.item else entry.folded) + (
        entry.passage.path[-1] if entry.passage.path else ""
    )


def _fits(reading: Reading, entry: Entry) -> Iterable[str]:
    """Name what fits: ended, amount, contact; of a clause preamble and handing (it hands a notice over).

    And what does not, see `_misses`.
    """
    if entry.notice.validity in ENDED and not reading.years:
        yield "ended"
    if prints(reading, entry, letter_pairs(reading.topic)):
        yield "amount"
    yield from _misses(reading, entry)
    yield from facets(reading.folded, entry)
    if entry.passage.kind is PassageKind.CONTACT:
        yield "contact"
    if entry.item is not None:
        yield from _item_fits(reading, entry, entry.item)
        return
    if entry.passage.number is None:
        yield "preamble"
    if _HANDS_OVER.search(entry.folded):
        yield "handing"


def _misses(reading: Reading, entry: Entry) -> Iterable[str]:
    """Name what tells against a passage.

    Returns:
        without: it lacks the figure asked for. silent: it prints nothing of the sort. uncounted: it counts
        none of what is to be counted. another: it is about another thing of the same sort.
    """
    for name, told in _TELL_AGAINST:
        if told(reading, entry):
            yield name


_TELL_AGAINST = (
    ("without", lacks), ("silent", is_silent), ("uncounted", is_uncounted), ("another", speaks_of_another)
)  # fmt: skip


def _item_fits(reading: Reading, entry: Entry, item: TaskItem) -> Iterable[str]:
    """Name what fits of a task item: task, units, role, due, limit, item."""
    if reading.kind in (Kind.WHO, Kind.WHEN, Kind.LIST):
        yield "task"
    if reading.units and all(any(matches(name, unit) for unit in units_of(entry)) for name in reading.units):
        yield "units"
    if reading.kind is Kind.WHO and item.lead_units and "牵头" in reading.folded:
        yield "role"
    if reading.kind is Kind.WHEN and item.deadline and item.deadline.due:
        yield "due"
    if any(same_limit(limit, entry) for limit in reading.limits):
        yield "limit"
    if reading.item and item.number == reading.item:
        yield "item"


# The words that hand a notice over say nothing of its matter.
_HANDS_OVER = re.compile(
    "(?:通知|安排|公告|决定)如下[:。]?$|(?:印发|转发|发)给你们"
    "|请(?:遵照|认真|抓紧|一并).{0,12}(?:执行|落实)|(?:制定|拟定)本(?:办法|规定|方案|要点|细则)"
)


def units_of(entry: Entry, role: str | None = None) -> tuple[Unit, ...]:
    """Return an item's units, of one role or of all."""
    item = entry.item
    if item is None:
        return ()
    by_role = {
        "lead": item.lead_units,
        "responsible": item.responsible_units,
        "cooperating": item.cooperating_units,
    }
    return by_role[role] if role else (*item.lead_units, *item.responsible_units, *item.cooperating_units)


def when_of(notice: Notice) -> When:
    """Return what a notice says about its time."""
    return When(notice.year, day_of_issue(notice.dated_on, notice.issued_on))


def meant_by(limit: Deadline, notice: Notice) -> Deadline:
    """Return a limit named in a question as a notice would mean it: 9月底前 of its own year."""
    text = Folded(limit.text, tuple(range(len(limit.text))))
    return next(iter(find_deadlines(text, when_of(notice), column=True)), limit)


def same_limit(limit: Deadline, entry: Entry) -> bool:
    """Tell whether a limit named in a question is one of the item's: 9月底前 of the notice's own year."""
    item = entry.item
    if item is None:
        return False
    text, asked = limit.text, meant_by(limit, entry.notice)
    own = [deadline for deadline in (item.deadline, *item.other_deadlines) if deadline]
    return any(
        (asked.due is not None and deadline.due == asked.due) or deadline.text == text for deadline in own
    )


def longest_run(query: str, text: str) -> float:
    """Return the longest piece of the query that stands in the text, as a share of the query, 0 to 1."""
    letters = re.sub(r"\s+", "", query)
    best = 0
    for start in range(len(letters)):
        while start + best < len(letters) and letters[start : start + best + 1] in text:
            best += 1
    return best / len(letters) if letters else 0.0
