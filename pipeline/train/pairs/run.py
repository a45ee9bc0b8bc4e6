"""Trains the cross-encoder from MiniLM's weights to models/pairs, in two stages: public pairs, then the project's own among some of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import torch

from pipeline.train.data import DataFolder
from pipeline.train.encoder.run import minilm_folder
from pipeline.train.files import SEED, own_gold
from pipeline.train.loop import train_network
from pipeline.train.pairs.examples import PAIR_SOURCES, Tokenise, read_public
from pipeline.train.pairs.families import family_pairs
from pipeline.train.pairs.network import PairNetwork, new_pair_network
from pipeline.train.pairs.training import batch_loss, plan_batches

CHECKPOINT = "training-{}.pt"


POLISH_PACE = 0.5
"""Learning rates of the second stage beside those of the first."""
RELATED, APART = 2.0, 0.7
"""How often a pair of the families is seen in the second stage: those that are about one fact, and those that are not."""
FAMILIES = "pairs/families.jsonl"


def train_pairs(data: DataFolder, folder: Path, report: Callable[[str], None]) -> tuple[PairNetwork, dict[str, Any]]:
    """Return the trained network and the facts of its training; each stage resumes from its checkpoint in ``folder``."""
    minilm = minilm_folder()
    torch.manual_seed(SEED)
    network, tokenise, held_out = new_pair_network(minilm), Tokenise(minilm / "tokenizer.json"), data.held_out_texts()
    public = {source.name: [tokenise(pair) for pair in read_public(source, data, held_out)] for source in PAIR_SOURCES}
    own = [tokenise(pair) for pair in family_pairs(DataFolder(own_gold()).rows(FAMILIES))]
    related = [pair for pair in own if pair.labels["relation"]]
    apart = [pair for pair in own if not pair.labels["relation"]]
    counts = {name: len(pairs) for name, pairs in public.items()} | {"families, related": len(related), "families, apart": len(apart)}
    report(f"training pairs: {counts}")
    first = [(public[source.name], source.passes) for source in PAIR_SOURCES]
    second = [(public[source.name], source.polish) for source in PAIR_SOURCES] + [(related, RELATED), (apart, APART)]
    steps = []
    for stage, (sets, pace) in enumerate(((first, 1.0), (second, POLISH_PACE)), start=1):
        batches = plan_batches(sets)
        report(f"stage {stage}: {len(batches)} steps")
        train_network(network, batches, partial(batch_loss, network), folder / CHECKPOINT.format(stage), report, pace)
        steps.append(len(batches))
    return network, {"examples": counts, "steps": steps, "seed": SEED}
