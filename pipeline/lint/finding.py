"""What lint and SARIF tell: findings with their place, and what went wrong."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from pipeline.lint.places import Place, SourcePlaces
from pipeline.records import Severity

_QUOTED = 80
"""Characters of a document's words that a message quotes."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Words in a file: ``words`` as the document's text has them, ``source`` as they stand in the file, markup and all."""

    path: str
    place: Place
    words: str
    source: str
    extracted: bool = False
    """True when line and column count in the extracted text, since the file has none."""


def spot_of(start: int, end: int, words: str, path: str, places: SourcePlaces) -> Spot:
    """Return words of a document as a spot in the file at ``path``."""
    return Spot(path, places.at(start, end), words, places.words(start, end), not places.in_source)


@dataclass(frozen=True, slots=True)
class Finding:
    """Words that a check objects to, or a claim that another document contradicts."""

    key: str
    """Stable: the id of the flag or match."""
    check: str
    severity: Severity
    message: str
    spot: Spot
    ignored: str = ""
    """Why it does not count, or empty."""
    in_source: bool = False
    """True when the document itself says that it is to be ignored."""
    related: tuple[Spot, ...] = ()

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """By file, then by place."""
        return self.spot.path, self.spot.place.line, self.spot.place.column, self.check, self.key

    @property
    def sentence(self) -> str:
        """The message, with the words that it is about where it does not quote of them itself."""
        words = " ".join(self.spot.words.split())
        if not words or any(quoted in words or words in quoted for quoted in re.findall("“([^“”]+)”", self.message)):
            return self.message
        return f"{self.message}: “{words if len(words) <= _QUOTED else words[: _QUOTED - 1].rstrip() + '…'}”"


@dataclass(frozen=True, slots=True)
class Problem:
    """What kept a file from being checked (``failed``), or an instruction that cannot be followed; ``line`` 0 is the whole file."""

    path: str
    line: int
    message: str
    failed: bool = False


def shown_path(path: Path) -> str:
    """Return a path from the working folder on where it lies in it, with forward slashes and nothing that cannot be printed as UTF-8."""
    here = Path.cwd()
    inside = path.is_absolute() and path.is_relative_to(here)
    shown = os.fsencode((path.relative_to(here) if inside else path).as_posix()).decode("utf-8", "backslashreplace")
    # A line that begins with "::" is a command to the log of a workflow.
    return f"./{shown}" if shown.startswith(":") else shown
