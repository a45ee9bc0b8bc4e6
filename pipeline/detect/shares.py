"""Shares and changes that are told in words: "one in four", "out of every ten", "doubled", "a threefold rise"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.detect.numbers import NUMBER, parse_number
from pipeline.lexicon import read_lexicon
from pipeline.records import Quantity

_PART = re.compile(rf"\b(?P<part>{NUMBER})\s(?:in|out\sof)\s(?:every\s)?(?P<whole>{NUMBER})(?=\s(?P<of>[a-z]{{3,}}))", re.IGNORECASE)
_FOLD = re.compile(r"\b(?P<times>\d+(?:\.\d+)?|two|three|four|five|six|seven|eight|nine|ten)[- ]?fold\b", re.IGNORECASE)
_GREATEST_WHOLE = 1000
_CHANGES = {"doubl": 100.0, "tripl": 200.0, "trebl": 200.0, "quadrupl": 300.0, "halv": 50.0}
_VERB = re.compile(rf"\b(?P<stem>{'|'.join(_CHANGES)})(?:e|es|ed|ing)\b", re.IGNORECASE)


@cache
def _units() -> frozenset[str]:
    """Units of measure; "person" and the like are counted, and can be shares."""
    return frozenset(entry.literal.lower() for entry in read_lexicon("units") if not entry.category.endswith("/count"))


def find_shares(text: str) -> Iterator[Quantity]:
    """Yield the shares as percentages; of a change, by how much it goes up or down."""
    for match in _PART.finditer(text):
        part, whole = parse_number(match["part"]), parse_number(match["whole"])
        if part is not None and whole and part < whole <= _GREATEST_WHOLE and match["of"].lower() not in _units():
            yield _share(text, match.start(), match.end(), 100 * part / whole, match["of"].lower())
    for match in _FOLD.finditer(text):
        times = parse_number(match["times"])
        if times is not None and times > 1:
            yield _share(text, match.start(), match.end(), 100 * (times - 1))
    for match in _VERB.finditer(text):
        yield _share(text, match.start(), match.end(), _CHANGES[match["stem"].lower()])


def _share(text: str, start: int, end: int, value: float, of: str = "") -> Quantity:
    return Quantity(start, end, text[start:end], round(value, 2), round(value, 2), "%", "share", of=of)
