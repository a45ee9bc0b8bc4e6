"""The file of decisions, claimsift.decisions.jsonl: one JSON object a line, only ever appended to, so that it can be versioned and merged.

Each entry says what one reviewer holds of one target from then on: the last entry of a reviewer for a target counts. Nothing is ever rewritten.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal, get_args

from pipeline.errors import UsageError
from pipeline.ingest import DECISIONS_FILE
from pipeline.records import CorpusResult
from pipeline.store import load_run

SCHEMA_VERSION = "1.0"
Target = Literal["claim", "flag", "match", "row", "sentence"]


@dataclass(frozen=True, slots=True)
class Words:
    """Words that a decision is about: they find its target again after the document was edited."""

    document: str
    text: str
    about: str = ""
    """What the tool said of them then: a claim's type, a flag's check, a match's relation."""
    sentence: str = ""
    """For a flag, the sentence around the words."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the file.

    ``decision`` is "accept", "reject", "field=value", "claim" (of a sentence that the tool did not take for one), "merge", "merge=contradicts" and the like
    (how the two rows relate), "split", a reviewer's own words, or empty: withdrawn. ``words`` are those of the claim, flag or sentence, of both sides of a
    match, or of all claims of a row; in a split the first is the claim that leaves the row. ``undoes`` names the entry that this one takes back.
    """

    entry: str
    time: str
    reviewer: str
    kind: Target
    target: str
    decision: str
    note: str = ""
    words: tuple[Words, ...] = field(default_factory=tuple)
    ids: tuple[str, ...] = field(default_factory=tuple)
    """Ids of the claims that ``words`` are of, in the same order; for claims and flags, their own."""
    undoes: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """A run's results with the decisions on it."""

    result: CorpusResult
    path: Path
    """The file of decisions."""
    entries: list[Entry]


def open_kept(out: Path, decisions: Path | None = None) -> Kept:
    """Return the run whose results are in ``out``, and its decisions, from ``decisions`` or the file beside the documents; raises UsageError."""
    result = load_run(out)
    path = decisions or decisions_path(result, out)
    return Kept(result, path, read_log(path))


def decisions_path(result: CorpusResult, out: Path) -> Path:
    """Return where a run's decisions are kept: beside the documents, or in ``out`` for texts that came from no folder.

    Raises UsageError when the documents are no longer where they were.
    """
    if not result.root:
        return out / DECISIONS_FILE
    root = Path(result.root)
    if not root.exists():
        raise UsageError(f"{root}: the documents are no longer there, so their decisions cannot be found; name the file with --decisions")
    return (root if root.is_dir() else root.parent) / DECISIONS_FILE


def read_log(path: Path) -> list[Entry]:
    """Return the entries in the order of their time, ties in the order of the file; raises UsageError naming the line that does not hold.

    A line that was cut off when the machine or the program died was never confirmed to anybody, and is left out.
    """
    if not path.is_file():
        return []
    try:
        lines = path.read_bytes().replace(b"\0", b"").split(b"\n")
    except OSError as error:
        raise UsageError(f"{path}: the decisions cannot be read: {error.strerror}") from error
    found = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            found.append(_entry(json.loads(line.decode("utf-8"))))
        except (ValueError, TypeError, KeyError) as error:
            if line.startswith(_START) or _START.startswith(line):
                continue
            what = "a conflict of merged versions" if line.startswith((b"<<<<<<<", b"=======", b">>>>>>>")) else f"no decision ({error})"
            raise UsageError(f"{path}:{number}: found {what}; expected one JSON object a line; keep both sides of a conflict and drop its marks") from error
    return sorted({one.entry: one for one in found}.values(), key=lambda one: one.time)


_START = b'{"schema_version"'


def moment(entries: Iterable[Entry]) -> str:
    """Return the time for a new entry: now, or just after the latest of ``entries`` where another machine's clock runs ahead."""
    now, latest = datetime.now(UTC), max((one.time for one in entries), default="")
    with suppress(ValueError, TypeError, OverflowError):  # a time that somebody wrote by hand
        now = max(now, datetime.fromisoformat(latest) + timedelta(microseconds=1)) if latest else now
    return now.isoformat(timespec="microseconds").replace("+00:00", "Z")


def _entry(row: dict[str, Any]) -> Entry:
    if row["kind"] not in get_args(Target):
        raise ValueError(f"kind '{row['kind']}' is none of {', '.join(get_args(Target))}")
    known = {name: row[name] for name in ("entry", "time", "reviewer", "kind", "target", "decision", "note", "undoes") if name in row}
    words = tuple(Words(**{name: one.get(name, "") for name in ("document", "text", "about", "sentence")}) for one in row.get("words", ()))
    if not all(isinstance(value, str) for value in known.values()):
        raise TypeError("a value that should be text is none")
    return Entry(**known, words=words, ids=tuple(row.get("ids", ())))


def append(path: Path, entries: Iterable[Entry]) -> None:
    """Add entries to the file and wait until they are on the disk; raises UsageError when it cannot be written."""
    lines = "".join(json.dumps({"schema_version": SCHEMA_VERSION} | _filled(asdict(one)), ensure_ascii=False) + "\n" for one in entries)
    if not lines:
        return
    try:
        with path.open("ab+") as file:
            if file.seek(0, os.SEEK_END) and file.seek(-1, os.SEEK_END) >= 0 and file.read(1) != b"\n":
                lines = "\n" + lines  # the rest of a line that was cut off stays a line of its own
            file.write(lines.encode("utf-8", "backslashreplace"))
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise UsageError(f"{path}: the decision cannot be kept: {error.strerror}; make the folder writable") from error


def _filled(row: dict[str, Any]) -> dict[str, Any]:
    """A row without what is empty, but always with its decision."""
    kept = {name: value for name, value in row.items() if value or name == "decision"}
    if "words" in kept:
        kept["words"] = [{name: value for name, value in one.items() if value} for one in row["words"]]
    return kept
