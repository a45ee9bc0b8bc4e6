"""claimsift.xlsx: the comparison, every table and a legend in one workbook. Colours only repeat what a cell says in words."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from pipeline.errors import UsageError
from pipeline.records import Cell, CorpusResult, Group
from pipeline.report.columns import Column
from pipeline.report.csv_files import WIDE
from pipeline.report.tables import TABLES
from pipeline.review.decisions import Decisions

NAME = "claimsift.xlsx"
ROWS = 1_048_576
"""Rows that a sheet of Excel can hold, the header among them."""
CELL = 32_767
"""UTF-16 units that a cell of Excel can hold."""
CUT = "… (cut; the whole is in the JSON files)"
SHEETS = ("Claims", "Flags", "Matches", "Documents", "Scorecard")
COMPARISON = ("group", "claim", "topic", "verdict", "reason", "documents", "independent_documents", "strongest_evidence")
LEGEND: tuple[tuple[str, str, str, str], ...] = (
    ("stance", "asserts", "#DDEFE3", "says it flatly"),
    ("stance", "qualifies", "#FFF3CD", "says it as probable, or of some cases"),
    ("stance", "speculates", "#FBE5D0", "says that it may be so"),
    ("stance", "denies", "#F8D7DA", "says that it is not so"),
    ("stance", "differs", "#E6DFF2", "says what does not go together with it"),
    ("verdict", "contradiction", "#F8D7DA", "the documents cannot all be right"),
    ("verdict", "strength_difference", "#FFF3CD", "the documents say the same, but some are surer of it"),
    ("verdict", "agreement", "#DDEFE3", "the documents say the same"),
    ("verdict", "single_source", "#ECEEF1", "one document says it, no other does"),
    ("severity", "error", "#F8D7DA", "to be looked at first"),
    ("severity", "warning", "#FFF3CD", "to be looked at"),
    ("severity", "note", "#ECEEF1", "worth knowing"),
    ("relation", "contradicts", "#F8D7DA", "the two claims cannot both be right"),
    ("relation", "strength_difference", "#FFF3CD", "the same, but one is surer of it"),
    ("relation", "agrees", "#DDEFE3", "the same"),
    ("relation", "reuse", "#DCE8F5", "the same words: one may have copied the other"),
    ("relation", "considered", "#ECEEF1", "held against each other and not counted"),
)
"""Column, value, colour and meaning of everything that is coloured."""
_SHADES = {value: colour for _, value, colour, _ in LEGEND}
_COLOURED = {"Flags": "severity", "Matches": "relation"}
"""The column that is coloured, by sheet; the "relation" of a claim is its predicate."""
_GRAVEST = ("denies", "differs", "speculates", "qualifies", "asserts")
_WIDTHS = dict.fromkeys(("text", "left_text", "right_text", "claim", "message", "reason", "shown", "meaning"), 60)
_WIDTHS |= dict.fromkeys(("index", "start", "end", "page", "score", "points", "of", "documents"), 10)
_WIDTH, _DOCUMENT_WIDTH = 22, 45
"""Widths of columns, in characters: of any, and of a document's on the comparison."""
# What XML forbids, and the marks that turn the reading direction of what stands behind them.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_FIXED = datetime(2000, 1, 1)
"""Instead of the date of making, so that the same input gives the same bytes."""

Shaded = tuple[Any, str]
"""A cell's value, and the word of the legend that colours it."""


def write_xlsx(result: CorpusResult, out: Path, decisions: Decisions) -> list[str]:
    """Write the workbook; return its name. Raises UsageError when the file cannot be written."""
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    book = Workbook(str(out / NAME), {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})
    book.set_properties({"title": "claimsift", "created": _FIXED})
    shades = {"": book.add_format({"text_wrap": True, "valign": "top"}), "header": book.add_format({"bold": True, "text_wrap": True, "bottom": 1})}
    shades |= {word: book.add_format({"text_wrap": True, "valign": "top", "bg_color": colour}) for word, colour in _SHADES.items()}
    for name, header, rows in _sheets(result, decisions):
        _write_table(book, shades, name, header, rows)
    try:
        book.close()
    except FileCreateError as error:
        raise UsageError(f"{out / NAME}: cannot be written ({error}); close it in the program that has it open, or give another folder with --out") from error
    return [NAME]


