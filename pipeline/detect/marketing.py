"""Which words of a sentence sell.

The model decides whether a sentence sells, listed slogans aside; the words shown are the entries of the hype and call-to-action lists in it or, when it
has none of them, the words that weighed most in the model's decision.
"""

from __future__ import annotations

import numpy as np

from pipeline.detect.features import word_key
from pipeline.detect.heads import Head
from pipeline.detect.rows import Row
from pipeline.records import Cue

SHORT = 12
"""Words; a short selling sentence without a listed word is shown whole."""


def find_marketing(row: Row, head: Head) -> tuple[Cue, ...]:
    """Return the selling words of a sentence that the model takes for marketing."""
    listed = [
        _cue(row, hit.first, hit.last, f"{name}:{hit.entry.category}")
        for name in ("hype", "calls_to_action")
        for hit in row.hits[name]
        if name == "hype" or _opens_clause(row, hit.first) or hit.entry.category == "offer"
    ]
    if not listed:
        words = [token for token in row.span if token.is_alpha]
        listed = [_cue(row, 0, len(row.span), "model")] if len(words) <= SHORT else _heaviest(row, head)
    return tuple(sorted(_apart(listed), key=lambda cue: cue.start))


def always_sells(row: Row) -> bool:
    """True for slogans and hedges that sell ("holds promise"), which the model need not be asked about."""
    return any(hit.entry.category in ("phrase", "promo_hedge") for hit in row.hits["hype"])


def _opens_clause(row: Row, first: int) -> bool:
    """An imperative opens its clause: at the start, or after a mark, "and", "to" or "so"."""
    before = row.span[first - 1] if first else None
    return before is None or before.is_punct or before.is_space or before.lower_ in ("and", "or", "then", "so", "please", "just", "but", "to", "today", "now")


def _heaviest(row: Row, head: Head) -> list[Cue]:
    weights = dict(zip(head.features.get_feature_names_out(), np.ravel(head.estimator.coef_), strict=True))
    ranked = sorted(
        (token for token in row.span if token.is_alpha and not token.is_stop),
        key=lambda token: -max(weights.get(f"w={word_key(token)}", 0.0), weights.get(f"first={token.lower_}", 0.0)),
    )
    return [_cue(row, token.i - row.span.start, token.i - row.span.start + 1, "model") for token in ranked[:2]]


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
