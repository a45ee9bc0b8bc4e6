"""What the witnesses of a pair say, as numbers, and the open formula that weighs them: a logistic regression over named features.

Its weights stand in models/pairs/meta.json; `claimsift train --only weights` fits them on whole documents with listed pairs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from pipeline.compare.context import other_group
from pipeline.compare.events import events_of, years_of
from pipeline.compare.occasion import other_occasion
from pipeline.compare.part import Pair, Part
from pipeline.compare.polarity import denies
from pipeline.compare.quantity import same_after_all
from pipeline.compare.variant import speaks_of_another, variant_words
from pipeline.encoder import Numbers
from pipeline.match.grounds import Marks
from pipeline.match.near import margin
from pipeline.pair_encoder import PairReading
from pipeline.records import Claim

OUTCOMES = ("unrelated", "agrees", "strength_difference", "contradicts")


def features(pair: Pair, typed: Part, reading: PairReading, marks: Marks) -> dict[str, float]:
    """Return the named numbers of one pair; neither side comes first in any of them."""
    left, right = pair.left, pair.right
    relation = np.log(np.clip(reading.relation, 1e-4, 1))
    entailment = np.log(np.clip(reading.entailment, 1e-4, 1))
    found = {f"reading {name}": float(value) for name, value in zip(OUTCOMES, relation, strict=True)}
    found |= {f"entailment {name}": float(value) for name, value in zip(("contradict", "neutral", "entail"), entailment, strict=True)}
    found |= {
        "similarity read": reading.similarity,
        "likeness": pair.likeness,
        "likeness of words": pair.similarity,
        "likeness of vectors": pair.cosine,
        "shared terms": min(5, len(pair.shared)),
        "shared rare terms": min(4, len(pair.rare)),
        "shared core terms": min(4, len(set(left.core) & set(right.core))),
        **_typed(pair, typed),
        "typed contradicts, of one thing": (typed.outcome == "contradicts" and margin(pair, typed) >= 0) * (1 - reading.probability("unrelated")),
        "other variant words": bool(variant_words(left) ^ variant_words(right)),
        "one speaks of another": speaks_of_another(left) != speaks_of_another(right),
        "same type": left.type == right.type,
        "same polarity": left.polarity == right.polarity,
        "one denies": denies(left) != denies(right),
        "same certainty": left.certainty == right.certainty,
        "sure of its kind": float(reading.kind.max()),
        "marked on both sides": bool(marks.left) and bool(marks.right),
        "length of the shorter": min(len(left.text), len(right.text)) / 100,
        **_values(pair),
        **_shared(left, right),
        "another occasion": bool(other_group(pair) or any(other_occasion(pair, kind) for kind in ("quantity", "date", "status"))),
    }
    return {name: float(value) for name, value in found.items()}


def _typed(pair: Pair, typed: Part) -> dict[str, float]:
    """What the typed parts found, and whether the two are near enough for it to stand by itself."""
    near = margin(pair, typed) >= 0
    found: dict[str, float] = {"typed apart": typed.outcome == "different"}
    for name in OUTCOMES[1:]:
        found[f"typed {name}"] = typed.outcome == name and typed.kind != "wording"
        found[f"typed {name}, near"] = typed.outcome == name and typed.kind != "wording" and near
    return found


def _values(pair: Pair) -> dict[str, float]:
    """Values of one dimension that are the same, or are not; years likewise."""
    left, right = pair.left, pair.right
    pairs = [(a, b) for a in left.quantities for b in right.quantities if a.dimension == b.dimension]
    same = any(same_after_all(pair, a, b) for a, b in pairs)
    years = years_of(left.text), years_of(right.text)
    both = bool(years[0] and years[1])
    return {
        "same value": same,
        "other value": bool(pairs) and not same,
        "same year": both and bool(years[0] & years[1]),
        "other year": both and not years[0] & years[1],
        "value on one side": bool(left.quantities) != bool(right.quantities),
    }


def _shared(left: Claim, right: Claim) -> dict[str, float]:
    names, events = (set(left.names), set(right.names)), (events_of(left), events_of(right))
    return {
        "shared names": bool(names[0] & names[1]),
        "other names": bool(names[0] and names[1]) and not names[0] & names[1],
        "shared events": bool(events[0] & events[1]),
        "other events": bool(events[0] and events[1]) and not events[0] & events[1],
    }


FIRST_SHARE = 0.3
"""Weight of the first reading beside the second. On invented corpora it changes little; on texts of other kinds the large network alone takes what is near for
the same, and the small one, which learnt otherwise, keeps it from that."""


def both(first: Mapping[str, float], second: Mapping[str, float]) -> dict[str, float]:
    """Return the probabilities by outcome after two readings: their weighted geometric mean."""
    powers = {name: max(first[name], 1e-4) ** FIRST_SHARE * max(second[name], 1e-4) ** (1 - FIRST_SHARE) for name in OUTCOMES}
    return {name: power / sum(powers.values()) for name, power in powers.items()}


class Scale:
    """The fitted formula: mean and spread of each feature, and a weight for each outcome."""

    def __init__(self, facts: dict[str, Any]) -> None:
        """``facts`` is the entry "weights" of meta.json."""
        self.names: list[str] = facts["features"]
        self._mean, self._spread = (np.asarray(facts[key], dtype=np.float64) for key in ("mean", "spread"))
        self._weights, self._start = (np.asarray(facts[key], dtype=np.float64) for key in ("weights", "start"))

    def probabilities(self, rows: Sequence[dict[str, float]]) -> Numbers:
        """Return the probability of each outcome, shape (rows, OUTCOMES)."""
        table = np.asarray([[row[name] for name in self.names] for row in rows], dtype=np.float64).reshape(len(rows), len(self.names))
        logits = (table - self._mean) / self._spread @ self._weights.T + self._start
        powers = np.exp(logits - logits.max(axis=1, keepdims=True))
        return np.asarray(powers / powers.sum(axis=1, keepdims=True), dtype=np.float32)
