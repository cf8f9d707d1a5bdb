import pytest
from pydantic_core import PydanticSerializationError

from corpus.errors import StoreDamaged
from corpus.records import LAYOUT, from_json, to_json


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
