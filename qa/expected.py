"""What sort of thing a question wants to be told: a sum, a day, a place; and whether a passage prints one.

A passage on the right subject without the figure asked for is the commonest wrong answer of all.
"""

import re
from dataclasses import dataclass
from functools import cache

from corpus.model import DeadlineKind
from qa.library import Entry
from qa.understand import Kind, Reading
from qa.understand.asking import HOW_OFTEN

_FIGURE = r"(?:\d|[一二三四五六七八九十百千万两半]|每)"


@dataclass(frozen=True, slots=True)
class Expected:
    """A sort of answer.

    Attributes:
        name: for the trace.
        asked: words of a question that want it.
        printed: what a passage that answers prints.
        strict: True where a passage that prints none anywhere is no answer at all.
    """

    name: str
    asked: re.Pattern[str]
    printed: re.Pattern[str]
    strict: bool


_PERSON = "person"
# The more particular first: 多少钱 before 多少.
_SORTS = tuple(
    Expected(name, re.compile(asked), re.compile(printed), strict)
    for name, asked, printed, strict in (
        (
            _PERSON,
            "(?:省|市|县|区|镇|乡|局|厅|处|科|所|部|院|校|园)长(?:是谁|叫|姓)|(?:书记|主任|负责人|领导|经办人)(?:是谁|叫|姓什么|姓啥|的?名字)|叫(?:啥|什么)名",
            "(?!)",
            True,
        ),
        (
            "hour",
            "几点|上班时间|下班时间|办公时间|营业时间|工作时间",
            r"\d{1,2}[:点时]|[一二三四五六七八九十]+点|全天|二十四小时|24小时",
            True,
        ),
        (
            "clock",
            "开门|关门|周末|中午|午休|节假日",
            r"\d{1,2}[:点时]|工作日|双休日|节假日|周[一二三四五六日末]|全天|二十四小时|24小时",
            True,
        ),
        (
            "money",
            "多少钱|多钱|几[块毛]钱?|几元|多少元|多少个?万|多少个?亿|几个?亿|花了?多少|金额|经费|学费|押金|门票",
            "元|免费|免收|不收|亿|全额|代缴",
            True,
        ),
        ("rate", "百分之几|百分之多少|几成|比例|占比|多少比例", "%|百分之|[一二三四五六七八九]成|一半", True),
        (
            "standard",
            "标准(?:是|有|为)?多少|多少标准|最高额度|最多(?:能|可以)?(?:补|提|领|拿|贷|报)|补(?:贴|助)?多少|发多少|交多少|领多少|拿多少|报销多少|提多少"
            "|(?:补贴|补助|津贴|奖励|奖补|奖金|租金|工资|资助|救助金?|保险费|医保费?|补偿费?)[^,。;?!]{0,10}多少(?:$|[?!。,])"
            "|(?:一|每)(?:亩|户|个?人|个?月|年|次|餐|平方?米?|学期|头|台|套|位)(?:能|可以|要|该|给|补|发|交|缴|领|拿|报|取|贷|提|出)*多少(?:$|[?!。,呢呀])",
            "元|%|百分之|倍|免费|免收|全额|代缴|不用缴",
            True,
        ),
        ("interest", "利率|利息(?:是|有)?多少", "利率|利息", True),
        ("marks", "分数线|多少分|几分(?![钟之])", r"\d+分|分数", True),
        ("site", "网址|网站地址", r"www|http|\.cn|\.com|网址", True),
        (
            "street",
            "(?:几|哪一?[层个座栋])楼|几层|哪一?[条个](?:路|街|巷)|门牌",
            r"(?:路|街|巷|大道)\d+号|\d+[楼层室]|[一二三四五六七八九十]+[楼层]|(?:路|街|巷|大道)[东西南北中]",
            True,
        ),
        ("age", "几岁|多大年[纪龄]|多少岁|年龄", "岁", True),
        (
            "often",
            f"多久(?:报|查|检|开|搞)|{HOW_OFTEN.pattern}",
            f"按[月季年周日天]|每(?:{_FIGURE}|个)*[月季年周半天日]|定期|{_FIGURE}+(?:个?月|年|周|天|季度)[^,。;]{{0,6}}一次",
            False,
        ),
        ("times", "几次|多少次", f"{_FIGURE}+次|按[月季年周]|每[月季年周半]|定期", False),
        (
            "day",
            "什么时候|啥时|何时|几时|几号|几月|哪天|哪年|哪月|哪一天|截止|最晚|最迟",
            r"\d+[月日]|[一二三四五六七八九十]+月|年底|年内|月底|季度|半年|之日起|全年|当天|当日|每(?:年|月|季)|按(?:月|季|年)|同步|持续",
            False,
        ),
        (
            "length",
            "多久|多长时间|几天|多少天|几年|几个月|几个工作日|多少个?工作日|几小时|期限|时限",
            f"{_FIGURE}+(?:年|个?月|日|天|周|小时|分钟|个?工作日|季度)|当天|当场|即时|年底|月底|全年|持续",
            False,
        ),
        (
            "count",
            "多少(?:个|项|条|家|名|人|份|种|类|件|所|户|亩|例|起|辆|台|处|座|场|批|吨)|(?<!哪)几(?:个(?!部门|单位|局|厅|科)|项|条|家(?!单位|部门)|名|人|种|类|件|所|户|例|起|辆|台|处|座|场|批)",
            r"\d|[一二三四五六七八九十百千万两]+(?:个|项|条|家|名|人|种|类|件|所|户|亩)",
            True,
        ),
        (
            "number",
            "多少|多高|几倍",
            r"\d|[一二三四五六七八九十百千万两]+(?:个|项|条|家|名|人|元|成|倍)|百分之",
            True,
        ),
        ("call", "哪个(?:号|电话)", r"\d", True),
        ("hospital", "(?:哪|什么)(?:个|家|些|所)?(?:定点)?医院", "医院|医疗机构|卫生院|接种", True),
        ("bank", "(?:哪|什么)(?:个|家|些)?银行", "银行|信用社", True),
        (
            "place",
            "在哪(?:里|儿|个地方)?(?:办|交|领|打|查|报|申请|看|登记|开|能|可以)|去哪(?:里|儿|个)?|到哪(?:里|儿|个)?(?:办|交|领|打|查|报|申请|登记)|哪个(?:地方|窗口|医院|学校|网站|银行)|什么地方|地点|地址",
            "窗口|大厅|中心|地址|地点|网站|平台|公众号|小程序|银行|医院|社区|居委会|村委会|代办点|服务站|网上|线上|局|所",
            False,
        ),
    )
)


