"""TRAINERS lists what makes each folder of models/."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from pipeline.models import models_folder
from pipeline.train.data import DataFolder
from pipeline.train.sentences import OWN_FILES, TRAIN_FILES, own_gold, train_sentences
from pipeline.train.statements import CERTAINTY_FILES, STRENGTH_FILES, train_statements
from pipeline.train.store import write_model

Trainer = Callable[[DataFolder, Callable[[str], None]], tuple[dict[str, Any], dict[str, Any]]]

TRAINERS: dict[str, tuple[Trainer, tuple[str, ...]]] = {
    "sentences": (train_sentences, TRAIN_FILES),
    "statements": (train_statements, STRENGTH_FILES + CERTAINTY_FILES),
}
"""Trainer and training files by model folder."""


def train_all(data: Path, out: Path | None, report: Callable[[str], None]) -> None:
    """Train every model and write its folder under ``out`` (models/ by default); raises UsageError when data is missing."""
    folder = DataFolder(data)
    for name, (trainer, files) in TRAINERS.items():
        report(f"training {name}")
        weights, scores = trainer(folder, report)
        digests = folder.digest(files) | (DataFolder(own_gold()).digest(OWN_FILES) if name == "sentences" else {})
        layout = write_model((out or models_folder()) / name, weights, data=digests, scores=scores)
        report(f"wrote {layout.folder}")
