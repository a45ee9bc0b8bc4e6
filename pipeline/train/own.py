"""`claimsift train --from-decisions`: fits the user's own model to what reviewers accepted and rejected, and says what it is worth.

Precision before and after is measured on documents that the formula was not fitted on; a formula that does not help is not kept.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.errors import UsageError
from pipeline.review.decisions import review_of
from pipeline.review.labels import relabels
from pipeline.review.log import open_kept
from pipeline.review.own_model import SCHEMA_VERSION, Example, examples, model_path

FEWEST, FEWEST_EACH = 20, 5
"""Decisions that a formula needs: altogether, and of accepted and rejected ones."""
FOLDS = 5
STRICTNESS = 1.0
"""Inverse strength of the penalty (scikit-learn's C)."""
KEPT_RIGHT = 0.9
"""Share of the accepted ones that must stay."""
GAIN = 0.02
"""Precision that a formula must add to be kept."""
LIMITS = [round(0.05 * step, 2) for step in range(1, 20)]


def train_own(out: Path, decisions: Path | None, report: Callable[[str], None]) -> Path | None:
    """Fit a formula for claims, flags and matches to the decisions on the run in ``out``; return the file, or None when nothing helped. Raises UsageError."""
    kept = open_kept(out, decisions)
    review = review_of(kept.result, kept.entries)
    kinds: dict[str, Any] = {}
    every = list(examples(kept.result))
    for kind in ("claim", "flag", "match"):
        labelled = [(one, label) for one in every if one.kind == kind and (label := _label(review.decision(one.key))) is not None]
        found = _fitted([one for one, _ in labelled], [label for _, label in labelled], partial(_told, report, kind))
        if found:
            kinds[kind] = found
    path = model_path(kept.path)
    if not kinds:
        path.unlink(missing_ok=True)
        report("no formula helps yet; nothing is withheld")
        return None
    try:
        path.write_text(json.dumps({"schema_version": SCHEMA_VERSION, "kinds": kinds}, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror}") from error
    report(f"wrote {path}; the next run withholds what it thinks you would reject, and says so")
    return path


def _told(report: Callable[[str], None], kind: str, line: str) -> None:
    report(f"{'matches' if kind == 'match' else kind + 's'}: {line}")


def _label(decision: str) -> bool | None:
    """Accepted or not; a claim that was relabelled is one, a match that was relabelled was wrong."""
    if decision == "accept" or relabels(decision, "claim"):
        return True
    return False if decision == "reject" or relabels(decision, "match") else None


def _fitted(found: Sequence[Example], labels: Sequence[bool], report: Callable[[str], None]) -> dict[str, Any] | None:
    right = sum(labels)
    if len(labels) < FEWEST or min(right, len(labels) - right) < FEWEST_EACH:
        report(f"{len(labels)} decided, {len(labels) - right} rejected; from {FEWEST} with {FEWEST_EACH} of each on, something can be learnt")
        return None
    table, truth = np.stack([one.features for one in found]), np.asarray(labels)
    apart, folds = _left_out(table, truth, [one.document for one in found])
    before, limit = right / len(labels), _limit(apart, truth)
    kept = np.zeros(len(truth), dtype=bool)
    for fold in np.unique(folds):  # also the limit is one that was chosen without them
        kept[folds == fold] = apart[folds == fold] >= _limit(apart[folds != fold], truth[folds != fold])
    if not kept.any():
        kept[:] = True
    after = float(truth[kept].mean())
    told = f"precision {before:.2f} before, {after:.2f} after, keeping {int(truth[kept].sum())} of {right} right ones (n={len(labels)}, on documents left out)"
    if after < before + GAIN:
        report(f"{told}; not kept, since it does not help")
        return None
    report(told)
    model = _regression().fit(table, truth)
    weights = [round(float(w), 4) for w in model.coef_[0]]
    measured = {"n": len(labels), "before": round(before, 3), "after": round(after, 3), "right_kept": int(truth[kept].sum()), "right": right}
    return {"weights": weights, "start": round(float(model.intercept_[0]), 4), "limit": limit, "measured": measured}


def _regression() -> Any:
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=STRICTNESS, max_iter=2000)


def _left_out(table: Any, truth: Any, documents: Sequence[str]) -> tuple[Any, Any]:
    """Return each record's probability by a formula that was fitted without its document (without its fold, where there are few), and its fold."""
    from sklearn.model_selection import GroupKFold, KFold

    several = len(set(documents)) >= FOLDS
    folds = GroupKFold(FOLDS).split(table, truth, documents) if several else KFold(FOLDS, shuffle=True, random_state=0).split(table)
    apart, fold_of = np.zeros(len(truth)), np.zeros(len(truth), dtype=int)
    for number, (fit, hold) in enumerate(folds):
        fold_of[hold] = number
        if truth[fit].all() or not truth[fit].any():
            apart[hold] = truth[fit].mean()
        else:
            apart[hold] = _regression().fit(table[fit], truth[fit]).predict_proba(table[hold])[:, 1]
    return apart, fold_of


def _limit(apart: Any, truth: Any) -> float:
    """Return the highest probability from which nearly all the accepted ones are kept."""
    if not truth.any():
        return 0.0
    good = [limit for limit in LIMITS if (apart[truth] >= limit).mean() >= KEPT_RIGHT]
    return max(good, default=0.0)
