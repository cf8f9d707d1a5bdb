"""Personal data in questions: masked before anything is logged or stored."""

import re

# 我叫张三, 本人李四，; but 我是企业 and 我是退休老人 name nobody.
_SELF = "(?:我叫|我是|本人|姓名[:：]?)"
_NOBODY = "(?!.{0,2}(?:公司|企业|居民|农民|学生|老人))"
_AFTER_NAME = r"(?=[,，。、\s]|今年|身份证|电话|想|要)"
# The longer number first: a piece of an identity card is no telephone.
_MASKS = (
    # 110101 19900307 123X, １１０１０１１９９００３０７１２３Ｘ
    (
        re.compile(r"(?<!\d)\d{6}[ -]?(?:[1１][9９]|[2２][0０])\d{2}[ -]?\d{4}[ -]?\d{3}[\dXxＸｘ](?!\d)"),
        "〔身份证号〕",
    ),
    (re.compile(r"(?<!\d)(?:\d{16,19}|[3-6３-６]\d{3}(?:[ -]\d{4}){3}(?:[ -]?\d{1,3})?)(?!\d)"), "〔卡号〕"),
    # 8613912345678, 139.1234.5678, 139—1234—5678
    (
        re.compile(r"(?<!\d)(?:[+＋]?86[ -]?)?[1１][3-9３-９]\d[\s.·—–-]?\d{4}[\s.·—–-]?\d{4}(?!\d)"),
        "〔手机号〕",
    ),
    (re.compile(r"(?<!\d)0\d{2,3}-?\d{7,8}(?!\d)"), "〔电话〕"),
    (re.compile(r"[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+\.[A-Za-z0-9.]+"), "〔邮箱〕"),
    (re.compile(f"{_SELF}{_NOBODY}[一-龥]{{2,3}}{_AFTER_NAME}"), "〔姓名〕"),
)


def mask(text: str) -> str:
    """Replace personal numbers, mail addresses and stated names by what they are: 〔手机号〕, 〔姓名〕."""
    # Half of a surrogate pair cannot be stored.
    text = text.encode("utf-8", "replace").decode("utf-8")
    for pattern, label in _MASKS:
        text = pattern.sub(label, text)
    return text


# In notes on a call others are named too: 来电人王小明，住城关镇南街3栋2单元501室，车牌辽A12345.
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许邓冯韩曹曾彭萧肖蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟"
    "姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎闫薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严赖覃洪武莫孔汤常乔文施温康"
)
_NOTE_MASKS = (
    (
        re.compile(
            "(?P<who>(?:来电人|来电者|联系人|当事人|申请人|本人|市民|群众|姓名|他叫|她叫)(?:是|叫|为|[:：])?)"
            f"[{_SURNAMES}][一-龥]{{1,2}}(?=[,，。、;；\\s(（]|$|电话|手机|身份证|反映|咨询|来电|来问|想|要|住)"
        ),
        r"\g<who>〔姓名〕",
    ),
    (re.compile(f"[{_SURNAMES}](?:先生|女士|小姐|师傅|大爷|大妈|大姐|大哥|阿姨|老师|同志)"), "〔姓名〕"),
    (
        re.compile(
            "(?:[一-龥]{2,8}(?:小区|花园|家园|公寓|[街路巷]|村|苑))?\\d+(?:号楼|栋|幢|座)(?:\\d+单元)?(?:\\d+(?:室|号|户))?"
        ),
        "〔住址〕",
    ),
    (
        re.compile(
            "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]"
            "[A-Z][·\\s]?[A-Z0-9]{5,6}(?![A-Z0-9])"
        ),
        "〔车牌号〕",
    ),
)  # fmt: skip


def mask_note(text: str) -> str:
    """Mask a note on a call as `mask` does a question, and the names, homes and number plates of callers."""
    text = mask(text)
    for pattern, label in _NOTE_MASKS:
        text = pattern.sub(label, text)
    return text
