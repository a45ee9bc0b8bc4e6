"""What one value says of another: a value is an interval, and "more than 8" is one without an upper end."""

from __future__ import annotations

import math
import re
from difflib import SequenceMatcher
from typing import Literal

from pipeline.detect.numbers import parse_number
from pipeline.detect.quantities import base_values, find_quantities
from pipeline.records import Quantity

Inference = Literal["entail", "neutral", "contradict"]

_STRICT = re.compile(
    r"\b(?:more|less|fewer|longer|heavier|larger|higher|bigger|greater|older|younger|hotter) than\b|\b(?:over|above|under|below|exceed\w*|beyond)\b|[<>]",
    re.IGNORECASE,
)
_NOT_STRICT = re.compile(r"\b(?:no|not) (?:more|less|fewer) than\b", re.IGNORECASE)
_MODIFIERS = frozenset("more less than fewer over under at least most up to about around approximately only just nearly almost".split())


def infer_value(premise: Quantity, hypothesis: Quantity) -> Inference:
    """Return what a value says of another of the same dimension: 26 entails "less than 56", and "less than 56" leaves 26 open."""
    (low, low_open), (high, high_open) = _bounds(premise)
    (other_low, other_low_open), (other_high, other_high_open) = _bounds(hypothesis)
    if low > other_high or other_low > high or (low == other_high and (low_open or other_high_open)) or (high == other_low and (high_open or other_low_open)):
        return "contradict"
    starts_inside = low > other_low or (low == other_low and (low_open or not other_low_open))
    ends_inside = high < other_high or (high == other_high and (high_open or not other_high_open))
    return "entail" if starts_inside and ends_inside else "neutral"


def _bounds(quantity: Quantity) -> tuple[tuple[float, bool], tuple[float, bool]]:
    """The lower and the upper end, each with whether it is left out itself."""
    low, high = base_values(quantity)
    strict = bool(_STRICT.search(quantity.text)) and not _NOT_STRICT.search(quantity.text)
    return (-math.inf if low is None else low, strict and high is None), (math.inf if high is None else high, strict and low is None)


def infer_restated(premise: str, hypothesis: str) -> Inference | None:
    """Return what a sentence says of its like with one value changed; None when more than a value differs, or no value."""
    left, right = premise.split(), hypothesis.split()
    changes = [change for change in SequenceMatcher(None, left, right, autojunk=False).get_opcodes() if change[0] != "equal"]
    if not changes or not all(_is_value(left[a:b]) and _is_value(right[c:d]) for _, a, b, c, d in changes):
        return None
    places = [(_characters(left, a, b), _characters(right, c, d)) for _, a, b, c, d in changes]
    found = {_infer_at(premise, hypothesis, *place) for place in places}
    if None in found:
        return None
    return "contradict" if "contradict" in found else "neutral" if "neutral" in found else "entail"


def _is_value(words: list[str]) -> bool:
    return all(word.lower() in _MODIFIERS or any(character.isdigit() for character in word) for word in words)


def _characters(words: list[str], first: int, last: int) -> tuple[int, int]:
    """The characters from the word at ``first`` to the one at ``last``, which is taken along: a changed modifier stands before its number."""
    starts, position = [], 0
    for word in words:
        starts.append((position, position + len(word)))
        position += len(word) + 1
    return starts[min(first, len(words) - 1)][0], starts[min(last, len(words) - 1)][1]


def _infer_at(premise: str, hypothesis: str, left: tuple[int, int], right: tuple[int, int]) -> Inference | None:
    values = [_value_at(" ".join(text.split()), start, end) for text, (start, end) in ((premise, left), (hypothesis, right))]
    return infer_value(values[0], values[1]) if values[0] is not None and values[1] is not None else None


def _value_at(text: str, start: int, end: int) -> Quantity | None:
    """The quantity at some characters, or the bare number there, which may look like a year."""
    for quantity in find_quantities(text):
        if quantity.start < end and quantity.end > start and any(character.isdigit() for character in quantity.text):
            return quantity
    bare = re.search(r"\d[\d,.]*", text[start:end])
    value = parse_number(bare[0].rstrip(".,")) if bare is not None else None
    return Quantity(start, end, text[start:end], value, value, "", "count") if value is not None else None
