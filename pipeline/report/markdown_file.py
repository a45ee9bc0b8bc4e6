"""summary.md: a comment for a pull request. Short enough for one, and no word of a document is a link, a mention or markup in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from pipeline.records import SEVERITIES, Cell, CorpusResult, Flag, Group
from pipeline.report.columns import DOCUMENTS
from pipeline.report.html_file import marked
from pipeline.report.tables import document_rows, values
from pipeline.report.xlsx_file import printable
from pipeline.review.decisions import Decisions, counts

NAME = "summary.md"
FAILED, CONTESTED, SIDES, FLAGS, DOCUMENT_ROWS = 20, 20, 8, 40, 30
"""How many failed files, contested rows, sides of a row, kinds of flags and documents are shown at most."""
_ROOM = {"failed": 8_000, "contested": 32_000, "flags": 6_000, "documents": 12_000}
"""Characters that a part may take; with the headings they stay under 60,000 of the 65,536 that a comment may have."""
_QUOTE, _NAME = 400, 160
_COLUMNS = ("document", "status", "claims", "hedged", "unsupported", "credibility")
_JOINER = "\u2060"
"""A word joiner: it has no width, and no program takes what stands before and behind it for one mention, reference, address or emoji."""
_ESCAPES = str.maketrans(
    {
        "&": "&amp;",
        "<": "&lt;",
        ">": "&gt;",
        "|": "&#124;",
        "`": "&#96;",
        "$": "<span>$</span>",  # GitHub reads dollars on one line as mathematics, but not in tags of their own
        "@": f"@{_JOINER}",
        "#": f"#{_JOINER}",
        **{character: f"\\{character}" for character in "\\*_[]~"},
    }
)
_ADDRESS = re.compile(r":(?=\S)|\bwww(?=\.)|\bgh(?=-\d)", re.IGNORECASE)


def write_markdown(result: CorpusResult, out: Path, decisions: Decisions) -> list[str]:
    """Write summary.md; return its name."""
    flags = [f for f in result.flags if all(counts(decisions.get(key, ("", ""))[0]) for key in (f.flag_id, f.claim_id))]
    contested = [g for g in result.groups if g.verdict in ("contradiction", "strength_difference")]
    parts = [_headline(result, contested, flags), _failed(result), _contested(contested), _flags(flags), _documents(result, decisions)]
    (out / NAME).write_text("\n\n".join(part for part in parts if part) + "\n", encoding="utf-8")
    return [NAME]


def escaped(text: str, most: int = _QUOTE) -> str:
    """Return words of a document, on one line and cut at ``most`` characters, so that they show as they are and do nothing."""
    words = " ".join(printable(text).split())
    words = words if len(words) <= most else words[: most - 1] + "…"
    return _ADDRESS.sub(lambda match: match[0] + _JOINER, words).translate(_ESCAPES)


def _headline(result: CorpusResult, contested: list[Group], flags: list[Flag]) -> str:
    read = sum(d.status == "ok" for d in result.documents)
    contradictions = sum(g.verdict == "contradiction" for g in contested)
    counts = [
        f"{read} of {len(result.documents)} documents read",
        f"{result.counts.get('claims', len(result.claims))} claims",
        f"{contradictions} contradictions",
        f"{len(contested) - contradictions} differences in strength",
        f"{len(flags)} flags",
    ]
    return f"## claimsift\n\n**{', '.join(counts)}.** What the texts say, not whether it is true."


def _failed(result: CorpusResult) -> str:
    lines = [f"- {escaped(d.name, _NAME)}: {escaped(d.error)}" for d in result.documents if d.status == "failed"]
    return _part(f"### Could not be read: {len(lines)}", lines, FAILED, _ROOM["failed"], "files that could not be read")


def _contested(groups: list[Group]) -> str:
    rows = [_row(group, number) for number, group in enumerate(groups, 1)]
    return _part(f"### Contradictions and differences in strength: {len(rows)}", rows, CONTESTED, _ROOM["contested"], "rows")


def _row(group: Group, number: int) -> str:
    lines = [f"{number}. **{group.verdict.replace('_', ' ')}**: {escaped(group.topic or group.claim)}", f"    - why: {escaped(group.reason)}"]
    lines += [f"    - **{cell.stance}**, {escaped(cell.document, _NAME)}: “{_quote(cell)}”" for cell in group.cells[:SIDES]]
    if len(group.cells) > SIDES:
        lines.append(f"    - and {len(group.cells) - SIDES} more")
    return "\n".join(lines)


def _quote(cell: Cell) -> str:
    """The words of a cell with those that differ in bold; of long ones the piece in which the first of them stands."""
    first = min((start for start, _ in cell.marks), default=0)
    begin = 0 if len(cell.quote) <= _QUOTE else max(0, min(first - _QUOTE // 4, len(cell.quote) - _QUOTE))
    text = cell.quote[begin : begin + _QUOTE]
    spans = tuple((max(0, start - begin), min(len(text), end - begin)) for start, end in cell.marks if start - begin < len(text) and end > begin)
    shown = "".join(_piece(words, differs) for words, differs in marked(text, spans))
    return f"{'…' if begin else ''}{shown}{'…' if begin + _QUOTE < len(cell.quote) else ''}"


def _piece(words: str, differs: bool) -> str:
    """A piece of a quote with the blanks at its ends: <b>, because ** beside punctuation is no bold."""
    blank_before, blank_behind = words[:1].isspace(), words[-1:].isspace() and bool(words.strip())
    text = escaped(words)
    return f"{' ' * blank_before}{f'<b>{text}</b>' if differs and text else text}{' ' * blank_behind}"


def _flags(flags: list[Flag]) -> str:
    counts: Counter[tuple[str, str]] = Counter((flag.check, flag.severity) for flag in flags)
    gravest = tuple(reversed(SEVERITIES))
    order = sorted({flag.check for flag in flags}, key=lambda check: ([-counts[check, severity] for severity in gravest], check))
    lines = [_line([escaped(check, _NAME), *(counts[check, severity] or "" for severity in gravest)]) for check in order]
    return _part(f"### Flags: {len(flags)}\n\n{_head(('check', *gravest))}", lines, FLAGS, _ROOM["flags"], "checks")


def _documents(result: CorpusResult, decisions: Decisions) -> str:
    wanted = [column for column in DOCUMENTS if column.name in _COLUMNS]
    rows = (values(wanted, row) for row in islice(document_rows(result.results, decisions), DOCUMENT_ROWS))
    lines = [_line(escaped(str(row[name]), _NAME) if row[name] is not None else "" for name in _COLUMNS) for row in rows]
    title = f"### Documents: {len(result.documents)}\n\n{_head(_COLUMNS)}"
    return _part(title, lines, DOCUMENT_ROWS, _ROOM["documents"], "documents", len(result.documents))


def _head(names: Iterable[str]) -> str:
    cells = list(names)
    return f"{_line(cells)}\n{_line('---' for _ in cells)}"


def _line(cells: Iterable[object]) -> str:
    return f"| {' | '.join(map(str, cells))} |"


def _part(title: str, blocks: list[str], most: int, room: int, what: str, total: int = 0) -> str:
    """A heading, as many of ``blocks`` as may be shown and fit into ``room``, and how many more there are; nothing where there are none."""
    if not blocks:
        return ""
    shown = []
    for block in blocks[:most]:
        if len(block) < room:
            shown.append(block)
            room -= len(block) + 1
    gap = "\n" if title.endswith("|") else "\n\n"
    left_out = max(total, len(blocks)) - len(shown)
    return "\n".join([title + gap + "\n".join(shown)] + [f"\nand {left_out} more {what}, left out to keep this short"] * (left_out > 0))
