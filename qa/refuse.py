"""Saying no: typed reasons, each with what to do next."""

import re
from dataclasses import replace

from corpus.fold import unbroken
from qa.answer import Answer, Citation, Reason, Status
from qa.beyond import is_gibberish
from qa.library import Library
from qa.understand import Reading

_LETTERS = re.compile("[一-龥A-Za-z]{2,}")
_CHINESE = re.compile("[一-龥]")
_FEWEST = 2
_EXAMPLE = "例如：某县财政信息公开由谁牵头？"


def refused(
    question: str,
    reason: Reason,
    text: str,
    *,
    alternatives: tuple[str, ...] = (),
    citations: tuple[Citation, ...] = (),
) -> Answer:
    """Make the answer that says no; the receipt is left to the caller."""
    return Answer(
        question=question,
        status=Status.NOT_FOUND,
        reason=reason,
        text=text,
        receipt="",
        alternatives=alternatives,
        citations=citations,
    )


def told_apart(answer: Answer) -> Answer:
    """Return an answer that leaves out what was asked for as the refusal that it is; others as they are."""
    if not answer.silent:
        return answer
    return replace(answer, status=Status.NOT_FOUND, reason=Reason.NOT_IN_LIBRARY)


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
    if is_gibberish(question):
        return f"没有看懂这个问题。请用中文说明地方和事项，{_EXAMPLE}"
    return None


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


def no_such_day(reading: Reading) -> str:
    """Say that a day that is asked for does not exist."""
    return f"没有“{'、'.join(reading.impossible)}”这一天，请核对日期后再问。"


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
