"""Passages: what stands close enough together in a document that one sentence leans on another. Shared by checks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.flag.check import View
from pipeline.records import Claim, Sentence

STEM = 4
"""Letters that two words must begin with alike to count as forms of one word ("inhibit", "inhibition")."""
SUBJECT_SHARE = 0.2
"""A word in more of a document's sentences than this is its subject, and tells nothing about what is said of it."""
_WORD = re.compile(r"[A-Za-z][A-Za-z-]{2,}")
_COMMON = frozenset(
    (
        "the and for with that this these those from into your you our are was were has have had not but can may might could will would should than then them they their its which who what when where how why "
        "all any more most some many much such only also very just been being about after before over under between does did done make makes made get gets one two per each other while still even here there because"
    ).split()
)


def following(view: View, position: int, reach: int) -> Iterator[Sentence]:
    """Yield the content sentences after ``position`` up to the next heading or question, at most ``reach`` of them."""
    for other in view.content[position + 1 : position + 1 + reach]:
        if other.kind in ("heading", "question"):
            return
        yield other


@lru_cache(maxsize=8192)
def words(text: str) -> tuple[str, ...]:
    """Return the content words of ``text``, lower case."""
    return tuple(word.lower() for word in _WORD.findall(text) if word.lower() not in _COMMON)


def related(left: str, right: str) -> set[tuple[str, str]]:
    """Return the pairs of content words of two texts that are forms of one word."""
    return {(a, b) for a in set(words(left)) for b in set(words(right)) if same_word(a, b)}


@lru_cache(maxsize=65536)
def same_word(left: str, right: str) -> bool:
    """True for two forms of one word: equal, or alike but for their ending."""
    if left == right:
        return True
    shorter = min(len(left), len(right))
    common = next((i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), shorter)
    return common >= STEM and common >= shorter - 3 and max(len(left), len(right)) - common <= 6


def telling(view: View, left: str, right: str) -> set[str]:
    """Return the related words of two texts that are not the document's own subject: words that few of its sentences hold."""
    limit = max(3, int(len(view.content) * SUBJECT_SHARE))
    return {a for a, _ in related(left, right) if view.sentences_with(a[:STEM]) <= limit}


def is_flat(claim: Claim | None, sentence: Sentence) -> bool:
    """True for a sentence that asserts without hedge, question or source."""
    if sentence.kind == "question" or sentence.hedged or sentence.text.rstrip().endswith("?"):
        return False
    return claim is None or (claim.certainty == 3 and claim.attribution not in ("named", "cited") and not claim.citations)


def brings_evidence(claim: Claim | None) -> bool:
    """True for a claim that gives a source or a study of its own."""
    return claim is not None and (
        claim.attribution in ("named", "cited") or bool(claim.citations) or claim.evidence in ("trial", "review", "observational", "regulatory")
    )


def short(text: str, limit: int = 120) -> str:
    """Return the words of a sentence for a message, cut at ``limit`` characters."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"
