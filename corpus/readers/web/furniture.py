"""What of a saved page is the site's and not the notice's: heads, menus, crumbs, sidebars, feet, buttons.

The part of the page with the most running text is the notice; nothing around it is left out but by two signs:
what it calls itself (tags, class and id) and what it is made of (links, next to no sentences). What is in
doubt stays.
"""

import re
from dataclasses import dataclass
from itertools import islice

from corpus.readers.web.blocks import walk
from corpus.readers.web.lines import is_site_line
from corpus.readers.web.numbers import NUMBERED
from corpus.readers.web.source import Element
from corpus.readers.web.style import is_block, unseen

_SITE_TAGS = frozenset(("nav", "footer", "aside", "header"))
_SITE_ROLES = frozenset(("navigation", "banner", "contentinfo", "search", "complementary"))
_CRUMBS = re.compile("crumb|dqwz|mianbao|mbx|weizhi|position|location|local|current")
_STRONG = re.compile(
    "nav(?!y)|menu|foot(?!note)|copyright|share|fenxiang|side_?bar|aside|pagination|friend|yqlj|qr_?code|ewm|erweima"
    "|relat|relalink|xgyd|xglj|recommend|prev(?!iew)|toolbar|print|search|login|weather|advert|comment"
)
# What of these holds words of the notice is more than a button.
_BUTTONS = re.compile(
    "share|fenxiang|qr_?code|ewm|erweima|print|search|login|weather|toolbar|copyright|relat|xgyd|xglj"
)
_WEAK = re.compile("head|top|bottom|banner|logo|tool|left|right|side|btn|button|link|float|pop|dialog|page")
_ABOVE = re.compile("head|top|banner|logo|tool")
# Names of what holds the text itself: its box is never furniture by name.
_OWN = re.compile("content|article|zoom|editor|detail|text|main|wrap|body|container")
_FILE = re.compile(r"\.(?:docx?|xlsx?|pdf|wps|et|ofd|zip|rar|7z|txt|jpe?g|png|ceb)(?:[?#].*)?$", re.I)
_NOTICE = re.compile(
    r"附件|抄送|此[件文]|\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日|[〔\[（(]\s*\d{4}\s*[〕\])）]\s*\d+\s*号|索\s*引\s*号"
    r"|\d{4}\s*年.{2,40}(?:要点|方案|清单|分工|分解表|计划)|二[〇○零OО].{2}年.{1,3}月"
    r"|发布(?:日期|时间|机构)|来源|(?:时间|日期)\s*[：:]|文号|发文字号"
    r"|(?:关于|印发|转发).{2,80}(?:通知|意见|办法|方案|决定|公告|通告|通报|要点|规定|细则|函|批复)|有\s*效\s*性|效力状态"
)
_FOOT = re.compile(r"ICP备|公网安备|公安备案|网站标识码|版权所有|Copyright|网站地图|IPv6", re.I)
_FOOT_TOO = re.compile(
    r"技术支持|主办单位|主办[：:]|承办[：:]|承办单位|建议.{0,12}浏览器|联系我们|关于我们|邮编"
)
_TITLES = ("h1", "h2", "h3")
_LEAVES = ("p", "li", "dt", "dd", *_TITLES)
_MAIN_SHARE = 0.7
# A box with more letters is no foot.
_LONGEST = 600
# Fewer letters are a heading over links, or a day beside one.
_WORDS = 8
_STOPS = "。；;！"
_FEW_STOPS = 4
_MOST_PIECES = 600


@dataclass(slots=True)
class _Measure:
    """Letters, letters in links, links and ends of sentences of an element and all in it."""

    letters: int = 0
    linked: int = 0
    links: int = 0
    stops: int = 0

    def add(self, text: str | None) -> None:
        if text:
            self.letters += len("".join(text.split()))
            self.stops += sum(map(text.count, _STOPS))

    def include(self, other: "_Measure") -> None:
        self.letters += other.letters
        self.linked += other.linked
        self.links += other.links
        self.stops += other.stops

    @property
    def density(self) -> float:
        return self.linked / max(1, self.letters)

    @property
    def prose(self) -> int:
        return self.letters - self.linked


Measures = dict[Element, _Measure]


def hidden(root: Element) -> set[Element]:
    """Return the elements that a browser does not show."""
    return {element for element in root.iter() if isinstance(element.tag, str) and unseen(element)}


def furniture(body: Element, left_out: set[Element]) -> set[Element]:
    """Return the elements that belong to the site.

    Args:
        body: of the page.
        left_out: elements that are not shown.
    """
    found = _found(body, left_out)
    # Without the largest of the site's boxes the notice stands out, and what is around it.
    return found | _found(body, left_out | found)


@dataclass(frozen=True, slots=True)
class _Seen:
    """An element as it is judged.

    Attributes:
        text: what it shows, "" where that is more than any box of the site holds.
        inside: whether it stands in the part with most of the running text.
        above: whether it stands before that part.
        last: whether only links and lines of the site follow it inside that part.
    """

    element: Element
    measure: _Measure
    text: str
    inside: bool
    above: bool
    last: bool


