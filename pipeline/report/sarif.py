"""SARIF 2.1.0, which code hosts and editors show beside the lines: flags, and contradictions between documents."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from pipeline.lint.finding import Finding, Spot, shown_path, spot_of
from pipeline.lint.places import SourcePlaces, source_text
from pipeline.records import SEVERITIES, Claim, CorpusResult, Document, Flag
from pipeline.report.sarif_rules import CONTRADICTION, sarif_rules
from pipeline.review.decisions import Decisions, counts

FILE_NAME = "claimsift.sarif"
MOST = 25_000
"""Results that code hosts take of one run."""
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_EXTRACTED = "Line and column count in the text that was extracted from this file."


def write_sarif(result: CorpusResult, out: Path, decisions: Decisions) -> list[str]:
    """Write the flags and contradictions of a run; return the file's name. A flag that does not count by a decision is there, but suppressed."""
    from pipeline import __version__

    files = _Files(result)
    findings = [*_flags(result, decisions, files), *_contradictions(result, files)]
    log = sarif_log(findings, __version__, category="run")
    (out / FILE_NAME).write_text(json.dumps(log, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return [FILE_NAME]


def sarif_log(findings: Iterable[Finding], version: str, *, category: str = "lint") -> dict[str, Any]:
    """Return findings as a SARIF log, the gravest first; ``category`` keeps uploads of different commands apart.

    Of more than MOST the rest is left out, and the run's properties say how many.
    """
    ordered = sorted(findings, key=lambda one: (bool(one.ignored), -SEVERITIES.index(one.severity), one.order))
    rules = sarif_rules()
    numbers = {rule["id"]: number for number, rule in enumerate(rules)}
    suppressing = any(one.ignored for one in ordered[:MOST])
    run: dict[str, Any] = {
        "tool": {"driver": {"name": "claimsift", "semanticVersion": version, "version": version, "rules": rules}},
        "automationDetails": {"id": f"claimsift/{category}/"},
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "results": [_result(one, numbers, suppressing) for one in ordered[:MOST]],
    }
    if len(ordered) > MOST:
        run["properties"] = {"resultsLeftOut": len(ordered) - MOST}
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _result(finding: Finding, numbers: dict[str, int], suppressing: bool) -> dict[str, Any]:
    message = _unlinked(finding.sentence)
    if finding.related:
        message += "".join(f"; [{_label(spot.path)}]({number}) says “{_unlinked(spot.words)}”" for number, spot in enumerate(finding.related, 1))
    found: dict[str, Any] = {
        "ruleId": finding.check,
        "ruleIndex": numbers[finding.check],
        "level": finding.severity,
        "message": {"text": message},
        "locations": [_location(finding.spot)],
        "partialFingerprints": {"claimsift/v1": finding.key},
    }
    if finding.related:
        found["relatedLocations"] = [{"id": number, **_location(spot)} for number, spot in enumerate(finding.related, 1)]
    if suppressing:
        # Where one result has the property, all must: an empty list says that this one counts.
        found["suppressions"] = [_suppression(finding)] if finding.ignored else []
    return found


def _suppression(finding: Finding) -> dict[str, str]:
    kind = "inSource" if finding.in_source else "external"
    return {"kind": kind, "status": "accepted", "justification": finding.ignored}


def _location(spot: Spot) -> dict[str, Any]:
    place = spot.place
    region = {"startLine": place.line, "startColumn": place.column, "endLine": place.end_line, "endColumn": place.end_column, "snippet": {"text": spot.source}}
    found: dict[str, Any] = {"physicalLocation": {"artifactLocation": {"uri": _uri(spot.path)}, "region": region}}
    if spot.extracted:
        found["message"] = {"text": _EXTRACTED}
    return found


def _uri(path: str) -> str:
    """A relative reference; a colon in it is escaped, or what is before it would be a scheme."""
    return Path(path).as_uri() if Path(path).is_absolute() else quote(path, safe="/")


def _unlinked(text: str) -> str:
    """A message in which a document's words make no link: "[words](address)" is one in SARIF."""
    return " ".join(text.split()).replace("](", "] (")


def _label(path: str) -> str:
    return path.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")


class _Files:
    """The documents' files under the folder that was run over, each read and aligned once."""

    def __init__(self, result: CorpusResult) -> None:
        self._root = Path(result.root) if result.root else None
        self._documents = {document.name: document for document in result.documents}
        self._places = cache(self._read)

    def spot(self, record: Claim | Flag) -> Spot:
        """Return the spot of a record with document, start, end and text."""
        return spot_of(record.start, record.end, record.text, self._shown(record.document), self._places(record.document))

    def _path(self, name: str) -> Path | None:
        if self._root is None:
            return None
        return self._root if self._root.name == name and not self._root.is_dir() else self._root / name

    def _shown(self, name: str) -> str:
        path = self._path(name)
        if path is None:
            return name
        shown = shown_path(path)
        return name if Path(shown).is_absolute() or ".." in Path(shown).parts else shown

    def _read(self, name: str) -> SourcePlaces:
        document = self._documents[name]
        return SourcePlaces(self._source(document), document.text)

    def _source(self, document: Document) -> str | None:
        """The file's text, unless it has gone, has changed since the run, or lies outside the folder."""
        from hashlib import sha256

        path = self._path(document.name)
        if path is None or self._root is None:
            return None
        inside = path == self._root or path.resolve().is_relative_to(self._root.resolve())
        try:
            data = path.read_bytes() if inside and path.is_file() else b""
        except OSError:
            return None
        return source_text(data, document.format) if sha256(data).hexdigest() == document.sha256 else None


def _flags(result: CorpusResult, decisions: Decisions, files: _Files) -> Iterator[Finding]:
    for flag in result.flags:
        reason = _rejection(decisions, flag.flag_id) or _rejection(decisions, flag.claim_id)
        yield Finding(flag.flag_id, flag.check, flag.severity, flag.message, files.spot(flag), ignored=reason)


def _contradictions(result: CorpusResult, files: _Files) -> Iterator[Finding]:
    """Those that count: one that was rejected is none any more."""
    claims = {claim.claim_id: claim for claim in (*result.claims, *result.statements)}
    for match in result.matches:
        if match.relation == "contradicts":
            left, right = claims[match.left_id], claims[match.right_id]
            yield Finding(match.match_id, CONTRADICTION, "warning", match.reason, files.spot(left), related=(files.spot(right),))


def _rejection(decisions: Decisions, key: str) -> str:
    decision, note = decisions.get(key, ("", ""))
    if counts(decision):
        return ""
    return note or ("rejected by the reviewer" if decision == "reject" else decision)
