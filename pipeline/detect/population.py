"""Whom or what a claim is about: "120 adults with IBS", "rats", "hippocampal neurons"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.detect.structure import words_of
from pipeline.lexicon import read_map

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_GENERIC = frozenset("you we they i everyone anybody researcher scientist author expert company".split())
_QUALIFIERS = frozenset("with over under aged older younger above below from on without in who at between".split())


def find_population(span: Span) -> tuple[int, int] | None:
    """Return the token bounds (within the Doc) of the population that a sentence names, or None.

    A population after "in", "among", "of" or "for" wins over one that is the subject.
    """
    found = [token for token in span if token.pos_ in ("NOUN", "PROPN") and token.lemma_.lower() in _table()]
    ranked = sorted(found, key=lambda token: (_rank(token), token.i))
    return _bounds(ranked[0], span) if ranked and _rank(ranked[0]) < 9 else None


def species(text: str) -> str:
    """Return "human", "animal", "cell" or "" for a population's words; an animal's or a cell's name wins."""
    table = _table()
    kinds = {table[word] for raw in text.lower().replace("-", " ").split() if (word := _lemma(raw.strip(".,;()"))) in table}
    return next((kind for kind in ("animal", "cell", "human") if kind in kinds), "")


def _lemma(word: str) -> str:
    irregular = {
        "mice": "mouse",
        "women": "woman",
        "men": "man",
        "children": "child",
        "people": "people",
        "babies": "baby",
        "flies": "fly",
        "families": "family",
        "calves": "calf",
        "puppies": "puppy",
        "ponies": "pony",
        "larvae": "larva",
        "rodents": "rodent",
        "fish": "fish",
        "sheep": "sheep",
    }
    if word in irregular:
        return irregular[word]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _table() -> dict[str, str]:
    return read_map("populations")


def _rank(token: Token) -> int:
    if token.dep_ == "compound" or token.head.dep_ == "poss":
        return 8 if _table()[token.lemma_.lower()] != "human" else 9
    counted = any(child.dep_ == "nummod" or child.like_num for child in token.children)
    if token.dep_ in ("pobj", "conj") and token.head.lower_ in ("in", "among", "for", "of", "to", "from", "on", "with", "by"):
        return 0 if counted or token.head.lower_ in ("in", "among") else 2
    if token.dep_ in ("nsubj", "nsubjpass"):
        return 1 if counted else 3
    return 1 if counted else 4


def _bounds(head: Token, span: Span) -> tuple[int, int]:
    first, last = head.i, head.i + 1
    while (
        first > span.start
        and head.doc[first - 1].head == head
        and head.doc[first - 1].dep_ in ("amod", "nummod", "compound", "quantmod", "nmod", "punct", "advmod")
    ):
        first -= 1
    for child in head.children:
        if child.i < first and child.dep_ in ("nummod", "amod") and head.doc[child.i + 1].head.head in (head, child):
            first = child.left_edge.i
    if first > span.start and (head.doc[first - 1].like_num or head.doc[first - 1].dep_ == "nummod"):
        first -= 1
    for child in head.rights:
        if child.i != last or (child.lower_ not in _QUALIFIERS and child.dep_ not in ("acl", "amod")):
            break
        if child.dep_ in ("prep", "acl", "amod", "advmod") and child.right_edge.i - head.i <= 8:
            last = child.right_edge.i + 1
        else:
            break
    while last - 1 > head.i and (head.doc[last - 1].is_punct or head.doc[last - 1].is_space):
        last -= 1
    return first, min(last, span.end)


def population_text(bounds: tuple[int, int] | None, span: Span) -> str:
    """Return the population's words, without an article."""
    return words_of(bounds, span) if bounds else ""
