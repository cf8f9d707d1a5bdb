"""Errors that 政答 raises on purpose.

ZhengdaError                    shown to the user as one line: what, where, what to do
├── UsageError                  the call was wrong (exit code 2)
├── SettingsError               zhengda.toml or ZHENGDA_* is wrong (exit code 2)
├── ReadError                   one file could not be read; the others go on
│   ├── EmptyFile
│   ├── FileTooLarge
│   ├── UnsupportedFile         binary, or a format no reader takes
│   ├── UndecodableFile         damaged, encrypted, or text in no known encoding
│   └── ReadTimeout             took too long, or more memory than there is
├── StoreError
│   ├── StoreBusy               another process is writing
│   ├── StoreFull               no space left, nothing half-written
│   └── StoreDamaged
├── Overloaded                  too many ask for the same at once
├── ModelError                  the embedding model is missing or damaged
└── StaleIndex                  an index does not fit the store; it can be rebuilt
"""


class ZhengdaError(Exception):
    """Base of every error raised on purpose; its text is one line for the user, in Chinese."""

    exit_code = 1


class UsageError(ZhengdaError):
    """The command or request was wrong."""

    exit_code = 2


class SettingsError(ZhengdaError):
    """A setting is unknown or has a value out of range."""

    exit_code = 2


class ReadError(ZhengdaError):
    """A file could not be read."""


class EmptyFile(ReadError):
    """The file holds no text."""


class FileTooLarge(ReadError):
    """The file is over the size limit."""


class UnsupportedFile(ReadError):
    """The file is binary or of a format that no reader takes."""


class UndecodableFile(ReadError):
    """The text is in none of the encodings tried."""


class ReadTimeout(ReadError):
    """Reading the file took too long, or its process ended before it was done."""


class StoreError(ZhengdaError):
    """The store could not do what was asked."""


class StoreBusy(StoreError):
    """Another process is writing to the store."""


class StoreFull(StoreError):
    """The disk is full; what was stored before is untouched."""


class StoreDamaged(StoreError):
    """The store file is not one of ours or is damaged."""


class Overloaded(ZhengdaError):
    """Too many ask for the same at once; later it will go."""


class ModelError(ZhengdaError):
    """The embedding model is missing, damaged or cannot be loaded."""


class StaleIndex(ZhengdaError):
    """An index does not match the store; it can be rebuilt from it."""
