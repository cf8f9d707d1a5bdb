"""The pages of an OFD package, of all its documents, and the pictures on pages without text."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from corpus.errors import UndecodableFile
from corpus.readers.ofd.package import Package, beside, children, find, local, numbers, text_at
from corpus.readers.ofd.page import POINTS, read_content
from corpus.readers.pages.placed import Page
from corpus.readers.ports import Limits

_A4 = (0.0, 0.0, 210.0, 297.0)
_BROKEN = "OFD 缺少必要的部分（{}），打不开。请在能打开它的软件里重新保存，或另存为 PDF 后导入。"
# As of a PDF: a page with a picture over this share of it and fewer letters is a scan.
_MOSTLY = 0.5
_FEW_LETTERS = 40
_MOST_PARTS = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class OfdPage:
    """A page as read.

    Attributes:
        page: its letters and rules, None where the page could not be read.
        pictures: parts of the package that hold its pictures, the largest first.
        covered: share of the page that pictures cover.
    """

    number: int
    page: Page | None
    pictures: tuple[str, ...] = ()
    covered: float = 0.0

    @property
    def is_picture(self) -> bool:
        """Whether its text has to be recognised."""
        letters = 0 if self.page is None else sum(not one.text.isspace() for one in self.page.letters)
        return bool(self.pictures) and (letters == 0 or (self.covered > _MOSTLY and letters < _FEW_LETTERS))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shared:
    """What the pages of one document have in common."""

    box: list[float]
    media: dict[str, str]
    composites: dict[str, etree._Element]


def page_parts(package: Package) -> list[tuple[str, str]]:
    """Return (document part, page part) of every page, in order; "" for a page that names no part.

    Raises:
        UndecodableFile: the package says of no document where it is.
    """
    root = package.xml("OFD.xml")
    if root is None:
        raise UndecodableFile(_BROKEN.format("OFD.xml"))
    documents = [beside("/OFD.xml", text_at(body, "DocRoot")) for body in children(root, "DocBody")]
    found: list[tuple[str, str]] = []
    opened = False
    for name in dict.fromkeys(documents):
        document = package.xml(name)
        pages = None if document is None else find(document, "Pages")
        if pages is None:
            continue
        opened = True
        for page in children(pages, "Page"):
            location = page.get("BaseLoc") or ""
            found.append((name, beside(name, location) if location else ""))
    if not opened:
        raise UndecodableFile(_BROKEN.format("Document.xml"))
    return found


def pages_of(package: Package, limits: Limits) -> Iterator[OfdPage]:
    """Yield the pages.

    Raises:
        ReadError: as `page_parts`, or more is packed inside than may be unpacked.
    """
    shared: dict[str, _Shared] = {}
    for number, (document, part) in enumerate(page_parts(package)[: limits.pages], 1):
        if document not in shared:
            shared[document] = _shared(package, document)
        element = package.xml(part) if part else None
        yield (
            OfdPage(number=number, page=None) if element is None else _page(number, element, shared[document])
        )


def _page(number: int, element: etree._Element, shared: _Shared) -> OfdPage:
    box = numbers(text_at(element, "Area", "PhysicalBox"))
    _, _, width, height = box if len(box) == 4 and min(box[2:]) > 0 else shared.box
    content = read_content(element, shared.composites)
    across, down = width * POINTS, height * POINTS
    seen = tuple(
        letter
        for letter in content.letters
        if 0 <= letter.middle[0] <= across and 0 <= letter.middle[1] <= down
    )
    largest = sorted(content.pictures, key=lambda one: -one[1])
    return OfdPage(
        number=number,
        page=Page(
            number=number,
            width=across,
            height=down,
            letters=seen,
            rules=() if content.over else tuple(content.rules),
            over=content.over,
        ),
        pictures=tuple(dict.fromkeys(shared.media[one] for one, _ in largest if one in shared.media)),
        covered=sum(area for _, area in largest) / (across * down),
    )


def _shared(package: Package, name: str) -> _Shared:
    document = package.xml(name)
    common = None if document is None else find(document, "CommonData")
    media: dict[str, str] = {}
    composites: dict[str, etree._Element] = {}
    parts = [] if common is None else [child for child in common if local(child).endswith("Res")]
    for part in parts[:_MOST_PARTS]:
        _resources(package, beside(name, part.text or ""), media, composites)
    box = [] if common is None else numbers(text_at(common, "PageArea", "PhysicalBox"))
    return _Shared(
        box=box if len(box) == 4 and min(box[2:]) > 0 else list(_A4), media=media, composites=composites
    )


def _resources(
    package: Package, name: str, media: dict[str, str], composites: dict[str, etree._Element]
) -> None:
    root = package.xml(name)
    if root is None:
        return
    folder = beside(name, (root.get("BaseLoc") or "").rstrip("/") + "/")
    for group in root:
        for thing in group:
            number = thing.get("ID") or ""
            if local(thing) == "MultiMedia":
                media[number] = beside(folder, text_at(thing, "MediaFile"))
            elif local(thing) == "CompositeGraphicUnit":
                composites[number] = thing


def pictures_of(data: bytes, page: int, limits: Limits) -> tuple[bytes, ...]:
    """Return the picture files on a page, the largest first.

    Raises:
        ReadError: as `pages_of`.
    """
    package = Package(data, limits)
    names = next((one.pictures for one in pages_of(package, limits) if one.number == page), ())
    return tuple(found for name in names if (found := package.bytes_of(name)))
