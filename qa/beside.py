"""The same question asked of another region or another year, to hold the two answers side by side."""

import re

from qa.library import Library

_YEAR = re.compile(r"(?:19|20)\d{2}\s*年度?|(?:今|去|前|明|本)年度?|上一?年度?")


def asked_beside(question: str, library: Library, *, region: str | None, year: int | None) -> str:
    """Write a question anew for another region or year; what names the former is put in its place.

    '临溪县2024年高龄津贴怎么领' for 清禾市 -> '清禾市2024年高龄津贴怎么领'.
    A question that names none is given it.

    Args:
        question: as asked.
        library: whose regions can be told.
        region: official name of the other region; None leaves the region as it is.
        year: the other year; None leaves the year as it is.
    """
    longest_first = sorted(map(re.escape, library.regions), key=len, reverse=True)
    places = re.compile("|".join(longest_first) or "(?!)")
    if region is not None:
        question = _put(question, places, region)
    if year is not None:
        # 清禾市入学怎么报名 -> 清禾市2023年入学怎么报名
        named = places.match(question)
        place = len(region) if region and question.startswith(region) else named.end() if named else 0
        question = _put(question, _YEAR, f"{year}年", place)
    return question


def _put(question: str, former: re.Pattern[str], new: str, place: int = 0) -> str:
    """Put words in the place of the first that name the same sort of thing, and leave the others out.

    Where none does, they are put at `place`.
    """
    found = former.search(question)
    if found is None:
        return f"{question[:place]}{new}{question[place:]}"
    return question[: found.start()] + new + former.sub("", question[found.end() :])
