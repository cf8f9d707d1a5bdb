"""The one façade of question answering: a question in, an `Answer` out."""

import hashlib
import logging
from collections import OrderedDict
from collections.abc import Callable, Set
from dataclasses import replace
from datetime import date

from corpus.errors import StoreBusy, StoreFull
from corpus.model import Notice
from corpus.settings import Settings
from corpus.store import Store
from index.ports import Engine, Switching
from qa.answer import Answer
from qa.answering import Answering
from qa.clock import Clock
from qa.dialogue import UNKNOWN_TURN, read_turn, turn_record
from qa.library import Library, read_library
from qa.privacy import mask
from qa.question_file import encodable
from qa.record import answer_record
from qa.retrieve import Candidate
from qa.understand import Reading, Turn

_LOG = logging.getLogger(__name__)


class Assistant:
    """Answers questions out of one library.

    Args:
        store: the notices.
        engine: search over them.
        settings: thresholds and the hotline's number.
        today: gives the day that counts; the clock's by default.
    """

    def __init__(
        self, store: Store, engine: Engine, settings: Settings, today: Callable[[], date] = date.today
    ) -> None:
        self.store = store
        self.settings = settings
        self._engine = engine
        self._today = today
        self._library: Library | None = None
        self._read_on: date | None = None
        self._turns: OrderedDict[str, Turn] = OrderedDict()

    def ask(
        self,
        question: str,
        *,
        id: str | None = None,
        region: str | None = None,
        after: str | None = None,
        ignore: Set[str] = frozenset(),
    ) -> Answer:
        """Answer a question.

        Args:
            question: in a person's words, any length.
            id: echoed in the answer.
            region: a region chosen beside the question; one that the question names wins.
            after: receipt of the answer that the question goes on from (那什么时候完成); an unknown one is
                said and ignored.
            ignore: names of readings (`Understood.name`) that the asker took back.

        Returns:
            An answer with verbatim citations, or a refusal with its reason; never an invented fact.

        Raises:
            StoreDamaged: a quote does not stand in the stored notice.
        """
        clock = Clock()
        answering = self._answering(clock)
        before = self._turn(after) if after else None
        told = answering.told(encodable(question), region, after=before, ignore=ignore)
        answer = told.answer
        if after and before is None:
            answer = replace(answer, understood=(*answer.understood, UNKNOWN_TURN))
        receipt = _receipt(answer, answering.library, answering.today, told.turn if before else None)
        answer = replace(answer, id=id, asked_on=answering.today, receipt=receipt)
        with clock.stage("keep"):
            self._keep(answer, told.turn)
        answer = replace(answer, took_ms=clock.done())
        _LOG.info("%s %s %s", answer.receipt, answer.status.value, dict(answer.took_ms))
        return answer

    @property
    def today(self) -> date:
        """The day that counts."""
        return self._today()

    @property
    def switching(self) -> Switching | None:
        """The change of model that is not complete; None where the model that is set answers."""
        return self._engine.switching

    def warm(self) -> None:
        """Load what the first question would wait for: the snapshot and the model."""
        self.library()
        self._engine.prepare("预热")

    def close(self) -> None:
        """Let go of the indexes and the store."""
        self._engine.close()
        self.store.close()

    def library(self) -> Library:
        """Return the snapshot that questions are answered from, taken anew when the store has changed."""
        today = self._today()
        if self._library is None or self._read_on != today or self._library.sequence != self.store.sequence:
            self._engine.refresh()
            self._library, self._read_on = read_library(self.store, today), today
        return self._library

    def candidates(self, reading: Reading, notices: tuple[Notice, ...]) -> tuple[Candidate, ...]:
        """Return the passages of some notices that may answer, best first; what evaluation looks at."""
        return self._answering(Clock()).candidates(reading, notices)

    def _answering(self, clock: Clock) -> Answering:
        return Answering(
            library=self.library(),
            engine=self._engine,
            settings=self.settings,
            today=self._today(),
            clock=clock,
        )

    def _turn(self, receipt: str) -> Turn | None:
        """Return what an answer left behind, from memory or from its receipt; None where it is not known."""
        known = self._turns.get(receipt)
        return known or read_turn((self.store.receipt(receipt) or {}).get("turn"))

    def _keep(self, answer: Answer, turn: Turn | None) -> None:
        """Store the receipt, what was typed masked; a busy or full store keeps no answer from its asker."""
        if turn is not None:
            self._turns[answer.receipt] = turn
            while len(self._turns) > _MOST_TURNS:
                self._turns.popitem(last=False)
        record = {**answer_record(_masked(answer)), "library": self.store.sequence}
        if turn is not None:
            record["turn"] = turn_record(turn)
        try:
            self.store.save_receipt(answer.receipt, record)
        except (StoreBusy, StoreFull) as error:
            _LOG.warning("receipt %s not kept: %s", answer.receipt, error)


# So many dialogues go on while the store cannot take receipts.
_MOST_TURNS = 500


def _masked(answer: Answer) -> Answer:
    """Return an answer as it may be stored."""
    understood = tuple(
        replace(piece, said=mask(piece.said), meant=mask(piece.meant)) for piece in answer.understood
    )
    offered = tuple(mask(question) for question in answer.alternatives)
    return replace(answer, question=mask(answer.question), alternatives=offered, understood=understood)


def _receipt(answer: Answer, library: Library, today: date, turn: Turn | None = None) -> str:
    """The same question to the same library on the same day gives the same receipt.

    A follow-up hangs on what it goes on from, so its turn counts too.
    """
    spans = [(citation.notice.id, citation.span) for citation in answer.citations]
    asked = mask(answer.question)
    seen: tuple[object, ...] = (asked, library.sequence, today, answer.status, answer.text, spans)
    seen = (*seen, turn) if turn else seen
    return "r" + hashlib.sha256(repr(seen).encode("utf-8")).hexdigest()[:20]
