import pytest

from corpus.levels import Level, level_of
from corpus.model import Region
from tests.corpus.made import notice


@pytest.mark.parametrize(
    ("body", "level"),
    [
        ("国务院办公厅", Level.NATION),
        ("财政部", Level.NATION),
        ("国家税务总局", Level.NATION),
        ("辽宁省人民政府办公厅", Level.PROVINCE),
        ("云岭省民政厅", Level.PROVINCE),
        ("清禾市教育局", Level.CITY),
        ("青石县人民政府办公室", Level.COUNTY),
        ("北京市东城区人民政府", Level.COUNTY),
    ],
)
def test_the_issuing_body_tells_the_level(body: str, level: Level) -> None:
    assert level_of(notice(issuing_bodies=(body,), region=None)) is level


def test_the_first_body_that_tells_anything_counts_before_the_region() -> None:
    assert level_of(notice(issuing_bodies=("云岭省财政厅", "青石县财政局"))) is Level.PROVINCE
    assert level_of(notice(issuing_bodies=("县委组织部",))) is Level.COUNTY


def test_without_body_and_region_no_level_is_told() -> None:
    assert level_of(notice(issuing_bodies=(), region=None)) is None
    province = Region(name="云岭省", short="云岭")
    assert level_of(notice(issuing_bodies=(), region=province)) is Level.PROVINCE
