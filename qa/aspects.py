"""Which clause of a notice tells a side of its matter: where to apply, what to bring, who may not.

A follow-up (要带啥材料) says nothing that such a clause must print but the side itself. It is looked for in
the notice spoken of alone: any other notice that tells of materials would answer another question.
"""

import re
from dataclasses import dataclass, replace

from corpus.fold import plain, unbroken
from corpus.model import PassageKind, Span
from qa.cite import sentences
from qa.letters import letter_pairs, shared_pairs
from qa.library import Entry, Library
from qa.own_words import own_words, share_held, with_path
from qa.understand import Intent, Reading
from qa.understand.asking import without_asking


@dataclass(frozen=True, slots=True)
class Aspect:
    """A side of a matter.

    Attributes:
        name: what people call it.
        heads: what a heading calls it. tells: words that tell it, within a sentence.
    """

    name: str
    heads: re.Pattern[str]
    tells: re.Pattern[str]


_DONE = "(?:申请|申报|申领|办理|办结|办完|登记|报名|领取|提交|提出|受理|缴费|缴纳|填报|核验|咨询|参保|注册)"
_DESK = "(?:窗口|大厅|服务中心|便民中心|小程序|网站|网上|平台|app|公众号)"
_APPLIED = "(?:申请|申报|申领|办理|登记|报名|提交|提出|填报|受理|缴费|缴纳|参保)"
_COUNTER = (
    "(?:窗口|大厅|服务中心|便民中心|小程序|网站|网上|网点|平台|(?i:app)|公众号|村(?:\\(居\\))?委会|居委会|社区|街道|乡镇|服务站|学校|银行"
    "|办公室|经办机构|派出所|医院|[一-龥]{2,8}[局所站])"
)
_PAPER = (
    "(?:身份证|户口[簿本]|居住证|房产证|社保卡|银行卡|结婚证|出生证|毕业证|学历|执照|证书|证件|申请表|登记表|证明|合同|(?<!互联网)协议"
    "|承包证|不动产|照片|材料|发票|承诺书|复印件|原件)"
)
_SPAN = "(?:\\d+|[一二三四五六七八九十两]+)个?(?:工作日|(?:自然日|日|天|小时|分钟|月)[以之]?内)"
_BEYOND = (
    "不予|不给|不受理|不办理|不享受|不纳入|不列入|除外|排除|取消.{0,6}资格|停发|停止(?:发放|享受|办理)|限制(?:提取|申请|享受|报名)"
    "|(?:不再|不能|不得|不可以?)[一-龥]{0,4}(?:申请|申领|领取|报名|提取|享受|发放|给予|补贴|补助|参加|列入|纳入|认定)"
)
_ASPECTS = {
    Intent.WHERE: Aspect(
        "在哪里办理",
        re.compile("地点|地址|渠道|途径|方式|窗口|在哪|哪里|怎么(?:申请|登记|办|报)"),
        re.compile(
            f"(?:到|向|在|通过|登[录陆]|前往|去)[^,。;]{{0,20}}{_COUNTER}[^。;]{{0,24}}{_DONE}|{_DESK}[^,。;]{{0,6}}{_DONE}|地址:"
            "|(?:寄送|邮寄|寄[到至]|送[到至]|交[到至])[^,。;]{3,}"
        ),
    ),
    Intent.MATERIALS: Aspect(
        "要带什么材料",
        re.compile("材料|证件|手续|证明|资料"),
        re.compile(
            f"(?:携带|带|(?<!支)持|凭|提供|提交|出示|交|上传|填写|备齐|下列|以下)[^。;]{{0,24}}{_PAPER}(?!的)"
            f"|{_PAPER}[^。;]{{0,10}}(?:复印件|原件)"
        ),
    ),
    Intent.AMOUNT: Aspect(
        "标准是多少",
        re.compile("标准|金额|比例|额度|限额|多少|价格|费用|数额"),
        re.compile("\\d[\\d,.]*(?:余|多)?万?(?:元|%)|百分之|[一二三四五六七八九]分之[一二三四五六七八九]|\\d+折|免费"),
    ),
    Intent.WHO_CAN: Aspect(
        "什么人可以、要什么条件",
        re.compile("对象|条件|范围|资格|给谁|谁来|哪些人"),
        re.compile(
            # 毕业5年以内的高校毕业生…,给予: whoever a rule is for stands before the comma.
            "[^,。;]{4,}的,(?!.{0,6}不)|(?:符合|具备|满足|具有)[^。;]{0,12}(?:条件|情形|之一|要求)|对象(?:为|是|包括|:)"
            "|的[^,。;的]{0,10}(?:人员|毕业生|居民|农户|职工|家庭|老人|老年人|儿童|学生|子女|企业|残疾人|农民|业主|劳动者)"
            "[^。;]{0,24}(?:可以|均可|给予|发给|享受)|(?:发给|补给)[^,。;]{2,24}(?:户|人|者|员)|\\d+(?:至\\d+)?(?:周岁|岁以[上下])"
            "|以及[^,。;]{2,16}的(?:职工|人员|居民|农户)"
        ),
    ),
    Intent.WHO_CANNOT: Aspect(
        "哪些情况不行", re.compile("不予|不得|情形|除外|例外|限制"), re.compile(_BEYOND)
    ),
    Intent.HOW_LONG: Aspect(
        "多久能办好",
        re.compile("时限|办理时间|办结"),
        re.compile(
            f"{_SPAN}[^,。;]{{0,12}}(?:办结|办完|完成|审核|初审|复核|答复|受理|核发|发放|办理|审批|转|批复|审定|拨付|告知|到账|作出|决定|回复|反馈)"
            "|(?:当场|即时|当天|当日|立即)[^,。;]{0,8}(?:办结|办理|领|核发|发放|受理|答复)"
        ),
    ),
    Intent.HOW: Aspect(
        "怎么办理",
        re.compile("程序|流程|步骤|方式|途径|怎么|如何|办理|申请"),
        re.compile(
            f"(?:通过|登[录陆]|到|向|凭|携带|网上|线上|窗口)[^。;]{{0,30}}{_APPLIED}|提出申请|(?:申报|申请)[^。;]{{0,12}}(?:登记|初审|审核|核实|公示|发放)"
        ),
    ),
    Intent.SCOPE: Aspect(
        "适用范围",
        re.compile("适用|范围|对象"),
        re.compile("适用于|适用本|本(?:办法|规定|细则|方案)所称|(?:范围|对象)(?:为|是|包括|:)"),
    ),
}  # fmt: skip
# What each fit is worth: the side told, headed by it, of the matter spoken of, in the words of the question,
# the very clause spoken of, under the same heading as that.
_TOLD, _HEADED, _THEME, _SAID, _SAME, _NEAR = 0.6, 0.6, 0.8, 0.4, 0.3, 0.1
_OF_EACH = (Intent.AMOUNT, Intent.WHO_CAN)
_FEW = 25
_OF_ANY_TITLE = letter_pairs(
    "的通知 实施 工作 方案 意见 组织 管理 办法 规定 印发 做好 开展 进一步 有关 事项 加强 推进 重点 任务 年度 "
    "全市 全县 全省"
)
_NUMBER = re.compile(r"^#*(?:第?[一二三四五六七八九十\d]+[、.条章节]|\([一二三四五六七八九十\d]+\))")
_SHORT = 7
_PART = re.compile("#*[一二三四五六七八九十]+[、.]")
_OF_THE_MATTER = 0.4
_HEADING = 14
_NO_CLAUSE = (PassageKind.HEADER, PassageKind.CONTACT)


