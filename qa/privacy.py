"""Personal data in questions: masked before anything is logged or stored."""

import re

# 我叫张三, 本人李四，; but 我是企业 and 我是退休老人 name nobody.
_SELF = "(?:我叫|我是|本人|姓名[:：]?)"
_NOBODY = "(?!.{0,2}(?:公司|企业|居民|农民|学生|老人))"
_AFTER_NAME = r"(?=[,，。、\s]|今年|身份证|电话|想|要)"
# The longer number first: a piece of an identity card is no telephone.
_MASKS = (
    (re.compile(r"(?<!\d)\d{6}(?:19|20)\d{9}[\dXx](?!\d)"), "〔身份证号〕"),
    (re.compile(r"(?<!\d)\d{16,19}(?!\d)"), "〔卡号〕"),
    (re.compile(r"(?<!\d)[1１][3-9３-９]\d[\s-]?\d{4}[\s-]?\d{4}(?!\d)"), "〔手机号〕"),
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
