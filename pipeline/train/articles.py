"""Labels of our own on third-party text: gold/articles holds places and labels, never the words; the text comes from the data folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from pipeline.train.data import DataFolder, JsonRow

TEXTS = ("data/unlabelled/health_articles.jsonl", "data/claim/fb_ads/train.jsonl")
"""Where the labelled texts are, by their id."""


def read_articles(data: DataFolder, table: Iterable[dict[str, str]]) -> list[JsonRow]:
    """Return the labelled sentences as rows like those of gold/web_claims; a document that is not in the data folder is left out."""
    texts = _texts(data)
    return list(_rows(texts, table))


@cache
def _texts(data: DataFolder) -> dict[str, str]:
    found: dict[str, str] = {}
    for path in TEXTS:
        prefix = "fbad_" if "fb_ads" in path else ""
        for row in data.rows(path):
            found.setdefault(f"{prefix}{row['id']}", " ".join(str(row["text"]).split()))
    return found


def _rows(texts: dict[str, str], table: Iterable[dict[str, str]]) -> Iterator[JsonRow]:
    for row in table:
        whole = texts.get(row["doc"])
        if whole is None:
            continue
        text = whole[int(row["start"]) : int(row["end"])]
        words = {key: [text[a:b] for a, b in _places(row[key])] for key in ("hedges", "marketing")}
        yield {
            **row,
            **words,
            "text": text,
            "paragraph": int(row["paragraph"]),
            "claim": int(row["claim"]),
            "certainty": None if row["certainty"] == "-" else int(row["certainty"]),
        }


def _places(cell: str) -> list[tuple[int, int]]:
    """Read "3-6 14-22": characters within the sentence."""
    return [] if cell == "-" else [(int(a), int(b)) for a, b in (place.split("-") for place in cell.split())]
