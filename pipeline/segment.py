"""segment: Document → Sentence. Rules, not a model, decide where a sentence ends; spaCy then tokenises each sentence once.

A block (paragraph, list item, heading) is never crossed; within one, sentence_rules.py says where a sentence ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.records import Block, Document, Kind, Sentence
from pipeline.sentence_rules import find_sentences

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span

LONGEST = 1500
"""Characters; longer "sentences" (lists without full stops, dumps) are cut at white space."""

_LEAD_IN = re.compile(r"^(?P<lead>[A-Z0-9][^.!?:;]{1,60}):\s+(?=[A-Z“\"(])")


@dataclass(frozen=True, slots=True)
class Parsed:
    """A document's sentences, with spaCy's reading of those that are content. ``spans`` is parallel to ``sentences``.

    A span's own token offsets count within the joined ``Doc``; ``sentence.start - span.start_char`` moves them to the document.
    """

    document: Document
    sentences: tuple[Sentence, ...]
    spans: tuple[Span | None, ...]


def split_sentences(document: Document) -> tuple[Sentence, ...]:
    """Return the sentences of ``document`` in text order, without claim labels (those are detect's)."""
    sentences: list[Sentence] = []
    for number, block in enumerate(document.blocks):
        for start, end in _block_bounds(document.text, block):
            text = document.text[start:end]
            sentences.append(
                Sentence(
                    document=document.name,
                    index=len(sentences),
                    start=start,
                    end=end,
                    kind=_kind(block, text),
                    text=text,
                    paragraph=number,
                    page=block.page,
                    section=" > ".join(block.section),
                    lead_in=_lead_in(text) if block.kind in ("prose", "list_item") else 0,
                )
            )
    return tuple(sentences)


SYMBOLS = 200
"""Characters from which a run of mostly symbols (rules, dumps, drawings) is no sentence, and is not parsed."""


def _kind(block: Block, text: str) -> Kind:
    if len(text) > SYMBOLS and sum(character.isalnum() for character in text) < 0.3 * len(text):
        return "boilerplate"
    return "question" if block.kind in ("prose", "list_item") and text.endswith("?") else block.kind


def parse_sentences(document: Document, nlp: Language, batch: int = 60_000) -> Parsed:
    """Split ``document`` and let spaCy read the content sentences, each document once, in pieces of ``batch`` characters.

    The sentence starts are set before the parser runs, so the parser cannot move them.
    """
    sentences = split_sentences(document)
    spans: list[Span | None] = [None] * len(sentences)
    wanted = [i for i, sentence in enumerate(sentences) if sentence.kind != "boilerplate"]
    for group in _groups([len(sentences[i].text) for i in wanted], batch):
        indices = [wanted[position] for position in group]
        for index, span in zip(indices, read_texts(nlp, [_one_line(sentences[i].text) for i in indices]), strict=True):
            spans[index] = span
    return Parsed(document, sentences, tuple(spans))


def _one_line(text: str) -> str:
    """The same characters with every line feed as a blank, which the parser reads better."""
    return re.sub(r"\s", " ", text)


def read_texts(nlp: Language, texts: list[str]) -> list[Span]:
    """Tokenise and parse ``texts``, one sentence each, as one Doc; return the span of each."""
    import numpy as np
    from spacy.attrs import SENT_START
    from spacy.tokens import Doc

    pieces = [nlp.make_doc(text) for text in texts]
    doc = Doc.from_docs(pieces, ensure_whitespace=True) if len(pieces) > 1 else pieces[0]
    assert doc is not None
    starts, position = [], 0
    for piece in pieces:
        starts.append(position)
        position += len(piece)
    # In one array: setting them token by token costs a pass over the whole Doc each.
    marks = np.full(len(doc), -1, dtype=np.int64)
    marks[starts] = 1
    doc.from_array([SENT_START], marks.view(np.uint64).reshape(-1, 1))  # type: ignore[arg-type]
    doc = _pipe(nlp, doc)
    return [doc[start : start + len(piece)] for start, piece in zip(starts, pieces, strict=True)]


def _pipe(nlp: Language, doc: Doc) -> Doc:
    for name, component in nlp.pipeline:
        if name != "claimsift":
            doc = component(doc)
    return doc


def _groups(sizes: list[int], limit: int) -> Iterator[list[int]]:
    """Yield runs of positions whose sizes add up to about ``limit``."""
    group: list[int] = []
    total = 0
    for position, size in enumerate(sizes):
        group.append(position)
        total += size
        if total >= limit:
            yield group
            group, total = [], 0
    if group:
        yield group


def _block_bounds(text: str, block: Block) -> Iterator[tuple[int, int]]:
    whole = block.kind in ("heading", "table") or (block.kind == "boilerplate" and block.end - block.start < 120)
    bounds = [(block.start, block.end)] if whole else [(block.start + a, block.start + b) for a, b in find_sentences(text[block.start : block.end])]
    for start, end in bounds:
        yield from _cut_long(text, start, end)


def _cut_long(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST:
        cut = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        cut = cut if cut > 0 else start + LONGEST
        yield start, cut
        start = cut + 1 if text[cut] == " " else cut
    if start < end:
        yield start, end


def _lead_in(text: str) -> int:
    match = _LEAD_IN.match(text)
    return match.end() if match and len(match["lead"].split()) <= 7 else 0
