"""What in a notice must not go public by accident: numbers and addresses of persons, marks of secrecy.

Numbers are checked by their own check digits, so that an index number is no identity card. A telephone
number that the notice gives for asking back is the office's own.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from corpus.fold import Folded
from corpus.model import Span


class PrivateKind(StrEnum):
    """What was found; the value is its name for people."""

    IDENTITY_CARD = "身份证号"
    MOBILE = "手机号"
    BANK_CARD = "银行卡号"
    HOME_ADDRESS = "家庭住址"
    SECRET = "密级或内部标记"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivateSpot:
    """A place that holds something private."""

    kind: PrivateKind
    span: Span


_CARD = re.compile(r"(?<!\d)[1-8]\d{5}(?:19|20)\d{9}[\dXx](?![\dA-Za-z])")
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
_BANK = re.compile(r"(?<!\d)[3-6]\d{14,18}(?!\d)")
_OFFICE = re.compile("联系|电话|咨询|热线|举报|监督|投诉|受理|传真|值班|服务")
_UNIT_ACCOUNT = re.compile(
    "(?:户名|开户名|账户名称|收款单位)[^。;]{0,30}(?:局|厅|委|办|处|中心|公司|院|校|会|政府|财政)"
)
_ADDRESS = re.compile(
    "(?:家庭|现|居)住?(?:地址|址):?[一-龥\\d#-]{4,40}"
    "|户籍(?:地址|所在地):[一-龥\\d#-]{4,40}"
    "|[一-龥\\d]{2,20}\\d+(?:号楼|栋|幢)\\d+单元\\d+(?:室|号)"
)
_SECRET = re.compile(
    "(?:绝密|机密|秘密)(?:★.{0,6})?|内部(?:资料|文件|材料|使用)(?:,?(?:注意保存|不得外传|请勿外传))?"
)
_NEAR = 40


def find_private(folded: Folded, lines: tuple[str, ...]) -> tuple[PrivateSpot, ...]:
    """Find what is private in a text, in its order.

    Args:
        folded: the notice's text.
        lines: its lines, folded: marks of secrecy stand alone on theirs.
    """
    found = [*_numbers(folded), *_addresses(folded), *_secret(folded, lines)]
    return tuple(sorted(found, key=lambda spot: spot.span))


def _numbers(folded: Folded) -> Iterator[PrivateSpot]:
    text = folded.text
    for match in _CARD.finditer(text):
        if _is_card(match.group()):
            yield _spot(PrivateKind.IDENTITY_CARD, folded, match)
    for match in _MOBILE.finditer(text):
        if not _OFFICE.search(text[max(0, match.start() - _NEAR) : match.start()]):
            yield _spot(PrivateKind.MOBILE, folded, match)
    for match in _BANK.finditer(text):
        before = text[max(0, match.start() - 2 * _NEAR) : match.start()]
        if _luhn(match.group()) and not _is_card(match.group()) and not _UNIT_ACCOUNT.search(before):
            yield _spot(PrivateKind.BANK_CARD, folded, match)


def _addresses(folded: Folded) -> Iterator[PrivateSpot]:
    for match in _ADDRESS.finditer(folded.text):
        yield _spot(PrivateKind.HOME_ADDRESS, folded, match)


def _secret(folded: Folded, lines: tuple[str, ...]) -> Iterator[PrivateSpot]:
    """Marks stand on a line of their own at the head; 保守秘密 in a sentence is no mark."""
    place = 0
    for line in lines:
        if _SECRET.fullmatch(line):
            span = folded.span(place, place + len(line))
            yield PrivateSpot(kind=PrivateKind.SECRET, span=span)
        place += len(line)


def _spot(kind: PrivateKind, folded: Folded, match: re.Match[str]) -> PrivateSpot:
    return PrivateSpot(kind=kind, span=folded.span(*match.span()))


_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


def _is_card(number: str) -> bool:
    """Check an identity card's date of birth and check digit (*Source:* GB 11643-1999)."""
    if len(number) != 18:
        return False
    try:
        date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return _CHECKS[total % 11] == number[-1].upper()


def _luhn(number: str) -> bool:
    """Check a card's check digit (*Source:* ISO/IEC 7812-1, annex B)."""
    digits = [int(digit) for digit in reversed(number)]
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0
