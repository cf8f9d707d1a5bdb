"""What a question is about, told apart from its asking words and its words for a notice."""

import re

from qa.understand.asking import either, without_asking, without_figure

# A subject of this many letters or less is none: 的, 市里, 这个.
NO_SUBJECT = 2
# 某某办法还有效吗 names the notice by a title of some length.
TITLE_WORDS = 14

_ABOUT_A_NOTICE = either(
    # 清禾政办发〔2023〕18号 and 清禾政办发18号, place and year taken out
    "[一-龥]{0,8}\\[ *\\]第?\\d{1,4}号(?:文件?)?|[一-龥]{1,6}[发函规办字文]第?\\d{1,4}号(?:文件?)?",
    # 2023年全市政务公开重点工作要点
    "(?:20\\d{2}年?)?(?:全[省市县区])?(?:政务公开)?(?:重点)?(?:工作)?"
    "(?:要点|任务分工表?|任务分解表|分解表|分工表|方案|文件|通知|公文|办法|意见|发文|印发)",
    "[这那该此](?:一)?(?:份|个|篇|项|张)?",
    "手上|政务公开|工作|省里|市里|县里|区里|[省市县区]的?|上级|制定",
    "多少|是不是|是否|现在|目前|还|[的是了在和与及,。?里件号]|文号|几",
)
# 别的科室搭手 says no more than 配合.
OF_A_UNIT = re.compile(
    "(?:别的?|其他|其它|其余|另外的?|各个?)(?:单位|部门|科室|局)|牵头|打头|挑头|领头|带头(?!人|作用)|搭[手把]|帮[手忙]|协助"
    "|负责|配合|任务|承担|分管|主管|职责|一共|总共|里|都"
)
_DOCUMENTS = re.compile(
    "(?:全[省市县区])?(?:政务公开)?(?:重点)?(?:工作)?"
    "(?:要点|任务分工表?|任务分解表|分解表|分工表|方案|文件|通知|公文|发文)|第[\\d一二三四五六七八九十]{1,4}[条项]"
    "|[这那该此]?[个份版]?(?:[老旧新]|原来的?)的?(?:办法|规定|细则|文件|通知|版本?)(?:里面?|中)?|[这那该此]一?版本?"
    "|[这那该此](?:一)?(?:项|条|件|个)(?:任务|工作|事)?"
)
_EMPTY = re.compile(
    # 在哪里能看到, 去哪儿查: 里 may have gone with the words for a unit
    "[在去到从上往]?(?:哪[里儿块]?|[啥什哪]么?个?地方)(?:才?[能会]|可以)?[看查找](?:得?[到见]|得到)?"
    "|[这那](?:一)?(?:块|方面)(?!地)|又(?=$|是|归|由|该)|[搞弄做办]到(?=$)"
    # 要攒够多少条; 那边一亩是多少
    # 改成新办法以后呢
    "|[改换]成|(?<![售善])(?:以|之)?后(?=呢|$|\\s)"
    "|(?:要|得)?[攒凑](?:够|满|齐|到|足)\\s*[条个项件]?|[这那][边头]|(?:^|(?<=[边的 ]))一[亩户斤](?=\\s|是|$)"
    "|\\s|[的是了在和与及]|[他她它]们?|我们|那|这|其|要?[做办弄搞整](?:完|好|定)|还有|完成|要求|规定|时候|时间|事情?|情况|内容|做|办(?!结)|弄|搞|呢|告诉我|说说|查"
)


def has_subject(text: str) -> bool:
    """Tell whether a folded question says what it is about: 那什么时候完成 and 工作要点是什么 do not."""
    return len(own_words(text)) >= NO_SUBJECT


def own_words(text: str) -> str:
    """Return what a folded question says beside asking words and words for a notice."""
    return _EMPTY.sub("", OF_A_UNIT.sub("", _DOCUMENTS.sub("", without_figure(without_asking(text)))))


def beside_notice(text: str) -> str:
    """What is left of a question when the words for a notice are gone too."""
    return re.sub("\\s+", "", _ABOUT_A_NOTICE.sub("", without_asking(text)))
