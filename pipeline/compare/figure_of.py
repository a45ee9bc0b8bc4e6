"""What a figure, or a finding, is of: a limit or a measured value, the thing or all that comes with it, one firmware or the next."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from pipeline.compare.naming import KEPT, Naming
from pipeline.compare.part import Part, apart

_PERMITTED = re.compile(
    r"\bpermit(?:s|ted)?\b|\bpermissible\b|\b(?:may|must|shall|should) not (?:be |go )?(?:exceed|above|more|higher|louder|heavier)\w*|"
    r"\b(?:upper|legal|statutory|recommended|daily|safe) limits?\b|\blimit (?:value|of)\b|\ballow(?:ed|able|s)\b|\bis (?:lawful|legal)\b",
    re.IGNORECASE,
)
_AT_MOST = re.compile(r"\b(?:max(?:imum|\.)?|up to|at most|no more than|limit\w*|not exceed\w*|may|capacity|allows?|allowed)\b", re.IGNORECASE)
_TOGETHER = re.compile(
    r"\b(?:together with|all in|all told|including (?:the|its|a|all|installation|delivery|mount\w*|fram\w*)|inclusive of|complete with)\b", re.IGNORECASE
)
_BARGAIN = re.compile(
    r"\b(?:vouchers?|coupons?|discount\w*|(?:spring|summer|autumn|winter|january|clearance|flash) sales?|half price|reduced price|second[- ]hand|"
    r"refurbished|introductory (?:price|offer)|launch (?:price|offer)|trade-in|subscribers?|black friday)\b",
    re.IGNORECASE,
)
_ACCESSORY = re.compile(
    r"\baccessor(?:y|ies)\b|\boptional\b|\b(?:the|its|a) (?:carrying )?(?:case|box|pouch|carton|packaging|charger|cable|stand|dock|lid|sleeve|holder|strap|bag)\b"
    r"(?= (?:alone|itself|supplied|by itself|weighs|measures|costs|comes to|adds))",
    re.IGNORECASE,
)
_FINISHED = re.compile(r"\b(?:finished|completed|dropped out of) (?:the |their )?(?:study|trial|course|programme|treatment|survey)\b", re.IGNORECASE)
_DIFFERENCE = re.compile(r"\bdifference between\b", re.IGNORECASE)
_OTHER_STUDY = re.compile(r"\b(?:earlier|previous|older|separate|pilot) (?:study|trial|experiment|survey|investigation)\b", re.IGNORECASE)
_SHELF_LIFE = re.compile(r"\b(?:shelf[- ]life|unopened|best before)\b", re.IGNORECASE)
_KEEPS = re.compile(r"\bkeeps?\b|\bstor(?:ed|age)\b|\b(?:months?|years?)\b", re.IGNORECASE)
_OPENED = Naming({"unopened": r"shelf[- ]life|unopened|best before", "opened": r"once opened|after opening|when opened"})
_ONE_SIDED = (
    ("those who finished", _FINISHED, None),
    ("a difference", _DIFFERENCE, None),
    ("an accessory", _ACCESSORY, None),
    ("what is permitted", _PERMITTED, _AT_MOST),
    ("the thing with what belongs to it", _TOGETHER, None),
    ("a price that not all pay", _BARGAIN, None),
    ("another study", _OTHER_STUDY, None),
    ("how long it keeps", _SHELF_LIFE, _KEEPS),
)
"""What a figure can be of, told by words that stand on one side only; the last pattern: words by which the other side may mean the same."""

_STATES = Naming({
    "at rest": r"standby|idle|idling|sleep mode|switched off",
    "on the lowest setting": r"lowest (?:setting|stage|speed|level)|quiet mode|night mode|eco mode",
    "in normal use": r"normal (?:operation|use|mode)|automatic mode|everyday use",
    "on the highest setting": r"highest (?:setting|stage|speed|level)|full (?:speed|load|power|blast)|boost|turbo",
})  # fmt: skip
_ORDINAL = re.compile(
    r"\b(?:in|for|over|during|after|of|by) (?:its|the|our|their|his|her|my)? ?(?P<which>first|second|third|fourth|fifth|sixth|last)"
    r" (?P<what>days?|nights?|weeks?|months?|years?|seasons?|winters?|summers?|quarters?|half|phase|hours?|trial|test|study|round)\b",
    re.IGNORECASE,
)
_VERSION = re.compile(
    r"\b(?:with|under|on|running|using|after|up to) (?:the )?(?:firmware|software|version|release|build)(?: version)? v?(?P<number>\d+(?:\.\d+)*)\b",
    re.IGNORECASE,
)
_WITHOUT = re.compile(r"\b(?:without|excluding|exclusive of|not (?:counting|including)|minus)\b(?P<words>(?: [\w-]+){1,5})", re.IGNORECASE)
_WITH = re.compile(r"\b(?:with|including|inclusive of|plus|counting|and(?= (?:its|the)\b))\b(?P<words>(?: [\w-]+){1,5})", re.IGNORECASE)
_SMALL = frozenset("the a an its their any all and or of on in at for to with no".split())


def other_figure(left: str, right: str) -> Part | None:
    """Return why two figures are not of one thing, or None where nothing in the two texts says so."""
    for (what, _, same), one, other in zip(_ONE_SIDED, _sides(left), _sides(right), strict=True):
        if one != other and not (same and same.search(right if one else left)):
            return Part("thing", "different", f"one of them speaks of {what}")
    if part := _left_out(left, right) or _left_out(right, left):
        return Part("thing", "different", f"with and without the {part}")
    return other_state(left, right)


def other_state(left: str, right: str) -> Part | None:
    """Return in which state, period or version the two texts differ, where both name one."""
    for kind, told in _NAMED.items():
        if words := apart(told(left), told(right)):
            return Part(kind, "different", f"differs in {kind}: {words}")
    return None


@lru_cache(maxsize=KEPT)
def _sides(text: str) -> tuple[bool, ...]:
    return tuple(bool(pattern.search(text)) for _, pattern, _ in _ONE_SIDED)


@lru_cache(maxsize=KEPT)
def _periods(text: str) -> frozenset[str]:
    return frozenset(f"{match['which']} {match['what'].rstrip('s')}".lower() for match in _ORDINAL.finditer(text))


@lru_cache(maxsize=KEPT)
def _versions(text: str) -> frozenset[str]:
    return frozenset(match["number"] for match in _VERSION.finditer(text))


_NAMED: dict[str, Callable[[str], frozenset[str]]] = {"state": _STATES.named, "keeping": _OPENED.named, "period": _periods, "version": _versions}
"""What both sides may name, by the word for it."""


def _left_out(one: str, other: str) -> str:
    """Return a thing that one text leaves out and the other takes in."""
    return next(iter(sorted(_things(_WITHOUT, one) & _things(_WITH, other))), "")


@lru_cache(maxsize=KEPT)
def _things(pattern: re.Pattern[str], text: str) -> frozenset[str]:
    return frozenset(word.rstrip("s") for match in pattern.finditer(text) for word in match["words"].lower().split() if word not in _SMALL and len(word) > 2)
