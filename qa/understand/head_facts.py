"""Facts of a notice's head that a question asks for: its number, issuer, dates, contacts, basis."""

import re
from dataclasses import dataclass

from qa.understand.asking import either
from qa.understand.deciding import deciding

_WHICH = "(?:哪|什么|啥)(?:些|个|份|几个|几份|一个)?(?:上级)?(?:的)?(?:文件|通知|精神|文)"
_DAY = "(?:什么时候|何时|哪天|哪年|几号|几月几号|哪一天|哪一年|几月|啥时候|多会儿|哪年哪月)"
_ISSUED = "(?:发|印发|发布|下发|出台|成文|签发|公布|印|定|出)"
_HOW_MANY = "(?:几|多少)(?:大)?(?:项|条|个)(?:重点)?(?:工作)?(?:任务|工作|要求|内容)?"

_CONSULTATION = either(
    # 征求意见什么时候截止
    "(?:征求意见|意见征集|征集意见|反馈意见|提意见).{0,10}(?:截止|什么时候|哪天|期限|几号|何时|到几|结束)",
    "(?:意见|建议)(?:交|反馈|提|发)(?:到|给)(?:哪|谁)",  # 意见反馈给谁
)
_PHONE = either(
    "打电话(?=找|打|给谁)",
    "(?<![接打听回拨])(?:联系|咨询|办公|办理|监督|投诉|服务|举报)?电话(?!里|上|中|会议|回访|预约|申请|报名)",
    "联系方式",
    "(?:怎么|如何)联系",
    "打(?:哪个|什么|多少)(?:电话|号码)",  # 打哪个号码
)
_ADDRESS = either("(?:办公|联系|办理|单位)地址", "地址(?:是|在)?", "在哪(?:里|儿)办公")
_BASIS = either(
    # 根据什么文件, 贯彻了省里的哪份通知
    "(?:照着|参照|对照|按照|根据|依据)[一-龥]{0,6}哪(?:个|份|一个)(?:文号|号文)",  # 照着省里哪个文号来的
    f"(?:依据|根据|按照|按|贯彻|落实|遵照)(?:的)?(?:是)?(?:了)?[一-龥]{{0,5}}?(?:的)?{_WHICH}",
    "(?:制定|出台|发文|编制|印发)依据",
    "上级文件",
    "(?:依据|根据)的(?:是)?[一-龥]{0,6}文件",  # 依据的是省里的文件
    "依据是什么",
)
_NUMBER_OF_BASIS = re.compile(
    "(?:依据|根据|按照|参照|照着|落实)(?:的)?(?:是)?[一-龥]{0,8}?(?:文号|号文|文件号)"
)
_OPEN_TO_ALL = re.compile("[这该此](?:份|个|件)?[^,。?]{0,12}对外公开(?:的)?(?:吗|么|不)")
_DOCUMENT_NUMBER = either(
    "文号|发文字号|文件号|发文号|字号(?:是)?|几号文",
    "(?:文件|发文|通知)编号",
    "第?几号(?:文件|通知)",
)
_ADDRESSEE = either("(?:发|印发|主送|下发|送)(?:给|到|至)(?:了)?(?:谁|哪)", "主送", "收文(?:单位|机关)")
_DISCLOSURE = either(
    "公开(?:属性|类型)(?!的?(?:认定|确定|审核|审查|标注|标识|源头|制度))",  # 认定公开属性 is a task
    "公开(?:发布)?的?(?:件|文件)(?:吗|么|不)?$",  # 是公开发布的文件吗
    "主动公开(?:的)?(?:吗|么|不)$",
    "(?:能|可以|可)?(?:不能|不可以)?(?:对外|向社会)公开(?:发布)?(?:的)?(?:吗|么|不)",  # 能对外公开吗
    "(?:能|可以)(?:不能|不可以)?(?:对外|向社会)公开(?:发布)?$",
    "(?:老百姓|群众|公众|外面|外人|大家)(?:能|可以)(?:不能|不可以)?(?:看|查|知道)",  # 老百姓能看不
    "内部(?:文件|资料|的)(?:吗|么|不)?$",
)
_EXPIRES = either(
    "有效期",
    "什么时候(?:失效|到期|作废|过期)",
    "(?:执行|实施|管|用|有效)到(?:什么时候|哪年|几时|何时|哪天|几号)",  # 有效到哪年
    "(?:能|可以)?管(?:几|多少)年",
)
_EFFECTIVE = either(
    # 从哪天开始施行, 几月几号起正式执行
    "(?:什么时候|何时|哪天|几号|从哪天|从什么时候|啥时候|几月)(?:几号)?(?:开始|起)?(?:正式)?"
    "(?:施行|实施|执行|实行|生效|起效|算数|作数|管用)(?:的)?",
    "(?:施行|实施|生效|执行|实行)(?:日期|时间)",
    f"(?<=规定|规矩|办法|新规|文件|通知)(?:打|从|自){_DAY}(?:开始)?算起$",  # 新规矩打哪天算起
)
_ISSUED_ON = either(
    "(?:成文|印发|发布|发文|下发|落款|签发)(?:的)?(?:日期|时间|日子)",
    f"(?:是)?{_DAY}(?:正式)?{_ISSUED}(?:出来|布|下来)?(?:的)?$",  # 是哪天印发的
    "是(?:哪年|哪天|哪一年|几几年|几号|哪一天|什么时候)(?:发|印发|出|下发|印|发布|定)?的$",  # 是哪年的
    "日期是",
    "落款(?:是)?(?:几号|哪天)",
)
_ISSUER = "(?:谁|哪个(?:部门|单位|机关|机构)|哪里|哪儿|哪家|什么(?:部门|单位|机关)|哪个)"
_ISSUING_BODY = either(
    # 是哪个单位印发的, 谁出的文件
    f"(?:是|由)?{_ISSUER}(?:来)?(?:发|印发|发布|下发|出台|制定|签发|印|出)(?:出来|布|下来)?(?:的)?"
    "(?:$|文件|通知)",
    "发文(?:机关|单位|机构|部门)",
    "制发(?:机关|单位)",
    "落款(?:单位|是谁)",
    "印发(?:单位|机关)",
    "谁的文件",
)
_COUNT = either(
    # 一共有几项任务, 列了多少条
    "(?:一共|总共|共|全部)?(?:有|列了|列出了?|部署了?|安排了?|提了|包括|分)?" + _HOW_MANY + "(?:$|[?])",
    "多少(?:项|条)(?:重点)?(?:工作)?任务",
)

