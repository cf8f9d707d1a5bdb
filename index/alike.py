"""Which letters are taken for one another: those that sound the same or nearly so, and those that look alike.

The tables are `index/data/sound.txt` and `index/data/shape.txt`.
"""

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from index.tokenise import data_lines

SAME_BOTH, SAME_SOUND, NEAR_SOUND, LIKE_SHAPE = 1.0, 0.9, 0.7, 0.7
"""How likely one was meant where the other is written, beside letters alike in both ways (濉 and 睢)."""
# Sounds that many speakers do not part: zh and z, ch and c, sh and s, n and l, an and ang, en and eng, in and
# ing.
_NEAR = ((re.compile("^([zcs])h"), r"\1"), (re.compile("^n"), "l"), (re.compile("ng$"), "n"))


def nearly(syllable: str) -> str:
    """Return what a syllable without its tone is to a speaker who does not part near sounds: zheng -> zen."""
    for pattern, same in _NEAR:
        syllable = pattern.sub(same, syllable)
    return syllable


@lru_cache(maxsize=1 << 12)
def alike(letter: str) -> Mapping[str, float]:
    """Return the letters that may have been meant by one, with how likely (above 0, at most 1).

    遇 -> 育, 玉, 于 …; 徒 -> 徙; none for a letter outside the tables. The letter itself is not among them.
    """
    syllables, letters, near, groups = _tables()
    found: dict[str, float] = {}
    for group in groups.get(letter, ()):
        found |= dict.fromkeys(group, LIKE_SHAPE)
    for syllable in syllables.get(letter, ()):
        for other in near[nearly(syllable)]:
            found |= dict.fromkeys(letters[other], NEAR_SOUND)
    shapes = "".join(groups.get(letter, ()))
    for syllable in syllables.get(letter, ()):
        found |= {one: SAME_BOTH if one in shapes else SAME_SOUND for one in letters[syllable]}
    found.pop(letter, None)
    return found


_Lists = dict[str, list[str]]


@cache
def _tables() -> tuple[_Lists, dict[str, str], _Lists, _Lists]:
    """Give syllables by letter, letters by syllable, syllables by near sound, and look-alikes by letter."""
    syllables: _Lists = {}
    letters: dict[str, str] = {}
    near: _Lists = {}
    for line in data_lines("sound.txt"):
        syllable, read = line.split()
        letters[syllable] = read
        near.setdefault(nearly(syllable), []).append(syllable)
        for letter in read:
            syllables.setdefault(letter, []).append(syllable)
    groups: _Lists = {}
    for group in data_lines("shape.txt"):
        for letter in group:
            groups.setdefault(letter, []).append(group)
    return syllables, letters, near, groups
