"""What the decisions add up to: how often each check and relation was right here, who disagrees with whom, and how far the review has come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.records import CorpusResult
from pipeline.review.decisions import Review
from pipeline.review.labels import settled


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of those decided were accepted; a relabelled match or claim counts as wrong in what was relabelled."""

    right: int = 0
    decided: int = 0
    all: int = 0

    def with_one(self, decision: str) -> Tally:
        """Return the tally with one more record."""
        return Tally(self.right + (decision == "accept"), self.decided + settled(decision), self.all + 1)

    @property
    def shown(self) -> str:
        """In words: "7 of 9", or nothing while nothing is decided."""
        return f"{self.right} of {self.decided}" if self.decided else ""


def tallies(result: CorpusResult, review: Review) -> dict[tuple[str, str], Tally]:
    """Return a tally for ("claim", "claim"), ("flag", check) and ("match", relation), over a run as the tool made it."""
    found: dict[tuple[str, str], Tally] = {}

    def count(kind: str, name: str, key: str) -> None:
        found[kind, name] = found.get((kind, name), Tally()).with_one(review.decision(key))

    for claim in result.claims:
        count("claim", "claim", claim.claim_id)
    for flag in result.flags:
        count("flag", flag.check, flag.flag_id)
    for match in result.matches:
        count("match", match.relation, match.match_id)
    return found


def lines(result: CorpusResult, review: Review) -> Iterator[str]:
    """Yield the state of the review as lines of text."""
    for (kind, name), tally in sorted(tallies(result, review).items()):
        share = f", {tally.right} of {tally.decided} right ({tally.right / tally.decided:.0%})" if tally.decided else ""
        yield f"{kind} {name}: {tally.decided} of {tally.all} decided{share}"
    for key, standing in review.standing.items():
        if standing.disputed:
            words = " | ".join(words.text for words in standing.entries[0].words)
            yield f"disagreement on {key}: {standing.shown[0].removeprefix('disputed: ')}: {words}"
    for key, standing in review.standing.items():
        if standing.status == "changed":
            yield f"changed since it was decided, look again: {key}: {standing.shown[0].removeprefix('check again: ')}"
    for one in review.rows:
        what = "rows merged" if one.decision.startswith("merge") else "taken out of its row"
        how = f" ({one.decision.partition('=')[2].replace('_', ' ')})" if "=" in one.decision else ""
        yield f"{what}{how} by {one.reviewer}: {' | '.join(f'{w.document}: {w.text}' for w in one.words)}"
    for one in review.gone:
        yield f"no longer there: {one.decision or 'note'} by {one.reviewer}: {' | '.join(f'{w.document}: {w.text}' for w in one.words) or one.target}"
