"""Decisions upon a run: rejected matches no longer count, relabelled claims and matches have their new labels, rows are merged and split."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, cast

from pipeline.match import in_text_order
from pipeline.match.groups import group_claims
from pipeline.records import Claim, CorpusResult, DocumentResult, Flag, Match, Relation, match_id
from pipeline.review.decisions import Review
from pipeline.review.labels import LABELS, MISSED, RELATIONS, settled


def apply_review(result: CorpusResult, review: Review) -> CorpusResult:
    """Return the run as the reviewers left it. Nothing is dropped: rejected records keep their rows, with the decision beside them."""
    if not review.standing and not review.merged and not review.split and not review.withheld:
        return result
    results = tuple(_relabelled(_with_missed(one, review), review) for one in result.results)
    rejected = {claim.claim_id for claim in (*result.claims, *result.statements) if review.rejected(claim.claim_id)}
    matches = tuple(_judged(match, review, rejected) for match in result.matches)
    matches += tuple(_told(result, review))
    changed = replace(result, results=results, matches=matches)
    if rejected or matches != result.matches or results != result.results or review.merged or review.split:
        changed = replace(changed, groups=regrouped(changed, review))
    return replace(changed, counts=_counts(changed, review, len(rejected & {claim.claim_id for claim in result.claims})))


def only_new(result: CorpusResult, review: Review) -> CorpusResult:
    """Return the run without the flags, matches and rows that somebody has decided on: what is new since then."""
    results = tuple(replace(one, flags=tuple(flag for flag in countable(one.flags, review) if not review.decided(flag.flag_id))) for one in result.results)
    matches = tuple(match for match in result.matches if not review.decided(match.match_id))
    sides = {side for match in matches if match.relation != "considered" for side in (match.left_id, match.right_id)}
    new = {claim.claim_id for claim in result.claims if not review.decided(claim.claim_id)}
    groups = tuple(g for g in result.groups if any(cell.claim_id in (new if g.verdict == "single_source" else sides) for cell in g.cells))
    counts = result.counts | {"flags": sum(len(one.flags) for one in results), "groups": len(groups)} | _relations(matches)
    return replace(result, results=results, matches=matches, groups=groups, counts=counts)


def regrouped(result: CorpusResult, review: Review) -> tuple[Any, ...]:
    """Return the rows of the table after the decisions."""
    claims = [claim for claim in (*result.claims, *result.statements) if not review.rejected(claim.claim_id)]
    kept = {claim.claim_id for claim in claims}
    matches = [match for match in result.matches if {match.left_id, match.right_id} <= kept]
    missed = {claim.claim_id for claim in result.claims if review.decision(claim.claim_id) == MISSED}
    return group_claims(in_text_order(claims, result.documents), matches, result.documents, review.merged, review.split, missed)


def countable(flags: tuple[Flag, ...], review: Review) -> list[Flag]:
    """Return the flags that no reviewer has rejected, nor their claim."""
    return [flag for flag in flags if not review.rejected(flag.flag_id) and not review.rejected(flag.claim_id)]


def _with_missed(result: DocumentResult, review: Review) -> DocumentResult:
    """Statements that a reviewer takes for claims are claims; they keep their ids, by which they were matched."""
    missed = [one for one in result.statements if review.decision(one.claim_id) == MISSED]
    if not missed:
        return result
    claims = sorted((*result.claims, *missed), key=lambda one: (one.start, one.end))
    return replace(result, claims=tuple(claims), statements=tuple(one for one in result.statements if one not in missed))


def _relabelled(result: DocumentResult, review: Review) -> DocumentResult:
    claims = tuple(_labelled(claim, review.decision(claim.claim_id)) for claim in result.claims)
    return result if claims == result.claims else replace(result, claims=claims)


def _labelled(claim: Claim, decision: str) -> Claim:
    name, equals, value = decision.partition("=")
    if not equals or name not in LABELS:
        return claim
    return replace(claim, **{name: int(value) if name == "certainty" else value})  # type: ignore[arg-type]


def _judged(match: Match, review: Review, rejected: set[str]) -> Match:
    """A rejected match, or one of a rejected claim, is not counted, and says so; a relabelled one has the reviewer's relation."""
    decision = review.decision(match.match_id)
    said = match.relation.replace("_", " ")
    if match.relation != "considered" and rejected & {match.left_id, match.right_id}:
        return replace(match, relation="considered", reason=f"one of its sentences was rejected; it was “{said}”: {match.reason}")
    if review.rejected(match.match_id) and match.relation != "considered":
        why = "rejected by the reviewer" if decision else review.withheld[match.match_id]
        return replace(match, relation="considered", reason=f"{why}; it was “{said}”: {match.reason}")
    name, _, value = decision.partition("=")
    if name == "relation" and value in RELATIONS and value != match.relation:
        return replace(match, relation=value, reason=f"the reviewer's judgement; it was “{said}”: {match.reason}")  # type: ignore[arg-type]
    return match


def _told(result: CorpusResult, review: Review) -> Iterator[Match]:
    """What a reviewer said of two rows on putting them together: a match between the first claims of two documents."""
    claims = {claim.claim_id: claim for claim in (*result.claims, *result.statements)}
    known = {frozenset((match.left_id, match.right_id)) for match in result.matches}
    for ids, relation in review.told:
        left = claims[ids[0]]
        right = next((claims[key] for key in ids[1:] if claims[key].document != left.document), claims[ids[-1]])
        if frozenset((left.claim_id, right.claim_id)) in known:
            continue  # that pair is in the tables, where it can be relabelled
        ends = (left.claim_id, right.claim_id, left.document, right.document, left.text, right.text)
        yield Match(match_id(left.claim_id, right.claim_id), *ends, 0.0, cast(Relation, relation), "reviewer", "", "a reviewer's own judgement")


def _counts(result: CorpusResult, review: Review, rejected: int) -> dict[str, int]:
    flags = countable(result.flags, review)
    decided = sum(settled(one.decision) for one in review.standing.values())
    more = {"flags": len(flags), "claims": len(result.claims) - rejected, "groups": len(result.groups), "decided": decided, "withheld": len(review.withheld)}
    return result.counts | more | _relations(result.matches)


def _relations(matches: tuple[Match, ...]) -> dict[str, int]:
    return {
        "matches": sum(m.relation != "considered" for m in matches),
        "considered": sum(m.relation == "considered" for m in matches),
        "contradictions": sum(m.relation == "contradicts" for m in matches),
    }
