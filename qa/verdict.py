"""What people say about an answer, for the question sets to learn from."""

from collections.abc import Mapping
from enum import StrEnum


class Verdict(StrEnum):
    """The judgement of somebody who is signed in.

    OUTDATED: was right once, a newer notice says otherwise. MISSING: the answer, or part of it, is not there.
    """

    RIGHT = "right"
    WRONG = "wrong"
    OUTDATED = "outdated"
    MISSING = "missing"


class Fault(StrEnum):
    """What somebody who found an answer of no use chose as the reason."""

    OFF_TOPIC = "off_topic"
    OUTDATED = "outdated"
    UNCLEAR = "unclear"
    TOO_LONG = "too_long"
    OTHER = "other"


VERDICT_NAMES: Mapping[Verdict, str] = {
    Verdict.RIGHT: "对",
    Verdict.WRONG: "错",
    Verdict.OUTDATED: "过时",
    Verdict.MISSING: "缺",
}
