"""A draft question set out of the library, for a person to accept question by question."""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping

from corpus.model import Notice, Region, TaskItem
from eval.absent import Elsewhere
from eval.draft_items import item_questions, list_questions
from eval.draft_notices import notice_questions, topic_of
from eval.drafted import seeded
from eval.likeness import Wordings, wording
from eval.notice_file import NoticeFile
from eval.phrasing import Asked, Label
from eval.questions import Kind, Question
from eval.subject import Subject, subject_of

# In what measure kinds follow each other: about one in five has no answer.
_PATTERN = (
    Kind.UNIT, Kind.DEADLINE, Kind.NONE, Kind.PASSAGE, Kind.UNIT, Kind.META, Kind.LIST, Kind.PASSAGE,
    Kind.NONE, Kind.DEADLINE, Kind.STATUS,
)  # fmt: skip
_NONE_EVERY = 3
_REGION_SHARE = 0.5
_LONG_NAME = 5


def draft(files: Mapping[str, NoticeFile], *, seed: int = 0) -> tuple[Question, ...]:
    """Draft questions from the library.

    Args:
        files: the library, file by file.
        seed: chooses wordings and what is swapped; the same library and seed give the same draft.

    Returns:
        Questions marked as generated, kinds and notices mixed so that the first so many of them are a fair
        share of all; near-duplicates are left out.
    """
    labels, elsewhere = _labels(files), Elsewhere(files)
    topics = _topics(files)
    found = [
        question
        for file in files.values()
        for notice in file.notices
        for question in (
            *_of_notice(notice, file, topics.get(notice.id), seed),
            *_of_items(notice, file, labels.get(notice.id), elsewhere, seed),
        )
    ]
    found += elsewhere.other_subjects(_places(files, labels), seed)
    return tuple(_mixed(_distinct(found)))


def _of_notice(notice: Notice, file: NoticeFile, topic: str | None, seed: int) -> Iterator[Question]:
    if topic is not None:
        yield from notice_questions(notice, file, topic, seed)
        yield from list_questions(notice, file, topic, seed)


def _of_items(
    notice: Notice, file: NoticeFile, label: Label | None, elsewhere: Elsewhere, seed: int
) -> Iterator[Question]:
    if label is None or notice.region is None:
        return
    items = [item for item in file.items if item.notice_id == notice.id]
    for place, item in enumerate(items):
        subject = subject_of(item, file)
        if subject is None:
            continue
        yield from item_questions(item, file, label, subject, seed)
        if place % _NONE_EVERY == 0:
            yield from _swapped(item, subject, elsewhere, notice.region, label, seed)


def _swapped(
    item: TaskItem, subject: Subject, elsewhere: Elsewhere, region: Region, label: Label, seed: int
) -> Iterator[Question]:
    rng = seeded(seed, item.id, "none")
    asked = rng.choice((Asked.LEAD, Asked.RESPONSIBLE, Asked.WHEN, Asked.WHAT))
    if rng.random() < _REGION_SHARE:
        question = elsewhere.other_region(region, asked, subject, rng)
    else:
        question = elsewhere.other_year(label, asked, subject, rng)
    if question is not None:
        yield question


def _topics(files: Mapping[str, NoticeFile]) -> dict[str, str]:
    """Name the notices that are told from all others by what they are called."""
    named = {notice.id: topic_of(notice) for file in files.values() for notice in file.notices}
    # 提取管理办法 and 提取管理办法（2024年修订）: the shorter name may mean either.
    topics = [topic for topic in named.values() if topic]
    return {
        notice: topic
        for notice, topic in named.items()
        if topic and sum(topic in other for other in topics) == 1
    }


def _labels(files: Mapping[str, NoticeFile]) -> dict[str, Label]:
    """Name each notice's place, with the year where the place has notices of several years."""
    notices = [notice for file in files.values() for notice in file.notices if notice.region]
    years: defaultdict[str, set[int | None]] = defaultdict(set)
    for notice in notices:
        years[_region(notice).name].add(notice.year)
    return {
        notice.id: _label(_region(notice), notice.year if len(years[_region(notice).name]) > 1 else None)
        for notice in notices
    }


def _region(notice: Notice) -> Region:
    if notice.region is None:
        raise ValueError(notice.id)
    return notice.region


def _label(region: Region, year: int | None) -> Label:
    # 喀喇沁左翼蒙古族自治县 is 喀左县 to everybody.
    kind = "" if region.short.endswith(region.name[-1]) else region.name[-1]
    place = region.name if len(region.name) <= _LONG_NAME else region.short + kind
    return Label(place=place, short=region.short, year=f"{year}年" if year else "")


def _places(files: Mapping[str, NoticeFile], labels: Mapping[str, Label]) -> dict[str, Label]:
    notices = [notice for file in files.values() for notice in file.notices if notice.id in labels]
    return {_region(notice).name: labels[notice.id] for notice in notices}


def _distinct(found: Iterable[Question]) -> Iterator[Question]:
    """Leave out what is asked already: the same words anywhere, nearly the same of one notice and kind."""
    said: set[str] = set()
    near: defaultdict[tuple[tuple[str, ...], Kind], Wordings] = defaultdict(Wordings)
    for question in found:
        words = wording(question.question)
        seen = near[question.notices, question.kind]
        if words in said or seen.nearest(words) is not None:
            continue
        said.add(words)
        seen.add(words)
        yield question


def _mixed(found: Iterable[Question]) -> Iterator[Question]:
    """Deal the questions out: kinds by the pattern, within a kind one notice after the other."""
    queues: defaultdict[Kind, dict[tuple[str, ...], deque[Question]]] = defaultdict(dict)
    for question in found:
        queues[question.kind].setdefault(question.notices, deque()).append(question)
    dealers = {kind: _in_turn(_shuffled(kind, by_notice)) for kind, by_notice in queues.items()}
    while dealers:
        for kind in _PATTERN:
            dealt = next(dealers[kind], None) if kind in dealers else None
            if dealt is None:
                dealers.pop(kind, None)
            else:
                yield dealt


def _shuffled(kind: Kind, queues: Mapping[tuple[str, ...], deque[Question]]) -> list[deque[Question]]:
    """Begin each kind with another notice, so that a short draft does not ask all of the first."""
    names = list(queues)
    seeded(0, kind).shuffle(names)
    return [queues[name] for name in names]


def _in_turn(queues: Iterable[deque[Question]]) -> Iterator[Question]:
    waiting = deque(queues)
    while waiting:
        queue = waiting.popleft()
        yield queue.popleft()
        if queue:
            waiting.append(queue)
