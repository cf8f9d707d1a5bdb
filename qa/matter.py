"""The words of a question that carry its matter."""

import re
from functools import lru_cache

from qa.understand import Reading
from qa.understand.asking import DOCUMENT, ENDED_PERHAPS, STATUS, subject_of
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

    The words that ask (正式印发没) are cut out whole, though the subject has lost their end; so are those
    that only say which edition is meant (以前搞的那套).
    """
    matter = ENDED_PERHAPS.sub(" ", STATUS.sub(" ", f"{reading.topic}没")).removesuffix("没")
    return _WHICH_EDITION.sub(" ", DOCUMENT.sub(" ", ENDED_PERHAPS.sub(" ", matter)))


def asks_whether_ended(reading: Reading) -> bool:
    """Tell whether a question may ask if a rule has ended, and names what the rule is about."""
    asked = reading.asked.replace(" ", "")
    return ENDED_PERHAPS.search(asked) is not None and len(_letters(reading)) >= _FEWEST


def _letters(reading: Reading) -> frozenset[str]:
    return frozenset(re.findall("[一-龥]", asked_about(reading)))


# A name of fewer letters (高龄) may mean anything.
_FEWEST = 3


def is_of_former(reading: Reading) -> bool:
    """Tell whether a question speaks of rules of before: 清禾公积金老办法作废了没."""
    return _FORMER.search(reading.folded) is not None


_FORMER = re.compile(
    "[老旧](?:办法|规定|政策|文件|标准|规矩|版|的?那)|原来|原先|以前|之前的|过去的|早先|当初"
)
_WHICH_EDITION = re.compile(
    "(?:原来|以前|之前|过去|早先|当初|原先)(?:搞|出|发|定|印发)?的?|[老旧](?=$| |的)|(?:^| )还(?= |$)"
    "|[那这](?:一)?(?:套|个|份|版)?|版|(?:^|(?<= ))的|的(?= |$)|(?:^| )(?:不|没[得有]?)(?= |$)"
)
