"""What notices write for a question's words: a passage that prints it says what was asked, in other words."""

import re
from collections.abc import Sequence
from functools import lru_cache
from importlib import resources

from index.expansion import Synonym, expansions
from index.tokenise import Tokeniser, fold

# A synonym that counts for less is too loose to stand for the word itself.
_LEAST = 0.5
_REMEMBERED = 256


@lru_cache(maxsize=_REMEMBERED)
def in_other_words(question: str) -> tuple[Synonym, ...]:
    """Return what notices write for words of a folded question: 掏钱 -> 缴费, 自付."""
    return tuple(rule for rule in expansions(fold(question)) if rule.weight >= _LEAST)


def echoed(text: str, rules: Sequence[Synonym]) -> str:
    """Return a folded text with the question's own words behind it for those that it writes otherwise."""
    said = dict.fromkeys(rule.said for rule in rules if rule.written in text and rule.said not in text)
    return ",".join((text, *said)) if said else text


@lru_cache(maxsize=_REMEMBERED)
def content_words(question: str) -> tuple[str, ...]:
    """Return the words of a folded question that carry its meaning, those of one letter left out."""
    return tuple(word for word in _tokeniser().content_words(fold(question)) if len(word) > 1)


# 编完, 再延, 补不补: that it is done, and whether; 建成, 会议 and 不服 are matters.
_MADE_OF_SAYING = re.compile(
    "内[能可要得须]|(?:顶多|最[多少长短高低快]|至少|起码)(?:也|只)?[能可要得会]?|[编搞弄干做办修写交批走盖拿领看听查放挂收等用](?:完|到|好|掉|着|过|了)"
    "|(?:[得再还又先]|会(?![议计员展考商诊])|能(?![源力耗效])|要(?![点求件素案闻道]))[一-龥](?<!再生|先进|先行|还款|还贷|还田|得分|先锋)"
    "|(?P<same>[一-龥])不(?P=same)|[一-龥]得[一-龥]"
)


@lru_cache(maxsize=_REMEMBERED)
def matter_words(subject: str) -> tuple[str, ...]:
    """Return the words of a question's subject, its parts apart, without those that are only said."""
    words = (word for part in subject.split() for word in content_words(part))
    return tuple(
        dict.fromkeys(word for word in words if word not in _spoken() and not _MADE_OF_SAYING.fullmatch(word))
    )


# A word of more pairs than this stands there where this share of them does.
_LONG, _MOSTLY = 2, 0.66
# Words are cut out of a text whose numerals are folded: 第三方评估 stands there as 第3方评估.
_NUMERALS = str.maketrans("0123456789", "零一二三四五六七八九")


def found_at(text: str, word: str) -> int:
    """Return where a word stands in a text, its numerals written either way; -1 for nowhere."""
    place = text.find(word)
    return place if place >= 0 else text.find(word.translate(_NUMERALS))


def holds(text: str, word: str) -> bool:
    """Tell whether a text has a word, or two thirds of the letter pairs of a long one."""
    if found_at(text, word) >= 0:
        return True
    pairs = [word[at : at + 2] for at in range(len(word) - 1)]
    return len(pairs) > _LONG and sum(pair in text for pair in pairs) >= _MOSTLY * len(pairs)


@lru_cache(maxsize=1)
def _spoken() -> frozenset[str]:
    lines = resources.files("qa").joinpath("data/spoken.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@lru_cache(maxsize=1)
def _tokeniser() -> Tokeniser:
    return Tokeniser()
