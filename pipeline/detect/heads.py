"""The trained heads over a sentence's features: claim, type, attribution, evidence, support, marketing, and the hedge cues.

A head is a linear model, and its answer for one sentence does not depend on batch mates.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from pipeline.detect.features import Features
from pipeline.models import load_model

Matrix = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class Head:
    """One task: its feature table, its estimator, its calibration and its decision threshold."""

    features: Any
    estimator: Any
    calibration: Any
    threshold: float

    def probabilities(self, rows: Sequence[Features]) -> Matrix:
        """Return calibrated probabilities, shape (rows, classes)."""
        if not rows:
            return np.zeros((0, len(self.estimator.classes_)))
        found: Matrix = np.asarray(self.estimator.predict_proba(self.features.transform(rows)), dtype=np.float64)
        if self.calibration is not None:
            positive = self.calibration.predict_proba(_logit(found[:, 1]))[:, 1]
            return np.asarray(np.column_stack([1 - positive, positive]), dtype=np.float64)
        return found

    def labels(self, rows: Sequence[Features]) -> list[str]:
        """Return the likeliest class of each row."""
        if not rows:
            return []
        return [str(label) for label in self.estimator.classes_[self.probabilities(rows).argmax(axis=1)]]

    def positive(self, rows: Sequence[Features]) -> list[tuple[bool, float]]:
        """Return (decision, probability) for a yes-or-no task."""
        return [(bool(p >= self.threshold), float(p)) for p in self.probabilities(rows)[:, 1]]


def _logit(probabilities: Matrix) -> Matrix:
    clipped = np.clip(probabilities, 1e-6, 1 - 1e-6)
    logit: Matrix = np.log(clipped / (1 - clipped)).reshape(-1, 1)
    return logit


def open_table(names: Any) -> Any:
    """Return a DictVectorizer over feature names; skops keeps the names as one array, which opens ten times faster than the object."""
    from sklearn.feature_extraction import DictVectorizer

    table = DictVectorizer()
    table.feature_names_ = [str(name) for name in names]
    table.vocabulary_ = {name: position for position, name in enumerate(table.feature_names_)}
    return table


@cache
def load_heads() -> dict[str, Head]:
    """Return every head of models/sentences, by task, verified against its digest."""
    stored = load_model("sentences")
    return {task: Head(**{**parts, "features": open_table(parts["features"])}) for task, parts in stored.items()}
