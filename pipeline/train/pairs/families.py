"""The project's own families of statements: one fact told in several ways, and what is near it and yet something else.

A family gives all its pairs at once, so that a statement stands now in a contradiction and now in an agreement, and neither side alone gives
the answer away.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any

from pipeline.pair_encoder import ENTAILMENT, KINDS, RELATIONS
from pipeline.train.files import SEED
from pipeline.train.pairs.examples import Labels, Pair

Family = dict[str, Any]
NEAREST, OTHERS = 2, 3
"""For each statement, unrelated pairs with so many statements of other facts about its subject: those that share most words with it, and any."""
_OTHER_STATEMENTS = ("same", "weaker", "against", "apart")


def labels(relation: str, kind: str = "") -> Labels:
    """Return the labels of a pair of which the relation is known."""
    found = {"relation": float(RELATIONS.index(relation))}
    if kind:
        found["kind"] = float(KINDS.index(kind))
    if relation == "contradicts":
        found["entailment"] = float(ENTAILMENT.index("contradict"))
    if relation == "strength_difference":
        found["stronger"] = 1.0
    return found


def family_pairs(families: Sequence[Family]) -> list[Pair]:
    """Return every pair that the families give, each in one direction."""
    by_subject: dict[str, list[Family]] = {}
    for family in families:
        by_subject.setdefault(family["subject"], []).append(family)
    pairs = [pair for family in families for pair in _within(family)]
    pairs += [pair for group in by_subject.values() for pair in _between(group)]
    return pairs


def _within(family: Family) -> Iterator[Pair]:
    base, same = family["base"], family["same"]
    for left, right in combinations([base, *same], 2):
        yield Pair(left, right, labels("agrees"))
    for row in family["weaker"]:
        yield Pair(base, row["text"], labels("strength_difference", row["kind"]), row["base_words"], row["words"])
        for text in same:
            yield Pair(text, row["text"], labels("strength_difference", row["kind"]), None, row["words"])
    for row in family["against"]:
        yield Pair(base, row["text"], labels("contradicts", row["kind"]), row["base_words"], row["words"])
        for text in same:
            yield Pair(text, row["text"], labels("contradicts", row["kind"]), None, row["words"])
    near = [base, *same, *(row["text"] for row in (*family["weaker"], *family["against"]))]
    for row in family["apart"]:
        for text in near:
            yield Pair(text, row["text"], labels("unrelated"))


def _between(group: Sequence[Family]) -> Iterator[Pair]:
    """Other facts about the same subject are unrelated, however alike they sound."""
    dice = random.Random(SEED)  # noqa: S311 - which pairs are trained on
    statements = [[family["base"], *family["same"], *(row["text"] for key in _OTHER_STATEMENTS[1:] for row in family[key])] for family in group]
    words = [[frozenset(re.findall(r"\w+", text.lower())) for text in texts] for texts in statements]
    for number, texts in enumerate(statements):
        for text, own in zip(texts, words[number], strict=True):
            others = [(len(own & w) / len(own | w), o, t) for o in range(number + 1, len(group)) for t, w in enumerate(words[o])]
            near = sorted(others, reverse=True)[:NEAREST]
            far = [other for other in others if other not in near]
            for _, other, at in near + dice.sample(far, min(OTHERS, len(far))):
                yield Pair(text, statements[other][at], labels("unrelated"))
