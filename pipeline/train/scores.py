"""Scores with 95 % intervals: a bootstrap over documents, so that a long document does not feign many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

ROUNDS = 1000
SEED = 7
SMALLEST_CLASS = 10


@dataclass(frozen=True, slots=True)
class Score:
    """A value with the bounds between which 95 % of the bootstrap's values lie, and the number of cases."""

    value: float
    low: float
    high: float
    cases: int

    def __str__(self) -> str:
        """Return the score as it is printed."""
        return f"{self.value:.3f} [{self.low:.3f}, {self.high:.3f}] n={self.cases}"


Case = tuple[str, str, str]
"""Document, truth and guess."""


def bootstrap(cases: Sequence[Case], measure: Callable[[Sequence[Case]], float]) -> Score:
    """Return ``measure`` of ``cases`` with its interval over resampled documents."""
    by_document: defaultdict[str, list[Case]] = defaultdict(list)
    for case in cases:
        by_document[case[0]].append(case)
    groups = list(by_document.values())
    random = np.random.default_rng(SEED)
    drawn = [measure([case for i in random.integers(0, len(groups), len(groups)) for case in groups[i]]) for _ in range(ROUNDS)]
    low, high = np.percentile(drawn, [2.5, 97.5])
    return Score(measure(cases), float(low), float(high), len(cases))


def f1(cases: Sequence[Case]) -> float:
    """F1 of the label "1"."""
    both = sum(truth == guess == "1" for _, truth, guess in cases)
    return 2 * both / max(1, sum(t == "1" for _, t, _ in cases) + sum(g == "1" for _, _, g in cases))


def macro_f1(classes: Sequence[str]) -> Callable[[Sequence[Case]], float]:
    """Return the measure: mean F1 over ``classes``."""

    def measure(cases: Sequence[Case]) -> float:
        return float(np.mean([f1([(d, str(int(t == name)), str(int(g == name))) for d, t, g in cases]) for name in classes]))

    return measure


def frequent(cases: Sequence[Case]) -> list[str]:
    """Return the classes with enough true cases to be scored."""
    return sorted(name for name in {t for _, t, _ in cases} if sum(t == name for _, t, _ in cases) >= SMALLEST_CLASS)
