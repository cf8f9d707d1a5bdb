"""Parts that the desk's tabs share."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

from ui.quiet_gradio import gr

# A table of more columns is as wide as a desk's screen and scrolled sideways on a phone, not squeezed.
_NARROW, _PIXELS = 4, 12
# What follows one of these in a value would be taken for a template's.
_TEMPLATE = str.maketrans({"$": "&#36;", "{": "&#123;"})


def table(label: str, headings: Sequence[str], widths: Sequence[int], **options: Any) -> gr.Dataframe:  # noqa: ANN401
    """Make a table whose cells are shown as they are: `str` cells are never read as HTML or Markdown.

    Args:
        label: its name.
        headings: of its columns.
        widths: of its columns, in percent; without them long cells are not broken into lines.
        options: of the component, beside.
    """
    narrow = len(headings) <= _NARROW
    return gr.Dataframe(
        headers=list(headings),
        datatype="str",
        column_count=len(headings),
        label=label,
        interactive=False,
        wrap=True,
        column_widths=[f"{width}%" if narrow else f"{width * _PIXELS}px" for width in widths],
        **options,
    )


def plain(markup: str) -> str:
    """Keep markup of our own, its texts escaped already, from being read as a template."""
    return markup.translate(_TEMPLATE)


def marked(passages: Iterable[Sequence[str]]) -> str:
    """Lay passages out with what matters in them marked.

    Args:
        passages: file, text before, marked text, text after; all as they stand in a notice.
    """
    return plain(
        "".join(
            f'<figure class="passage"><figcaption>{escape(name)}</figcaption>'
            f"<blockquote>{escape(before)}<mark>{escape(text)}</mark>{escape(after)}</blockquote></figure>"
            for name, before, text, after in passages
        )
    )


def lines(kind: str, words: Iterable[str]) -> str:
    """Lay sentences out one below the other; "" for none. `kind` is a class of the style sheet."""
    items = "".join(f"<li>{escape(each)}</li>" for each in words)
    return plain(f'<ul class="{kind}">{items}</ul>') if items else ""


def said(words: str) -> str:
    """Lay out a sentence that screen readers speak when it changes; "" for none."""
    return plain(f'<p role="status">{escape(words)}</p>') if words else ""
