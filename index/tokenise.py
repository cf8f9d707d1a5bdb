"""Turn Chinese text into search terms: folded characters, words, character bigrams (adapter of jieba).

The same text always gives the same terms; `Tokeniser.version` changes whenever any of them could.
"""

import hashlib
import logging
import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib import resources
from math import inf, log
from typing import Any

from corpus.numerals import to_int
from corpus.script import simplified
from index.word_list import GrowingDictionary, WordList

CODE_VERSION = "2"
"""Grows with every change of this module that changes a term."""

_CHINESE = "\u3400-\u9fff\uf900-\ufaff〇○"
_GAP = re.compile(rf"(?<=[{_CHINESE}])\s+|\s+(?=[{_CHINESE}])")
_RUN = re.compile(rf"[{_CHINESE}]+|[a-z0-9]+(?:[.\-/][a-z0-9]+)*")
_COUNTER = "[个项条家名人位年月日号天周次届期类件种版级批章款处户元万亿轮所倍]|小时|分钟|季度|工作日"
# 二十六个 -> 26个, 第六版 -> 第6版, 二○二一年 -> 2021年; not 统一年度, 万一, 百年 (no digit before 百).
_COUNTED = re.compile(
    rf"(?<![零〇○一二三四五六七八九十百千万亿两几数多第])(?:第(?P<ordinal>[零一二三四五六七八九十百]+)(?![零〇○一二三四五六七八九十百])|"
    rf"(?<![统同单唯专逐划合归不之初])(?P<number>[零〇○一二两三四五六七八九十][零〇○一二三四五六七八九十百]*)(?={_COUNTER}))"
    rf"(?![千百十])"
)
# 〔2021〕27号, [2021]27号, (2021)第27号 and 【2021】27号 are one number; (2021) alone is only a year.
_NUMBER = re.compile(r"[〔\[(【〖]((?:19|20)\d{2})[〕\])】〗] ?第?(?=\d+号)|[〔【〖]((?:19|20)\d{2})[〕】〗]")
_WORD = re.compile(r"\w", re.UNICODE)


