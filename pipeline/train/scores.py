"""Scores with 95 % intervals: a bootstrap over documents, so that a long document does not feign many."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

ROUNDS = 1000
SEED = 7
SMALLEST_CLASS = 10

Case = tuple[str, str, str]
"""Document, truth and guess."""
Counts = Mapping[tuple[str, str], float]
"""How many cases have a (truth, guess)."""
Measure = Callable[[Counts], float]


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


def count(cases: Sequence[Case]) -> Counts:
    """Return the number of cases by (truth, guess)."""
    found: dict[tuple[str, str], float] = {}
    for _, truth, guess in cases:
        found[truth, guess] = found.get((truth, guess), 0) + 1
    return found


def bootstrap(cases: Sequence[Case], measure: Measure) -> Score:
    """Return ``measure`` of ``cases`` with its interval over resampled documents."""
    documents = {name: number for number, name in enumerate(dict.fromkeys(name for name, _, _ in cases))}
    pairs = {pair: number for number, pair in enumerate(dict.fromkeys((t, g) for _, t, g in cases))}
    table = np.zeros((len(documents), len(pairs)))
    for name, truth, guess in cases:
        table[documents[name], pairs[truth, guess]] += 1
    drawn = [measure(dict(zip(pairs, row, strict=True))) for row in _resampled(len(documents)) @ table]
    low, high = np.percentile(drawn, [2.5, 97.5])
    return Score(measure(count(cases)), float(low), float(high), len(cases))


def correlation(pairs: Sequence[tuple[str, float, float]]) -> Score:
    """Return Pearson's r of (document, truth, guess) with its interval."""
    values = np.array([(truth, guess) for _, truth, guess in pairs])
    random = np.random.default_rng(SEED)
    drawn = [np.corrcoef(values[random.integers(0, len(values), len(values))].T)[0, 1] for _ in range(ROUNDS)]
    low, high = np.percentile(drawn, [2.5, 97.5])
    return Score(float(np.corrcoef(values.T)[0, 1]), float(low), float(high), len(values))


def _resampled(documents: int) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Return how often each document is drawn in each round, shape (ROUNDS, documents)."""
    random = np.random.default_rng(SEED)
    return np.stack([np.bincount(random.integers(0, documents, documents), minlength=documents) for _ in range(ROUNDS)]).astype(np.float64)


def f1(counts: Counts) -> float:
    """F1 of the label "1"."""
    return _class_f1(counts, "1")


def macro_f1(classes: Sequence[str]) -> Measure:
    """Return the measure: mean F1 over ``classes``."""
    return lambda counts: float(np.mean([_class_f1(counts, name) for name in classes]))


def share_right(counts: Counts) -> float:
    """Return the share of cases whose guess is the truth."""
    return sum(n for (truth, guess), n in counts.items() if truth == guess) / max(1.0, sum(counts.values()))


def _class_f1(counts: Counts, name: str) -> float:
    true = sum(n for (truth, _), n in counts.items() if truth == name)
    given = sum(n for (_, guess), n in counts.items() if guess == name)
    return 2 * counts.get((name, name), 0) / max(1.0, true + given)


def frequent(cases: Sequence[Case]) -> list[str]:
    """Return the classes with enough true cases to be scored."""
    return sorted(name for name in {t for _, t, _ in cases} if sum(t == name for _, t, _ in cases) >= SMALLEST_CLASS)


def calibration_error(scored: Sequence[tuple[float, bool]], bins: int = 10) -> float:
    """Return the expected calibration error of (probability, truth) pairs: the mean gap over bins of equal width, weighted by size (Guo et al. 2017)."""
    found = 0.0
    for number in range(bins):
        inside = [(p, yes) for p, yes in scored if min(bins - 1, int(p * bins)) == number]
        if inside:
            found += abs(sum(p for p, _ in inside) - sum(yes for _, yes in inside))
    return found / max(1, len(scored))
