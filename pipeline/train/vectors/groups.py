"""What the sentence vectors learn from: sentences on one subject, some of which are about one thing, and pairs of sentences with a score of likeness."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations, groupby
from typing import Any

from pipeline.run import analyse_corpus
from pipeline.settings import Settings
from pipeline.train.data import DataFolder, normal
from pipeline.train.encoder.examples import Example
from pipeline.train.evaluate_pairs import listed_ids
from pipeline.train.files import CHOICE_CORPORA, own_gold
from pipeline.train.pairs.adapt import development_corpora
from pipeline.train.pairs.run import FAMILIES

Read = Callable[[str], Example]
STSB = "data/pairs/stsb/train.jsonl"


@dataclass(frozen=True, slots=True)
class Group:
    """Sentences on one subject, the document that each is from, and which two are about one thing, whether they agree or not."""

    examples: list[Example]
    documents: list[int]
    related: list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Scored:
    """Two sentences and how alike they are, 0 to 1."""

    left: Example
    right: Example
    score: float


def corpus_groups(data: DataFolder, read: Read) -> Iterator[Group]:
    """Yield one group for each corpus that is learnt from: what match would hold against each other there, and the listed pairs."""
    for name, folder, listed in development_corpora(data):
        if name in CHOICE_CORPORA:
            continue
        result = analyse_corpus(folder, Settings())
        everything = [*result.claims, *result.statements]
        place = {claim.claim_id: number for number, claim in enumerate(everything)}
        document = {one.name: number for number, one in enumerate(result.documents)}
        pairs = [sorted(place[one] for one in ids) for pair, ids in listed_ids(result, listed) if pair.relation != "unrelated" and len(ids) == 2]
        yield Group(
            [read(" ".join(claim.text.split())) for claim in everything],
            [document[claim.document] for claim in everything],
            sorted({(left, right) for left, right in pairs}),
        )


def family_groups(read: Read) -> Iterator[Group]:
    """Yield one group for each subject of gold/pairs; every statement counts as a document of its own."""
    families = [family for path in FAMILIES for family in DataFolder(own_gold()).rows(path)]
    for _, own in groupby(sorted(families, key=_subject), key=_subject):
        texts: list[str] = []
        related: list[tuple[int, int]] = []
        for family in own:
            near = [family["base"], *family["same"], *(row["text"] for row in (*family["weaker"], *family["against"]))]
            related += combinations(range(len(texts), len(texts) + len(near)), 2)
            texts += [*near, *(row["text"] for row in family["apart"])]
        yield Group([read(text) for text in texts], list(range(len(texts))), related)


def _subject(family: dict[str, Any]) -> str:
    return str(family["subject"])


def scored_pairs(data: DataFolder, read: Read) -> list[Scored]:
    """Return the training pairs of the STS benchmark, without those of which a text stands in a dev or test file."""
    held_out = data.held_out_texts()
    rows = [row for row in data.rows(STSB) if not {normal(row["a"]), normal(row["b"])} & held_out]
    return [Scored(read(row["a"]), read(row["b"]), float(row["label"]) / 5) for row in rows]
