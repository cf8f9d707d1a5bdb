"""Whether a passage is about another thing of the same sort than the question: 初中 beside 小学, 利率 unsaid.

The nearest miss of all shares every word with a question but the one that matters.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from corpus.fold import plain
from index.tokenise import fold
from qa.library import Entry
from qa.understand import Reading
from qa.wording import echoed, in_other_words

_Names = tuple[str, ...]
# 保费每亩多少, 利率是多少: what a sum is the sum of; 补贴 and 津贴 name the matter, not the sum.
_SUM = re.compile(
    "(?P<sum>(?<![医社参])[一-龥][费价率租息税薪])(?:标准)?(?:[每一](?:亩|户|人|年|月|个月|次|平方?米?))?"
    "(?:是|为|要|收|得|有|交)*(?:多少|几[块元毛%]|百分之几)"
)
# 要不要先预约, 用登报吗: what one may have to do first, by the words that notices have for it.
_ACTS = {
    "预约": "预约", "注册": "注册", "体检": "体检|健康检查", "登报": "登报|报纸|公告", "公证": "公证",
    "面签": "面签|当面", "盖章": "盖章|公章|加盖", "签字": "签字|签名|签署", "拍照": "拍照|照片|相片",
    "复印": "复印", "年审": "年审|年检|审验", "年检": "年检|年审|检验", "实名": "实名", "刷脸": "刷脸|人脸",
    "打疫苗": "疫苗|接种", "排队": "排队|取号|随到随",
}  # fmt: skip
_ACT = re.compile(
    "(?:要不要|用不用|需不需要|(?:(?<![取获信])[要得用]|需要|必须)(?=[^,。;?!]*[吗么不没]))"
    f"(?:先|提前|再|去|本人|都)*(?P<act>{'|'.join(_ACTS)})"
)


@dataclass(frozen=True, slots=True)
class _Sort:
    """Things of one sort, each by all its names."""

    members: tuple[_Names, ...]

    def named(self, text: str) -> set[_Names]:
        """Return the members that a folded text names."""
        return {names for names in self.members if any(name in text for name in names)}


@cache
def _sorts() -> tuple[_Sort, ...]:
    lines = resources.files("qa").joinpath("data/contrasts.txt").read_text("utf-8").splitlines()
    kept = (line for line in lines if line.strip() and not line.startswith("#"))
    return tuple(_Sort(tuple(tuple(map(fold, part.split())) for part in line.split("|"))) for line in kept)


def speaks_of_another(reading: Reading, entry: Entry) -> bool:
    """Tell that a passage names others of a sort that the question names one of, or lacks what is asked for.

    Args:
        reading: the question.
        entry: the passage; the headings above it and the title of its notice count with it.
    """
    text = entry.folded + "".join(entry.passage.path) + plain(entry.notice.title)
    if any(_another(wanted, sort, text) for sort, wanted in _asked(reading.folded)):
        return True
    return _leaves_unsaid(reading.folded, text) or _lacks_siglum(reading.topic, text)


# ipv6, ETC, GDP: a name that has hardly another; what files and programs are called is said of anything.
_SIGLUM = re.compile(
    r"(?<![A-Za-z0-9@./])(?!(?i:app|pdf|word|excel|ppt|www|https?|vip|wps|txt|docx?|xlsx?|ok|qq|wifi|pos|atm|id|led|ct|vr)(?![A-Za-z])"
    r"|[AB][3-5](?!\d)|[ABC][1-3](?!\d)|H5|4S|3D|PM(?=\d))"
    r"(?:[A-Za-z]+\d[A-Za-z\d]*|[A-Z]{2,}[A-Za-z]?|\d[A-Z])(?![A-Za-z@./])"
)
# GDP和固投 asks of two things, of which a passage may tell one.
_JOINED = re.compile(r"[A-Za-z\d](?:和|与|及|跟|、)|(?:和|与|及|跟|、)[A-Za-z]")


def _lacks_siglum(topic: str, text: str) -> bool:
    """Tell that a name in Latin letters that a question asks about stands nowhere in a text."""
    sigla = _SIGLUM.findall(topic)
    if not sigla or _JOINED.search(topic):
        return False
    text = echoed(text, in_other_words(topic)).lower()
    return not all(name.lower() in text for name in sigla)


def _leaves_unsaid(question: str, text: str) -> bool:
    """Tell that a sum or an act that a question names stands nowhere in a text."""
    sums = [found["sum"] for found in _SUM.finditer(question)]
    acts = [_ACTS[found["act"]] for found in _ACT.finditer(question)]
    if not (sums or acts):
        return False
    text = echoed(text, in_other_words(question))
    return not all(re.search(words, text) for words in (*sums, *acts))


def _another(wanted: set[_Names], sort: _Sort, text: str) -> bool:
    named = sort.named(text)
    return bool(named) and not named & wanted


@lru_cache(maxsize=256)
def _asked(question: str) -> tuple[tuple[_Sort, set[_Names]], ...]:
    """The sorts that a question names some of, with those named."""
    return tuple((sort, named) for sort in _sorts() if (named := sort.named(question)))
