"""Author and date where a document states them in words near its start or end."""

from __future__ import annotations

import re

_MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"]
_MONTH = r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
_DATES = (
    re.compile(r"\b(?P<year>(?:19|20)\d\d)-(?P<number>\d\d)-(?P<day>\d\d)"),
    re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH},?\s+(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE),
    re.compile(rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE),
    re.compile(rf"\b{_MONTH}\s+(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE),
)
_NAME = r"(?:(?:Dr|Prof|Mr|Ms|Mrs)\.?\s+)?[A-ZÀ-Þ][\w’'-]+(?:\s+(?:[A-Z]\.|(?:van|von|de|der|di|la)\s)?\s?[A-ZÀ-Þ][\w’'-]+){0,3}"
_AUTHOR = re.compile(rf"(?:^|[\n|·•–—]\s*)(?:Written by|Posted by|Reviewed by|Words by|Author:|By)\s+(?P<name>{_NAME})(?=\s*(?:[|,·•–—\n(]|on\b|$))")
_ABOUT = re.compile(rf"About the [Aa]uthor:?\s+(?P<name>{_NAME})")


def find_byline(text: str) -> tuple[str, str]:
    """Return (author, ISO date) as stated in the first lines or in an "About the author" line; empty where not stated."""
    head = text[:600]
    author = _AUTHOR.search(head) or _ABOUT.search(text)
    dated = [line for line in head.split("\n") if len(line.split()) <= 14]
    return (author["name"].strip() if author else "", find_date("\n".join(dated[:8])))


def find_date(text: str) -> str:
    """Return the first date of ``text`` as YYYY-MM-DD (or YYYY-MM), or an empty string."""
    found: list[tuple[int, str]] = []
    for pattern in _DATES:
        if (match := pattern.search(text)) and (date := _iso(match)):
            found.append((match.start(), date))
    return min(found)[1] if found else ""


def _iso(match: re.Match[str]) -> str:
    parts = match.groupdict()
    if name := parts.get("month"):
        month = next(number for number, full in enumerate(_MONTHS, 1) if full.startswith(name.lower()[:3]))
    else:
        month = int(parts["number"])
    if not 1 <= month <= 12:
        return ""
    day = parts.get("day")
    if day and not 1 <= int(day) <= 31:
        return ""
    return f"{parts['year']}-{month:02d}" + (f"-{int(day):02d}" if day else "")
