"""Copies documents into a corpus without ever overwriting one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import UsageError


def copy_into(files: list[Path], corpus: Path) -> Iterator[Path]:
    """Copy each file into ``corpus``; yield where it went. The same content under the same name is left as it is.

    Raises UsageError before anything is copied when a file or the corpus is not there.
    """
    missing = [str(path) for path in files if not path.is_file()]
    if missing:
        raise UsageError(f"no such file: {', '.join(missing)}")
    if not corpus.is_dir():
        raise UsageError(f"{corpus}: no such folder; name your corpus with --corpus")
    for path in files:
        target = _free(corpus / path.name.lstrip("."), path.read_bytes())
        if not target.exists():
            shutil.copyfile(path, target)
        yield target


def _free(target: Path, data: bytes) -> Path:
    """The name itself, or the first "name-2" that is free; a file with the same content counts as free."""
    candidate, number = target, 2
    while os.path.lexists(candidate) and not (candidate.is_file() and candidate.read_bytes() == data):
        candidate = target.with_stem(f"{target.stem}-{number}")
        number += 1
    return candidate
