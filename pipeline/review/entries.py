"""Makes the entries of the file of decisions: who decided what of which record, with the words by which it is found again."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import cast

from pipeline.errors import UsageError
from pipeline.records import Claim
from pipeline.review.carry import Places
from pipeline.review.labels import checked_decision
from pipeline.review.log import Entry, Target, Words, moment

_KINDS = {"c": "claim", "s": "claim", "f": "flag", "m": "match"}
ROW_DECISIONS = ("merge", "merge=agrees", "merge=contradicts", "merge=strength_difference", "split", "")


def make_entry(places: Places, target: str, decision: str, note: str, reviewer: str, *, time: str = "") -> Entry:
    """Return the entry for a claim, statement, flag or match by its id; raises UsageError for an id or a label that there is not."""
    kind = cast(Target, _KINDS.get(target[:1], ""))
    words, ids = _words_of(places, kind, target)
    return _entry(kind, target, checked_decision(kind, decision), note, reviewer, words, ids, time, "")


def bare_entry(target: str, decision: str, note: str, reviewer: str, *, time: str = "", words: tuple[Words, ...] = ()) -> Entry:
    """Return the entry for a record that this run does not have: it counts again when the record, or its words, come back."""
    kind = cast(Target, _KINDS.get(target[:1], "claim"))
    return _entry(kind, target, checked_decision(kind, decision), note, reviewer, words, (target,) if words else (), time, "")


def noted(entry: Entry, note: str, time: str) -> Entry:
    """Return an entry with another note: what was decided, and of which words, stays."""
    return _entry(entry.kind, entry.target, entry.decision, note, entry.reviewer, entry.words, entry.ids, time, "")


def row_entry(places: Places, ids: Iterable[str], decision: str, reviewer: str, *, time: str = "") -> Entry:
    """Return the entry that merges claims into one row, or takes the first one out of a row; raises UsageError."""
    wanted = list(dict.fromkeys(ids))
    unknown = [one for one in wanted if one not in places.claims]
    if unknown or len(wanted) < 2 or decision not in ROW_DECISIONS:
        asked = f"{decision or 'withdraw'} {', '.join(wanted)}"
        raise UsageError(f"rows cannot be changed so: {asked}; expected merge or split, and two or more claims of this run")
    words = tuple(_claim_words(places.claims[one]) for one in wanted)
    key = wanted if decision == "split" else sorted(wanted)
    target = "r" + sha256("\0".join(key).encode()).hexdigest()[:11]
    return _entry("row", target, decision, "", reviewer, words, tuple(wanted), time, "")


def withdrawn(entry: Entry, time: str = "") -> Entry:
    """Return the entry that takes another one back."""
    return _entry(entry.kind, entry.target, "", "", entry.reviewer, entry.words, entry.ids, time, entry.entry)


def restored(entry: Entry, undone: Entry, time: str = "") -> Entry:
    """Return the entry that puts an earlier decision back in the place of ``undone``."""
    return _entry(entry.kind, entry.target, entry.decision, entry.note, entry.reviewer, entry.words, entry.ids, time, undone.entry)


def missed_entry(document: str, text: str, reviewer: str, decision: str = "claim", note: str = "", *, time: str = "") -> Entry:
    """Return the entry for words that the tool did not take for a claim, and a reviewer does."""
    words = Words(document, " ".join(text.split()))
    target = "n" + sha256(f"{words.document}\0{words.text}".encode()).hexdigest()[:11]
    return _entry("sentence", target, decision, note, reviewer, (words,), (), time, "")


def _entry(kind: Target, target: str, decision: str, note: str, reviewer: str, words: tuple[Words, ...], ids: tuple[str, ...], time: str, undoes: str) -> Entry:
    time = time or moment(())
    plain = " ".join(note.split("\r")).strip()
    key = sha256("\0".join((time, reviewer, target, decision, plain, undoes)).encode()).hexdigest()[:12]
    return Entry("d" + key, time, reviewer, kind, target, decision, plain, words, ids, undoes)


def _words_of(places: Places, kind: Target, target: str) -> tuple[tuple[Words, ...], tuple[str, ...]]:
    if kind == "claim" and target in places.claims:
        return (_claim_words(places.claims[target]),), (target,)
    if kind == "flag" and target in places.flags:
        flag = places.flags[target]
        sentence = places.sentence_at(flag.document, flag.start)
        return (Words(flag.document, " ".join(flag.text.split()), flag.check, sentence),), (target,)
    if kind == "match" and target in places.matches:
        match = places.matches[target]
        sides = ((match.left_document, match.left_text), (match.right_document, match.right_text))
        return tuple(Words(document, " ".join(text.split()), match.relation) for document, text in sides), (match.left_id, match.right_id)
    raise UsageError(f"'{target}' is no claim, flag or match of this run; run claimsift again, or take an id from its tables")


def _claim_words(claim: Claim) -> Words:
    return Words(claim.document, " ".join(claim.text.split()), claim.type)
