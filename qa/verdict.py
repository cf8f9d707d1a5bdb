"""What people say about an answer, for the question sets to learn from."""

from collections.abc import Mapping
from enum import StrEnum


class Reason(StrEnum):
    """Why an answer was of no use to one of the public."""

    WRONG = "wrong"
    OUTDATED = "outdated"
    MISSING = "missing"
    OTHER_MATTER = "other_matter"
    UNCLEAR = "unclear"


class Verdict(StrEnum):
    """The judgement of somebody who is signed in.

    OUTDATED: was right once, a newer notice says otherwise. MISSING: the answer, or part of it, is not there.
    """

    RIGHT = "right"
    WRONG = "wrong"
    OUTDATED = "outdated"
    MISSING = "missing"


VERDICT_NAMES: Mapping[Verdict, str] = {
    Verdict.RIGHT: "对",
    Verdict.WRONG: "错",
    Verdict.OUTDATED: "过时",
    Verdict.MISSING: "缺",
}
