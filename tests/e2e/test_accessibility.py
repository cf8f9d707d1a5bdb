"""Every page and state under axe-core: WCAG 2.1 A and AA, in every way that it can be displayed.

What Gradio's desk lacks is overridden (ui/desk_style.py, the theme in ui/desk.py), so no rule is left out.
The same walk leaves a picture of each on desktop and phone, light and dark, in build/screenshots.
"""

import pytest

from tests.axe import WCAG, violations
from tests.e2e.conftest import DESKTOP, PHONE
from tests.e2e.states import STATES
from tests.site import ROOT

PICTURES = ROOT / "build" / "screenshots"
# What colours alone can spoil.
COLOURS = ["color-contrast", "link-in-text-block"]
# name: (colour scheme, ways of display of ui/public/display.js, screen, rules or tags)
WAYS = {
    "light": ("light", [], DESKTOP, WCAG),
    "dark": ("dark", [], DESKTOP, COLOURS),
    "contrast": ("light", ["contrast"], DESKTOP, COLOURS),
    "contrast-dark": ("dark", ["contrast"], DESKTOP, COLOURS),
    "large-phone": ("light", ["large"], PHONE, WCAG),
}

# A page may change its colours a frame later, and over a time.
_SETTLE = """async () => {
    for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
    for (const one of document.getAnimations()) if (one instanceof CSSTransition) one.finish();
}"""


def display(page, scheme, wanted, screen):
    """Have a page displayed in one of the ways, as its own buttons would."""
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size(screen)
    for name in ("large", "contrast"):
        page.evaluate(
            "([name, on]) => document.documentElement.toggleAttribute(`data-${name}`, on)",
            [name, name in wanted],
        )
    page.evaluate(_SETTLE)


def photograph(page, state, scheme):
    """Leave pictures of a page on a desktop and on a phone."""
    # What sticks to the window's edge would lie across a picture of the whole page.
    page.evaluate("() => document.querySelector('.composer')?.style.setProperty('position', 'static')")
    for name, size in (("phone", PHONE), ("desktop", DESKTOP)):
        page.set_viewport_size(size)
        page.screenshot(path=PICTURES / f"{state}-{name}-{scheme}.png", full_page=True)


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.name)
def test_no_page_in_any_state_hinders_anybody(visit, state):
    page = visit(state.path, who=state.who, before=state.before)
    state.reach(page)
    found = []
    for way, (scheme, wanted, screen, rules) in WAYS.items():
        display(page, scheme, wanted, screen)
        found += [f"{way}: {line}" for line in violations(page, rules)]
        if way in ("light", "dark"):
            photograph(page, state.name, way)
    assert not found, "\n".join(found)
