"""The words that a follow-up adds to what was spoken of, and whether a passage holds them.

A follow-up borrows the subject of the turn before. A passage that holds only what was borrowed answers the
question before once more.
"""

import re
from functools import lru_cache

from qa.letters import letter_pairs
from qa.library import Entry
from qa.wording import content_words, echoed, in_other_words

# They stand for anything: 反映的事情, 这种情况.
_LIGHT = re.compile(
    "[这那]种|事情|东西|情况|问题|时候|[以之最]后|多[少久]|什么|怎么|哪[里儿办]|可以|几.{1,2}|\\d+年?"
)
# 老办法, 2024年修订的: which notice is meant, and no word that it prints.
_OF_A_NOTICE = re.compile(
    "[新老旧](?:办法|规定|通知|文件|政策|标准|方案|版本?)|(?:修订|修改|修正)[后过]?|版本?|办法|文件|通知"
)
# 收费 is printed as 收取费用, 办完 as 办理完毕.
_BETWEEN = ".{0,2}"
_LONG, _MOSTLY = 2, 0.66
_REMEMBERED = 256


@lru_cache(maxsize=_REMEMBERED)
def own_words(topic: str) -> tuple[str, ...]:
    """Return the words of a subject that mean something of their own; those of one letter are left out."""
    # Numbers are folded in words (二级 is 2级); what is compared with print must stand as it was said.
    words = [word for word in content_words(topic) if word in topic]
    return tuple(word for word in words if not _LIGHT.fullmatch(word) and not _OF_A_NOTICE.fullmatch(word))


def share_held(words: tuple[str, ...], text: str) -> float:
    """Return what share of some words, 0 to 1, a folded text holds, in these words or in others."""
    if not words:
        return 0.0
    text = echoed(text, in_other_words(" ".join(words)))
    return sum(_held(word, text) for word in words) / len(words)


def holds_none(words: tuple[str, ...], text: str) -> bool:
    """Tell whether a folded text has not even two neighbouring letters of some words."""
    text = echoed(text, in_other_words(" ".join(words)))
    return not any(pair in text for word in words for pair in letter_pairs(word))


def with_path(entry: Entry) -> str:
    """Return a passage with the headings that it stands under, folded."""
    return entry.folded + "".join(entry.passage.path)


def _held(word: str, text: str) -> bool:
    if word in text:
        return True
    pairs = [word[at : at + 2] for at in range(len(word) - 1)]
    if len(pairs) > _LONG:
        return sum(pair in text for pair in pairs) >= _MOSTLY * len(pairs)
    return _spread(word).search(text) is not None


@lru_cache(maxsize=_REMEMBERED)
def _spread(word: str) -> re.Pattern[str]:
    return re.compile(_BETWEEN.join(map(re.escape, word)))
