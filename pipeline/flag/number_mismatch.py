"""Two values for one thing in one document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from pipeline.compare import compare_values
from pipeline.compare.figure_of import other_figure
from pipeline.compare.part import ValueConflict
from pipeline.flag.check import Check, Finding, View
from pipeline.flag.passage import same_word
from pipeline.records import Claim
from pipeline.vectors import likeness

ALIKE = 0.6
"""Cosine below which two values are of different things."""
LIMIT = 400
"""Claims with quantities; a longer document is compared within windows of this many."""


def find(view: View) -> Iterator[Finding]:
    """Flag the later of two claims of one document that give different values for the same quantity of the same thing."""
    stated = [claim for claim in view.claims if claim.quantities and claim.kind != "question"]
    for left, right in combinations(stated[:LIMIT], 2):
        conflict = compare_values(left, right)
        if conflict is not None and _one_thing(left, right, conflict):
            quote = " ".join(left.text.split())
            yield Finding(
                conflict.right.start, conflict.right.end, f"“{conflict.right.text}” here, “{conflict.left.text}” earlier: “{quote[:140]}”", right.claim_id
            )


def _one_thing(left: Claim, right: Claim, conflict: ValueConflict) -> bool:
    """True when the two claims are plainly about one thing: alike in meaning, no different names, lines of one name, one counted noun."""
    if likeness(left.vector, right.vector) < ALIKE or other_figure(left.text, right.text) is not None:
        return False
    if conflict.left.dimension == "count" and not (conflict.left.of and same_word(conflict.left.of.lower(), conflict.right.of.lower())):
        return False
    if set(left.names) and set(right.names) and not set(left.names) & set(right.names):
        return False
    heads = [claim.text.split(":")[0].lower() if ":" in claim.text[:60] else "" for claim in (left, right)]
    if heads[0] != heads[1] and all(heads):
        return False
    return not (_places(left.text) and _places(right.text) and not _places(left.text) & _places(right.text))


def _places(text: str) -> set[str]:
    """Capitalised words within a sentence: names of places, groups, models."""
    return set(re.findall(r"(?<=[a-z,] )[A-Z][A-Za-z]*\d*\b", text))


CHECK = Check(
    name="number_mismatch",
    definition="One document gives two different values for the same quantity of the same thing.",
    severity="error",
    source="labelling guideline (inner findings); statcheck and GRIM in spirit",
    hits=("Each vial contains 10 mg of the extract.\n\nThe 5 mg of extract in each vial lasts a week.",),
    misses=("The small bottle holds 30 ml. The large bottle holds 90 ml.", "The rod weighs 1 kg, or about 2.2 lb."),
    find=find,
)
