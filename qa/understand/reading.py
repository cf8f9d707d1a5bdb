"""The typed reading of a question: what was understood of it."""

from dataclasses import dataclass
from datetime import date

from corpus.model import Deadline, Region
from index.spelling import Slip
from qa.understand.intent import Intent
from qa.understand.kinds import Kind
from qa.understand.understood import Note, Understood
from qa.understand.window import Window


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was understood of a question.

    Attributes:
        question: as asked. folded: without white space, in half-width marks, mistyped names put right, what
            it takes back (不是濉溪，是) cut out; a follow-up that asks nothing in words has those of the
            turn before behind its own.
        slips: the names that were mistyped, one for each wrong letter.
        regions: regions of the library that are meant; foreign: other places named.
        years: years asked of notices (2023年, 去年, 近三年).
        number: a document number's folded text, where one is named.
        item: an item's number (第28条), as asked. numbers: those named with 第, as figures.
        section: number of the part of a notice that they are counted in (第三大项第2条).
        units: units of the library as the question names them (卫健局 for 县卫生健康局), folded.
        units_apart: True where each of them is meant for itself, not a task of all of them.
        role: lead, responsible or cooperating, where the question asks for tasks in a role.
        limits: time limits named, with the year left open (None) where the question names none.
        window: days that the due dates of the tasks asked for lie on (LIST), None for any.
        as_of: the day that a notice's validity is asked on (STATUS), None for today.
        impossible: days and months named that do not exist (2月30日).
        fact: the fact of the head that is asked for (META).
        topic: the subject, asking words and places taken out; this is searched for.
        context: the subject of the turn before, where this question has one of its own and no place.
        theme: the subject of the dialogue, said by the last question that went on from none.
        needs: words of a follow-up's own, of which a passage that answers holds some; `topic` has borrowed
            others.
        printed: words that answered the same question before of another notice (2022年那个呢).
        now: True where only notices that count today are meant, as it was said that another has ended.
        without_subject: True where nothing but asking words and words for a notice was said (那什么时候完成).
        names_notice: True where that is so because the notice itself is the subject (某政办发27号是什么文件).
        notice: id of the notice of the turn before, which a follow-up stays with.
        passage: id of the passage of the turn before, which a follow-up asks on about (那什么时候完成).
        spoken_of: id of that passage where the follow-up has a subject of its own, which it may hold too.
        asked: the folded question with places and years taken out.
        own_subject: True where words beside places, years, units and asking words were said.
        own_place: True where a place is named. asks: True where anything is asked in words (墨坪呢 does not).
        heard: what a follow-up that names no matter of its own asks for; it was then read in plain words.
        corrects: True where it says what of the question before was wrong, and is of the same item.
        notes, understood: how each piece was read, the latter with its place in the question.
    """

    question: str
    folded: str
    slips: tuple[Slip, ...]
    kind: Kind
    regions: tuple[Region, ...]
    foreign: tuple[str, ...]
    years: tuple[int, ...]
    number: str | None
    item: str | None
    numbers: tuple[int, ...]
    units: tuple[str, ...]
    role: str | None
    limits: tuple[Deadline, ...]
    fact: str | None
    topic: str
    without_subject: bool
    names_notice: bool
    section: int | None = None
    window: Window | None = None
    as_of: date | None = None
    impossible: tuple[str, ...] = ()
    context: str = ""
    theme: str = ""
    needs: tuple[str, ...] = ()
    printed: str = ""
    now: bool = False
    spoken_of: str | None = None
    notice: str | None = None
    passage: str | None = None
    asked: str = ""
    own_subject: bool = True
    own_place: bool = False
    asks: bool = True
    units_apart: bool = False
    heard: Intent | None = None
    corrects: bool = False
    notes: tuple[Note, ...] = ()
    understood: tuple[Understood, ...] = ()
