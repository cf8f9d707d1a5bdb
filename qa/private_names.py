"""Names of persons in what people type: where they are introduced as such, and where a title follows.

Surnames are words of policy too (高龄, 金融, 单位), so a name is only taken where something introduces it,
something ends it, and the dictionary knows no such word.
"""

import re
from collections.abc import Iterator
from typing import Final

from index.tokenise import sort_of_word

NAME: Final = "〔姓名〕"

_COMPOUND = (
    "欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|司徒|司空|夏侯|端木|百里|呼延|南宫|轩辕|长孙|宇文|澹台|濮阳|淳于|单于|"
    "太叔|申屠|仲孙|钟离|闻人|赫连|万俟|拓跋|完颜|鲜于|闾丘|亓官|司寇|公西|颛孙|壤驷|漆雕|公良|谷梁|段干|羊舌|梁丘|左丘|东郭|西门"
)
_SINGLE = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许邓冯韩曹曾彭萧肖蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟"
    "姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎闫薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严赖覃洪武莫孔汤常乔文施温康"
    "齐易牛鲁葛倪樊尚兰庄聂殷俞季管焦柳辛耿骆祝祁苗欧甘邢鲍颜冉童翟霍柯卓裴舒岳詹柴房冷符华盛安路岑宁娄麦阮凌游"
    "梅霞费蓝纪涂关庞练佟解喻商涂左屈卫车牟梁戚窦巩臧仇褚晏芦佘阳邬蒲杭桑滕茅连练晋曲栾池鄢郎鞠隋郁谷桂全向单连时"
)  # fmt: skip
_SURNAME = f"(?:{_COMPOUND}|[{_SINGLE}])"
# No given name holds 的, 了, 吗: they are the rest of a sentence.
_GIVEN = "(?:(?![的了吗呢吧么们这那哪谁被把])[一-龥])"
# 古丽娜尔·买买提
_FOREIGN = "[一-龥]{1,8}[·•][一-龥]{1,8}"
_NAMED = f"(?P<name>{_FOREIGN}|{_SURNAME}{_GIVEN}{{1,2}}?)"
_END = (
    "(?=$|[,.。、;:!?()\\s/〔\"'\\d·]|今年|现年|身份证|电话|手机|号码|联系|微信|的(?:身份证|电话|手机|儿子|女儿|爱人|家属|老公|老婆"
    "|父亲|母亲|妈|爸)|家?住|家在|想|要|来电|来问|来访|咨询|反映|投诉|问|男|女|是|请)"
)
_FAMILY = (
    "爸爸?|妈妈?|父亲|母亲|爱人|老公|老婆|丈夫|妻子|爷爷|奶奶|姥姥|姥爷|外公|外婆|哥哥?|弟弟?|姐姐?|妹妹?|儿子|女儿|孩子|孙子|孙女"
    "|儿媳|媳妇|公公|婆婆|岳父|岳母|邻居|同事|朋友|同学"
)
_ROLE = (
    "(?:来电|联系|报名|申请|当事|投诉|咨询|反映|举报|委托|受托|代办|经办|收件|寄件|负责|监护|申报|参保|投保|申诉|法定代表)"
    "(?:人|者)|户主|法人|患者|死者|学生|家长|(?<!行)业主|村民|居民|市民|群众|房东|租客"
)
_AS = " ?(?:名字|姓名)?(?:叫做?|[::]) ?"
# Introduced outright: 我叫, 姓名:, 联系人:, 我儿子叫.
_OUTRIGHT = re.compile(
    "(?:我叫|我名叫|我的?名字(?:叫|是)?|姓 ?名(?:是|为)?[: ]? ?|名叫"
    f"|(?:{_ROLE}){_AS}|(?:他|她|{_FAMILY}){_AS}){_NAMED}{_END}"
)
# Words that may as well stand before a word of policy: 我是高中生, 申请人单位, 我妈高血压.
_BESIDE = re.compile(f"(?:我是|(?<!日)本人(?:是)?|我的?(?:{_FAMILY})|(?:{_ROLE})(?:是|为)?) ?{_NAMED}{_END}")
# 王小明,13800138000: a name at the front with a number of the person's own behind it.
_WITH_NUMBER = re.compile(
    f"(?<![一-龥]){_NAMED}"
    "(?= ?,? ?(?:的?(?:电话|手机|身份证)(?:号码?)?)?(?:是|为|:)? ?〔(?:手机号|身份证号|证件号)〕)"
)
_TITLED = re.compile(
    f"(?P<name>{_SURNAME}{_GIVEN}{{0,2}}?)(?=先生|女士|小姐|师傅|大爷|大妈|大娘|大叔|大姐|大哥|阿姨|同志|老师(?![的们]))"
)
# 对于老师, 责任师傅, 相关同志: what these end with is no surname.
_PART_OF_WORD = re.compile(
    "(?:[由关对至等属基终勤胜][于]|[担责主]任|[地对各双甲乙校官]方|[相有机无]关|[正日非]常|平安|[公资现]金|[各本全]单)$"
)

