from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from threading import Barrier

from corpus.layout import Block, Doubt, DoubtKind, Format, Layout, Locator
from corpus.model import Document, Span
from corpus.parse import parse_document
from corpus.quality import checked
from corpus.releases import PageRelease
from corpus.reread import release_pages
from corpus.store import Store
from tests.corpus.made import document, written

PAGES = 6


def scanned() -> Document:
    """A scan with a task on each page, of which nothing is sure."""
    rest = "".join(f"{page}. 完成第{page}件事。（责任单位：县财政局）\n" for page in range(2, PAGES + 1))
    text = written(1).rstrip("\n") + "\n" + rest
    starts = [0, *(text.rindex(f"\n{page}.") + 1 for page in range(2, PAGES + 1)), len(text)]
    spans = [Span(start, end) for start, end in pairwise(starts)]
    layout = Layout(
        format=Format.IMAGE,
        blocks=tuple(
            Block(span=span, locator=Locator(page=page), confidence=0.5) for page, span in enumerate(spans, 1)
        ),
        doubts=tuple(
            Doubt(kind=DoubtKind.LOW_CONFIDENCE, message="认不清", page=page, withholds=True)
            for page in range(2, PAGES + 1)
        ),
        pages=PAGES,
    )
    return Document(text=text, sha256=document(text).sha256, source="扫描.png", layout=layout)


def test_of_pages_released_by_several_at_once_none_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "zhengda.db"
    first = Store.open(path)
    first.add(checked(parse_document(scanned())))
    (notice,) = first.notices()
    assert len(first.items()) == 1
    asked = Barrier(PAGES - 1)

    class Hasty(Store):
        """Nobody goes on before all have seen that nothing is released yet."""

        met = False

        def released(self, sha256: str) -> frozenset[int | None]:
            found = super().released(sha256)
            if not self.met:
                self.met = True
                asked.wait()
            return found

    def release(page: int) -> None:
        store = Hasty.open(path)
        release_pages(store, notice, PageRelease(pages=(page,), reason="核对过", by=f"第{page}人"))
        store.close()

    with ThreadPoolExecutor(PAGES - 1) as people:
        list(people.map(release, range(2, PAGES + 1)))
    assert first.released(notice.sha256) == frozenset(range(2, PAGES + 1))
    assert len(first.items()) == PAGES
    first.close()


def test_what_was_read_without_pages_released_meanwhile_is_not_stored(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "zhengda.db")
    store.add(checked(parse_document(scanned())))
    (notice,) = store.notices()
    late = checked(parse_document(scanned()), frozenset({3}))
    release_pages(store, notice, PageRelease(pages=(2,), reason="核对过"))
    before = store.sequence
    assert not store.release(late, PageRelease(pages=(3,), reason="核对过"), before=frozenset())
    assert (store.sequence, store.released(notice.sha256)) == (before, frozenset({2}))
    store.close()
