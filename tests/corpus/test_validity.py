from datetime import date

import pytest

from corpus.model import Validity
from corpus.validity import as_of
from tests.corpus.made import notice

TODAY = date(2024, 6, 15)
BEFORE, AFTER = date(2024, 6, 14), date(2024, 6, 16)
V = Validity


@pytest.mark.parametrize(
    ("validity", "effective", "expires", "expected"),
    [
        (V.UNKNOWN, None, None, V.UNKNOWN),
        (V.IN_FORCE, None, None, V.IN_FORCE),
        (V.IN_FORCE, BEFORE, AFTER, V.IN_FORCE),
        (V.IN_FORCE, TODAY, TODAY, V.IN_FORCE),
        (V.IN_FORCE, None, BEFORE, V.EXPIRED),
        (V.UNKNOWN, None, BEFORE, V.EXPIRED),
        (V.UNKNOWN, BEFORE, None, V.IN_FORCE),
        (V.UNKNOWN, None, AFTER, V.IN_FORCE),
        (V.EXPIRED, None, None, V.EXPIRED),
        (V.EXPIRED, None, AFTER, V.EXPIRED),
        (V.IN_FORCE, AFTER, None, V.NOT_YET),
        (V.UNKNOWN, AFTER, None, V.NOT_YET),
        (V.NOT_YET, BEFORE, None, V.IN_FORCE),
        (V.NOT_YET, None, None, V.NOT_YET),
        (V.REPEALED, None, None, V.REPEALED),
        (V.REPEALED, None, BEFORE, V.REPEALED),
        (V.REPEALED, BEFORE, AFTER, V.IN_FORCE),
        (V.SUPERSEDED, None, TODAY, V.IN_FORCE),
        (V.SUPERSEDED, None, BEFORE, V.SUPERSEDED),
        (V.REPEALED, AFTER, None, V.REPEALED),
    ],
)
def test_validity_follows_the_day(
    validity: Validity, effective: date | None, expires: date | None, expected: Validity
) -> None:
    assert as_of(notice(validity=validity, effective_on=effective, expires_on=expires), TODAY) is expected
