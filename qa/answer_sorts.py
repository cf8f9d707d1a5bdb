"""The sorts of answers that questions want: the words that ask for each, and what a passage must print.

A further sort is a further row, and a word for it in `qa.explain_words`.
"""

import re
from dataclasses import dataclass

from qa.understand.asking import HOW_OFTEN

_NUMBER = r"(?:\d|[一二三四五六七八九十百千万两半])"
_FIGURE = f"(?:{_NUMBER}|每)"
_WHICH = "(?:什么|啥子?|哪几?|何)"
_CHARGES = "(?:登记|工本|诉讼|手续|服务|管理|检测|鉴定|评审|报名|培训|住院|停车|物业|处理|中介|稿)费"
# A charge named like a word typed into a search box; 能不能取出来交物业费 asks for no sum.
_CHARGE_ALONE = f"^(?!.*[怎咋哪谁何啥能可要交缴吗报减免退缓]).{{2,14}}{_CHARGES}$"
_PAPERS = "(?:材料|证件|证明|资料|本本|单据)"
_BRING = "(?:要|得|需|该)?(?:带|拿|备|准备|提供|提交|出示)"


@dataclass(frozen=True, slots=True)
class Expected:
    """A sort of answer.

    Attributes:
        name: of the sort, by which the trace and the lists below know it.
        asked: words of a question that want it.
        printed: what a passage that answers prints.
        strict: True where a passage that prints none anywhere is no answer at all.
        in_words: True where the answer is a name or a thing, no figure that could differ from another.
    """

    name: str
    asked: re.Pattern[str]
    printed: re.Pattern[str]
    strict: bool
    in_words: bool


def _figure(name: str, asked: str, printed: str, *, strict: bool = True) -> Expected:
    return Expected(name, re.compile(asked), re.compile(printed), strict, in_words=False)


def _thing(name: str, asked: str, printed: str, *, strict: bool = True) -> Expected:
    return Expected(name, re.compile(asked), re.compile(printed), strict, in_words=True)


