"""Which words of a sentence sell.

The encoder decides whether a sentence sells, listed slogans aside; the words shown are the entries of the hype and call-to-action lists in it and
the words that the encoder marks, or the whole of a short sentence in which neither finds one.
"""

from __future__ import annotations

from pipeline.detect.rows import Row
from pipeline.encoder import Encoded
from pipeline.records import Cue

SHORT = 12
"""Words; a short selling sentence without a listed word is shown whole."""


def find_marketing(row: Row, reading: Encoded, threshold: float) -> tuple[Cue, ...]:
    """Return the selling words of a sentence that sells."""
    found = [
        _cue(row, hit.first, hit.last, f"{name}:{hit.entry.category}")
        for name in ("hype", "calls_to_action")
        for hit in row.hits[name]
        if name == "hype" or _opens_clause(row, hit.first) or hit.entry.category == "offer"
    ]
    found = _apart(found)
    marked = [_marked(row, start, end) for start, end in reading.spans("marketing", threshold)]
    found += [cue for cue in marked if all(cue.end <= other.start or cue.start >= other.end for other in found)]
    if not found:
        words = [token for token in row.span if token.is_alpha]
        found = [_cue(row, 0, len(row.span), "model")] if len(words) <= SHORT else [_strongest(row, reading)]
    return tuple(sorted(found, key=lambda cue: cue.start))


def _marked(row: Row, start: int, end: int) -> Cue:
    shift = row.sentence.start
    return Cue(start + shift, end + shift, row.sentence.text[start:end], "model", start + shift, end + shift)


def _strongest(row: Row, reading: Encoded) -> Cue:
    """The one word of a long sentence that the encoder finds most selling."""
    words = [(start, end) for start, end in reading.offsets if end > start]
    start, end = max(words, key=lambda place: reading.probability("marketing", *place))
    text = row.sentence.text
    while start > 0 and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum():
        end += 1
    return _marked(row, start, end)


def always_sells(row: Row) -> bool:
    """True for slogans and hedges that sell ("holds promise"), which the model need not be asked about."""
    return any(hit.entry.category in ("phrase", "promo_hedge") for hit in row.hits["hype"])


def _opens_clause(row: Row, first: int) -> bool:
    """An imperative opens its clause: at the start, or after a mark, "and", "to" or "so"."""
    before = row.span[first - 1] if first else None
    return before is None or before.is_punct or before.is_space or before.lower_ in ("and", "or", "then", "so", "please", "just", "but", "to", "today", "now")


def _cue(row: Row, first: int, last: int, type_: str) -> Cue:
    words = row.span[first:last]
    start, end = words.start_char + row.shift, words.end_char + row.shift
    return Cue(start, end, words.text, type_, start, end)


def _apart(cues: list[Cue]) -> list[Cue]:
    """Of overlapping cues, keep the longest."""
    kept: list[Cue] = []
    for cue in sorted(cues, key=lambda c: (c.start - c.end, c.start)):
        if all(cue.end <= other.start or cue.start >= other.end for other in kept):
            kept.append(cue)
    return kept
