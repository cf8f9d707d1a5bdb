"""An answer's text as sentences and clauses: what may be ordered, what may be left out, what may not."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.fold import plain

_SENTENCE = re.compile("[^。！？!?\n]*[。！？!?]+[”’」』）)]*|[^。！？!?\n]+")
_OPENING, _CLOSING = "（(《〈“‘「『【[〔", "）)》〉”’」』】]〕"
_BETWEEN = "，,；;"
_MARKS = ",;.。!?:"

# 为进一步方便群众办事，… begins a sentence and …，不断提升公开质量 ends one: why something is done, not what.
# 为残疾人办证 and 提高补贴标准 are what is done.
_OPENS = re.compile(
    "为了|为(?:进一步|更好|切实|深入|全面|贯彻|落实|规范|加强|推进|提高|提升|保障|做好|方便|扎实)"
)
_CLOSES = re.compile("(?:不断|着力|切实|全面|进一步|持续|大力)(?:提高|提升|增强|促进|推动|营造)")
_MATTER = re.compile("标准|比例|额度|[费金补款价税]|工资|待遇|处罚|责任")
# 第一, 三个工作日, 两次.
_FIGURE = re.compile("进一步|一致|统一|一体|一并")
_FIGURE = re.compile("[0-9A-Za-z%〇零一二三四五六七八九十百千万亿两半]")
# A name may end in them: 县教育局, 各乡镇, 服务中心.
_NAME = re.compile(
    "[局委厅部院所站处科室厂店]|办公|政府|机关|单位|部门|机构|中心|公司|银行|企业|学校|医院|乡|镇|街道|村|社区|[省市县区州盟旗]"
)
TURNING = re.compile(
    "不|未|无|非|勿|莫|没|禁|拒|停|取消|暂|除|但|却|仅|只|唯|若|如|凡|经|须|应|必|可|得|方[可能]|才|否|免|减|缓|至少|至多|最"
    "|以上|以下|以内|以外|之前|之后|期间|期限|条件|情形|情况|范围|原则|例外|另有|同意|批准|自愿|每|各|均|都|或"
)
# 对符合条件的，/ 期满后， say when or for whom the rest holds.
_CONDITION = re.compile("[的者时前后内外中]$")

_LEANS = re.compile(
    "(?:但|然而|其中|上述|上列|以上|该|此|其|同时|另外|否则|因此|因而|所以|故|也|还|并|且|又|前款|前项|本款|本条|这|那|二者|两者|具体|包括|即|逾期"
    "|未|不|如|若|除)"
)
_LEADS = re.compile("如下|下列|下述|以下(?:几|各|材料|条件|情形|程序|步骤)|[:：]$")
_NUMBERED = re.compile(
    r"[(（]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）、.．]|[①-⑳]|第[一二三四五六七八九十\d]|[一二三四五六七八九十]是"
    "|首先|其次|再次|最后|然后|随后|接着|先|再"
)
_LABEL = re.compile("[^,;。]{1,60}:")
# Labels of the answer itself, which hold for the sentence they stand in and for no other.
_OWN_LABEL = re.compile("(?:牵头单位|责任单位|配合单位|时限):")


@dataclass(frozen=True, slots=True)
class Clause:
    """A piece of a sentence up to a comma or semicolon outside brackets.

    Attributes:
        text: as it stands, its mark included. folded: for comparing, without white space and closing mark.
    """

    text: str
    folded: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an answer.

    Attributes:
        clauses: all of it, in order. line: on which line of the text it stands, from 0.
    """

    clauses: tuple[Clause, ...]
    line: int

    @property
    def text(self) -> str:
        """The sentence as it stands."""
        return "".join(clause.text for clause in self.clauses)

    @property
    def folded(self) -> str:
        """Its words, for comparing."""
        return ",".join(clause.folded for clause in self.clauses)

    @property
    def leans(self) -> bool:
        """Tell one that means something only behind the sentence before it: 其中, 但, 上述."""
        return _LEANS.match(self.folded) is not None

    @property
    def leads(self) -> bool:
        """Tell one that what follows belongs to: 提交下列材料."""
        return _LEADS.search(self.folded) is not None

    @property
    def numbered(self) -> bool:
        """Tell one of a row whose order counts: 二是, （二）, 然后."""
        return _NUMBERED.match(self.folded) is not None

    @property
    def labelled(self) -> bool:
        """Tell one that begins with what or whom it is about: 砚溪：, 牵头单位：."""
        return _LABEL.match(self.folded) is not None