def is_aspect(reading: Reading) -> bool:
    """Tell a follow-up that asks for a side of the matter spoken of."""
    return reading.heard in _ASPECTS


# 能抵多少钱 asks for a sum, not for a rate.
_MONEY = re.compile("钱|(?:[几多少]|\\d)[块元毛]")
_SUM = re.compile("\\d[\\d,.]*(?:余|多)?万?元|免费|全额|不收")


def _tells(reading: Reading, aspect: Aspect) -> re.Pattern[str]:
    money = reading.heard is Intent.AMOUNT and _MONEY.search(plain(reading.question))
    return _SUM if money else aspect.tells


def told_in(reading: Reading, entry: Entry) -> tuple[Span, ...] | None:
    """Return the sentences of a clause that tell the side asked for; None where its heading alone does."""
    if reading.heard is None:
        return None
    tells, start = _tells(reading, _ASPECTS[reading.heard]), entry.passage.span.start
    found = (
        each
        for each in sentences(entry)
        if tells.search(plain(entry.quote[each.start - start : each.end - start]))
    )
    return tuple(found) or None


def not_told(reading: Reading, library: Library, hotline: str) -> str:
    """Say that the notice spoken of does not tell the side asked for."""
    name = _ASPECTS[reading.heard].name if reading.heard else ""
    title = unbroken(library.notices[reading.notice or ""].title)
    said = f"《{title}》里没有找到写“{name}”的条款，不作推测。可以说出具体事项再问"
    return f"{said}；也可以拨打 {hotline} 政务服务便民热线咨询。"


