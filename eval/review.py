"""Reviewing drafted questions: which comes next, what a person decides, and where the accepted ones go.

No terminal and no page here: `Review` is a value that every decision gives anew, and `save` writes it. The
draft itself remembers what has been decided, so a review goes on where it stopped.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path

from filelock import FileLock

from corpus.errors import StoreError, UsageError
from corpus.why import why
from eval.draft_file import Entry, Unlabelled, entry_record, id_of, read_draft
from eval.question_file import json_lines, question_record, replace_file
from eval.questions import Question, State, parse_question
from eval.rows import numbered_lines, parse_object
from eval.versions import Version, fingerprint, note_version


class Decision(StrEnum):
    """What a person makes of a question. SKIP leaves it for another time."""

    ACCEPT = "accept"
    REJECT = "reject"
    SKIP = "skip"


_WAITING = frozenset({State.GENERATED, State.CANDIDATE})
_BECOMES = {Decision.ACCEPT: State.ACCEPTED, Decision.REJECT: State.REJECTED}
_LOCK_SECONDS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A draft under review.

    Attributes:
        draft: the file of drafted questions. target: the set that accepted ones go to.
        questions: of the draft by id, as decided so far, those without labels among them.
        order: ids in the order of the draft.
        notes: by id, what the draft says beside the question (how often asked, verdicts, the answer given).
        unread: how many lines are broken and stay as they are.
        skipped: ids put off in this sitting. decided: ids decided since the last save.
        seen: fingerprint of the draft when it was read.
    """

    draft: Path
    target: Path
    questions: Mapping[str, Entry]
    order: tuple[str, ...]
    seen: str
    notes: Mapping[str, Mapping[str, object]]
    unread: int = 0
    skipped: frozenset[str] = frozenset()
    decided: tuple[str, ...] = ()

    @classmethod
    def load(cls, draft: Path, target: Path) -> "Review":
        """Open a draft.

        Args:
            draft: JSON lines as `zhengda eval new` or `zhengda eval candidates` writes them; broken lines
                stay as they are and are not shown.
            target: the set, which need not be there yet.

        Raises:
            UsageError: the draft cannot be read, or one of the two is no .jsonl file.
        """
        for path in (draft, target):
            if path.suffix.lower() != ".jsonl":
                raise UsageError(f"{path} 不是 .jsonl 文件；审定只在 .jsonl 题集之间进行。")
        if draft.resolve() == target.resolve():
            raise UsageError("草稿和题集是同一个文件；请用 --to 另给一个题集。")
        seen = fingerprint(draft)
        read = read_draft(draft)
        return cls(
            draft=draft, target=target, questions=read.entries, order=tuple(read.entries), seen=seen,
            notes=read.notes, unread=read.unread,
        )  # fmt: skip

    def waiting(self) -> tuple[Entry, ...]:
        """Return what is still to be decided, in the order of the draft, those put off last."""
        rest = [self.questions[id] for id in self.order if self.questions[id].state in _WAITING]
        return tuple(sorted(rest, key=lambda question: question.id in self.skipped))

    def next(self) -> Entry | None:
        """Return the question to look at now, None when only those put off are left or none at all."""
        rest = self.waiting()
        return rest[0] if rest and rest[0].id not in self.skipped else None

    def progress(self) -> dict[str, int]:
        """Count accepted, rejected and waiting questions, and those put off among the waiting."""
        states = [self.questions[id].state for id in self.order]
        return {
            "accepted": states.count(State.ACCEPTED),
            "rejected": states.count(State.REJECTED),
            "waiting": sum(state in _WAITING for state in states),
            "skipped": len(self.skipped),
        }

    def decide(
        self, id: str, decision: Decision, *, by: str, day: date, edited: Question | None = None
    ) -> "Review":
        """Decide on a question.

        Args:
            id: of the question.
            decision: what becomes of it.
            by: who decides.
            day: when.
            edited: the question as the person has labelled it or put it right, with the same id; None to
                leave it.

        Returns:
            The review with the decision in it; nothing is written.

        Raises:
            UsageError: no question with this id waits, or one without labels is to be accepted.
        """
        question = self.questions.get(id)
        if question is None or question.state not in _WAITING:
            raise UsageError(f"草稿里没有待审的 {id}；它可能已经审过，请刷新。")
        if decision is Decision.SKIP:
            return replace(self, skipped=self.skipped | {id})
        final = _decided(edited or question, id, decision, by, day)
        return replace(
            self,
            questions={**self.questions, id: final},
            decided=(*self.decided, id),
            skipped=self.skipped - {id},
        )

    def save(self, *, by: str, day: date) -> tuple["Review", Version | None]:
        """Write the decisions: accepted questions into the set, then all into the draft.

        In this order, a process killed between the two shows a question again, and accepting it again adds
        nothing; no decision is lost and no question comes twice.

        Returns:
            The review with nothing left to write, and the set's new version where it has grown.

        Raises:
            UsageError: somebody else has changed the draft since it was read.
            StoreError: a file cannot be written.
        """
        if not self.decided:
            return self, None
        with _locked(self.draft):
            if fingerprint(self.draft) != self.seen:
                raise UsageError(f"{self.draft} 在审定期间被别处改动；这一步没有保存，请重新打开再审。")
            version = self._extend(by=by, day=day)
            replace_file(self.draft, self._lines())
            return replace(self, decided=(), seen=fingerprint(self.draft)), version

    def _extend(self, *, by: str, day: date) -> Version | None:
        final = (self.questions[id] for id in self.decided)
        accepted = [row for row in final if isinstance(row, Question) and row.state is State.ACCEPTED]
        if not accepted:
            return None
        # Two drafts may be accepted into one set at once.
        with _locked(self.target):
            added = _append(self.target, accepted)
            return note_version(self.target, added=added, by=by, day=day) if added else None

    def _lines(self) -> bytes:
        """Lay the draft out anew; lines that are not decided on stay as they are, letter for letter."""
        lines = []
        for _, line in numbered_lines(self.draft):
            id = id_of(line)
            if id in self.decided:
                lines.append(json_lines([{**parse_object(line), **entry_record(self.questions[id])}]))
            else:
                lines.append(line.encode("utf-8", "surrogateescape") + b"\n")
        return b"".join(lines)


