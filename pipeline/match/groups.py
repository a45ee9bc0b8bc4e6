"""Groups of matching claims: the rows of the comparison table.

A group grows along matches, but two parts join only when most of their claims match, so that a chain of lukewarm likenesses does not
make one row of a whole corpus. A contradiction, or a difference in strength, whose sides stand on two rows gets a row of its own.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from hashlib import sha256

from pipeline.records import EVIDENCE, Cell, Claim, Document, Group, Match, Stance, Verdict

LARGEST = 12
_ORDER: dict[str, int] = {"contradiction": 0, "strength_difference": 1, "agreement": 2, "single_source": 3}


Split = tuple[str, frozenset[str]]
"""A claim, and those with which it may not share a row."""


def group_claims(
    claims: Sequence[Claim],
    matches: Sequence[Match],
    documents: Sequence[Document],
    merged: Sequence[frozenset[str]] = (),
    split: Sequence[Split] = (),
    missed: Collection[str] = (),
) -> tuple[Group, ...]:
    """Return the rows of the table, contested ones first, then by how many documents speak.

    ``merged`` are claims that a reviewer put on one row, ``split`` those that a reviewer took apart,
    ``missed`` statements that a reviewer takes for claims.
    """
    counted = [m for m in matches if m.relation != "considered" and not _apart(m, split)]
    members = _cluster(claims, counted, merged, split)
    by_id = {claim.claim_id: claim for claim in claims}
    own: defaultdict[frozenset[str], list[Match]] = defaultdict(list)
    group_of = {claim_id: frozenset(group) for group in members for claim_id in group}
    for match in counted:
        if group_of[match.left_id] == group_of[match.right_id]:
            own[group_of[match.left_id]].append(match)
    apart = [m for m in counted if m.relation in ("contradicts", "strength_difference") and group_of[m.left_id] != group_of[m.right_id]]
    for match in apart:
        pair = [match.left_id, match.right_id]
        members.append(pair)
        own[frozenset(pair)] = [match]
    facts = {document.name: document for document in documents}
    stated = [group for group in members if len(group) > 1 or group[0].startswith("c") or group[0] in missed]  # a statement that met nothing is no row
    groups = [_group([by_id[i] for i in group], own[frozenset(group)], facts) for group in stated]
    position = {claim.claim_id: number for number, claim in enumerate(claims)}
    return tuple(sorted(groups, key=lambda g: (_ORDER[g.verdict], -len({c.document for c in g.cells}), position[g.cells[0].claim_id])))


def _apart(match: Match, split: Sequence[Split]) -> bool:
    sides = (match.left_id, match.right_id)
    return any(one in sides and (sides[0] in others or sides[1] in others) for one, others in split)


def _cluster(claims: Sequence[Claim], matches: Sequence[Match], merged: Sequence[frozenset[str]], split: Sequence[Split]) -> list[list[str]]:
    """Greedy agglomeration over matches, strongest bond first; what a reviewer merged comes together before all else."""
    group_of = {claim.claim_id: [claim.claim_id] for claim in claims}
    for ids in merged:
        known = [claim.claim_id for claim in claims if claim.claim_id in ids]
        for other in known[1:]:
            _join(group_of, group_of[known[0]], group_of[other])
    linked: set[tuple[str, str]] = {(m.left_id, m.right_id) for m in matches}
    for match in sorted(matches, key=lambda m: (-_bond(m), m.match_id)):
        a, b = group_of[match.left_id], group_of[match.right_id]
        if a is b or len(a) + len(b) > LARGEST:
            continue
        pairs = [(x, y) for x in a for y in b]
        bound = sum((x, y) in linked or (y, x) in linked for x, y in pairs)
        if bound / len(pairs) < 0.5 or any((one in a and others & {*b}) or (one in b and others & {*a}) for one, others in split):
            continue
        _join(group_of, a, b)
    order = {claim.claim_id: number for number, claim in enumerate(claims)}
    unique = {id(group): group for group in group_of.values()}
    return sorted((sorted(group, key=order.__getitem__) for group in unique.values()), key=lambda group: order[group[0]])


def _join(group_of: dict[str, list[str]], a: list[str], b: list[str]) -> None:
    if a is not b:
        a.extend(b)
        for claim_id in b:
            group_of[claim_id] = a


def _bond(match: Match) -> float:
    """Contradictions first, then what joins documents: that a text repeats itself may not keep it from meeting another."""
    return match.similarity + (1.0 if match.relation == "contradicts" else 0.0) + (0.5 if match.left_document != match.right_document else 0.0)


def _group(claims: list[Claim], matches: list[Match], facts: dict[str, Document]) -> Group:
    verdict = _verdict(claims, matches)
    yardstick = [claim for claim in claims if claim.document in facts and facts[claim.document].reference]
    head = _head(yardstick or claims, matches)
    stances = _stances(claims, matches, head)
    decisive = [m for m in matches if m.relation == ("contradicts" if verdict == "contradiction" else verdict)]
    reasons = list(dict.fromkeys(f"{m.kind}: {m.reason}" for m in decisive or matches))
    return Group(
        group="g" + sha256("\0".join(sorted(claim.claim_id for claim in claims)).encode()).hexdigest()[:11],
        claim=" ".join(head.text.split()),
        topic=_topic(claims),
        verdict=verdict,
        reason="; ".join(reasons[:3]),
        strongest_evidence=max((claim.evidence for claim in claims), key=EVIDENCE.index),
        independent_documents=_independent(claims, matches, facts),
        cells=tuple(Cell(c.document, stances[c.claim_id], c.claim_id, " ".join(c.text.split()), _marks(c, decisive)) for c in claims),
        reference=" | ".join(f"{c.document}: {' '.join(c.text.split())}" for c in yardstick),
    )


def _marks(claim: Claim, matches: list[Match]) -> tuple[tuple[int, int], ...]:
    """The words that differ, over all matches that decide the row; overlapping ones are joined."""
    spans = [m.left_words if m.left_id == claim.claim_id else m.right_words for m in matches if claim.claim_id in (m.left_id, m.right_id)]
    found: list[tuple[int, int]] = []
    for start, end in sorted({span for one in spans for span in one}):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def _verdict(claims: list[Claim], matches: list[Match]) -> Verdict:
    relations = {m.relation for m in matches}
    if "contradicts" in relations:
        return "contradiction"
    if len({claim.document for claim in claims}) < 2:
        return "single_source"
    return "strength_difference" if "strength_difference" in relations else "agreement"


def _head(claims: list[Claim], matches: list[Match]) -> Claim:
    """The claim that speaks for the row: the most matched, then the surest, then the first; a reference document's where there is one."""
    degree = Counter(i for m in matches for i in (m.left_id, m.right_id))
    return max(claims, key=lambda claim: (degree[claim.claim_id], claim.certainty, claim.polarity == "affirmed"))