def clause_telling(reading: Reading, library: Library) -> Entry | None:
    """Find the clause of the notice spoken of that tells the side asked for.

    Args:
        reading: one that `is_aspect` and stays with a notice.
        library: holds the notice.

    Returns:
        The one that fits best, the first of equals; None where none tells it of the matter spoken of.
    """
    if reading.heard is None:
        return None
    clauses = [each for each in library.entries.values() if _is_clause(each, reading.notice)]
    aspect = _ASPECTS[reading.heard]
    fits = _Fits(
        aspect=replace(aspect, tells=_tells(reading, aspect)),
        of_each=reading.heard in _OF_EACH,
        few=len(clauses) <= _FEW,
        theme=letter_pairs(reading.topic or reading.theme),
        said=own_words(without_asking(plain(reading.question))),
        spoken_of=library.entries.get(reading.passage or reading.spoken_of or ""),
    )
    found = [(fit, entry) for entry in clauses if (fit := fits.of(entry)) is not None]
    return max(found, key=lambda each: each[0])[1] if found else None


def _is_clause(entry: Entry, notice: str | None) -> bool:
    return entry.notice.id == notice and entry.passage.kind not in _NO_CLAUSE


def _is_headed_by(heads: re.Pattern[str], entry: Entry) -> bool:
    """Tell whether a heading says a side and no matter: 申请条件, 怎么登记; not 茶园改造申请材料."""
    lines = (entry.quote.strip().partition("\n")[0], *entry.passage.path[-1:])
    said = (_NUMBER.sub("", plain(line)) for line in lines)
    return any(len(line) <= _SHORT and heads.search(line) is not None for line in said)


def _is_beside(entry: Entry, spoken_of: Entry, *, few: bool) -> bool:
    """Tell whether a clause serves the matter of the one spoken of: under one heading, or one short notice.

    Parts (一、二、) are of matters of their own, but where the title names what was spoken of.
    """
    if few and _is_of_title(spoken_of):
        return True
    part = entry is not spoken_of and _PART.match(entry.folded) is not None
    return entry.passage.path == spoken_of.passage.path and not part


def _is_of_title(entry: Entry) -> bool:
    _, _, matter = plain(entry.notice.title).rpartition("关于")
    return shared_pairs(letter_pairs(matter) - _OF_ANY_TITLE, entry.folded) > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fits:
    """What the clauses of a notice are held against.

    Attributes:
        of_each: whether each matter of a notice has its own (a sum), or all share it (where to apply).
        few: whether the notice is so short that one clause serves all of it.
        theme: letter pairs of the matter spoken of. said: the question's own words.
        spoken_of: the clause that was spoken of.
    """

    aspect: Aspect
    of_each: bool
    few: bool
    theme: frozenset[str]
    said: tuple[str, ...]
    spoken_of: Entry | None

    def of(self, entry: Entry) -> float | None:
        """Tell how well a clause fits; None where it does not tell the side of the matter spoken of."""
        same = entry is self.spoken_of
        if entry.item is not None and not same:
            # What one task says is not said of another.
            return None
        heads = self.aspect.heads
        headed = heads.search(entry.folded[:_HEADING]) or any(map(heads.search, entry.passage.path))
        tells = self.aspect.tells.search(entry.folded)
        if not (tells or headed):
            return None
        theme = shared_pairs(self.theme, with_path(entry)) / len(self.theme) if self.theme else 0.0
        said = share_held(self.said, entry.folded)
        near = self.spoken_of is not None and _is_beside(entry, self.spoken_of, few=self.few)
        of_it = same or max(theme, said) >= _OF_THE_MATTER or (near and not self.of_each)
        of_task = self.spoken_of is not None and self.spoken_of.item is not None
        if not (of_it or (headed and near) or (_is_headed_by(heads, entry) and not of_task)):
            return None
        told = _TOLD * bool(tells) + _HEADED * bool(headed)
        return told + _THEME * theme + _SAID * said + _SAME * same + _NEAR * near
