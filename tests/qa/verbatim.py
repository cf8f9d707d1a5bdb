"""What must hold of every answer: quotes are the stored text, facts stand in them, words are printed."""

import re

from corpus.fold import plain
from qa.answer import Answer, Status
from qa.cite import union
from qa.library import Library

# What the product says of its own; everything else in an answer's text is printed in a cited notice.
LABELS = (
    "原文这一条没有写明责任单位",
    "原文这一条没有写明时限",
    "原文没有写明牵头单位",
    "原文没有写明配合单位",
    # What a part of several is refused with.
    "可以换个说法或补充事项名称再问",
    "也可以拨打 12345 政务服务便民热线咨询",
    "库里的通知没有写到",
    "这里只回答库中政策通知里的内容",
    "这是征求意见稿",
    "这是试行文件",
    "这是正式文件",
    "尚未定稿",
    "现行有效",
    "尚未施行",
    "已过有效期",
    "已被废止",
    "由新文件代替",
    "原文没有写明有效期",
    "本件由另一机关转发",
    "符合条件的条目",
    "牵头的任务",
    "负责的任务",
    "配合的任务",
    "有关的任务",
    "共列出",
    "牵头单位",
    "责任单位",
    "配合单位",
    "时限",
    "最后一日",
    "两份通知写法不一致，以哪份为准原文没有写明，请向发文机关核实",
    "写明",
    "请核对日期后再问",
)
_RUN = re.compile("[一-龥]{6,}")


def verify(answer: Answer, library: Library) -> None:
    """Assert what must hold of an answer."""
    for citation in answer.citations:
        text = library.texts[citation.notice.id]
        assert text[citation.span.start : citation.span.end] == citation.quote
        assert all(
            citation.span.start <= span.start < span.end <= citation.span.end for span in citation.highlights
        )
    assert answer.citations or answer.status is not Status.ANSWERED
    if answer.status is not Status.ANSWERED:
        return
    _facts_stand_in_the_quotes(answer)
    _words_are_printed(answer, library)


def _facts_stand_in_the_quotes(answer: Answer) -> None:
    for citation in answer.citations:
        fields, quote = citation.fields, plain(citation.quote)
        for name in (*fields.lead_units, *fields.responsible_units, *fields.cooperating_units):
            assert plain(name) in quote, name
        assert fields.deadline is None or plain(fields.deadline.text) in quote
    given, shown = answer.fields, [citation.fields for citation in answer.citations]
    assert given in (shown[0], union(shown))


def _words_are_printed(answer: Answer, library: Library) -> None:
    printed = "".join(plain(library.texts[citation.notice.id]) for citation in answer.citations)
    printed += "".join(plain(citation.notice.title) for citation in answer.citations)
    said = re.sub("|".join((*LABELS, r"\s+", "共 \\d+ 项", "没有[^。]*的任务。")), "|", answer.text)
    for run in _RUN.findall(plain(said)):
        assert run in printed, run
