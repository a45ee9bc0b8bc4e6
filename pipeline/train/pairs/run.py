"""The first two stages of the cross-encoder, from MiniLM's weights: public pairs, then the project's own families among some of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import torch

from pipeline.train.data import DataFolder
from pipeline.train.encoder.run import minilm_folder
from pipeline.train.encoder.store import read_meta
from pipeline.train.files import CHOICE_CORPORA, DEV_CORPORA, SEED, TRAIN_SUBJECTS, own_gold
from pipeline.train.loop import train_network
from pipeline.train.pairs.examples import PAIR_SOURCES, Encoded, Tokenise, read_public
from pipeline.train.pairs.families import family_pairs
from pipeline.train.pairs.mpnet import LAYERS, WIDTH, MPNet, mpnet_folder
from pipeline.train.pairs.network import PairNetwork, hold, large_network, small_network
from pipeline.train.pairs.shipped import load_shipped
from pipeline.train.pairs.training import batch_loss, plan_batches

CHECKPOINT = "training-{}.pt"


POLISH_PACE = 0.5
"""Learning rates of the second stage beside those of the first."""
RELATED, APART = 1.4, 0.5
"""How often a pair of the families is seen in the second stage: those that are about one fact, which come in both directions, and those that are not."""
LARGE_RELATED, LARGE_APART = 0.35, 0.15
"""The same for the large network, which learns in one stage."""
MPNET_RATES = 4e-5, 5e-4
HELD = 4
"""Lower layers of the shipped network that stay as they are when it learns further: what words mean does not change, and it takes a third less."""
FAMILIES = ("pairs/families.jsonl", "pairs/facts.jsonl")


@dataclass(frozen=True, slots=True)
class Seen:
    """What the second stage trained on: the families' pairs about one thing (in both directions) and not, and each public set with how often it was seen."""

    related: list[Encoded]
    apart: list[Encoded]
    public: list[tuple[list[Encoded], float]]


@dataclass(frozen=True, slots=True)
class Sets:
    """What is learnt from before the documents: each public set by name, and the families' pairs about one thing (in both directions) and not."""

    public: dict[str, list[Encoded]]
    related: list[Encoded]
    apart: list[Encoded]

    @property
    def counts(self) -> dict[str, int]:
        """How many pairs there are, by set."""
        return {name: len(pairs) for name, pairs in self.public.items()} | {"families, related": len(self.related), "families, apart": len(self.apart)}


def read_sets(data: DataFolder, tokenise: Tokenise) -> Sets:
    """Return every pair to learn from, as word pieces."""
    held_out = data.held_out_texts()
    public = {source.name: [tokenise(pair) for pair in read_public(source, data, held_out)] for source in PAIR_SOURCES}
    families = [pair for path in FAMILIES for pair in family_pairs(DataFolder(own_gold()).rows(path))]
    related = [tokenise(side) for pair in families if pair.labels["relation"] for side in (pair, pair.turned)]
    unrelated = [pair for pair in families if not pair.labels["relation"]]
    return Sets(public, related, [tokenise(pair.turned if number % 2 else pair) for number, pair in enumerate(unrelated)])


def train_pairs(data: DataFolder, folder: Path, report: Callable[[str], None]) -> tuple[PairNetwork, Seen, dict[str, Any]]:
    """Return the small network after two stages, what the second was trained on, and facts of the training; each stage resumes from its checkpoint."""
    minilm = minilm_folder()
    torch.manual_seed(SEED)
    network, sets = small_network(minilm), read_sets(data, Tokenise(minilm / "tokenizer.json"))
    report(f"training pairs: {sets.counts}")
    first = [(sets.public[source.name], source.passes) for source in PAIR_SOURCES]
    seen = Seen(sets.related, sets.apart, [(sets.public[source.name], source.polish) for source in PAIR_SOURCES])
    second = [*seen.public, (sets.related, RELATED), (sets.apart, APART)]
    steps = []
    for stage, (shares, pace) in enumerate(((first, 1.0), (second, POLISH_PACE)), start=1):
        batches = plan_batches(shares)
        report(f"stage {stage}: {len(batches)} steps")
        train_network(network, batches, partial(batch_loss, network), folder / CHECKPOINT.format(stage), report, pace)
        steps.append(len(batches))
    return network, seen, {"examples": sets.counts, "steps": steps, "seed": SEED}


def train_large(data: DataFolder, folder: Path, report: Callable[[str], None]) -> tuple[PairNetwork, Seen, dict[str, Any]]:
    """Return the large network after its one stage over all sets, what it was trained on, and facts of the training; it resumes from its checkpoint."""
    mpnet = mpnet_folder(folder)
    torch.manual_seed(SEED)
    network, sets = large_network(mpnet), read_sets(data, Tokenise(mpnet / "tokenizer.json"))
    report(f"training pairs: {sets.counts}")
    seen = Seen(sets.related, sets.apart, [(sets.public[source.name], source.large) for source in PAIR_SOURCES])
    batches = plan_batches([*seen.public, (sets.related, LARGE_RELATED), (sets.apart, LARGE_APART)])
    report(f"{len(batches)} steps")
    train_network(network, batches, partial(batch_loss, network), folder / CHECKPOINT.format(1), report, 1.0, MPNET_RATES)
    return network, seen, {"examples": sets.counts, "steps": [len(batches)], "seed": SEED}


def train_further(data: DataFolder, shipped: Path, report: Callable[[str], None]) -> tuple[PairNetwork, Seen, dict[str, Any]]:
    """Return the shipped large network with its lower layers held fast, what it shall see again, and facts of its training so far."""
    torch.manual_seed(SEED)
    network, sets = PairNetwork(MPNet(), WIDTH), read_sets(data, Tokenise(shipped / "tokenizer.json"))
    load_shipped(network, shipped / "pairs.onnx", LAYERS)
    hold(network, HELD)
    report(f"training pairs: {sets.counts}")
    seen = Seen(sets.related, sets.apart, [(sets.public[source.name], source.further) for source in PAIR_SOURCES])
    meta = read_meta(shipped)
    return network, seen, {"examples": sets.counts, "steps": meta["steps"], "seed": SEED, "from": meta["files"]["pairs.onnx"]}


def learnt_from(shipped: Path) -> set[str]:
    """Return the corpora that a shipped network has learnt from, by its meta.json."""
    named = {path.split("/")[1] for path in read_meta(shipped)["data"] if path.startswith("corpora/") and path.count("/") == 2}
    return named - set(CHOICE_CORPORA) | set(TRAIN_SUBJECTS)


def data_files(data: DataFolder) -> dict[str, str]:
    """Return the SHA-256 of every file that is learnt from, or by which weights and limits are chosen."""
    public = [f"data/pairs/{source.name}/train.jsonl" for source in PAIR_SOURCES]
    own = DataFolder(own_gold())
    texts = [str(path.relative_to(own.root)) for name in DEV_CORPORA for path in sorted((own.root / "corpora" / name).iterdir())]
    return data.digest([*public, "gold/corpora/pairs.tsv"]) | own.digest([*FAMILIES, *texts, *(f"corpora/{name}.tsv" for name in DEV_CORPORA)])
