"""Homes in what people type: flats by house and room, and whatever stands behind 家住 with a number in it."""

import re
from typing import Final

HOME: Final = "〔住址〕"

# Of a name before the house: not the words that lead up to it (我家住在).
_LETTER = "(?:(?!住|在|的|是|问|我|址|于|到|和|与|及|把|给|由|从)[一-龥])"
_ESTATE = (
    "(?:小区|花园|家园|公寓|新村|新苑|嘉园|名城|名都|雅苑|佳苑|社区|大院|家属院|[街路巷村里苑庭府湾城园])"
)
_STREET = f"(?:{_LETTER}{{1,14}}{_ESTATE}(?:\\d+(?:号院|号|弄|巷|期|区))?)?"
_FIGURE = "(?:(?<!\\d)\\d{1,4}|(?<![一二三四五六七八九十])[一二三四五六七八九十]{1,3})"
_HOUSE = f"(?:{_FIGURE}(?:号楼|栋|幢|座|号院|弄|#)|[A-Z]\\d?(?:栋|座|幢))"
_ROOM = "(?:\\d{1,4}(?:室|房|户|号(?![线楼令文]))|\\d{3,4}(?!\\d|[年元万户平米名人个套台部处多余项.-]))"
FLAT: Final = re.compile(
    f"{_STREET} ?(?:{_HOUSE} ?(?:{_FIGURE}|[甲乙丙])(?:单元|门) ?(?:{_FIGURE}[层楼] ?)?{_ROOM}?"
    f"|{_HOUSE} ?(?:{_FIGURE}[层楼] ?)?{_ROOM}"
    f"|{_FIGURE}单元 ?{_ROOM})"
    # 幸福小区8-2-301
    f"|{_LETTER}{{1,14}}{_ESTATE} ?\\d{{1,3}}[-—#]\\d{{1,2}}[-—]\\d{{3,4}}(?!\\d)"
    # 李家村3组12号
    f"|{_LETTER}{{1,14}}村(?:委会)?{_FIGURE}(?:组|社|队){_FIGURE}号"
)
"""A flat or farmhouse, with the street where it is told."""

_LIVES = (
    "(?:我?家住|我?住在|现住(?:在|址)?|住址|居住地址|我家在|我住"
    "|(?:家庭|详细|通讯|通信|收件|邮寄|户籍|身份证)(?:住址|地址))"
)
_ENDS = "(?:号|室|组|栋|幢|单元|户|弄|巷|楼|座|门)"
LIVES_AT: Final = re.compile(
    f"(?P<before>{_LIVES}(?:是|在|为)?[: ]? ?)(?:(?![,。;!?的])[一-龥A-Z\\d #—-]){{0,40}}?"
    f"\\d+ ?{_ENDS}(?!线|工程|文件|令|以[上下内]|起)"
    f"(?:(?:\\d|[A-Z]|[甲乙丙东西南北])* ?{_ENDS}|\\d{{2,4}}(?!\\d|年|元))*"
)
"""Behind 家住, 住址: a place with a number, the group `before` left out."""
