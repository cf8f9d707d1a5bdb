"""What evaluation remembers between runs: vectors, scratch libraries and the answers to questions.

- vectors.db: a store without notices that holds vectors of passages and of questions
- libraries/<digest of the notices>/: scratch libraries
- indexes/<digest of the library, model, code>/: their indexes
- answers/<digest of library, code and settings>.jsonl: an answer with its trace a line

All of it can be deleted at any time.
"""

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

from corpus.settings import Settings
from corpus.store import Store
from eval.answered import Answers

ANSWERING = ("corpus", "index", "qa")
"""The packages whose code and data decide an answer."""
_TRACING = Path(__file__).with_name("trace.py")
"""What lays out the trace that is kept with an answer."""
SETTLE_NO_ANSWER = frozenset({"data_dir", "host", "port", "log_level", "encoder_key"})
"""Settings that change no answer; a run with another port is the same run."""


@dataclass(frozen=True, slots=True)
class Cache:
    """The folder of all that is remembered."""

    path: Path

    def library(self, name: str, content: str) -> Path:
        """Return the data folder of a scratch library; `content` is a digest of the notices it is made of."""
        return self.path / "libraries" / f"{name}-{content[:16]}"

    def vectors(self) -> Store:
        """Open the store of vectors; the caller closes it."""
        return Store.open(self.path / "vectors.db")

    def indexes(self, content: str, model: str, variant: str) -> Path:
        """Return the folder of a library's indexes.

        Args:
            content: digest of the library.
            model: name and revision of the encoder.
            variant: `index_key` of the variant; one that changes what is indexed never shares a folder.
        """
        # An index does not say by which code it was built.
        code = code_hash(("index",))[:8]
        return (
            self.path
            / "indexes"
            / "-".join(part for part in (content[:16], model.replace("/", "_")[-40:], code, variant) if part)
        )

    def answers(self, key: str, *, renew: bool = False) -> Answers:
        """Open what was answered under a key from `answer_key`; with `renew` all is asked for once more."""
        return Answers.open(self.path / "answers" / f"{key}.jsonl", renew=renew)


def answer_key(settings: Settings, model: str, content: str, variant: str, today: str) -> str:
    """Return the digest of all that an answer depends on but the question.

    Args:
        settings: thresholds.
        model: name and revision of the encoder; another may come to lie in the same folder.
        content: digest of the library.
        variant: what was changed in the process.
        today: the day that counts, YYYY-MM-DD.
    """
    settled = settings.model_dump(mode="json", exclude=set(SETTLE_NO_ANSWER))
    code = [code_hash(ANSWERING), hashlib.sha256(_TRACING.read_bytes()).hexdigest()]
    told = json.dumps([settled, model, content, variant, today, code], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:32]


@cache
def code_hash(packages: tuple[str, ...]) -> str:
    """Return a digest of every module and data file of some packages."""
    total = hashlib.sha256()
    for package in packages:
        root = Path(str(resources.files(package)))
        for path in sorted(root.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                total.update(f"{package}/{path.relative_to(root).as_posix()}\n".encode())
                total.update(path.read_bytes())
    return total.hexdigest()


def content_hash(store: Store) -> str:
    """Return a digest of all that was read into a library: another reading of the same notices differs."""
    total = hashlib.sha256()
    for rows in (store.notices(), store.items(), store.passages()):
        for line in sorted(map(repr, rows)):
            total.update(line.encode())
    return total.hexdigest()
