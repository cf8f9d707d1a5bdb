from dataclasses import replace
from datetime import date

import pytest

from corpus.decisions import Decided, Decision, decided, line_of, subject_of
from corpus.model import Fact, Span, Validity
from corpus.store import Added, Store
from corpus.validity import as_of
from tests.corpus.made import notice, parsed

V = Validity
BEFORE, DAY, LATER = date(2023, 12, 31), date(2024, 1, 1), date(2030, 1, 1)


def decision(validity: Validity | None, since: date | None = None, by: str | None = "张某") -> Decision:
    return Decision(validity=validity, since=since, reason="常务会议决定", by=by)


def kept(of: Decision, number: int = 1, subject: str = subject_of(notice())) -> Decided:
    return Decided(number=number, kept_at="2024-01-02 08:00:00", subject=subject, decision=of)


@pytest.mark.parametrize(
    ("validity", "since", "on", "expected"),
    [
        (V.REPEALED, DAY, BEFORE, V.IN_FORCE),
        (V.REPEALED, DAY, DAY, V.REPEALED),
        (V.REPEALED, None, BEFORE, V.REPEALED),
        (V.SUPERSEDED, DAY, BEFORE, V.IN_FORCE),
        (V.SUPERSEDED, DAY, DAY, V.SUPERSEDED),
        (V.EXPIRED, DAY, BEFORE, V.IN_FORCE),
        (V.EXPIRED, DAY, DAY, V.EXPIRED),
        (V.EXPIRED, None, DAY, V.EXPIRED),
        (V.IN_FORCE, None, LATER, V.IN_FORCE),
        (V.IN_FORCE, DAY, BEFORE, V.NOT_YET),
        (V.NOT_YET, None, LATER, V.NOT_YET),
        (V.NOT_YET, DAY, BEFORE, V.NOT_YET),
        (V.NOT_YET, DAY, DAY, V.IN_FORCE),
        (V.UNKNOWN, None, LATER, V.UNKNOWN),
    ],
)
@pytest.mark.parametrize("effective", [None, date(2023, 2, 1), date(2029, 1, 1)])
def test_what_is_decided_outweighs_what_is_printed(
    validity: Validity, since: date | None, on: date, expected: Validity, effective: date | None
) -> None:
    printed = notice(validity=V.IN_FORCE, effective_on=effective, expires_on=date(2025, 1, 1))
    (found,) = decided((printed,), (kept(decision(validity, since)),))
    if effective == date(2029, 1, 1) and validity is V.IN_FORCE and since is None:
        assert found.effective_on == effective
    else:
        assert as_of(found, on) is expected
    assert found.validity_reason == "人工设定（2024-01-02）：常务会议决定"


def test_the_newest_decision_counts_and_taking_back_is_one() -> None:
    first, second, third = decision(V.REPEALED), decision(V.EXPIRED), decision(None)
    made = notice(validity=V.UNKNOWN)
    assert decided((made,), (kept(first), kept(second, 2)))[0].validity is V.EXPIRED
    assert decided((made,), (kept(first), kept(second, 2), kept(third, 3))) == (made,)


def test_a_decision_is_about_one_text() -> None:
    other = replace(notice(), sha256="0" * 64)
    assert decided((other,), (kept(decision(V.REPEALED)),)) == (other,)


def test_a_line_of_the_history_says_who_what_when_and_why() -> None:
    line = line_of(kept(decision(V.REPEALED, DAY)))
    assert line == "1. 2024-01-02 08:00:00 张某：设为已废止，自 2024-01-01 起。理由：常务会议决定"
    assert "未署名：取消人工设定。理由：" in line_of(kept(decision(None, by=None)))


def test_a_decision_is_kept_beside_what_was_read_and_readers_notice(store: Store) -> None:
    store.add(parsed())
    (read,) = store.notices()
    before, versions = store.sequence, store.versions()
    store.decide(read, decision(V.REPEALED, DAY))
    assert store.sequence == before + 1
    assert store.versions() == versions
    assert store.contents([read.id])[0].notice == read
    (found,) = store.notices()
    assert (found.validity, found.expires_on) == (V.REPEALED, BEFORE)
    store.decide(found, decision(None))
    assert store.notices() == (read,)
    assert [one.decision.validity for one in store.decisions(read)] == [V.REPEALED, None]
    assert store.decisions() == store.decisions(read)


def test_a_decision_outlives_a_new_reading_and_the_notice_itself(store: Store) -> None:
    store.add(parsed(items=1))
    (read,) = store.notices()
    store.decide(read, decision(V.EXPIRED))
    assert store.add(parsed(items=2)) is Added.REPLACED
    assert store.notices()[0].validity is V.EXPIRED
    store.remove(read.id)
    assert len(store.decisions()) == 1
    store.add(parsed(items=2))
    assert store.notices()[0].validity is V.EXPIRED
    # Another text in the same place is another notice.
    store.add(parsed("别的内容"))
    assert store.notices()[0].validity is V.UNKNOWN


def test_a_decision_outweighs_another_notice_of_the_library(store: Store) -> None:
    store.add(parsed("旧", source="old"))
    ending = (("repeals", Fact(value="青政办发〔2023〕1号", span=Span(0, 1))),)
    store.add(parsed("新", source="new", facts=ending, document_number="新号", dated_on=date(2024, 1, 1)))
    old = store.notices()[0]
    assert old.validity is V.REPEALED
    store.decide(old, decision(V.IN_FORCE))
    assert store.notices()[0].validity is V.IN_FORCE
