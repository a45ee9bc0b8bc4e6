"""lint: what the checks object to in an author's own files, with line and column. Documents are not held against each other."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.detect import Detector
    from pipeline.ingest import Source
    from pipeline.lint.finding import Finding, Problem
    from pipeline.lint.places import SourcePlaces
    from pipeline.lint.sidecars import Sidecars
    from pipeline.records import Document, Flag
    from pipeline.settings import Settings

_EMPTY = ("empty file", "no text in it")
"""Errors of a run that are none here: in a file without text there is nothing to object to."""
Progress = Callable[[str, int, int], None]


@dataclass(slots=True)
class LintResult:
    """What was found in some files, in order of file and place."""

    findings: list[Finding] = field(default_factory=list)
    ignored: list[Finding] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    skipped: list[tuple[str, str]] = field(default_factory=list)
    """Files that are not looked at, with the reason."""
    extracted: list[str] = field(default_factory=list)
    """Files whose lines and columns count in their extracted text."""
    checked: int = 0

    def at_least(self, severity: str) -> bool:
        """True when something of ``severity`` or worse was found."""
        from pipeline.records import SEVERITIES

        return any(SEVERITIES.index(one.severity) >= SEVERITIES.index(severity) for one in self.findings)

    @property
    def failed(self) -> bool:
        """True when a file could not be checked."""
        return any(problem.failed for problem in self.problems)


def lint_files(paths: Iterable[Path], settings: Settings, progress: Progress = lambda *_: None) -> LintResult:
    """Check each file by itself; folders are walked as a run walks them. Raises UsageError for a path that is not there."""
    from pipeline.detect import make_detector
    from pipeline.lint.finding import Problem
    from pipeline.lint.sidecars import Sidecars

    result, sidecars, detector = LintResult(), Sidecars(), None
    sources = list(find_files(paths, settings))
    for number, (source, own) in enumerate(sources):
        progress(source.name, number, len(sources))
        document, raw = read_file(source, own)
        if document.status == "skipped" or document.error in _EMPTY:
            result.skipped.append((document.name, document.error))
        elif document.status == "failed":
            result.problems.append(Problem(document.name, 0, document.error, failed=True))
        else:
            detector = detector or make_detector(settings)
            _lint_document(document, raw, source.path, detector, sidecars, result)
    result.problems.extend(sidecars.problems)
    result.findings.sort(key=lambda one: one.order)
    result.ignored.sort(key=lambda one: one.order)
    return result


def find_files(paths: Iterable[Path], settings: Settings) -> Iterator[tuple[Source, Settings]]:
    """Yield each file once, with the settings it is read with; its name is its path as the user would write it.

    The setting ``exclude`` is for what is found in folders: a file that is named is meant.
    """
    from pipeline.errors import UsageError
    from pipeline.ingest import find_sources
    from pipeline.ingest.sources import read_sources
    from pipeline.lint.finding import shown_path

    seen: set[str] = set()
    for path in paths:
        if not path.exists():
            raise UsageError(f"{path}: no such file or folder; give the files to check")
        for source in find_sources(path, read_sources(path) if path.is_dir() else {}):
            real = os.path.realpath(source.path)
            if real not in seen:
                seen.add(real)
                yield replace(source, name=shown_path(source.path)), settings if path.is_dir() else replace(settings, exclude=())


def read_file(source: Source, settings: Settings) -> tuple[Document, str | None]:
    """Return a document and the text of its file, or None for a format without lines. Comments to claimsift are no part of a plain text."""
    from pipeline.errors import DocumentError
    from pipeline.ingest import read_bytes, read_source, skip_reason
    from pipeline.lint.ignores import without_comments
    from pipeline.lint.places import source_text

    if skip_reason(source, settings):
        return read_source(source, settings), None
    try:
        data = read_bytes(source, settings)
    except DocumentError:
        return read_source(source, settings), None
    document = read_source(source, settings, data)
    raw = source_text(data, document.format)
    if raw is not None and document.format == "txt" and (words := without_comments(raw)) != raw and words.strip():
        document = read_source(source, settings, words.encode("utf-8", "replace"))
    return document, raw


def _lint_document(document: Document, raw: str | None, path: Path, detector: Detector, sidecars: Sidecars, result: LintResult) -> None:
    from pipeline.lint.finding import Problem
    from pipeline.lint.ignores import InlineIgnores
    from pipeline.lint.places import SourcePlaces
    from pipeline.run import analyse_document

    analysed = analyse_document(document, detector)
    if analysed.document.status != "ok":
        result.problems.append(Problem(document.name, 0, analysed.document.error, failed=True))
        return
    result.checked += 1
    places = SourcePlaces(raw, document.text)
    if raw is None:
        result.extracted.append(document.name)
    inline = InlineIgnores(raw or "", document.format, document.name, places)
    result.problems.extend(inline.problems)
    for flag in analysed.flags:
        finding = finding_of(flag, document.name, places)
        inside = inline.reason(flag.check, finding.spot.place.line)
        reason = inside or sidecars.reason(path, flag.check, flag.text)
        if reason:
            result.ignored.append(replace(finding, ignored=reason, in_source=bool(inside)))
        else:
            result.findings.append(finding)


def finding_of(flag: Flag, path: str, places: SourcePlaces) -> Finding:
    """Return a flag as a finding in the file at ``path``."""
    from pipeline.lint.finding import Finding, spot_of

    return Finding(flag.flag_id, flag.check, flag.severity, flag.message, spot_of(flag.start, flag.end, flag.text, path, places))
