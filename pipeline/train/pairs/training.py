"""The cross-encoder's batches, in one shuffled list over all sets, and the loss of each."""

from __future__ import annotations

import random
from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn import functional

from pipeline.train.encoder.training import BATCH, POOL, STEP, passes_of
from pipeline.train.files import SEED
from pipeline.train.loop import narrow_numbers
from pipeline.train.pairs.examples import UNKNOWN, Encoded
from pipeline.train.pairs.network import PairNetwork

MARK_WEIGHT, SCORE_WEIGHT = 4.0, 6.0
CLASSES = ("entailment", "relation", "kind")


def plan_batches(sets: Sequence[tuple[Sequence[Encoded], float]]) -> list[list[Encoded]]:
    """Return every batch of a stage in the order in which it is trained on; the float is how often a set is seen."""
    dice = random.Random(SEED)  # noqa: S311 - the order of training batches
    everything = [pair for pairs, passes in sets for share in passes_of(passes) for pair in dice.sample(list(pairs), int(len(pairs) * share))]
    dice.shuffle(everything)
    found: list[list[Encoded]] = []
    for start in range(0, len(everything), BATCH * POOL):
        pool = sorted(everything[start : start + BATCH * POOL], key=lambda pair: len(pair.ids))
        found += [pool[i : i + BATCH] for i in range(0, len(pool), BATCH)]
    dice.shuffle(found)
    return found


def padded(batch: Sequence[Encoded]) -> tuple[Tensor, Tensor, Tensor]:
    """Return ids, mask and kinds, all (pairs, tokens)."""
    longest = -(-max(len(pair.ids) for pair in batch) // STEP) * STEP
    ids, mask, kinds = (torch.zeros(len(batch), longest, dtype=torch.long) for _ in range(3))
    for row, pair in enumerate(batch):
        ids[row, : len(pair.ids)] = torch.tensor(pair.ids)
        kinds[row, : len(pair.ids)] = torch.tensor(pair.kinds)
        mask[row, : len(pair.ids)] = 1
    return ids, mask, kinds


def batch_loss(network: PairNetwork, batch: list[Encoded]) -> Tensor:
    """Return the sum of the losses of everything that the batch is labelled with, each weighed by the share of pairs that carry it."""
    ids, mask, kinds = padded(batch)
    with narrow_numbers():
        logits, marks = network(ids, mask, kinds)
    logits, marks = logits.float(), marks.float()
    loss: Tensor = logits.sum() * 0 + mark_loss(marks, batch, mask)
    for name in ("entailment", "relation", "kind", "stronger", "similarity"):
        rows = [row for row, pair in enumerate(batch) if name in pair.labels]
        if not rows:
            continue
        values, found = torch.tensor([batch[row].labels[name] for row in rows]), network.head(logits, name)[rows]
        if name in CLASSES:
            one = functional.cross_entropy(found, values.long(), label_smoothing=0.05)
        elif name == "stronger":
            one = functional.binary_cross_entropy_with_logits(found[:, 0], values)
        else:
            one = SCORE_WEIGHT * functional.mse_loss(found[:, 0], values)
        loss = loss + one * len(rows) / len(batch)
    return loss


def mark_loss(logits: Tensor, batch: Sequence[Encoded], mask: Tensor) -> Tensor:
    """Return the cross entropy of the words that differ, over the pairs for which they are known."""
    truth, known = torch.zeros_like(logits), torch.zeros_like(logits)
    for row, pair in enumerate(batch):
        marks = torch.tensor(pair.marks, dtype=torch.float)
        truth[row, : len(marks)] = marks.clamp(min=0)
        known[row, : len(marks)] = (marks != UNKNOWN).float()
    known = known * mask
    if not known.sum():
        nothing: Tensor = logits.sum() * 0
        return nothing
    share: Tensor = known.any(1).float().mean()
    found = functional.binary_cross_entropy_with_logits(logits, truth, reduction="none") * known
    total: Tensor = MARK_WEIGHT * share * found.sum() / known.sum()
    return total