FIELD = re.compile(
    "索引号|信息索引|(?:主题|组配|信息|体裁|服务对象|公文)分类|统一(?:登记)?编号|公文种类|主题词"
)
"""Labels of the fields that a page prints above a notice, beside those that are read as facts."""

# The more particular first. Those marked True are asked for in so many words; the others only where nothing
# but the notice is the subject (什么时候发布 may be asked of anything).
_FACTS = (
    ("consultation", True, _CONSULTATION),
    ("contact_person", True, re.compile("联系人(?!.{0,4}电话)|(?:找|跟|和)谁联系|联络人|联系谁")),
    ("email", True, re.compile("邮箱|电子邮件|信箱")),
    ("phone", True, _PHONE),
    ("address", False, _ADDRESS),
    # 依据省里文号 asks for the number of what the notice rests on, never for its own.
    ("basis", True, _NUMBER_OF_BASIS),
    ("basis", False, _BASIS),
    ("document_number", True, _DOCUMENT_NUMBER),
    ("field", False, FIELD),
    ("copied_to", True, re.compile("抄送|抄给")),
    ("addressee", False, _ADDRESSEE),
    ("disclosure", True, _OPEN_TO_ALL),
    ("disclosure", False, _DISCLOSURE),
    ("expires_on", False, _EXPIRES),
    # Named by its field it is the notice's own day, whatever stands before it (…主要任务 印发日期).
    ("effective_on", True, re.compile("(?:施行|生效)(?:日期|时间)")),
    ("effective_on", False, _EFFECTIVE),
    ("issued", True, re.compile("(?:成文|印发|发文|签发)(?:日期|时间)")),
    ("issued", False, _ISSUED_ON),
    ("issuing_body", False, _ISSUING_BODY),
    ("title", False, re.compile("全称|标题|叫什么(?:名字|名)?|全名")),
    ("count", False, _COUNT),
)


@dataclass(frozen=True, slots=True)
class FactAsked:
    """A fact of a notice's head that is asked for.

    Attributes:
        name: the fact's name in `Notice.facts`, or `issued` (two dates), `count` (number of tasks) or `field`
            (one that a page prints under the label in `words`).
        words: the words that ask for it, folded.
        plainly: True where those words can mean nothing else.
    """

    name: str
    words: str
    plainly: bool


def fact_asked(text: str) -> FactAsked | None:
    """Return the fact of a notice's head that a folded question asks for, None for none."""
    for name, plainly, pattern in _FACTS:
        match = deciding(pattern, text)
        if match:
            return FactAsked(name, match.group(), plainly)
    return None
