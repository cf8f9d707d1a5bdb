"""Every page and state under axe-core: WCAG 2.1 A and AA, in every way that it can be displayed.

What Gradio's desk lacks is overridden (ui/desk_style.py, the theme in ui/desk.py), so no rule is left out.
The same walk leaves a picture of each on desktop and phone, light and dark, in build/screenshots.
"""

import pytest

from tests.e2e.examined import FEWER, examined
from tests.e2e.journeys import JOURNEYS
from tests.e2e.states import STATES
from tests.e2e.tabbing import nameless_and_unreached


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.name)
def test_no_page_in_any_state_hinders_anybody(visit, state):
    page = visit(state.path, who=state.who, before=state.before)
    state.reach(page)
    found = examined(page, state.name)
    assert not found, "\n".join(found)


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
