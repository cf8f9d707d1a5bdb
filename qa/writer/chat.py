"""One request to a chat endpoint of the OpenAI form, and the sentences of its reply."""

import json
from collections.abc import Sequence

from index.endpoint import Endpoint, Unanswered
from qa.writer.outcome import Why
from qa.writer.prompt import messages

_MOST_SENTENCES = 200


class NoReply(Exception):
    """The model said nothing that can be checked.

    Attributes:
        why: what was wrong.
    """

    def __init__(self, why: Why) -> None:
        super().__init__(why.value)
        self.why = why


def ask(endpoint: Endpoint, question: str, sentences: Sequence[str]) -> tuple[str, ...]:
    """Have the sentences of an answer ordered and shortened.

    Args:
        endpoint: where.
        question: personal data masked.
        sentences: of the extracted answer.

    Raises:
        NoReply: the endpoint cannot be reached, is too slow, says too much, or not what was asked for.
    """
    payload = {
        "model": endpoint.model,
        "messages": messages(question, sentences),
        "temperature": 0,
        "stream": False,
        "response_format": {"type": "json_object"},
    }
    try:
        content = _content(endpoint.post(payload))
    except Unanswered as error:
        raise NoReply(Why(error.fault.value)) from error
    return _sentences(content)


def _content(reply: object) -> str:
    """Take out `choices[0].message.content`."""
    match reply:
        case {"choices": [{"message": {"content": str(content)}}, *_]}:
            return content
    raise NoReply(Why.FORM)


def _sentences(content: str) -> tuple[str, ...]:
    try:
        said = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise NoReply(Why.NO_JSON) from error
    match said:
        case {"sentences": [*found]} if found and all(isinstance(each, str) for each in found):
            if len(found) <= _MOST_SENTENCES:
                return tuple(found)
    raise NoReply(Why.FORM)
