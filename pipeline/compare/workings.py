"""How many ways in which a thing is said to work: "two key mechanisms" on one side, three listed on the other."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.compare.part import Pair, Part
from pipeline.records import Claim

_NUMBERS = {word: n for n, word in enumerate("one two three four five six seven eight nine ten".split(), 1)}
_ANNOUNCED = re.compile(
    rf"\b(?P<number>[1-9]|{'|'.join(_NUMBERS)})\s+(?:(?:key|main|primary|major|distinct|separate|different|independent|complementary|known)\s+){{0,2}}"
    r"(?:mechanisms?|modes?|ways? of (?:working|action)|principles?)(?:\s+of\s+action)?\b",
    re.IGNORECASE,
)
_LISTED = re.compile(
    r"\bhow\s+(?:[\w®™’'-]+\s+){1,4}works?\s*[:–—-]\s*(?P<after>[^.?!]+)|\b(?:works?|acts?)\s+(?:by|through|via)\s+(?P<by>[^.?!;]+)",
    re.IGNORECASE,
)
LONGEST = 4
"""Words of one member of such a list; what is longer is a sentence, no name of a mechanism."""
_OPEN = re.compile(r"\b(?:such as|including|among|for example|e\.g\.|etc|at least|more than|over|one of|some of|other)\b|…", re.IGNORECASE)


def lists_workings(text: str) -> bool:
    """True for text that names the ways in which a thing works, or their number."""
    return _told(text) is not None


def compare_workings(pair: Pair) -> Part | None:
    """Return a contradiction where one side announces, or lists, another number of mechanisms than the other does of the same thing."""
    left, right = _told(pair.left.text), _told(pair.right.text)
    if left is None or right is None or left[0] == right[0] or not _of_one_thing(pair.left, pair.right):
        return None
    return Part("composition", "contradicts", f"{left[0]} named (“{left[1]}”) against {right[0]} (“{right[1]}”)", sure=True)


@lru_cache(maxsize=4096)
def _told(text: str) -> tuple[int, str] | None:
    """How many mechanisms a text tells of, and in which words."""
    plain = " ".join(text.split())
    match = _LISTED.search(plain)
    if match is not None:
        words = match["after"] or match["by"]
        members = [part for part in re.split(r",\s*(?:and\s+|or\s+)?|\s+and\s+", words.strip()) if part.strip()]
        short = all(len(member.split()) <= LONGEST for member in members)
        if len(members) >= 2 and short and not _OPEN.search(words) and ("," in words or match["after"]):
            return len(members), words.strip()
    match = _ANNOUNCED.search(plain)
    if match is None or _OPEN.search(plain[max(0, match.start() - 12) : match.start()]):
        return None
    number = match["number"].lower()
    return (int(number) if number.isdigit() else _NUMBERS[number]), match[0]


def _of_one_thing(left: Claim, right: Claim) -> bool:
    """True when a name, or a word of the subject, of one side is spoken of on the other, be it in the headings above."""
    sides = [{*claim.names, *claim.subject.lower().split()} - _EMPTY for claim in (left, right)]
    wider = [{*claim.terms, *claim.names, *claim.context} for claim in (left, right)]
    return bool(sides[0] & wider[1] or sides[1] & wider[0] or (set(left.context) | set(left.names)) & (set(right.context) | set(right.names)))


_EMPTY = frozenset("the a an it its this that these those which one two three mechanism mechanisms of and how".split())
