"""Weighs the witnesses of match on whole documents with listed pairs, and chooses from which probability a relation counts.

Each corpus is judged by weights fitted on the others: the limits, and the figures that are kept beside them, come from those judgements.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.match import read_again, witnesses, worth
from pipeline.match.relation import Witnesses, decide
from pipeline.match.weigh import OUTCOMES, Scale, both, features
from pipeline.pair_encoder import PairEncoder
from pipeline.settings import Settings
from pipeline.train.encoder.store import read_meta, write_meta
from pipeline.train.files import CHOICE_CORPORA
from pipeline.train.pairs.adapt import Candidate
from pipeline.train.scores import calibration_error

STRICTNESS = 0.05
"""Inverse strength of the regression's penalty; chosen by the likelihood of corpora left out."""
RIGHT = {"contradicts": 0.83, "strength_difference": 0.9, "agrees": 0.75}
"""Share of what is reported that shall be right; agreement costs a reviewer least where it is wrong. A little over the aim of four in five contradictions:
a limit does better on the corpora that it was chosen on than elsewhere."""
LIMITED = {"contradicts": "contradicts", "agrees": "agrees", "strength": "strength_difference"}
"""The limits in the order in which they are chosen, and the relation that each is for."""
GRID = [round(float(x), 2) for x in np.arange(0.1, 0.96, 0.02)]
START = {"contradicts": 0.8, "contradicts_within": 0.9, "agrees": 0.5, "strength": 0.5, "considered": 0.5}
Counts = Counter[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate pair with its witnesses."""

    seen: Witnesses
    candidate: Candidate


def read_judged(candidates: Sequence[Candidate], encoder: PairEncoder, scale: Scale | None = None) -> list[Judged]:
    """Return the candidates as ``encoder`` and the typed comparison see them; weighed, where there is a ``scale``."""
    found = []
    for _, group in groupby(candidates, key=lambda one: one.corpus):
        own = list(group)
        seen = witnesses([one.pair for one in own], own[0].abbreviations, Settings(), scale, encoder)
        found += [Judged(one, candidate) for one, candidate in zip(seen, own, strict=True)]
    return found


def sifted(candidates: Sequence[Candidate], small: Path) -> list[Judged]:
    """Return those candidates that the large network would read again, as the small one in the folder ``small`` sees them."""
    encoder = PairEncoder(small, threads=2)
    return [one for one in read_judged(candidates, encoder, Scale(encoder.meta["weights"])) if worth(one.seen)]


def read_judged_again(judged: Sequence[Judged], encoder: PairEncoder) -> list[Judged]:
    """Return sifted candidates as ``encoder``, a large one, and the typed comparison see them."""
    found = []
    for _, group in groupby(judged, key=lambda one: one.candidate.corpus):
        own = list(group)
        seen = read_again([one.seen for one in own], own[0].candidate.abbreviations, None, len(own), encoder)
        found += [replace(one, seen=again) for one, again in zip(own, seen, strict=True)]
    return found


def fit(judged: Sequence[Judged]) -> dict[str, Any]:
    """Return the fitted formula, as Scale reads it."""
    from sklearn.linear_model import LogisticRegression

    rows = [features(j.seen.pair, j.seen.typed, j.seen.reading, j.seen.marks) for j in judged]
    names = list(rows[0])
    table = np.asarray([[row[name] for name in names] for row in rows])
    mean, spread = table.mean(axis=0), np.where(table.std(axis=0) > 1e-6, table.std(axis=0), 1.0)
    model = LogisticRegression(C=STRICTNESS, max_iter=2000).fit((table - mean) / spread, [OUTCOMES.index(j.candidate.outcome) for j in judged])
    rounded = {"mean": mean, "spread": spread, "weights": model.coef_, "start": model.intercept_}
    return {"features": names} | {key: np.round(value, 5).tolist() for key, value in rounded.items()}


def weighed(judged: Sequence[Judged], scale: Scale) -> list[Judged]:
    """Return the pairs with the probabilities that ``scale`` gives."""
    table = scale.probabilities([features(j.seen.pair, j.seen.typed, j.seen.reading, j.seen.marks) for j in judged])
    told = (dict(zip(OUTCOMES, (float(p) for p in row), strict=True)) for row in table)
    return [replace(j, seen=replace(j.seen, probability=p if j.seen.first is None else both(j.seen.first, p))) for j, p in zip(judged, told, strict=True)]


def left_out(judged: Sequence[Judged]) -> list[Judged]:
    """Return the pairs of each corpus as weighed by the formula that the others give."""
    found = []
    for name in dict.fromkeys(j.candidate.corpus for j in judged):
        scale = Scale(fit([j for j in judged if j.candidate.corpus != name]))
        found += weighed([j for j in judged if j.candidate.corpus == name], scale)
    return found


def choose_limits(judged: Sequence[Judged]) -> dict[str, float]:
    """Return the limits, each chosen while the others stand, twice over."""
    limits = dict(START)
    for _ in range(2):
        for name, relation in LIMITED.items():
            scored = [(_most_right(outcomes(judged, {**limits, name: value}), relation), value) for value in GRID]
            best = max(score for score, _ in scored)
            good = [value for score, value in scored if score >= best - 1e-9]
            limits[name] = good[len(good) // 2]  # the middle of a plateau: its edge is luck
    return limits


def outcomes(judged: Sequence[Judged], limits: dict[str, float]) -> Counts:
    """Count (true relation, found relation)."""
    counts: Counts = Counter()
    for one in judged:
        found = decide(one.seen, limits)
        counts[one.candidate.truth, found.relation if found is not None else "none"] += 1
    return counts


def _most_right(counts: Counts, relation: str) -> float:
    """Recall, where the share of what is reported that shall be right is; else a negative number. Copied wording agrees.

    A false contradiction costs a reviewer more than a missed one.
    """
    right = counts[relation, relation] + (counts["reuse", "agrees"] if relation == "agrees" else 0)
    reported = sum(n for (_, found), n in counts.items() if found == relation)
    listed = sum(n for (truth, _), n in counts.items() if truth == relation)
    precision = right / max(1, reported)
    return right / max(1, listed) if precision >= RIGHT[relation] else precision - 1


def choose_small(folder: Path, candidates: Sequence[Candidate], report: Callable[[str], None]) -> None:
    """Choose for the small network in ``folder``, on the corpora that no network has learnt from."""
    choose_on_dev(folder, read_judged([one for one in candidates if one.corpus in CHOICE_CORPORA], PairEncoder(folder, threads=2)), report)


def choose_large(folder: Path, likely: Sequence[Judged], report: Callable[[str], None]) -> None:
    """Choose for the large network in ``folder``, on what the small one lets through of the same corpora."""
    choose_on_dev(folder, read_judged_again([one for one in likely if one.candidate.corpus in CHOICE_CORPORA], PairEncoder(folder, threads=2)), report)


def choose_on_dev(folder: Path, judged: Sequence[Judged], report: Callable[[str], None]) -> None:
    """Fit the weights, choose the limits and write both beside the model in ``folder``."""
    apart = left_out(judged)
    limits = choose_limits(apart)
    counts = outcomes(apart, limits)
    error = calibration_error([(j.seen.probability["contradicts"], j.candidate.outcome == "contradicts") for j in apart])
    meta = read_meta(folder)
    meta |= {
        "limits": limits,
        "development": {f"{truth} found as {found}": n for (truth, found), n in sorted(counts.items())},
        "calibration_error": round(error, 4),
        "weights": fit(judged),
    }
    write_meta(folder, meta)
    report(f"limits {limits}; left-out pairs {meta['development']}; calibration error of contradictions {error:.3f}")
