"""Who may use the signed-in faces: users, passwords, sessions, lock-outs, and what happened to them."""

from corpus.accounts.accounts import Accounts
from corpus.accounts.door import Door, Refusal, Refused, SignedIn
from corpus.accounts.rights import AccountRole, Face
from corpus.accounts.sessions import Lifetime

__all__ = ["AccountRole", "Accounts", "Door", "Face", "Lifetime", "Refusal", "Refused", "SignedIn"]
