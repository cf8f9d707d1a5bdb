"""Saying no: typed reasons, each with what to do next."""

import re

from corpus.model import Notice
from qa.answer import Reason
from qa.library import Library
from qa.understand import Reading

_PERSONAL = re.compile(
    "(?:我|本人|我家|我妈|我爸|我们家|我孩子|俺).{0,16}(?:批(?:了|下来|准)|审(?:核|批)|通过|到账|进度|办(?:好|下来)|发(?:了|放)|下来)(?:了)?(?:吗|没|么|到哪|多少)"
    "|受理号|(?:申请|受理|案件|办件)(?:编)?号(?:是|为)?[\\dA-Za-z]|我(?:的)?(?:申请|办|报|交|投诉|举报)的.{0,20}(?:没|吗|呢|怎么)"
    "|(?:查|问)(?:一下|下)?我的.{0,10}(?:进度|结果|余额|账户|记录)|我的.{1,10}(?:余额|账户|进度|办到哪)"
)
_CHAT = re.compile(
    "你(?:是|叫)(?:谁|什么)|谁(?:开发|做|造|发明)(?:了|的)?你|谁开发的|讲(?:个|一个)?(?:笑话|故事)|天气|股票|彩票|唱(?:首|个|支)|写(?:一)?(?:首|篇)(?:诗|作文|歌)|"
    "(?:忽略|无视|忘记)(?:以上|之前|前面|上面|所有)|系统提示|提示词|聊(?:聊|天)|你几岁|我爱你|今天星期|翻译(?:成|一下)"
)
_LETTERS = re.compile("[一-龥A-Za-z]{2,}")
_CHINESE = re.compile("[一-龥]")


def unclear(question: str, limit: int) -> str | None:
    """Say why a question cannot be read at all, None where it can be tried."""
    if len(question) > limit:
        return f"问题太长（{len(question)} 字）。请用 {limit} 字以内的一两句话说明想问什么。"
    if not _CHINESE.search(question):
        return "没有看懂这个问题。请用中文说明地方和事项，例如：某县财政信息公开由谁牵头？"
    if len("".join(_CHINESE.findall(question))) < _FEWEST or not _LETTERS.search(question):
        return "问题太短，没有看懂。请说明地方和事项，例如：某县财政信息公开由谁牵头？"
    return None


_FEWEST = 2


def beyond(question: str) -> Reason | None:
    """Tell a personal case or small talk, which no notice answers."""
    if _PERSONAL.search(question):
        return Reason.PERSONAL_CASE
    return Reason.OUT_OF_SCOPE if _CHAT.search(question) else None


def refusal_text(reason: Reason, reading: Reading, library: Library, hotline: str) -> str:
    """Say what was not found and what to do next."""
    places = "、".join(sorted({notice.region.short for notice in library.notices.values() if notice.region}))
    years = "、".join(str(year) for year in sorted({notice.year for notice in _asked(reading, library) if notice.year}))
    said = {
        Reason.NOT_IN_LIBRARY: "库里的通知没有写到这个问题，不作推测。可以换个说法或补充事项名称再问",
        Reason.OTHER_REGION: f"库里没有{'、'.join(reading.foreign) or '这个地方'}的通知（现有：{places or '无'}）",
        Reason.OTHER_PERIOD: f"库里没有{'、'.join(f'{year}年' for year in reading.years) or '这一时期'}的相关通知（现有年份：{years or '未注明'}）",
        Reason.EXPIRED: "找到的通知已经失效，没有现行的规定",
        Reason.PERSONAL_CASE: "这里只能查通知原文，查不到个人的办理情况。请带上受理编号向经办单位查询",
        Reason.OUT_OF_SCOPE: "这里只回答库中政策通知里的内容",
        Reason.UNCLEAR: "没有看懂这个问题，请说明地方和事项",
    }[reason]
    return f"{said}；也可以拨打 {hotline} 政务服务便民热线咨询。" if reason is not Reason.OUT_OF_SCOPE else f"{said}。"


def _asked(reading: Reading, library: Library) -> list[Notice]:
    return [notice for notice in library.notices.values() if not reading.regions or notice.region in reading.regions]
