"""Numbers and ranges with their units, and what they are of.

Years, dates, versions and names with digits ("LV-27", "Phase 3") are not quantities.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from pipeline.detect.numbers import NUMBER, parse_number
from pipeline.detect.shares import find_shares
from pipeline.lexicon import read_lexicon
from pipeline.records import Quantity

_ABOUT = r"(?:about|around|approximately|approx\.|roughly|some|nearly|almost|circa|ca\.|c\.|~|≈|an estimated|close to|just over|just under)"
_LOW = r"(?:more than|over|above|at least|no (?:less|fewer) than|exceed(?:s|ing)?|beyond|(?:hotter|longer|heavier|larger|higher|bigger|greater) than|upwards of|from|minimum of|≥|>|not less than|older than)"
_HIGH = (
    r"(?:up to|less than|under|below|fewer than|at most|no more than|not more than|within|as (?:much|many|little|long) as|maximum of|≤|<|or less|younger than)"
)
_CODE = re.compile(
    r"[A-Za-z]-?\Z|(?-i:\b[A-Z][a-z]+[A-Z]\w*|\b[A-Z]{3,})\s\Z|[#№]\Z|(?:\b(?:section|phase|type|figure|fig\.|table|model|version|v|no\.|grade|step|part|chapter|page|vol\.|class|level|appendix|stage|mark|series|iso|en|din|article|test report|notice|batch|lot|ref\.?|item|chapter|vitamin|omega|cat|room|route|highway|number)\s)\Z",
    re.IGNORECASE,
)
_MONTH = r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b)\.?"
_DATE_AFTER = re.compile(rf"^(?:st|nd|rd|th)?\s+{_MONTH}\b|^[/.-]\d{{1,2}}[/.-]\d{{2,4}}", re.IGNORECASE)
_DATE_BEFORE = re.compile(rf"(?:{_MONTH}\s|\d[/.-])\Z", re.IGNORECASE)


@cache
def unit_table() -> dict[str, tuple[str, str, float]]:
    """Return literal → (canonical unit, dimension, factor to the dimension's base unit)."""
    table = {}
    for entry in read_lexicon("units"):
        unit, _, dimension = entry.category.rpartition("/")
        table[entry.literal] = (unit, dimension, float(entry.note))
    return table


@cache
def _pattern() -> re.Pattern[str]:
    literals = sorted(unit_table(), key=len, reverse=True)
    letters = [u for u in literals if len(u) == 1 and u.isalpha()]
    single = "|".join(letters)  # these keep their case: 5 A are amperes, "€5 a year" is none
    cased = "|".join(re.escape(u) for u in literals if u not in letters and (len(u) <= 3 or not u.isalpha()))
    free = "|".join(re.escape(u) for u in literals if len(u) > 3 and u.isalpha())
    money = r"[€$£]"
    unit = rf"(?:(?:{cased}|(?-i:{single}))(?![\w³²])|(?i:{free})\b)(?:/(?-i:kg|ha|l|L|dl|m²|m³|h|day|year|km|min|s|kWh)\b)?"
    return re.compile(
        rf"(?P<about>(?<!\w){_ABOUT}\s+)?(?:(?P<low>(?<!\w){_LOW})\s*|(?P<high>(?<!\w){_HIGH})\s*)?(?P<about2>(?<!\w){_ABOUT}\s*)?"
        rf"(?P<p>\bp\s?[=<>≤]\s?)?(?P<money>{money})?\s?(?P<first>{NUMBER})"
        rf"(?P<plus>\+)?(?:\s?(?P<unit1>{unit}))?(?:\s?(?P<dash>–|—|-|to|and)\s?{money}?(?P<second>{NUMBER}))?"
        rf"(?P<gap>[\s-]?)(?P<unit>{unit})?",
        re.IGNORECASE,
    )


def find_quantities(text: str, offset: int = 0) -> tuple[Quantity, ...]:
    """Return the quantities of ``text``, in text order; ``offset`` is added to their places."""
    shares = [replace(share, start=share.start + offset, end=share.end + offset) for share in find_shares(text)]
    plain = [q for q in _quantities(text, offset) if not any(q.start < share.end and q.end > share.start for share in shares)]
    return tuple(sorted([*plain, *shares], key=lambda q: q.start))


def _quantities(text: str, offset: int) -> Iterator[Quantity]:
    position = 0
    pattern = _pattern()
    while match := pattern.search(text, position):
        position = max(match.end(), match.start() + 1)
        if _is_name_or_date(text, match):
            position = max(match.end("first"), match.start() + 1)
            continue
        if match["second"] and not _is_range(text, match):
            position = match.end("plus") if match["plus"] else match.end("unit1") if match["unit1"] else match.end("first")
            # "from 22 to 41 mg/L": the unit after the second number is the first one's too.
            yield _single(text, match, offset, position)
        else:
            yield _single(text, match, offset, match.end() if match["unit"] else _trimmed_end(match))


def _trimmed_end(match: re.Match[str]) -> int:
    for name in ("second", "unit1", "plus", "first"):
        if match[name]:
            return match.end(name)
    return match.end()


def _is_name_or_date(text: str, match: re.Match[str]) -> bool:
    start, end = match.start("first"), match.end("first")
    before, after, number = text[max(0, start - 40) : start], text[end : end + 40], match["first"]
    if _CODE.search(before) and not match["money"] and not re.search(r"(?:^|\s)[-–−]$", before[-2:]):
        return True
    if re.match(r"[A-Za-z]*\d*-?[A-Z]|\w*-(?:in|year|of)-", after) and not (match["unit1"] or match["unit"]):
        return True
    if re.match(r"(?:st|nd|rd|th)\b", after) or (_DATE_AFTER.match(after) and not match["unit"]) or (_DATE_BEFORE.search(before) and not match["unit"]):
        return True
    if re.fullmatch(r"(?:1[5-9]|20)\d\d", number) and not (match["unit1"] or match["unit"] or match["money"] or match["about"]):
        return True
    if re.search(r"\d{4}-(?:\d{2}-)?$", text[max(0, start - 8) : end].removesuffix(number.lstrip("-–−"))):
        return True
    if re.match(r"\.\d", after) or re.search(r"\d\.$", before) or re.fullmatch(r"\[?\d+\]", text[max(0, start - 1) : end + 1]):
        return True
    spelled = number[:1].isalpha()
    if spelled and number.lower() in ("one", "a hundred") and not (match["unit"] or match["unit1"]):
        return not re.match(r"\s(?:of|in|out)\s", after) or True
    return bool(re.search(r"[(\[]\s*$", before) and re.match(r"\s*[)\]]", after)) and not (match["unit"] or match["unit1"])


def _is_range(text: str, match: re.Match[str]) -> bool:
    """Tell "5 to 10 mg" from "fell from 12 to 8" and "between 3 and 5" from "in 2 and 3"."""
    dash = match["dash"]
    first, second = parse_number(match["first"]), parse_number(match["second"])
    if first is None or second is None or first >= second:
        return False
    before = text[max(0, match.start("first") - 40) : match.start("first")].rstrip().lower()
    if dash == "and":
        return before.endswith("between")
    if dash == "to":
        return not before.endswith("from") and match["low"] != "from"
    return True


def _single(text: str, match: re.Match[str], offset: int, end: int) -> Quantity:
    shared = match["second"] and match["dash"] == "to" and not match["unit1"]
    literal = match["unit1"] or (match["unit"] if end >= match.end("unit") > 0 or shared else None) or match["money"] or ""
    start = min(match.start(name) for name in ("low", "high", "about", "about2", "p", "money", "first") if match[name])
    if match["low"] and match["low"].lower() == "from":
        start = min(match.start(name) for name in ("about2", "p", "money", "first") if match[name])
    first = parse_number(match["first"]) or 0.0
    second = parse_number(match["second"]) if match["second"] and end >= match.end("second") else None
    low: float | None = first
    high: float | None = second if second is not None else first
    if (match["low"] and match["low"].lower() != "from") or match["plus"]:
        high = None
    elif match["high"]:
        low = None
    if re.match(r"\s+or (?:more|over|older)\b", text[end:]):
        high = None
    if match["p"]:
        unit, dimension = "p", "p-value"
        low = None if "<" in match["p"] or "≤" in match["p"] else low
        high = None if ">" in match["p"] else high
    elif not literal and _is_age(text, match, end):
        unit, dimension = "year", "age"
    else:
        unit, dimension, _ = _lookup(literal)
    if unit == "" and re.fullmatch(r"(?:one|two|three|a)[- ](?:half|thirds?|quarters?|fifths?|tenths?)", match["first"].lower()):
        low, high, unit, dimension = (None if low is None else low * 100), (None if high is None else high * 100), "%", "share"
    return Quantity(
        offset + start,
        offset + end,
        text[start:end],
        low,
        high,
        unit,
        dimension,
        bool(match["about"] or match["about2"]),
        _counted(text[end : end + 60], dimension),
    )


def _lookup(literal: str) -> tuple[str, str, float]:
    table = unit_table()
    if known := table.get(literal) or table.get(literal.lower()):
        return known
    if "/" in literal:
        upper, lower = (_lookup(part) for part in literal.split("/", 1))
        return f"{upper[0]}/{lower[0]}", f"{upper[1]}/{lower[1]}", upper[2] / lower[2]
    return "", "count", 1.0


def _is_age(text: str, match: re.Match[str], end: int) -> bool:
    """ "Patients over 65", "aged 40 to 60", "men under 40": a bare number that is an age."""
    before = text[max(0, match.start() - 40) : match.start()].rstrip().lower()
    aged = re.search(r"\b(?:aged|ages?|age of)$", before)
    bound = (match["low"] or match["high"]) and re.search(
        r"\b(?:people|persons?|adults?|men|women|patients?|children|those|anyone|males?|females?|kids)$", before
    )
    return bool(aged or bound) and not re.match(
        r"\s+[a-z]{3,}", text[end:].replace(" and ", ",").replace(" or ", ",").replace(" who ", ",").replace(" with ", ",")
    )


_NOT_NOUN = frozenset("of in on at by for to and or the a an than as with from after before during per when if is are was were has have had".split())


def _counted(after: str, dimension: str) -> str:
    """The word right after the number or unit ("14 reports", "34 % of users")."""
    match = re.match(r"^[\s-]+(?:(?:of|in) (?:the |all |its |our |your )?)?([A-Za-z’'-]+)(?:\s+([A-Za-z’'-]+))?", after)
    if match is None or match[1].lower() in _NOT_NOUN:
        return ""
    second = match[2] or ""
    both = f"{match[1]} {second}" if second and second.lower() not in _NOT_NOUN and dimension == "count" else match[1]
    return both.lower()


def base_values(quantity: Quantity) -> tuple[float | None, float | None]:
    """Return (low, high) in the base unit of the quantity's dimension, so that 45 g and 1.6 oz can be compared."""
    if quantity.unit == "°F":
        return tuple(None if v is None else (v - 32) / 1.8 for v in (quantity.low, quantity.high))  # type: ignore[return-value]
    if quantity.unit == "K":
        return tuple(None if v is None else v - 273.15 for v in (quantity.low, quantity.high))  # type: ignore[return-value]
    factor = _factor(quantity.unit)
    return (None if quantity.low is None else quantity.low * factor, None if quantity.high is None else quantity.high * factor)


@cache
def _factor(unit: str) -> float:
    known = next((factor for canonical, _, factor in unit_table().values() if canonical == unit), None)
    if known is None and "/" in unit:
        upper, lower = unit.split("/", 1)
        return _factor(upper) / _factor(lower)
    return 1.0 if known is None else known
