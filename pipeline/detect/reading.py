"""A document's sentences as the encoder reads them: once each, with the labels that depend on what stands around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.detect.document_features import CLASSES, dense_features
from pipeline.detect.rows import Row
from pipeline.encoder import Encoded, Encoder, Numbers, softmax

STRENGTHS = ("none", "correlational", "conditional_causal", "direct_causal")
"""Causal strength after Yu, Li and Wang (2019), in the order of the classes."""


def strength_name(label: str) -> str:
    """Return the name of a strength as the records have it; some sets write "conditional" and "direct"."""
    return {"conditional": "conditional_causal", "direct": "direct_causal"}.get(label, label)


@dataclass(frozen=True, slots=True)
class Reading:
    """What the encoder makes of the rows of one document; all lists are parallel to the rows."""

    sentences: list[Encoded]
    document: dict[str, Numbers]
    """Probabilities of each document task, shape (rows, classes)."""
    thresholds: dict[str, float]
    calibration: dict[str, tuple[float, float]]
    """Slope and offset on the logit of a yes-or-no task, fitted on dev."""

    def raw(self, task: str, row: int) -> float:
        """Return the probability of a yes-or-no task before calibration; selling is the mean of the sentence's answer and its surest word's."""
        whole = float(self.document[task][row, 1])
        return whole if task != "sells" else (whole + float(self.sentences[row].tokens["marketing"][1:-1].max(initial=0.0))) / 2

    def probability(self, task: str, row: int) -> float:
        """Return the calibrated probability of a yes-or-no task."""
        raw = min(max(self.raw(task, row), 1e-6), 1 - 1e-6)
        slope, offset = self.calibration.get(task, (1.0, 0.0))
        return float(1 / (1 + np.exp(-(slope * np.log(raw / (1 - raw)) + offset))))

    def label(self, task: str, row: int) -> str:
        """Return the likeliest value of a label."""
        return CLASSES[task][int(self.document[task][row].argmax())]

    def strength(self, row: int) -> str:
        """Return the causal strength: the mean of the heads trained on papers and on press releases."""
        heads = [softmax(self.sentences[row].sentence[task]) for task in ("strength_pubmed", "strength_eurekalert")]
        return STRENGTHS[int((heads[0] + heads[1]).argmax())]

    def certainty_score(self, row: int) -> float:
        """Return how certain the statement sounds to readers, 0 to 1 (Pei and Jurgens 2021, moved from their 1 to 6)."""
        return round(min(1.0, max(0.0, float(self.sentences[row].sentence["certainty_score"][0]))), 3)


def read_rows(rows: Sequence[Row], encoder: Encoder) -> Reading:
    """Encode every row of a document once; equal sentences share one reading."""
    known: dict[str, Encoded] = {}
    for row in rows:
        text = row.sentence.text
        if text not in known:
            known[text] = encoder.encode(text)
    sentences = [known[row.sentence.text] for row in rows]
    calibration = {task: (pair[0], pair[1]) for task, pair in encoder.meta["calibration"].items()}
    return Reading(sentences, encoder.label_document(sentences, dense_features(rows)), encoder.meta["thresholds"], calibration)
