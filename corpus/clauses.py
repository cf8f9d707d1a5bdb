"""Numbers of clauses as one notice names those of another: 第三条、第五条, 第二章, 第三条第（二）项."""

import re
from collections.abc import Iterator
from typing import Final

from corpus.numerals import NUMERAL, to_chinese, to_int

_N = f"(?:\\d{{1,3}}|{NUMERAL}{{1,5}})"
_UNIT = "编|章|节|条|款|项|点|部分"
# 第三条之一, 第三、五条, 第(二)项, (三), 附件2
_STEP = f"(?:第{_N}(?:、{_N})*(?:{_UNIT})(?:之{NUMERAL})?|第?\\({_N}\\)[项款点]?|附[件表]{_N})"
CLAUSE: Final = f"{_STEP}+"
CLAUSES: Final = f"{CLAUSE}(?:(?:、|,(?=第)|以及|和|及|与|至|到|-){CLAUSE})*"
_TO = re.compile(f"(?P<to>至|到|-)?(?P<clause>{CLAUSE})")
_PARTS = re.compile(f"第?\\(?({_N})\\)?({_UNIT})?")
_SEVERAL = re.compile(f"第({_N}(?:、{_N})+)({_UNIT})")
_SIMPLE = re.compile(f"第({_N})({_UNIT})")
# 第(二)项 is printed (二), 2. or 二、 where it stands.
_LOOSE, _PRINTED = frozenset({"项", "点"}), frozenset({"()", ".", "、"})
_LONGEST_RANGE = 100

Part = tuple[str, int]


def read_clauses(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, number) for each clause that a folded list names.

    第三条、第五条 gives the two; 第三至五条 and 第三条至第五条 give each between, all at the range's place;
    第三、五条 gives 第三条 and 第五条.
    """
    before: tuple[int, str] | None = None
    for match in _TO.finditer(text):
        start, end = match.span("clause")
        clause = match["clause"]
        if match["to"] and before and (between := _between(before[1], clause)):
            yield from ((before[0], end, number) for number in between)
        elif several := _SEVERAL.fullmatch(clause):
            yield from ((start, end, f"第{number}{several[2]}") for number in several[1].split("、"))
        else:
            yield start, end, clause
        before = (start, clause)


def _between(first: str, last: str) -> list[str]:
    """Name the clauses after the first up to the last: 第三条, 第五条 -> 第四条, 第五条."""
    one, two = _SIMPLE.fullmatch(first), _SIMPLE.fullmatch(last)
    low, high = (to_int(match[1]) if match else None for match in (one, two))
    if one is None or two is None or low is None or high is None or one[2] != two[2]:
        return []
    if not low < high <= low + _LONGEST_RANGE:
        return []
    digits = two[1].isascii()
    return [f"第{number if digits else to_chinese(number)}{two[2]}" for number in range(low + 1, high + 1)]


def parts_of(clause: str) -> tuple[Part, ...]:
    """Read a folded clause number: 第三条第(二)项 -> (("条", 3), ("项", 2)); () where it is none.

    A number that stands in brackets only, (三), has the unit "()".
    """
    found = ((match[2] or "()", to_int(match[1])) for match in _PARTS.finditer(clause))
    return tuple((unit, number) for unit, number in found if number is not None)


def covers(clause: tuple[Part, ...], place: tuple[Part, ...]) -> bool:
    """Tell whether a clause holds a place: 第三条 holds 第三条 and what stands under it.

    Args:
        clause: as `parts_of` reads it.
        place: numbers from the outside in; the unit of 三、 is "、", that of 3. is ".".
    """
    rest = iter(place)
    return bool(clause) and all(any(_same(part, step) for step in rest) for part in clause)


def holds_part(clause: tuple[Part, ...], place: tuple[Part, ...]) -> bool:
    """Tell whether a clause lies inside a place: 第三条第二款 in 第三条."""
    return any(
        covers(clause[:count], place) and _same(clause[count - 1], place[-1])
        for count in range(1, len(clause))
    )


def _same(part: Part, step: Part) -> bool:
    return part[1] == step[1] and (part[0] == step[0] or (part[0] in _LOOSE and step[0] in _PRINTED))
