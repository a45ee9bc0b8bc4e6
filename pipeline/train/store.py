"""Writes a model folder: weights as skops, and meta.json with digests, versions and scores."""

from __future__ import annotations

import json
import platform
import zipfile
from pathlib import Path
from typing import Any

from pipeline.models import Layout, file_digest


def write_model(folder: Path, weights: Any, *, data: dict[str, str], scores: dict[str, Any]) -> Layout:
    """Store ``weights`` (scikit-learn objects in dicts) under ``folder``; return its layout."""
    import numpy
    import sklearn
    import skops
    import spacy
    from skops.io import dump

    folder.mkdir(parents=True, exist_ok=True)
    layout = Layout(folder)
    dump(weights, layout.weights, compression=zipfile.ZIP_DEFLATED, compresslevel=9)
    meta = {
        "sha256": file_digest(layout.weights),
        "data": data,
        "scores": scores,
        "versions": {
            "python": platform.python_version(),
            "numpy": numpy.__version__,
            "scikit-learn": sklearn.__version__,
            "skops": skops.__version__,
            "spacy": spacy.__version__,
        },
    }
    layout.meta.write_text(json.dumps(meta, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    return layout
