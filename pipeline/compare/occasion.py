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


_RIVAL = re.compile(r"[^.;:]{0,40}\b(?:rivals?|competitors?|competing (?:products?|models?|makers?))\b", re.IGNORECASE)
_PARTS = Naming({
    "electronics": r"chips?|circuit board|processor|electronics",
    "drive": r"engines?|motors?|gearbox|compressor|pumps?",
    "power": r"batter(?:y|ies)|charger|power supply",
    "program": r"software|firmware|operating system|app|algorithm|detection engine",
    "sensing": r"sensors?|lens(?:es)?|camera|display",
    "shell": r"casing|housing|frame|shell|fabric|packaging|label",
    "filter": r"filters?|membranes?|catalyst",
    "ingredient": r"ingredients?|raw materials?",
})  # fmt: skip
_OPENING = re.compile(r"(?:[\w’'-]+[ ,:]+){0,5}[\w’'-]+")
_CONTAINS_NO = re.compile(r"\b(?:contains?|holds?|includes?) (?:no|neither|not any)\b", re.IGNORECASE)
_CONTAINS = re.compile(r"\b(?:contain|hold|includ|compris)\w*\b|\bmade (?:of|with|from)\b", re.IGNORECASE)


def _opening(claim: Claim) -> str:
    """The words in which a claim names what it is about."""
    found = _OPENING.match(claim.text)
    return f"{claim.subject} {found[0] if found else ''}"


def _contains_and_does(one: Claim, other: Claim) -> bool:
    return bool(_CONTAINS_NO.search(one.text)) and other.direction != "none" and not _CONTAINS.search(other.text)


def other_occasion(pair: Pair, kind: str) -> Part | None:
    """Return why a conflict of some kind is none after all: another time, country, event or thing; None where nothing named differs."""
    left, right = pair.left, pair.right
    if bool(_RIVAL.match(left.text)) != bool(_RIVAL.match(right.text)):
        return Part("thing", "different", "one of them speaks of a rival")
    if kind == "origin" and (part := _PARTS.named(_opening(left)) ^ _PARTS.named(_opening(right))):
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
