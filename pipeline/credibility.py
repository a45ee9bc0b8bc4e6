"""The credibility score of a document: an open formula over what its text shows. It is never a verdict on truth.

The parts and their weights were fixed beforehand, after QUEST (Robillard et al. 2018: attribution 11 of 28, conflict of interest and tone 6
each, authorship and currency 2 each), with the harms and limits of the HealthNewsReview and DISCERN lists; nothing is fitted to data.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pipeline.records import Claim, DocumentResult, Sentence

SELLING_FULL = 20.0
"""Selling sentences per 100 from which tone earns nothing."""
CONFLICTS_FULL = 3
"""Inner conflicts from which consistency earns nothing."""
CONFLICTS = ("number_mismatch", "absolute_vs_graded", "hedge_drop", "hedge_decay", "list_drift", "disclaimer_conflict")

_INTERESTS = re.compile(
    r"\b(?:conflicts? of interest|competing interests?|funded by|funding (?:for|from|came|was)|was supported by|supported by (?:a |the )?grants?|paid for by|sponsored|affiliate (?:links?|partner)|financial (?:interest|disclosure|ties)|disclosures?\b|received (?:no )?(?:fees|payment|funding|grants)|we (?:earn|receive) a commission|no financial)\b",
    re.IGNORECASE,
)
_RISKS = re.compile(
    r"\b(?:side[- ]effects?|adverse|risks? (?:of|include|are)|contraindicat\w+|warnings?|caution|not (?:suitable|recommended) (?:for|if)|may cause|can cause|do not (?:use|take|exceed)|overdose|allerg\w+|interact(?:s|ions?) with|hazard\w*|danger\w*|harms?)\b",
    re.IGNORECASE,
)
_LIMITS = re.compile(
    r"\b(?:limitations?|more (?:research|studies|trials|data) (?:is|are)|further (?:research|stud(?:y|ies)|trials?)|not (?:yet )?(?:known|clear|proven|established|been (?:studied|tested|shown))|unclear|unknown|uncertain\w*|cannot (?:say|tell|rule out)|does not (?:prove|mean|show)|did not (?:measure|test|look)|too (?:early|small)|remains to be|no evidence|preliminary|small (?:study|sample))\b",
    re.IGNORECASE,
)
_STUDY = {"review": 1.0, "trial": 1.0, "observational": 0.75, "regulatory": 0.75, "animal": 0.5, "in_vitro": 0.5, "expert": 0.5, "mechanism": 0.25}


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the score: points earned of those it can give, the share that earned them, and the words that show it."""

    name: str
    points: float
    of: int
    shown: str
    start: int = -1
    end: int = -1
    words: str = ""


def score_parts(result: DocumentResult) -> tuple[Part, ...]:
    """Return the parts of a document's score, none for a document without claims."""
    if not result.claims:
        return ()
    return tuple(part(result) for part in PARTS)


def credibility(result: DocumentResult, leave_out: str = "") -> float | None:
    """Return the score, 0 to 100, or None without claims. ``leave_out`` names a part that is not counted, the rest scaled up to 100."""
    parts = [part for part in score_parts(result) if part.name != leave_out]
    whole = sum(part.of for part in parts)
    return round(100 * sum(part.points for part in parts) / whole, 1) if whole else None


def _attribution(result: DocumentResult) -> Part:
    count = len(result.claims)
    supported, vague = (sum(c.support == value for c in result.claims) for value in ("supported", "vague"))
    words = _first(c for c in result.claims if c.support == "unsupported" and c.certainty == 3)
    return _part(
        "attribution",
        35,
        (supported + 0.5 * vague) / count,
        f"{supported} supported, {vague} vague, {count - supported - vague} unsupported of {count} claims",
        words,
    )


def _evidence(result: DocumentResult) -> Part:
    best = max(result.claims, key=lambda c: _STUDY.get(c.evidence, 0.0))
    share = _STUDY.get(best.evidence, 0.0)
    return _part(
        "evidence", 5, share, f"strongest kind named: {best.evidence.replace('_', ' ')}" if share else "no kind of evidence named", best if share else None
    )


def _tone(result: DocumentResult) -> Part:
    content = [s for s in result.sentences if s.kind != "boilerplate"]
    selling = [s for s in content if s.marketing]
    rate = 100 * len(selling) / max(1, len(content))
    return _part("tone", 20, 1 - min(1.0, rate / SELLING_FULL), f"{len(selling)} selling of {len(content)} sentences", _first(selling))


def _certainty(result: DocumentResult) -> Part:
    over = [c for c in result.claims if c.certainty == 3 and c.support == "unsupported" and c.type in ("efficacy", "mechanism", "safety", "comparison")]
    return _part("certainty", 10, 1 - len(over) / len(result.claims), f"{len(over)} claims of effect or safety stated flatly without support", _first(over))


def _consistency(result: DocumentResult) -> Part:
    conflicts = [flag for flag in result.flags if flag.check in CONFLICTS]
    found = conflicts[0] if conflicts else None
    part = _part("consistency", 5, 1 - min(1.0, len(conflicts) / CONFLICTS_FULL), f"{len(conflicts)} conflicts within the document", None)
    return part if found is None else Part(part.name, part.points, part.of, part.shown, found.start, found.end, found.text)


def _author(result: DocumentResult) -> Part:
    return _part("author", 5, float(bool(result.document.author)), result.document.author or "no author named", None)


def _date(result: DocumentResult) -> Part:
    return _part("date", 5, float(bool(result.document.published)), result.document.published or "no date given", None)


def _stated(name: str, points: int, pattern: re.Pattern[str], missing: str) -> Callable[[DocumentResult], Part]:
    def part(result: DocumentResult) -> Part:
        found = _first(s for s in result.sentences if pattern.search(s.text))
        return _part(name, points, float(found is not None), "stated" if found else missing, found)

    return part


PARTS: tuple[Callable[[DocumentResult], Part], ...] = (
    _attribution,
    _evidence,
    _tone,
    _certainty,
    _consistency,
    _author,
    _date,
    _stated("interests", 5, _INTERESTS, "nothing said of funding or interests"),
    _stated("risks", 5, _RISKS, "nothing said of risks or harms"),
    _stated("limits", 5, _LIMITS, "nothing said of limits or open questions"),
)
"""The parts in the order in which they are printed; their points add up to 100."""


def _first(found: Iterable[Sentence | Claim]) -> Sentence | Claim | None:
    return next(iter(found), None)


def _part(name: str, of: int, share: float, shown: str, words: Sentence | Claim | None) -> Part:
    place = (words.start, words.end, words.text) if words is not None else (-1, -1, "")
    return Part(name, round(of * share, 1), of, shown, *place)
