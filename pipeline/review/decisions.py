"""What stands after all decisions: for each record what its reviewers hold of it, and for the table which rows were merged or split."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipeline.records import CorpusResult
from pipeline.review.carry import Places, Status
from pipeline.review.log import Entry

Decisions = dict[str, tuple[str, str]]
"""Decision and note, as the tables show them, by the id of a claim, flag or match."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the reviewers hold of one record."""

    entries: tuple[Entry, ...]
    """The last entry of each reviewer, in the order in which they were first heard."""
    status: Status

    @property
    def disputed(self) -> bool:
        """True when reviewers decided differently."""
        return len({one.decision for one in self.entries if one.decision}) > 1

    @property
    def decision(self) -> str:
        """What counts: empty while reviewers differ, and while nobody has looked at what has changed since."""
        decided = {one.decision for one in self.entries if one.decision}
        return decided.pop() if len(decided) == 1 and self.status != "changed" else ""

    @property
    def shown(self) -> tuple[str, str]:
        """Decision and note as the tables show them."""
        decided = [one for one in self.entries if one.decision]
        words = "; ".join(dict.fromkeys(one.decision for one in decided))
        if self.disputed:
            words = "disputed: " + ", ".join(f"{one.reviewer} {one.decision}" for one in decided)
        elif decided and self.status == "changed":
            words = f"check again: {words}"
        notes = [one for one in self.entries if one.note]
        return words, "; ".join(dict.fromkeys(f"{one.reviewer}: {one.note}" if len(notes) > 1 else one.note for one in notes))


@dataclass(frozen=True)
class Review:
    """Every decision on a run."""

    standing: dict[str, Standing] = field(default_factory=dict)
    """By the id that the record has in this run."""
    merged: tuple[frozenset[str], ...] = ()
    """Ids of claims that a reviewer put on one row."""
    split: tuple[tuple[str, frozenset[str]], ...] = ()
    """A claim, and those beside which a reviewer does not want it."""
    gone: tuple[Entry, ...] = ()
    """The last entries on what is no longer there; they come back with it."""
    entries: int = 0
    withheld: dict[str, float] = field(default_factory=dict)
    """What the user's own model withholds, with the probability that it would be accepted; a decision goes before it."""

    @property
    def decisions(self) -> Decisions:
        """As the tables show them."""
        shown = {key: (f"withheld ({chance:.0%} likely to be accepted)", "") for key, chance in self.withheld.items()}
        return shown | {key: one.shown for key, one in self.standing.items() if any(one.shown)}

    def decision(self, key: str) -> str:
        """Return the decision that counts for a record, or an empty string."""
        return self.standing[key].decision if key in self.standing else ""

    def rejected(self, key: str) -> bool:
        """True when the reviewers agree that a record is wrong, or nobody has decided and the user's own model withholds it."""
        return self.decision(key) == "reject" or (key in self.withheld and key not in self.standing)

    def decided(self, key: str) -> bool:
        """True when there is nothing left to decide about a record."""
        return bool(self.decision(key))


def review_of(result: CorpusResult, entries: Sequence[Entry]) -> Review:
    """Return what stands after ``entries``, in the order of their time, on this run."""
    places, last = Places(result), last_entries(entries)
    standing: dict[str, list[tuple[Entry, Status]]] = {}
    gone, rows = [], []
    for one in last:
        if one.kind == "row":
            rows.append(one)
        elif one.decision or one.note:
            key, status = places.find(one)
            if status == "gone":
                gone.append(one)
            else:
                standing.setdefault(key, []).append((one, status))
    merged, split = _rows(rows, places)
    return Review(
        {key: Standing(tuple(one for one, _ in found), _gravest(how for _, how in found)) for key, found in standing.items()},
        merged,
        split,
        tuple(gone),
        len(entries),
    )


def last_entries(entries: Iterable[Entry]) -> list[Entry]:
    """Return the last entry of each reviewer for each target."""
    found: dict[tuple[str, str], Entry] = {}
    for one in entries:
        found[one.reviewer, one.target] = one
    return list(found.values())


def _gravest(statuses: Iterable[Status]) -> Status:
    order: list[Status] = ["stands", "carried", "changed", "gone"]
    return max(statuses, key=order.index)


def _rows(entries: Iterable[Entry], places: Places) -> tuple[tuple[frozenset[str], ...], tuple[tuple[str, frozenset[str]], ...]]:
    merged, split = [], []
    for one in entries:
        ids = [key for key, status in places.claim_ids(one) if status != "gone"]
        if one.decision == "merge" and len(ids) > 1:
            merged.append(frozenset(ids))
        elif one.decision == "split" and len(ids) > 1 and len(ids) == len(one.ids):
            split.append((ids[0], frozenset(ids[1:])))
    return tuple(merged), tuple(split)
