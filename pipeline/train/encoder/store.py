"""Writes models/encoder: the ONNX files, the tokenizer, and meta.json with digests, tasks, thresholds, calibration and scores."""

from __future__ import annotations

import json
import platform
import shutil
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pipeline.encoder import FILES
from pipeline.models import file_digest
from pipeline.train.encoder.export import export_network
from pipeline.train.encoder.network import Network

PACKAGES = ("torch", "onnx", "onnxruntime", "tokenizers", "numpy", "spacy")


def write_encoder(network: Network, tokenizer: Path, folder: Path, facts: dict[str, Any]) -> None:
    """Export ``network`` to ``folder`` and describe it; thresholds and calibration start out neutral."""
    export_network(network, folder)
    shutil.copyfile(tokenizer, folder / "tokenizer.json")
    shape = network.shape
    meta = {
        **facts,
        "files": {name: file_digest(folder / name) for name in FILES},
        "token_tasks": list(shape.token),
        "sentence_tasks": shape.sentence,
        "document_tasks": shape.document,
        "thresholds": {"claim": 0.5, "sells": 0.5, "hedge": 0.5, "marketing": 0.5},
        "calibration": {},
        "versions": package_versions(),
    }
    write_meta(folder, meta)


def package_versions() -> dict[str, str]:
    """Return the versions of what a training depends on."""
    return {"python": platform.python_version()} | {name: version(name) for name in PACKAGES}


def read_meta(folder: Path) -> dict[str, Any]:
    """Return what meta.json says of the model in ``folder``."""
    meta: dict[str, Any] = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    return meta


def write_meta(folder: Path, meta: dict[str, Any]) -> None:
    """Write meta.json; task tables keep their order, since the columns of the outputs follow it."""
    (folder / "meta.json").write_text(json.dumps(meta, indent=2) + "\n", encoding="utf-8")
