"""Writers of findings: for a person at a terminal, for scripts, and for code hosts. No control character of a document reaches a terminal."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping

from pipeline.lint import LintResult
from pipeline.lint.finding import Finding, Problem
from pipeline.records import SEVERITIES

SCHEMA_VERSION = "1.0"
_COLOURS = {"error": "31", "warning": "33", "note": "36"}
_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}
_SUSPECT = re.compile(r"[^ -~]")


def printable(text: str) -> str:
    """Return ``text`` on one line, with control and direction characters written out as escapes: a terminal would obey them.

    "##[" is opened for the same reason: the log of a workflow takes what follows for a command, wherever it stands.
    """
    return _SUSPECT.sub(lambda match: _written(match[0]), " ".join(text.split())).replace("##[", "## [")


def _written(character: str) -> str:
    if unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"):
        return character
    code = ord(character)
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}" if code < 65536 else f"\\U{code:08x}"


def text_lines(result: LintResult, colour: bool = False) -> Iterator[str]:
    """Yield ``path:line:column: severity check message``, which editors and terminals make a link of."""
    for one in result.findings:
        place = one.spot.place
        where = _painted(f"{printable(one.spot.path)}:{place.line}:{place.column}:", "1", colour)
        yield f"{where} {_painted(one.severity, _COLOURS[one.severity], colour)} {_painted(one.check, '1', colour)} {printable(one.sentence)}"


def _painted(text: str, code: str, colour: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if colour else text


def json_lines(result: LintResult, colour: bool = False) -> Iterator[str]:  # noqa: ARG001
    """Yield one JSON list of objects, in plain ASCII."""
    yield json.dumps([_object(one) for one in result.findings], indent=1)


def _object(finding: Finding) -> dict[str, object]:
    spot, place = finding.spot, finding.spot.place
    return {
        "schema_version": SCHEMA_VERSION,
        "flag_id": finding.key,
        "check": finding.check,
        "severity": finding.severity,
        "path": spot.path,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
        "in_extracted_text": spot.extracted,
        "words": spot.words,
        "message": finding.message,
    }


def github_lines(result: LintResult, colour: bool = False) -> Iterator[str]:  # noqa: ARG001
    """Yield workflow commands, which a workflow's run shows beside the lines."""
    for one in result.findings:
        spot, place = one.spot, one.spot.place
        facts = {"file": printable(spot.path), "line": place.line, "endLine": place.end_line, "col": place.column, "title": f"claimsift {one.check}"}
        if spot.extracted:
            # The lines are not those of the file: the annotation stands at its head.
            facts = {"file": facts["file"], "title": facts["title"]}
        yield _command(_COMMANDS[one.severity], facts, one.sentence)
    for problem in result.problems:
        place_of = {"file": printable(problem.path)} | ({"line": problem.line} if problem.line else {})
        yield _command("error", place_of | {"title": "claimsift"}, problem.message)


def _command(name: str, facts: Mapping[str, object], message: str) -> str:
    listed = ",".join(f"{key}={_escaped(str(value)).replace(':', '%3A').replace(',', '%2C')}" for key, value in facts.items())
    return f"::{name} {listed}::{_escaped(printable(message))}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def sarif_lines(result: LintResult, colour: bool = False) -> Iterator[str]:  # noqa: ARG001
    """Yield a SARIF log, in plain ASCII; what is ignored is in it too, suppressed."""
    from pipeline import __version__
    from pipeline.report.sarif import sarif_log

    yield json.dumps(sarif_log([*result.findings, *result.ignored], __version__), indent=1)


FORMATS: dict[str, Callable[..., Iterator[str]]] = {"text": text_lines, "json": json_lines, "github": github_lines, "sarif": sarif_lines}
"""Writer by name; each takes a LintResult and whether to colour."""


def problem_line(problem: Problem) -> str:
    """Return a problem as a line for stderr."""
    where = f"{printable(problem.path)}:{problem.line}" if problem.line else printable(problem.path)
    return f"{where}: {printable(problem.message)}"


def summary_lines(result: LintResult) -> Iterator[str]:
    """Yield what is told at the end, on stderr: problems, what was left out, and the counts."""
    yield from map(problem_line, result.problems)
    for path, reason in result.skipped:
        yield f"{printable(path)}: skipped: {printable(reason)}"
    if result.extracted and any(one.spot.extracted for one in result.findings):
        yield f"lines and columns in {', '.join(map(printable, result.extracted))} count in the extracted text; --show-text prints it"
    counts = {severity: sum(one.severity == severity for one in result.findings) for severity in reversed(SEVERITIES)}
    found = ", ".join(_counted(count, severity) for severity, count in counts.items() if count) or "nothing found"
    ignored = f", {len(result.ignored)} ignored" if result.ignored else ""
    yield f"{found}{ignored} in {_counted(result.checked, 'file')}"


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
