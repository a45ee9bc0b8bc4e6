"""Two values for one thing in one document."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from pipeline.compare import compare_values
from pipeline.flag.check import Check, Finding, View

LIMIT = 400
"""Claims with quantities; a longer document is compared within windows of this many."""


def find(view: View) -> Iterator[Finding]:
    """Flag the later of two claims of one document that give different values for the same quantity of the same thing."""
    stated = [claim for claim in view.claims if claim.quantities and claim.kind != "question"]
    for left, right in combinations(stated[:LIMIT], 2):
        conflict = compare_values(left, right)
        if conflict is not None:
            quote = " ".join(left.text.split())
            yield Finding(
                conflict.right.start, conflict.right.end, f"“{conflict.right.text}” here, “{conflict.left.text}” earlier: “{quote[:140]}”", right.claim_id
            )


CHECK = Check(
    name="number_mismatch",
    definition="One document gives two different values for the same quantity of the same thing.",
    severity="error",
    source="labelling guideline (inner findings); statcheck and GRIM in spirit",
    hits=("Each vial contains 10 mg of the extract.\n\nThe 5 mg of extract in each vial lasts a week.",),
    misses=("The small bottle holds 30 ml. The large bottle holds 90 ml.", "The rod weighs 1 kg, or about 2.2 lb."),
    find=find,
)
