"""The network: MiniLM's six BERT layers, one head a task, a scope head over a given cue, and a small layer over a document's sentences.

BERT after Devlin et al. (2019); weights of all-MiniLM-L6-v2 (Wang et al. 2020; Reimers and Gurevych 2019), Apache-2.0.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

WIDTH = 384
HEADS = 12
LAYERS = 6
POOLED = 2 * WIDTH
CONTEXT = 128
"""Width of each direction of the document layer."""
NEAR = 64
"""Distance in word pieces from which a token counts as far away from a cue."""


class Layer(nn.Module):
    """One post-norm transformer layer."""

    def __init__(self, width: int = WIDTH, eps: float = 1e-12) -> None:
        super().__init__()
        self.query, self.key, self.value = nn.Linear(width, width), nn.Linear(width, width), nn.Linear(width, width)
        self.out, self.norm = nn.Linear(width, width), nn.LayerNorm(width, eps=eps)
        self.up, self.down = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)
        self.last_norm = nn.LayerNorm(width, eps=eps)
        self.drop = nn.Dropout(0.1)

    def forward(self, states: Tensor, bias: Tensor) -> Tensor:
        """Return the new states, shape (batch, tokens, width); ``bias`` is added to the scores of attention: very negative for padding."""
        batch, tokens, width = states.shape
        q, k, v = (part(states).view(batch, tokens, HEADS, width // HEADS).transpose(1, 2) for part in (self.query, self.key, self.value))
        mixed = self.attend(q, k, v, bias).transpose(1, 2).reshape(batch, tokens, width)
        states = self.norm(states + self.drop(self.out(mixed)))
        done: Tensor = self.last_norm(states + self.drop(self.down(functional.gelu(self.up(states)))))
        return done

    def attend(self, q: Tensor, k: Tensor, v: Tensor, bias: Tensor) -> Tensor:
        """Return for each token the values that it attends to, mixed; all of shape (batch, heads, tokens, part of the width)."""
        scores = q @ k.transpose(-1, -2) / q.shape[-1] ** 0.5 + bias
        mixed: Tensor = self.drop(scores.softmax(-1)) @ v
        return mixed


class Pretrained(nn.Module):
    """Layers with pretrained weights, from word pieces to token states."""

    words: nn.Embedding
    layers: nn.ModuleList


class Encoder(Pretrained):
    """Word pieces to token states, by BERT's layers."""

    def __init__(self, vocabulary: int = 30522) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary, WIDTH)
        self.positions = nn.Embedding(512, WIDTH)
        self.kind = nn.Parameter(torch.zeros(WIDTH))
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.drop = nn.Dropout(0.1)

    def forward(self, ids: Tensor, mask: Tensor, kinds: Tensor | None = None) -> Tensor:
        """Return token states, shape (batch, tokens, WIDTH), of word-piece ids and a 0/1 mask, both (batch, tokens).

        ``kinds``, shape (batch, tokens, WIDTH), stands in place of the one kind that every token of a single sentence has.
        """
        places = torch.arange(ids.shape[1], device=ids.device)
        states = self.drop(self.norm(self.words(ids) + self.positions(places) + (self.kind if kinds is None else kinds)))
        bias = (1.0 - mask[:, None, None, :].to(states.dtype)) * -1e4
        for layer in self.layers:
            states = layer(states, bias)
        return states


class Trainable(nn.Module):
    """A network with pretrained layers as its ``encoder``; whatever else it has are heads."""

    encoder: Pretrained


def mean_pool(states: Tensor, mask: Tensor) -> Tensor:
    """Return the mean of the real tokens' states, shape (batch, WIDTH)."""
    weights = mask[:, :, None].to(states.dtype)
    return (states * weights).sum(1) / weights.sum(1)


class Scope(nn.Module):
    """First and last token of the scope of a given cue, by a pointer over the sentence's tokens."""

    def __init__(self) -> None:
        super().__init__()
        self.cue, self.token = nn.Linear(WIDTH, 192), nn.Linear(WIDTH, 192)
        self.distance = nn.Embedding(2 * NEAR + 1, 192)
        self.score = nn.Linear(192, 2)
        self.drop = nn.Dropout(0.1)

    def forward(self, states: Tensor, cue: Tensor, mask: Tensor) -> Tensor:
        """Return scores, shape (cues, tokens, 2). ``cue`` is a 0/1 mask of the cue's tokens, shape (cues, tokens)."""
        mean = (states * cue[:, :, None].to(states.dtype)).sum(1) / cue.sum(1, keepdim=True).clamp(min=1)
        first = cue.argmax(1)
        places = torch.arange(states.shape[1], device=states.device)
        away = (places[None, :] - first[:, None]).clamp(-NEAR, NEAR) + NEAR
        mixed = torch.relu(self.drop(self.cue(mean)[:, None, :] + self.token(states) + self.distance(away)))
        scores: Tensor = self.score(mixed)
        return scores.masked_fill(mask[:, :, None] == 0, -1e4)


