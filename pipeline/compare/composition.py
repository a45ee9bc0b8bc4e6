"""What things are made of: lists of components, residue sequences, and how many parts there are.

"Thr-Lys-Pro-Arg" against "threonine, lysine, proline, and alanine" is a contradiction about one thing; "heptapeptide" and "seven amino
acids" agree. Works for ingredients, materials, ports and standards alike: a list is compared with a list of the same owner.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from pipeline.compare.part import Pair, Part
from pipeline.detect.numbers import PREFIXES, SPELLED, parse_number
from pipeline.lexicon import read_map
from pipeline.records import Claim

_RESIDUE = r"(?:Ala|Arg|Asn|Asp|Cys|Gln|Glu|Gly|His|Ile|Leu|Lys|Met|Phe|Pro|Ser|Thr|Trp|Tyr|Val)"
_SEQUENCE = re.compile(rf"\b{_RESIDUE}(?:[-–·]{_RESIDUE})+\b")
_LETTERS = re.compile(r"\bsequence\s+(?:of\s+|is\s+)?(?P<letters>[ACDEFGHIKLMNPQRSTVWY]{3,30})\b")
_ONE_LETTER = dict(zip("ARNDCQEGHILKMFPSTWYV", "ala arg asn asp cys gln glu gly his ile leu lys met phe pro ser thr trp tyr val".split(), strict=True))
_LIST_VERB = re.compile(
    r"\b(?:composed of|consist(?:s|ing)? of|made (?:up )?(?:of|from|out of|with)|built from|contain(?:s|ing)?|compris(?:es|ing)|combin(?:es|ing)|blend(?:s|ing)?|mix(?:es)? of|holds?|includes?|ingredients?(?: are)?:?|"
    r"has|have|features?|offers?|comes with|equipped with|with|are|is|only|supports?|materials?:)\b:?\s*(?P<rest>[^.;!?]{6,240})",
    re.IGNORECASE,
)
_COMPLETE = re.compile(
    r"\b(?:composed of|consist|made (?:up )?(?:of|from|out)|built from|compris|ingredients?|blend|combin|only|just|exactly|all|other ingredients|materials?)\b|:\s",
    re.IGNORECASE,
)
_OPEN = re.compile(r"\b(?:including|such as|among (?:others|them)|e\.g\.|for example|like|and (?:more|others)|etc)\b", re.IGNORECASE)
_COUNT_PREFIX = re.compile(
    rf"\b(?P<prefix>{'|'.join(sorted(PREFIXES, key=len, reverse=True))})(?P<noun>peptide|mer|d|saccharide|core|pod|band)\b", re.IGNORECASE
)
_COUNTED = re.compile(
    rf"\b(?P<number>{SPELLED}|\d{{1,3}})[- ](?P<noun>amino acids?|residues?|LEDs?|ingredients?|components?|parts|ports|cultures|strains|layers|stages|sensors|lamps?|diodes?|herbs|vitamins|minerals|materials|metals|cells|emitters|lights?|lenses|elements|blades|members|countries)\b",
    re.IGNORECASE,
)
_NOUN_OF = {"peptide": "amino acid", "residue": "amino acid", "diode": "led", "emitter": "led", "light": "led", "lamp": "led", "d": "led"}
_STOP = frozenset(
    ("the a an of in with and or its own just only our your this that other some any more such as by from to for high quality pure natural new").split()
)


@dataclass(frozen=True, slots=True)
class Makeup:
    """One statement of composition: whose, which members (in order, normalised), or how many of what."""

    owner: frozenset[str]
    members: tuple[str, ...]
    count: tuple[int, str] | None
    words: str
    complete: bool


def compare_composition(pair: Pair) -> Part | None:
    """Compare every composition that the left claim states with every one of the right claim about the same owner."""
    agreed = None
    for left in find_makeups(pair.left):
        for right in find_makeups(pair.right):
            if not left.owner & right.owner:
                continue
            found = _compare(left, right)
            if found is not None and found.outcome == "contradicts":
                return found
            agreed = agreed or found
    return agreed


def _compare(left: Makeup, right: Makeup) -> Part | None:
    reason = f"“{left.words}” against “{right.words}”"
    if left.members and right.members:
        a, b = set(left.members), set(right.members)
        shared = {x for x in a if any(_same_member(x, y) for y in b)}
        if len(shared) == len(a) and len({y for y in b if any(_same_member(x, y) for x in a)}) == len(b):
            return Part("composition", "agrees", f"same members: {reason}")
        if shared and left.complete and right.complete and len(shared) >= 0.3 * min(len(a), len(b)):
            missing = sorted((a - shared) | {y for y in b if not any(_same_member(x, y) for x in a)})
            return Part("composition", "contradicts", f"{reason} (differ in {', '.join(missing)})", sure=True)
        return None
    if left.count and right.count and left.count[1] == right.count[1]:
        outcome = "agrees" if left.count[0] == right.count[0] else "contradicts"
        return Part(
            "composition",
            "agrees" if outcome == "agrees" else "contradicts",
            f"{left.count[0]} {left.count[1]}s: {reason}" if outcome == "agrees" else reason,
            sure=outcome == "agrees",
        )
    for one, other in ((left, right), (right, left)):
        if one.count and other.members and one.count[1] == "amino acid" and set(other.members) <= residues():
            same = one.count[0] == len(other.members)
            return Part(
                "composition",
                "agrees" if same else "contradicts",
                f"{one.count[0]} against {len(other.members)} members: {reason}" if not same else f"same number of members: {reason}",
            )
    return None


@cache
def residues() -> frozenset[str]:
    """Return the names of the amino acids, as components."""
    return frozenset(name for code, name in read_map("components").items() if len(code) == 3 and name.endswith(("ine", "ate")))


def _same_member(left: str, right: str) -> bool:
    if left == right:
        return True
    a, b = left.split(), right.split()
    return a[-1] == b[-1] and (len(a) == 1 or len(b) == 1)


@lru_cache(maxsize=20_000)
def _makeups(text: str, subject: str, antecedent: str) -> tuple[Makeup, ...]:
    return tuple(_find(text, subject, antecedent))


def find_makeups(claim: Claim) -> tuple[Makeup, ...]:
    """Return the compositions that a claim states."""
    return _makeups(claim.text, claim.subject, claim.antecedent.text if claim.antecedent else "")


def _find(text: str, subject: str, antecedent: str) -> Iterator[Makeup]:
    own = _words(subject) | _words(antecedent)
    for match in _SEQUENCE.finditer(text):
        members = tuple(normal_member(part) for part in re.split(r"[-–·]", match[0]))
        owner = _owner(text[: match.start()], own)
        fragment = re.match(r"\)?\s+(?:[\w-]+ ){0,2}(?:extension|tail|end|fragment|motif|tripeptide|dipeptide|core|sequence at)\b", text[match.end() :])
        if owner and not fragment:
            yield Makeup(owner, members, None, match[0], True)
    for match in _LETTERS.finditer(text):
        yield Makeup(own, tuple(normal_member(_ONE_LETTER[letter]) for letter in match["letters"]), None, match["letters"], True)
    for match in _LIST_VERB.finditer(text):
        members = _members(match["rest"])
        if len(members) >= 2:
            complete = bool(_COMPLETE.search(text)) and not _OPEN.search(match["rest"])
            yield Makeup(own, members, None, " ".join(match["rest"].split())[:120], complete)
    name, colon, value = text.partition(": ")
    if colon and len(name.split()) <= 6 and len(_members(value)) >= 2:
        yield Makeup(_words(name), _members(value), None, value.rstrip("."), True)
    yield from _counts(text, own)


def _counts(text: str, own: frozenset[str]) -> Iterator[Makeup]:
    for match in _COUNT_PREFIX.finditer(text):
        noun, owner = match["noun"].lower(), _owner(text[: match.start()], own)
        if owner:
            yield Makeup(owner, (), (PREFIXES[match["prefix"].lower()], _NOUN_OF.get(noun, noun)), match[0], True)
    for match in _COUNTED.finditer(text):
        number = parse_number(match["number"])
        if number is not None:
            noun = match["noun"].lower().rstrip("s")
            yield Makeup(own, (), (int(number), _NOUN_OF.get(noun, noun)), match[0], True)


_APPOSED = re.compile(r"(?P<owner>[\w-]+)\s*(?:\([^)]*\)\s*)?[,—–(]\s*(?:a|an|the|its)\s+(?:[\w-]+\s+){0,4}\(?$", re.IGNORECASE)
_PREDICATE = re.compile(r"\b(?:is|are|was|were|as)\s+(?:a|an|the|another|only)?\s*(?:[\w-]+\s+){0,4}\(?$", re.IGNORECASE)
_DIRECT = re.compile(r"(?P<owner>[\w-]+)\s*\($")


def _owner(before: str, own: frozenset[str]) -> frozenset[str]:
    """Whose composition words after ``before`` state: "tuftsin, a tetrapeptide (", "Selank (", or the subject of "is a heptapeptide"."""
    if apposed := _APPOSED.search(before):
        return _words(apposed["owner"])
    if _PREDICATE.search(before):
        return own
    if direct := _DIRECT.search(before):
        return _words(direct["owner"])
    return frozenset()


def _words(text: str) -> frozenset[str]:
    return frozenset(_singular(w) for w in re.findall(r"[a-z0-9][a-z0-9-]*", text.lower()) if w not in _STOP and len(w) > 1)


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word


def _members(rest: str) -> tuple[str, ...]:
    """The members of "threonine, lysine, proline, and alanine"; empty when the words are no plain list."""
    if (colon := rest.find(": ")) >= 0 and len(rest[:colon].split()) <= 6:
        rest = rest[colon + 2 :]
    rest = re.sub(
        r"^(?:(?:of|just|only|exactly|about|a|an|the|its|three|four|five|six|seven|eight|\w+ (?:live )?(?:amino acids|cultures|ingredients|metals|materials|parts|layers|ports))\b[:\s]*)+",
        "",
        rest.strip(),
        flags=re.IGNORECASE,
    )
    rest = re.sub(r"\([^)]*\)", "", rest)
    parts = [part.strip() for part in re.split(r",\s*(?:and\s+|or\s+|plus\s+)?|\s+(?:and|plus|&)\s+", rest)]
    parts = [part for part in parts if part]
    if len(parts) < 2 or any(len(part.split()) > 5 for part in parts[:-1]):
        return ()
    last = re.split(r"\s+(?:which|that|in|for|on|to|with|from|by|at|making|so|while|because|is|are|was)\b", parts[-1])[0]
    parts[-1] = last
    if any(re.search(r"\b(?:is|are|was|were|has|have|can|may|will|which|that|it|they|we|you)\b", part) for part in parts):
        return ()
    return tuple(normal_member(part) for part in parts if part)


def normal_member(text: str) -> str:
    """Return a component under its common name: codes opened, articles and amounts dropped, singular."""
    bare = re.sub(r"^(?:an?|the|\d[\d.,]*\s?(?:%|g|mg|ml|kg)?(?: of)?)\s+", "", text.lower().strip(" .“”\"'*"))
    bare = " ".join(_singular(word) for word in bare.split())
    return read_map("components").get(bare, bare)
