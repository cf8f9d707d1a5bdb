"""The words of a question that carry its matter."""

import re
from functools import lru_cache

from qa.understand import Reading
from qa.understand.asking import DOCUMENT, STATUS, subject_of
from qa.wording import matter_words

_SAID_TOO = re.compile("现在|目前|今年|具体|一般|请问|想问|应该|需要|可以")


def matter_of(reading: Reading) -> tuple[str, ...]:
    """Return the words of a question that a passage about its matter prints, places and years left out."""
    return _matter(reading.asked or reading.folded)


@lru_cache(maxsize=256)
def _matter(asked: str) -> tuple[str, ...]:
    return matter_words(subject_of(_SAID_TOO.sub(" ", asked)))


def asked_about(reading: Reading) -> str:
    """Return the words of a question for a notice's status that name the notice, as far as there are any.

    The words that ask (正式印发没) are cut out whole, though the subject has lost their end.
    """
    return DOCUMENT.sub(" ", STATUS.sub(" ", f"{reading.topic}没").removesuffix("没"))
