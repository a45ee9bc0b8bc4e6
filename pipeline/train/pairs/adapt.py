"""The third stage: the cross-encoder gets used to the pairs that match really looks at, those of whole documents, most of which are unrelated.

The formula that weighs the witnesses must see readings of pairs that the network was not trained on: so it is fitted on corpora that are left out here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pipeline.compare.part import Pair as CandidatePair
from pipeline.match import candidate_pairs, in_text_order
from pipeline.match.abbreviations import Abbreviations
from pipeline.match.witness import pair_texts
from pipeline.run import analyse_corpus
from pipeline.settings import Settings
from pipeline.train.corpora import ListedPair, read_listed
from pipeline.train.data import DataFolder
from pipeline.train.evaluate_pairs import listed_ids
from pipeline.train.files import DEV_CORPORA, TRAIN_SUBJECTS, own_gold
from pipeline.train.loop import MINILM_RATES, train_network
from pipeline.train.pairs.examples import Encoded, Pair, Tokenise
from pipeline.train.pairs.families import labels
from pipeline.train.pairs.network import PairNetwork
from pipeline.train.pairs.run import MPNET_RATES, Seen
from pipeline.train.pairs.training import batch_loss, plan_batches


@dataclass(frozen=True, slots=True)
class Diet:
    """What a network sees in its last stage, and at which rates it learns."""

    related: float
    """How often a candidate pair of the corpora that is about one thing is seen, in both directions."""
    apart: float
    """The same for a pair that is not, in one."""
    family_related: float
    family_apart: float
    public: float
    """Shares of what the stage before saw (the families' pairs, related and not, and the public ones) that come again, so that what they taught is kept."""
    pace: float = 0.25
    rates: tuple[float, float] = MINILM_RATES
    known_related: float = 0.0
    known_apart: float = 0.0
    """How often candidates of corpora that the network has learnt from before are seen."""


SMALL_DIET = Diet(3.0, 0.4, 0.06, 0.03, 0.12)
LARGE_DIET = Diet(1.0, 0.6, 0.03, 0.015, 0.08, 0.35, MPNET_RATES)
"""Of the candidates it sees only those that the small network lets through: the unrelated ones among them are the hard ones."""
FURTHER_DIET = Diet(2.0, 1.0, 0.06, 0.015, 1.0, 0.5, MPNET_RATES, 0.5, 0.3)
"""When the shipped large network learns from corpora that are new to it."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A candidate pair of a development corpus, as it is read, with its true relation; "none" where it is not listed."""

    corpus: str
    pair: CandidatePair
    abbreviations: Abbreviations
    truth: str

    @property
    def outcome(self) -> str:
        """The truth as one of the four outcomes: copied wording agrees."""
        return {"reuse": "agrees", "none": "unrelated"}.get(self.truth, self.truth)


def development_corpora(data: DataFolder) -> Iterator[tuple[str, Path, list[ListedPair]]]:
    """Yield (name, folder, listed pairs) of every corpus by which the witnesses are weighed."""
    for name in DEV_CORPORA:
        yield name, own_gold() / "corpora" / name, read_listed(own_gold() / "corpora" / f"{name}.tsv")
    for name in TRAIN_SUBJECTS:
        yield name, data.root / "gold" / "corpora" / name, read_listed(data.root / "gold" / "corpora" / "pairs.tsv", name)


def read_candidates(data: DataFolder, only: Collection[str] = ()) -> list[Candidate]:
    """Return the candidate pairs between documents of the development corpora, or of those named ``only``."""
    found = []
    for name, folder, listed in development_corpora(data):
        if only and name not in only:
            continue
        result = analyse_corpus(folder, Settings())
        truth = {ids: pair.relation for pair, ids in listed_ids(result, listed)}
        pairs, abbreviations = candidate_pairs(in_text_order([*result.claims, *result.statements], result.documents), result.documents, Settings())
        for pair in pairs:
            if pair.left.document != pair.right.document:
                ids = frozenset((pair.left.claim_id, pair.right.claim_id))
                found.append(Candidate(name, pair, abbreviations, truth.get(ids, "none")))
    return found


def adapt(
    network: PairNetwork,
    candidates: Sequence[Candidate],
    seen: Seen,
    tokenise: Tokenise,
    checkpoint: Path,
    report: Callable[[str], None],
    diet: Diet,
    known: Collection[str] = (),
) -> PairNetwork:
    """Return a copy of ``network``, adapted on the candidates among some of the pairs that it has ``seen`` before; it resumes from ``checkpoint``.

    ``known``: the corpora that it has learnt from.
    """
    related, apart = encoded([one for one in candidates if one.corpus not in known], tokenise)
    known_related, known_apart = encoded([one for one in candidates if one.corpus in known], tokenise)
    adapted = deepcopy(network)
    again = [(seen.related, diet.family_related), (seen.apart, diet.family_apart), *((pairs, diet.public * passes) for pairs, passes in seen.public)]
    own = [(related, diet.related), (apart, diet.apart), (known_related, diet.known_related), (known_apart, diet.known_apart)]
    batches = plan_batches([*own, *again])
    report(f"adapting on {len(candidates)} candidate pairs, {(len(related) + len(known_related)) // 2} of them related: {len(batches)} steps")
    train_network(adapted, batches, partial(batch_loss, adapted), checkpoint, report, diet.pace, diet.rates)
    return adapted


def encoded(candidates: Sequence[Candidate], tokenise: Tokenise) -> tuple[list[Encoded], list[Encoded]]:
    """Return the pairs that are about one thing, from both sides, and those that are not, each from one."""
    pairs = [Pair(*pair_texts(one.pair, one.abbreviations), _labels(one)) for one in candidates]
    related = [tokenise(side) for pair in pairs if pair.labels["relation"] for side in (pair, pair.turned)]
    unrelated = [pair for pair in pairs if not pair.labels["relation"]]
    return related, [tokenise(pair.turned if number % 2 else pair) for number, pair in enumerate(unrelated)]


def _labels(one: Candidate) -> dict[str, float]:
    found = labels(one.outcome)
    found.pop("stronger", None)  # which side is the stronger one is not told
    return found
