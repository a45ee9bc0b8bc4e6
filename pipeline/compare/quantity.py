"""Values of one quantity that differ, after units: 10 billion against one billion, 45 g against 1.6 oz."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from pipeline.compare.composition import find_makeups
from pipeline.compare.naming import KEPT
from pipeline.compare.part import Pair, Part, ValueConflict
from pipeline.detect.numbers import SPELLED, parse_number
from pipeline.detect.population import species
from pipeline.detect.quantities import base_values
from pipeline.records import Claim, Quantity

ROUNDING = 0.03
"""Relative difference up to which two values are the same but for rounding; three times as much when one is given as "about"."""

_CONDITION = re.compile(
    r"(?:\b(?:at|after|during|for|within|in|over|every|per|of|from|to|than|until|before|distance|aged|between|and|or|last|first|next|with|under)(?: (?:a|an|the|only|just|some|about|around|up to|flow temperature of|temperature of|distance of))*\s*|×\s*)$",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    r"\b(?:fall|fell|fallen|falls|drop\w*|ris\w+|rose|grew|grow\w*|increas\w+|decreas\w+|reduc\w+|lower\w*|cut|cuts|rais\w+|declin\w+|improv\w+|shorten\w*|shrink\w*|shrank|gain\w*|lost|lose\w*|halv\w+|doubl\w+|less|more|fewer|lighter|faster|slower|higher)\b",
    re.IGNORECASE,
)


_SETTLED = re.compile(r"\b(?:settle[sd]?|peak(?:s|ed)?|stabili[sz]e[sd]|levell?ed off|ended up) at\s+$", re.IGNORECASE)
"""A value that follows is what was found, though "at" stands before it."""


def compare_quantity(pair: Pair) -> Part | None:
    """Compare the values that both claims give; None when they give none of one kind."""
    agreed = None
    for dimension in sorted({q.dimension for q in pair.left.quantities} & {q.dimension for q in pair.right.quantities}):
        if dimension == "p-value":
            continue
        left, right = main_values(pair.left, dimension), main_values(pair.right, dimension)
        if not left or not right or not _same_measure(pair, left, right):
            continue
        periods = _period(pair.left, left[0]), _period(pair.right, right[0])
        if periods[0] != periods[1]:
            if same_rate(pair, left[0], right[0]):
                agreed = agreed or Part("quantity", "agrees", f"same rate: {_words(left[0])} a {periods[0]} and {_words(right[0])} a {periods[1]}")
            continue
        matching = [(a, b) for a in left for b in right if same_after_all(pair, a, b)] or _exactly_shared(pair, dimension)
        if matching:
            agreed = agreed or Part("quantity", "agrees", f"same value: {_words(matching[0][0])} and {_words(matching[0][1])}")
            continue
        a, b = left[0], right[0]
        if _other_population(pair):
            return Part("population", "different", f"differs in population: {_words(a)} and {_words(b)}")
        if _other_condition(pair.left, pair.right):
            return Part("context", "different", f"under other conditions: {_words(a)} and {_words(b)}")
        return Part("quantity", "contradicts", f"{_words(a)} against {_words(b)}")
    return agreed


_PERIOD = re.compile(
    r"^(?: of \w+)?\s*(?:,-)?(?:a|an|per|each|every|/)\s*(?P<period>hour|day|night|week|month|year|quarter)\b|"
    r"^\s*(?P<adverb>hourly|daily|weekly|monthly|yearly|annually)",
    re.IGNORECASE,
)
_PERIODS = {"hourly": "hour", "night": "day", "daily": "day", "weekly": "week", "monthly": "month", "yearly": "year", "annually": "year"}
_IN_A_YEAR = {"hour": 8766.0, "day": 365.25, "week": 52.18, "month": 12.0, "quarter": 4.0, "year": 1.0}


def _period(claim: Claim, quantity: Quantity) -> str:
    """What a value is given by: 3 euros a month is no other price than 36 euros a year."""
    match = _PERIOD.match(claim.text[quantity.end - claim.start :])
    found = (match["period"] or match["adverb"]).lower() if match else ""
    return _PERIODS.get(found, found)


def same_rate(pair: Pair, left: Quantity, right: Quantity) -> bool:
    """True when a value of each side, by different periods, come to the same in a year."""
    periods = _period(pair.left, left), _period(pair.right, right)
    return all(periods) and same_value(_times(left, _IN_A_YEAR[periods[0]]), _times(right, _IN_A_YEAR[periods[1]]))


def _times(quantity: Quantity, factor: float) -> Quantity:
    low, high = (None if value is None else value * factor for value in (quantity.low, quantity.high))
    return replace(quantity, low=low, high=high)


def same_after_all(pair: Pair, left: Quantity, right: Quantity) -> bool:
    """True when a value of each side can be the same: as it stands, by the year where they are given by different periods, or by the piece."""
    periods = _period(pair.left, left), _period(pair.right, right)
    if all(periods) and periods[0] != periods[1]:
        return same_rate(pair, left, right)
    return same_value(left, right) or same_by_piece(pair, left, right)


_PIECES = re.compile(
    rf"\b(?P<number>{SPELLED}|\d{{1,2}}|an?|each|every|per)[ -](?P<noun>capsule|tablet|pill|sachet|stick|scoop|drop|spray|serving|dose|bottle|pack|pouch|strip|piece)(?:e?s)?\b",
    re.IGNORECASE,
)
_BY_PIECE = ("mass", "volume", "energy")


def same_by_piece(pair: Pair, left: Quantity, right: Quantity) -> bool:
    """True when both sides count one kind of piece, and a piece has as much on each: one capsule 250 mg, two capsules 500 mg."""
    if left.dimension not in _BY_PIECE and not left.dimension.startswith("money"):
        return False
    ours, theirs = _pieces(pair.left.text), _pieces(pair.right.text)
    found = [(ours[noun], theirs[noun]) for noun in ours.keys() & theirs.keys() if ours[noun] != theirs[noun]]
    return any(same_value(_times(left, 1 / one), _times(right, 1 / other)) for one, other in found)


@lru_cache(maxsize=KEPT)
def _pieces(text: str) -> dict[str, float]:
    """How many pieces of each kind a text names; a kind of which it names two numbers is left out."""
    found: dict[str, set[float]] = {}
    for match in _PIECES.finditer(text):
        number = parse_number(match["number"])
        found.setdefault(match["noun"].lower(), set()).add(1.0 if number is None else number)
    return {noun: min(numbers) for noun, numbers in found.items() if len(numbers) == 1 and min(numbers) >= 1}


def _exactly_shared(pair: Pair, dimension: str) -> list[tuple[Quantity, Quantity]]:
    """Values, conditions among them, that both claims give exactly."""
    return [
        (a, b)
        for a in pair.left.quantities
        for b in pair.right.quantities
        if a.dimension == b.dimension == dimension and None not in base_values(a) + base_values(b) and same_value(a, b)
    ]


def _words(quantity: Quantity) -> str:
    return f"“{' '.join(quantity.text.split())}{' ' + quantity.of if quantity.of and quantity.dimension == 'count' else ''}”"


def main_values(claim: Claim, dimension: str) -> list[Quantity]:
    """The quantities of a dimension that state something, those that only set a condition ("at 35 °C") last or left out."""
    own = [q for q in claim.quantities if q.dimension == dimension]
    stated = [q for q in own if not is_condition(claim, q)]
    if dimension == "time":
        return stated or [q for q in own if not _is_dose(claim, q)]
    return stated or (own if dimension in ("count", "temperature", "share") else [])


def is_condition(claim: Claim, quantity: Quantity) -> bool:
    """True for a quantity that says when, where or at what setting, not what."""
    before = claim.text[: quantity.start - claim.start]
    if _is_dose(claim, quantity):
        return True
    if _SETTLED.search(before):
        return False
    if quantity.dimension in ("count", "share", "sound", "mass", "money EUR", "money USD", "money GBP") and not re.search(
        r"\b(?:at|distance of|per|every|aged|than)\s*(?:a|an|the)?\s*$", before
    ):
        return False
    if (
        re.search(r"\b(?:by|of|is|was|weighs?|lasts?|runs?|ran|holds?|contains?|least|most|than|for)\s+(?:about |around |only |just |some |up to )?$", before)
        and quantity.dimension != "temperature"
    ):
        return bool(re.search(r"\b(?:temperature|distance|speed|age|dose) of\s+$", before))
    return bool(_CONDITION.search(before)) or claim.text[quantity.end - claim.start :].startswith("-")


def _is_dose(claim: Claim, quantity: Quantity) -> bool:
    """ "Twenty minutes of light", "two weeks are too short": a time that is taken or needed, not one that was found."""
    after = claim.text[quantity.end - claim.start :]
    return quantity.dimension == "time" and bool(re.match(r"\s+(?:of\s+(?!warranty|battery)|(?:is|are|was|were) too (?:short|long))", after))


def _same_measure(pair: Pair, left: list[Quantity], right: list[Quantity]) -> bool:
    """Counts must count the same noun; shares and changes must be about a shared measure."""
    if left[0].dimension == "count":
        if _other_owner(pair):
            return False
        return any(_same_noun(a, b) for a in left for b in right)
    if left[0].dimension == "time":
        # Minutes, weeks and years of very different things abound: the measured thing must be named alike.
        return len(pair.rare) >= 1 and 1 / 60 < _ratio(left[0], right[0]) < 60
    if left[0].dimension == "share":
        changes = [bool(_CHANGE.search(claim.text)) for claim in (pair.left, pair.right)]
        return changes[0] == changes[1]
    return True


def _other_population(pair: Pair) -> bool:
    """Animals or cells on one side only: a value found in rats is no value for people."""
    kinds = [species(claim.population) in ("animal", "cell") or claim.evidence in ("animal", "in_vitro") for claim in (pair.left, pair.right)]
    return kinds[0] != kinds[1]


def _other_owner(pair: Pair) -> bool:
    """True when both claims say what something is made of, and the things are different ones."""
    makeups = [find_makeups(claim) for claim in (pair.left, pair.right)]
    return bool(makeups[0] and makeups[1]) and not any(a.owner & b.owner for a in makeups[0] for b in makeups[1])


def _ratio(left: Quantity, right: Quantity) -> float:
    a, b = (next((abs(v) for v in base_values(q) if v), 1.0) for q in (left, right))
    return a / b


def _same_noun(left: Quantity, right: Quantity) -> bool:
    a, b = _noun(left), _noun(right)
    if not a or not b:
        return left.unit == right.unit and (bool(a) == bool(b) or min(left.low or 0, right.low or 0) >= 1e5)
    return bool(a & b) or left.unit == right.unit == "person"


def _noun(quantity: Quantity) -> set[str]:
    words = {word.rstrip("s") for word in re.findall(r"[a-z]{3,}", quantity.of.lower())}
    return words | ({quantity.unit} if quantity.unit else set())


def same_value(left: Quantity, right: Quantity) -> bool:
    """True when two quantities can be the same value: equal but for rounding, or one inside the other's range."""
    a_low, a_high = base_values(left)
    b_low, b_high = base_values(right)
    tolerance = ROUNDING * (3 if left.approximate or right.approximate else 1)
    numbers = [abs(v) for v in (a_low, a_high, b_low, b_high) if v is not None]
    slack = tolerance * max(numbers, default=0.0)
    lowest = [v for v in (a_low, b_low) if v is not None]
    highest = [v for v in (a_high, b_high) if v is not None]
    if not lowest or not highest:
        return True
    return max(lowest) <= min(highest) + slack + 1e-9


def _other_condition(left: Claim, right: Claim) -> bool:
    """True when both set a condition of one kind (a temperature, a distance) and the conditions differ."""
    for dimension in ("temperature", "length", "voltage", "dose", "age"):
        a = [q for q in left.quantities if q.dimension == dimension and is_condition(left, q)]
        b = [q for q in right.quantities if q.dimension == dimension and is_condition(right, q)]
        if a and b and not any(same_value(x, y) for x in a for y in b):
            return True
    return False


def value_conflicts(left: Claim, right: Claim) -> Iterator[ValueConflict]:
    """Yield the conflicting values of two claims that are known to be about one thing."""
    shared = frozenset(left.terms) & frozenset(right.terms)
    pair = Pair(left, right, 1.0, shared, shared)
    for dimension in sorted({q.dimension for q in left.quantities} & {q.dimension for q in right.quantities} - {"p-value"}):
        a, b = main_values(left, dimension), main_values(right, dimension)
        if a and b and _same_measure(pair, a, b) and not any(same_after_all(pair, x, y) for x in a for y in b) and not _other_condition(left, right):
            yield ValueConflict(a[0], b[0])
