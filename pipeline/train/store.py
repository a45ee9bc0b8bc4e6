"""Writes a model folder: weights as skops, and meta.json with digests, versions and scores."""

from __future__ import annotations

import json
import platform
import zipfile
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pipeline.models import Layout, file_digest


def write_model(folder: Path, weights: Any, *, data: dict[str, str], scores: dict[str, Any]) -> Layout:
    """Store ``weights`` (scikit-learn objects in dicts) under ``folder``; return its layout."""
    import numpy
    import sklearn
    import skops
    from skops.io import dump

    folder.mkdir(parents=True, exist_ok=True)
    layout = Layout(folder)
    dump(_names_only(weights), layout.weights, compression=zipfile.ZIP_DEFLATED, compresslevel=9)
    meta = {
        "sha256": file_digest(layout.weights),
        "data": data,
        "scores": scores,
        "versions": {
            "python": platform.python_version(),
            "numpy": numpy.__version__,
            "scikit-learn": sklearn.__version__,
            "skops": skops.__version__,
            "spacy": version("spacy"),
        },
    }
    layout.meta.write_text(json.dumps(meta, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    return layout


def _names_only(weights: Any) -> Any:
    """Replace feature tables by the array of their names (see detect.heads.open_table)."""
    from sklearn.feature_extraction import DictVectorizer

    if isinstance(weights, dict):
        return {key: _names_only(value) for key, value in weights.items()}
    return weights.get_feature_names_out().astype(str) if isinstance(weights, DictVectorizer) else weights
