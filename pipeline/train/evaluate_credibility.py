"""How the credibility score separates kinds of text that readers trust differently, with and without its marketing part."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from pipeline.credibility import credibility
from pipeline.records import DocumentResult
from pipeline.run import run_text
from pipeline.train.data import DataFolder
from pipeline.train.files import ARTICLES, own_gold

TEXTS = 60
"""Texts of each kind."""
LEAST = 60
"""Words of a text that is scored."""


def credibility_lines(data: DataFolder) -> Iterator[str]:
    """Yield the pairwise AUC between advertisements, press releases, news and abstracts: how often the second has the higher score."""
    scored = {kind: [run_text(text) for text in texts] for kind, texts in kinds(data).items()}
    yield f"Share of pairs in which the second kind has the higher score (AUC; ties count half); {TEXTS} texts of a kind with a claim or more."
    yield ""
    yield "| first | second | AUC | AUC without the tone part |"
    yield "|---|---|---|---|"
    for first, second in combinations(scored, 2):
        yield f"| {first} | {second} | {auc(scored[first], scored[second]):.2f} | {auc(scored[first], scored[second], 'tone'):.2f} |"


def kinds(data: DataFolder) -> dict[str, list[str]]:
    """Return texts by kind, in what readers would call rising order of trust; no author or date is given with any of them, and none was trained on."""
    labelled = {row["doc"] for path in ARTICLES for row in DataFolder(own_gold()).table(path)}
    articles = [row for row in data.rows("data/unlabelled/health_articles.jsonl") if row["id"] not in labelled]
    by_kind = {kind: [row["text"] for row in articles if row["kind"] == kind] for kind in ("release", "story")}
    abstracts: dict[str, list[str]] = {}
    for row in data.rows("data/claim/pubmed_claim/dev.jsonl"):
        abstracts.setdefault(row["doc"], []).append(row["text"])
    ads = [row["text"] for row in data.rows("data/claim/fb_ads/dev.jsonl") if row["label"] == "commercial"]
    found = {
        "advertisements": [text for text in ads if len(text.split()) >= LEAST],
        "press releases": by_kind["release"],
        "news": by_kind["story"],
        "abstracts": [" ".join(sentences) for sentences in abstracts.values()],
    }
    return {kind: texts[:TEXTS] for kind, texts in found.items()}


def auc(first: list[DocumentResult], second: list[DocumentResult], leave_out: str = "") -> float:
    """Return how often a text of ``second`` scores above one of ``first``."""
    left, right = ([score for result in side if (score := credibility(result, leave_out)) is not None] for side in (first, second))
    wins = sum((b > a) + 0.5 * (a == b) for a in left for b in right)
    return wins / max(1, len(left) * len(right))
