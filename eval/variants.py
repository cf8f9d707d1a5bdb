"""What can be left out or changed for a measurement, in this process alone and undone afterwards.

A variant changes weights, settings or one rule; no file of the product is touched.
"""

import hashlib
import random
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from corpus.errors import UsageError
from corpus.model import Deadline
from corpus.settings import Settings
from index.fusion import Weights
from index.passages import cut
from index.ports import SearchPassage
from index.rows import Row, row_of
from qa.library import Entry, Library, read_library
from qa.scope import Scope

Patch = tuple[str, str, Callable[..., Any]]
"""Module, name in it, and what stands there while the variant holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """A change of the assistant.

    Attributes:
        label: what it is, for tables.
        fusion: parts of fusion by name (index.fusion.Weights). boosts: of the lexical fields.
        ranking: weights of ranking; a weight not named keeps its value.
        only: keep only these ranking weights, the rest being 0.
        settings: settings by name. patches: rules replaced.
        reindexed: whether it changes what is indexed, so that it must have indexes of its own.
    """

    name: str
    label: str
    fusion: Mapping[str, Any] = field(default_factory=dict)
    boosts: Mapping[str, float] = field(default_factory=dict)
    ranking: Mapping[str, float] = field(default_factory=dict)
    only: tuple[str, ...] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)
    patches: tuple[Patch, ...] = ()
    reindexed: bool = False

    @property
    def key(self) -> str:
        """What answers given under the variant are remembered by; it changes when this module does."""
        return self.name if self == PLAIN else f"{self.name}@{_module_hash()}"

    @property
    def index_key(self) -> str:
        """What its indexes are told apart by, "" where they are those of the whole assistant."""
        return hashlib.sha256(self.key.encode()).hexdigest()[:8] if self.reindexed else ""

    def settle(self, settings: Settings) -> Settings:
        """Return the settings with the variant's own in their place."""
        return settings.model_copy(update=dict(self.settings))

    def weigh(self, weights: Weights) -> Weights:
        """Return the weights of fusion with the variant's own in their place."""
        return replace(weights, boosts=replace(weights.boosts, **self.boosts), **self.fusion)

    def rank(self, weights: Mapping[str, float]) -> dict[str, float]:
        """Return the ranking weights with the variant's own in their place."""
        kept = {name: value * (not self.only or name in self.only) for name, value in weights.items()}
        return {**kept, **self.ranking}


# Where the ranking weights are used.
_RANKING = ("qa.retrieve", "qa.leading")


def shipped_ranking() -> dict[str, float]:
    """Return the ranking weights that the product ships."""
    return dict(import_module(_RANKING[0]).ranking_weights())


@cache
def _module_hash() -> str:
    return hashlib.sha256(Path(__file__).read_bytes()).hexdigest()


@contextmanager
def holding(variant: Variant) -> Iterator[None]:
    """Let a variant's ranking weights and rules hold inside the block; one block at a time, one thread.

    Raises:
        UsageError: the product no longer has what the variant replaces.
    """
    with ExitStack() as undone:
        for module, name, value in variant.patches:
            undone.enter_context(_replaced(module, name, value))
        if variant.ranking or variant.only:
            changed = variant.rank(shipped_ranking())
            for module in _RANKING:
                undone.enter_context(_replaced(module, "ranking_weights", lambda: changed))
        yield


@contextmanager
def _replaced(module: str, name: str, value: Callable[..., Any]) -> Iterator[None]:
    found = import_module(module)
    if not hasattr(found, name):
        raise UsageError(f"{module} 里已没有 {name}；请改正 eval/variants.py 里用到它的变体。")
    former = getattr(found, name)
    setattr(found, name, value)
    try:
        yield
    finally:
        setattr(found, name, former)


def _bare_pieces(passage: SearchPassage) -> tuple[str, ...]:
    return cut(passage.text)


def _bare_row(passage: SearchPassage) -> Row:
    return replace(row_of(passage), title="", path="", units=(), number="", regions=())


def _bare_text(entry: Entry) -> str:
    return entry.quote


def _everywhere(_reading: object, library: Library) -> Scope:
    return Scope(notices=tuple(library.notices.values()))


