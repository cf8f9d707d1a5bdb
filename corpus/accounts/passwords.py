"""Passwords: what a new one must be, and argon2id hashes of them.

*Source:* parameters are the first of the OWASP Password Storage Cheat Sheet (46 MiB, one pass, one lane): a
machine with two processors has also questions to answer.
"""

import re
import secrets
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import BoundedSemaphore
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from corpus.errors import Overloaded, UsageError

TOO_MANY: Final = "现在登录的人太多，请过一会儿再试。"
SHORTEST: Final = 10
LONGEST: Final = 128
_FEWEST_DIFFERENT: Final = 5
# Longer ones are not even looked at: normalising can make text eighteen times as long.
_LONGEST_TYPED: Final = 1024

_HASHER: Final = PasswordHasher(time_cost=1, memory_cost=46 * 1024, parallelism=1)
# Each takes much memory and some hundredths of a second of a processor, so a crowd at the door must queue.
_TURNS: Final = BoundedSemaphore(2)
_PATIENCE_SECONDS: Final = 10.0

_ROWS: Final = ("01234567890123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm")
# zhengda@2024, Password123!, admin12345: a usual word with figures after it.
_USUAL: Final = re.compile(
    r"(?:password|passw0rd|p@ssw0rd|admin|administrator|root|zhengda|welcome|qwerty|iloveyou|woaini|abc)"
    r"[\W_]*\d*[\W_]*"
)


def check_new(password: str, user_name: str) -> None:
    """Refuse a password that is too short, too long or easily guessed.

    Raises:
        UsageError: with what to do instead.
    """
    chosen = _normal(password)
    if chosen is None or len(chosen) > LONGEST:
        raise UsageError(f"密码太长：最多 {LONGEST} 个字符。请换一个短些的。")
    if len(chosen) < SHORTEST:
        raise UsageError(f"密码太短：至少 {SHORTEST} 个字符，可以是几个不相干的词。请换一个长些的。")
    if any(unicodedata.category(letter) in ("Cc", "Cs", "Cn") for letter in chosen):
        raise UsageError("密码里有看不见的控制字符。请换一个。")
    if _is_easy(chosen.casefold(), unicodedata.normalize("NFKC", user_name).casefold()):
        raise UsageError("密码太容易猜到：不要含用户名，不要用常见的词加数字、连续或重复的字符。请换一个。")


def hashed(password: str) -> str:
    """Hash a password that `check_new` has let through, with a salt of its own."""
    return _HASHER.hash(_normal(password) or "")


def fits(password: str, kept: str | None) -> bool:
    """Tell whether a password is the one that was hashed.

    Takes the same time whatever the answer, and where there is no such user (`kept` is None).
    """
    decoy, given = _decoy(), _normal(password)
    possible = kept is not None and given is not None and len(given) <= LONGEST
    try:
        # A decoy's password is known to nobody, so that this is never the way in.
        _HASHER.verify(kept if possible and kept else decoy, given if possible and given else "")
    except (VerificationError, InvalidHashError):
        return False
    return possible


def is_outdated(kept: str) -> bool:
    """Tell whether a hash was made with other parameters than are in use now."""
    return _HASHER.check_needs_rehash(kept)


@contextmanager
def turn() -> Iterator[None]:
    """Wait for one's turn to have a password checked.

    Raises:
        Overloaded: too many are waiting.
    """
    if not _TURNS.acquire(timeout=_PATIENCE_SECONDS):
        raise Overloaded(TOO_MANY)
    try:
        yield
    finally:
        _TURNS.release()


@cache
def _decoy() -> str:
    return _HASHER.hash(secrets.token_hex())


def _normal(password: str) -> str | None:
    """Bring what different keyboards send for one password into one form; None where it is far too long."""
    if len(password) > _LONGEST_TYPED:
        return None
    # Half a surrogate pair cannot be encoded, and no password that was set can hold one.
    return unicodedata.normalize("NFKC", password.encode("utf-8", "replace").decode("utf-8"))


def _is_easy(chosen: str, user_name: str) -> bool:
    return (
        len(set(chosen)) < _FEWEST_DIFFERENT
        or user_name in chosen
        or any(chosen in row or chosen in row[::-1] for row in _ROWS)
        or _USUAL.fullmatch(chosen) is not None
    )
