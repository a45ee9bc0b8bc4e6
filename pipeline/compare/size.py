"""A thing said to be smaller than another, against what the two are made of: "smaller, just seven amino acids", yet the other has four, or was lengthened."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.compare.composition import Makeup, find_makeups, residues
from pipeline.compare.part import Pair, Part
from pipeline.records import Claim

_SMALLER = re.compile(r"\b(?:smaller|shorter|lighter|simpler|truncated|shortened|cut-down|pared-down|slimmed-down|downsized)\b", re.IGNORECASE)
_LARGER = re.compile(r"\b(?:larger|longer|bigger|heavier|lengthened|enlarged|extended)\b", re.IGNORECASE)
_ADDS = re.compile(
    r"\b(?:extend(?:s|ed|ing)?|lengthen(?:s|ed|ing)?|enlarg(?:es?|ed|ing)|append(?:s|ed|ing)?|elongat(?:es?|ed|ing))\b(?:\s+(?:it|them|this|that|the \w+))?\s+(?:with|by)\b",
    re.IGNORECASE,
)
_CUTS = re.compile(
    r"\b(?:shorten(?:s|ed|ing)?|truncat(?:es?|ed|ing)|trim(?:s|med|ming)?|shrink(?:s|ing)?|shrunk)\b(?:\s+(?:it|them|this|that|the \w+))?\s+(?:to|by|down)\b",
    re.IGNORECASE,
)


def compare_size(pair: Pair) -> Part | None:
    """Return a contradiction when one side's "smaller" goes against what the other says that the things are made of, or how one was made."""
    for one, other in ((pair.left, pair.right), (pair.right, pair.left)):
        found = _against_counts(one, other) or _against_making(one, other)
        if found is not None:
            return found
    return None


def size_roles(claim: Claim) -> Iterator[str]:
    """Yield what a claim can bring to such a comparison: it compares, or it tells how the thing was made."""
    for role, pattern in (("smaller", _SMALLER), ("larger", _LARGER), ("adds", _ADDS), ("cuts", _CUTS)):
        if pattern.search(claim.text):
            yield role


def _against_counts(one: Claim, other: Claim) -> Part | None:
    """ "Smaller, with 7", of a thing that is derived from, or set beside, another with 4."""
    smaller, larger = bool(_SMALLER.search(one.text)), bool(_LARGER.search(one.text))
    if smaller == larger:
        return None
    for mine in find_makeups(one):
        for theirs in find_makeups(other):
            if not _of_one_kind(mine, theirs) or mine.owner & theirs.owner or not _set_side_by_side(one, other, theirs):
                continue
            if (smaller and _size(mine) > _size(theirs)) or (larger and _size(mine) < _size(theirs)):
                word = (_SMALLER if smaller else _LARGER).search(one.text)
                return Part(
                    "quantity",
                    "contradicts",
                    f"“{word[0] if word else ''}” with {_size(mine)} (“{mine.words}”) against {_size(theirs)} (“{theirs.words}”)",
                    sure=True,
                )
    return None


def _of_one_kind(mine: Makeup, theirs: Makeup) -> bool:
    """True when both count the same parts; a list of named parts counts beside them."""
    if not _size(mine) or not _size(theirs) or not (mine.count or theirs.count):
        return False
    nouns = {makeup.count[1] for makeup in (mine, theirs) if makeup.count}
    return len(nouns) == 1 and all(makeup.count or (makeup.complete and set(makeup.members) <= residues()) for makeup in (mine, theirs))


def _size(makeup: Makeup) -> int:
    return makeup.count[0] if makeup.count else len(makeup.members)


NEARBY = 8
"""Sentences within which a comparison without "than" is taken to be with the thing that was spoken of."""


def _set_side_by_side(one: Claim, other: Claim, theirs: Makeup) -> bool:
    """True when the other thing is what "smaller" compares with: named beside it on either side, or spoken of just before."""
    own = {*one.core, *one.names, *one.subject.lower().split()}
    named = bool(theirs.owner & {*one.terms, *one.context}) or bool(own & {*other.terms, *other.names} - theirs.owner)
    return named or (one.document == other.document and 0 < one.index - other.index <= NEARBY)


def _against_making(one: Claim, other: Claim) -> Part | None:
    """ "Smaller" against "extending it with": said of the same thing."""
    shared = {*one.subject.lower().split(), *one.names} & {*other.subject.lower().split(), *other.names} - {"the", "a", "an", "it", "this"}
    if not shared:
        return None
    for comparative, making in ((_SMALLER, _ADDS), (_LARGER, _CUTS)):
        word, made = comparative.search(one.text), making.search(other.text)
        if word and made and not making.search(one.text):
            return Part("direction", "contradicts", f"“{word[0]}” against “{made[0]}”", sure=True)
    return None
