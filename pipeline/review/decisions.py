"""What stands after all decisions: for each record what its reviewers hold of it, and for the table which rows were merged or split."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pipeline.records import CorpusResult
from pipeline.review.carry import Places, Status
from pipeline.review.labels import settled
from pipeline.review.log import Entry

if TYPE_CHECKING:
    from pipeline.match.groups import Split

Decisions = dict[str, tuple[str, str]]
"""Decision and note, as the tables show them, by the id of a claim, flag or match."""
Told = tuple[tuple[str, ...], str]
"""Claims that a reviewer put on one row, those of the first row first, and the relation that the reviewer sees between the two."""


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
    split: tuple[Split, ...] = ()
    told: tuple[Told, ...] = ()
    gone: tuple[Entry, ...] = ()
    """The last entries on what is no longer there; they come back with it."""
    rows: tuple[Entry, ...] = ()
    """The last entries that merge or split rows and hold."""
    entries: int = 0
    withheld: dict[str, str] = field(default_factory=dict)
    """What does not count though nobody has decided on it, and why: the user's own model, or a file .claimsiftignore. A decision goes before it."""

    @property
    def decisions(self) -> Decisions:
        """As the tables show them."""
        shown = {key: (why, "") for key, why in self.withheld.items()}
        return shown | {key: one.shown for key, one in self.standing.items() if any(one.shown)}

    def decision(self, key: str) -> str:
        """Return the decision that counts for a record, or an empty string."""
        return self.standing[key].decision if key in self.standing else ""

    def rejected(self, key: str) -> bool:
        """True when the reviewers agree that a record is wrong, or nobody has decided and it is withheld."""
        return self.decision(key) == "reject" or (key in self.withheld and not self.decision(key))

    def decided(self, key: str) -> bool:
        """True when there is nothing left to decide about a record; a reviewer's free words decide nothing."""
        return settled(self.decision(key))


def review_of(result: CorpusResult, entries: Sequence[Entry], places: Places | None = None) -> Review:
    """Return what stands after ``entries``, in the order of their time, on this run.

    ``places`` are those of an earlier call for the same run and targets, which need not be looked for again.
    """
    last = last_entries(entries)
    places = places or Places(result)
    places.taken.update(one.target for one in last if one.decision or one.note)
    found: dict[str, dict[str, tuple[Entry, Status]]] = {}
    gone, rows = [], []
    for one in last:
        if one.kind == "row":
            rows.append(one)
            continue
        key, status = places.find(one)
        if status == "gone":
            gone += [one] if one.decision or one.note else []
        else:
            found.setdefault(key, {}).pop(one.reviewer, None)
            found[key][one.reviewer] = (one, status)  # in the order of time: a later word on the same record is the reviewer's last
    said = {key: _standing(list(held.values())) for key, held in found.items()}
    standing = {key: held for key, held in said.items() if held is not None}
    table, lost = _rows(rows, places)
    return replace(table, standing=standing, gone=(*gone, *lost), entries=len(entries))


def _standing(held: list[tuple[Entry, Status]]) -> Standing | None:
    """What was decided before the words changed counts no longer once somebody has looked again."""
    fresh: list[tuple[Entry, Status]] = [(one, how) for one, how in held if how != "changed"]
    if fresh and max(one.time for one, _ in fresh) >= max(one.time for one, _ in held):
        held = fresh
    spoken = [(one, how) for one, how in held if one.decision or one.note]
    if not spoken:
        return None
    status: Status = "changed" if any(how == "changed" for _, how in spoken) else "carried" if all(how == "carried" for _, how in spoken) else "stands"
    return Standing(tuple(one for one, _ in spoken), status)


def last_entries(entries: Iterable[Entry]) -> list[Entry]:
    """Return the last entry of each reviewer for each target, in the order of their time."""
    found: dict[tuple[str, str], Entry] = {}
    for one in entries:
        found.pop((one.reviewer, one.target), None)
        found[one.reviewer, one.target] = one
    return list(found.values())


def counts(decision: str) -> bool:
    """True unless a decision, as the tables show it, says that its record does not count."""
    return decision != "reject" and not decision.startswith(_UNCOUNTED)


_UNCOUNTED = ("withheld (", "ignored (")
SHOWN_ONLY = (*_UNCOUNTED, "disputed: ", "check again: ")
"""How cells begin that tell what stands and are nobody's decision."""


def _rows(entries: Iterable[Entry], places: Places) -> tuple[Review, list[Entry]]:
    """Replay merges and splits: a later one goes before an earlier one.

    A merge holds for those of its claims that are there as they were, as long as these are two; a split needs its first claim, and one of the others.
    Returned beside it: the entries that hold no more.
    """
    merged: list[frozenset[str]] = []
    split: list[Split] = []
    told: list[Told] = []
    held, lost = [], []
    for one in entries:
        if not one.decision:
            continue
        found = places.claim_ids(one)
        ids = [key for key, how in found if how in ("stands", "carried")]
        if len(ids) < 2 or (one.decision == "split" and found[0][0] != ids[0]):
            lost.append(one)
            continue
        held.append(one)
        if one.decision.startswith("merge"):
            told += [(tuple(ids), one.decision.removeprefix("merge="))] if "=" in one.decision else []
            whole = frozenset(ids)
            split = [(out, others - whole) if out in whole else (out, others) for out, others in split]
            merged.append(whole)
        elif one.decision == "split":
            rest = frozenset(ids[1:])
            merged = [group - {ids[0]} if ids[0] in group and group & rest else group for group in merged]
            split.append((ids[0], rest))
    rows = tuple(group for group in merged if len(group) > 1)
    apart = tuple((out, others) for out, others in split if others)
    return Review(merged=rows, split=apart, told=tuple(told), rows=tuple(held)), lost
