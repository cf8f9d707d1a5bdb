"""Users and their roles, and the one table of what each role may open."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class AccountRole(StrEnum):
    """What somebody does here."""

    OPERATOR = "operator"
    STAFF = "staff"
    EDITOR = "editor"
    ADMINISTRATOR = "administrator"


ROLE_NAMES: Final[Mapping[AccountRole, str]] = MappingProxyType(
    {
        AccountRole.OPERATOR: "话务员",
        AccountRole.STAFF: "工作人员",
        AccountRole.EDITOR: "编辑",
        AccountRole.ADMINISTRATOR: "管理员",
    }
)


class Face(StrEnum):
    """A page, with all that lies below it, that one must sign in for."""

    DESK = "desk"
    OPERATOR = "operator"
    TASKS = "tasks"
    EDITOR = "editor"


FACE_NAMES: Final[Mapping[Face, str]] = MappingProxyType(
    {Face.DESK: "工作台", Face.OPERATOR: "话务台", Face.TASKS: "任务台账", Face.EDITOR: "编辑台"}
)

_OPERATOR, _STAFF, _EDITOR, _ADMINISTRATOR = AccountRole
MAY_OPEN: Final[Mapping[Face, frozenset[AccountRole]]] = MappingProxyType(
    {
        Face.DESK: frozenset(AccountRole),
        Face.OPERATOR: frozenset({_OPERATOR, _EDITOR, _ADMINISTRATOR}),
        Face.TASKS: frozenset({_STAFF, _EDITOR, _ADMINISTRATOR}),
        Face.EDITOR: frozenset({_EDITOR, _ADMINISTRATOR}),
    }
)
"""The one place that says which role may open what."""


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """Somebody with an account.

    Attributes:
        number: in the store.
        name: as it was given; no two users' names differ only in case or width.
        locked: by an administrator; nobody gets in with it until it is unlocked.
        created_at, signed_in_at: UTC, 2024-01-01 08:00:00; the latter None for never.
    """

    number: int
    name: str
    role: AccountRole
    locked: bool
    created_at: str
    signed_in_at: str | None

    @property
    def role_name(self) -> str:
        """The role in Chinese."""
        return ROLE_NAMES[self.role]

    def may_open(self, face: Face) -> bool:
        """Tell whether the role suffices."""
        return self.role in MAY_OPEN[face]