def _shuffled(*arguments: Any) -> Library:  # noqa: ANN401
    """Read the library with the deadlines of its tasks dealt out anew, the same way every time."""
    library = read_library(*arguments)
    dated = [id for id, entry in library.entries.items() if entry.item and entry.item.deadline]
    turned = dated[:]
    random.Random(1).shuffle(turned)
    given = {id: _deadline(library, other) for id, other in zip(dated, turned, strict=True)}
    entries = {
        id: replace(entry, item=replace(entry.item, deadline=given[id]))
        if entry.item and id in given
        else entry
        for id, entry in library.entries.items()
    }
    return replace(library, entries=entries)


def _deadline(library: Library, entry: str) -> Deadline | None:
    item = library.entries[entry].item
    return item.deadline if item else None


_ANSWERING = "qa.answering"
_COVERAGE = ("words", "words_text", "words_context", "missing", "missing_text", "notice_words", "in_words")
_CONTEXT = {"title": 0.0, "path": 0.0, "units": 0.0, "number": 0.0}
_LEXICAL = {**_CONTEXT, "words": 0.0, "bigrams": 0.0}
PLAIN = Variant(name="whole", label="完整")
INGREDIENTS = (
    Variant(
        name="lexical", label="词语检索", boosts=_LEXICAL, fusion={"lexical": 0.0}, ranking={"lexical": 0.0}
    ),
    Variant(name="bigrams", label="字对检索", boosts={"bigrams": 0.0}),
    Variant(name="dense", label="向量检索", settings={"encoder": "none"}),
    Variant(
        name="coverage", label="词语覆盖", fusion={"coverage": 0.0, "without": _COVERAGE},
        ranking={"coverage": 0.0},
    ),
    Variant(name="learned", label="学得的修正", fusion={"learned": 0.0}),
    Variant(
        name="context", label="标题、路径、单位", boosts=_CONTEXT, fusion={"context": 0.0},
        ranking={"context": 0.0}, reindexed=True,
        # Words, vectors, coverage and what is read word by word: each has the context by a way of its own.
        patches=(
            ("index.vectors", "encoder_pieces", _bare_pieces),
            ("eval.baselines", "encoder_pieces", _bare_pieces),
            ("index.rows", "row_of", _bare_row),
            ("qa.closely", "_text", _bare_text),
        ),
    ),
    Variant(name="synonyms", label="同义词", patches=(("index.expansion", "synonyms", lambda: ()),)),
    *(
        Variant(name=name, label=label, ranking={name: 0.0})
        for name, label in (
            ("heading", "条目标题"), ("run", "最长相同片段"), ("phrase", "整句相同"), ("sentence", "最佳句"),
            ("amount", "数额相符"), ("limit", "时限相符"), ("units", "单位相符"), ("item", "条目编号"),
            ("ended", "失效降级"), ("handing", "套话降级"), ("near", "逐词相近"),
        )
    ),
    Variant(name="ranking", label="全部排序特征（只留检索分）", only=("engine",)),
    Variant(
        name="region", label="地区、年份、标题限定", patches=((_ANSWERING, "find_scope", _everywhere),)
    ),
    Variant(name="expected", label="所问种类相符才答", patches=((_ANSWERING, "lacks", lambda *_: False),)),
    Variant(name="beyond", label="超出范围即拒答", patches=((_ANSWERING, "beyond", lambda *_: None),)),
    Variant(name="threshold", label="拒答阈值", settings={"answer_threshold": 0.0}),
)  # fmt: skip
"""Each leaves one ingredient out."""
HARMS = (
    Variant(
        name="shuffled-deadlines", label="时限打乱", patches=(("qa.snapshot", "read_library", _shuffled),)
    ),
)
"""Changes that the gate must catch, beside `lexical` and `threshold`."""


def find_variant(name: str) -> Variant:
    """Return a variant by its name.

    Raises:
        UsageError: there is none of this name.
    """
    known = {variant.name: variant for variant in (PLAIN, *INGREDIENTS, *HARMS)}
    if name not in known:
        raise UsageError(f"没有叫 {name} 的成分；可用的有 {'、'.join(known)}。")
    return known[name]
