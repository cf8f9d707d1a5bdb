"""What a follow-up that names no matter of its own asks for: 归哪家管呀, 打头的是哪个局.

A linear model over letters and pairs of letters, fitted on phrases that many people wrote
(`python -m eval.fit_intents`); patterns alone know only the words that somebody thought of.
"""

import re
import zlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from io import BytesIO
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from corpus.errors import ModelError

FILE = "data/intents.npz"
PLACE, YEAR = "某地", "某年"
"""What stands for a place and for a year: which one it is says nothing of what is asked."""
_MARKS = re.compile(r"[。,?!~;:、.…\s]+")
_LIGHT = "的了是在有和与及或被把让给个这那其不"
_WORD = re.compile(f"(?![{_LIGHT}])[一-龥](?![{_LIGHT}])[一-龥]")
LONGEST = 60
"""Letters that are read; what takes longer to say says a matter of its own."""
_KNOWN = 0.5
"""Share of the letters that must be known to tell anything."""


class Intent(StrEnum):
    """What is asked for; OWN where the question names a matter of its own."""

    ALL_TASKS = "all_tasks"
    AMOUNT = "amount"
    BASIS = "basis"
    CORRECT_PLACE = "correct_place"
    COUNT_TASKS = "count_tasks"
    DISCLOSURE = "disclosure"
    FULL_TEXT = "full_text"
    HOW = "how"
    HOW_LONG = "how_long"
    IN_FORCE = "in_force"
    ISSUED = "issued"
    ISSUER = "issuer"
    ITEM_N = "item_n"
    MATERIALS = "materials"
    NEXT_ITEM = "next_item"
    NUMBER = "number"
    OTHER_PLACE = "other_place"
    OTHER_YEAR = "other_year"
    OVERDUE = "overdue"
    OWN = "own"
    PHONE = "phone"
    REPEAT = "repeat"
    REPLACES = "replaces"
    SCOPE = "scope"
    STAGE = "stage"
    THANKS = "thanks"
    TITLE = "title"
    UNIT_TASKS = "unit_tasks"
    VALID_UNTIL = "valid_until"
    WHAT_TO_DO = "what_to_do"
    WHEN_DUE = "when_due"
    WHEN_EFFECTIVE = "when_effective"
    WHERE = "where"
    WHO_CAN = "who_can"
    WHO_CANNOT = "who_cannot"
    WHO_COOP = "who_coop"
    WHO_LEAD = "who_lead"
    WHO_RESPONSIBLE = "who_responsible"
    WORDING = "wording"


@dataclass(frozen=True, slots=True, kw_only=True)
class IntentModel:
    """Softmax over weighted letters and pairs.

    Attributes:
        intents: (intents,) in order of the rows. grams: of each column its number.
        rarity: (grams,), how much a gram counts for being rare.
        weights: (intents, grams). bias: (intents,).
        plain: pairs that phrases with no matter of their own hold; any other pair may name a matter.
        provenance: what it was fitted on and what was measured.
    """

    intents: tuple[Intent, ...]
    grams: Mapping[str, int]
    rarity: NDArray[np.float32]
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]
    plain: frozenset[str]
    provenance: str

    def shares(self, text: str) -> NDArray[np.float32]:
        """Return how likely each intent is, (intents,), together 1.

        Args:
            text: folded, places and years replaced by PLACE and YEAR.
        """
        score = self.bias.copy()
        found = {self.grams[gram]: n for gram, n in grams_of(text).items() if gram in self.grams}
        if found:
            columns = list(found)
            value = self.rarity[columns] * (1 + np.log(np.array(list(found.values()), np.float32)))
            score += self.weights[:, columns] @ (value / np.linalg.norm(value))
        likely = np.exp(score - score.max())
        return np.asarray(likely / likely.sum())


def grams_of(text: str) -> Counter[str]:
    """Count the letters and pairs of letters of a text, its ends marked."""
    marked = f"^{_MARKS.sub(' ', text).strip()}$"
    return Counter([*marked, *(marked[at : at + 2] for at in range(len(marked) - 1))])


def intended(text: str) -> dict[Intent, float]:
    """Tell how likely a follow-up asks for each intent: shares, together 1.

    Args:
        text: folded, places and years replaced by PLACE and YEAR.

    Raises:
        ModelError: the file of the model is damaged.
    """
    if len(text) > LONGEST:
        return {Intent.OWN: 1.0}
    model = load_intents()
    if sum(letter in model.grams for letter in text) < _KNOWN * len(text):
        return {Intent.OWN: 1.0}
    return dict(zip(model.intents, map(float, model.shares(text)), strict=True))


def names_matter(text: str, printed: str) -> bool:
    """Tell whether a follow-up says a pair of letters that a notice prints and no plain phrase holds.

    Args:
        text: folded, places and years replaced by PLACE and YEAR.
        printed: the folded text of the notice spoken of.
    """
    plain = load_intents().plain
    pairs = {text[at : at + 2] for at in range(len(text) - 1)}
    return any(_WORD.fullmatch(pair) and pair in printed for pair in pairs - plain)


@cache
def load_intents() -> IntentModel:
    """Read the shipped model.

    Raises:
        ModelError: its file is damaged.
    """
    try:
        return parse_intents(resources.files("qa").joinpath(FILE).read_bytes())
    except (OSError, EOFError, ValueError, KeyError, TypeError, BadZipFile, zlib.error) as error:
        raise ModelError(f"辨认追问的模型 qa/{FILE} 不可用；请重新安装 zhengda。") from error


def parse_intents(raw: bytes) -> IntentModel:
    """Put a model together from its file, as `pack_intents` writes it.

    Raises:
        ValueError, KeyError, TypeError, OSError, EOFError, BadZipFile, zlib.error: it is no such file.
    """
    with np.load(BytesIO(raw), allow_pickle=False) as found:
        weights = found["weights"].astype(np.float32) * found["scale"].astype(np.float32)[:, None]
        return IntentModel(
            intents=tuple(Intent(name) for name in found["intents"].tolist()),
            grams={gram: place for place, gram in enumerate(found["grams"].tolist())},
            rarity=found["rarity"].astype(np.float32),
            weights=weights,
            bias=found["bias"].astype(np.float32),
            plain=frozenset(found["plain"].tolist()),
            provenance=str(found["provenance"]),
        )


def pack_intents(
    intents: NDArray[np.str_], grams: NDArray[np.str_], rarity: NDArray[np.float64],
    weights: NDArray[np.float64], bias: NDArray[np.float64], plain: NDArray[np.str_], provenance: str,
) -> bytes:  # fmt: skip
    """Lay a fitted model out as a file: weights as whole numbers of a byte, a scale for each intent."""
    scale = np.abs(weights).max(axis=1) / 127
    packed = BytesIO()
    np.savez_compressed(
        packed, intents=intents, grams=grams, rarity=rarity.astype("<f4"), bias=bias.astype("<f4"),
        weights=np.round(weights / scale[:, None]).astype(np.int8), scale=scale.astype("<f4"),
        plain=plain, provenance=np.array(provenance),
    )  # fmt: skip
    return packed.getvalue()
