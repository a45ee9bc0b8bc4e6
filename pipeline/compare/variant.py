"""Which variant of a thing a claim is about: the Thorn 1 is not the Thorn 2, the small bottle not the large one, the pilot study not the trial."""

from __future__ import annotations

import re

from pipeline.compare.part import Pair, Part
from pipeline.records import Claim

_NUMBERED = re.compile(r"\b(?P<stem>[A-Z][A-Za-z]*[A-Za-z])(?P<gap>[ -]?)(?P<number>\d{1,4}[A-Za-z]?)\b|\b(?P<letter>[A-Z])(?P<code>\d{1,3})\b")
_SUFFIXED = re.compile(r"\b(?P<stem>[A-Z][a-z]+[a-zA-Z]*)(?: \d+)? (?P<suffix>Max|Mini|Pro|Plus|Lite|Ultra|Junior|XL|Caps|Light|Classic|Basic)\b")
_NOT_STEMS = frozenset(
    "January February March April May June July August September October November December Spring Summer Autumn Winter In On At By Of From Since Until "
    "The A An About Around Over Under Only Some Nearly Almost After Before Between For With To Over Up Than And Or Just USB IP IPX ISO EN Wi LED".split()
)
_WORDS = frozenset(
    (
        "small large big little mini maxi max old new young day night morning evening adult child man woman male female first second "
        "third left right front rear upper lower inner outer hot cold summer winter basic pro plus premium standard active placebo "
        "control minimum maximum single double short long high low light heavy early late before after weekday weekend starter refill "
        "junior senior"
    ).split()
)
_OTHERS = re.compile(
    r"\b(?:predecessor|successor|sister model|prototype|pilot|earlier (?:version|model)|previous (?:version|model)|older model|another|rival|competitor)\b",
    re.IGNORECASE,
)


def numbered_names(text: str) -> dict[str, set[str]]:
    """Return the names that bear a number ("Thorn 2", "MIST-1", "W2"), as numbers by stem; years and months are none."""
    found: dict[str, set[str]] = {}
    for match in _NUMBERED.finditer(text):
        stem, number = match["stem"] or match["letter"], match["number"] or match["code"]
        if stem in _NOT_STEMS or (match["stem"] and re.fullmatch(r"(?:19|20)\d\d", number)):
            continue
        found.setdefault(stem.lower(), set()).add(number.lower())
    return found


def compare_variant(pair: Pair) -> Part | None:
    """Return "different" when both claims name a numbered thing of one stem, and never the same number."""
    left, right = numbered_names(pair.left.text), numbered_names(pair.right.text)
    for stem in sorted(left.keys() & right.keys()):
        if not left[stem] & right[stem]:
            return Part("variant", "different", f"different ones: {stem} {', '.join(sorted(left[stem]))} and {stem} {', '.join(sorted(right[stem]))}")
    for one, other in ((pair.left.text, pair.right.text), (pair.right.text, pair.left.text)):
        for match in _SUFFIXED.finditer(one):
            if re.search(rf"\b{match['stem']}\b", other) and match["suffix"] not in other:
                return Part("variant", "different", f"different ones: {match[0]} and {match['stem']}")
    return None


def variant_words(claim: Claim) -> set[str]:
    """Words that tell one variant of a thing from another."""
    return {*claim.terms, *claim.text.lower().split()} & _WORDS


def speaks_of_another(claim: Claim) -> bool:
    """True when the claim names something beside the thing itself: its predecessor, a pilot, a rival."""
    return bool(_OTHERS.search(claim.text))
