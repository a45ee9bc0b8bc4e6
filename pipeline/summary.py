"""What the commands print: short tables for a person at a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.records import CorpusResult, Group, one_origin

if TYPE_CHECKING:
    from rich.console import Console

    from pipeline.review.decisions import Review
    from pipeline.settings import Settings

PIPED_WIDTH = 200
"""Columns when the output is no terminal."""
SHOWN = 5
"""Contested rows in the summary."""


def _console() -> Console:
    from rich.console import Console

    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=PIPED_WIDTH)
    return console


def print_summary(result: CorpusResult, files: list[Path], review: Review) -> None:
    """Print a line a document, the first contested rows, what reviewers have decided, and where to look."""
    from rich.table import Table
    from rich.text import Text

    from pipeline.review.apply import countable

    console = _console()
    table = Table("document", "status", "claims", "hedged", "unsupported", "flags", box=None, header_style="bold")
    for entry in result.results:
        document, claims = entry.document, entry.claims
        status = document.status if document.status == "ok" else f"{document.status}: {document.error}"
        flags = len(countable(entry.flags, review))
        counts = (len(claims), sum(bool(c.hedges) for c in claims), sum(c.support == "unsupported" for c in claims), flags)
        table.add_row(Text(document.name), Text(status), *(str(count) if document.status == "ok" else "" for count in counts))
    console.print(table)
    verdicts = Counter(group.verdict for group in result.groups)
    found = ", ".join(
        f"{verdicts[name]} {name.replace('_', ' ')}{'s' if verdicts[name] != 1 else ''}" for name in ("contradiction", "strength_difference", "agreement")
    )
    console.print(f"\n{result.counts['claims']} claims; {found}; {result.counts['flags']} flags")
    for group in [g for g in result.groups if g.verdict in ("contradiction", "strength_difference")][:SHOWN]:
        console.print(Text(f"\n  {group.verdict.replace('_', ' ')}: {group.topic}", style="bold"))
        _print_cells(console, group)
    if "store" in result.run:
        console.print(Text(f"\n{result.run['store']}"))
    if review.entries or review.withheld:
        console.print(Text("\n" + _decided(review)))
    report = next((path for path in files if path.suffix == ".html"), None)
    table_file = next((path for path in files if path.name == "comparison.csv"), None)
    where = f"Read {report}" if report else f"Wrote {', '.join(path.name for path in files)} to {files[0].parent}"
    console.print(Text(f"\n{where}" + (f"; the table is {table_file}" if report and table_file else "")))


def _decided(review: Review) -> str:
    standing = review.standing.values()
    again, disputed = sum(one.status == "changed" for one in standing), sum(one.disputed for one in standing)
    rows = len(review.merged) + len(review.split)
    words = f"decisions that stand: {sum(map(review.decided, review.standing)) + rows}"
    words += f", findings withheld or ignored: {len(review.withheld)}" if review.withheld else ""
    words += f", to look at again: {again}" if again else ""
    words += f", disputed: {disputed}" if disputed else ""
    return words + (f", of what is no longer there: {len(review.gone)}" if review.gone else "")


def _print_cells(console: Console, group: Group) -> None:
    from rich.text import Text

    for cell in group.cells[:4]:
        console.print(Text(f"    {cell.document} {cell.stance}: {cell.quote[:140]}"))


def print_comparison(result: CorpusResult) -> None:
    """Print every row that both documents speak to, contested ones first."""
    from rich.text import Text

    console = _console()
    shared = [g for g in result.groups if g.verdict != "single_source"]
    for group in shared:
        title = "agreement, from one origin" if one_origin(group) else group.verdict.replace("_", " ")
        console.print(Text(f"{title}: {group.topic}", style="bold"))
        _print_cells(console, group)
        console.print(Text(f"    {group.reason}\n", style="dim"))
    if not shared:
        console.print("The two documents make no claim about the same thing that could be matched.")
    for document in result.documents:
        alone = sum(1 for g in result.groups if g.verdict == "single_source" and g.cells[0].document == document.name)
        console.print(Text(f"{document.name}: {alone} claims of its own" if document.status == "ok" else f"{document.name}: {document.error}"))


def print_checks(settings: Settings, out: Path | None) -> None:
    """Print the checks; with ``out``, how often each was right in the decisions on the results there."""
    from rich.table import Table
    from rich.text import Text

    from pipeline.flag import CHECKS, active_checks
    from pipeline.flag.check import read_measured

    active = {check.name: check for check in active_checks(settings)}
    measured = read_measured()
    own = _judged_checks(out) if out is not None else {}
    table = Table("check", "severity", "recall", "precision", *(["here"] if out else []), "objects to", box=None, header_style="bold")
    for check in CHECKS:
        known = measured.get(check.name, {})
        severity = active[check.name].severity if check.name in active else "off"
        table.add_row(
            check.name, severity, known.get("recall", ""), known.get("precision", ""), *([own.get(check.name, "")] if out else []), Text(check.definition)
        )
    _console().print(table)
    _console().print("recall: planted cases found of all; precision: alarms judged right on held-out documents (docs/quality.md).")


def _judged_checks(out: Path) -> dict[str, str]:
    """How often each check was right, in the decisions on a run."""
    from pipeline.review.decisions import review_of
    from pipeline.review.log import open_kept
    from pipeline.review.tally import tallies

    kept = open_kept(out)
    found = tallies(kept.result, review_of(kept.result, kept.entries))
    return {name: tally.shown for (kind, name), tally in found.items() if kind == "flag"}


def settings_lines(settings: Settings, path: Path | None) -> Iterator[str]:
    """Yield the settings as a TOML file that would set them."""
    from json import dumps

    from pipeline.lexicon import lexicon_digest
    from pipeline.settings import describe_settings

    meanings = describe_settings()
    yield f"# from {path}" if path else "# defaults: no claimsift.toml and no [tool.claimsift] found"
    for name, value in asdict(settings).items():
        yield f"# {meanings[name]}"
        yield f"{name} = {dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)}"
    yield f"# word lists: {lexicon_digest()}"
