"""The words a notice closes with: since when it holds, what it ends, who explains it.

They share their title's words with every question on the matter and print a day, yet answer none but those on
the notice itself: 公积金什么时候可以提 is not told by 本办法自3月1日起施行.
"""

import re

from qa.library import Entry
from qa.understand import Reading

_NUMBER = re.compile(r"^#*(?:第[\d一二三四五六七八九十百]+条|\(?[\d一二三四五六七八九十]+[).、])?")
_RULE = "(?:本|此|该|上述|以上)[^,。;]{0,12}"
_CLOSES = re.compile(
    f"{_RULE}自[^,。;]{{1,24}}起(?:正式|开始)?(?:施行|执行|实施|生效|试行)|{_RULE}自[^,。;]{{1,16}}之日起"
    f"|{_RULE}(?:具体)?(?:应用中?的?问题)?由[^,。;]{{2,30}}(?:负责)?解释"
    f"|(?:本[^,。;]{{0,6}})?(?:有效期|试行期)(?:限)?(?:为|至|到)?[\\d一二三四五六七八九十两]"
    f"|.{{0,120}}(?:同时|即行|相应)(?:予以)?废止$"
    f"|.{{0,30}}与{_RULE}不(?:一致|符)的?$|以{_RULE}为准$"
)
_ASKED = re.compile(
    "施行|实行|实施|执行|试行|[生起有失]效|效力|过期|到期|废|取消|解释|[算作]数|[管用]到|管用|[管用]几|还用|还管"
    "|开始|[天日候时]起|起算|从(?:什么时候|啥时|哪|几|何时)|几年|多久|[新老旧][办规政条]|以前|原来|原先|之前|冲突|不一[致样]|按哪|以哪"
)


def only_closes(text: str) -> bool:
    """Tell whether a passage says nothing but since when a rule holds, what it ends and who explains it.

    Args:
        text: of the passage, folded.
    """
    clauses = [each for each in re.split("[,。;]", _NUMBER.sub("", text)) if each]
    return bool(clauses) and all(_CLOSES.match(each) for each in clauses)


def is_beside(reading: Reading, entry: Entry) -> bool:
    """Tell that a passage only closes its notice, and the question asks of nothing that is said there."""
    return only_closes(entry.folded) and _ASKED.search(reading.folded) is None
