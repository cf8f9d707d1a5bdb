"""Which words of a question ask: those of its matter give way to what asks behind them.

投诉电话是多少 asks for a number; 把投诉电话并成一个由谁牵头 asks who. 还有效吗 asks how a notice stands;
还有效的文件由哪个单位公开 asks who.
"""

import re

ASKS_OPENLY = re.compile(
    "谁|哪|什么|啥|何时|多少|多久|多长|多大|怎|咋|如何|是否|能否|可否|有没有|[是能要会可算]不[是能要会可算]"
    "|(?<![好十近前后])几(?!年来|乎)|(?:吗|(?<![什怎多那这])么|没有?|不)$"
)
"""What asks whatever stands around it, in Chinese at the end of a question more often than not."""
_ASKS_AT_ITS_END = re.compile("[吗么]$|没有?$|不$|是不是|是否|有没有|谁|哪|什么|啥|几|多少|多久|多长|何时")

_TO_BE = (
    "(?:号码?|要求)?(?:都|各|分别|到底|具体|一共|总共|还)?"
    "(?:[一-龥]{0,2}(?:是|为|有|写|填|列|定|打|拨|找|用|发|叫|姓)|[到给])?(?:的|了|在|到)?"
)
_BODY = "(?:[一几两三些]?[个家]?(?:部门|单位|[一-龥]{0,2}局|机构|科))"
# 电话多少, 联系人叫什么, 时限怎么写的: what is asked of the words themselves.
_OF_ITSELF = re.compile(
    f"{_TO_BE}(?:多少|[吗么没不](?:有|了)?$|几(?:号|[家个项]?$)|谁(?:$|[?,。])|(?:什么|啥)(?!部门|单位|局|时候)"
    f"|哪(?!{_BODY}|[天年月])|(?:怎么|怎样|如何|咋)(?:写|定|说|规定|要求|算))"
)
# 有效期几年, 抄送了哪些单位: time words are asked after times, words for who gets a notice after bodies.
_OF_TIME, _OF_BODIES = re.compile("[期限止晚迟间]$"), re.compile("[送给到至位门室]$")
_TIMES = re.compile(f"{_TO_BE}(?:什么时候|啥时候?|何时|多久|多长|几|哪[天年月一])")
_BODIES = re.compile(f"{_TO_BE}(?:谁|哪(?![天年月日])|(?:什么|啥)(?!时))")

# 还管用的规范性文件: words that tell what sort of thing is meant.
_ATTRIBUTE = re.compile("的(?!地方|之处|时候|[一-龥]{2}[吗么不没]$)[一-龥]{2}")


def decides(match: re.Match[str]) -> bool:
    """Tell whether words that were found ask, or only belong to the matter of a question that asks otherwise.

    Args:
        match: of the words, in the folded question.
    """
    words, behind = match.group(), match.string[match.end() :].lstrip(" ")
    if _ASKS_AT_ITS_END.search(words) or _OF_ITSELF.match(behind) or not ASKS_OPENLY.search(behind):
        return True
    bare = words.rstrip("是为到")
    of_time = _OF_TIME.search(bare) and _TIMES.match(behind)
    return bool(of_time or (_OF_BODIES.search(words) and _BODIES.match(behind)))


def tells_apart(match: re.Match[str]) -> bool:
    """Tell whether words only say which things are meant (不一样的热线号, 还管用的文件)."""
    return _ATTRIBUTE.match(match.string, match.end()) is not None


def deciding(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """Return the first words that fit a pattern and ask; None where none do."""
    return next((match for match in pattern.finditer(text) if decides(match)), None)
