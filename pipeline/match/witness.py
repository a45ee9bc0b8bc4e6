"""The cross-encoder's reading of every candidate pair. It is one witness: what the typed parts of compare/ find is another."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice

from pipeline.compare.part import Pair
from pipeline.match.abbreviations import Abbreviations
from pipeline.match.processes import CHUNK, each
from pipeline.pair_encoder import SMALL, PairEncoder, PairReading, load_pair_encoder
from pipeline.records import Claim

Spans = tuple[tuple[int, int], ...]
Texts = tuple[str, str]
Told = Callable[[int], None]


def read_texts(texts: list[Texts], jobs: int, encoder: PairEncoder | None = None, told: Told = lambda _: None) -> list[PairReading]:
    """Return the reading of each pair of texts, in order; results do not depend on ``jobs``.

    ``encoder`` stands in for the one in models/; ``told`` hears now and then how many pairs have been read.
    """
    readings = each(texts, jobs, _read_small) if encoder is None else (_read(encoder, one) for one in texts)
    found = []
    for reading in readings:
        found.append(reading)
        if len(found) % CHUNK == 0:
            told(len(found))
    return found


def pair_texts(pair: Pair, abbreviations: Abbreviations) -> Texts:
    """Return what is read of the two sides: a short form that only one side uses is written out."""
    left, right = " ".join(pair.left.text.split()), " ".join(pair.right.text.split())
    return abbreviations.expanded(pair.left.document, left, right), abbreviations.expanded(pair.right.document, right, left)


def _read(encoder: PairEncoder, texts: Texts) -> PairReading:
    """Read in an order that does not depend on which side came first, and turn the answer back."""
    turned = texts[0] > texts[1]
    found = encoder.read(*(reversed(texts) if turned else texts))
    return found.turned() if turned else found


def _read_small(processes: int, texts: Texts) -> PairReading:
    return _read(load_pair_encoder(SMALL, processes), texts)


def placed(marks: Iterable[tuple[int, int]], read: str, claim: Claim) -> Spans:
    """Return the marked words' places in the claim's text with single blanks, from their places in the text that was read."""
    text, found, position = " ".join(claim.text.split()), [], 0
    for start, end in marks:
        at = text.find(read[start:end], position if read != text else start)
        if at >= 0:
            found.append((at, at + end - start))
            position = at + end - start
    return tuple(found)


def words_at(spans: Iterable[tuple[int, int]], claim: Claim) -> str:
    """Return the words at some places, parted by dots."""
    text = " ".join(claim.text.split())
    return " … ".join(text[start:end] for start, end in islice(spans, 4))
