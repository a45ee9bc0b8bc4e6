"""Trains the causal-strength classifier and the certainty regression."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.metrics import f1_score

from pipeline.detect.features import Features, sentence_features
from pipeline.detect.phrases import shared_finder
from pipeline.models import load_language
from pipeline.segment import read_texts
from pipeline.train.data import DataFolder, without
from pipeline.train.sentences import SEED
from pipeline.train.tables import fit_table

STRENGTH_FILES = ("data/claim/causal_pubmed/train.jsonl", "data/claim/causal_eurekalert/train.jsonl")
CERTAINTY_FILES = ("data/hedge/pei_certainty_sentence/train.jsonl",)
LABELS = {"none": "none", "correlational": "correlational", "conditional": "conditional_causal", "direct": "direct_causal"}
LABELS |= {value: value for value in LABELS.values()}
PIECE = 400
"""Sentences read as one Doc."""


def features_of(texts: list[str]) -> list[Features]:
    """Return the sentence features of single statements."""
    nlp, finder = load_language(), shared_finder()
    found = []
    for start in range(0, len(texts), PIECE):
        for span in read_texts(nlp, [text.strip() or "-" for text in texts[start : start + PIECE]]):
            found.append(sentence_features(span, finder.find(span)))
    return found


def train_statements(data: DataFolder, report: Callable[[str], None]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return (the object to store, the scores on dev for meta.json)."""
    held_out = data.held_out_texts()
    rows = [row for path in STRENGTH_FILES for row in without(data.rows(path), held_out)]
    table, matrix = fit_table(features_of([row["text"] for row in rows]))
    strength = LogisticRegression(C=0.3, max_iter=3000, class_weight="balanced", random_state=SEED)
    strength.fit(matrix, [LABELS[row["label"]] for row in rows])
    rated = [row for path in CERTAINTY_FILES for row in without(data.rows(path), held_out)]
    certainty_table, certainty_matrix = fit_table(features_of([row["text"] for row in rated]))
    certainty = Ridge(alpha=60.0).fit(certainty_matrix, [float(row["label"]) for row in rated])
    stored = {"features": table, "strength": strength, "certainty_features": certainty_table, "certainty": certainty}
    scores = {"strength examples": len(rows), "certainty examples": len(rated), **statement_scores(data, stored)}
    report(f"statements: {scores}")
    return stored, scores


def statement_scores(data: DataFolder, models: dict[str, Any]) -> dict[str, float]:
    """Return macro-F1 of strength on each dev file and Pearson's r of certainty on dev and test together."""
    scores = {}
    for path in STRENGTH_FILES:
        dev = data.rows(path.replace("train", "dev"))
        guess = models["strength"].predict(models["features"].transform(features_of([row["text"] for row in dev])))
        name = path.split("/")[2]
        scores[f"strength macro-F1 {name} dev"] = round(float(f1_score([LABELS[row["label"]] for row in dev], guess, average="macro")), 4)
    rated = [row for split in ("dev", "test") for row in data.rows(CERTAINTY_FILES[0].replace("train", split))]
    guess = models["certainty"].predict(models["certainty_features"].transform(features_of([row["text"] for row in rated])))
    scores["certainty Pearson r dev and test"] = round(float(np.corrcoef(guess, [float(row["label"]) for row in rated])[0, 1]), 4)
    return scores
