"""Chooses on dev what training leaves open: decision thresholds, and the calibration of the printed probabilities."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from pipeline.detect.phrases import shared_finder
from pipeline.detect.reading import Reading, read_rows
from pipeline.detect.rows import Row, build_rows
from pipeline.encoder import Encoder
from pipeline.train.data import DataFolder, JsonRow, labelled_documents
from pipeline.train.encoder.store import write_meta
from pipeline.train.files import SEED
from pipeline.train.scores import count, f1

DEV = "gold/web_claims/dev.jsonl"
GRID = np.arange(0.3, 0.71, 0.05)
CENTRE = {"claim": 0.4}
"""Where thresholds are sought from: a claim that is missed is lost for matching, one too many is read over."""
TOLERANCE = 0.015
"""F1; about a standard error on dev."""
Scored = list[tuple[float, bool]]


def choose_on_dev(folder: Path, data: DataFolder, report: Callable[[str], None]) -> dict[str, Any]:
    """Write thresholds and calibration into ``folder``'s meta.json; return it."""
    encoder = Encoder(folder)
    meta = encoder.meta
    meta["calibration"], meta["thresholds"] = {}, dict.fromkeys(("claim", "sells", "hedge", "marketing"), 0.5)
    documents = [(gold, rows, read_rows(rows, encoder)) for gold, rows in _dev(data)]
    for task, key in (("claim", "claim"), ("sells", "marketing")):
        scored = [(reading.raw(task, i), bool(row[key])) for gold, _, reading in documents for i, row in enumerate(gold)]
        meta["calibration"][task] = fit_calibration(scored)
        meta["thresholds"][task] = best_threshold([(calibrated(p, meta["calibration"][task]), yes) for p, yes in scored], CENTRE.get(task, 0.5))
    meta["thresholds"]["hedge"] = best_threshold(
        [(_hedge(row, reading, i), bool(gold[i]["hedges"])) for gold, rows, reading in documents for i, row in enumerate(rows)]
    )
    write_meta(folder, meta)
    report(f"thresholds {meta['thresholds']}, calibration {meta['calibration']}")
    return meta


def _dev(data: DataFolder) -> list[tuple[list[JsonRow], list[Row]]]:
    return [(gold, build_rows(parsed, shared_finder())) for gold, parsed in labelled_documents(data.rows(DEV))]


def _hedge(row: Row, reading: Reading, position: int) -> float:
    """The probability of the surest hedge that would be shown: a listed cue, or an unlisted word less its handicap."""
    from pipeline.detect.cues import UNLISTED

    found = reading.sentences[position]
    start = row.span.start_char
    listed = [
        found.probability("hedge", row.span[h.first : h.last].start_char - start, row.span[h.first : h.last].end_char - start) for h in row.hits["hedges"]
    ]
    return max([*listed, float(found.tokens["hedge"][1:-1].max(initial=0.0)) - UNLISTED])


def fit_calibration(scored: Scored) -> tuple[float, float]:
    """Return slope and offset of Platt's scaling on the logit."""
    logits = np.array([[_logit(p)] for p, _ in scored])
    model = LogisticRegression(C=1.0, random_state=SEED).fit(logits, [yes for _, yes in scored])
    return round(float(model.coef_[0, 0]), 4), round(float(model.intercept_[0]), 4)


def calibrated(probability: float, pair: Sequence[float]) -> float:
    """Return a probability after scaling."""
    return float(1 / (1 + np.exp(-(pair[0] * _logit(probability) + pair[1]))))


def _logit(probability: float) -> float:
    inside = min(max(probability, 1e-6), 1 - 1e-6)
    return float(np.log(inside / (1 - inside)))


def best_threshold(scored: Scored, centre: float = 0.5) -> float:
    """Return the threshold of GRID nearest to ``centre`` whose F1 is within TOLERANCE of the best: dev is small, and a peak in it is mostly chance."""
    scores = {float(t): f1(count([("", str(int(yes)), str(int(p >= t))) for p, yes in scored])) for t in GRID}
    good = [t for t, score in scores.items() if score >= max(scores.values()) - TOLERANCE]
    return round(min((abs(t - centre), t) for t in good)[1], 2)
