"""axe-core in an opened page."""

from axe_playwright_python.sync_playwright import Axe

WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa")


def violations(page, rules=WCAG):
    """What axe-core finds by rules or tags: a line for each element and rule."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(Axe().axe_script)
    options = {"runOnly": list(rules), "resultTypes": ["violations"]}
    found = page.evaluate("(options) => axe.run(options)", options)["violations"]
    return [
        f"{rule['id']} {node['target']}: {node['failureSummary']}" for rule in found for node in rule["nodes"]
    ]
