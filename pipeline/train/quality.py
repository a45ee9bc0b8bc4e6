"""Writes what was measured: docs/quality.md, and the recall and precision that `claimsift checks` prints."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pipeline.flag
from pipeline.train.evaluate_checks import check_scores

HEAD = Path("quality_head.md")
"""Beside the page: what the figures mean and how far they can be trusted, written by hand."""


def write_page(lines: Sequence[str], page: Path, gold: Path) -> None:
    """Write the measured lines under the page's hand-written head, and the checks' figures into the package."""
    head = page.with_name(HEAD.name)
    start = head.read_text(encoding="utf-8").rstrip() if head.is_file() else "# Measured quality"
    body = "\n".join(f"\n{line}\n" if line.startswith("##") else line if line.startswith("|") or not line else f"- {line}" for line in lines)
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(f"{start}\n{body}\n", encoding="utf-8")
    measured = {score.name: {"recall": score.recall, "precision": score.precision} for score in check_scores(gold)}
    (Path(pipeline.flag.__file__).parent / "measured.json").write_text(json.dumps(measured, indent=1) + "\n", encoding="utf-8")
