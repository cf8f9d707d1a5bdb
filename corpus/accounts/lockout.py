"""Who has failed to sign in too often must wait, each time twice as long; counted in the store.

Names that no user has are counted alike, so that a lock-out does not tell who has an account. They are kept
as hashes only: people type passwords into the wrong field.
"""

import hashlib
import ipaddress
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert as upsert

from corpus import schema

_TABLE: Final = schema.lockouts
_A_DAY: Final = 24 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """How many failures are let pass.

    Attributes:
        free: failures without a wait; the last of them brings the first wait.
        first, longest: seconds of the first wait, which doubles with each failure, and of the longest.
        forget: seconds without a failure after which counting begins anew.
    """

    free: int
    first: int = 60
    longest: int = 3600
    forget: int = _A_DAY


PER_USER: Final = Limit(free=5)
# A whole office may stand behind one address.
PER_ADDRESS: Final = Limit(free=30, forget=3600)


def user_subject(folded: str) -> str:
    """Name the counter of a user name."""
    return f"user:{hashlib.sha256(folded.encode('utf-8')).hexdigest()[:32]}"


def address_subject(address: str) -> str:
    """Name the counter of an address; of IPv6, of the network that one customer is given."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return "address:"
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped:
            return f"address:{found.ipv4_mapped}"
        return f"address:{ipaddress.ip_network((int(found), 64), strict=False)}"
    return f"address:{found}"


def seconds_left(connection: Connection, subject: str, limit: Limit, now: int) -> int:
    """Say how long a subject must still wait; 0 for not at all."""
    until = connection.execute(select(_TABLE.c.until).filter_by(subject=subject)).scalar()
    # A clock that was once ahead must not shut anybody out for years.
    return min(max((until or 0) - now, 0), limit.longest)


def count(connection: Connection, subject: str, limit: Limit, now: int) -> int:
    """Count a failure. Returns the seconds that the subject must wait from now on, 0 for none."""
    row = connection.execute(select(_TABLE).filter_by(subject=subject)).one_or_none()
    former = row.failures if row and now - row.failed < limit.forget else 0
    failures = former + 1
    over = failures - limit.free
    # 2 ** 30 minutes would be as long as any longest wait.
    wait = min(limit.first * 2 ** min(over, 30), limit.longest) if over >= 0 else 0
    values = {"failures": failures, "failed": now, "until": now + wait if wait else 0}
    statement = upsert(_TABLE).values(subject=subject, **values)
    connection.execute(statement.on_conflict_do_update(index_elements=["subject"], set_=values))
    return wait


def take_back(connection: Connection, subject: str) -> None:
    """Take one counted failure back, since it was none."""
    values = {"failures": _TABLE.c.failures - 1, "until": 0}
    connection.execute(_TABLE.update().filter_by(subject=subject).values(**values))


def forgive(connection: Connection, subject: str) -> None:
    """Begin counting anew."""
    connection.execute(delete(_TABLE).filter_by(subject=subject))


def sweep(connection: Connection, now: int) -> None:
    """Forget the counters that no longer matter."""
    connection.execute(delete(_TABLE).where(_TABLE.c.failed < now - _A_DAY, _TABLE.c.until < now))
