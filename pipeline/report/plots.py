"""The numbers behind the report's three plots; the templates draw them as SVG."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import sqrt

from pipeline.records import EVIDENCE, CorpusResult, Group

CERTAINTY = {3: "flat", 2: "probable", 1: "possible"}
MOST_BARS, MOST_NAMES = 12, 16
"""Documents that the bars and the matrix have room for."""
_GRAVEST = ("contradicts", "strength_difference", "agrees", "reuse")
RADIUS = 20.0
"""Of the largest bubble, in units of the drawing."""


@dataclass(frozen=True, slots=True)
class Bubble:
    """Claims of one certainty with one kind of evidence: column, row, radius and count."""

    column: int
    row: int
    radius: float
    count: int
    certainty: int
    evidence: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A document's selling sentences for each 100."""

    number: int
    name: str
    rate: float
    share: float
    """Of the longest bar."""


@dataclass(frozen=True, slots=True)
class Square:
    """Two documents: on how many rows they agree, differ in strength and contradict each other."""

    row: int
    column: int
    agree: int
    strength: int
    contradict: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """The documents that meet most often, and a square for every two of them that do."""

    names: tuple[tuple[int, str], ...]
    """Number among all documents, and name."""
    squares: tuple[Square, ...]
    left_out: int


def bubbles(result: CorpusResult) -> list[Bubble]:
    """Return certainty against evidence."""
    counts = Counter((claim.certainty, claim.evidence) for claim in result.claims)
    most = max(counts.values(), default=1)
    found = []
    for (certainty, evidence), count in sorted(counts.items()):
        column = EVIDENCE.index(evidence)
        found.append(Bubble(column, 3 - certainty, round(max(2.5, RADIUS * sqrt(count / most)), 1), count, certainty, evidence.replace("_", " ")))
    return found


def bars(result: CorpusResult) -> list[Bar]:
    """Return the documents that sell most, the most selling one first."""
    rates = []
    for number, one in enumerate(result.results):
        content = [s for s in one.sentences if s.kind != "boilerplate"]
        if content:
            rates.append((100 * sum(bool(s.marketing) for s in content) / len(content), number, one.document.name))
    rates.sort(key=lambda row: (-row[0], row[1]))
    longest = max((rate for rate, _, _ in rates), default=0.0) or 1.0
    return [Bar(number, name, round(rate, 1), round(rate / longest, 3)) for rate, number, name in rates[:MOST_BARS]]


def matrix(result: CorpusResult) -> Matrix:
    """Return on how many rows of the table any two documents agree, differ in strength or contradict each other, by what was matched between these two."""
    relations = {frozenset((match.left_id, match.right_id)): match.relation for match in result.matches if match.relation != "considered"}
    met: dict[tuple[str, str], Counter[str]] = {}
    for group in result.groups:
        held: dict[tuple[str, str], set[str]] = {}
        for a, b in combinations(group.cells, 2):
            relation = relations.get(frozenset((a.claim_id, b.claim_id)))
            if relation is not None and a.document != b.document:
                left, right = sorted((a.document, b.document))
                held.setdefault((left, right), set()).add(relation)
        for pair, found in held.items():
            met.setdefault(pair, Counter())[next(name for name in _GRAVEST if name in found)] += 1
    often = Counter[str]()
    for (left, right), counts in met.items():
        often[left] += counts.total()
        often[right] += counts.total()
    order = {document.name: number for number, document in enumerate(result.documents)}
    shown = sorted([name for name, _ in often.most_common(MOST_NAMES)], key=order.__getitem__)
    squares = [
        Square(shown.index(right), shown.index(left), counts["agrees"] + counts["reuse"], counts["strength_difference"], counts["contradicts"])
        for (left, right), counts in sorted(met.items())
        if left in shown and right in shown
    ]
    return Matrix(tuple((order[name], name) for name in shown), tuple(squares), len(often) - len(shown))


def contested_by_document(groups: Sequence[Group]) -> Counter[str]:
    """Count for each document the contested rows on which it speaks."""
    return Counter(name for g in groups if g.verdict in ("contradiction", "strength_difference") for name in {cell.document for cell in g.cells})
