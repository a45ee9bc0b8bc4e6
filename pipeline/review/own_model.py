"""The user's own model: a small formula, fitted to what reviewers accepted and rejected, that withholds what is likely to be rejected again.

It changes nothing in the shipped models, and withholds nothing that somebody has decided on. It lies beside the documents, as JSON.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from pipeline.errors import UsageError
from pipeline.flag import CHECKS
from pipeline.ingest import OWN_MODEL_FILE
from pipeline.pair_encoder import KINDS
from pipeline.records import Claim, CorpusResult, Flag, Match
from pipeline.review.carry import Places
from pipeline.vectors import Vector, unpack_vector

SCHEMA_VERSION = "1.0"
RELATIONS = ("agrees", "contradicts", "strength_difference", "reuse")
SIZE = 384
"""Numbers of a sentence vector."""
LENGTHS = {"claim": 6 + SIZE, "flag": 3 + len(CHECKS) + SIZE, "match": 3 + len(KINDS) + len(RELATIONS)}
"""Features of each kind of record."""


class Example(NamedTuple):
    """A record as the formula sees it: its kind, id, document and features."""

    kind: str
    key: str
    document: str
    features: Vector


def examples(result: CorpusResult) -> Iterator[Example]:
    """Yield every claim, flag and counted match of a run as the tool made it."""
    places = Places(result)
    for claim in result.claims:
        yield Example("claim", claim.claim_id, claim.document, _claim(claim))
    for flag in result.flags:
        yield Example("flag", flag.flag_id, flag.document, _flag(flag, places.claims.get(flag.claim_id)))
    for match in result.matches:
        if match.relation != "considered":
            yield Example("match", match.match_id, match.left_document, _match(match))


def _claim(claim: Claim) -> Vector:
    score = min(max(claim.score, 1e-3), 1 - 1e-3)
    facts = [np.log(score / (1 - score)), claim.certainty_score, len(claim.text) / 200, bool(claim.marketing), bool(claim.hedges), claim.kind == "heading"]
    return np.concatenate([np.asarray(facts, dtype=np.float32), _vector(claim)])


def _flag(flag: Flag, claim: Claim | None) -> Vector:
    checks = [float(flag.check == check.name) for check in CHECKS]
    facts = [claim is None, 0.0 if claim is None else claim.score, len(flag.text) / 200]
    return np.concatenate([np.asarray([*facts, *checks], dtype=np.float32), np.zeros(SIZE, np.float32) if claim is None else _vector(claim)])


def _match(match: Match) -> Vector:
    kinds = [float(match.kind == kind) for kind in KINDS] + [float(match.relation == relation) for relation in RELATIONS]
    facts = [1.0 if match.probability is None else match.probability, match.probability is None, match.similarity]
    return np.asarray([*facts, *kinds], dtype=np.float32)


def _vector(claim: Claim) -> Vector:
    vector = unpack_vector(claim.vector) if claim.vector else np.zeros(SIZE, np.float32)
    return vector * 4  # as large as the other features, so that the penalty treats them alike


def model_path(decisions: Path) -> Path:
    """Return where the model lies: beside the file of decisions."""
    return decisions.with_name(OWN_MODEL_FILE)


def read_own_model(path: Path) -> dict[str, Any]:
    """Return the fitted formulas by kind, nothing where there is no model; raises UsageError for one that does not hold."""
    if not path.is_file():
        return {}
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        if found["schema_version"] != SCHEMA_VERSION:
            raise ValueError(f"version {found['schema_version']}, expected {SCHEMA_VERSION}")
        kinds: dict[str, Any] = dict(found["kinds"])
        for kind, one in kinds.items():
            if [float(one[name]) for name in ("limit", "start")] and np.asarray(one["weights"], dtype=np.float32).shape != (LENGTHS[kind],):
                raise ValueError(f"{kind}: {len(one['weights'])} weights, expected {LENGTHS[kind]}")
    except (ValueError, KeyError, TypeError, OSError) as error:
        raise UsageError(f"{path}: is no model of this version ({error}); remove it, or run: claimsift train --from-decisions OUT") from error
    return kinds


def withheld(result: CorpusResult, kinds: dict[str, Any]) -> dict[str, str]:
    """Return the ids of what the model withholds, with the probability that it would be accepted, in words."""
    found = {}
    for one in examples(result) if kinds else ():
        formula = kinds.get(one.kind)
        if formula:
            chance = float(1 / (1 + np.exp(-(np.asarray(formula["weights"]) @ one.features + formula["start"]))))
            if chance < formula["limit"]:
                found[one.key] = f"withheld ({chance:.0%} likely to be accepted)"
    return found
