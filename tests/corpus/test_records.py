import pytest
from pydantic_core import PydanticSerializationError

from corpus.errors import StoreDamaged
from corpus.records import LAYOUT, NOTICE, Reading, from_json, to_json
from tests.corpus.made import notice


class Failing:
    """Stands for an adapter in which something happens while it writes."""

    def __init__(self, happened: str) -> None:
        self._happened = happened

    def dump_json(self, _value: object) -> bytes:
        raise PydanticSerializationError(f"Error serializing to JSON: {self._happened}: ")


def test_an_interrupt_while_a_record_is_written_stays_an_interrupt() -> None:
    with pytest.raises(KeyboardInterrupt):
        to_json(Failing("KeyboardInterrupt"), 1)  # type: ignore[arg-type]
    with pytest.raises(PydanticSerializationError):
        to_json(Failing("ValueError"), 1)  # type: ignore[arg-type]


@pytest.mark.parametrize("record", ["", "{", '{"format": "纸"}', '{"blocks": 3}'])
def test_a_record_that_does_not_hold_what_it_should_is_damage(record: str) -> None:
    with pytest.raises(StoreDamaged, match="zhengda doctor"):
        from_json(LAYOUT, record)


def test_what_is_read_again_is_the_same_object_until_its_record_changes() -> None:
    one, other = (to_json(NOTICE, notice(title=title)).decode() for title in ("甲", "乙"))
    reading = Reading(NOTICE)
    first = reading.all([one, other, one])
    assert [made.title for made in first] == ["甲", "乙", "甲"]
    changed = to_json(NOTICE, notice(title="丙")).decode()
    second = reading.all([one, changed])
    assert second[0] is first[0]
    assert [made.title for made in second] == ["甲", "丙"]
    assert reading.all([other])[0] is not first[1]


def test_damage_among_many_records_is_told_and_what_was_read_before_stays() -> None:
    record = to_json(NOTICE, notice()).decode()
    reading = Reading(NOTICE)
    (made,) = reading.all([record])
    with pytest.raises(StoreDamaged):
        reading.all([record, "{"])
    assert reading.all([record])[0] is made
