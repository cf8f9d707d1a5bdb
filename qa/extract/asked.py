"""A question as span extraction reads it: where it asks, what for, and which of its words weigh most."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from corpus.fold import plain
from qa.answer_sorts import Expected
from qa.expected import expected
from qa.extract.sorts import sort_wanted
from qa.understand import Reading

# 哪些措施 asks at 哪些 for 措施; the more particular form first.
_FORMS = (
    ("phone", "(?:电话|热线|号码)(?:是|为)?(?:多少|什么|哪些)?"),
    ("length", "多久|多长时间|几天|多少天|几个月|几年"),
    ("day", "(?:什么|啥)(?:时候|时间)|何时|哪(?:一)?[天年月日]|几[月号]"),
    (
        "count",
        r"多少|多高|百分之几|几(?=[个项条家名人种类件所户成次大方步级倍批张])|哪?几|哪(?=[两三四五六七八九十\d])",
    ),
    ("who", "谁|(?:哪(?:些|几|一)?(?:个|家)?|什么)(?:部门|单位|机构|人(?!员)|企业|公司|银行|医院|学校|群体)"),
    (
        "where",
        "(?:哪(?:些|几|一)?(?:个)?|什么)(?:地方|地区|区域|省|市|县|平台|网站|窗口|渠道|途径)|哪里|哪儿|何处",
    ),
    ("which", "哪些|哪(?:个|种|一)?|那些"),
    ("how", "如何|怎么样?|怎样|咋"),
    ("why", "为什么|为何"),
    ("what", "什么|啥|何种?"),
    ("whether", "吗|是否|能否|能不能|可不可以|是不是|有没有|要不要|需不需要|么"),
)
FORMS = tuple(name for name, _ in _FORMS)
_ASKS = re.compile("|".join(f"(?P<{name}>{form})" for name, form in _FORMS))
_BROAD = re.compile("措施|举措|政策|要求|规定|做好|部署|努力|工作|服务|内容|方面|帮助|支持|保障|办法|加强")
_SHORT = re.compile(
    "原则|方式|对象|范围|标准|比例|期限|名称|金额|额度|时间|地点|网址|数量|目标|项目|平台|活动|领域"
)
_MEASURE = re.compile("[个项条家名种类件所户成次大批张份起只辆位例人]")
_END = "?!。.;,"
_NEAR = 6.0
_BESIDE = 6, 8
"""Letters before and after the asking word that tell what the answer looks like."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """Pairs of neighbouring letters and what each weighs; all of a question's add up to 1."""

    pairs: Mapping[str, float]


@dataclass(frozen=True)
class Asked:
    """A question taken apart at the word that asks.

    Attributes:
        text: folded, without the mark at its end.
        form: number of the form in `FORMS`, -1 where no word asks.
        before, after: the words on both sides of the one that asks.
        expected: the sort of figure wanted, if any.
        topic: the subject without asking words.
    """

    text: str
    form: int
    before: str
    after: str
    expected: Expected | None
    topic: str

    @cached_property
    def noun(self) -> str:
        """What is asked for, right after the asking word: 哪些措施 -> 措施, 多少家 -> 家."""
        rest = self.after[1:] if _MEASURE.match(self.after) and len(self.after) > 2 else self.after
        return rest[:2]

    @cached_property
    def verb(self) -> str:
        """The last two letters before the asking word: 注重哪些 -> 注重."""
        return self.before.rstrip(":,、的是为有")[-2:]

    @cached_property
    def sort(self) -> int:
        """What the answer looks like, a number in `sorts.SORTS`; -1 where nothing is known of it."""
        # 如何减轻企业负担 asks for no company.
        after = "" if FORMS[self.form] == "how" else self.after[: _BESIDE[1]]
        behind = self.text[len(self.before) : len(self.text) - len(self.after)] + after
        beside = self.before[-_BESIDE[0] :] + behind
        return sort_wanted(beside, behind if self.after else beside)

    @cached_property
    def figure(self) -> re.Pattern[str] | None:
        """A figure with the question's own measure: 多少家 -> 二十家, 20余家; 哪三项 -> none."""
        if FORMS[self.form] != "count" or not _MEASURE.match(self.after):
            return None
        return re.compile(
            rf"[\d.,]+(?:余|多)?[万亿千百]*(?:余|多)?{self.after[0]}|[一二三四五六七八九十百千万]+{self.after[0]}"
        )

    @cached_property
    def shape(self) -> tuple[float, ...]:
        """Describe the question alone, in the order of `SHAPE`."""
        return (
            float(self.form),
            float(_sort_number(self.expected)),
            float(len(self.text)),
            float(len(self.before)),
            float(len(self.after)),
            float(len(_BROAD.findall(self.text))),
            float(len(_BROAD.findall(self.after))),
            float(len(_SHORT.findall(self.after))),
            float("哪些" in self.text),
            float(bool(_MEASURE.match(self.after))),
            float(len(self.topic)),
        )

    def weighed(self, texts: Sequence[str]) -> tuple[dict[str, float], dict[str, float]]:
        """Weigh the topic's letter pairs by how rare they are, and by nearness to the asking word.

        Returns:
            By pair, summing to 1: rarity alone; rarity times nearness.
        """
        rare: dict[str, float] = {}
        near: dict[str, float] = {}
        for part in re.findall(r"\w+", self.topic):
            for place in range(len(part) - 1):
                pair = part[place : place + 2]
                if pair not in rare:
                    known = sum(pair in text for text in texts)
                    rare[pair] = math.log(1 + len(texts) / (1 + known))
                    near[pair] = rare[pair] * math.exp(-self._distance(pair) / _NEAR)
        return _shares(rare), _shares(near)

    def _distance(self, pair: str) -> int:
        """Letters between a pair and the asking word."""
        before, after = self.before.rfind(pair), self.after.find(pair)
        return min(
            len(self.before) - before - 2 if before >= 0 else 99,
            after if after >= 0 else 99,
        )


SHAPE = (
    "q_form", "q_sort", "q_length", "q_before", "q_after", "q_broad", "q_broad_after", "q_short_after",
    "q_several", "q_measure", "q_topic",
)  # fmt: skip
_SORTS = (
    "person",
    "clock",
    "money",
    "rate",
    "standard",
    "age",
    "times",
    "day",
    "length",
    "count",
    "number",
    "place",
)


def read_asked(reading: Reading) -> Asked:
    """Take a question apart at the word that asks, the last one where several do."""
    text = plain(reading.folded).rstrip(_END)
    found = list(_ASKS.finditer(text))
    last = found[-1] if found else None
    return Asked(
        text=text,
        form=FORMS.index(str(last.lastgroup)) if last else -1,
        before=text[: last.start()] if last else text,
        after=text[last.end() :] if last else "",
        expected=expected(reading),
        topic=reading.topic,
    )


# Sorts told apart since the spans were fitted, each by the one that its answers look like.
_LIKE = {
    "ahead": "length",
    "days": "length",
    "hospital": "place",
    "bank": "place",
    "call": "number",
    "hour": "clock",
    "interest": "rate",
    "marks": "number",
    "often": "times",
    "site": "place",
    "street": "place",
}


def _sort_number(wanted: Expected | None) -> int:
    """The number of a sort among those that spans were fitted with; -1 for none and for a later one."""
    name = _LIKE.get(wanted.name, wanted.name) if wanted else None
    return _SORTS.index(name) if name in _SORTS else -1


def _shares(weights: dict[str, float]) -> dict[str, float]:
    total = sum(weights.values()) or 1.0
    return {pair: weight / total for pair, weight in weights.items()}
