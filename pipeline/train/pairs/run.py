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
from pipeline.train.files import DEV_CORPORA, SEED, own_gold
from pipeline.train.loop import train_network
from pipeline.train.pairs.examples import PAIR_SOURCES, Encoded, Tokenise, read_public
from pipeline.train.pairs.families import family_pairs
from pipeline.train.pairs.network import PairNetwork, new_pair_network
from pipeline.train.pairs.training import batch_loss, plan_batches

CHECKPOINT = "training-{}.pt"


POLISH_PACE = 0.5
"""Learning rates of the second stage beside those of the first."""
RELATED, APART = 1.4, 0.5
"""How often a pair of the families is seen in the second stage: those that are about one fact, which come in both directions, and those that are not."""
FAMILIES = ("pairs/families.jsonl", "pairs/facts.jsonl")


@dataclass(frozen=True, slots=True)
class Seen:
    """What the second stage trained on: the families' pairs about one thing (in both directions) and not, and each public set with how often it was seen."""

    related: list[Encoded]
    apart: list[Encoded]
    public: list[tuple[list[Encoded], float]]


def train_pairs(data: DataFolder, folder: Path, report: Callable[[str], None]) -> tuple[PairNetwork, Seen, dict[str, Any]]:
    """Return the network after two stages, what the second was trained on, and facts of the training; each stage resumes from its checkpoint in ``folder``."""
    minilm = minilm_folder()
    torch.manual_seed(SEED)
    network, tokenise, held_out = new_pair_network(minilm), Tokenise(minilm / "tokenizer.json"), data.held_out_texts()
    public = {source.name: [tokenise(pair) for pair in read_public(source, data, held_out)] for source in PAIR_SOURCES}
    families = [pair for path in FAMILIES for pair in family_pairs(DataFolder(own_gold()).rows(path))]
    related = [tokenise(side) for pair in families if pair.labels["relation"] for side in (pair, pair.turned)]
    unrelated = [pair for pair in families if not pair.labels["relation"]]
    apart = [tokenise(pair.turned if number % 2 else pair) for number, pair in enumerate(unrelated)]
    counts = {name: len(pairs) for name, pairs in public.items()} | {"families, related": len(related), "families, apart": len(apart)}
    report(f"training pairs: {counts}")
    first = [(public[source.name], source.passes) for source in PAIR_SOURCES]
    seen = Seen(related, apart, [(public[source.name], source.polish) for source in PAIR_SOURCES])
    second = [*seen.public, (related, RELATED), (apart, APART)]
    steps = []
    for stage, (sets, pace) in enumerate(((first, 1.0), (second, POLISH_PACE)), start=1):
        batches = plan_batches(sets)
        report(f"stage {stage}: {len(batches)} steps")
        train_network(network, batches, partial(batch_loss, network), folder / CHECKPOINT.format(stage), report, pace)
        steps.append(len(batches))
    return network, seen, {"examples": counts, "steps": steps, "seed": SEED}


def data_files(data: DataFolder) -> dict[str, str]:
    """Return the SHA-256 of every file that is trained on."""
    public = [f"data/pairs/{source.name}/train.jsonl" for source in PAIR_SOURCES]
    own = DataFolder(own_gold())
    texts = [str(path.relative_to(own.root)) for name in DEV_CORPORA for path in sorted((own.root / "corpora" / name).iterdir())]
    return data.digest([*public, "gold/corpora/pairs.tsv"]) | own.digest([*FAMILIES, *texts, *(f"corpora/{name}.tsv" for name in DEV_CORPORA)])
