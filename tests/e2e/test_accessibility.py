"""Every page and state under axe-core: WCAG 2.1 A and AA, in every way that it can be displayed.

What Gradio's desk lacks is overridden (ui/desk_style.py, the theme in ui/desk.py), so no rule is left out.
With ZHENGDA_PICTURES the same walk leaves a picture of each, desktop and phone, light and dark, in
build/screenshots.
"""

import pytest

from tests.e2e.examined import examined
from tests.e2e.states import STATES


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.name)
def test_no_page_in_any_state_hinders_anybody(visit, state):
    page = visit(state.path, who=state.who, before=state.before)
    state.reach(page)
    found = examined(page, state.name)
    assert not found, "\n".join(found)
