"""What every page in every state is held against: axe-core in each way of display; and pictures of it."""

from tests.axe import WCAG, violations
from tests.e2e.conftest import DESKTOP, PHONE
from tests.e2e.pictures import WANTED, picture

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
# How a step further on a page is displayed: colours in high contrast are those of the page's other states.
FEWER = ("light", "dark", "large-phone")

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
        picture(page, f"{state}-{name}-{scheme}", whole=True)


def examined(page, state, ways=tuple(WAYS)):
    """Look at a page in many ways. Returns what axe-core finds, a line each; the page is left as it was."""
    found = []
    for way in ways:
        scheme, wanted, screen, rules = WAYS[way]
        display(page, scheme, wanted, screen)
        found += [f"{state} {way}: {line}" for line in violations(page, rules)]
        if WANTED and way in ("light", "dark"):
            photograph(page, state, way)
    display(page, "light", [], DESKTOP)
    return found
