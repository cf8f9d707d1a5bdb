"""Every step on the way through a page under axe-core, as `test_accessibility` holds whole pages against it.

A file of its own, so that both walks can be made side by side.
"""

import pytest

from tests.e2e.examined import FEWER, examined
from tests.e2e.journeys import JOURNEYS
from tests.e2e.tabbing import nameless_and_unreached


@pytest.mark.parametrize("journey", JOURNEYS, ids=lambda journey: journey.name)
def test_no_step_of_a_face_hinders_anybody(visit, journey):
    page = visit(journey.path, who=journey.who, before=journey.before)
    found = []
    try:
        for step in journey.steps:
            step.reach(page)
            found += examined(page, step.name, FEWER)
            if step.by_keyboard:
                found += [f"{step.name}: {line}" for line in nameless_and_unreached(page)]
    finally:
        journey.after(page)
    assert not found, "\n".join(found)
