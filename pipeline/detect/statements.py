"""How strongly a statement links two things, and how certain it sounds, by models trained on papers and press releases.

Causal strength after Yu, Li and Wang (2019): none, correlational, conditional_causal, direct_causal. The certainty score is a ridge
regression on readers' ratings of scientific findings (Pei and Jurgens 2021), moved from their 1 to 6 scale to 0 to 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from pipeline.detect.features import Features
from pipeline.detect.heads import open_table
from pipeline.models import load_model


@dataclass(frozen=True, slots=True)
class Statement:
    """The two judgements of one claim."""

    strength: str
    certainty: float


@dataclass(frozen=True, slots=True)
class Statements:
    """The opened models of models/statements."""

    features: Any
    strength: Any
    certainty_features: Any
    certainty: Any

    def judge(self, rows: list[Features]) -> list[Statement]:
        """Return the judgements of each row of sentence features."""
        if not rows:
            return []
        strengths = self.strength.predict(self.features.transform(rows))
        scores = np.clip((self.certainty.predict(self.certainty_features.transform(rows)) - 1) / 5, 0, 1)
        return [Statement(str(label), round(float(score), 3)) for label, score in zip(strengths, scores, strict=True)]


@cache
def load_statements() -> Statements:
    """Return the models, verified against their digest; raises ModelError."""
    stored = load_model("statements")
    tables = {key: open_table(stored[key]) for key in ("features", "certainty_features")}
    return Statements(**{**stored, **tables})
