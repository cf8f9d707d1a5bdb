"""Numbers and addresses of persons in what people type: papers, cards, telephones, accounts, number plates.

Patterns stand in the order in which they are applied: the longer number first, since a piece of an identity
card is no telephone. All expect half-width capitals.
"""

import re
from typing import Final

_PROVINCE = "(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])"
_MONTH_DAY = "(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])"
# A date first is the number of a case: 202401150000012345.
_CASE = f"20\\d\\d{_MONTH_DAY}"
_IS = "(?:号码|号|编号|证号)?(?:是|为|[::])? ?"
_GAP = "[ .·—–_-]{0,2}"
_DIGIT = "[零〇一幺二两三四五六七八九]"
_PAPERS = (
    "护照|通行证|台胞证|回乡证|居住证|签证|军官证|士兵证|警官证|退役证|优待证|驾驶证|驾照|行驶证|社保卡|医保卡|医保|社会保障|残疾证|残疾人证"
    "|学籍|学|准考证|房产证|不动产权?证|结婚证|离婚证|出生证|出生证明|证件|身份证件|永居证|永久居留证|会员|户口本|户口簿|低保证|退休证|工作证"
)

NUMBERS: Final[tuple[tuple[re.Pattern[str], str], ...]] = (
    # 110101 19900307 123X, 110101199003071234
    (
        re.compile(
            f"(?<!\\d)\\d{{6}}[ -]?(?:18|19|20)\\d{{2}}[ -]?{_MONTH_DAY}[ -]?\\d{{3}}[\\dX](?![\\dA-Z])"
        ),
        "〔身份证号〕",
    ),
    # 110101 900307 123: of the first generation, fifteen digits with a birthday of two-digit year
    (
        re.compile(f"(?<!\\d){_PROVINCE}\\d{{4}}[ -]?\\d{{2}}{_MONTH_DAY}[ -]?\\d{{3}}(?![\\dA-Z])"),
        "〔身份证号〕",
    ),
    # 身份证后几位 and numbers mistyped, where the word stands before: 身份证号11010119900307
    (
        re.compile(f"(?P<before>身份证{_IS})(?!{_CASE}(?!\\d))(?:\\d[ -]?){{10,18}}[\\dX](?![\\dA-Z])"),
        "〔身份证号〕",
    ),
    # 香港 A123456(7), 台湾 A123456789, 外国人永久居留 ABC110101900307
    (
        re.compile("(?<![A-Z\\d])(?:[A-Z]{1,2}\\d{6}\\([\\dA]\\)|[A-Z][12]\\d{8}|[A-Z]{3}\\d{12})(?![A-Z\\d])"),
        "〔证件号〕",
    ),
    # Passports E12345678, EA1234567, G12345678; permits H12345678(01), M…, C12345678, CA1234567, W…, L…, T…
    (
        re.compile(f"(?<![A-Z\\d])(?:[EGCWLT](?!{_CASE})\\d{{8}}|[EC][A-Z]\\d{{7}}|[HM](?!{_CASE}(?!\\d))\\d{{8}}(?:\\d\\d)?)(?![A-Z\\d])"),
        "〔证件号〕",
    ),
    # 台胞证01234567, 护照P1234567, 军官证南字第1234567号, 准考证号2024…
    (
        re.compile(
            f"(?P<before>(?:{_PAPERS})(?<![大小中入上]学)(?:号码?|编号|证号|上的?号码?)?(?:是|为|:)? ?)"
            f"(?:[一-龥]字第)?(?!{_CASE}(?!\\d))(?![A-Z\\d-]*\\d(?:元|万|年|月|日|个|人|号文))[A-Z]{{0,3}}\\d[A-Z\\d-]{{5,19}}(?![A-Z\\d])号?"
        ),
        "〔证件号〕",
    ),
    # 4-4-4-4-3 or in one; not the number of a case or a firm (9133010079965505XB)
    (
        re.compile(
            f"(?<!\\d)(?<!工单)(?<!编号)(?<!单号)(?<!编号:)(?<!单号:)(?<!代码)(?<!代码:)(?!{_CASE})"
            "(?:[3-69]\\d{15,18}|[3-69]\\d{3}(?:[ -]\\d{4}){3}(?:[ -]?\\d{1,3})?)(?![\\dA-Z])"
        ),
        "〔卡号〕",
    ),
    (
        re.compile(
            "(?P<before>(?:账号|帐号|账户|卡号|存折|银行卡|储蓄卡|一卡通|工资卡)(?:号码|号)?(?:是|为|:)? ?)"
            "\\d(?:[ -]?\\d){8,22}"
        ),
        "〔卡号〕",
    ),
    # 8613912345678, 139.1234.5678, 1391 234 5678; no amount
    (
        re.compile(
            "(?<!\\d)(?:\\+?(?:00)?86[ -]?|0)?1[3-9]\\d"
            f"(?:{_GAP}\\d{{4}}{_GAP}\\d{{4}}|\\d{_GAP}\\d{{3}}{_GAP}\\d{{4}}"
            f"|{_GAP}\\d{{3}}{_GAP}\\d{{5}})(?!\\d| ?(?:元|万|亿|美元|平方))"
        ),
        "〔手机号〕",
    ),
    (re.compile(f"(?<!{_DIGIT})[一幺][三四五六七八九]{_DIGIT}{{9}}(?!{_DIGIT})"), "〔手机号〕"),
    (
        re.compile("(?<!\\d)\\(?0\\d{2,3}\\)?[ —–-]?[1-9]\\d{2,3}[ -]?\\d{4}(?:(?:转|-)\\d{1,5})?(?!\\d)"),
        "〔电话〕",
    ),
    (
        re.compile(
            "(?P<before>(?:电话|座机|固话|来电号码|联系方式|小灵通|致电|回电|回拨)(?:号码|号)?(?:是|为|:)? ?)"
            f"(?!{_CASE}(?!\\d))[2-9]\\d{{2,3}}[ -]?\\d{{4}}(?!\\d|元|万|年)"
        ),
        "〔电话〕",
    ),
    (re.compile("(?<![A-Z0-9_.+-])[A-Z0-9_.+-]{1,64}@[A-Z0-9-]+(?:\\.[A-Z0-9-]+)+"), "〔邮箱〕"),
    (
        re.compile("(?P<before>(?:QQ|扣扣|企鹅号)(?!群)(?:号码|号)?(?:是|为|:)? ?)[1-9]\\d{4,11}(?!\\d)"),
        "〔QQ号〕",
    ),
    (
        re.compile(
            "(?P<before>(?:微信|威信|WECHAT|VX|VX号|抖音)(?:号码|号)?(?:是|为|:|加)? ?)"
            "(?:(?<=[号是为::加])|(?<=[号是为:加] )|(?=[A-Z_-]*\\d))"
            "(?!APP|PAY)[A-Z][A-Z0-9_-]{5,19}(?![A-Z0-9])"
        ),
        "〔微信号〕",
    ),
    # 辽A12345, 京AD12345 (green), 粤B·12345; two letters at most in five, so that 云ERP2023 is none
    (
        re.compile(
            "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][·• .-]?"
            "(?:(?=(?:[A-Z]?\\d|\\d[A-Z]?){3})(?=(?:\\d*[A-Z]){0,2}\\d*(?![A-Z\\d]))[A-HJ-NP-Z\\d]{4}[A-HJ-NP-Z\\d挂学警]"
            "|[A-K]\\d{5}|[DF][A-HJ-NP-Z]\\d{4}|\\d{5}[A-K])(?![A-Z\\d])"
        ),
        "〔车牌号〕",
    ),
)  # fmt: skip
"""Each with what stands in its place; a group `before` is left as it is."""
