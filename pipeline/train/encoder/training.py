"""The encoder's batches, in one shuffled list over all sets, and the loss of each."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from pipeline.train.encoder.documents import LabelledDocument
from pipeline.train.encoder.examples import TOKEN_TASKS, Example
from pipeline.train.encoder.network import WIDTH, Network
from pipeline.train.files import SEED
from pipeline.train.loop import narrow_numbers

BATCH = 32
POOL = 16
"""Batches' worth of sentences that are sorted by length together, so that little is padded."""
STEP = 8
"""Sentences are padded to a multiple of this, so that few shapes occur and their kernels are made once."""
TOKEN_WEIGHT, SCOPE_WEIGHT, SCORE_WEIGHT, KEEP_WEIGHT = 10.0, 0.5, 6.0, 2.0
"""How much the losses of cue tokens, scopes, the certainty score and the kept sentence vector count beside a classification."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Sentences of one set, or whole documents; ``documents`` gives the length of each document, in order."""

    examples: list[Example]
    documents: tuple[int, ...] = ()
    features: list[list[float]] | None = None
    vectors: Tensor | None = None


def plan_batches(sets: dict[str, tuple[list[Example], float]], documents: Sequence[tuple[list[LabelledDocument], float, dict[str, Tensor]]]) -> list[Batch]:
    """Return every batch of the run in the order in which it is trained on. The float is how often a set is seen."""
    dice = random.Random(SEED)  # noqa: S311 - the order of training batches
    found: list[Batch] = []
    for examples, passes in sets.values():
        for share in passes_of(passes):
            order = dice.sample(examples, int(len(examples) * share))
            for start in range(0, len(order), BATCH * POOL):
                pool = sorted(order[start : start + BATCH * POOL], key=lambda e: len(e.ids))
                found += [Batch(pool[i : i + BATCH]) for i in range(0, len(pool), BATCH)]
    for labelled, passes, vectors in documents:
        for share in passes_of(passes):
            found += list(_document_batches(dice.sample(labelled, int(len(labelled) * share)), vectors))
    dice.shuffle(found)
    return found


def passes_of(count: float) -> list[float]:
    """Return the share of a set that each pass sees: 2.5 passes are 1, 1 and 0.5."""
    return [1.0] * int(count) + ([count % 1] if count % 1 else [])


def _document_batches(order: list[LabelledDocument], vectors: dict[str, Tensor]) -> list[Batch]:
    found: list[Batch] = []
    group: list[LabelledDocument] = []
    for document in order:
        group.append(document)
        if sum(len(d.examples) for d in group) >= BATCH or document is order[-1]:
            found.append(
                Batch(
                    [e for d in group for e in d.examples],
                    tuple(len(d.examples) for d in group),
                    [row for d in group for row in d.features],
                    torch.cat([vectors[d.name] for d in group]) if vectors else None,
                )
            )
            group = []
    return found


def padded(examples: Sequence[Example]) -> tuple[Tensor, Tensor]:
    """Return ids and mask, both (sentences, tokens)."""
    longest = -(-max(len(e.ids) for e in examples) // STEP) * STEP
    ids = torch.zeros(len(examples), longest, dtype=torch.long)
    mask = torch.zeros(len(examples), longest, dtype=torch.long)
    for row, example in enumerate(examples):
        ids[row, : len(example.ids)] = torch.tensor(example.ids)
        mask[row, : len(example.ids)] = 1
    return ids, mask


def batch_loss(network: Network, batch: Batch) -> Tensor:
    """Return the sum of the losses of everything that the batch is labelled with."""
    order = sorted(range(len(batch.examples)), key=lambda row: len(batch.examples[row].ids))
    pieces: list[Tensor] = []
    loss = torch.zeros(())
    for start in range(0, len(order), BATCH // 2 if batch.documents else BATCH):
        rows = order[start : start + (BATCH // 2 if batch.documents else BATCH)]
        examples = [batch.examples[row] for row in rows]
        ids, mask = padded(examples)
        with narrow_numbers():
            states = network.encoder(ids, mask)
        states = states.float()
        pieces.append(network.pooled(states, mask))
        share = len(rows) / len(order)
        loss = loss + share * (token_loss(network.tokens(states), examples, mask) + scope_loss(network, states, mask, examples))
    back = torch.tensor(order).argsort()
    pooled = torch.cat(pieces)[back]
    for task in sorted({task for example in batch.examples for task in example.labels} & set(network.sentence)):
        loss = loss + class_loss(network.sentence[task](network.drop(pooled)), batch.examples, task, network.weights)
    if batch.documents:
        loss = loss + document_loss(network, pooled, batch)
    if batch.vectors is not None:
        kept = functional.normalize(pooled[:, WIDTH:], dim=-1)
        loss = loss + KEEP_WEIGHT * (1 - (kept * batch.vectors).sum(-1)).mean()
    return loss


def token_loss(logits: Tensor, examples: Sequence[Example], mask: Tensor) -> Tensor:
    """Return the cross entropy over the labelled token tasks."""
    truth, known = torch.zeros_like(logits), torch.zeros_like(logits)
    for row, example in enumerate(examples):
        for task, positions in example.tokens.items():
            column = TOKEN_TASKS.index(task)
            known[row, : len(example.ids), column] = 1
            for position in positions:
                truth[row, position, column] = 1
    total = known.sum()
    if total == 0:
        return logits.sum() * 0
    found = functional.binary_cross_entropy_with_logits(logits, truth, reduction="none") * known * mask[:, :, None]
    return TOKEN_WEIGHT * found.sum() / total


def scope_loss(network: Network, states: Tensor, mask: Tensor, examples: Sequence[Example]) -> Tensor:
    """Return the cross entropy of first and last token over every cue with a scope."""
    rows = [row for row, example in enumerate(examples) for _ in example.scopes]
    if not rows:
        return states.sum() * 0
    scopes = [scope for example in examples for scope in example.scopes]
    cue = torch.zeros(len(rows), states.shape[1], dtype=torch.long)
    for number, (positions, _, _) in enumerate(scopes):
        cue[number, list(positions)] = 1
    scores = network.scope(states[rows], cue, mask[rows])
    first, last = torch.tensor([s[1] for s in scopes]), torch.tensor([s[2] for s in scopes])
    return SCOPE_WEIGHT * (functional.cross_entropy(scores[:, :, 0], first) + functional.cross_entropy(scores[:, :, 1], last))


def class_loss(logits: Tensor, examples: Sequence[Example], task: str, weights: Mapping[str, Tensor]) -> Tensor:
    """Return the loss of one sentence or document task over the sentences that carry its label."""
    rows = [row for row, example in enumerate(examples) if task in example.labels]
    values = torch.tensor([examples[row].labels[task] for row in rows])
    if logits.shape[1] == 1:
        return SCORE_WEIGHT * functional.mse_loss(logits[rows, 0], values)
    return functional.cross_entropy(logits[rows], values.long(), weight=weights.get(task), label_smoothing=0.03)


def document_loss(network: Network, pooled: Tensor, batch: Batch) -> Tensor:
    """Return the loss of the document tasks, one document at a time."""
    assert batch.features is not None
    features = torch.tensor([row or [0.0] * network.shape.features for row in batch.features])
    loss, start = pooled.sum() * 0, 0
    for count in batch.documents:
        part = slice(start, start + count)
        logits = network.document(pooled[part], features[part])
        examples = batch.examples[part]
        for task in sorted({task for example in examples for task in example.labels}):
            loss = loss + class_loss(logits[task], examples, task, network.weights) * count / len(batch.examples)
        start += count
    return loss
