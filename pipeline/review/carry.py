"""Finds the targets of decisions again in another run: by id, else by their words, so that edits and renamed files lose none."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from pipeline.records import Claim, CorpusResult, Flag, Match, Sentence
from pipeline.review.log import Entry, Words

Status = Literal["stands", "carried", "changed", "gone"]
"""The target is there as it was; it has another id but the same words; its words, or what the tool says of it, are others now; it is not there."""
NEAREST = 80.0
"""Likeness in words (rapidfuzz's ratio, 0 to 100) from which a claim is held to be an edited one."""


@dataclass(frozen=True)
class Places:
    """The records of a run, by id and by words."""

    result: CorpusResult

    @cached_property
    def claims(self) -> dict[str, Claim]:
        """Claims and statements by id."""
        return {claim.claim_id: claim for claim in (*self.result.claims, *self.result.statements)}

    @cached_property
    def flags(self) -> dict[str, Flag]:
        """Flags by id."""
        return {flag.flag_id: flag for flag in self.result.flags}

    @cached_property
    def matches(self) -> dict[str, Match]:
        """Matches by id."""
        return {match.match_id: match for match in self.result.matches}

    @cached_property
    def _matches_of(self) -> dict[frozenset[str], Match]:
        return {frozenset((match.left_id, match.right_id)): match for match in self.result.matches}

    def sentence_at(self, document: str, start: int) -> str:
        """Return the sentence that holds a place."""
        holding = [(s.start, s.text) for s in self._by_document.get(document, ()) if s.start <= start < s.end]
        return _plain(holding[-1][1]) if holding else ""

    @cached_property
    def _by_document(self) -> dict[str, tuple[Sentence, ...]]:
        return {result.document.name: result.sentences for result in self.result.results}

    def find(self, entry: Entry) -> tuple[str, Status]:
        """Return the id that an entry's target has in this run, and how it was found; the old id when it is gone."""
        if entry.kind == "claim":
            return self._claim(entry)
        if entry.kind == "flag":
            return self._flag(entry)
        if entry.kind == "match":
            return self._match(entry)
        return entry.target, "stands"

    def claim_ids(self, entry: Entry) -> list[tuple[str, Status]]:
        """Return the ids of all claims that an entry is about, as they are now."""
        return [self.claim_like(one, words) for one, words in zip(entry.ids, entry.words, strict=False)]

    def claim_like(self, claim_id: str, words: Words | None) -> tuple[str, Status]:
        """Return the claim with an id, or with the words; the same words first, then the nearest ones of the document."""
        if claim_id in self.claims:
            return claim_id, "stands"
        wanted = _plain(words.text) if words is not None else ""
        if words is None or not wanted:
            return claim_id, "gone"
        same = [claim for claim in self.claims.values() if _plain(claim.text) == wanted]
        if same:
            return min(same, key=lambda claim: claim.document != words.document).claim_id, "carried"
        return _nearest(claim_id, wanted, {claim.claim_id: claim.text for claim in self.claims.values() if claim.document == words.document})

    def _claim(self, entry: Entry) -> tuple[str, Status]:
        return self.claim_like(entry.target, entry.words[0] if entry.words else None)

    def _flag(self, entry: Entry) -> tuple[str, Status]:
        """A flag is found by its words and their sentence: its id counts occurrences, which shift when an earlier one is edited away."""
        words = entry.words[0] if entry.words else None
        held = self.flags.get(entry.target)
        if held is not None and (words is None or not words.sentence or self._sentence_of(held) == words.sentence):
            return entry.target, "stands"
        if words is None:
            return entry.target, "gone"
        like = [flag for flag in self.flags.values() if flag.check == words.about]
        same = [flag for flag in like if _plain(flag.text) == _plain(words.text)]
        for flag in sorted(same, key=lambda one: one.document != words.document):
            if not words.sentence or self._sentence_of(flag) == words.sentence:
                return flag.flag_id, "carried"
        return _nearest(entry.target, words.sentence or words.text, {flag.flag_id: self._sentence_of(flag) for flag in like if flag.document == words.document})

    def _sentence_of(self, flag: Flag) -> str:
        return self.sentence_at(flag.document, flag.start)

    def _match(self, entry: Entry) -> tuple[str, Status]:
        found, status = self.matches.get(entry.target), "stands"
        if found is None and len(entry.ids) == 2:
            sides = self.claim_ids(entry)
            found = self._matches_of.get(frozenset(claim_id for claim_id, _ in sides))
            status = "changed" if any(how == "changed" for _, how in sides) else "carried"
        if found is None:
            return entry.target, "gone"
        said = entry.words[0].about if entry.words else ""
        if said and said != found.relation:
            return found.match_id, "changed"
        return found.match_id, "changed" if status == "changed" else "carried" if status == "carried" else "stands"


def _plain(text: str) -> str:
    return " ".join(text.split())


def _nearest(target: str, wanted: str, texts: dict[str, str]) -> tuple[str, Status]:
    from rapidfuzz.fuzz import ratio
    from rapidfuzz.process import extractOne

    found = extractOne(wanted, {key: _plain(text) for key, text in texts.items()}, scorer=ratio, score_cutoff=NEAREST)
    return (found[2], "changed") if found else (target, "gone")
