"""Numbers in figures and words: "1,860", "1 × 10^10", "10 billion", "twenty-five", "two thirds"."""

from __future__ import annotations

import re

_UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
WORDS: dict[str, float] = {
    **{word: float(value) for value, word in enumerate(_UNITS)},
    **{word: 10.0 * value for value, word in enumerate(_TENS, 2)},
    "half": 0.5,
    "twice": 2.0,
    "thrice": 3.0,
}
SCALES: dict[str, float] = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "bn": 1e9, "mn": 1e6, "m": 1e6, "k": 1e3,
}  # fmt: skip
LARGEST_EXPONENT = 60
"""Numbers beyond it are no quantities of anything."""
PREFIXES: dict[str, int] = {
    "mono": 1, "di": 2, "tri": 3, "tetra": 4, "quadru": 4, "penta": 5, "quintu": 5, "hexa": 6, "sextu": 6, "hepta": 7, "septu": 7,
    "octa": 8, "octu": 8, "nona": 9, "deca": 10, "hendeca": 11, "dodeca": 12,
}  # fmt: skip
"""Counting prefixes: a heptapeptide has seven."""

_FRACTIONS = {"half": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifth": 5, "fifths": 5, "tenth": 10, "tenths": 10}

_small = "|".join([*_TENS, *reversed(_UNITS[1:])])
_tens = "|".join(_TENS)
_units = "|".join(reversed(_UNITS[1:10]))
SPELLED = rf"(?:(?:{_tens})(?:[- ](?:{_units}))?|{_small}|a hundred|a thousand|a million|a billion|a dozen)(?:[- ](?:hundred|thousand|million|billion))*"
FIGURES = r"(?:\d{1,3}(?:[,\u202f ]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
POWER = r"(?:\s?[×x·]\s?10\s?\^?\s?[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\s?[×x·]\s?10\^-?\d+)"
SCALE = r"(?:\s?(?:hundred|thousand|million|billion|trillion|bn|mn)\b)"
FRACTION = r"(?:(?:one|two|three|a)[- ](?:half|thirds?|quarters?|fifths?|tenths?))"
MINUS = r"(?:(?<!or\s)(?<!/)(?<![\d%CF]\s)\bminus\s+)"
NUMBER = rf"(?:(?:[−–-]|{MINUS})?{FIGURES}{POWER}?{SCALE}?|\b{FRACTION}\b|{MINUS}?\b{SPELLED}\b)"

_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def parse_number(text: str) -> float | None:
    """Return the value of a number as matched by NUMBER, or None."""
    cleaned = text.strip().lower().replace("\u202f", " ").replace("−", "-")
    cleaned = re.sub(r"^minus\s+", "-", cleaned)
    if fraction := re.fullmatch(r"(one|two|three|a)[- ](half|thirds?|quarters?|fifths?|tenths?)", cleaned):
        return {"one": 1, "a": 1, "two": 2, "three": 3}[fraction[1]] / _FRACTIONS[fraction[2]]
    match = re.match(rf"(?P<sign>[–-]?)\s?(?P<figures>{FIGURES})(?P<rest>.*)$", cleaned)
    if match is None:
        return _parse_words(cleaned)
    figures = re.sub(r"[, ]", "", match["figures"])
    if len(figures) > LARGEST_EXPONENT:
        return None
    value = float(figures) * (-1 if match["sign"] else 1)
    rest = match["rest"].strip()
    if power := re.match(r"[×x·]\s?10\s?\^?\s?(-?\d+|[⁰¹²³⁴⁵⁶⁷⁸⁹]+)", rest):
        exponent = power[1].translate(_SUPERSCRIPT)
        if len(exponent) > 3 or abs(int(exponent)) > LARGEST_EXPONENT:
            return None
        value *= 10.0 ** int(exponent)
    elif rest in SCALES:
        value *= SCALES[rest]
    return value


def _parse_words(text: str) -> float | None:
    if text.startswith("-"):
        value = _parse_words(text[1:])
        return None if value is None else -value
    total, current = 0.0, 0.0
    words = re.split(r"[- ]", text)
    for word in words:
        if word == "a":
            current = 1.0
        elif word in WORDS:
            current += WORDS[word]
        elif word == "dozen":
            current = (current or 1.0) * 12
        elif word in SCALES and len(word) > 2:
            current = (current or 1.0) * SCALES[word]
            if SCALES[word] >= 1000:
                total, current = total + current, 0.0
        else:
            return None
    return total + current
