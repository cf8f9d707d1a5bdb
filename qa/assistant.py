"""The one façade of question answering: a question in, an `Answer` out."""

import logging
from collections import OrderedDict
from collections.abc import Callable, Set
from dataclasses import dataclass, replace
from datetime import date

from corpus.errors import StoreDamaged, StoreError
from corpus.json_records import Record
from corpus.model import Notice
from corpus.settings import Settings
from corpus.store import Store
from index.ports import Engine, Switching
from qa.answer import Answer, Citation, Status, Warning
from qa.answering import Answering
from qa.candidate import Candidate
from qa.clock import Clock
from qa.dialogue import UNKNOWN_TURN, read_turn
from qa.library import Library
from qa.passage_search import Wanted, search_passages
from qa.question_file import encodable
from qa.receipt_now import with_now
from qa.receipts import read_receipt, receipt_id, receipt_record
from qa.snapshot import Snapshot
from qa.trace import Arranged, Recorder, Trace, Way
from qa.understand import Reading, Turn
from qa.writer import Outcome, Why, Writer, open_writer

_LOG = logging.getLogger(__name__)

# Lists must not be cut, facts and refusals are short, notices that differ stand side by side as they are:
# only what was taken out of one passage is arranged.
_ARRANGED = (Way.PASSAGE, Way.ABOVE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """An answer that has been found, and what is left to do: arranging it, and its receipt.

    Attributes:
        turn: what it leaves for the next question. goes_on: whether it went on from an answer.
        model: name of the embedding model that searched.
    """

    answer: Answer
    turn: Turn | None
    goes_on: bool
    library: Library
    today: date
    model: str
    clock: Clock
    recorder: Recorder


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
        self._snapshot = Snapshot(store, engine, today)
        self._writer: Writer | None = open_writer(settings)
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
        return self.explain(question, id=id, region=region, after=after, ignore=ignore)[0]

    def explain(
        self,
        question: str,
        *,
        id: str | None = None,
        region: str | None = None,
        after: str | None = None,
        ignore: Set[str] = frozenset(),
    ) -> tuple[Answer, Trace]:
        """Answer a question and tell how the answer came about; arguments and errors as for `ask`."""
        return self.finish(self.begin(question, id=id, region=region, after=after, ignore=ignore))

    def begin(
        self,
        question: str,
        *,
        id: str | None = None,
        region: str | None = None,
        after: str | None = None,
        ignore: Set[str] = frozenset(),
    ) -> Begun:
        """Find the answer to a question; arguments and errors as for `ask`.

        What needs the indexes is done then: the rest may go on while the next question is begun.
        """
        clock, recorder = Clock(), Recorder()
        answering = self._answering(clock, recorder)
        before = self._turn(after) if after else None
        told = answering.told(encodable(question), region, after=before, ignore=ignore)
        answer = replace(told.answer, id=id, asked_on=answering.today)
        if after and before is None:
            answer = replace(answer, understood=(*answer.understood, UNKNOWN_TURN))
        return Begun(
            answer=answer,
            turn=told.turn,
            goes_on=before is not None,
            library=answering.library,
            today=answering.today,
            model=self._engine.model,
            clock=clock,
            recorder=recorder,
        )

    def finish(self, begun: Begun) -> tuple[Answer, Trace]:
        """Have the writer, where there is one, arrange an answer; give it its receipt and keep that."""
        answer = self._arranged(begun) if self._writer else begun.answer
        trace = self._trace(begun)
        # A follow-up hangs on what it goes on from, so its turn counts too.
        turn = begun.turn if begun.goes_on else None
        answer = replace(answer, receipt=receipt_id(answer, trace, begun.model, turn))
        with begun.clock.stage("keep"):
            self._keep(answer, trace, begun)
        answer = replace(answer, took_ms=begun.clock.done())
        _LOG.info("%s %s %s", answer.receipt, answer.status.value, dict(answer.took_ms))
        return answer, trace

    def receipt(self, receipt_id: str) -> Record | None:
        """Show an answer again as it was given, and how the library stands to it now.

        Returns:
            What `qa.receipts.receipt_record` kept, with `now` (see `qa.receipt_now`); None where there is no
            such receipt.

        Raises:
            StoreDamaged: its record is damaged or none of ours.
        """
        record = read_receipt(self.store, receipt_id)
        return None if record is None else with_now(record, self.store, self._today())

    @property
    def stale(self) -> bool:
        """Whether the index cannot follow the library, so that an earlier snapshot answers."""
        return self._snapshot.stale

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
        _ = self.library().passage_ids
        self._engine.prepare("预热")

    def close(self) -> None:
        """Let go of the indexes and the store."""
        self._engine.close()
        self.store.close()

    def library(self) -> Library:
        """Return the snapshot that questions are answered from, taken anew when the store has changed."""
        return self._snapshot.take()

    def candidates(self, reading: Reading, notices: tuple[Notice, ...]) -> tuple[Candidate, ...]:
        """Return the passages of some notices that may answer, best first; what evaluation looks at."""
        return self._answering(Clock(), Recorder()).candidates(reading, notices)

    def search(self, wanted: Wanted) -> tuple[Citation, ...]:
        """Find passages without answering (see `qa.passage_search`); no receipt is kept."""
        return search_passages(wanted, self.library(), self._engine, self._today())

    def _answering(self, clock: Clock, recorder: Recorder) -> Answering:
        return Answering(
            library=self.library(),
            engine=self._engine,
            settings=self.settings,
            today=self._today(),
            clock=clock,
            recorder=recorder,
        )

    def _arranged(self, begun: Begun) -> Answer:
        with begun.clock.stage("arrange"):
            outcome = self._outcome(begun)
        begun.recorder.note(Arranged(outcome))
        return replace(begun.answer, text=outcome.text, written=True) if outcome.text else begun.answer

    def _outcome(self, begun: Begun) -> Outcome:
        answer = begun.answer
        if (
            self._writer is None
            or answer.status is not Status.ANSWERED
            or Warning.CONFLICT in answer.warnings
            or self._trace(begun).way not in _ARRANGED
        ):
            return Outcome(why=Why.NOT_ASKED)
        return self._writer.arrange(answer.question, answer.text)

    def _trace(self, begun: Begun) -> Trace:
        return Trace(
            steps=begun.recorder.steps, library=begun.library, settings=self.settings, today=begun.today
        )

    def _turn(self, receipt: str) -> Turn | None:
        """Return what an answer left behind, from memory or from its receipt; None where it is not known."""
        known = self._turns.get(receipt)
        if known is not None:
            return known
        try:
            return read_turn((self.store.receipt(receipt) or {}).get("turn"))
        except StoreDamaged:
            # A receipt that nobody can read holds up no question.
            return None

    def _keep(self, answer: Answer, trace: Trace, begun: Begun) -> None:
        """Store the receipt; a store that cannot be written keeps no answer from its asker."""
        if begun.turn is not None:
            self._turns[answer.receipt] = begun.turn
            while len(self._turns) > _MOST_TURNS:
                self._turns.popitem(last=False)
        try:
            self.store.save_receipt(answer.receipt, receipt_record(answer, trace, begun.model, begun.turn))
        except StoreDamaged:
            raise
        except StoreError as error:
            _LOG.warning("receipt %s not kept: %s", answer.receipt, error)


# So many dialogues go on while the store cannot take receipts.
_MOST_TURNS = 500
