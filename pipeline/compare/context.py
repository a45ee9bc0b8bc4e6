"""In whom, or in what, a claim is said to hold: two named groups that differ are two things, not a conflict."""

from __future__ import annotations

from pipeline.compare.naming import Naming
from pipeline.compare.part import Pair, apart
from pipeline.detect.population import species

_GROUPS = Naming({
    "children": r"child(?:ren)?|kids?|infants?|bab(?:y|ies)|toddlers?|adolescents?|teenagers?|pupils?",
    "adults": r"adults?|grown-ups?",
    "older people": r"elderly|seniors?|pensioners?|older (?:people|adults)",
    "women": r"women|woman|mothers?",
    "men": r"men|man",
    "pregnant women": r"pregnant|pregnancy",
    "dogs": r"dogs?|puppies|puppy",
    "cats": r"cats?|kittens?",
    "rats": r"rats?",
    "mice": r"mice|mouse",
    "monkeys": r"monkeys?|macaques?",
})  # fmt: skip


def other_group(pair: Pair) -> str:
    """Return in words how the named groups differ, or nothing: what one side leaves out is compatible with any."""
    if words := apart(*(_GROUPS.named(claim.population or "") for claim in (pair.left, pair.right))):
        return f"differs in population: {words}"
    kinds = [species(claim.population) for claim in (pair.left, pair.right)]
    if "cell" in kinds and kinds[0] != kinds[1] and all(kinds):
        return f"differs in population: {pair.left.population} against {pair.right.population}"
    return ""
