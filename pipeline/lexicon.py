"""Reads the word lists in lexicons/: tab-separated rows of literal, category, source, and optional further columns."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files

from pipeline.errors import SettingsError


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: ``literal`` (a word, phrase or, where the list's header says so, a pattern), its category, source and note."""

    literal: str
    category: str
    source: str
    note: str = ""


def parse_lexicon(text: str, name: str) -> tuple[Entry, ...]:
    """Return the entries of a list given as text; raises SettingsError naming the line that does not hold."""
    entries = []
    for number, row in enumerate(csv.reader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE), 1):
        if not row or row[0].startswith("#") or (number == 1 and row[0] == "literal"):
            continue
        if len(row) < 3:
            raise SettingsError(f"{name}:{number}: found {len(row)} columns, expected literal, category and source, with tabs between")
        entries.append(Entry(row[0], row[1], row[2], row[3] if len(row) > 3 else ""))
    return tuple(entries)


@cache
def read_lexicon(name: str) -> tuple[Entry, ...]:
    """Return the entries of the shipped list ``name`` ("hedges", "hype" ...)."""
    text = (files("pipeline") / "lexicons" / f"{name}.tsv").read_text(encoding="utf-8")
    return parse_lexicon(text, f"{name}.tsv")


@cache
def read_map(name: str) -> dict[str, str]:
    """Return a list as a mapping from lower-case literal to category."""
    return {entry.literal.lower(): entry.category for entry in read_lexicon(name)}


@cache
def lexicon_digest() -> str:
    """Return one SHA-256 over all shipped lists, names and contents."""
    digest = sha256()
    folder = files("pipeline") / "lexicons"
    for path in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if path.name.endswith(".tsv"):
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
