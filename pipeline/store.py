"""The run's SQLite file: what the stages up to flag made of each document, by content, settings and model digests."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.ingest import RESULTS_MARK
from pipeline.records import DocumentResult

if TYPE_CHECKING:
    from pydantic import TypeAdapter

FILE_NAME = RESULTS_MARK


@cache
def _adapter() -> TypeAdapter[DocumentResult]:
    from pydantic import TypeAdapter

    return TypeAdapter(DocumentResult)


class Store:
    """Results by key. A damaged file is set aside and begun anew: it only saves time."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        try:
            self._connection = self._open()
        except sqlite3.DatabaseError:
            path.replace(path.with_suffix(".damaged"))
            self._connection = self._open()

    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path)
        connection.execute("CREATE TABLE IF NOT EXISTS results (key TEXT PRIMARY KEY, document TEXT NOT NULL, result BLOB NOT NULL)")
        return connection

    def get(self, key: str) -> DocumentResult | None:
        """Return the kept result, or None; one that no longer fits the records counts as none."""
        from pydantic import ValidationError

        row = self._connection.execute("SELECT result FROM results WHERE key = ?", (key,)).fetchone()
        if row is None:
            return None
        try:
            return _adapter().validate_json(row[0])
        except ValidationError:
            return None

    def put(self, key: str, result: DocumentResult) -> None:
        """Keep a result."""
        self._connection.execute("INSERT OR REPLACE INTO results VALUES (?, ?, ?)", (key, result.document.name, _adapter().dump_json(result)))

    def keep_only(self, keys: set[str]) -> None:
        """Drop what the corpus no longer holds."""
        known = [row[0] for row in self._connection.execute("SELECT key FROM results")]
        self._connection.executemany("DELETE FROM results WHERE key = ?", [(key,) for key in known if key not in keys])

    def close(self) -> None:
        """Write everything and close the file."""
        self._connection.commit()
        self._connection.close()


@contextmanager
def open_store(path: Path) -> Iterator[Store]:
    """Open the store at ``path``, and close it whatever happens."""
    store = Store(path)
    try:
        yield store
    finally:
        store.close()
