"""How matching grows: claims of the sample documents, varied in words, in corpora of growing size.

    python benchmarks/matching_scale.py 1000 10000 --jobs 2

Prints, for each size, the seconds of finding candidate pairs, reading them and grouping, the pairs a claim, and the peak memory; and beside
the seconds a claim, the same as a ratio to the smallest size: 1.0 all the way down is a cost that grows in step with the corpus.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from dataclasses import replace
from pathlib import Path

from pipeline.analysis import analyse
from pipeline.match import match_claims
from pipeline.records import Claim, Document
from pipeline.settings import Settings

CORPUS = Path(__file__).parent.parent / "corpus"
CLAIMS_A_DOCUMENT = 20


def vary(claim: Claim, number: int, document: str, dice: random.Random) -> Claim:
    """Return a claim like ``claim`` of another document: some of its words are others."""
    words = claim.text.split()
    for _ in range(max(2, len(words) // 4)):
        words[dice.randrange(len(words))] = f"{dice.choice('bcdfglmnprst')}{dice.choice('aeiou')}{dice.choice('lmnrst')}{dice.randrange(400)}"
    text = " ".join(words)
    kept = tuple(term for term in claim.terms if dice.random() < 0.75)
    return replace(
        claim, claim_id=f"c{number:011d}", document=document, index=number % CLAIMS_A_DOCUMENT, start=number % CLAIMS_A_DOCUMENT * 1000, text=text,
        terms=(*kept, *words[:2]), core=claim.core[:2], quantities=(), hedges=(), negations=(),
    )  # fmt: skip


def main() -> None:
    """Print the cost curve."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, default=[1000, 3000, 10000], help="claims")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    seeds = analyse(CORPUS).claims
    base = 0.0
    print("claims  documents  pairs/claim  seconds  ms/claim  ratio  peak MB")
    for size in options.sizes:
        dice = random.Random(7)  # noqa: S311 - made-up claims
        claims = [vary(dice.choice(seeds), n, f"{n // CLAIMS_A_DOCUMENT:06d}.txt", dice) for n in range(size)]
        documents = [Document(name) for name in sorted({claim.document for claim in claims})]
        started = time.perf_counter()
        _, _, pairs = match_claims(claims, [], documents, Settings(jobs=options.jobs))
        seconds = time.perf_counter() - started
        base = base or seconds / size
        memory = sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024
        print(
            f"{size:6d}  {len(documents):9d}  {pairs / size:11.1f}  {seconds:7.1f}  {1000 * seconds / size:8.2f}  {seconds / size / base:5.2f}  {memory:7.0f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
