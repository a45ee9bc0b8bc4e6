"""`claimsift evaluate`: every quality figure, measured on data that nothing was trained on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline.train.articles import read_articles
from pipeline.train.corpora import corpus_documents
from pipeline.train.data import DataFolder, labelled_documents
from pipeline.train.evaluate_checks import check_lines
from pipeline.train.evaluate_credibility import credibility_lines
from pipeline.train.evaluate_pair_sets import pair_set_lines
from pipeline.train.evaluate_pairs import corpora_lines, family_lines, own_lines
from pipeline.train.evaluate_sets import set_lines
from pipeline.train.evaluate_structure import structure_lines
from pipeline.train.evaluate_web import web_floors, web_lines

HELD_OUT = "articles/held_out.tsv"
DEV = "gold/web_claims/dev.jsonl"
TRAIN = "gold/web_claims/train.jsonl"
MEASURED_SUBJECTS = ("kelorin", "clearjug")
"""Subjects of gold/corpora that nothing is trained on; version 0.1.0 looked at their scores while choosing (docs/quality.md)."""


def evaluate_all(data: Path | None, gold: Path, corpus: Path, *, everything: bool = False) -> Iterator[str]:
    """Yield the report as Markdown lines.

    Without ``data``, only what the repository itself holds is measured; ``everything`` adds the public sets and the separation of kinds of text.
    """
    if data is not None:
        folder = DataFolder(data)
        floors = web_floors(folder, TRAIN)
        yield "## gold/web_claims dev (trained on train only, chosen on dev)"
        yield from web_lines(labelled_documents(folder.rows(DEV)), floors)
        if (gold / "articles").is_dir():
            yield "## gold/articles held out (own labels on health news and press releases; not trained on)"
            yield from web_lines(labelled_documents(read_articles(folder, DataFolder(gold).table(HELD_OUT))), floors)
        if everything:
            yield "## Public sets (thresholds chosen on dev where there is a test, else .5)"
            yield from set_lines(folder)
            yield "## Public pairs (nothing chosen on them; healthver and equate_stresstest's typed comparison trained on nothing of theirs)"
            yield from pair_set_lines(folder)
        for subject in MEASURED_SUBJECTS:
            yield f"## gold/corpora {subject}, sentences (not trained on; its scores were seen while choosing in 0.1.0)"
            yield from web_lines(corpus_documents(folder, subject), floors)
        yield from corpora_lines(folder)
        if everything:
            yield "## Credibility score"
            yield from credibility_lines(folder)
    if (gold / "structure").is_dir():
        yield from structure_lines(gold / "structure" / "measure.jsonl")
    if (gold / "checks.jsonl").is_file():
        yield "## Checks: examples written blind to the rules, and alarms on held-out documents judged blind to them"
        yield from check_lines(gold)
    yield from own_lines(gold, corpus)
    yield from family_lines(gold / "pairs" / "held_out.jsonl")
