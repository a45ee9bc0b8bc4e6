"""report: an analysis → files. WRITERS lists every writer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.records import CorpusResult
from pipeline.report.csv_files import write_csv
from pipeline.report.html_file import write_html
from pipeline.report.json_files import write_json
from pipeline.review.decisions import Decisions, gather_decisions

Writer = Callable[[CorpusResult, Path, Decisions], list[str]]

WRITERS: dict[str, Writer] = {"csv": write_csv, "json": write_json, "html": write_html}
"""Writer by format; a new one is one file and one line here."""


def write_reports(result: CorpusResult, out: Path, formats: Iterable[str] = tuple(WRITERS)) -> list[Path]:
    """Write the files of each format under ``out``; return their paths.

    Decisions and notes that a reviewer typed into earlier CSV files are carried over by id. Raises UsageError.
    """
    wanted = list(formats)
    for name in wanted:
        if name not in WRITERS:
            raise UsageError(f"'{name}' is no output format; expected one of {', '.join(WRITERS)}")
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{out}: cannot be made: {error.strerror}; give another folder with --out") from error
    decisions = gather_decisions(out)
    return [out / name for format_ in wanted for name in WRITERS[format_](result, out, decisions)]
