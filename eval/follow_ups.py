"""Ask on from fixed questions over the sample notices, in the words of people who never saw the product.

Run as `python -m eval.follow_ups --work DIR [--phrases follow-ups-unseen] [--misses]`. Each phrase is asked
after every opening that knows what should come; prints how many are answered so, by intent. Nothing is fitted
on the unseen phrases.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from corpus.settings import load_settings
from corpus.store import Store
from eval.fit_intents import PHRASES
from eval.library import fill_from_files, scratch_settings
from eval.own_sets import SAMPLES
from index import open_index
from qa import Assistant
from qa.record import answer_record

TODAY = date(2025, 8, 1)
_GIVEN = ("青陂县", "青陂")
"""The place that all writers were given; the openings name one that the sample notices have."""
Answer = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A question and what should be answered to what is asked on: an expectation by intent."""

    question: str
    then: Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A follow-up that was asked and whether it was answered as it should be."""

    intent: str
    opening: str
    text: str
    right: bool
    said: str


def load_openings() -> tuple[str, tuple[Opening, ...]]:
    """Read the openings, and the place that stands in for the writers'."""
    record = json.loads((PHRASES / "openings.json").read_text("utf-8"))
    return record["place"], tuple(Opening(**each) for each in record["openings"])


def meets(answer: Answer, wanted: Mapping[str, Any]) -> bool:
    """Tell whether an answer (answer.schema.json) is as expected.

    Args:
        answer: its record.
        wanted: all of: lead, responsible, cooperating (units among those), due (the day), text and quote
            (words of the answer, of its first citation), least (so many citations), reason (of a refusal).
    """
    return all(_meets(answer, name, value) for name, value in wanted.items())


def _meets(answer: Answer, name: str, value: Any) -> bool:  # noqa: ANN401 - a word, a number or a list
    fields, cited = answer["fields"], answer["citations"]
    match name:
        case "due":
            return bool(fields["deadline"]) and fields["deadline"]["due"] == value
        case "text":
            return answer["status"] == "answered" and value in answer["text"]
        case "quote":
            return bool(cited) and value in cited[0]["quote"]
        case "least":
            return len(cited) >= int(value)
        case "reason":
            return bool(answer["reason"] == value)
        case _:
            return set(value) <= set(fields[f"{name}_units"])


def ask_on(assistant: Assistant, phrases: Sequence[Mapping[str, str]]) -> Iterator[Asked]:
    """Ask every phrase after every opening that expects its intent."""
    place, openings = load_openings()
    first = {opening.question: assistant.ask(opening.question).receipt for opening in openings}
    for phrase in phrases:
        text = phrase["text"]
        for given in _GIVEN:
            text = text.replace(given, place)
        for opening in openings:
            wanted = opening.then.get(phrase["intent"])
            if wanted is not None:
                answer = answer_record(assistant.ask(text, after=first[opening.question]))
                yield Asked(
                    intent=phrase["intent"], opening=opening.question, text=text,
                    right=meets(answer, wanted), said=str(answer["text"]),
                )  # fmt: skip


def main(arguments: Sequence[str]) -> None:
    """Ask all phrases, print how many were answered as they should be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--phrases", default="follow-ups-unseen")
    parser.add_argument("--misses", action="store_true")
    given = parser.parse_args(arguments)
    lines = (PHRASES / f"{given.phrases}.jsonl").read_text("utf-8").splitlines()
    settings = scratch_settings(load_settings(), given.work / "follow-ups")
    fill_from_files((SAMPLES,), settings)
    store = Store.open(settings.store_path)
    assistant = Assistant(store, open_index(settings, store), settings, today=lambda: TODAY)
    try:
        asked = list(ask_on(assistant, [json.loads(line) for line in lines]))
    finally:
        assistant.close()
    _report(asked, misses=given.misses)


def _report(asked: Sequence[Asked], *, misses: bool) -> None:
    for intent in sorted({each.intent for each in asked}):
        of = [each for each in asked if each.intent == intent]
        sys.stdout.write(f"{intent}: {sum(each.right for each in of)} / {len(of)}\n")
    right = sum(each.right for each in asked)
    sys.stdout.write(f"all: {right} / {len(asked)} ({right / len(asked):.3f})\n")
    for each in asked if misses else ():
        if not each.right:
            sys.stdout.write(f"{each.intent} | {each.opening} | {each.text} | {each.said[:60]!r}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
