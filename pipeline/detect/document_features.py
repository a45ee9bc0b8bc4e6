"""What the document layer reads of each sentence beside its vector: grammar, surface and word-list hits, as a row of numbers."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.detect.rows import Row

CLASSES: dict[str, tuple[str, ...]] = {
    "type": ("efficacy", "mechanism", "safety", "composition", "status", "comparison", "statistic", "recommendation", "other"),
    "attribution": ("none", "vague", "named", "cited", "self"),
    "evidence": ("none", "mechanism", "in_vitro", "animal", "observational", "trial", "review", "regulatory", "expert", "anecdote"),
    "support": ("unsupported", "vague", "supported"),
    "certainty": ("1", "2", "3"),
}
"""The values of each label, in the order of the classes."""

DOCUMENT_TASKS: dict[str, int] = {"claim": 2, "hedged": 2, "sells": 2, "paper_claim": 2, **{task: len(values) for task, values in CLASSES.items()}}

_PLAIN = (
    "finite", "imperative", "verbs", "digit", "statistic", "first person", "second person", "question", "exclamation", "quote", "quote opens",
    "link", "ends", "title case", "upper", "propn", "colon", "year",
)  # fmt: skip
_LISTS = ("hype", "calls_to_action", "evidence", "hedges", "boosters")
_KINDS = ("prose", "heading", "list_item", "quote", "question", "table")
_EVIDENCE = ("mechanism", "in_vitro", "animal", "observational", "trial", "review", "regulatory", "expert", "anecdote")
_HYPE = ("phrase", "promo_hedge")
_SOURCES = ("none", "vague", "named", "self")
_SHORT = 8.0

FEATURES: tuple[str, ...] = (
    *_PLAIN,
    *(f"list={name}" for name in _LISTS),
    *(f"list2={name}" for name in _LISTS),
    *(f"kind={name}" for name in _KINDS),
    *(f"evidence:{name}" for name in _EVIDENCE),
    *(f"hype:{name}" for name in _HYPE),
    *(f"source={name}" for name in _SOURCES),
    "cited", "cited with target", "paragraph first", "paragraph last", "words",
)  # fmt: skip
"""The columns, in order."""


def dense_features(rows: Sequence[Row]) -> list[list[float]]:
    """Return one row of numbers a sentence, columns as in FEATURES, all between 0 and 1."""
    found = []
    for position, row in enumerate(rows):
        own = dict(row.base)
        own[f"source={row.attribution.value}"] = 1.0
        own["cited"] = float(bool(row.citations))
        own["cited with target"] = float(any(c.target for c in row.citations))
        paragraph = row.sentence.paragraph
        own["paragraph first"] = float(position == 0 or rows[position - 1].sentence.paragraph != paragraph)
        own["paragraph last"] = float(position + 1 == len(rows) or rows[position + 1].sentence.paragraph != paragraph)
        own["words"] = min(1.0, len(row.span) / (5 * _SHORT))
        found.append([float(own.get(name, 0.0)) for name in FEATURES])
    return found
