"""Copied wording, with or without small changes (RapidFuzz)."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from pipeline.compare.part import Pair, Part

SHORTEST = 5
"""Words; anything shorter can be alike by chance."""
RUN, COPIED, SHARE = 3, 8, 0.7
"""Words of a run that counts as copied, of all such runs together, and their share of the shorter text."""


def plain(text: str) -> str:
    """Return ``text`` in lower case, letters and digits, single blanks."""
    return " ".join(re.findall(r"\w+", text.lower()))


def compare_wording(pair: Pair, threshold: float) -> Part | None:
    """Return reuse when one sentence is the other with small changes, holds it whole, or is made of the same runs of words."""
    from rapidfuzz import fuzz

    a, b = plain(pair.left.text), plain(pair.right.text)
    if min(len(a.split()), len(b.split())) < SHORTEST:
        return None
    ratio = fuzz.ratio(a, b, score_cutoff=threshold * 100) / 100
    if not ratio:
        short, long = sorted((a, b), key=len)
        ratio = fuzz.partial_ratio(short, long, score_cutoff=97) / 100 if len(short.split()) >= 10 else 0.0
    if ratio >= threshold:
        return Part("wording", "reuse", f"wording {ratio:.0%} alike")
    share = copied_share(a.split(), b.split())
    return Part("wording", "reuse", f"runs of the same words make up {share:.0%} of the shorter text") if share else None


def copied_share(left: list[str], right: list[str]) -> float:
    """Return the share of the shorter text that runs of RUN words or more make up which stand in both; 0.0 below SHARE or COPIED words in all."""
    shorter = min(len(left), len(right))
    if shorter < COPIED or len({*left} & {*right}) < SHARE * len({*min(left, right, key=len)}):
        return 0.0
    blocks = SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks()
    copied = sum(block.size for block in blocks if block.size >= RUN)
    return copied / shorter if copied >= max(COPIED, SHARE * shorter) else 0.0
