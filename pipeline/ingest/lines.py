"""Blocks of pasted or extracted text, which has lost its structure: bullets, headings without marks, hard-wrapped lines.

The rules look at a line and its neighbours only; nothing here knows about a subject.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.ingest.builder import Draft
from pipeline.ingest.decode import squeeze
from pipeline.records import Reference

_BRACKETED = re.compile(r"\[\d{1,3}\]$")
BULLET = re.compile(r"^[ \t]*(?:[•‣◦▪●○∙·➤►✓✔✅★*–—-]|\[\d{1,3}\]|\(?(?:\d{1,2}|[a-z])[.)])[ \t]+(?=\S)")
NUMBERED = re.compile(r"^[ \t]*\(?\d{1,2}[.)][ \t]+")
_TERMINAL = re.compile(r"[.!?…;,][\"”’')\]»]*$")
_OPEN_END = re.compile(r"(?:[,;–—(]|\b(?:and|or|but|the|a|an|of|to|in|with|that|for|by|is|are|as|from))$", re.IGNORECASE)
_REFERENCES = re.compile(r"^(?:references|bibliography|works cited|literature|literature cited|sources|endnotes)\s*:?$", re.IGNORECASE)
LONGEST = 6000
"""Characters up to which lines are joined to one paragraph."""
_CITED_YEAR = re.compile(r"\b(?:19|20)\d\d\b|doi|https?:")
_MARKDOWN_HEADING = re.compile(r"^#{1,6}\s+")


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its text without the bullet or number, that marker, and whether blank lines stand around it."""

    text: str
    marker: str
    blank_before: bool
    blank_after: bool
    next_text: str


def add_lines(draft: Draft, text: str, *, page: int | None = None) -> None:
    """Append the blocks of ``text`` (cleaned, with line feeds) to ``draft``."""
    lines = list(_read_lines(text))
    width = _wrap_width(lines)
    in_references = False
    for line, joined in _join_wrapped(lines, width):
        words = len(joined.split())
        if (not line.marker and _is_heading(line, joined, words)) or _is_numbered_heading(line, words):
            in_references = bool(_REFERENCES.match(joined))
            _add_heading(draft, joined, page)
        elif (in_references and (line.marker or _CITED_YEAR.search(joined))) or _BRACKETED.match(line.marker):
            # "[3] Lund A. Wool and warmth. 2021." is an entry, also where no heading calls it a reference.
            label = re.sub(r"\W", "", line.marker) or str(len(draft.references) + 1)
            draft.references.append(Reference(label, joined))
            draft.add(joined, "boilerplate", page=page)
        elif joined.endswith("?") and words <= 20 and joined.count("?") == 1 and not re.search(r"[.!]\s", joined):
            if line.marker or line.blank_before or line.blank_after:
                draft.heading(joined, 4 if line.marker else 3, kind="question", page=page)
            else:
                draft.add(joined, "question", page=page)
        elif line.marker:
            draft.add(joined, "list_item", page=page)
        elif joined[0] in '“"«' and joined.rstrip(".").endswith(("”", '"', "»")) and joined.count("“") <= 1:
            draft.add(joined, "quote", page=page)
        else:
            draft.add(joined, "prose", page=page)


def _read_lines(text: str) -> Iterator[Line]:
    raw = [line.strip() for line in text.split("\n")]
    following = _next_lines(raw)
    for number, stripped in enumerate(raw):
        if not stripped or not any(character.isalnum() for character in stripped):
            continue
        bullet = BULLET.match(stripped)
        yield Line(
            text=stripped[bullet.end() :] if bullet else stripped,
            marker=bullet[0].strip() if bullet else "",
            blank_before=number == 0 or not raw[number - 1],
            blank_after=number + 1 >= len(raw) or not raw[number + 1],
            next_text=following[number],
        )


def _next_lines(raw: list[str]) -> list[str]:
    """For each line, the next that is not blank."""
    found, upcoming = [""] * len(raw), ""
    for number in range(len(raw) - 1, -1, -1):
        found[number] = upcoming
        upcoming = raw[number] or upcoming
    return found


