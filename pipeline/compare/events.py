"""Dates, origins and status of one event or thing."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.compare.naming import KEPT, Naming
from pipeline.compare.part import Pair, Part
from pipeline.records import Claim

_EVENTS = {
    "launch": r"launch\w*|introduc\w+|debut\w*|(?:came|come|comes|coming) (?:out|to market|onto)|reached (?:the )?(?:market|shops|stores)|placed on the market|on (?:the )?(?:market|sale|shelves|supermarket shelves)|sold since|went on sale|hit (?:the )?(?:shelves|shops|stores|market)|available (?:since|from)|released|first (?:sold|marketed|offered)",
    "origin": r"discover\w*|isolat\w+|invent\w*|develop\w*|design\w*|originat\w+|creat\w+|dream\w* up|first (?:described|synthesi[sz]ed|made|built|isolated)|brainchild|conceiv\w+|devis\w+|patent\w*|licen[cs]ed (?:to|from)|grew out of|spun out|idea (?:of|came)|prototype",
    "founding": r"found(?:ed|ing)|establish\w*|set up|start(?:ed)? (?:the|as a) (?:company|firm|business)",
    "approval": r"approv\w+|authoris\w+|authoriz\w+|licen[cs]\w+|certif\w+|clear(?:ed|ance)|CE[- ]mark\w*|seal|permitted",
    "sale of the maker": r"(?:was |were |been )?(?:bought|acquired|taken over|purchased|absorbed) by|takeover|took over|has owned|owned by",
    "end": r"discontinu\w+|ceased|production (?:ended|stopped)|(?:halted|froze|stopped|ended|suspended) (?:the )?(?:sales?|production)|taken off the market",
    "withdrawal": r"withdr[ae]w\w*|revok\w+|recall\w*|bann\w+|suspend\w*|refus\w+|reject\w+|declin\w+|turned down",
}
_EVENT_NAMES = Naming(_EVENTS)
_YEAR = re.compile(r"\b(1[89]\d\d|20\d\d)\b(?!\s?(?:K|mAh|lux|units|people|homes|participants|rpm|W|mg))")
_DENIED_APPROVAL = re.compile(
    rf"(?:\b(?:not|no|nobody|never|yet to|without|nor|neither|none|lacks?|isn[’']t|hasn[’']t|wasn[’']t)\b|n[’']t\b)[^.;,]{{0,45}}\b(?:{_EVENTS['approval']})\b|\b(?:{_EVENTS['approval']})\b[^.;,]{{0,20}}\b(?:nowhere|not|in no)\b",
    re.IGNORECASE,
)
_GRANTED = re.compile(r"\b(?:certified|approved|authori[sz]ed|licen[cs]ed|granted|cleared)\b", re.IGNORECASE)
_MORE_ASKED = re.compile(r"\b(?:application|request|petition|bid)\b[^.;]{0,60}\b(?:refused|rejected|declined|turned down|denied)\b", re.IGNORECASE)
_AGENT = re.compile(
    r"\b(?:by|at|from|founder,?|inventor,?|engineers? (?:at|of)|in)\s+(?:the |our |its own |engineers? (?:at|of) )*((?:[A-ZÀ-Þ][\w’'&-]+(?: (?:of|and|the|for|de|van) (?=[A-Z]))?\s?){1,5})"
)


def events_of(claim: Claim) -> frozenset[str]:
    """Return which kinds of event a claim tells of."""
    return _EVENT_NAMES.named(claim.text)


@lru_cache(maxsize=KEPT)
def years_of(text: str) -> frozenset[str]:
    """Return the years that a text names."""
    return frozenset(_YEAR.findall(text))


def compare_events(pair: Pair) -> Part | None:
    """Compare year, origin and status of events that both claims tell of."""
    left, right = events_of(pair.left), events_of(pair.right)
    shared = left & right
    return _status(pair, left, right) or (_dates(pair, shared) if shared else None) or (_origin(pair) if "origin" in shared else None)


def _dates(pair: Pair, shared: frozenset[str]) -> Part | None:
    a, b = years_of(pair.left.text), years_of(pair.right.text)
    if not a or not b or (shared <= {"approval"} and len(pair.shared) < 3):
        return None
    if a & b:
        return Part("date", "agrees", f"same year: {', '.join(sorted(a & b))}")
    return Part("date", "contradicts", f"{', '.join(sorted(a))} against {', '.join(sorted(b))} ({', '.join(sorted(shared))})")


def _status(pair: Pair, left: frozenset[str], right: frozenset[str]) -> Part | None:
    """Approved against refused, withdrawn, or approved nowhere."""
    said = [_standing(claim, events) for claim, events in ((pair.left, left), (pair.right, right))]
    if {"in force", "not in force"} == set(said):
        return Part("status", "contradicts", "one says that it is approved, the other that it is refused, withdrawn or not approved")
    if said[0] is not None and said[0] == said[1]:
        return Part("status", "agrees", f"both: {said[0]}")
    return None


def _standing(claim: Claim, events: frozenset[str]) -> str | None:
    rest = _MORE_ASKED.sub("", claim.text)
    if rest != claim.text and _GRANTED.search(rest) and not _DENIED_APPROVAL.search(rest):
        return None  # certified for one thing, refused for another
    if "withdrawal" in events and re.search(
        r"\b(?:certificate|certification|application|approval|licen[cs]e|authori\w+|claim|seal|mark|registration)\b", claim.text, re.IGNORECASE
    ):
        return "not in force"
    if "approval" not in events:
        return None
    return "not in force" if _DENIED_APPROVAL.search(claim.text) else "in force"


def _origin(pair: Pair) -> Part | None:
    """Different named makers or places for one origin."""
    a, b = _agents(pair.left), _agents(pair.right)
    if not a or not b or any(_share_name(x, y) for x in a for y in b):
        return None
    return Part("origin", "contradicts", f"{', '.join(sorted(a))} against {', '.join(sorted(b))}")


def _agents(claim: Claim) -> set[str]:
    return {" ".join(match[1].split()).rstrip(".,’'") for match in _AGENT.finditer(claim.text) if len(match[1].strip()) > 3}


def _share_name(left: str, right: str) -> bool:
    ignored = {"the", "of", "and", "in", "for", "technical", "college", "university", "institute", "dr", "professor"}
    a = {w.strip("’'s").lower() for w in left.split()} - ignored
    b = {w.strip("’'s").lower() for w in right.split()} - ignored
    return bool(a & b)