# Said of oneself, begins with a surname, and the dictionary takes it for a name or knows it not.
_PERSONS = re.compile(
    "高中生|高一|高二|高三|高职|高管|高工|高龄|高知|康复|康复期|文盲|文员|商户|单亲|"
    "单身|单职工|华人|华裔|关爱|全职|全托|全家|路人|车主|房主|房东|盛年|安置|安置户|"
    "常住|常驻|时常|连续|连襟|连累|左邻|易地|易迁户|解约|纪检|游客|向导|牛贩|羊倌|"
    "管理|管护员|季节工|童工|方便|温饱|江北|江南|江东|石家庄|金主|金牌|万元户|顾客|顾问|"
    "施工|史上|白领|白班|白天|钱款|夏天|夏季|秦皇岛"
)
# What names of places and offices end with, and names of persons do not: 赵县, 东方市, 史志办.
_PLACE = frozenset("村镇乡县市区街路巷庄沟屯湾寨堡旗盟州省社局办委厅站股处院校厂店司部所室")
_SORT = frozenset("人生户员工者民家师妇儿属友商方主长兵侨眷童婴企会科系族岗")
_SHORT = 2
# Verbs, as the dictionary marks them: 负责同志.
_DOING = ("v", "vn")


def names(text: str) -> Iterator[tuple[int, int]]:
    """Find names of persons, in no order; those of one rule do not overlap.

    Args:
        text: in half-width marks, numbers already masked.

    Yields:
        Start and end of a name.
    """
    for pattern, sure in ((_OUTRIGHT, True), (_BESIDE, False), (_WITH_NUMBER, False), (_TITLED, True)):
        for match in pattern.finditer(text):
            name = match["name"]
            word = pattern is _TITLED and _is_word(text, *match.span("name"))
            if not word and _is_name(name, sure=sure):
                yield match.span("name")


def _is_word(text: str, start: int, end: int) -> bool:
    """Tell words before a title from a name: 对于老师, 相关负责同志, 黄金师傅."""
    return bool(_PART_OF_WORD.search(text[max(0, start - 1) : start + 1])) or (
        end - start > _SHORT and sort_of_word(text[start + 1 : end]) in _DOING
    )


def _is_name(name: str, *, sure: bool) -> bool:
    """Tell a name from other words: 张三 from 单位, 高中生, 王家村 and 江苏人."""
    if len(name) == 1 or name in _COMPOUND.split("|") or "·" in name or "•" in name:
        return True
    if _PERSONS.fullmatch(name) or sort_of_word(name) not in (None, "nr", "nrt", "nrfg"):
        return False
    if len(name) > 1 and (name[-1] in _PLACE or name.endswith("街道")):
        return False
    if sure:
        return True
    return len(name) == _SHORT or name[-1] not in _SORT or sort_of_word(name[:2]) in (None, "nr", "nrt")