def _wrap_width(lines: list[Line]) -> int:
    """The column at which the text seems to be hard-wrapped, or 0 when paragraphs are single lines."""
    inner = [len(line.text) for line in lines if not line.blank_after and not line.marker]
    if len(inner) < 3:
        return 0
    inner.sort()
    width = inner[int(len(inner) * 0.9)]
    near = sum(1 for length in inner if width * 0.75 <= length <= width * 1.15)
    return width if width <= 130 and near / len(inner) > 0.6 else 0


def _join_wrapped(lines: list[Line], width: int) -> Iterator[tuple[Line, str]]:
    """Yield each line together with the lines that continue it."""
    position = 0
    while position < len(lines):
        first = lines[position]
        joined, last = first.text, first
        while position + 1 < len(lines) and len(joined) < LONGEST and _continues(joined, last, lines[position + 1], width):
            position += 1
            last = lines[position]
            joined += " " + last.text
        position += 1
        yield Line(first.text, first.marker, first.blank_before, last.blank_after, last.next_text), squeeze(joined)


def _continues(joined: str, last: Line, following: Line, width: int) -> bool:
    if following.marker:
        return False
    if re.search(r"\b(?:Dr|Mr|Mrs|Ms|Prof|St|vs|e\.g|i\.e|Fig|al|approx)\.$", joined):
        return not following.blank_before
    if re.search(r"[.!?:][\"”’')\]]*$", joined):
        # A full stop may end a wrapped line; only the column tells.
        return bool(width and not following.blank_before and len(last.text) >= width * 0.75 and not joined.endswith(":"))
    open_quote = joined.count("“") > joined.count("”")
    if following.blank_before:
        long_enough = len(joined.split()) >= 6
        starts_low = following.text[:1].islower() and not re.match(r"[a-z][A-Z]", following.text)
        return (open_quote and len(joined) < 1500) or (long_enough and (starts_low or bool(_OPEN_END.search(joined))))
    if open_quote and len(joined) < 1500:
        return True
    if width and len(last.text) >= width * 0.7:
        return True
    if following.text[:1].isdigit() and following.text.endswith((".", "!")) and len(joined.split()) >= 3:
        # "The lamp weighs / 45 g." was cut before its figure.
        return True
    return following.text[:1].islower() and len(joined.split()) >= 4 and not re.match(r"[a-z]+[A-Z]", following.text)


def _is_heading(line: Line, text: str, words: int) -> bool:
    if words > 14 or len(text) > 110 or not line.next_text:
        return False
    if _MARKDOWN_HEADING.match(text):
        return True
    if "|" in text or "@" in text or text[:1] in '“"(':
        return False
    if text.isupper() and words >= 1 and len(text) > 3:
        return True
    if text.endswith("?"):
        return False
    if _TERMINAL.search(text) and not (text.endswith("…") or re.match(r"^\d+[.)]\s", text)):
        return False
    if text.endswith(":"):
        # A lead-in to a list is prose when it is a clause ("Some benefits include:").
        return words <= 6
    if not (line.blank_before or line.blank_after) and words > 9:
        return False
    return text[:1].isupper() or text[:1].isdigit() or bool(re.match(r"[a-z]+[A-Z]", text))


def _is_numbered_heading(line: Line, words: int) -> bool:
    alone = line.blank_before and line.blank_after
    numbered = line.marker[:1].isdigit() or line.marker[1:2].isdigit()
    return numbered and alone and words <= 8 and not _TERMINAL.search(line.text) and not NUMBERED.match(line.next_text)


def _add_heading(draft: Draft, text: str, page: int | None) -> None:
    marks = _MARKDOWN_HEADING.match(text)
    bare = text[marks.end() :] if marks else text
    if not draft.blocks:
        draft.title = draft.title or bare
        draft.heading(bare, 1, page=page)
    else:
        draft.heading(bare, 3 if bare.endswith(":") else 2, page=page)
