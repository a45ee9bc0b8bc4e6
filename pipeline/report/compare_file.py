"""The page of `claimsift compare --html`: two documents side by side, contested rows first, then what only one of them says."""

from __future__ import annotations

from pathlib import Path

from pipeline.errors import UsageError
from pipeline.records import CorpusResult, Group, one_origin
from pipeline.report.html_file import policy, render, style_sheet

_SECTIONS = (
    ("contradiction", "Contradictions"),
    ("strength_difference", "Differences in strength"),
    ("agreement", "Agreements"),
    ("reuse", "The same, from one origin"),
)


def write_comparison(result: CorpusResult, path: Path) -> None:
    """Write the page of a result of two documents; raises UsageError where it cannot be written."""
    rows = {verdict: [g for g in result.groups if g.verdict == verdict and not one_origin(g)] for verdict, _ in _SECTIONS}
    rows["reuse"] = [g for g in result.groups if one_origin(g)]
    style = style_sheet()
    page = render(
        "compare.html.jinja",
        style=style,
        policy=policy(style),
        names=[document.name for document in result.documents],
        version=result.run.get("version", ""),
        sections=[(verdict, title, rows[verdict]) for verdict, title in _SECTIONS],
        coverage=[(document.name, coverage(result, document.name)) for document in result.documents],
        considered=[m for m in result.matches if m.relation == "considered"],
    )
    try:
        path.write_text(page, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror}; give another --html") from error


def coverage(result: CorpusResult, document: str) -> list[Group]:
    """Return the rows of what one document says and no other does."""
    return [g for g in result.groups if g.verdict == "single_source" and g.cells[0].document == document]
