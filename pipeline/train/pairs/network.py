"""The cross-encoders: MiniLM's or MPNet's layers over two claims at once, one head a question about the pair.

Each word piece also says which side it stands on and whether the other side has it too, which a network of this size learns slowly by itself.
"""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn

from pipeline.pair_encoder import HEADS, SIZES
from pipeline.train.encoder.network import WIDTH, Pretrained, Trainable, minilm_encoder, minilm_kinds
from pipeline.train.pairs.mpnet import WIDTH as MPNET_WIDTH
from pipeline.train.pairs.mpnet import MPNet, load_mpnet


class PairNetwork(Trainable):
    """Two claims to logits: entailment, relation, kind, stronger side, similarity, and the words that differ."""

    def __init__(self, encoder: Pretrained, width: int) -> None:
        super().__init__()
        self.encoder = encoder
        self.kinds = nn.Embedding(4, width)
        """Left, left and shared, right, right and shared."""
        self.mixed = nn.Linear(5 * width, width)
        self.heads = nn.Linear(width, SIZES)
        self.marks = nn.Linear(width, 1)
        self.drop = nn.Dropout(0.1)

    def forward(self, ids: Tensor, mask: Tensor, kinds: Tensor) -> tuple[Tensor, Tensor]:
        """Return the logits of all heads side by side, shape (pairs, SIZES), and of the marks, shape (pairs, tokens).

        ids, mask, kinds: shape (pairs, tokens).
        """
        states = self.encoder(ids, mask, self.kinds(kinds))
        left, right = (self._mean(states, mask * (kinds // 2 == side).long()) for side in (0, 1))
        pooled = torch.cat([states[:, 0], left, right, (left - right).abs(), left * right], -1)
        logits: Tensor = self.heads(self.drop(torch.relu(self.mixed(self.drop(pooled)))))
        marks: Tensor = self.marks(self.drop(states))
        return logits, marks[:, :, 0]

    @staticmethod
    def _mean(states: Tensor, mask: Tensor) -> Tensor:
        weights = mask[:, :, None].to(states.dtype)
        return (states * weights).sum(1) / weights.sum(1).clamp(min=1)

    def head(self, logits: Tensor, name: str) -> Tensor:
        """Return the logits of one head."""
        start, size = HEADS[name]
        return logits[:, start : start + size]


def hold(network: PairNetwork, layers: int) -> None:
    """Keep the words, their sides and places, and the lowest ``layers`` as they are."""
    learning = tuple(f"encoder.layers.{number}." for number in range(layers, len(network.encoder.layers)))
    for name, parameter in network.named_parameters():
        below = name.startswith(("encoder.", "kinds."))
        parameter.requires_grad = name.startswith(learning) or not below


def small_network(minilm: Path) -> PairNetwork:
    """Return the untrained network over MiniLM's weights."""
    network = PairNetwork(minilm_encoder(minilm), WIDTH)
    with torch.no_grad():
        network.kinds.weight.copy_(minilm_kinds(minilm / "model.safetensors")[[0, 0, 1, 1]])
    return network


def large_network(mpnet: Path) -> PairNetwork:
    """Return the untrained network over MPNet's weights; MPNet does not tell sides apart, so their vectors start at nothing."""
    encoder = MPNet()
    load_mpnet(encoder, mpnet / "model.safetensors")
    network = PairNetwork(encoder, MPNET_WIDTH)
    nn.init.zeros_(network.kinds.weight)
    return network
