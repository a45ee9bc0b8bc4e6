"""Pairs to learn from: public sets of entailment and similarity, and the project's own families of statements."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pipeline.encoder import open_tokenizer
from pipeline.pair_encoder import ENTAILMENT, LONGEST, piece_kinds, piece_sides
from pipeline.train.data import DataFolder, JsonRow, normal

Labels = dict[str, float]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts, the labels of the heads that the pair teaches, and the words that differ, if they are known."""

    left: str
    right: str
    labels: Labels
    left_words: str | None = None
    right_words: str | None = None

    @property
    def turned(self) -> Pair:
        """The same pair, read from the other side; what has a direction is turned or left out."""
        labels = {name: value for name, value in self.labels.items() if name != "entailment" or value == 0.0}
        if "stronger" in labels:
            labels["stronger"] = 1.0 - labels["stronger"]
        return Pair(self.right, self.left, labels, self.right_words, self.left_words)


@dataclass(frozen=True, slots=True)
class Encoded:
    """A pair as word pieces; ``marks`` says which are among the words that differ, UNKNOWN where that is not known."""

    ids: list[int]
    kinds: list[int]
    labels: Labels
    marks: list[int]


class Tokenise:
    """Pairs to word pieces by the cross-encoder's own tokenizer."""

    def __init__(self, file: Path) -> None:
        self._tokenizer = open_tokenizer(file, LONGEST)

    def __call__(self, pair: Pair) -> Encoded:
        """Return the word pieces of both sides, with marks on those of the words that differ."""
        found = self._tokenizer.encode(pair.left, pair.right)
        sides = [_place(pair.left, pair.left_words), _place(pair.right, pair.right_words)]
        marks = [_mark(place, sides[side]) for place, side in zip(found.offsets, piece_sides(found.sequence_ids), strict=True)]
        return Encoded(found.ids, piece_kinds(found.ids, found.sequence_ids), pair.labels, marks)


UNKNOWN = -1


def _place(text: str, words: str | None) -> tuple[int, int] | None:
    """Where the words that differ stand; nowhere, when none differ, and None, when it is not known."""
    if words is None:
        return None
    start = text.find(words) if words else -1
    return (start, start + len(words)) if start >= 0 else (0, 0)


def _mark(piece: tuple[int, int], wanted: tuple[int, int] | None) -> int:
    if wanted is None:
        return UNKNOWN
    return int(piece[1] > piece[0] and piece[0] < wanted[1] and piece[1] > wanted[0])


@dataclass(frozen=True, slots=True)
class PairSource:
    """One public set: how to read a row's labels, and how often it is seen.

    In the first stage, in the second, by the large network, and when that learns further.
    """

    name: str
    read: Callable[[JsonRow], Labels]
    passes: float
    polish: float
    large: float
    further: float


def entailment(row: JsonRow) -> Labels:
    """Return the label of a set of entailment pairs."""
    return {"entailment": float(ENTAILMENT.index(row["label"]))}


PAIR_SOURCES = (
    PairSource("snli", entailment, 1.0, 0.25, 0.35, 0.015),
    PairSource("cnli", entailment, 1.0, 0.4, 0.3, 0.02),
    PairSource("taxinli", entailment, 2.0, 1.5, 1.5, 0.12),
    PairSource("breaking_nli", entailment, 0.4, 0.1, 0.08, 0.0),
    PairSource("equate_stresstest", entailment, 0.3, 0.05, 0.1, 0.0),
    PairSource("scifact", entailment, 2.0, 4.0, 3.0, 1.5),
    PairSource("checkcovid", entailment, 2.0, 4.0, 3.0, 1.0),
    PairSource("evidence_inference", entailment, 1.0, 0.3, 0.3, 0.03),
    PairSource("covidfact", entailment, 0.0, 0.7, 0.7, 0.15),
    PairSource("nli4ct", entailment, 0.0, 0.4, 0.5, 0.15),
    PairSource("stsb", lambda row: {"similarity": row["label"] / 5}, 1.0, 0.5, 0.5, 0.04),
)
"""Sets under free terms; healthver (non-commercial) only measures."""


def read_public(source: PairSource, data: DataFolder, held_out: set[str]) -> list[Pair]:
    """Return the pairs of one public set; any pair with a text of a dev or test file is left out."""
    rows = data.rows(f"data/pairs/{source.name}/train.jsonl")
    return [Pair(row["a"], row["b"], source.read(row)) for row in rows if normal(row["a"]) not in held_out and normal(row["b"]) not in held_out]
