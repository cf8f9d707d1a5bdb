"""The words in which a notice ends, changes or confirms another, out of a line that may run on and on."""

import re

from corpus.fold import unbroken
from corpus.model import Span
from qa.cite import sentence_around

# 决定废止, 自7月1日起停止执行: the act itself, where a title or the name of an attachment only tells of it.
_DECIDES = re.compile("决定|予以|即日起|日起|全文|同意|同时废止|停止执行")
# A web page's head and a table may stand in one line with what is said.
_RUNS_ON = 120
_BREAK = re.compile(r"[：:](?=\S)|(?<!\d)(?=\d{1,2}[.、．]\s*《)")


def told_around(text: str, span: Span) -> str:
    """Return the sentence of a stored text that a stretch stands in, unbroken.

    Of one that runs on, the part between the colon or the number of a row before the stretch and the next
    number behind it.

    Args:
        text: of the notice.
        span: where it names another notice.
    """
    sentence = sentence_around(text, span)
    if len(sentence) <= _RUNS_ON:
        return unbroken(sentence)
    start = text.rfind(sentence, 0, span.start + 1)
    inside = range(span.start - start, span.end - start)
    breaks = [match.end() for match in _BREAK.finditer(sentence)]
    first = max((place for place in breaks if place <= inside.start), default=0)
    last = min(
        (place for place in breaks if place >= inside.stop and sentence[place - 1] not in "：:"),
        default=len(sentence),
    )
    return unbroken(sentence[first:last].strip())


def decides(sentence: str) -> bool:
    """Tell whether a sentence is the act that ends or changes a notice, not a mention of it."""
    return _DECIDES.search(sentence) is not None