@cache
def _sort(question: str) -> Expected | None:
    question = _IN_PASSING.sub("", question)
    return next((sort for sort in _SORTS if sort.asked.search(question)), None)


# 几天内要把每家拿多少挂到网上 asks for the days.
_IN_PASSING = re.compile("[把将][^,。;?!]{0,8}(?:多少|几)")


def expected(reading: Reading) -> Expected | None:
    """Return the sort of answer a question wants, None where any words will do."""
    sort = _sort(reading.folded)
    # 谁 asks for units, but 县长是谁 for a name.
    return None if reading.kind is Kind.WHO and (sort is None or sort.name != _PERSON) else sort


# The number of a clause is no figure that it prints.
_MARKER = re.compile(r"^#*(?:第?[\d一二三四五六七八九十百]+条|\(?[\d一二三四五六七八九十]+[).、])")
# Nor are days, names and numbers of documents where something is counted: 12345热线, [2021]3号, IPv6.
_NO_COUNT = re.compile(
    r"12\d{3}(?![元人户\d])|ipv6|互联网协议第?6版|[\[(]\d{4}[\])]第?\d*号?|\d{4}年(?:\d+月)?(?:\d+日)?|\d+月(?:\d+日)?|第\d+[条项款章节版]"
)
_COUNTS = frozenset({"count", "number"})


def _printed_by(wanted: Expected, text: str) -> str:
    """A passage's words without the figures that are none of the sort wanted."""
    text = _MARKER.sub("", text)
    return _NO_COUNT.sub(" ", text) if wanted.name in _COUNTS else text


def figured(reading: Reading, entry: Entry) -> list[str]:
    """Return the sentences of a passage that print the sort of figure asked for; all where none is."""
    sentences = re.split("[。;!?]", entry.folded)
    wanted = expected(reading)
    timed = entry.item is not None and entry.item.deadline is not None
    if wanted is None or (timed and wanted.name in ("day", "length")):
        return sentences
    return [each for each in sentences if wanted.printed.search(_printed_by(wanted, each))]


def prints(reading: Reading, entry: Entry, pairs: frozenset[str]) -> bool:
    """Tell whether a sentence of the passage that shares letter pairs with the subject prints what is wanted.

    A task's own time limit counts for every sentence of it.
    """
    wanted = expected(reading)
    if wanted is None:
        return False
    if wanted.name in ("day", "length") and entry.item and entry.item.deadline:
        return entry.item.deadline.kind not in (DeadlineKind.UNRESOLVED, DeadlineKind.ONGOING)
    return any(
        wanted.printed.search(sentence) and any(pair in sentence for pair in pairs)
        for sentence in re.split("[。;!?]", _printed_by(wanted, entry.folded))
    )


def lacks(reading: Reading, entry: Entry) -> bool:
    """Tell that what is asked for in so many words (a sum, a count, a name) stands nowhere in the passage."""
    wanted = expected(reading)
    if wanted is None or not wanted.strict:
        return False
    return wanted.printed.search(_printed_by(wanted, entry.folded)) is None


_HOLDS = re.compile("负责|牵头|配合|主管|承担|协助|由[^,。;]{2,20}(?:组织|实施|办理|受理|审核|审批|发放|核)")
_OF_DUTY = re.compile("谁|哪(?:个|些|家|几)(?:部门|单位|局)|部门|单位")


def is_silent(reading: Reading, entry: Entry) -> bool:
    """Tell that a passage prints nothing of the sort asked for: no day, no place, nobody in charge.

    Where `lacks` tells of what must be printed, this may be said in other words.
    """
    if reading.kind is Kind.WHO:
        held = entry.item is not None or _HOLDS.search(entry.folded)
        return not held and _OF_DUTY.search(reading.folded) is not None
    wanted = expected(reading)
    if wanted is None or wanted.strict:
        return False
    if wanted.name in ("day", "length") and entry.item and entry.item.deadline:
        return False
    return wanted.printed.search(_MARKER.sub("", entry.folded)) is None


_COUNTED = re.compile(
    "(?:多少|(?<![第好哪])几)(?P<measure>[个项条家名人种类件所户例起辆台处座场批班期页棵只头])(?P<of>[一-龥]{0,2})"
)
_NUMBER = r"(?:\d[\d,.]*(?:余|多)?[万亿]?|[一二三四五六七八九十百千万两]+)"


def is_uncounted(reading: Reading, entry: Entry) -> bool:
    """Tell that a passage counts none of what is to be counted: 几个班 wants 6个班 or 6班, not 三所学校."""
    asked = _COUNTED.search(reading.folded)
    if asked is None or reading.kind is Kind.WHO:
        return False
    units = {asked["measure"], asked["of"][:1], asked["of"]} - {"", "是", "的", "要", "能", "有"}
    counted = "|".join(map(re.escape, units))
    return re.search(f"{_NUMBER}个?(?:{counted})", _MARKER.sub("", entry.folded)) is None