def _stances(claims: list[Claim], matches: list[Match], head: Claim) -> dict[str, Stance]:
    """Certainty gives the stance; a claim that contradicts the head denies it or differs from it."""
    against = {
        m.right_id if m.left_id == head.claim_id else m.left_id: m for m in matches if m.relation == "contradicts" and head.claim_id in (m.left_id, m.right_id)
    }
    found: dict[str, Stance] = {}
    for claim in claims:
        match = against.get(claim.claim_id)
        if match is not None and match.kind in ("polarity", "status", "absolute_vs_graded") and claim.polarity == "negated":
            found[claim.claim_id] = "denies"
        elif match is not None:
            found[claim.claim_id] = "differs"
        elif claim.polarity == "negated" and head.polarity == "affirmed" and claim is not head:
            found[claim.claim_id] = "denies"
        else:
            found[claim.claim_id] = _BY_CERTAINTY[claim.certainty]
    return found


_BY_CERTAINTY: dict[int, Stance] = {3: "asserts", 2: "qualifies", 1: "speculates"}


def _topic(claims: list[Claim]) -> str:
    """The words that most of the group's claims share, in the first claim's order."""
    counts = Counter(term for claim in claims for term in claim.terms)
    wanted = [term for term in claims[0].terms if counts[term] >= max(2, len(claims) / 2)] or list(claims[0].terms)
    words = [word.strip(".,;:!?()[]“”\"'’").removesuffix("’s").lower() for word in claims[0].text.split()]
    return " ".join([found for term in wanted if (found := _in_text(term, words))][:5]) or " ".join(wanted[:5])


def _in_text(term: str, words: Sequence[str]) -> str:
    """The word of a text that a normalised term stands for; none, where the term is another word for it."""
    start = term[: max(3, len(term) - 3)].lower()
    return next((word for word in words if word.startswith(start)), "")


def _independent(claims: list[Claim], matches: list[Match], facts: dict[str, Document]) -> int:
    """Count origins: copies of one wording, and pages of one publisher, are one."""
    origin = {claim.document: claim.document for claim in claims}

    def root(name: str) -> str:
        while origin[name] != name:
            name = origin[name]
        return name

    for match in matches:
        if match.relation == "reuse":
            origin[root(match.right_document)] = root(match.left_document)
    publishers: dict[str, str] = {}
    for name in origin:
        publisher = facts[name].publisher.strip().lower() if name in facts else ""
        if publisher:
            origin[root(name)] = root(publishers.setdefault(publisher, name))
    return len({root(name) for name in origin})
