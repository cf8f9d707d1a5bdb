"""A question's words, prepared for reading: folded, mistyped names put right, what is taken back cut out."""

import re
from collections.abc import Set
from dataclasses import dataclass, replace

from corpus.fold import Folded, fold
from corpus.regions import locate_regions
from index.spelling import Slip, corrected, find_slips
from qa.library import Library
from qa.understand.correcting import read_correction
from qa.understand.period import YEARS
from qa.understand.understood import Note
from qa.wording import content_words

# 那个局 and 那几个 for 哪个局 and 哪几个 are the commonest slip; 那 asks where a unit or a number follows.
_SLIP = re.compile("那(?=(?:个|几个?|些|家)?(?:局|部门|单位|科室)|几[个项条家])")
# Asking words of dialects by those of the same length that all the others are read by.
_DIALECT = {"几多": "多少", "好多": "多少", "么子": "什么", "哪样": "什么", "啷个": "怎么", "咋个": "怎么"}
# 那么子女 and 交了好多钱 ask nothing.
_SAID = re.compile("几多|(?<![了花过])好多(?=[钱岁](?!了))|(?<![什那这怎多])么子(?!女|公司)|哪样|啷个|咋个")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A question's words, prepared for reading.

    Attributes:
        whole: as typed, mistyped names put right. folded: the same without what it takes back.
        taken_back: words of the question before that it takes back; "" for none.
        corrects: True where it says what was wrong and is of the same item.
    """

    whole: Folded
    folded: Folded
    slips: tuple[Slip, ...]
    notes: tuple[Note, ...]
    taken_back: str = ""
    corrects: bool = False


def read_words(question: str, library: Library, ignore: Set[str] = frozenset(), spoken: str = "") -> Words:
    """Fold a question, put mistyped names right, cut out what it takes back.

    Args:
        question: as typed.
        library: whose names are known.
        ignore: names of readings that are left out.
        spoken: the question that this one goes on from; any of its words may be taken back.
    """
    whole, slips = _corrected(fold(question), library)
    change = (
        None
        if "correction" in ignore
        else read_correction(
            whole,
            lambda word: _is_name(word, library) or word.removesuffix("的") in spoken,
            goes_on=bool(spoken),
        )
    )
    if change is None:
        return Words(whole=whole, folded=whole, slips=slips, notes=())
    wrong = change.wrong.removesuffix("的")
    taken_back = "" if _is_name(wrong, library) else _said_before(wrong, spoken)
    return Words(
        whole=whole,
        folded=change.folded,
        slips=slips,
        notes=(change.note,),
        taken_back=taken_back,
        corrects=bool(wrong) and _ITEM.search(change.folded.text) is None,
    )


# 是社零那条 is another item, 是问方案几时拿出来 another side of the one spoken of.
_ITEM = re.compile("[这那]一?[条项个件份]")


def _said_before(wrong: str, spoken: str) -> str:
    """The words of the question before that are taken back: 仓储区 by 不是仓库; "" for none."""
    if wrong in spoken:
        return wrong
    letters = set(wrong) - set(_LIGHT)
    like = [word for word in content_words(spoken) if word in spoken and letters & set(word)]
    return like[0] if len(like) == 1 and len(wrong) <= _SHORT else ""


_LIGHT, _SHORT = "不的了是我他它要想问说有这那个一", 3


def _corrected(folded: Folded, library: Library) -> tuple[Folded, tuple[Slip, ...]]:
    slips = find_slips(folded.text, library.spelled)
    # The longest name of each letter comes first.
    longest = {slip.place: slip for slip in reversed(slips)}
    text = _SLIP.sub("哪", corrected(folded.text, slips))
    text = _SAID.sub(lambda found: _DIALECT[found.group()], text)
    return replace(folded, text=text), tuple(longest[place] for place in sorted(longest))


def _is_name(word: str, library: Library) -> bool:
    """Tell a word that is a place, a unit, a year or an item's number and nothing else."""
    word = word.removesuffix("的")
    if word in library.regions or word in library.unit_names or YEARS.fullmatch(word):
        return True
    if re.fullmatch("第.{1,4}[条项]", word):
        return True
    return any((start, end) == (0, len(word)) for start, end, _ in locate_regions(word))
