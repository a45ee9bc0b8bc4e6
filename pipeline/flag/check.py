"""What a check is, and what it is shown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from pipeline.flag.voice import Voice, voice_of
from pipeline.lexicon import read_lexicon
from pipeline.records import Claim, Document, Sentence, Severity


@dataclass(frozen=True, slots=True)
class Finding:
    """Words of the document that a check objects to, and why."""

    start: int
    end: int
    message: str
    claim_id: str = ""


@dataclass(frozen=True)
class View:
    """One document as checks see it: its sentences and claims, after spaCy is gone."""

    document: Document
    sentences: tuple[Sentence, ...]
    claims: tuple[Claim, ...]

    @cached_property
    def content(self) -> tuple[Sentence, ...]:
        """The sentences that are not page furniture."""
        return tuple(s for s in self.sentences if s.kind != "boilerplate")

    @cached_property
    def _claims(self) -> dict[int, Claim]:
        return {claim.index: claim for claim in self.claims}

    def claim_of(self, sentence: Sentence) -> Claim | None:
        """Return the claim of a sentence, or None."""
        return self._claims.get(sentence.index)

    def claim_id(self, sentence: Sentence) -> str:
        """Return the id of a sentence's claim, or an empty string."""
        claim = self.claim_of(sentence)
        return claim.claim_id if claim else ""

    def so_far(self, sentence: Sentence) -> tuple[Sentence, ...]:
        """Return the sentences of the same paragraph before this one."""
        return tuple(s for s in self._paragraphs[sentence.paragraph] if s.index < sentence.index)

    @cached_property
    def _paragraphs(self) -> dict[int, list[Sentence]]:
        found: dict[int, list[Sentence]] = {}
        for sentence in self.sentences:
            found.setdefault(sentence.paragraph, []).append(sentence)
        return found

    @cached_property
    def _lowered(self) -> tuple[str, ...]:
        return tuple(sentence.text.lower() for sentence in self.content)

    @cached_property
    def _counts(self) -> dict[str, int]:
        return {}

    def sentences_with(self, letters: str) -> int:
        """Return how many content sentences hold ``letters``, each asked for once."""
        if letters not in self._counts:
            self._counts[letters] = sum(letters in text for text in self._lowered)
        return self._counts[letters]

    @cached_property
    def voice(self) -> Voice:
        """Whose voice the document speaks in (voice.py)."""
        return voice_of(self.content)

    @cached_property
    def sells(self) -> bool:
        """True for a page that sells: prices, calls to action or enough selling sentences."""
        if any(name == "price" for name, _ in self.document.details):
            return True
        selling = sum(bool(s.marketing) for s in self.content)
        calls = sum(bool(_CALL.search(s.text)) for s in self.content)
        return calls > 0 or (selling >= 0.12 * max(1, len(self.content)) and selling >= 2)

    @cached_property
    def reports_study(self) -> bool:
        """True for a document that reads like a study's own report."""
        text = " ".join(s.text for s in self.content).lower()
        marks = ("methods", "participants", "placebo", "randomi", "p <", "confidence interval", "we measured", "abstract", "baseline")
        return sum(mark in text for mark in marks) >= 3


_CALL = re.compile(
    r"\b(?:buy|order|shop|subscribe|book|grab|add to (?:cart|basket)|get yours|sign up|use (?:the )?code|discount code|% off|free (?:delivery|shipping|trial))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Check:
    """One check. ``hits`` and ``misses`` are short examples that `claimsift explain` shows and the tests run."""

    name: str
    definition: str
    severity: Severity
    source: str
    hits: tuple[str, ...]
    misses: tuple[str, ...]
    find: Callable[[View], Iterator[Finding]]


def phrase_pattern(list_name: str, *categories: str) -> re.Pattern[str]:
    """Return a pattern for the phrases of a word list, of the given categories or of all."""
    words = [e.literal for e in read_lexicon(list_name) if not categories or e.category in categories]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})(?![\w-])", re.IGNORECASE)


def in_quotes(text: str, position: int) -> bool:
    """True when ``position`` stands inside quotation marks of the sentence."""
    before = text[:position]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def read_measured() -> dict[str, dict[str, str]]:
    """Return what `claimsift evaluate --all` last measured of each check: recall and precision as text."""
    import json
    from importlib.resources import files

    found: dict[str, dict[str, str]] = json.loads((files("pipeline.flag") / "measured.json").read_text(encoding="utf-8"))
    return found
