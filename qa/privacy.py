"""Personal data in questions: masked before anything is logged or stored."""

import re

# Identity card, mobile, bank card and plain phone numbers, addresses of mail.
_NUMBERS = (
    (re.compile(r"(?<!\d)\d{6}(?:19|20)\d{9}[\dXx](?!\d)"), "〔身份证号〕"),
    (re.compile(r"(?<!\d)\d{16,19}(?!\d)"), "〔卡号〕"),
    (re.compile(r"(?<!\d)1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}(?!\d)"), "〔手机号〕"),
    (re.compile(r"(?<!\d)0\d{2,3}-?\d{7,8}(?!\d)"), "〔电话〕"),
    (re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+"), "〔邮箱〕"),
    (re.compile(r"(?:我叫|我是|本人|姓名[:：]?)(?!.{0,2}(?:公司|企业|居民|农民|学生|老人))[一-龥]{2,3}(?=[,，。、\s]|今年|身份证|电话|想|要)"), "〔姓名〕"),
)


def mask(text: str) -> str:
    """Replace personal numbers, mail addresses and stated names by what they are: 13800138000 -> 〔手机号〕."""
    for pattern, label in _NUMBERS:
        text = pattern.sub(label, text)
    return text
