"""Questions asked before that come near one: by the words they share, the rarer the weightier."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from math import log, sqrt
from threading import Lock

from corpus.json_records import Record
from corpus.receipts import Question
from corpus.store import Store
from index.tokenise import Tokeniser, fold

MOST = 5
_REMEMBERED = 5_000
# Below this two questions share a place or a 由哪个单位牵头, not a matter.
_NEAR = 0.45
_FEW = 20


@dataclass(slots=True)
class _Matter:
    """One question, however often it was asked: the newest receipt, and all of them for the verdicts."""

    newest: Question
    words: frozenset[str]
    receipts: set[str] = field(default_factory=set)


class Earlier:
    """The questions of a store's receipts with what was said of the answers; follows the store by itself.

    May be used from several threads.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = Lock()
        self._tokeniser: Tokeniser | None = None
        self._place = 0
        self._said_to = 0
        self._matters: dict[str, _Matter] = {}
        self._holding: defaultdict[str, set[str]] = defaultdict(set)
        self._said: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def near(self, question: str, *, but: str | None = None) -> list[Record]:
        """Give the nearest questions, at most `MOST`.

        Args:
            question: as typed; it is kept nowhere.
            but: a receipt that is on the page: left out, unless something was said of it.

        Returns:
            Records of `receipt`, `question`, `status`, `asked_at` (UTC), `times`, `said` (counts by verdict,
            `useful` and `useless`) and `likeness` (0 to 1), nearest first.
        """
        with self._lock:
            self._follow()
            scored = self._scored(self._words(fold(question)))
            return [self._record(key, score) for score, key in scored if self._is_new(key, but)][:MOST]

    def _follow(self) -> None:
        for asked in self._store.asked_since(self._place, _REMEMBERED):
            self._place = asked.place
            key = fold(asked.question)
            if key not in self._matters:
                self._matters[key] = self._learnt(asked, key)
            matter = self._matters[key]
            matter.newest = asked
            matter.receipts.add(asked.receipt)
        for number, said in self._store.feedback_since(self._said_to):
            self._said_to = number
            thumb = {True: "useful", False: "useless"}
            word = said["verdict"] if "verdict" in said else thumb[bool(said.get("useful"))]
            self._said[str(said.get("receipt"))][str(word)] += 1

    def _learnt(self, asked: Question, key: str) -> _Matter:
        words = self._words(key)
        for word in words:
            self._holding[word].add(key)
        return _Matter(asked, words)

    def _words(self, folded: str) -> frozenset[str]:
        # Opened late: the console is not the first thing that a server is asked for.
        self._tokeniser = self._tokeniser or Tokeniser()
        return frozenset(self._tokeniser.content_words(folded))

    def _scored(self, words: frozenset[str]) -> list[tuple[float, str]]:
        weight = {word: self._worth(word) for word in words}
        shared: defaultdict[str, float] = defaultdict(float)
        for word, worth in weight.items():
            for key in self._holding.get(word, ()):
                shared[key] += worth * worth
        own = sqrt(sum(worth * worth for worth in weight.values())) or 1.0
        scores = [(share / (own * self._length(key)), key) for key, share in shared.items()]
        return sorted((one for one in scores if one[0] >= _NEAR), key=lambda one: (-one[0], one[1]))

    def _length(self, key: str) -> float:
        return sqrt(sum(self._worth(word) ** 2 for word in self._matters[key].words)) or 1.0

    def _worth(self, word: str) -> float:
        # What was never asked before weighs like what was asked once; among few questions all weigh alike.
        return log(1 + (len(self._matters) + _FEW) / max(1, len(self._holding.get(word, ()))))

    def _is_new(self, key: str, but: str | None) -> bool:
        receipts = self._matters[key].receipts
        return but not in receipts or len(receipts) > 1 or any(self._said.get(each) for each in receipts)

    def _record(self, key: str, score: float) -> Record:
        matter = self._matters[key]
        said: Counter[str] = sum((self._said.get(each, Counter()) for each in matter.receipts), Counter())
        newest = matter.newest
        return {
            "receipt": newest.receipt,
            "question": newest.question,
            "status": newest.status,
            "asked_at": f"{newest.kept_at.replace(' ', 'T')}Z",
            "times": len(matter.receipts),
            "said": dict(said),
            "likeness": round(min(score, 1.0), 3),
        }
