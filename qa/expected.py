"""What sort of thing a question wants to be told: a sum, a day, a place; and whether a passage prints one.

A passage on the right subject without the figure asked for is the commonest wrong answer of all.
"""

import re
from functools import cache

from corpus.model import DeadlineKind
from qa.answer_sorts import NAMED, SORTS, TIMES, Expected
from qa.library import Entry
from qa.understand import Kind, Reading
from qa.understand.kinds import last_asking


@cache
def _sort(question: str) -> Expected | None:
    question = _IN_PASSING.sub("", question)
    # 要带什么材料,去哪里办 asks for the place last.
    for asked in (last_asking(question), question):
        for sort in SORTS:
            if sort.asked.search(asked):
                return sort
    return None


# 几天内要把每家拿多少挂到网上 asks for the days.
_IN_PASSING = re.compile("[把将][^,。;?!]{0,8}(?:多少|几)")


def expected(reading: Reading) -> Expected | None:
    """Return the sort of answer a question wants, None where any words will do."""
    sort = _sort(reading.folded)
    # 谁 asks for units, but 县长是谁 for a name, and 哪家公司 for no unit of the government's.
    return None if reading.kind is Kind.WHO and (sort is None or sort.name not in NAMED) else sort


# The number of a clause is no figure that it prints.
_MARKER = re.compile(r"^#*(?:第?[\d一二三四五六七八九十百]+条|\(?[\d一二三四五六七八九十]+[).、])")
# Nor are days, telephones, names and numbers of documents where something is counted: 12345热线, IPv6.
_NO_COUNT = re.compile(
    r"12\d{3}(?![元人户\d])|\d{3,4}-\d{7,8}|(?<![\d.])\d{7,8}(?![\d元人户])|ipv6|互联网协议第?6版|[\[(]\d{4}[\])]第?\d*号?|\d{4}年(?:\d+月)?(?:\d+日)?|\d+月(?:\d+日)?|(?<=[每当次本]月)\d+[日号]|第\d+[条项款章节版]"
)
_COUNTS = frozenset({"count", "number"})


def _printed_by(wanted: Expected, text: str) -> str:
    """A passage's words without the figures that are none of the sort wanted."""
    text = _MARKER.sub("", text)
    return _NO_COUNT.sub(" ", text) if wanted.name in _COUNTS else text


def figured(reading: Reading, entry: Entry) -> list[str]:
    """Return the sentences of a passage that print the sort of figure asked for; all where none is."""
    sentences = re.split("[。;!?]", entry.folded)
    wanted = expected(reading)
    timed = entry.item is not None and entry.item.deadline is not None
    if wanted is None or (timed and wanted.name in TIMES):
        return sentences
    return [each for each in sentences if wanted.printed.search(_printed_by(wanted, each))]


def prints(reading: Reading, entry: Entry, pairs: frozenset[str]) -> bool:
    """Tell whether a sentence of the passage that shares letter pairs with the subject prints what is wanted.

    A task's own time limit counts for every sentence of it.
    """
    wanted = expected(reading)
    if wanted is None:
        return False
    if wanted.name in TIMES and entry.item and entry.item.deadline:
        return entry.item.deadline.kind not in (DeadlineKind.UNRESOLVED, DeadlineKind.ONGOING)
    return any(
        wanted.printed.search(sentence) and any(pair in sentence for pair in pairs)
        for sentence in re.split("[。;!?]", _printed_by(wanted, entry.folded))
    )


def lacks(reading: Reading, entry: Entry) -> bool:
    """Tell that what is asked for in so many words (a sum, a count, a name) stands nowhere in the passage."""
    wanted = expected(reading)
    if _PARTICULAR.search(reading.folded) and is_uncounted(reading, entry):
        return True
    if wanted is None or not wanted.strict or not wanted.asked.search(last_asking(reading.folded)):
        return False
    return wanted.printed.search(_printed_by(wanted, entry.folded)) is None


# 几期 and 几个班 are counted by no other word; people and things are (两位同志, 若干单位).
_PARTICULAR = re.compile("(?:多少|(?<![第好哪])几)(?:个?[班期篇版册届类栋]|条(?![路街巷件]))")


_HOLDS = re.compile("负责|牵头|配合|主管|承担|协助|由[^,。;]{2,20}(?:组织|实施|办理|受理|审核|审批|发放|核)")
_OF_DUTY = re.compile("谁|哪(?:个|些|家|几)(?:部门|单位|局)|部门|单位")


def is_silent(reading: Reading, entry: Entry) -> bool:
    """Tell that a passage prints nothing of the sort asked for: no day, no place, nobody in charge.

    Where `lacks` tells of what must be printed, this may be said in other words.
    """
    if reading.kind is Kind.WHO:
        held = entry.item is not None or _HOLDS.search(entry.folded)
        return not held and _OF_DUTY.search(reading.folded) is not None
    wanted = expected(reading)
    if wanted is None or wanted.strict:
        return False
    if wanted.name in TIMES and entry.item and entry.item.deadline:
        return False
    return wanted.printed.search(_MARKER.sub("", entry.folded)) is None


_COUNTED = re.compile(
    "(?:多少|(?<![第好哪])几)(?P<measure>[个项条家名人种类件所户例起辆台处座场批班期页棵只头篇版册届栋])(?P<of>[一-龥]{0,2})"
)
_NUMBER = r"(?:\d[\d,.]*(?:余|多)?[万亿]?|[一二三四五六七八九十百千万两]+)"


def is_uncounted(reading: Reading, entry: Entry) -> bool:
    """Tell that a passage counts none of what is to be counted: 几个班 wants 6个班 or 6班, not 三所学校."""
    asked = _COUNTED.search(reading.folded)
    if asked is None or reading.kind is Kind.WHO:
        return False
    units = {asked["measure"], asked["of"][:1], asked["of"]} - {"", "是", "的", "要", "能", "有"}
    counted = "|".join(map(re.escape, units))
    return re.search(f"{_NUMBER}个?(?:{counted})", _MARKER.sub("", entry.folded)) is None
