"""What a page's own fields say of a notice, asked by their labels: 索引号, 主题分类, 统一编号."""

import re

from corpus.fold import unbroken
from corpus.model import Fact, Notice, Span
from qa.answer import Fields
from qa.cite import cite_fact
from qa.compose.draft import Draft
from qa.library import Library
from qa.understand.head_facts import FIELD

# The value ends where white space or a cell does; 无 is printed too, the next label (主题分类：) is none.
_VALUE = r"\s?[:：][ \t]*\|?[ \t]*(?P<value>[^\s|]+)(?<![:：])"


def field_answer(asked: str, notice: Notice, library: Library) -> Draft | None:
    """Give the value of a field with the line it stands in; None where the notice does not print it.

    Args:
        asked: the question, folded; it names the field by its label.
        notice: whose field.
        library: what is quoted from.

    Raises:
        StoreDamaged: the line is not what the store holds at its place.
    """
    label = FIELD.search(asked)
    if label is None:
        return None
    # 索 引 号： labels are printed with spaces between their letters.
    spaced = r"[ \t\u3000]?".join(map(re.escape, label.group()))
    match = re.search(spaced + _VALUE, library.texts[notice.id])
    if match is None:
        return None
    fact = Fact(value=unbroken(match["value"]), span=Span(*match.span("value")))
    return Draft(
        text=f"{label.group()}：{fact.value}。",
        fields=Fields(),
        citations=(cite_fact(fact, library, notice.id),),
    )
