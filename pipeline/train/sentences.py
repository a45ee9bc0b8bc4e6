"""Trains the sentence heads: claim, marketing, hedge cue, type, attribution, evidence, support.

Labels are those of the labelling guideline, from gold/web_claims and the two development subjects of gold/corpora. Thresholds and
calibration come from out-of-fold predictions on the training documents; dev is only reported.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupKFold, cross_val_predict

from pipeline.detect.cues import cue_features
from pipeline.detect.features import Features
from pipeline.detect.phrases import shared_finder
from pipeline.detect.rows import Row, build_rows, document_context, paragraph_context
from pipeline.models import models_folder
from pipeline.train.corpora import corpus_documents
from pipeline.train.data import DataFolder, JsonRow, labelled_documents, without
from pipeline.train.tables import fit_table

SEED = 20
TRAIN_FILES = ("gold/web_claims/train.jsonl", "gold/corpora/sentences.tsv")
WRITTEN_WEIGHT = 0.25
"""Weight of a sentence of invented documents beside one of real web text."""
OWN_FILES = ("web/sellers.jsonl", "web/sober.jsonl")
"""Labelled documents in the repository's own gold/, written for the project."""
TRAIN_SUBJECTS = ("lactiva", "heatloop")


@dataclass(frozen=True, slots=True)
class Examples:
    """Feature rows with labels and the document each belongs to."""

    features: list[Features]
    labels: list[str]
    documents: list[str]


@dataclass(frozen=True, slots=True)
class Task:
    """One head: what it is trained on, how strongly it is regularised, and whether it is a yes-or-no task."""

    name: str
    examples: Callable[[Sequence[Labelled]], Examples]
    strength: float
    binary: bool


@dataclass(frozen=True, slots=True)
class Labelled:
    """A document's gold rows beside what the models see of it."""

    gold: list[JsonRow]
    rows: list[Row]
    around: list[Features]
    paragraph: list[Features]


def own_gold() -> Path:
    """Return the repository's own gold folder."""
    return models_folder().parent / "gold"


def load_examples(data: DataFolder, path: str, held_out: set[str] | None = None) -> list[Labelled]:
    """Return the labelled documents of one file of gold/web_claims."""
    rows = data.rows(path)
    return [_labelled(gold, parsed) for gold, parsed in labelled_documents(without(rows, held_out) if held_out is not None else rows)]


def _labelled(gold: list[JsonRow], parsed: Any) -> Labelled:
    rows = build_rows(parsed, shared_finder())
    return Labelled(gold, rows, document_context(rows), paragraph_context(rows))


def _sentence_task(label: Callable[[JsonRow], str], view: str, *, claims_only: bool = False) -> Callable[[Sequence[Labelled]], Examples]:
    def collect(documents: Sequence[Labelled]) -> Examples:
        found = Examples([], [], [])
        for document in documents:
            for gold, features, row in zip(document.gold, getattr(document, view), document.rows, strict=True):
                if claims_only and not int(gold["claim"]):
                    continue
                found.features.append(row.base if view == "rows" else features)
                found.labels.append(label(gold))
                found.documents.append(gold["doc"])
        return found

    return collect


def hedge_examples(documents: Sequence[Labelled]) -> Examples:
    """Return every candidate cue, labelled by whether the gold row lists it as a hedge."""
    found = Examples([], [], [])
    for document in documents:
        for gold, row in zip(document.gold, document.rows, strict=True):
            cues = [cue.lower() for cue in gold["hedges"]]
            for hit in row.hits["hedges"]:
                words = row.span[hit.first : hit.last].text.lower()
                hedges = any(f" {words} " in f" {cue} " or f" {cue} " in f" {words} " for cue in cues)
                found.features.append(cue_features(row.span, hit))
                found.labels.append(str(int(hedges)))
                found.documents.append(gold["doc"])
    return found


TASKS = (
    Task("claim", _sentence_task(lambda row: str(int(row["claim"])), "rows"), 0.2, True),
    Task("marketing", _sentence_task(lambda row: str(int(bool(row["marketing"]))), "around"), 0.15, True),
    Task("hedge", hedge_examples, 0.5, True),
    Task("type", _sentence_task(lambda row: row["type"], "rows", claims_only=True), 0.3, False),
    Task("attribution", _sentence_task(lambda row: row["attribution"], "paragraph"), 0.3, False),
    Task("evidence", _sentence_task(lambda row: row["evidence"], "paragraph"), 0.3, False),
    Task("support", _sentence_task(lambda row: row["support"], "paragraph", claims_only=True), 0.3, False),
)


def train_sentences(data: DataFolder, report: Callable[[str], None]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return (the object to store, the scores for meta.json). Deterministic: the same data gives the same weights."""
    held_out = data.held_out_texts()
    documents = load_examples(data, TRAIN_FILES[0], held_out)
    target = {row["doc"] for document in documents for row in document.gold}
    for path in OWN_FILES:
        documents += load_examples(DataFolder(own_gold()), path, held_out)
    for subject in TRAIN_SUBJECTS:
        documents += [_labelled(gold, parsed) for gold, parsed in corpus_documents(data, subject)]
    stored, scores = {}, {}
    for task in TASKS:
        stored[task.name], scores[task.name] = _fit(task, task.examples(documents), target)
        report(f"{task.name}: {scores[task.name]}")
    return stored, scores


def _fit(task: Task, examples: Examples, target: set[str]) -> tuple[dict[str, Any], dict[str, float]]:
    """Fit one head. ``target`` are the documents of real web text: they weigh most, and calibration and threshold are theirs."""
    table, matrix = fit_table(examples.features)
    labels = np.array(examples.labels)
    estimator = LogisticRegression(C=task.strength, max_iter=3000, class_weight="balanced", random_state=SEED)
    folds = GroupKFold(5)
    real = np.array([document in target for document in examples.documents])
    weight = np.where(real, 1.0, WRITTEN_WEIGHT)
    unfolded = cross_val_predict(estimator, matrix, labels, groups=examples.documents, cv=folds, method="predict_proba", params={"sample_weight": weight})
    estimator.fit(matrix, labels, sample_weight=weight)
    if not task.binary:
        guess = estimator.classes_[unfolded.argmax(axis=1)]
        parts = {"features": table, "estimator": estimator, "calibration": None, "threshold": 0.5}
        return parts, {"cross-validated macro-F1": round(float(f1_score(labels, guess, average="macro")), 4), "examples": len(labels)}
    truth = labels == "1"
    raw = np.clip(unfolded[:, 1], 1e-6, 1 - 1e-6)
    logit = np.log(raw / (1 - raw)).reshape(-1, 1)
    calibration = LogisticRegression(C=1e4, random_state=SEED).fit(logit[real], truth[real])
    calibrated = calibration.predict_proba(logit)[:, 1]
    threshold, score = best_threshold(truth[real], calibrated[real])
    parts = {"features": table, "estimator": estimator, "calibration": calibration, "threshold": threshold}
    return parts, {"cross-validated F1": round(score, 4), "threshold": round(threshold, 2), "examples": len(labels)}


def best_threshold(truth: Any, scores: Any) -> tuple[float, float]:
    """Return the (threshold, F1) with the best F1, on a grid of .02."""
    grid = [(float(f1_score(truth, scores >= t)), float(t)) for t in np.arange(0.2, 0.7, 0.02)]
    score, threshold = max(grid)
    return threshold, score
