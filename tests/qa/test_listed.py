"""A list asked for is led in to: the words above it come first, not the line that shares most."""

from qa.library import Entry
from qa.listed import LEADS_IN, lead_in_of, style_of
from qa.retrieve import Candidate, _whole_list


def _list(library) -> list[Entry]:
    """The words that lead in to a list of clauses in the samples, and its lines."""
    for entry in library.entries.values():
        rest, line = [], entry
        while (after := library.next_printed.get(line.passage.id)) is not None:
            line = library.entries[after]
            if (
                style_of(line) is None
                or line.item is not None
                or (rest and style_of(line) != style_of(rest[0]))
            ):
                break
            rest.append(line)
        if (
            entry.item is None
            and LEADS_IN.search(entry.folded)
            and len(rest) > 1
            and style_of(entry) != style_of(rest[0])
        ):
            return [entry, *rest]
    raise AssertionError("the samples hold no such list")


def test_every_line_of_a_list_has_the_words_that_lead_in_to_it(library):
    head, *lines = _list(library)
    assert {lead_in_of(line, library).passage.id for line in lines} == {head.passage.id}
    assert lead_in_of(head, library) is None


def test_the_words_that_lead_in_take_the_place_of_the_line_and_its_sisters(library):
    head, *lines = _list(library)
    other = next(entry for entry in library.items)
    found = [
        Candidate(entry=each, score=score, cosine=0.9, features={})
        for each, score in ((lines[-1], 2.0), (other, 1.5), (lines[0], 1.0), (head, 0.5))
    ]
    whole = _whole_list(found, library)
    assert [each.entry.passage.id for each in whole] == [head.passage.id, other.passage.id]
    assert whole[0].score == 2.0


def test_a_task_stands_for_itself(library):
    found = [Candidate(entry=entry, score=1.0, cosine=0.9, features={}) for entry in library.items[:3]]
    assert _whole_list(found, library) == found
