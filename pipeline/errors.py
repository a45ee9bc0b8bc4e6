"""The errors that claimsift raises on purpose.

::

    ClaimsiftError            anything below; the command line prints it as one line
    ├── UsageError            a wrong path, option or argument            (exit code 2)
    │   └── SettingsError     a settings file that does not hold          (exit code 2)
    ├── DocumentError         one file that cannot be read: a row, not the end of the run
    ├── ModelError            a model folder that is missing, damaged or of another version
    └── NothingChecked        no document could be analysed               (exit code 3)
"""

from __future__ import annotations

from collections.abc import Sequence


class ClaimsiftError(Exception):
    """The root. Its text is a sentence that says where, what was found, what was expected and what to do."""


class UsageError(ClaimsiftError):
    """The command was asked for something that is not there or does not go together."""


class SettingsError(UsageError):
    """A settings file or value that cannot be used."""


class DocumentError(ClaimsiftError):
    """A file that cannot be read; it becomes a row of documents.csv with this text."""


class ModelError(ClaimsiftError):
    """A model that is missing, damaged, or made for another version."""


class NothingChecked(ClaimsiftError):
    """Not one document could be analysed; ``results`` are the rows that say why, as DocumentResult."""

    def __init__(self, message: str, results: Sequence[object] = ()) -> None:
        super().__init__(message)
        self.results = tuple(results)
