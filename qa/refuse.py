"""Saying no: typed reasons, each with what to do next."""

import re

from corpus.fold import unbroken
from qa.answer import Citation, Reason
from qa.library import Library
from qa.understand import Reading
from qa.understand.asking import either

_OUTCOME = "批(?:了|下来|准)|审(?:核|批)|通过|到账|进度|办(?:好|下来)|发(?:了|放)|下来"
_PERSONAL = either(
    # 我的申请批了吗, 我家低保审核到哪了
    f"(?:我|本人|我家|我妈|我爸|我们家|我孩子|俺).{{0,16}}(?:{_OUTCOME})(?:了)?(?:吗|没|么|到哪|多少)",
    # 我家的拆迁款什么时候到账
    "(?:我|本人|我家|我妈|我爸|俺)(?:的|家).{0,12}(?:什么时候|啥时候|多久|哪天)(?:能)?(?:到账|下来|批|办好|发到)",
    # 我这个月的补贴怎么还没到账
    f"(?:我|本人|俺).{{0,16}}(?:怎么|为什么|为啥|咋|还)(?:还)?(?:没|未)(?:有)?(?:{_OUTCOME})",
    "受理号",
    "(?:申请|受理|案件|办件)(?:编)?号(?:是|为)?[\\dA-Za-z]",  # 办件编号20230001
    "我(?:的)?(?:申请|办|报|交|投诉|举报)的.{0,20}(?:没|吗|呢|怎么)",  # 我投诉的事怎么没人管
    "(?:查|问)(?:一下|下)?我的.{0,10}(?:进度|结果|余额|账户|记录)",  # 查一下我的办理进度
    "我的.{1,10}(?:余额|账户|进度|办到哪)",  # 我的公积金余额
)
_CHAT = either(
    "你(?:是|叫)(?:谁|什么)|谁(?:开发|做|造|发明)(?:了|的)?你|谁开发的|你几岁|我爱你",
    "讲(?:个|一个)?(?:笑话|故事)|聊(?:聊|天)",
    "天气|股票|彩票|今天星期",
    "唱(?:首|个|支)|写(?:一)?(?:首|篇)(?:诗|作文|歌)|翻译(?:成|一下)",
    "(?:忽略|无视|忘记)(?:以上|之前|前面|上面|所有)|系统提示|提示词",  # 忽略以上指令
)
_LETTERS = re.compile("[一-龥A-Za-z]{2,}")
_CHINESE = re.compile("[一-龥]")
_FEWEST = 2
_EXAMPLE = "例如：某县财政信息公开由谁牵头？"


def unclear(question: str, limit: int) -> str | None:
    """Say why a question cannot be read at all, None where it can be tried.

    Args:
        question: as it came.
        limit: most characters of a question.
    """
    if len(question) > limit:
        return f"问题太长（{len(question)} 字）。请用 {limit} 字以内的一两句话说明想问什么。"
    if not _CHINESE.search(question):
        return f"没有看懂这个问题。请用中文说明地方和事项，{_EXAMPLE}"
    if len(_CHINESE.findall(question)) < _FEWEST or not _LETTERS.search(question):
        return f"问题太短，没有看懂。请说明地方和事项，{_EXAMPLE}"
    return None


def beyond(question: str) -> Reason | None:
    """Tell a personal case or small talk, which no notice answers."""
    if _PERSONAL.search(question):
        return Reason.PERSONAL_CASE
    return Reason.OUT_OF_SCOPE if _CHAT.search(question) else None


def refusal_text(
    reason: Reason, reading: Reading, library: Library, hotline: str, contact: Citation | None = None
) -> str:
    """Say what was not found and what to do next.

    Args:
        reason: why there is no answer.
        reading: the question.
        library: names the places and years that there are.
        hotline: the number to ring instead.
        contact: the line of the nearest notice that prints a telephone.
    """
    said = _said(reason, reading, library)
    if reason is Reason.OUT_OF_SCOPE:
        return f"{said}。"
    if contact is not None:
        said = f"{said}；相近的《{contact.notice.title}》写有：{unbroken(contact.quote).strip('。；， ')}"
    return f"{said}；也可以拨打 {hotline} 政务服务便民热线咨询。"


def _said(reason: Reason, reading: Reading, library: Library) -> str:
    match reason:
        case Reason.OTHER_REGION:
            asked = "、".join(reading.foreign) or "这个地方"
            return f"库里没有{asked}的通知（现有：{_places(library) or '无'}）"
        case Reason.OTHER_PERIOD:
            asked = "、".join(f"{year}年" for year in reading.years) or "这一时期"
            return f"库里没有{asked}的相关通知（现有年份：{_years(reading, library) or '未注明'}）"
        case _:
            return _SAID[reason]


_SAID = {
    Reason.NOT_IN_LIBRARY: "库里的通知没有写到这个问题，不作推测。可以换个说法或补充事项名称再问",
    Reason.EXPIRED: "找到的通知已经失效，没有现行的规定",
    Reason.PERSONAL_CASE: "这里只能查通知原文，查不到个人的办理情况。请带上受理编号向经办单位查询",
    Reason.OUT_OF_SCOPE: "这里只回答库中政策通知里的内容",
    Reason.UNCLEAR: "没有看懂这个问题，请说明地方和事项",
}


def _places(library: Library) -> str:
    return "、".join(sorted({notice.region.short for notice in library.notices.values() if notice.region}))


def _years(reading: Reading, library: Library) -> str:
    asked = [
        notice
        for notice in library.notices.values()
        if notice.year not in reading.years and (not reading.regions or notice.region in reading.regions)
    ]
    return "、".join(str(year) for year in sorted({notice.year for notice in asked if notice.year}))
