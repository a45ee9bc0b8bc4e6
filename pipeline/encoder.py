"""The one encoder: each sentence is read once, and every head, the scope of a cue and the vector for matching come from that reading.

Sentences are encoded one by one: that is as fast as batches here, and no result depends on a batch mate or on the number of threads.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.models import verified_folder

Numbers = np.ndarray[Any, np.dtype[np.float32]]
Places = list[tuple[int, int]]

LONGEST = 128
"""Word pieces of a sentence that are read."""
FILES = ("encoder.onnx", "scope.onnx", "document.onnx", "tokenizer.json")


@dataclass(frozen=True, slots=True)
class Encoded:
    """One sentence, read. Offsets count in its own text; the first and last word piece are marks that stand for no words."""

    offsets: Places
    states: Numbers
    """Shape (word pieces, width)."""
    tokens: dict[str, Numbers]
    """Probability of each word piece, by token task."""
    pooled: Numbers
    sentence: dict[str, Numbers]
    """Logits of each sentence task."""

    @property
    def vector(self) -> Numbers:
        """The unit vector that stands for the sentence's meaning."""
        half = self.pooled[len(self.pooled) // 2 :]
        return np.asarray(half / max(float(np.linalg.norm(half)), 1e-9), dtype=np.float32)

    def positions(self, start: int, end: int) -> list[int]:
        """Return the word pieces that overlap the characters ``start`` to ``end``."""
        return [i for i, (a, b) in enumerate(self.offsets) if b > a and a < end and b > start]

    def probability(self, task: str, start: int, end: int) -> float:
        """Return the greatest probability of a token task within the characters, 0.0 where nothing was read."""
        inside = self.positions(start, end)
        return float(self.tokens[task][inside].max()) if inside else 0.0

    def spans(self, task: str, threshold: float) -> Places:
        """Return the characters of every run of word pieces at or over ``threshold``; pieces of one word go with their first."""
        found: Places = []
        for i, (start, end) in enumerate(self.offsets):
            if end <= start:
                continue
            goes_on = bool(found) and i > 0 and start == self.offsets[i - 1][1] and found[-1][1] == start
            if goes_on and self._inside_word(i):
                found[-1] = (found[-1][0], end)
            elif self.tokens[task][i] >= threshold:
                joined = bool(found) and found[-1][1] >= self.offsets[i - 1][1] and self.offsets[i - 1][1] > self.offsets[i - 1][0]
                if joined:
                    found[-1] = (found[-1][0], end)
                else:
                    found.append((start, end))
        return found

    def _inside_word(self, i: int) -> bool:
        return self.offsets[i][0] == self.offsets[i - 1][1]


def open_graph(path: Path, threads: int) -> Any:
    """Return an ONNX graph, opened to run on so many threads of the processor."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def open_tokenizer(file: Path, longest: int) -> Any:
    """Return a tokenizer that reads so many word pieces at most, of a pair the longer side cut first."""
    from tokenizers import Tokenizer

    found = Tokenizer.from_file(str(file))
    found.no_padding()
    found.enable_truncation(longest, strategy="longest_first")
    return found


class Encoder:
    """The opened model: three ONNX graphs and the tokenizer of one folder."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        self.meta: dict[str, Any] = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
        self._graphs = {name: open_graph(folder / f"{name}.onnx", threads) for name in ("encoder", "scope", "document")}
        self._tokenizer = open_tokenizer(folder / "tokenizer.json", LONGEST)

    def encode(self, text: str) -> Encoded:
        """Read one sentence."""
        found = self._tokenizer.encode(text)
        ids = np.asarray([found.ids], dtype=np.int64)
        states, tokens, pooled, sentence = self._graphs["encoder"].run(None, {"ids": ids, "mask": np.ones_like(ids)})
        probabilities = 1 / (1 + np.exp(-tokens[0]))
        by_token = {task: probabilities[:, column] for column, task in enumerate(self.meta["token_tasks"])}
        return Encoded(list(found.offsets), states[0], by_token, pooled[0], _split(sentence, self.meta["sentence_tasks"], row=0))

    def label_document(self, sentences: Sequence[Encoded], features: Sequence[Sequence[float]]) -> dict[str, Numbers]:
        """Return the probabilities of every document task, shape (sentences, classes); ``features`` as in detect/document_features.py."""
        if not sentences:
            return {task: np.zeros((0, count), dtype=np.float32) for task, count in self.meta["document_tasks"].items()}
        inputs = {"pooled": np.stack([s.pooled for s in sentences]), "features": np.asarray(features, dtype=np.float32)}
        (logits,) = self._graphs["document"].run(None, inputs)
        return {task: softmax(part) for task, part in _split(logits, self.meta["document_tasks"]).items()}

    def find_scope(self, sentence: Encoded, start: int, end: int) -> tuple[int, int]:
        """Return the characters that the cue at ``start`` to ``end`` acts on; the cue itself where it was not read."""
        return self.find_scopes(sentence, [[(start, end)]])[0]

    def find_scopes(self, sentence: Encoded, cues: Sequence[Sequence[tuple[int, int]]]) -> list[tuple[int, int]]:
        """Return the scope of each cue; a cue can have several parts ("either ... or")."""
        found = []
        for parts in cues:
            places = sorted({position for part in parts for position in sentence.positions(*part)})
            if not places:
                found.append((min(a for a, _ in parts), max(b for _, b in parts)))
                continue
            marks = np.zeros((1, len(sentence.offsets)), dtype=np.int64)
            marks[0, places] = 1
            (scores,) = self._graphs["scope"].run(None, {"states": sentence.states[None], "cue": marks, "mask": np.ones_like(marks)})
            first, last = best_bounds(scores[0])
            found.append((sentence.offsets[first][0], sentence.offsets[last][1]))
        return found


def best_bounds(scores: Numbers) -> tuple[int, int]:
    """Return the first and last position with the best sum of scores; the marks at both ends are left out."""
    count = len(scores)
    sums = scores[1 : count - 1, 0][:, None] + scores[1 : count - 1, 1][None, :]
    sums = np.where(np.tri(len(sums), k=-1) > 0, -np.inf, sums)
    first, last = np.unravel_index(int(sums.argmax()), sums.shape)
    return int(first) + 1, int(last) + 1


def softmax(logits: Numbers) -> Numbers:
    """Return probabilities over the last axis."""
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True), dtype=np.float32)


def _split(logits: Numbers, tasks: dict[str, int], row: int | None = None) -> dict[str, Numbers]:
    found, start = {}, 0
    for task, count in tasks.items():
        found[task] = logits[row, start : start + count] if row is not None else logits[:, start : start + count]
        start += count
    return found


@cache
def load_encoder(processes: int = 1) -> Encoder:
    """Return the encoder of models/encoder, verified against its digests; raises ModelError.

    The machine's cores are shared out among the ``processes`` that encode; results do not depend on how many there are.
    """
    return Encoder(verified_folder("encoder", FILES), max(1, (os.cpu_count() or 1) // processes))
