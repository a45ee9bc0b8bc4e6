"""Finds the targets of decisions again in another run: by id, else by their words, so that edits and renamed files lose none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from pipeline.records import Claim, CorpusResult, Flag, Match, Sentence
from pipeline.review.log import Entry, Words

Status = Literal["stands", "carried", "changed", "gone"]
"""The target is there as it was; it has another id but the same words; its words, or what the tool says of it, are others now; it is not there."""
_STANDS: Status = "stands"
NEAREST = 80.0
"""Likeness in words (rapidfuzz's ratio, 0 to 100) from which a claim is held to be an edited one."""


@dataclass(frozen=True)
class Places:
    """The records of a run, by id and by words.

    ``taken`` are ids on which there is a decision of its own: they are nobody else's edited version.
    """

    result: CorpusResult
    taken: set[str] = field(default_factory=set)
    _found: dict[str, tuple[str, Status]] = field(default_factory=dict)

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

    @cached_property
    def _documents(self) -> dict[str, tuple[Sentence, ...]]:
        return {result.document.name: result.sentences for result in self.result.results}

    @cached_property
    def _claims_by_words(self) -> dict[str, list[Claim]]:
        found: dict[str, list[Claim]] = {}
        for claim in self.claims.values():
            found.setdefault(_plain(claim.text), []).append(claim)
        return found

    @cached_property
    def _flags_by_check(self) -> dict[str, list[Flag]]:
        found: dict[str, list[Flag]] = {}
        for flag in self.flags.values():
            found.setdefault(flag.check, []).append(flag)
        return found

    def sentence_at(self, document: str, start: int) -> str:
        """Return the sentence that holds a place, with single blanks."""
        holding = [s.text for s in self._documents.get(document, ()) if s.start <= start < s.end]
        return _plain(holding[-1]) if holding else ""

    def find(self, entry: Entry) -> tuple[str, Status]:
        """Return the id that an entry's target has in this run, and how it was found; the old id when it is gone."""
        if entry.entry not in self._found:
            finder = {"claim": self._claim, "flag": self._flag, "match": self._match, "sentence": self._sentence}.get(entry.kind)
            self._found[entry.entry] = finder(entry) if finder else (entry.target, "stands")
        return self._found[entry.entry]

    def claim_ids(self, entry: Entry) -> list[tuple[str, Status]]:
        """Return the ids of all claims that an entry is about, as they are now."""
        return [self.claim_like(one, words) for one, words in zip(entry.ids, entry.words, strict=False)]

    def claim_like(self, claim_id: str, words: Words | None) -> tuple[str, Status]:
        """Return the claim with an id, or with the words; the same words first, then the nearest ones.

        Another document is looked into only when the claim's own is no longer there, be it under that name.
        """
        if claim_id in self.claims:
            return claim_id, "stands"
        if words is None or not words.text:
            return claim_id, "gone"
        same = [claim for claim in self._claims_by_words.get(_plain(words.text), ()) if self._may_be(words, claim.document)]
        if same:
            return same[0].claim_id, "carried"
        near = {claim.claim_id: claim.text for claim in self._within(words) if claim.claim_id not in self.taken}
        return _nearest(claim_id, _plain(words.text), near)

    def _may_be(self, words: Words, document: str) -> bool:
        return document == words.document or words.document not in self._documents

    def _within(self, words: Words) -> Iterable[Claim]:
        return (claim for claim in self.claims.values() if self._may_be(words, claim.document))

    def _claim(self, entry: Entry) -> tuple[str, Status]:
        return self.claim_like(entry.target, entry.words[0] if entry.words else None)

    def _sentence(self, entry: Entry) -> tuple[str, Status]:
        """Words that are no claim for the tool: the statement, or by now the claim, that has them; the entry's own id where they are neither."""
        words = entry.words[0]
        same = [claim for claim in self._claims_by_words.get(_plain(words.text), ()) if self._may_be(words, claim.document)]
        if same:
            return same[0].claim_id, "stands"
        there = any(_plain(sentence.text) == _plain(words.text) for sentence in self._documents.get(words.document, ()))
        return entry.target, "stands" if there else "gone"

    def _flag(self, entry: Entry) -> tuple[str, Status]:
        """A flag is found by its words and their sentence: its id counts occurrences, which shift when an earlier one is edited away."""
        words = entry.words[0] if entry.words else None
        held = self.flags.get(entry.target)
        if held is not None and (words is None or not words.sentence or self._sentence_of(held) == words.sentence):
            return entry.target, "stands"
        if words is None:
            return entry.target, "gone"
        like = [flag for flag in self._flags_by_check.get(words.about, ()) if self._may_be(words, flag.document)]
        for flag in like:
            if _plain(flag.text) == _plain(words.text) and (not words.sentence or self._sentence_of(flag) == words.sentence):
                return flag.flag_id, "carried"
        near = {flag.flag_id: self._sentence_of(flag) for flag in like if flag.flag_id == entry.target or flag.flag_id not in self.taken}
        return _nearest(entry.target, words.sentence or words.text, near)

    def _sentence_of(self, flag: Flag) -> str:
        return self.sentence_at(flag.document, flag.start)

    def _match(self, entry: Entry) -> tuple[str, Status]:
        found, status = self.matches.get(entry.target), _STANDS
        if found is None and len(entry.ids) == 2:
            sides = self.claim_ids(entry)
            found = self._matches_of.get(frozenset(claim_id for claim_id, _ in sides))
            status = "changed" if any(how == "changed" for _, how in sides) else "carried"
        if found is None:
            return entry.target, "gone"
        said = entry.words[0].about if entry.words else ""
        if said and said != found.relation:
            return found.match_id, "changed"
        return found.match_id, status


def _plain(text: str) -> str:
    return " ".join(text.split())


def _nearest(target: str, wanted: str, texts: dict[str, str]) -> tuple[str, Status]:
    from rapidfuzz.fuzz import ratio
    from rapidfuzz.process import extractOne

    found = extractOne(wanted, {key: _plain(text) for key, text in texts.items()}, scorer=ratio, score_cutoff=NEAREST)
    return (found[2], "changed") if found else (target, "gone")
