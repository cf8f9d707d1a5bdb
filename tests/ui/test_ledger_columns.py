from hypothesis import given
from hypothesis import strategies as st

from ui.ledger.columns import columns

_WORDS = st.text(max_size=3)
_VALUES = st.fixed_dictionaries(
    {
        "text": _WORDS,
        "unit": st.lists(_WORDS, max_size=2),
        "due": st.none() | st.fixed_dictionaries({"text": _WORDS, "due": st.none() | _WORDS}),
        "start": st.integers(0, 3),
        "sample": st.booleans(),
    }
)


def whole(told):
    """The records again, as the page makes them (ui/ledger/page/rows.js)."""
    cells = {
        key: column if isinstance(column, list) else [column["of"][place] for place in column["at"]]
        for key, column in told["columns"].items()
    }
    return [{key: cells[key][place] for key in cells} for place in range(told["rows"])]


@given(st.lists(_VALUES, max_size=12))
def test_columns_hold_all_that_the_records_hold(records):
    assert whole(columns(records)) == records


def test_what_stands_in_many_rows_is_sent_once():
    told = columns([{"notice": "要点", "text": str(number)} for number in range(9)])["columns"]
    assert told["notice"] == {"of": ["要点"], "at": [0] * 9}
    assert told["text"] == [str(number) for number in range(9)]