class DocumentLayer(nn.Module):
    """Lets each sentence's labels depend on what its document says around it."""

    def __init__(self, features: int, tasks: dict[str, int]) -> None:
        super().__init__()
        self.sentence, self.features = nn.Linear(POOLED, 192), nn.Linear(features, 64)
        self.around = nn.GRU(256, CONTEXT, bidirectional=True, batch_first=True)
        self.tasks = tuple(tasks)
        self.heads = nn.ModuleList(nn.Linear(256 + 2 * CONTEXT, count) for count in tasks.values())
        self.drop = nn.Dropout(0.3)

    def forward(self, pooled: Tensor, features: Tensor) -> dict[str, Tensor]:
        """Return the logits of each task, shape (sentences, classes), of one document's sentences in order."""
        own = torch.cat([functional.gelu(self.sentence(self.drop(pooled))), functional.gelu(self.features(self.drop(features)))], -1)
        around, _ = self.around(self.drop(own)[None])
        both = self.drop(torch.cat([own, around[0]], -1))
        return {name: head(both) for name, head in zip(self.tasks, self.heads, strict=True)}


@dataclass(frozen=True, slots=True)
class Shape:
    """What the heads are: token tasks, sentence tasks with their classes (1: a number), document tasks, and the feature count."""

    token: tuple[str, ...]
    sentence: dict[str, int]
    document: dict[str, int]
    features: int


class Network(Trainable):
    """Encoder and all heads."""

    encoder: Encoder

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.weights: dict[str, Tensor] = {}
        """Class weights of the loss, by task."""
        self.encoder = Encoder()
        self.token = nn.Linear(WIDTH, len(shape.token))
        self.sentence = nn.ModuleDict({name: nn.Linear(POOLED, count) for name, count in shape.sentence.items()})
        self.document = DocumentLayer(shape.features, shape.document)
        self.scope = Scope()
        self.drop = nn.Dropout(0.1)

    def pooled(self, states: Tensor, mask: Tensor) -> Tensor:
        """Return first state and mean side by side, shape (batch, POOLED)."""
        return torch.cat([states[:, 0], mean_pool(states, mask)], -1)

    def tokens(self, states: Tensor) -> Tensor:
        """Return token logits, shape (batch, tokens, token tasks)."""
        found: Tensor = self.token(self.drop(states))
        return found


def layer_names(parts: dict[str, str], layers: int) -> dict[str, str]:
    """Return the published name of every weight of the layers, by its name here; ``parts`` are those of one layer."""
    kinds = ("weight", "bias")
    return {f"layers.{n}.{own}.{kind}": f"encoder.layer.{n}.{theirs}.{kind}" for n in range(layers) for own, theirs in parts.items() for kind in kinds}


def load_minilm(encoder: Encoder, weights: Path) -> None:
    """Fill ``encoder`` with the weights of all-MiniLM-L6-v2 from its safetensors file."""
    from safetensors.torch import load_file

    source = load_file(weights)
    names = {
        "words.weight": "embeddings.word_embeddings.weight",
        "positions.weight": "embeddings.position_embeddings.weight",
        "norm.weight": "embeddings.LayerNorm.weight",
        "norm.bias": "embeddings.LayerNorm.bias",
    }
    layers = {
        "query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value", "out": "attention.output.dense",
        "norm": "attention.output.LayerNorm", "up": "intermediate.dense", "down": "output.dense", "last_norm": "output.LayerNorm",
    }  # fmt: skip
    names |= layer_names(layers, LAYERS)
    state = {own: source[theirs] for own, theirs in names.items()}
    state["kind"] = source["embeddings.token_type_embeddings.weight"][0]
    encoder.load_state_dict(state)


def minilm_encoder(minilm: Path) -> Encoder:
    """Return the layers with MiniLM's weights, from the folder ``minilm``."""
    encoder = Encoder()
    load_minilm(encoder, minilm / "model.safetensors")
    return encoder


def minilm_kinds(weights: Path) -> Tensor:
    """Return what MiniLM adds to the word pieces of a first and of a second text, shape (2, WIDTH)."""
    from safetensors.torch import load_file

    found: Tensor = load_file(weights)["embeddings.token_type_embeddings.weight"]
    return found
