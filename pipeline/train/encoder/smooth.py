"""Makes a network fit for 8-bit activations (SmoothQuant: Xiao et al. 2023, arXiv 2211.10438).

A few channels of what enters a matrix are ten times as large as the others, and one scale has to hold for all of them, which costs the others their
digits. So each channel is divided by a number of its own, and the matrix's weights for it are multiplied by the same: the product stays, the peaks go.
"""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor, nn

from pipeline.train.encoder.network import Pretrained

STRENGTH = 0.85
"""How much of the unevenness goes over to the weights: at .5 they lose more than the activations win. Chosen by how far the large cross-encoder's
logits are from those of the unpacked network (benchmarks/packing.py)."""
TOGETHER = {"query": ("query", "key", "value"), "out": ("out",), "up": ("up",), "down": ("down",)}
"""Linear parts of a layer that get the same input, by the first of them."""


class Smoothed(nn.Module):
    """A linear part whose input is evened out first."""

    def __init__(self, part: nn.Linear, scale: Tensor) -> None:
        super().__init__()
        self.even = nn.Parameter(1 / scale, requires_grad=False)
        self.part = part
        with torch.no_grad():
            part.weight.mul_(scale)

    def forward(self, states: Tensor) -> Tensor:
        """Return what the part alone would."""
        result: Tensor = self.part(states * self.even)
        return result


def smooth(encoder: Pretrained, read: Callable[[], object]) -> None:
    """Even out the linear parts of every layer in place; ``read`` runs the network over texts of the usual kind, so that the peaks can be seen."""
    peaks = _peaks(encoder, read)
    for layer in encoder.layers:
        for names in TOGETHER.values():
            parts = [getattr(layer, name) for name in names]
            widest = torch.stack([part.weight.detach().abs().amax(0) for part in parts]).amax(0).clamp(min=1e-5)
            scale = peaks[parts[0]].clamp(min=1e-5) ** STRENGTH / widest ** (1 - STRENGTH)
            for name, part in zip(names, parts, strict=True):
                setattr(layer, name, Smoothed(part, scale))


def _peaks(encoder: Pretrained, read: Callable[[], object]) -> dict[nn.Module, Tensor]:
    """Return the largest size of each channel of the input of every linear part, while ``read`` runs."""
    found: dict[nn.Module, Tensor] = {}

    def look(part: nn.Module, given: tuple[Tensor, ...]) -> None:
        largest = given[0].detach().abs().flatten(0, -2).amax(0)
        found[part] = torch.maximum(found[part], largest) if part in found else largest

    watched = [getattr(layer, name).register_forward_pre_hook(look) for layer in encoder.layers for names in TOGETHER.values() for name in names]
    with torch.no_grad():
        read()
    for one in watched:
        one.remove()
    return found