def _found(body: Element, left_out: set[Element]) -> set[Element]:
    measures = _measured(body, left_out)
    main = _main(body, measures)
    around = {main, *main.iterancestors()}
    inside, behind = set(main.iter()), _behind_text(main, left_out)
    above = {before for box in around for before in box.itersiblings(preceding=True)}
    found: set[Element] = set()
    stack = [(body, False)]
    while stack:
        element, before = stack.pop()
        measure = measures.get(element)
        if measure is None or not measure.letters:
            continue
        before = before or element in above
        if element not in around:
            text = _shown(element, left_out) if measure.letters <= _LONGEST else ""
            if _is_furniture(_Seen(element, measure, text, element in inside, before, element in behind)):
                found.add(element)
                continue
        stack += [(child, before) for child in element if child in measures]
    return found


def _shown(element: Element, left_out: set[Element]) -> str:
    """Return an element's text; its first so many pieces, for boxes can stand deep in each other."""
    parts = islice(walk(element, left_out, tables=False), _MOST_PIECES)
    return "".join(
        (inner.text if what == "start" else inner.tail if what == "tail" else "") or ""
        for what, inner in parts
    )


def _behind_text(main: Element, left_out: set[Element]) -> set[Element]:
    """Return the elements behind the last words that are neither a link nor the site's."""
    behind: list[Element] = []
    links = 0
    for what, element in walk(main, left_out, tables=False):
        if what == "start":
            behind.append(element)
            links += element.tag == "a"
        elif what == "end":
            links -= element.tag == "a"
        text = {"start": element.text, "tail": element.tail}.get(what) or ""
        text = text.strip()
        if not links and len(text) >= _WORDS and not is_site_line(text):
            behind = []
    return set(behind)


def _measured(body: Element, left_out: set[Element]) -> Measures:
    """Measure every element that is shown; an element comes before all that is in it."""
    order: list[Element] = []
    stack = [body]
    while stack:
        element = stack.pop()
        order.append(element)
        stack += [child for child in element if isinstance(child.tag, str) and child not in left_out]
    measures: Measures = {element: _Measure() for element in order}
    for element in reversed(order):
        measure = measures[element]
        measure.add(element.text)
        for child in element:
            measure.add(child.tail)
        if element.tag == "a" and _leads_away(element):
            measure.linked, measure.links = measure.letters, 1
        parent = element.getparent()
        if element is not body and parent is not None:
            measures[parent].include(measure)
    return measures


def _leads_away(link: Element) -> bool:
    """A link to a file is an attachment, and one within the page a reference."""
    address = link.get("href", "").strip()
    return bool(address) and not address.startswith("#") and not is_file(address)


def is_file(address: str) -> bool:
    """Tell whether a link leads to a document."""
    return _FILE.search(address.strip()) is not None


def _main(body: Element, measures: Measures) -> Element:
    """Go down while one part holds most of the running text."""
    main = body
    while True:
        parts = [
            child for child in main if child in measures and is_block(child) and child.tag not in _LEAVES
        ]
        best = max(parts, key=lambda child: measures[child].prose, default=None)
        if best is None or measures[best].prose < _MAIN_SHARE * max(1, measures[main].prose):
            return main
        main = best


def _is_furniture(seen: _Seen) -> bool:
    element, measure, text = seen.element, seen.measure, seen.text
    name = f"{element.get('class', '')} {element.get('id', '')}".lower()
    if measure.stops <= 1 and measure.letters <= 200 and _CRUMBS.search(name) and measure.links:
        return "附件" not in text
    called = element.tag in _SITE_TAGS or element.get("role", "").lower() in _SITE_ROLES
    if called or (_STRONG.search(name) and not _OWN.search(name)):
        return _is_called(seen, name)
    if seen.inside:
        return seen.last and measure.links >= 3 and measure.density >= 0.8 and "附件" not in text
    if _is_foot(seen, least=2):
        return True
    if _WEAK.search(name) and not _OWN.search(name) and not _has_title(element):
        few = seen.above and measure.letters <= 30 and _ABOVE.search(name) and not _NOTICE.search(text)
        return measure.density >= 0.3 or bool(few)
    return measure.links >= 3 and measure.density >= 0.6


def _is_called(seen: _Seen, name: str) -> bool:
    """Judge what calls itself a menu, a sidebar or a foot: some are boxes of the notice all the same."""
    measure, text = seen.measure, seen.text
    if measure.density >= 0.5 or _is_foot(seen, least=1):
        return True
    if _NOTICE.search(text) or NUMBERED.match(text) or _has_title(seen.element):
        return False
    if seen.inside:
        return measure.letters <= 40 and measure.stops == 0 and _BUTTONS.search(name) is not None
    return not _speaks(measure)


def _is_foot(seen: _Seen, *, least: int) -> bool:
    """Tell a foot by what only feet have; who held an event stands in notices too (主办单位、承办单位)."""
    signs = len(_FOOT.findall(seen.text))
    signs += len(_FOOT_TOO.findall(seen.text)) if signs else 0
    return signs >= least and seen.measure.stops <= _FEW_STOPS


def _speaks(measure: _Measure) -> bool:
    """Running text: sentences, and hardly a link."""
    return measure.stops >= 2 and measure.prose >= 80 and measure.density < 0.3


def _has_title(element: Element) -> bool:
    return element.tag in _TITLES or next(element.iter(*_TITLES), None) is not None
