"""Tunes all-MiniLM-L6-v2 so that sentences of different documents about one thing lie together, whether they agree or not.

Each sentence of a listed pair must be nearer to its partner than to any sentence of another document of its corpus: the loss with negatives from the
batch of Henderson et al. (2017), with whole corpora as batches, since what match has to tell apart are sentences on one subject. Pairs with a score
of likeness are ranked beside them (CoSENT, Su 2022).
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from pipeline.train.data import DataFolder
from pipeline.train.encoder.examples import Example, Tokenise
from pipeline.train.encoder.network import Encoder, Trainable, mean_pool, minilm_encoder
from pipeline.train.encoder.run import minilm_folder
from pipeline.train.encoder.training import BATCH, padded, passes_of
from pipeline.train.files import CHOICE_CORPORA, DEV_CORPORA, SEED, own_gold
from pipeline.train.loop import narrow_numbers, train_network
from pipeline.train.pairs.run import FAMILIES
from pipeline.train.vectors.groups import STSB, Group, Scored, corpus_groups, family_groups, scored_pairs

CORPUS_PASSES, FAMILY_PASSES, SCORED_PASSES = 4.0, 1.0, 1.0
RATES = 4e-5, 4e-5
"""Learning rates; there are no heads for the second."""
TEMPERATURE = 0.05
RANK_SCALE = 20.0
Batch = Group | list[Scored]


class VectorNetwork(Trainable):
    """A sentence to its unit vector."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Return unit vectors, shape (sentences, WIDTH); ids and mask have the shape (sentences, tokens)."""
        states = self.encoder(ids, mask)
        return functional.normalize(mean_pool(states.float(), mask), dim=-1)


def train_vectors(data: DataFolder, folder: Path, report: Callable[[str], None]) -> tuple[VectorNetwork, dict[str, Any]]:
    """Return the trained network and the facts of its training; it resumes from its checkpoint in ``folder``."""
    minilm = minilm_folder()
    network, tokenise = VectorNetwork(minilm_encoder(minilm)), Tokenise(minilm / "tokenizer.json")

    def read(text: str) -> Example:
        return Example(tokenise(text)[0])

    corpora, families, scored = list(corpus_groups(data, read)), list(family_groups(read)), scored_pairs(data, read)
    batches = plan_batches(corpora, families, scored)
    counts = {
        "corpora": len(corpora), "related pairs in them": sum(len(group.related) for group in corpora), "subjects of families": len(families),
        "stsb": len(scored),
    }  # fmt: skip
    report(f"training examples: {counts}; {len(batches)} steps")
    train_network(network, batches, partial(batch_loss, network), folder / "training-1.pt", report, rates=RATES)
    return network, {"examples": counts, "steps": len(batches), "seed": SEED}


def data_files(data: DataFolder) -> dict[str, str]:
    """Return the SHA-256 of every file that is learnt from."""
    own, learnt = DataFolder(own_gold()), [name for name in DEV_CORPORA if name not in CHOICE_CORPORA]
    texts = [str(path.relative_to(own.root)) for name in learnt for path in sorted((own.root / "corpora" / name).iterdir())]
    tables = [f"corpora/{name}.tsv" for name in learnt]
    return data.digest([STSB, "gold/corpora/pairs.tsv"]) | own.digest([*FAMILIES, *tables, *texts])


def plan_batches(corpora: Sequence[Group], families: Sequence[Group], scored: Sequence[Scored]) -> list[Batch]:
    """Return every batch of the run in the order in which it is trained on."""
    dice = random.Random(SEED)  # noqa: S311 - the order of training batches
    found: list[Batch] = []
    for groups, passes in ((corpora, CORPUS_PASSES), (families, FAMILY_PASSES)):
        for share in passes_of(passes):
            found += dice.sample(list(groups), int(len(groups) * share))
    for share in passes_of(SCORED_PASSES):
        order = dice.sample(list(scored), int(len(scored) * share))
        found += [order[start : start + BATCH] for start in range(0, len(order), BATCH)]
    dice.shuffle(found)
    return found


def batch_loss(network: VectorNetwork, batch: Batch) -> Tensor:
    """Return the loss of one corpus, or of some scored pairs."""
    if isinstance(batch, Group):
        return partner_loss(sentence_vectors(network, batch.examples), batch)
    vectors = sentence_vectors(network, [side for pair in batch for side in (pair.left, pair.right)])
    return rank_loss((vectors[0::2] * vectors[1::2]).sum(-1), torch.tensor([pair.score for pair in batch]))


def sentence_vectors(network: VectorNetwork, examples: Sequence[Example]) -> Tensor:
    """Return the vectors in the order of ``examples``, shape (sentences, WIDTH); sentences of like length are read together."""
    order = sorted(range(len(examples)), key=lambda row: len(examples[row].ids))
    pieces = []
    for start in range(0, len(order), BATCH):
        ids, mask = padded([examples[row] for row in order[start : start + BATCH]])
        with narrow_numbers():
            pieces.append(network(ids, mask))
    return torch.cat(pieces)[torch.tensor(order).argsort()]


def partner_loss(vectors: Tensor, group: Group) -> Tensor:
    """Return the cross entropy of finding each partner among the sentences of other documents; further partners of a sentence are no wrong answers."""
    if not group.related:
        return vectors.sum() * 0
    documents = torch.tensor(group.documents)
    left, right = (torch.tensor(side) for side in zip(*group.related, strict=True))
    related = torch.zeros(len(vectors), len(vectors), dtype=torch.bool)
    related[left, right] = related[right, left] = True
    likeness = vectors @ vectors.T / TEMPERATURE
    loss = vectors.sum() * 0
    for one, partner in ((left, right), (right, left)):
        wrong = related[one] | (documents[one][:, None] == documents[None])
        wrong[torch.arange(len(one)), partner] = False
        loss = loss + functional.cross_entropy(likeness[one].masked_fill(wrong, -1e4), partner)
    return loss


def rank_loss(cosines: Tensor, scores: Tensor) -> Tensor:
    """Return the loss of pairs whose cosines stand in another order than their scores."""
    over = RANK_SCALE * (cosines[None, :] - cosines[:, None])[scores[:, None] > scores[None, :]]
    return torch.logsumexp(torch.cat([torch.zeros(1), over]), dim=0)
