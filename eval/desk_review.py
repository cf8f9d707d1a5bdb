"""Reviewing drafts on a page: what it shows, what a person decides, new drafts.

The page keeps nothing but names: every call reads the draft anew, so that two people may work on one. Only
where the very question that somebody decides on was changed meanwhile is the decision held back.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from corpus.errors import UsageError
from eval.candidates import candidates
from eval.desk_fields import asked_lines, edited, entry_digest, field_texts, form, passages, problems
from eval.desk_files import Shelf, draft_names, draft_path, new_draft_path, set_names, set_path
from eval.draft import draft
from eval.draft_file import Entry, Unlabelled, read_draft
from eval.question_file import json_lines, question_record, write_new
from eval.questions import Question, State
from eval.review import Decision, Review
from eval.rows import MalformedRow
from eval.sheet import in_headers
from eval.target import broken_target
from eval.versions import Version

_MOST_DRAFTED = 200
_DONE = {State.ACCEPTED: "收下", State.REJECTED: "不收"}


class ReviewDesk:
    """What the page for accepting questions asks for.

    Args:
        data_dir: where drafts and sets are kept. store_path: of the library.
    """

    def __init__(self, data_dir: Path, store_path: Path) -> None:
        self._data_dir = data_dir
        self._shelf = Shelf(store_path)

    def form(self) -> list[dict[str, Any]]:
        """Name the fields of a question: `key`, `label`, `hint`, and `choices`, none for free text."""
        return form()

    def drafts(self) -> list[str]:
        """Name the drafts, the one last written to first."""
        return draft_names(self._data_dir)

    def sets(self) -> list[str]:
        """Name the sets that questions have been accepted into."""
        return set_names(self._data_dir)

    def draft_from_library(self) -> str:
        """Draft questions from the notices that no set and no draft has yet. Returns the new draft's name.

        Raises:
            UsageError: there is none.
            StoreError: the library cannot be read or the draft not written.
        """
        # Another seed each time, else a second draft would be the first again.
        drafted, known = draft(self._shelf.files(), seed=len(self.drafts())), set(self._known())
        found = [question for question in drafted if question.question not in known]
        if not found:
            raise UsageError("从库里的通知起草不出新题：没有任务条目，或都已在题集和草稿里。")
        return self._write("由库起草", map(question_record, found[:_MOST_DRAFTED]))

    def draft_from_use(self) -> str:
        """Gather questions from use that no set and no draft has yet. Returns the name of the new draft.

        Raises:
            UsageError: there is none.
            StoreError: the library cannot be read or the draft not written.
        """
        with self._shelf.store() as store:
            found = candidates(store, self._known())
        if not found:
            raise UsageError("使用中没有新的候选题：还没有被拒答或被评价过的提问，或都已在题集和草稿里。")
        return self._write("从使用收集", (candidate.record() for candidate in found))

    def open(self, draft: str, target: str, skipped: Sequence[str] = (), said: str = "") -> dict[str, Any]:
        """Show the question to look at now.

        Args:
            draft: name of the draft.
            target: name of the set.
            skipped: ids put off in this sitting.
            said: what to tell beside.

        Returns:
            `progress` (accepted, rejected, waiting, skipped), `unread` lines, `said`, `saved` (False), and of
            the question `id` (None where nothing is left), `seen` (to be given back), `fields` (texts by
            key), `notes`, `problems`, `passages` (name, before, marked, after).

        Raises:
            UsageError: draft or set cannot be used; the message says why.
            StoreError: the library cannot be read.
        """
        review = self._load(draft, target, skipped)
        return self._page(review, said or broken_target(review.target))

    def check(self, draft: str, target: str, id: str, fields: Mapping[str, str]) -> dict[str, Any]:
        """Hold a question as edited against the library: `problems` and `passages`.

        Raises:
            UsageError: the question is not in the draft, or would be none; the message names the field.
        """
        return self._looked_at(_edited(self._entry(self._load(draft, target), id), fields))

    def decide(
        self, draft: str, target: str, id: str, decision: str, *, by: str, fields: Mapping[str, str],
        seen: str, skipped: Sequence[str] = (), known_problems: Sequence[str] = (),
    ) -> dict[str, Any]:  # fmt: skip
        """Decide on a question and save it at once.

        Args:
            draft: name of the draft.
            target: name of the set.
            id: of the question.
            decision: accept, reject or skip.
            by: who decides; not needed to skip.
            fields: texts as edited.
            seen: as `open` gave it.
            skipped: ids put off before.
            known_problems: those that were shown; a question with others is held back once.

        Returns:
            What `open` returns, of the next question; `saved` tells whether the decision was. Held back, it
            has `problems` and `passages` of the question as edited, and no `fields`.

        Raises:
            UsageError: no name is given, or the question would be none; the message names the field.
            StoreError: a file cannot be written.
        """
        wanted = Decision(decision)
        if not by.strip() and wanted is not Decision.SKIP:
            raise UsageError("不知道是谁在审题；收下和不收都要记下是谁审的。请重新登录后再做一次。")
        review = self._load(draft, target, skipped)
        entry = review.questions.get(id)
        if entry is None or entry_digest(entry) != seen:
            return self._page(review, _changed(entry))
        final = _edited(entry, fields) if wanted is Decision.ACCEPT else None
        looked_at = self._looked_at(final) if final else {"problems": []}
        if set(looked_at["problems"]) - set(known_problems):
            said = "还没有收下：请看下面的“注意”。改好再按“收下”；确认无妨，也再按一次。"
            return {**looked_at, "id": id, "seen": seen, "said": said, "saved": False}
        decided = review.decide(id, wanted, by=by.strip(), day=date.today(), edited=final)
        decided, version = decided.save(by=by.strip(), day=date.today())
        return {**self._page(decided, _done(wanted, decided, version)), "saved": True}

    def _load(self, draft: str, target: str, skipped: Sequence[str] = ()) -> Review:
        review = Review.load(draft_path(self._data_dir, draft), set_path(self._data_dir, target))
        for id in dict.fromkeys(skipped):
            entry = review.questions.get(id)
            if entry is not None and entry in review.waiting():
                review = review.decide(id, Decision.SKIP, by="", day=date.today())
        return review

    def _page(self, review: Review, said: str) -> dict[str, Any]:
        entry = review.next()
        page = {"progress": review.progress(), "unread": review.unread, "said": said, "saved": False}
        if entry is None:
            return {**page, "id": None, "seen": "", "fields": {}, "notes": [], "problems": [], "passages": []}
        notes = review.notes.get(entry.id, {})
        looked_at = self._looked_at(entry, notes)
        return {
            **page, **looked_at, "id": entry.id, "seen": entry_digest(entry),
            "fields": field_texts(entry), "notes": asked_lines(notes),
        }  # fmt: skip

    def _looked_at(self, entry: Entry, notes: Mapping[str, Any] | None = None) -> dict[str, Any]:
        files = self._shelf.files()
        return {"problems": problems(entry, files), "passages": passages(entry, files, notes or {})}

    def _entry(self, review: Review, id: str) -> Entry:
        if id not in review.questions:
            raise UsageError(f"草稿里已没有 {id}；请重新打开草稿。")
        return review.questions[id]

    def _known(self) -> Iterator[str]:
        for name in self.sets():
            yield from _questions_of(set_path(self._data_dir, name))
        for name in self.drafts():
            yield from _questions_of(draft_path(self._data_dir, name))

    def _write(self, what: str, records: Iterable[object]) -> str:
        path = new_draft_path(self._data_dir, what, datetime.now())
        write_new(path, json_lines(records), force=False)
        return path.stem


def _done(decision: Decision, decided: Review, version: Version | None) -> str:
    match decision:
        case Decision.ACCEPT if version:
            return f"已收入 {decided.target.name}（第 {version.version} 版，共 {version.questions} 题）。"
        case Decision.ACCEPT:
            return "已收下（题集里已有这一题）。"
        case Decision.REJECT:
            return "已记下：不收。"
        case Decision.SKIP:
            return "已放到后面。"


def _questions_of(path: Path) -> list[str]:
    try:
        return [entry.question for entry in read_draft(path).entries.values()]
    except UsageError:
        # A file of which nothing can be read holds no question either; opening it says so.
        return []


def _edited(entry: Entry, fields: Mapping[str, str]) -> Question:
    try:
        return edited(entry, fields)
    except MalformedRow as error:
        raise UsageError(f"没有保存：{in_headers(str(error))}。") from error


def _changed(entry: Entry | None) -> str:
    if isinstance(entry, Question) and entry.state in _DONE:
        by = f"由{entry.reviewed_by}" if entry.reviewed_by else ""
        return f"这一题刚{by}在别处审过（{_DONE[entry.state]}），您这一步没有保存；已读入最新的草稿。"
    if isinstance(entry, Unlabelled) and entry.state is State.REJECTED:
        return "这一题刚在别处审过（不收），您这一步没有保存；已读入最新的草稿。"
    return "这一题刚在别处改动过，您这一步没有保存；已读入最新的草稿。"
