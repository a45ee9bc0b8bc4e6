"""When, where and of which event a claim speaks: figures of two years, approvals in two countries, a founding and a sale are no conflict."""

from __future__ import annotations

import re

from pipeline.compare.events import events_of, years_of
from pipeline.compare.figure_of import other_figure, other_state
from pipeline.compare.naming import Naming
from pipeline.compare.part import Pair, Part, apart
from pipeline.records import Claim

_PLACES = Naming({
    "United States": r"US|U\.S\.|USA|United States|America|American|FDA",
    "European Union": r"EU|European Union|Europe|European|EMA|CE mark\w*",
    "United Kingdom": r"UK|U\.K\.|United Kingdom|Britain|British|England|English|Scotland",
    "Germany": r"Germany|German",
    "France": r"France|French",
    "Italy": r"Italy|Italian",
    "Spain": r"Spain|Spanish",
    "Norway": r"Norway|Norwegian",
    "Sweden": r"Sweden|Swedish",
    "Denmark": r"Denmark|Danish",
    "Finland": r"Finland|Finnish",
    "Poland": r"Poland|Polish",
    "Austria": r"Austria|Austrian",
    "Switzerland": r"Switzerland|Swiss",
    "Netherlands": r"Netherlands|Dutch",
    "Russia": r"Russia|Russian",
    "China": r"China|Chinese",
    "Japan": r"Japan|Japanese",
    "India": r"India|Indian",
    "Canada": r"Canada|Canadian",
    "Australia": r"Australia|Australian",
    "Brazil": r"Brazil|Brazilian",
}, flags=0)  # fmt: skip
_TIMED = ("quantity", "direction")
_DAYTIMES = Naming({
    "morning": r"mornings?|breakfast|dawn|(?:on|after) (?:waking|getting up)|wake[- ]up",
    "noon": r"noon|midday|lunch(?:time)?|afternoons?",
    "evening": r"evenings?|nights?|overnight|bedtime|before bed|nocturnal|dusk",
})  # fmt: skip
_PURCHASE = re.compile(r"\b(?:we|i|they|he|she) (?:bought|purchased|ordered)\b|\b(?:was|were) (?:bought|purchased|ordered)(?! by)\b", re.IGNORECASE)
_UNTREATED = re.compile(
    r"\bmodels? of\b|\b(?:un|non-)treated\b|\bplacebo\b|\bcontrol (?:group|arm|animals|rats|mice|dish\w*|plots?)\b|\bvehicle\b|\bstress(?:ed)?\b|\bdeficien(?:t|cy)\b",
    re.IGNORECASE,
)


_RIVAL = re.compile(
    r"[A-Z][^.;:,]{0,30}, (?:an?|its|the|our|their) (?:\w+ )?(?:rival|competitor)\b|"
    r"(?:The|An?|Its|One|Our|Their) (?:\w+ ){0,2}(?:rivals?|competitors?|competing (?:products?|models?|makers?))\b"
)
"""What a claim begins with that is about a rival; "unlike its rivals" is about the thing."""
_A_PART = re.compile(
    r"\b(?:its|the|an?) (?:[\w-]+ ){0,2}(?P<part>chip|processor|circuit board|engine|motor|compressor|pump|battery|charger|software|firmware|app|sensor|lens|camera|display|"
    r"casing|housing|frame|fabric|filter|membrane) (?:at its|at the|of the|of its|inside|in it|under the|within|for the|for it|comes from)\b",
    re.IGNORECASE,
)
_CONTAINS_NO = re.compile(
    r"\b(?:contains?|includes?) (?:no|neither|not any)\b(?! (?:\w+ )?(?:evidence|proof|data|indication|hint|reason|information)\b)", re.IGNORECASE
)
_CONTAINS = re.compile(r"\b(?:contain|hold|includ|compris)\w*\b|\bmade (?:of|with|from)\b", re.IGNORECASE)


def _parts(claim: Claim) -> set[str]:
    return {match["part"].lower() for match in _A_PART.finditer(claim.text)}


def _contains_and_does(one: Claim, other: Claim) -> bool:
    return bool(_CONTAINS_NO.search(one.text)) and other.direction != "none" and not _CONTAINS.search(other.text)


def other_occasion(pair: Pair, kind: str) -> Part | None:
    """Return why a conflict of some kind is none after all: another time, country, event or thing; None where nothing named differs."""
    left, right = pair.left, pair.right
    if bool(_RIVAL.match(left.text)) != bool(_RIVAL.match(right.text)):
        return Part("thing", "different", "one of them speaks of a rival")
    if kind == "origin" and (part := _parts(left) ^ _parts(right)):
        return Part("thing", "different", f"one of them speaks of a part: {', '.join(sorted(part))}")
    if kind == "polarity" and (_contains_and_does(left, right) or _contains_and_does(right, left)):
        return Part("thing", "different", "one of them speaks of what is in it, the other of what it does")
    if kind in _TIMED and (words := apart(years_of(left.text), years_of(right.text))):
        return Part("time", "different", f"differs in time: {words}")
    if kind == "date" and bool(_PURCHASE.search(left.text)) != bool(_PURCHASE.search(right.text)):
        return Part("thing", "different", "one of them speaks of when some were bought")
    if kind == "quantity" and (figure := other_figure(left.text, right.text)):
        return figure
    if kind in ("polarity", "direction", "absolute_vs_graded") and (state := other_state(left.text, right.text)):
        return state
    if kind in ("polarity", "direction") and bool(_UNTREATED.search(left.subject)) != bool(_UNTREATED.search(right.subject)):
        return Part("thing", "different", "one of them speaks of what is so without it")
    if kind in ("polarity", "direction", "quantity", "mechanism") and (words := apart(_DAYTIMES.named(left.text), _DAYTIMES.named(right.text))):
        return Part("time", "different", f"differs in the time of day: {words}")
    if kind == "date" and (words := apart(events_of(left), events_of(right))):
        return Part("event", "different", f"different events: {words}")
    if kind in ("status", "polarity") and (words := apart(_PLACES.named(left.text), _PLACES.named(right.text))):
        return Part("place", "different", f"differs in place: {words}")
    return None
