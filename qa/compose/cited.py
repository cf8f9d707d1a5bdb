"""What a notice says of another one that it names: that it ended, or what number it has."""

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass

from corpus.fold import plain, unbroken
from corpus.model import Fact, Notice
from qa.answer import Fields
from qa.cite import cite_fact, sentence_around
from qa.compose.draft import Draft
from qa.compose.fate import decides, told_around
from qa.letters import letter_pairs
from qa.library import Library
from qa.matter import asked_about, is_of_former
from qa.understand import Reading
from qa.understand.asking import without_asking

# What a notice does to another; it may also only cite it in a sentence that tells its end.
_ACTS = ("repeals", "supersedes", "repeals_part", "amends", "extends", "confirms")
_ENDS = ("repeals", "supersedes", "repeals_part")
_FATE = re.compile("废止|失效|继续有效|停止执行|不再执行|停止施行|有效期|修改为|修订")
# So many of the letter pairs that name what is asked about must stand in the title that is cited.
_MEANT, _FEWEST = 0.75, 3
# Of a notice whose end is the matter fewer words say which is meant (湾长制): all their letters, and a pair.
_NEARLY, _SURE_PAIRS = 0.9, 1
_BRACKETS = str.maketrans("", "", '()〔〕[]<>〈〉《》"')
_NUMBER = re.compile(r"[一-龥]{2,10}[〔\[（(]\d{4}[〕\]）)]第?\d+号")


def cited_status(reading: Reading, notices: Iterable[Notice], library: Library) -> Draft | None:
    """Say what has become of a notice that the library does not hold but others write about.

    Args:
        reading: asks whether a notice is in force.
        notices: those that are looked through.
        library: what is quoted from.

    Returns:
        The sentence that tells, None where none does.

    Raises:
        StoreDamaged: a quote is not what the store holds at its place.
    """
    return _draft(_told(reading, notices, library, (*_ACTS, "cites")), library)


def cited_act(reading: Reading, notices: Iterable[Notice], library: Library) -> Draft | None:
    """Say what a notice did to the rule that is asked after (湾长制取消了吗); else as `cited_status`."""
    return _draft(_told(reading, notices, library, _ACTS), library)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """A sentence that tells of a notice's fate: how much of its name was asked for, and where it stands."""

    share: float
    act: bool
    notice: Notice
    fact: Fact
    sentence: str

    @property
    def rank(self) -> tuple[float, bool, bool, int]:
        """The surest name first, what a notice does before what it cites, its decision before its title."""
        return self.share, self.act, decides(self.sentence), -len(self.sentence)


def _draft(told: Iterable[_Told], library: Library) -> Draft | None:
    best = max(told, key=lambda each: each.rank, default=None)
    if best is None:
        return None
    return Draft(
        text=f"{_called(best.notice)}写明：{best.sentence}",
        fields=Fields(),
        citations=(cite_fact(best.fact, library, best.notice.id),),
    )


def _told(
    reading: Reading, notices: Iterable[Notice], library: Library, naming: Container[str]
) -> Iterator[_Told]:
    for notice in notices:
        for key, fact in notice.facts:
            act = key in _ACTS
            # A fact's value may be the number alone, where title and number are printed side by side.
            printed = library.texts[notice.id][fact.span.start : fact.span.end]
            share = _share(reading, f"{fact.value} {printed}", act=act) if key in naming else 0.0
            if share < _MEANT:
                continue
            sentence = told_around(library.texts[notice.id], fact.span)
            if _FATE.search(sentence):
                yield _Told(share=share, act=act, notice=notice, fact=fact, sentence=sentence)


def _share(reading: Reading, named: str, *, act: bool) -> float:
    """How much of what is asked about stands in a name that is cited; all of it where the number does."""
    if reading.number:
        return float(plain(reading.number).replace("第", "") in plain(named).replace("第", ""))
    words = without_asking(asked_about(reading)).translate(_BRACKETS)
    name = plain(named).translate(_BRACKETS)
    asked = letter_pairs(words)
    held = len(asked & letter_pairs(name))
    share = held / len(asked) if len(asked) >= _FEWEST else 0.0
    letters = frozenset(re.findall("[一-龥]", words))
    if act and share < _MEANT and held >= _SURE_PAIRS and len(letters) >= _FEWEST:
        return _MEANT if sum(each in name for each in letters) >= _NEARLY * len(letters) else share
    return share


_RESTS_ON = (
    "(?:照着?|按照?|依据?|根据|参照|落实)的?是?哪一?[个份](?:便?函|文件|通知|文|意见|办法|方案).{0,8}号"
)
# 省里的文号, 转发的是哪个文号: the number of another notice than the one that is spoken of.
_OF_ANOTHER = re.compile(
    "转发的(?!(?:文件|通知|公文|这份|那份文件)(?:的|是)?.{0,4}[文字]号).{2,40}[文字]号"
    "|(?:省|市|州|国务院|国家|上级)(?:里|政府|办)?(?:的|下发的|发的)?(?:那个|哪个|哪份|原)?(?:文件)?(?:的)?文号"
    "|依据.{0,12}文号"
    # 照的是哪个便函，文号给一下
    f"|{_RESTS_ON}"
)


# 现将《…》转发给你们 names what is forwarded, whatever else is cited.
_HANDS_ON = re.compile("现将|转发给|印发给")


def cited_number(reading: Reading, notice: Notice, library: Library) -> Draft | None:
    """Give the number of the notice that another forwards or rests on; None where that is not asked.

    Args:
        reading: asks for a number.
        notice: the one that is spoken of.
        library: what is quoted from.

    Raises:
        StoreDamaged: a quote is not what the store holds at its place.
    """
    if reading.fact != "document_number":
        return None
    if not (_OF_ANOTHER.search(reading.folded) or _of_the_ended(reading, notice)):
        return None
    named = [fact for key, fact in notice.facts if key in ("cites", "basis") and _NUMBER.search(fact.value)]
    if not named:
        return None
    if re.search(_RESTS_ON, reading.folded) and (clause := _on_the_matter(reading, named)):
        return _numbered(clause, notice, library)
    asked = letter_pairs(reading.folded)
    text = library.texts[notice.id]
    handed = [fact for fact in named if _HANDS_ON.search(plain(sentence_around(text, fact.span)))]
    best = max(handed or named, key=lambda fact: len(asked & letter_pairs(plain(fact.value))))
    return _numbered(best, notice, library)


def _of_the_ended(reading: Reading, notice: Notice) -> bool:
    """原先那个方案的文号, asked of the notice that ended it."""
    return is_of_former(reading) and any(key in _ENDS for key, _ in notice.facts)


def _on_the_matter(reading: Reading, named: list[Fact]) -> Fact | None:
    """The one notice whose name shares most with the matter that is to follow it; None where none does."""
    asked = letter_pairs(reading.topic)
    shares = [len(asked & letter_pairs(plain(fact.value))) for fact in named]
    most = max(shares)
    values = {fact.value: fact for fact, share in zip(named, shares, strict=True) if share == most}
    return next(iter(values.values())) if most >= _FEWEST and len(values) == 1 else None


def _numbered(fact: Fact, notice: Notice, library: Library) -> Draft:
    citation = cite_fact(fact, library, notice.id)
    return Draft(text=f"{unbroken(fact.value)}。", fields=Fields(), citations=(citation,))


def _called(notice: Notice) -> str:
    return "库里的一份文件" if notice.title.startswith("（原文") else f"《{notice.title}》"
