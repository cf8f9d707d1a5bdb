"""What of a page its tags and style attributes tell a browser to hide or to set on lines of their own."""

from corpus.readers.web.source import Element

BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "listing",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "plaintext",
        "pre",
        "search",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "xmp",
    ]
)
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
PREFORMATTED = frozenset(("pre", "listing", "xmp", "plaintext"))
_UNSEEN = frozenset(
    [
        "applet",
        "area",
        "audio",
        "base",
        "button",
        "canvas",
        "colgroup",
        "datalist",
        "embed",
        "frame",
        "frameset",
        "head",
        "iframe",
        "input",
        "link",
        "map",
        "math",
        "meta",
        "meter",
        "noembed",
        "noframes",
        "noscript",
        "object",
        "optgroup",
        "option",
        "param",
        "progress",
        "rp",
        "script",
        "select",
        "style",
        "svg",
        "template",
        "textarea",
        "title",
        "track",
        "video",
        "xml",
    ]
)
_HIDES = ("display:none", "visibility:hidden", "mso-hide:all")


def style_of(element: Element) -> str:
    """Return the style attribute without spaces, in small letters."""
    return "".join(element.get("style", "").lower().split())


def unseen(element: Element) -> bool:
    """Tell whether a browser shows nothing of it; style sheets are not looked at."""
    if element.tag in _UNSEEN or element.get("hidden") is not None:
        return True
    style = style_of(element)
    return bool(style) and any(words in style for words in _HIDES)


def is_block(element: Element) -> bool:
    """Tell whether it begins and ends a line."""
    return element.tag in BLOCKS or "display:block" in style_of(element)


def keeps_lines(element: Element) -> bool:
    """Tell whether the line breaks in its source are line breaks of the page."""
    return element.tag in PREFORMATTED or "white-space:pre" in style_of(element)
