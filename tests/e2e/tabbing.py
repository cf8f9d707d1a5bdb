"""A page walked through with the Tab key alone."""

from tests.e2e.tree import nameless

MOST_STOPS = 150
# What can be acted on and is in sight, each with a number of its own; of radio buttons one is a stop.
_NUMBER = """() => {
    const inside = document.querySelector("dialog[open]") ?? document;
    const all = inside.querySelectorAll("a[href], button, input, select, textarea, summary");
    const stops = [...all].filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.disabled
        && one.tabIndex >= 0 && one.type !== "radio" && one.type !== "hidden" && !one.closest("[role=grid]"));
    stops.forEach((one, number) => { one.dataset.stop = number; });
    return stops.map((one) => `${one.dataset.stop} ${one.outerHTML.slice(0, 90)}`);
}"""
_STAND = """() => {
    const here = document.activeElement, style = getComputedStyle(here);
    const seen = style.outlineStyle !== "none" || style.boxShadow !== "none" || here === document.body;
    return [here.dataset.stop ?? null, seen, here.outerHTML.slice(0, 90)];
}"""


def nameless_and_unreached(page):
    """Tab through a page, or its open dialog. Returns what is not reached, not seen to be, or has no name."""
    wanted = {line.split(" ")[0]: line for line in page.evaluate(_NUMBER)}
    faults = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        number, seen, what = page.evaluate(_STAND)
        wanted.pop(number, None)
        if not seen:
            faults.append(f"focus is not seen on {what}")
        if not wanted:
            break
    faults += [f"not reached: {line}" for line in wanted.values()]
    return faults + [f"no name: {role}" for role in nameless(page)]
