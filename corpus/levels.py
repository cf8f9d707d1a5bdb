"""How high a notice stands (国家、省、市、县), by who issued it, else by its region."""

import re
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from corpus.model import Notice
from corpus.regions import level, region_of


class Level(StrEnum):
    """A level of government. COUNTY takes in what lies below it."""

    NATION = "nation"
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"


LEVEL_NAMES: Final[Mapping[Level, str]] = MappingProxyType(
    {Level.NATION: "国家", Level.PROVINCE: "省", Level.CITY: "市", Level.COUNTY: "县"}
)
_BY_NUMBER = {1: Level.PROVINCE, 2: Level.CITY, 3: Level.COUNTY}
# 国务院办公厅, 财政部, 中国人民银行, 市场监管总局; but 市委组织部 is no ministry.
_OF_THE_NATION = re.compile(
    "(?:中共中央|中央|国务院|国家|全国|中国|最高人民|中华人民共和国)|(?!.*[省市县区州盟旗委]).{1,8}(?:部|总局|总署)(?:办公厅|办公室)?$"
)


def level_of(notice: Notice) -> Level | None:
    """Give the level of a notice; None where neither its issuing bodies nor its region tell.

    Several bodies that issue together are as high as the first.
    """
    for body in notice.issuing_bodies:
        if region := region_of(body):
            return _BY_NUMBER[level(region)]
        if _OF_THE_NATION.match(body):
            return Level.NATION
    return _BY_NUMBER[level(notice.region)] if notice.region else None
