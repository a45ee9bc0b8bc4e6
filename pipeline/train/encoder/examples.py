"""What the encoder learns from: sentences as word pieces, with labels of tokens, scopes, sentences and documents."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.detect.reading import STRENGTHS, strength_name
from pipeline.encoder import LONGEST, open_tokenizer
from pipeline.train.data import DataFolder, JsonRow, without

Pieces = tuple[list[int], list[tuple[int, int]]]
"""Word-piece ids, and the characters each stands for; the first and last are the marks of begin and end."""


@dataclass(frozen=True, slots=True)
class Example:
    """One sentence. ``tokens`` gives, by token task, the positions that are cues; a task that is not in it is not labelled."""

    ids: list[int]
    tokens: dict[str, set[int]] = field(default_factory=dict)
    scopes: tuple[tuple[tuple[int, ...], int, int], ...] = ()
    labels: dict[str, float] = field(default_factory=dict)
    """Class number, or the value of a regression, by sentence or document task."""


@dataclass(frozen=True, slots=True)
class Source:
    """One training set: how to read a row, and how often its sentences are seen in the first stage and in the second."""

    name: str
    path: str
    read: Callable[[JsonRow, Tokenise], Example]
    passes: float
    polish: float


class Tokenise:
    """Text to word pieces by the encoder's own tokenizer."""

    def __init__(self, file: Path) -> None:
        self._tokenizer = open_tokenizer(file, LONGEST)

    def __call__(self, text: str) -> Pieces:
        """Return word-piece ids and the characters of each."""
        found = self._tokenizer.encode(text)
        return found.ids, found.offsets


def covered(offsets: Sequence[tuple[int, int]], start: int, end: int) -> list[int]:
    """Return the positions of the word pieces that overlap ``start`` to ``end``."""
    return [i for i, (a, b) in enumerate(offsets) if b > a and a < end and b > start]


def cue_example(row: JsonRow, tokenise: Tokenise, tasks: dict[str, str]) -> Example:
    """Return an example of cues and scopes; ``tasks`` gives the token task of each cue type."""
    ids, offsets = tokenise(row["text"])
    tokens: dict[str, set[int]] = {task: set() for task in tasks.values()}
    for start, end, kind in row["cues"]:
        if kind in tasks:
            tokens[tasks[kind]].update(covered(offsets, start, end))
    return Example(ids, tokens, tuple(_scopes(row, offsets)))


def _scopes(row: JsonRow, offsets: list[tuple[int, int]]) -> Iterable[tuple[tuple[int, ...], int, int]]:
    for start, end, _, cues in row.get("scopes", ()):
        inside = covered(offsets, start, end)
        cue = sorted({p for number in cues for p in covered(offsets, *row["cues"][number][:2])})
        whole = max((b for _, b in offsets), default=0) >= end
        if inside and cue and whole:
            yield tuple(cue), inside[0], inside[-1]


def class_of(task: str, classes: Sequence[str], key: str = "label") -> Callable[[JsonRow, Tokenise], Example]:
    """Return a reader of a classification set."""

    def read(row: JsonRow, tokenise: Tokenise) -> Example:
        value = str(row[key])
        return Example(tokenise(row["text"])[0], labels={task: float(classes.index(value))} if value in classes else {})

    return read


def _bio(row: JsonRow, tokenise: Tokenise) -> Example:
    return cue_example(row, tokenise, {"speculation": "hedge_bio"})


def _bioscope(row: JsonRow, tokenise: Tokenise) -> Example:
    found = cue_example(row, tokenise, {"negation": "negation"})
    return Example(found.ids, found.tokens, tuple(_scopes({**row, "scopes": [s for s in row["scopes"] if s[2] == "negation"]}, tokenise(row["text"])[1])))


def _szeged(row: JsonRow, tokenise: Tokenise) -> Example:
    if row["domain"].startswith("bio"):  # the papers of conll2010_bio again
        return Example([])
    kinds = ("epistemic", "doxastic", "investigation", "condition")
    return cue_example(row, tokenise, {kind: f"szeged_{kind}" for kind in kinds})


def _polnear(row: JsonRow, tokenise: Tokenise) -> Example:
    return cue_example(row, tokenise, {"cue": "reporting", "source": "reporting_source"})


def _negation(row: JsonRow, tokenise: Tokenise) -> Example:
    found = cue_example(row, tokenise, {"negation": "negation"})
    return Example(found.ids, found.tokens)


def _strength(task: str) -> Callable[[JsonRow, Tokenise], Example]:
    def read(row: JsonRow, tokenise: Tokenise) -> Example:
        return Example(tokenise(row["text"])[0], labels={task: float(STRENGTHS.index(strength_name(row["label"])))})

    return read


def _certainty(row: JsonRow, tokenise: Tokenise) -> Example:
    return Example(tokenise(row["text"])[0], labels={"certainty_score": (float(row["label"]) - 1) / 5})


SOURCES: tuple[Source, ...] = (
    Source("conll2010_bio", "data/hedge/conll2010_bio", _bio, 3, 2),
    Source("bioscope", "data/hedge/bioscope", _bioscope, 2, 2),
    Source("szeged_uncertainty", "data/hedge/szeged_uncertainty", _szeged, 2, 0.5),
    Source("cdsco_negation", "data/hedge/cdsco_negation", _negation, 1, 0),
    Source("polnear", "data/hedge/polnear", _polnear, 1, 0.4),
    Source("causal_pubmed", "data/claim/causal_pubmed", _strength("strength_pubmed"), 8, 3),
    Source("causal_eurekalert", "data/claim/causal_eurekalert", _strength("strength_eurekalert"), 8, 3),
    Source("health_advice", "data/claim/health_advice", class_of("advice", ("none", "weak", "strong")), 4, 0.7),
    Source("pei_certainty_sentence", "data/hedge/pei_certainty_sentence", _certainty, 8, 6),
    Source("scitweets", "data/claim/scitweets", class_of("science_claim", ("other", "sci_claim")), 10, 2),
    Source("cw_cure", "data/claim/cw_cure", class_of("cure_claim", ("other", "cure_claim")), 3, 0),
    Source("env_claims", "data/claim/env_claims", class_of("env_claim", ("other", "env_claim")), 3, 0),
    Source("abstrct", "data/claim/abstrct", class_of("abstract_part", ("other", "premise", "claim")), 2, 0),
)
"""Sets of single sentences; every one may train shipped weights (docs/training.md has their licences)."""

SENTENCE_TASKS: dict[str, int] = {
    "strength_pubmed": 4, "strength_eurekalert": 4, "advice": 3, "certainty_score": 1, "science_claim": 2, "cure_claim": 2,
    "env_claim": 2, "abstract_part": 3,
}  # fmt: skip
TOKEN_TASKS: tuple[str, ...] = (
    "hedge", "marketing", "hedge_bio", "negation", "szeged_epistemic", "szeged_doxastic", "szeged_investigation", "szeged_condition",
    "reporting", "reporting_source",
)  # fmt: skip


def read_source(source: Source, data: DataFolder, tokenise: Tokenise, held_out: set[str], rows: list[JsonRow] | None = None) -> list[Example]:
    """Return the training examples of one set, without texts that a dev or test file holds."""
    rows = data.rows(f"{source.path}/train.jsonl") if rows is None else rows
    found = [source.read(row, tokenise) for row in without(rows, held_out) if row["text"].strip()]
    return [example for example in found if example.labels or example.tokens]
