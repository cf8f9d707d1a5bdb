"""Which side of its matter a question asks about, and how clauses head it: 什么时候, 摇号时间为."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from qa.library import Entry


@dataclass(frozen=True, slots=True)
class Facet:
    """A side of a matter.

    Attributes:
        asked: words of a question for it. heads: what a heading or the words before its value call it.
    """

    asked: re.Pattern[str]
    heads: str


_FACETS = tuple(
    Facet(re.compile(asked), heads)
    for asked, heads in (
        (
            "什么时候|啥时|何时|几时|几号|几月|哪[天年月]|哪一[天年月]|截止|最晚|最迟|多久|多长时间|几天|多少天",
            "时间|日期|期限|时限|什么时候|何时|截止日",
        ),
        (
            "多少(?!人|家|名|户|次|天|岁)|几[元块百千]|比例|标准|额度|封顶",
            "标准|金额|比例|额度|限额|多少|价格|费用|数额",
        ),
        ("在哪|去哪|到哪|哪里|哪儿|什么地方|地点|地址|哪个窗口", "地点|地址|哪里|窗口|渠道|途径|方式"),
        (
            "谁(?:能|可以|有资格)|什么人|哪些人|哪类人|条件|资格|够格|符合|能不能|可不可以|(?:能|可以).{0,12}吗",
            "对象|条件|范围|资格|谁|哪些人",
        ),
        (
            "材料|证件|手续|证明|资料|(?:带|拿|准备|提交|提供|交)(?:什么|哪些|啥)",
            "材料|证件|手续|证明|资料",
        ),
        (
            "(?:怎么|怎样|如何|咋)(?:去|样)?(?:办|申请|申领|领|报|交|缴|提|取|查|登记|操作|走)|流程|程序|步骤",
            "程序|流程|办法|方式|步骤|途径|怎么|如何",
        ),
        ("罚|后果|追究|怎么处理|怎样处理|会怎么样|骗", "处罚|罚则|责任|监督|纪律|处理"),
        ("电话|号码|哪个号|联系|咨询", "电话|热线|咨询|联系"),
    )
)
# A heading is no longer.
_HEADING = 14


@lru_cache(maxsize=256)
def _asked(question: str) -> tuple[str, ...]:
    return tuple(facet.heads for facet in _FACETS if facet.asked.search(question))


@lru_cache(maxsize=256)
def _before_value(heads: str) -> re.Pattern[str]:
    return re.compile(
        f"(?P<of>[一-龥]{{2}})的?(?:{heads})(?:统一|原则上|一般)?(?:为|是|:|从|自|在|由|定为|按)"
    )


# What stands between the thing and the word that asks: 摇号[是]什么时候, 报名[要到]哪里.
_LINKS = "的是在要有能会该得到从由为都"
_END = re.compile("[呀啊呢吗么?!。,的了]+$")


@lru_cache(maxsize=256)
def _things(question: str) -> frozenset[str]:
    """The last two letters before each word that asks, and those that the question ends with."""
    found = {_END.sub("", question)[-2:]}
    for facet in _FACETS:
        found |= {question[: match.start()].rstrip(_LINKS)[-2:] for match in facet.asked.finditer(question)}
    return frozenset(found)


def facets(question: str, entry: Entry) -> Iterator[str]:
    """Name how a passage heads what is asked.

    Args:
        question: folded.
        entry: the passage.

    Returns:
        `headed` where its heading or that of its section does, `named` where the thing asked of stands before
        the head and a value behind it (摇号时间为).
    """
    wanted = _things(question)
    for heads in _asked(question):
        pattern = re.compile(heads)
        if pattern.search(entry.folded[:_HEADING]) or any(map(pattern.search, entry.passage.path)):
            yield "headed"
        if any(match["of"] in wanted for match in _before_value(heads).finditer(entry.folded)):
            yield "named"
