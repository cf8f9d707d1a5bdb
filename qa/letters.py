"""Pairs of neighbouring letters: what two texts are held to share."""

import re


def letter_pairs(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring letters of a text, across spaces and marks not."""
    return frozenset(
        part[place : place + 2] for part in re.findall(r"[\w]+", text) for place in range(len(part) - 1)
    )


def shared_pairs(pairs: frozenset[str], text: str) -> int:
    """Count the letter pairs, as `letter_pairs` gives them, that stand in a text too."""
    # Two letters side by side are a pair of the text: to look for each is quicker than to cut a whole text.
    return sum(pair in text for pair in pairs)
