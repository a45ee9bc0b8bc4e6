"""Scores of subject, relation, object, direction, polarity, population, quantities and antecedents on gold/structure."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.detect.antecedent import find_antecedent
from pipeline.detect.population import find_population, population_text
from pipeline.detect.quantities import find_quantities
from pipeline.detect.structure import find_structure, words_of
from pipeline.models import load_language
from pipeline.segment import read_texts

ENOUGH = 0.6
"""Word overlap (F1) from which a phrase counts as found."""


def structure_lines(path: Path) -> Iterator[str]:
    """Yield one line a column."""
    yield f"## {path.parent.name}/{path.name} (rules were written on build.jsonl only)"
    right: Counter[str] = Counter()
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    for row in rows:
        right.update(_judge(row))
    for name in ("subject", "relation", "object", "direction", "polarity"):
        yield f"{name}: {right[name]}/{len(rows)}"
    for name in ("population", "antecedent"):
        stated = sum(bool(row[name]) for row in rows)
        yield f"{name}: found {right[name]}/{stated}, of {right[name + ' given']} given"
    yield f"quantities: found {right['quantities']}/{sum(len(row['quantities']) for row in rows)}, of {right['quantities given']} given"


def _judge(row: dict[str, Any]) -> Counter[str]:
    """Return what is right in one row."""
    found: Counter[str] = Counter()
    span = read_texts(load_language(), [row["text"]])[0]
    before = read_texts(load_language(), [row["context"]])[0] if row["context"] else None
    structure = find_structure(span)
    guesses = {
        "subject": words_of(structure.subject, span),
        "relation": span.doc[structure.relation[0] : structure.relation[1]].text,
        "object": words_of(structure.object, span),
        "population": population_text(find_population(span), span),
        "antecedent": "",
    }
    if before is not None:
        guesses["antecedent"] = words_of(find_antecedent(span, structure, (before, find_structure(before))) or (-1, -1), before)
    for name in ("subject", "relation", "object"):
        found[name] = int(_overlap(guesses[name], row[name]) >= ENOUGH)
    for name in ("population", "antecedent"):
        found[name] = int(bool(row[name]) and _overlap(guesses[name], row[name]) >= ENOUGH)
        found[f"{name} given"] = int(bool(guesses[name]))
    found["direction"] = int(structure.direction == row["direction"])
    found["polarity"] = int(structure.polarity == row["polarity"])
    given = {(q.low, q.high, q.unit.lower()) for q in find_quantities(row["text"])}
    wanted = {(_number(q["low"]), _number(q["high"]), _UNITS.get(q["unit"], q["unit"].lower())) for q in row["quantities"]}
    found["quantities"], found["quantities given"] = len(given & wanted), len(given)
    return found


_UNITS = {"s": "second", "pp": "%", "Gbit/s": "gbps", "h": "hour", "min": "minute"}
"""Units that the gold writes otherwise."""


def _number(value: float | None) -> float | None:
    return None if value is None else float(value)


def _overlap(left: str, right: str) -> float:
    a, b = set(left.lower().split()), set(right.lower().split())
    if not a or not b:
        return float(not a and not b)
    return 2 * len(a & b) / (len(a) + len(b))
