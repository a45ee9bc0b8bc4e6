"""Reads training and gold data from a data folder, and keeps texts of dev and test files out of training."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from pipeline.errors import UsageError
from pipeline.records import Block, Document, Sentence
from pipeline.segment import Parsed, read_texts

JsonRow = dict[str, Any]


@dataclass(frozen=True, slots=True)
class DataFolder:
    """A folder with ``data/<task>/<set>/<split>.jsonl`` and ``gold/``; see docs/training.md for its layout."""

    root: Path

    def rows(self, path: str) -> list[JsonRow]:
        """Return the JSON lines of a file under the folder; raises UsageError when it is not there."""
        full = self.root / path
        if not full.is_file():
            raise UsageError(f"{full}: no such file; --data expects a folder with 'data' and 'gold' in it")
        with full.open(encoding="utf-8") as lines:
            return [json.loads(line) for line in lines if line.strip()]

    def table(self, path: str) -> list[dict[str, str]]:
        """Return the rows of a tab-separated file."""
        full = self.root / path
        if not full.is_file():
            raise UsageError(f"{full}: no such file; --data expects a folder with 'data' and 'gold' in it")
        with full.open(encoding="utf-8", newline="") as lines:
            return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))

    def digest(self, paths: Iterable[str]) -> dict[str, str]:
        """Return the SHA-256 of each file, for meta.json."""
        return {path: sha256((self.root / path).read_bytes()).hexdigest() for path in paths}

    def held_out_texts(self) -> set[str]:
        """Return every text, normalised, of every dev and test file: none of them may be trained on."""
        found: set[str] = set()
        for name in ("dev.jsonl", "test.jsonl"):
            for path in sorted(self.root.glob(f"data/*/*/{name}")) + sorted(self.root.glob(f"gold/*/{name}")):
                with path.open(encoding="utf-8") as lines:
                    for line in lines:
                        row = json.loads(line)
                        found.update(normal(str(row[key])) for key in ("text", "a", "b") if row.get(key))
        return found


def normal(text: str) -> str:
    """Return ``text`` in the form in which two texts are compared: lower case, letters and digits only."""
    return "".join(character for character in text.lower() if character.isalnum())


def without(rows: Iterable[JsonRow], held_out: set[str]) -> list[JsonRow]:
    """Return the rows whose text is not held out."""
    return [row for row in rows if normal(row["text"]) not in held_out]


def labelled_documents(rows: Iterable[JsonRow]) -> Iterator[tuple[list[JsonRow], Parsed]]:
    """Yield (rows, parsed) for each document of a labelled set, with the set's own sentence bounds and paragraphs."""
    by_document: dict[str, list[JsonRow]] = {}
    for row in rows:
        if row["text"].strip():
            by_document.setdefault(row["doc"], []).append(row)
    for name, own in by_document.items():
        yield own, parsed_of(name, [(row["text"].strip(), int(row.get("paragraph", n))) for n, row in enumerate(own)])


def parsed_of(name: str, texts: list[tuple[str, int]]) -> Parsed:
    """Return a parsed document made of (sentence, paragraph) pairs."""
    from pipeline.models import load_language

    sentences, blocks, position = [], [], 0
    for index, (text, paragraph) in enumerate(texts):
        sentences.append(Sentence(name, index, position, position + len(text), "prose", text, paragraph))
        blocks.append(Block(position, position + len(text), "prose"))
        position += len(text) + 1
    document = Document(name, text=" ".join(text for text, _ in texts), blocks=tuple(blocks), language="en")
    spans = read_texts(load_language(), [text for text, _ in texts])
    return Parsed(document, tuple(sentences), tuple(spans))
