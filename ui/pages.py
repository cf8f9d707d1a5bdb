"""The pages about signing in: templates of `ui/pages`, filled with text that is shown as text."""

from functools import cache
from html import escape
from pathlib import Path
from string import Template

from starlette.responses import HTMLResponse

_FOLDER = Path(__file__).parent / "pages"


class Markup(str):
    """Text that is HTML already: of our own, its parts escaped."""

    __slots__ = ()


def page(template: str, title: str, /, *, status: int = 200, **words: str) -> HTMLResponse:
    """Fill a page.

    Args:
        template: its name.
        title: of the window, and what `$title` stands for.
        status: of the reply.
        words: what stands in the template's places; escaped, unless it is Markup.

    Returns:
        A reply that no browser and no proxy keeps.
    """
    body = _template(template).substitute(
        {key: _escaped(text) for key, text in {"title": title, **words}.items()}
    )
    text = _template("frame").substitute(title=escape(title), body=body)
    return HTMLResponse(text, status_code=status, headers={"Cache-Control": "no-store"})


def problem(words: str) -> Markup:
    """Lay out what went wrong, to be spoken at once; nothing for ""."""
    return Markup(f'<p id="problem" class="problem" role="alert">{escape(words)}</p>' if words else "")


def done(words: str) -> Markup:
    """Lay out what was done."""
    return Markup(f'<p class="done" role="status">{escape(words)}</p>')


def state(*, wrong: bool, focus: bool, described: str = "") -> Markup:
    """Lay out the state of a field: linked with the problem where it is wrong, and with its own hint."""
    ids = " ".join(id for id in ("problem" if wrong else "", described) if id)
    parts = [
        'aria-invalid="true"' if wrong else "",
        f'aria-describedby="{ids}"' if ids else "",
        "autofocus" if focus else "",
    ]
    return Markup(" ".join(part for part in parts if part))


def _escaped(text: str) -> str:
    return text if isinstance(text, Markup) else escape(text)


@cache
def _template(name: str) -> Template:
    return Template((_FOLDER / f"{name}.html").read_text(encoding="utf-8"))
