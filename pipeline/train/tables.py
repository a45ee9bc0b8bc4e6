"""Feature dictionaries to matrices."""

from __future__ import annotations

from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer

from pipeline.detect.features import Features

MINIMUM = 2
"""A feature seen in fewer training rows than this is left out."""


def fit_table(features: list[Features]) -> tuple[DictVectorizer, Any]:
    """Return a fitted feature table, without rare features, and the matrix of ``features``."""
    table = DictVectorizer()
    matrix = table.fit_transform(features)
    table.restrict(np.asarray((matrix != 0).sum(axis=0)).ravel() >= MINIMUM)
    return table, table.transform(features)