PERSON = "person"
NAMED = frozenset({PERSON, "firm", "notary", "hospital"})
"""Sorts of which 谁 and 哪家 ask, too: names that are no units of the government's."""
TIMES = frozenset({"day", "days", "length"})
"""Sorts that a task's own time limit answers."""
OFTEN = "often"
# The more particular first: 多少钱 before 多少.
SORTS = (
    _thing(
        PERSON,
        "(?:省|市|县|区|镇|乡|局|厅|处|科|所|部|院|校|园)长(?:是谁|叫|姓)|(?:书记|主任|负责人|领导|经办人|法人|法定代表人|董事长|总经理)(?:是谁|叫|姓什么|姓啥|的?名字)|叫(?:啥|什么)名",
        "(?!)",
    ),
    _figure(
        "hour",
        "几点|上班时间|下班时间|办公时间|营业时间|工作时间",
        r"\d{1,2}[:点时]|[一二三四五六七八九十]+点|全天|二十四小时|24小时",
    ),
    _figure(
        "clock",
        "开门|关门|周末|中午|午休|节假日|双休|(?:周|星期|礼拜)[一二三四五六日天末](?:还|也|能|可以|要|不)*(?:上班|开门|办|营业|有人|接)",
        r"\d{1,2}[:点时]|工作日|双休日|节假日|周[一二三四五六日末]|全天|无休|全年|二十四小时|24小时",
    ),
    _figure(
        "money",
        f"多少钱|多钱|几[十百千万亿]*[块毛]钱?|几[十百千万]*元|多少元|多少个?万|多少个?亿|几个?亿|花了?多少|金额|经费(?:有|是)?多少|多少经费|学费|押金|门票|总投资|投资额|{_CHARGES}多少|多少{_CHARGES}|{_CHARGE_ALONE}|(?:收|交|缴)多少费",
        "元|免费|免收|不收|亿|全额|代缴|减免",
    ),
    _thing(
        "papers",
        f"{_WHICH}些?{_PAPERS}|{_BRING}{_WHICH}[几些]?(?:样|种)?(?:$|[?!。,呢呀啊])|{_PAPERS}(?:有|要|需|包括|是)*(?:{_WHICH}(?![里儿个去])|清单$)",
        "材料|资料|证(?![券实]|监)|表|书|卡|照|凭|据|合同|协议|户口|复印件|原件|照片",
    ),
    _thing(
        "document",
        f"(?:(?<![护驾执拍牌])照(?!片)|按(?!揭|摩|时)|依据?|根据|跟着|遵照|参照)(?:(?!有)[^,。;?!]){{0,8}}{_WHICH}[个份几]{{0,2}}号?的?(?:文件|条例|通知)"
        f"|(?:(?<![护驾执拍牌])照(?!片)|按(?!揭|摩|时)|依据?|根据|跟着)(?:(?!有)[^,。;?!]){{0,6}}{_WHICH}(?:[个份]的?(?:规定|办法)|个号)",
        "《|[\\[(〔]\\d{4}[\\])〕]",
    ),
    _thing(
        "firm",
        "哪一?家(?:的)?(?:公司|集团|企业)|哪个(?:公司|集团)",
        "公司|集团|企业",
    ),
    _thing(
        "notary",
        "哪一?[家个]公证处",
        "公证处",
    ),
    _thing(
        "account",
        "(?:微信|抖音|微博|视频)号|公众号(?:叫|是|名)",
        "(?:微信|抖音|微博|视频|公众)号|小程序",
    ),
    _thing(
        "mail",
        "(?:电子)?邮箱",
        "@|邮箱",
    ),
    _thing(
        "app",
        f"{_WHICH}个?(?:手机)?(?:软件|(?i:app)|小程序|客户端)",
        "(?i:app)|小程序|公众号|软件|客户端|平台",
    ),
    _thing(
        "download",
        "(?:怎么|怎样|如何|咋|哪[里儿]|在哪)下载|下载(?:方法|地址|链接)",
        "下载|扫码|二维码|应用商店",
    ),
    _thing(
        "penalty",
        f"(?:{_WHICH}|怎么|咋)[个样]?的?(?:处分|处罚|罚|惩罚)|罚{_WHICH}",
        "处分|罚|追究|追责|问责|通报|约谈|责令|整改|扣分|取消|一票否决|责任|记入|不得",
    ),
    _thing(
        "custody",
        "(?:会不会|要不要|会|要|被)(?:被)?(?:拘留|坐牢|判刑)",
        "拘留|治安|刑事|司法|追究|徒刑",
    ),
    _thing(
        "charge",
        "收费[吗么不没]|免费[吗么不没]|(?:要|花|收)(?:不要|不花|不收)?(?:交|出)?(?:钱|费)[吗么不没]|免不免费|(?:要不要|收不收)(?:交|出|掏|收)?(?:钱|费|[一-龥]费)",
        "收费|免费|费用|免收|不收|收取|缴费|[0-9]元|代缴|自付|自费|无偿|减免|免除|承担",
    ),
    _thing(
        "replacement",
        "[证照卡本簿票书](?:给|都|被|不小心)?(?:弄|搞)?(?:丢|掉|遗失|找不到|不见)了?[^,。;?!]{0,10}(?:补|怎么办|咋办|咋整|怎么弄)"
        "|(?:丢|遗失)了?[^,。;?!]{0,4}[证照卡本簿票书](?:怎么|咋|如何|哪|要)",
        "遗失|补办|补领|挂失|换发|换领|丢失|补发|损毁|损坏|毁损|灭失|更换|重新(?:申领|办理)",
    ),
    _thing(
        "keeping",
        "(?:保存|保留|留存|存档|录音存|记录存|记录留)(?:多久|多长|几年|几个月|几天|多少年)",
        "保存|保留|留存|存档|归档",
    ),
    _thing(
        "proxy",
        "代办|代领|代签|(?:能|可以|可不可以|能不能)(?:让|叫|请|找|由)[^,。;?!]{1,6}(?:代|替)(?!替|表|码)",
        "代|委托|他人|家属|子女|亲属|监护|帮办",
    ),
    _thing(
        "schooling",
        f"{_WHICH}(?:样的)?学历|学历要求",
        "学历|本科|大专|专科|高中|中专|研究生|硕士|学士",
    ),
    _figure(
        "ahead",
        "提前(?:几|多少|多久|多长)",
        f"提前|前{_NUMBER}+个?(?:工作日|日|天|月)|{_NUMBER}+个?(?:工作日|日|天|月)(?:之|以)?前",
    ),
    _figure(
        "rate",
        "百分之几|百分之多少|几成|(?<!按)比例|占比",
        "%|分之|[一二三四五六七八九]成|一半",
    ),
    _figure(
        "standard",
        "标准(?:是|有|为)?多少|多少标准|最高额度|最多(?:能|可以)?(?:补|提|领|拿|贷|报)|补(?:贴|助)?多少|(?:报销|[发交缴领拿提收付掏花退赔奖罚贴])多少(?!个?[年月天日人次岁时分周期条])"
        "|(?:补贴|补助|津贴|奖励|奖补|奖金|租金|工资|资助|救助金?|保险费|医保费?|补偿费?)[^,。;?!]{0,10}多少(?:$|[?!。,])"
        "|(?:一|每)(?:亩|户|个?人|个?月|年|次|餐|平方?米?|学期|头|台|套|位)(?:能|可以|要|该|给|补|发|交|缴|领|拿|报|取|贷|提|出|收|付|掏|花|退|奖|罚|贴|挣|赚)*多少(?:$|[?!。,呢呀])",
        "元|%|分之|倍|一半|免费|免收|全额|代缴|不用缴",
    ),
    _figure(
        "interest",
        "利率|利息(?:是|有)?多少",
        "利率|利息",
    ),
    _figure(
        "marks",
        "分数线|多少分|几分(?![钟之])",
        r"\d+分|分数",
    ),
    _thing(
        "site",
        "网址|网站地址",
        r"www|http|\.cn|\.com|网址",
    ),
    _thing(
        "street",
        "(?:几|哪一?[层个座栋])楼|几层|哪一?[条个](?:路|街|巷)|门牌",
        r"(?:路|街|巷|大道)\d+号|\d+[楼层室]|[一二三四五六七八九十]+[楼层]|(?:路|街|巷|大道)[东西南北中]",
    ),
    _figure(
        "age",
        "几岁|多大年[纪龄]|多少岁|年龄",
        "岁",
    ),
    _figure(
        OFTEN,
        f"多久(?:报|查|检|开|搞)|{HOW_OFTEN.pattern}",
        f"按[月季年周日天]|每(?:{_FIGURE}|个)*[月季年周半天日]|定期|{_FIGURE}+(?:个?月|年|周|天|季度)[^,。;]{{0,6}}一次",
        strict=False,
    ),
    _figure(
        "times",
        "(?:几|多少)(?:次|回|趟|遍)",
        f"{_FIGURE}+[次回趟遍]|按[月季年周]|每[月季年周半]|定期",
        strict=False,
    ),
    _figure(
        "day",
        "什么时候|啥时|何时|几时|几号|几月|哪天|哪年|哪月|哪一天|截止|最晚|最迟",
        r"\d+[月日]|[一二三四五六七八九十]+月|年底|年内|月底|季度|半年|之日|全年|当天|当日|每(?:年|月|季)(?![\d.]+[元块])|按(?:月|季|年)|同步|持续",
        strict=False,
    ),
    _figure(
        "days",
        "几天|多少天|几个?(?:工作日|小时|钟头)|多少个?(?:工作日|小时|钟头)",
        f"{_NUMBER}+(?:个?月|日|天|周|小时|分钟|个?工作日|季度)|当天|当日|当场|即时|年底|月底|全年|持续",
        strict=False,
    ),
    _figure(
        "length",
        "多久|多长时间|几年|几个月|期限|时限",
        f"{_NUMBER}+(?:年|个?月|日|天|周|小时|分钟|个?工作日|季度)|当天|当场|即时|年底|月底|全年|持续",
        strict=False,
    ),
    _figure(
        "call",
        "(?:打|拨|电话|热线)[^,]{0,6}哪个号|哪个(?:电话|号码)|(?:热线|电话|专线|号码)(?:号码?)?(?:是|为)?(?:多少|几)",
        r"\d{3}",
    ),
    _figure(
        "count",
        "多少(?:个|项|条|家|名|人|份|种|类|件|所|户|亩|例|起|辆|台|处|座|场|批|吨)|(?<!哪)几(?:个(?!部门|单位|局|厅|科)|项|条|家(?!单位|部门)|名|人|种|类|件|所|户|例|起|辆|台|处|座|场|批)",
        r"\d|[一二三四五六七八九十百千万两双]+(?:个|项|条|家|名|人|种|类|件|所|户|亩)",
    ),
    _figure(
        "number",
        "多少|多高|几倍",
        r"\d|[一二三四五六七八九十百千万两]+(?:个|项|条|家|名|人|元|成|倍)|百分之",
    ),
    _thing(
        "hospital",
        "(?:哪|什么)(?:个|家|些|所)?(?:定点)?医院",
        "医院|医疗机构|卫生院|卫生服务中心|诊所|门诊|接种(?:点|单位)",
    ),
    _thing(
        "bank",
        "(?:哪|什么)(?:个|家|些)?银行",
        "银行|信用社",
    ),
    _thing(
        "place",
        "在哪(?:里|儿|个地方)?(?:办|交|领|打|查|报|申请|看|登记|开|能|可以)|去哪(?:里|儿|个)?|到哪(?:里|儿|个)?(?:办|交|领|打|查|报|申请|登记)|哪个(?:地方|窗口|学校|网站)|什么地方|地点|地址",
        "窗口|大厅|中心|地址|地点|网站|平台|公众号|小程序|银行|医院|社区|居委会|村委会|代办点|服务站|网上|线上|局|所",
        strict=False,
    ),
)
