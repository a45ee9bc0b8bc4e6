"""Copied wording, with or without small changes (RapidFuzz)."""

from __future__ import annotations

import re

from pipeline.compare.part import Pair, Part

SHORTEST = 5
"""Words; anything shorter can be alike by chance."""


def plain(text: str) -> str:
    """Return ``text`` in lower case, letters and digits, single blanks."""
    return " ".join(re.findall(r"\w+", text.lower()))


def compare_wording(pair: Pair, threshold: float) -> Part | None:
    """Return reuse when one sentence is the other with small changes, or holds it whole."""
    from rapidfuzz import fuzz

    a, b = plain(pair.left.text), plain(pair.right.text)
    if min(len(a.split()), len(b.split())) < SHORTEST:
        return None
    ratio = fuzz.ratio(a, b, score_cutoff=threshold * 100) / 100
    if not ratio:
        short, long = sorted((a, b), key=len)
        ratio = fuzz.partial_ratio(short, long, score_cutoff=97) / 100 if len(short.split()) >= 10 else 0.0
    return Part("wording", "reuse", f"wording {ratio:.0%} alike") if ratio >= threshold else None
