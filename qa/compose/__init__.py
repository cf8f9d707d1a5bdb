"""Answers by kind, made of verbatim spans and fixed labels."""

from qa.compose.lists import list_answer
from qa.compose.notices import fact_answer
from qa.compose.numbered import numbered_answer
from qa.compose.passages import passage_answer
from qa.compose.side_by_side import side_by_side
from qa.compose.status import status_answer

__all__ = [
    "fact_answer",
    "list_answer",
    "numbered_answer",
    "passage_answer",
    "side_by_side",
    "status_answer",
]