def _decided(entry: Entry, id: str, decision: Decision, by: str, day: date) -> Entry:
    state, on = _BECOMES[decision], day.isoformat()
    if not isinstance(entry, Unlabelled):
        return replace(entry, id=id, state=state, reviewed_by=by, reviewed_on=on)
    if decision is Decision.ACCEPT:
        raise UsageError(f"{id} 还没有填题型和有无答案，不能收下；请先填好，或选不收。")
    reviewed = {"state": state, "reviewed_by": by, "reviewed_on": on}
    return replace(entry, state=state, record={**entry.record, **reviewed})


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Keep others from writing a file meanwhile; the lock is hidden and stays beside it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(path.with_name(f".{path.name}.lock"), timeout=_LOCK_SECONDS):
            yield
    except TimeoutError as error:
        raise StoreError(f"{path} 正被别处写着，没有保存；请稍后再试。") from error
    except OSError as error:
        raise StoreError(f"写不了 {path}（{why(error)}）；请检查路径、权限和空间。") from error


def _append(target: Path, accepted: list[Question]) -> int:
    """Add to a set the questions whose ids it does not have; returns how many."""
    known = {id_of(line) for _, line in numbered_lines(target)} if target.exists() else set()
    new = [question_record(question) for question in accepted if question.id not in known]
    if not new:
        return 0
    held = target.read_bytes() if target.exists() else b""
    # A last line without its end would run into the first new one.
    end = b"" if not held or held.endswith(b"\n") else b"\n"
    replace_file(target, held + end + json_lines(new))
    return len(new)


def label(question: Entry, changes: Mapping[str, object]) -> Question:
    """Put a question right, or label one that came without.

    Args:
        question: as drafted or asked.
        changes: keys of a question file with their new values, as JSON has them.

    Returns:
        The question with the changes in it.

    Raises:
        MalformedRow: it would be no question any more; the message names the key.
    """
    return parse_question(json.loads(json.dumps({**entry_record(question), **changes})))
