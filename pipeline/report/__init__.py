"""report: an analysis → files. WRITERS lists every writer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.records import CorpusResult
from pipeline.report.csv_files import write_csv
from pipeline.report.doccano import write_doccano
from pipeline.report.html_file import write_html
from pipeline.report.json_files import write_json
from pipeline.report.jsonl_files import write_jsonl
from pipeline.report.label_studio import write_label_studio
from pipeline.report.markdown_file import write_markdown
from pipeline.report.parquet_files import write_parquet
from pipeline.report.sarif import write_sarif
from pipeline.report.xlsx_file import write_xlsx
from pipeline.review.decisions import Decisions
from pipeline.review.reviewed import keep_shown

Writer = Callable[[CorpusResult, Path, Decisions], list[str]]

WRITERS: dict[str, Writer] = {
    "csv": write_csv,
    "json": write_json,
    "html": write_html,
    "xlsx": write_xlsx,
    "markdown": write_markdown,
    "jsonl": write_jsonl,
    "parquet": write_parquet,
    "sarif": write_sarif,
    "labelstudio": write_label_studio,
    "doccano": write_doccano,
}
"""Writer by format; a new one is one file and one line here."""


DEFAULT = ("csv", "json", "html")
"""What a run writes without being asked."""


def write_reports(result: CorpusResult, out: Path, formats: Iterable[str] = DEFAULT, decisions: Decisions | None = None) -> list[Path]:
    """Write the files of each format under ``out``, with what reviewers decided; return their paths. Raises UsageError."""
    wanted = list(formats)
    for name in wanted:
        if name not in WRITERS:
            raise UsageError(f"'{name}' is no output format; expected one of {', '.join(WRITERS)}")
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{out}: cannot be made: {error.strerror}; give another folder with --out") from error
    # The tables are written last: should another format fail, what they show is still what is remembered.
    order = sorted(wanted, key=lambda name: name == "csv")
    found = [out / name for format_ in order for name in WRITERS[format_](result, out, decisions or {})]
    if "csv" in wanted:
        keep_shown(out, result, decisions or {})
    return found