@cache
def data_lines(name: str) -> tuple[str, ...]:
    """Return the lines of a table in `index/data`, without comments and blank lines."""
    lines = resources.files("index").joinpath("data", name).read_text("utf-8").splitlines()
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def fold(text: str) -> str:
    """Fold what does not change the meaning, so that one way of writing finds the other.

    Compatibility forms (Ａ -> A, ① -> 1), case, traditional letters (醫療 -> 医疗), white space beside
    Chinese characters, emphasis marks, brackets of document numbers (〔2021〕第27号 -> [2021]27号), and
    Chinese numerals where they count something: 二十六个 -> 26个, 第六版 -> 第6版. Folding again changes
    nothing.

    Args:
        text: as printed or as asked.

    Returns:
        The folded text; not for showing, and offsets do not lead back.
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).lower()).replace("**", "")
    folded = _GAP.sub("", " ".join(folded.translate(simplified()).split()))
    return _NUMBER.sub(_fold_brackets, _COUNTED.sub(_fold_numeral, folded))


def _fold_brackets(match: re.Match[str]) -> str:
    return f"[{match[1] or match[2]}]"


def _fold_numeral(match: re.Match[str]) -> str:
    ordinal = match["ordinal"]
    value = to_int(ordinal or match["number"])
    if value is None:
        return match.group()
    return f"第{value}" if ordinal else str(value)


def bigrams(text: str) -> list[str]:
    """Cut folded text into overlapping pairs of Chinese characters.

    Args:
        text: already folded.

    Returns:
        In order, with repeats: 政府网站 -> 政府, 府网, 网站; a lone character stands whole, and so does a run
        of Latin letters and digits.
    """
    found: list[str] = []
    for run in _RUN.findall(text):
        if run.isascii() or len(run) == 1:
            found.append(run)
        else:
            found += [run[i : i + 2] for i in range(len(run) - 1)]
    return found


def is_word(text: str) -> bool:
    """Tell whether folded text is a word of the general dictionary or of the policy lexicon."""
    general = _general()
    general.learn(text[:2])
    return (general.get(text) or 0) > 0 or text in _lexicon()


@cache
def _general() -> GrowingDictionary[int]:
    return GrowingDictionary(_dictionary()[0], _frequency, 0)


@cache
def _lexicon() -> frozenset[str]:
    return frozenset(fold(term) for term in data_lines("lexicon.txt"))


class Tokeniser:
    """Cuts folded text into words by jieba's dictionary, the policy lexicon and the library's own names.

    Attributes:
        names: of units and regions of the library, folded.
    """

    def __init__(self, names: Iterable[str] = ()) -> None:
        """Open the dictionary (about a tenth of a second).

        Args:
            names: words of this library, such as names of units and regions; order does not matter.
        """
        self.names = frozenset(name for name in map(fold, names) if len(name) > 1)
        self._stop_words = frozenset(data_lines("stopwords.txt"))
        self._jieba = _load_jieba((*data_lines("lexicon.txt"), *sorted(self.names)))
        self._remembered = lru_cache(maxsize=1024)(self.words)

    @property
    def version(self) -> str:
        """Digest of everything that decides how text is cut."""
        code = (CODE_VERSION, unicodedata.unidata_version, _jieba_release())
        parts = (*code, *data_lines("lexicon.txt"), *sorted(self.names))
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]

    def words(self, text: str) -> list[str]:
        """Cut into words and the shorter dictionary words inside them.

        Args:
            text: already folded.

        Returns:
            In order, with repeats, without punctuation: 住房公积金 -> 住房, 公积金, 住房公积金.
        """
        return [word for word in self._jieba.lcut_for_search(text) if _WORD.search(word)]

    def words_again(self, text: str) -> list[str]:
        """Cut as `words` does a text that is likely to come again soon: title and number of a notice."""
        return list(self._remembered(text))

    def search_words(self, text: str) -> list[str]:
        """Cut a question as `words` does, without question words and particles (谁, 怎么, 的)."""
        return [word for word in self.words(text) if word not in self._stop_words]

    def content_words(self, text: str) -> list[str]:
        """Cut a question into the words that carry its meaning.

        Args:
            text: already folded.

        Returns:
            Longest words only, in order, once each, without question words and particles.
        """
        words = (word for word in self._jieba.lcut(text) if _WORD.search(word))
        return list(dict.fromkeys(word for word in words if word not in self._stop_words))


def _jieba_release() -> str:
    import jieba

    return str(jieba.__version__)


@cache
def _dictionary() -> tuple[WordList, int]:
    """Give jieba's dictionary and the sum of its frequencies, past jieba's own reader and cache.

    It reads all entries; its cache is a marshal file in the shared temporary folder.
    """
    import jieba

    jieba.default_logger.handlers.clear()
    jieba.setLogLevel(logging.WARNING)
    with jieba.Tokenizer().get_dict_file() as file:
        raw = file.read()
    return WordList(raw), sum(map(int, re.findall(rb" (\d+) ", raw)))


def sort_of_word(word: str) -> str | None:
    """Tell what jieba's dictionary says of a word: `n`, `ns`, or `nr` for names; None where it has none.

    Args:
        word: at least two characters.
    """
    return next(
        (line.split(" ")[2] for _, line in _dictionary()[0].lines(word[:2]) if line.startswith(f"{word} ")),
        None,
    )


def _frequency(_number: int, known: str) -> int:
    return int(known.split(" ")[0])


def _load_jieba(terms: Iterable[str]) -> Any:  # noqa: ANN401
    """Give a tokenizer of jieba that reads of its dictionary what it comes upon."""
    import jieba

    words, total = _dictionary()
    dictionary = GrowingDictionary(words, _frequency, 0)
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total, tokenizer.initialized = dictionary.entries, total, True
    for term in map(fold, terms):
        dictionary.learn(term)
        tokenizer.add_word(term)
    # Only now: how often a new word is thought to occur hangs on all words before it.
    tokenizer.get_DAG, tokenizer.calc = _no_graph, _Routes(dictionary, tokenizer.total).calc
    return tokenizer


def _no_graph(_sentence: str) -> None:
    """Stand for the graph of words, which `_Routes` looks through without laying it out."""


class _Routes:
    """Finds the same likeliest words as the two steps of jieba; cutting takes two thirds of the time.

    Logarithms are kept; sums are those of jieba in the same order, so that no tie falls another way.
    """

    def __init__(self, dictionary: GrowingDictionary[int], total: int) -> None:
        """Take the frequencies of words and their sum."""
        self._dictionary = dictionary
        self._least = -log(total)
        self._likely: dict[str, float] = {}

    def calc(self, sentence: str, _graph: None, route: dict[int, tuple[float, int]]) -> None:
        """Put the likelihood from each place on, and the last place of the word there, into `route`."""
        size, known, look_up = len(sentence), self._likely.get, self._look_up
        best = [0.0] * (size + 1)
        for start in range(size - 1, -1, -1):
            most, last = -inf, start
            for end in range(start + 1, size + 1):
                part = sentence[start:end]
                likely = known(part)
                if likely is None:
                    likely = look_up(part)
                    if likely is None:
                        break
                if likely + best[end] >= most:
                    most, last = likely + best[end], end - 1
            if most == -inf:
                most, last = self._least + best[start + 1], start
            best[start] = most
            route[start] = (most, last)

    def _look_up(self, part: str) -> float | None:
        """Give the logarithm of a word's share, -inf for what only begins one, None for all else."""
        frequency = self._dictionary.get(part)
        if frequency is None:
            return None
        self._likely[part] = log(frequency) + self._least if frequency else -inf
        return self._likely[part]
