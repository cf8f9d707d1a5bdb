"""A service at an address that speaks JSON: one request, within a time and a size, to that address only."""

import http.client
import json
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import IO, Protocol
from urllib.parse import urlsplit

from corpus.errors import ModelError

_AT_ONCE = 1 << 16


def is_endpoint(setting: str) -> bool:
    """Tell whether a setting names an endpoint: an address and, behind #, a model."""
    return urlsplit(setting).scheme in ("http", "https")


class Fault(StrEnum):
    """What went wrong with a request."""

    UNREACHED = "unreached"
    TIME = "time"
    STATUS = "status"
    REDIRECT = "redirect"
    TOO_LARGE = "too_large"
    NO_JSON = "no_json"


class Unanswered(ModelError):
    """An endpoint gave no answer that can be used.

    Attributes:
        fault: what went wrong; the text says it for people, without address or key.
    """

    def __init__(self, fault: Fault, words: str) -> None:
        super().__init__(words)
        self.fault = fault


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """Where to ask, as a setting names it (address#model), and how much to put up with.

    Attributes:
        address: without the model. model: "" where the setting names none.
        key: sent as a bearer token where it is not empty.
        seconds: longest silence of the other side, and of the whole answer from the first request on.
        most_bytes: longest answer.
    """

    address: str
    model: str
    key: str = field(default="", repr=False)
    seconds: float
    most_bytes: int

    @classmethod
    def of(cls, setting: str, *, key: str, seconds: float, most_bytes: int) -> "Endpoint":
        """Take a setting apart; nothing is asked yet."""
        address, _, model = setting.partition("#")
        return cls(address=address, model=model, key=key, seconds=seconds, most_bytes=most_bytes)

    def post(self, payload: Mapping[str, object]) -> object:
        """Send a JSON object and give the JSON value that is answered.

        A proxy that the environment names is used, a redirection is not followed: text and key go to the
        address that was set and to no other.

        Raises:
            Unanswered: see `Fault`.
        """
        body = json.dumps(payload, ensure_ascii=False).encode("utf-8", "replace")
        headers = {"Content-Type": "application/json"}
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        ends = time.monotonic() + self.seconds
        try:
            request = urllib.request.Request(self.address, body, headers)
            with urllib.request.build_opener(_Staying).open(request, timeout=self.seconds) as reply:
                content = self._read(reply, ends)
            answered: object = json.loads(content)
            return answered
        except urllib.error.HTTPError as error:
            error.close()
            turned = error.code // 100 == _TURNED
            raise Unanswered(Fault.REDIRECT if turned else Fault.STATUS, f"HTTP {error.code}") from None
        except (OSError, http.client.HTTPException) as error:
            late = isinstance(getattr(error, "reason", error), TimeoutError)
            raise Unanswered(Fault.TIME if late else Fault.UNREACHED, str(error)) from error
        except (ValueError, RecursionError) as error:
            raise Unanswered(Fault.NO_JSON, type(error).__name__) from error

    def _read(self, reply: "_Reply", ends: float) -> bytes:
        parts, size = [], 0
        while part := reply.read1(_AT_ONCE):
            parts.append(part)
            size += len(part)
            if size > self.most_bytes:
                raise Unanswered(Fault.TOO_LARGE, f"超过 {self.most_bytes} 字节")
            if time.monotonic() > ends:
                raise Unanswered(Fault.TIME, f"超过 {self.seconds:g} 秒")
        return b"".join(parts)


_TURNED = 3


class _Reply(Protocol):
    def read1(self, size: int, /) -> bytes: ...


class _Staying(urllib.request.HTTPRedirectHandler):
    """Follows no redirection."""

    def redirect_request(
        self,
        req: urllib.request.Request,  # noqa: ARG002 - urllib's signature
        fp: IO[bytes],  # noqa: ARG002
        code: int,  # noqa: ARG002
        msg: str,  # noqa: ARG002
        headers: http.client.HTTPMessage,  # noqa: ARG002
        newurl: str,  # noqa: ARG002
    ) -> None:
        """Go nowhere else."""
        return
