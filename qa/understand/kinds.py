"""What a question asks for: who, when, which tasks, about the notice itself, whether it is final, or what."""

import re
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What sort of answer is wanted."""

    WHO = "who"
    WHEN = "when"
    WHAT = "what"
    LIST = "list"
    META = "meta"
    STATUS = "status"


# Words that ask. They say nothing of the subject and are left out of the search.
_WHO = re.compile(
    "(?:是|由|归|找|该|让|要|都|应|又|靠|让)?(?:谁|哪(?:些|几|一)?[个家]?(?:部门|单位|机构|局|厅局|厅|委办局|委办|科室|处室)|什么(?:部门|单位|局)|哪个局|哪家|哪些局)"
    "(?:们)?(?:来|去|在)?(?:具体|主要)?(?:负责|牵头|管|抓|干|做|办|落实|承担|承办|主管|配合|协助|主办|公开|说了算)?(?:的|呢|呀|啊)?"
    "|(?:牵头|责任|配合|主管|负责|主要责任|落实)(?:的)?(?:单位|部门|科室)(?:都)?(?:是|有|为|包括)?(?:谁|哪些|哪几个|哪个|什么)?"
)
_WHEN = re.compile(
    "(?:在|要|到|于|得)?(?:什么|啥)(?:时候|时间|时限)(?:之?前|内)?|何时|几月(?:份)?(?:底)?(?:之?前)?|哪(?:一)?[年天月日](?:年底)?(?:之?前)?|"
    "几号(?:之?前)?|(?:完成)?(?:时限|期限|截止(?:日期|时间)?|最后期限)(?:要求)?(?:是|到|为)?(?:多久|什么时候|哪天|几月)?|最(?:晚|迟)(?:到)?(?:什么时候|几月|哪天)?|多长时间|多久|啥时"
)
_LIST_TASKS = re.compile(
    "(?:有|要|都|该|得|需要|承担|负责|牵头|配合|落实|参与)*(?:哪些|哪几[项个条件]|几[项个条件]|什么|多少[项个条件]|啥)(?:任务|工作|事情|事项|活|事|要做|要干|职责)?"
    "|(?:的|要|需)?(?:任务|工作任务|职责|任务清单|清单)(?:有哪些|是什么|有什么|清单)?$|(?:要|该|应该)?(?:干|做)(?:什么|啥|哪些)"
)
_MENTIONS = re.compile("(?:提到|提及|说到|讲到|涉及|包含|写到|出现)(?:了|过)?")
_STATUS = re.compile(
    "定稿|(?:是|算)?(?:不是)?征求意见(?:稿|版)|草案|草稿|正式(?:文件|稿|版|的?吗)|正式(?:印发|发布|下发|出台|实施|执行)(?:了)?(?:吗|没|么)|(?:还|是否|是不是|现在|目前|仍|依然)(?:能|在|算|继续)?(?:有效|生效|管用|作废|失效|废止|用吗|执行吗|能用|算数)|"
    "(?:有效|作废|失效|废止|管用|算数|过期|生效)(?:了)?(?:吗|没有|没|么|不)|有没有(?:过期|失效|废止|作废|生效)|过期了|最终(?:稿|版)|试行(?:的|版|稿)?吗|转发(?:来)?的(?:吗|么|文件|通知)|(?:是不是|是否).{0,8}转发"
)
_YES_NO = re.compile("吗$|吧$|没有$|不$|是不是|是否|有没有|能不能|可不可以|可以.*吗|要不要|会不会|还.*不")
_NOISE = re.compile(
    "请问一?下?|麻烦(?:问|查)一?下?|帮我(?:查|问|看)?(?:一下|下)?|我想(?:问|知道|了解|咨询)(?:一下|下)?|想(?:问|了解)(?:一下|下)?|你好|您好|谢谢|"
    "知道吗|(?:是|有)?(?:什么|啥|怎么|怎样|如何|咋)(?:样|要求|规定|说法|安排)?(?:的)?|(?:是|有|为|要)?多少|怎么回事|要不要|能不能|可不可以|是不是|有没有|能否|是否|可以|吗|呢|呀|啊|吧|嘛|么|的话|一般|到底|具体|现在|目前|那个|这个|一下"
)
_DOCUMENT = re.compile(
    "(?:这|那|该|此)?(?:一)?(?:份|个|篇|项)?(?:的)?(?:文件|通知|公文|发文|红头文件|要点|工作要点|任务分工|分工(?:表|方案)?|任务分解表|分解表|方案|办法|意见)"
)


def asks(pattern_name: str, text: str) -> re.Match[str] | None:
    """Return where a folded question asks for who, when, list, mentions or status; None where it does not."""
    return _PATTERNS[pattern_name].search(text)


# 没写牵头单位的有哪几条, 哪几项规定了完成期限: tasks by what they print or leave out.
_PRINTED = "牵头(?:单位|部门)?|责任(?:单位|部门)|配合单位|(?:完成)?(?:时限|期限|截止日期|时间要求|完成时间)"
_LACKING = re.compile(
    f"(?:(?P<not>没(?:有)?(?:写|列|注明|标|明确)?|未(?:写|列出?|注明|标|明确)?|缺|不带|无)(?:明|出|了)?|(?:规定|写明|写|列明|列|注明|标明|标|明确|定)(?:了|有|出))(?:具体|明确)?(?:的)?(?P<what>{_PRINTED})"
)
_PATTERNS = {"lacking": _LACKING,
    "who": _WHO, "when": _WHEN, "list": _LIST_TASKS, "mentions": _MENTIONS, "status": _STATUS, "yes_no": _YES_NO,
    "document": _DOCUMENT,
}
_ASKING = (_WHO, _WHEN, _NOISE)


def without_asking(text: str) -> str:
    """Leave the asking words out: what stays is the subject."""
    for pattern in _ASKING:
        text = pattern.sub(" ", text)
    return re.sub("[?!。,;:、\\s]+", " ", text).strip()


# Facts of a notice's head that can be asked for, the more particular first. Those marked True are asked for in so
# many words; the others only where nothing but the notice is the subject (什么时候发布 may be asked of anything).
_WHICH = "(?:哪|什么|啥)(?:些|个|份|几个|几份|一个)?(?:上级)?(?:的)?(?:文件|通知|精神|文)"
_FACTS = (
    ("consultation", True, re.compile("(?:征求意见|意见征集|征集意见|反馈意见|提意见).{0,10}(?:截止|什么时候|哪天|期限|几号|何时|到几|结束)|(?:意见|建议)(?:交|反馈|提|发)(?:到|给)(?:哪|谁)")),
    ("contact_person", True, re.compile("联系人|(?:找|跟|和)谁联系|联络人|联系谁")),
    ("email", True, re.compile("邮箱|电子邮件|信箱")),
    ("phone", True, re.compile("(?:联系|咨询|办公|办理|监督|投诉|服务|举报)?电话|联系方式|(?:怎么|如何)联系|打(?:哪个|什么|多少)(?:电话|号码)|电话号码")),
    ("address", False, re.compile("(?:办公|联系|办理|单位)地址|地址(?:是|在)?|在哪(?:里|儿)办公")),
    ("basis", False, re.compile(
        f"(?:依据|根据|按照|按|贯彻|落实|遵照)(?:的)?(?:是)?(?:了)?[一-龥]{{0,5}}?(?:的)?{_WHICH}|(?:制定|出台|发文|编制|印发)依据|上级文件|(?:依据|根据)的(?:是)?[一-龥]{{0,6}}文件|依据是什么")),
    ("document_number", True, re.compile("文号|发文字号|文件号|发文号|字号(?:是)?|几号文|(?:文件|发文|通知)编号|第?几号(?:文件|通知)")),
    ("copied_to", True, re.compile("抄送|抄给")),
    ("addressee", False, re.compile("(?:发|印发|主送|下发|送)(?:给|到|至)(?:了)?(?:谁|哪)|主送|收文(?:单位|机关)")),
    ("disclosure", False, re.compile("公开属性|公开类型|公开(?:发布)?的?(?:件|文件)(?:吗|么|不)?$|主动公开(?:的)?(?:吗|么|不)$|(?:能|可以|可)(?:不能|不可以)?(?:对外|向社会)公开(?:发布)?(?:吗|的吗|不)?")),
    ("expires_on", False, re.compile("有效期|什么时候(?:失效|到期|作废|过期)|(?:执行|实施|管|用|有效)到(?:什么时候|哪年|几时|何时|哪天|几号)|管(?:几|多少)年")),
    ("effective_on", False, re.compile("(?:什么时候|何时|哪天|几号|从哪天|从什么时候|啥时候|几月)(?:几号)?(?:开始|起)?(?:正式)?(?:施行|实施|执行|生效)(?:的)?|(?:施行|实施|生效|执行)(?:日期|时间)")),
    ("issued", False, re.compile(
        "(?:成文|印发|发布|发文|下发|落款|签发)(?:的)?(?:日期|时间|日子)|(?:是)?(?:什么时候|何时|哪天|哪年|几号|几月几号|哪一天|哪一年|几月|啥时候|多会儿|哪年哪月)"
        "(?:正式)?(?:发|印发|发布|下发|出台|成文|签发|公布|印|定|出)(?:出来|布|下来)?(?:的)?$|是(?:哪年|哪天|哪一年|几几年|几号|哪一天|什么时候)(?:发|印发|出|下发|印|发布|定)?的$|日期是|落款(?:是)?(?:几号|哪天)")),
    ("issuing_body", False, re.compile(
        "(?:是|由)?(?:谁|哪个(?:部门|单位|机关|机构)|哪里|哪儿|哪家|什么(?:部门|单位|机关)|哪个)(?:来)?(?:发|印发|发布|下发|出台|制定|签发|印|出)(?:出来|布|下来)?(?:的)?(?:$|文件|通知)|发文(?:机关|单位|机构|部门)|制发(?:机关|单位)|落款(?:单位|是谁)|印发(?:单位|机关)|谁的文件")),
    ("title", False, re.compile("全称|标题|叫什么(?:名字|名)?|全名")),
    ("count", False, re.compile("(?:一共|总共|共|全部)?(?:有|列了|列出了?|部署了?|安排了?|提了|包括|分)?(?:几|多少)(?:大)?(?:项|条|个)(?:重点)?(?:工作)?(?:任务|工作|要求|内容)?(?:$|[?])|多少(?:项|条)(?:重点)?(?:工作)?任务")),
)


@dataclass(frozen=True, slots=True)
class FactAsked:
    """A fact of a notice's head that is asked for: its name, the words, and whether those words can mean nothing else."""

    name: str
    words: str
    plainly: bool


def fact_asked(text: str) -> FactAsked | None:
    """Return the fact of a notice's head that a folded question asks for, None for none."""
    for name, plainly, pattern in _FACTS:
        match = pattern.search(text)
        if match:
            return FactAsked(name, match.group(), plainly)
    return None
