"""The run's SQLite file: what the stages up to flag made of each document, by content, settings and model digests, and the last run as a whole."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import UsageError
from pipeline.ingest import RESULTS_MARK
from pipeline.records import CorpusResult, DocumentResult

if TYPE_CHECKING:
    from pydantic import TypeAdapter

FILE_NAME = RESULTS_MARK


@cache
def _adapter() -> TypeAdapter[DocumentResult]:
    from pydantic import TypeAdapter

    return TypeAdapter(DocumentResult)


@cache
def _run_adapter() -> TypeAdapter[CorpusResult]:
    from pydantic import TypeAdapter

    return TypeAdapter(CorpusResult)


class Store:
    """Results by key. It only saves time: a damaged file is set aside, one that is locked is done without."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self._connection: sqlite3.Connection | None = None
        self._open()

    def _open(self) -> None:
        try:
            self._connection = sqlite3.connect(self.path, timeout=5)
            self._connection.execute("CREATE TABLE IF NOT EXISTS results (key TEXT PRIMARY KEY, document TEXT NOT NULL, result BLOB NOT NULL)")
            self._connection.execute("CREATE TABLE IF NOT EXISTS runs (name TEXT PRIMARY KEY, result BLOB NOT NULL)")
            self._connection.commit()
        except sqlite3.Error as error:
            self._give_up(error)

    def _give_up(self, error: sqlite3.Error) -> None:
        """Go on without a store; a file that is damaged, and not just in use, is set aside for the next run."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        if not isinstance(error, sqlite3.OperationalError) and self.path.is_file():
            self.path.replace(self.path.with_suffix(".damaged"))
            self._open()

    def _execute(self, statement: str, values: tuple[object, ...] = ()) -> list[tuple[bytes, ...]]:
        if self._connection is None:
            return []
        try:
            rows = self._connection.execute(statement, values).fetchall()
            self._connection.commit()
        except sqlite3.Error as error:
            self._give_up(error)
            return []
        return rows

    def get(self, key: str) -> DocumentResult | None:
        """Return the kept result, or None; one that no longer fits the records counts as none."""
        from pydantic import ValidationError

        rows = self._execute("SELECT result FROM results WHERE key = ?", (key,))
        try:
            return _adapter().validate_json(rows[0][0]) if rows else None
        except ValidationError:
            return None

    def put(self, key: str, result: DocumentResult) -> None:
        """Keep a result."""
        self._execute("INSERT OR REPLACE INTO results VALUES (?, ?, ?)", (key, result.document.name, _adapter().dump_json(result)))

    def put_run(self, result: CorpusResult) -> bool:
        """Keep a whole run, as it was before any decision: the review reads it. False when the file is locked or cannot be written."""
        self._execute("INSERT OR REPLACE INTO runs VALUES ('last', ?)", (_run_adapter().dump_json(result),))
        return self._connection is not None

    def get_run(self) -> CorpusResult | None:
        """Return the last run that was kept, or None; one that no longer fits the records counts as none."""
        from pydantic import ValidationError

        rows = self._execute("SELECT result FROM runs WHERE name = 'last'")
        try:
            return _run_adapter().validate_json(rows[0][0]) if rows else None
        except ValidationError:
            return None

    def put_shown(self, corpus: str, shown: Mapping[str, tuple[str, str]]) -> None:
        """Keep what the tables show of decisions, and of which documents they are: what is in them otherwise was typed."""
        self._execute("INSERT OR REPLACE INTO runs VALUES ('shown', ?)", (json.dumps({"corpus": corpus, "shown": shown}).encode(),))

    def get_shown(self) -> tuple[str, dict[str, tuple[str, str]]]:
        """Return the documents whose tables are here, and what the tables showed when they were written; empty where there are none."""
        rows = self._execute("SELECT result FROM runs WHERE name = 'shown'")
        kept: dict[str, Any] = json.loads(rows[0][0]) if rows else {"corpus": "", "shown": {}}
        return kept["corpus"], {key: (decision, note) for key, (decision, note) in kept["shown"].items()}

    def files_before(self, written: Iterable[str]) -> list[str]:
        """Return the names of the files that earlier runs wrote and this one did not, and remember those of both."""
        rows = self._execute("SELECT result FROM runs WHERE name = 'files'")
        names = set(written)
        before = sorted(set(json.loads(rows[0][0]) if rows else ()) - names)
        left = [name for name in before if (self.path.parent / name).is_file()]
        self._execute("INSERT OR REPLACE INTO runs VALUES ('files', ?)", (json.dumps(sorted({*left, *names})).encode(),))
        return left

    def keep_only(self, keys: set[str]) -> None:
        """Drop what the corpus no longer holds."""
        for (key,) in self._execute("SELECT key FROM results"):
            if str(key) not in keys:
                self._execute("DELETE FROM results WHERE key = ?", (key,))

    def close(self) -> None:
        """Close the file; everything has been written."""
        if self._connection is not None:
            self._connection.close()


@contextmanager
def open_store(path: Path) -> Iterator[Store]:
    """Open the store at ``path``, and close it whatever happens."""
    store = Store(path)
    try:
        yield store
    finally:
        store.close()


def load_run(out: Path) -> CorpusResult:
    """Return the last run whose results are in ``out``; raises UsageError when there is none."""
    if not (out / FILE_NAME).is_file():
        raise UsageError(f"{out}: no results of a run in it ({FILE_NAME} is not there); run claimsift first, or name its --out folder")
    with open_store(out / FILE_NAME) as store:
        result = store.get_run()
    if result is None:
        raise UsageError(f"{out / FILE_NAME}: holds no whole run that this version can read, or is in use; run claimsift again with --out {out}")
    return result
