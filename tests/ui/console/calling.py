"""What an operator does on the console: ask, write a note, wait."""

ASKED = "清禾市公开医保缴费和报销信息，由哪个单位牵头？"
NOTE = "来电人王小明，电话13912345678，问医保由谁牵头"


def ask(page, question=ASKED):
    page.focus("#question")
    page.keyboard.type(question)
    page.keyboard.press("Enter")
    page.wait_for_selector("#answer .card")


def note(page, words=NOTE):
    page.keyboard.press("Alt+n")
    page.keyboard.type(words)


def calls(page, site):
    return page.context.request.get(f"{site}/api/v1/operator/calls").json()["calls"]


def focused(page):
    return page.evaluate("document.activeElement.id")


def until(page, there):
    for _ in range(500):
        if there():
            return
        page.wait_for_timeout(20)
    raise AssertionError("it never came")
