"""The cross-encoder: two claims are read together, and it tells whether they are about the same thing, how they relate, and which words differ.

It is one witness among those of compare/: alone it never makes a contradiction.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.encoder import Numbers, Places, open_graph, open_tokenizer, softmax
from pipeline.models import verified_folder

LONGEST = 160
"""Word pieces of a pair that are read; the longer side is cut first."""
ENTAILMENT = ("contradict", "neutral", "entail")
RELATIONS = ("unrelated", "agrees", "strength_difference", "contradicts")
KINDS = (
    "polarity", "direction", "quantity", "composition", "status", "date", "origin", "mechanism", "absolute_vs_graded",
    "hedged", "some", "population", "association", "open",
)  # fmt: skip
"""What a contradiction or a difference in strength is about."""
_SIZES = {"entailment": 3, "relation": 4, "kind": len(KINDS), "stronger": 1, "similarity": 1}
HEADS = {name: (sum(list(_SIZES.values())[:n]), size) for n, (name, size) in enumerate(_SIZES.items())}
"""First column and size of each head in the logits."""
SIZES = sum(_SIZES.values())
FILES = ("pairs.onnx", "tokenizer.json")
_WORD = re.compile(r"\w+(?:[.,’'-]\w+)*|[%€$£°µ]+")


@dataclass(frozen=True, slots=True)
class PairReading:
    """What the network makes of a pair: probabilities, and for each side the characters of the words that it thinks differ."""

    relation: Numbers
    """Over RELATIONS."""
    entailment: Numbers
    """Over ENTAILMENT: the left side as premise, the right as hypothesis."""
    kind: Numbers
    left_stronger: float
    similarity: float
    left_marks: Places
    right_marks: Places

    def turned(self) -> PairReading:
        """The same reading, seen from the other side; the direction of an entailment is lost."""
        return replace(self, left_stronger=1 - self.left_stronger, left_marks=self.right_marks, right_marks=self.left_marks)

    def probability(self, relation: str) -> float:
        """Return the probability of one of RELATIONS."""
        return float(self.relation[RELATIONS.index(relation)])


def piece_sides(sequences: Sequence[int | None]) -> list[int]:
    """Return for each word piece the side (0, 1) that it stands on; those that begin and part the sides (None) go with what came before."""
    sides, side = [], 0
    for sequence in sequences:
        side = side if sequence is None else sequence
        sides.append(side)
    return sides


def piece_kinds(ids: Sequence[int], sequences: Sequence[int | None]) -> list[int]:
    """Return for each word piece its side (0, 1), twice, plus one where the other side has the same piece."""
    seen = [{i for i, sequence in zip(ids, sequences, strict=True) if sequence == side} for side in (0, 1)]
    return [2 * side + (i in seen[1 - side]) for i, side in zip(ids, piece_sides(sequences), strict=True)]


class PairEncoder:
    """The opened model: one ONNX graph and the tokenizer of one folder."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        self.meta: dict[str, Any] = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
        self._graph = open_graph(folder / "pairs.onnx", threads)
        self._tokenizer = open_tokenizer(folder / "tokenizer.json", LONGEST)

    def read(self, left: str, right: str) -> PairReading:
        """Read one pair by itself, so that nothing depends on a batch mate."""
        found = self._tokenizer.encode(left, right)
        ids = np.asarray([found.ids], dtype=np.int64)
        kinds = np.asarray([piece_kinds(found.ids, found.sequence_ids)], dtype=np.int64)
        logits, marks = self._graph.run(None, {"ids": ids, "mask": np.ones_like(ids), "kinds": kinds})
        row = {name: logits[0, start : start + size] for name, (start, size) in HEADS.items()}
        scale = float(self.meta["temperature"])
        over = [[], []]  # type: list[Places]
        for (start, end), side, score in zip(found.offsets, piece_sides(found.sequence_ids), marks[0], strict=True):
            if end > start and score >= self.meta["mark_threshold"]:
                over[side].append((start, end))
        return PairReading(
            relation=softmax(row["relation"] / scale),
            entailment=softmax(row["entailment"]),
            kind=softmax(row["kind"]),
            left_stronger=float(1 / (1 + np.exp(-row["stronger"][0]))),
            similarity=float(row["similarity"][0]),
            left_marks=whole_words(left, over[0]),
            right_marks=whole_words(right, over[1]),
        )


def whole_words(text: str, pieces: Places) -> Places:
    """Return the marked pieces widened to whole words, neighbours joined."""
    words = [match.span() for match in _WORD.finditer(text)]
    found: Places = []
    for start, end in words:
        if not any(a < end and b > start for a, b in pieces):
            continue
        if found and not any(found[-1][1] <= other[0] and other[1] <= start for other in words):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


SMALL, LARGE = "pairs", "pairs_large"
"""The folders in models/ of the network that reads every candidate pair, and of the one that reads again those that may be related."""


def load_pair_encoder(name: str = SMALL, processes: int = 1) -> PairEncoder:
    """Return a cross-encoder of models/, verified against its digests, for one of so many processes; raises ModelError."""
    return _opened(name, processes)


@cache
def _opened(name: str, processes: int) -> PairEncoder:
    return PairEncoder(verified_folder(name, FILES), max(1, (os.cpu_count() or 1) // processes))