def printable(text: str) -> str:
    """Return ``text``, as long as it was, with U+FFFD for every character that files cannot hold or that turns the reading direction."""
    return _UNPRINTABLE.sub("\ufffd", text)


def cell_text(text: str) -> str:
    """Return what Excel can hold of ``text`` in one cell, with a note where it was cut."""
    text = printable(text.replace("\r\n", "\n").replace("\r", "\n"))
    if text.startswith("<r>"):
        text = " " + text  # XlsxWriter writes a string in <r>…</r> as markup of its own, unescaped
    units = text.encode("utf-16-le")
    return text if len(units) <= 2 * CELL else units[: 2 * (CELL - len(CUT))].decode("utf-16-le", errors="ignore") + CUT


def _sheets(result: CorpusResult, decisions: Decisions) -> Iterator[tuple[str, Sequence[str], Iterable[Sequence[Shaded]]]]:
    """Yield name, header and rows of each sheet."""
    documents = [d.name for d in result.documents if d.status == "ok"]
    wide = documents if len(documents) <= WIDE else []
    yield "Comparison", (*COMPARISON, *wide), (_comparison_row(group, wide) for group in result.groups)
    for name in SHEETS:
        table = TABLES[name.lower()]
        yield name, [c.name for c in table.columns], _shaded(table.columns, table.rows(result, decisions), _COLOURED.get(name, ""))
    yield "Legend", ("column", "value", "meaning"), ([(where, ""), (value, value), (meaning, "")] for where, value, _, meaning in LEGEND)


def _shaded(columns: tuple[Column, ...], rows: Iterable[Any], coloured: str) -> Iterator[list[Shaded]]:
    for row in rows:
        found = [(column.name, column.get(row)) for column in columns]
        yield [(value, str(value) if name == coloured else "") for name, value in found]


def _comparison_row(group: Group, documents: list[str]) -> list[Shaded]:
    said: dict[str, list[Cell]] = {}
    for cell in group.cells:
        said.setdefault(cell.document, []).append(cell)
    facts: list[Shaded] = [(group.group, ""), (group.claim, ""), (group.topic, ""), (group.verdict, group.verdict), (group.reason, "")]
    facts += [(len(said), ""), (group.independent_documents, ""), (group.strongest_evidence, "")]
    return facts + [_document_cell(said.get(name, [])) for name in documents]


def _document_cell(cells: list[Cell]) -> Shaded:
    """What a document says on a row, a line for each claim; coloured by what goes furthest against the row."""
    if not cells:
        return None, ""
    words = "\n".join(f"{cell.stance}: {' '.join(cell.quote.split())}" for cell in cells)
    return words, min((cell.stance for cell in cells), key=_GRAVEST.index)


def _write_table(book: Any, shades: dict[str, Any], name: str, header: Sequence[str], rows: Iterable[Sequence[Shaded]]) -> None:
    """Write one table; what a sheet cannot hold goes to a further one, "Claims 2"."""
    sheet, part, line = _open_sheet(book, shades, name, header), 1, 0
    for row in rows:
        if line == ROWS - 1:
            sheet.autofilter(0, 0, line, len(header) - 1)
            part, line = part + 1, 0
            sheet = _open_sheet(book, shades, f"{name} {part}", header)
        line += 1
        for column, (value, shade) in enumerate(row):
            _write_cell(sheet, line, column, value, shades.get(shade, shades[""]))
    sheet.autofilter(0, 0, line, len(header) - 1)


def _open_sheet(book: Any, shades: dict[str, Any], name: str, header: Sequence[str]) -> Any:
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    for column, title in enumerate(header):
        width = _DOCUMENT_WIDTH if header[: len(COMPARISON)] == COMPARISON and column >= len(COMPARISON) else _WIDTHS.get(title, _WIDTH)
        sheet.set_column(column, column, width)
        _write_cell(sheet, 0, column, title, shades["header"])
    return sheet


def _write_cell(sheet: Any, line: int, column: int, value: Any, shade: Any) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(line, column, value, shade)
    elif isinstance(value, int | float) and math.isfinite(value):
        sheet.write_number(line, column, value, shade)
    else:
        sheet.write_string(line, column, cell_text(str(value)), shade)