def split(text: str) -> tuple[Sentence, ...]:
    """Take a text apart; nothing but white space at the ends of lines is lost."""
    return tuple(
        Sentence(tuple(_clauses(match.group().strip())), line)
        for line, words in enumerate(text.split("\n"))
        for match in _SENTENCE.finditer(words)
        if plain(match.group()).strip(_MARKS)
    )


def _clauses(sentence: str) -> Iterator[Clause]:
    depth, start = 0, 0
    for place, letter in enumerate(sentence):
        depth = max(0, depth + (letter in _OPENING) - (letter in _CLOSING))
        # 1,000元 is one figure.
        figure = letter == "," and sentence[place + 1 : place + 2].isdigit()
        if letter in _BETWEEN and not depth and not figure:
            yield _clause(sentence[start : place + 1])
            start = place + 1
    if start < len(sentence):
        yield _clause(sentence[start:])


def _clause(text: str) -> Clause:
    return Clause(text, plain(text).rstrip(_MARKS))


def may_open(clause: Clause, question: str) -> bool:
    """Tell an opening clause that says only why (为进一步方便群众办事) and may be left out."""
    return _says_only(_OPENS, clause.folded, question)


def may_close(clause: Clause, question: str) -> bool:
    """Tell a closing clause that says only what it is good for (不断提升公开质量) and may be left out."""
    return _says_only(_CLOSES, clause.folded, question)


def _says_only(beginning: re.Pattern[str], words: str, question: str) -> bool:
    """Tell words that begin so and hold no condition, restriction, duty, figure, day, name or word asked for.

    Everything else stays. To leave out a verb would turn the meaning (停止收费, 收费), so inside a clause
    nothing goes at all.
    """
    match = beginning.match(words)
    if match is None:
        return False
    rest, asked = words[match.end() :], plain(question)
    if any(pattern.search(rest) for pattern in (TURNING, _CONDITION, _NAME, _MATTER, _FIGURE)):
        return False
    return not any(words[place : place + 2] in asked for place in range(len(words) - 1))


def kept_run(sentence: Sentence, kept: range, question: str) -> bool:
    """Tell whether a sentence may be cut down to some neighbouring clauses, to none where `kept` is empty."""
    before, after = sentence.clauses[: kept.start], sentence.clauses[kept.stop :]
    if not kept:
        return all(may_open(each, question) or may_close(each, question) for each in sentence.clauses)
    return all(may_open(each, question) for each in before) and all(
        may_close(each, question) for each in after
    )


def bound(sentences: tuple[Sentence, ...]) -> frozenset[int]:
    """Return the places of the sentences that must stand right behind the one before them."""
    return frozenset(
        place for place in range(1, len(sentences)) if sentences[place].leans or sentences[place - 1].leads
    )


def of_several(sentences: tuple[Sentence, ...]) -> bool:
    """Tell a text of several parts, each of another place or notice: nothing may cross between them."""
    return any(each.labelled and not _OWN_LABEL.match(each.folded) for each in sentences[1:])


def arrangeable(sentences: tuple[Sentence, ...], question: str) -> bool:
    """Tell whether there is anything that may be ordered or left out."""
    if of_several(sentences):
        return False
    movable = len(sentences) - len(bound(sentences)) - (bool(sentences) and sentences[0].labelled)
    shorter = (
        may_open(each.clauses[0], question) or may_close(each.clauses[-1], question) for each in sentences
    )
    return movable > 1 or any(shorter)
