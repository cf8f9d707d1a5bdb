"""A model that may order and shorten an extracted answer, and nothing else."""

import logging
import threading
import time

from corpus.settings import Settings
from index.endpoint import Endpoint
from qa.privacy import mask
from qa.writer.chat import NoReply, ask
from qa.writer.check import checked
from qa.writer.outcome import Outcome, Why
from qa.writer.sentences import arrangeable, split

_LOG = logging.getLogger(__name__)

_MOST_BYTES = 64 * 1024
# A server's threads are few; those beyond this many get the extracted answer at once.
_AT_ONCE = 8
# A model that failed so often in a row is left alone for a while: every question would wait for nothing.
_FAILURES, _REST_SECONDS = 3, 60.0
_FAILED = (Why.TIME, Why.UNREACHED, Why.STATUS, Why.REDIRECT)


class Writer:
    """Asks one endpoint; safe to use from several threads.

    Args:
        endpoint: where to ask, and how long to wait.
    """

    def __init__(self, endpoint: Endpoint) -> None:
        self.endpoint = endpoint
        self._places = threading.Semaphore(_AT_ONCE)
        self._lock = threading.Lock()
        self._failures = 0
        self._rests_until = 0.0

    def arrange(self, question: str, text: str) -> Outcome:
        """Have an extracted answer ordered and shortened.

        Args:
            question: as asked; it is sent with personal data masked.
            text: the extracted answer.

        Returns:
            The text, out of the extracted answer's own characters; or why the extracted one is shown. Within
            the endpoint's time limit, whatever the endpoint does.
        """
        sentences = split(text)
        if not arrangeable(sentences, question):
            return Outcome(why=Why.SHORT)
        if time.monotonic() < self._rests_until:
            return Outcome(why=Why.RESTING)
        if not self._places.acquire(blocking=False):
            return Outcome(why=Why.BUSY)
        asking = _Asking(self, mask(question), [each.text for each in sentences])
        reply = asking.wait(self.endpoint.seconds)
        self._count(failed=reply in _FAILED)
        outcome = Outcome(why=reply) if isinstance(reply, Why) else checked(reply, sentences, question)
        _LOG.info("writer: %s", outcome.why.value)
        return outcome

    def free(self) -> None:
        """Give back the place of a request that has ended."""
        self._places.release()

    def _count(self, *, failed: bool) -> None:
        with self._lock:
            self._failures = self._failures + 1 if failed else 0
            if self._failures >= _FAILURES:
                self._failures, self._rests_until = 0, time.monotonic() + _REST_SECONDS


class _Asking:
    """A request on a thread of its own: one that trickles in byte by byte holds up only that thread."""

    def __init__(self, writer: Writer, question: str, sentences: list[str]) -> None:
        self._writer, self._question, self._sentences = writer, question, sentences
        self._reply: tuple[str, ...] | Why = Why.TIME
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)

    def wait(self, seconds: float) -> tuple[str, ...] | Why:
        """Return the sentences of the reply, or why there are none."""
        self._thread.start()
        self._thread.join(seconds)
        return self._reply

    def _run(self) -> None:
        try:
            self._reply = ask(self._writer.endpoint, self._question, self._sentences)
        except NoReply as error:
            self._reply = error.why
        finally:
            self._writer.free()


def open_writer(settings: Settings) -> Writer | None:
    """Give the writer that is set; None where none is, which is how it comes."""
    if not settings.writer:
        return None
    endpoint = Endpoint.of(
        settings.writer, key=settings.writer_key, seconds=settings.writer_seconds, most_bytes=_MOST_BYTES
    )
    return Writer(endpoint)
