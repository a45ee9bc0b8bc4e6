"""Whether a claim is denied, and which way the thing acted on goes, from the words around the main predicate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from pipeline.lexicon import read_map
from pipeline.records import Direction

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_NEGATIVE_DETERMINERS = frozenset(["no", "neither", "none", "nobody", "nothing", "nor", "zero"])
_NEGATIVE_VERBS = frozenset(["lack", "fail", "deny", "refuse", "omit", "exclude"])


def find_negations(chain: Iterable[Token], subject: Token | None, complement: Token | None) -> Iterator[Token]:
    """Yield the tokens that negate the claim: "not", "no X", "lacks", "fails to", "without" as predicate, "free of"."""
    for predicate in chain:
        yield from (
            c
            for c in predicate.children
            if c.dep_ == "neg"
            or (c.lower_ == "longer" and any(g.lower_ == "no" for g in c.children))
            or (c.lower_ in ("never", "neither") and c.dep_ in ("advmod", "preconj", "cc"))
        )
        if predicate.lemma_.lower() in _NEGATIVE_VERBS:
            yield predicate
        yield from (c for c in predicate.children if c.dep_ in ("advmod", "acomp") and c.lower_ in ("hardly", "barely", "unlikely"))
    for noun in (subject, complement):
        if noun is None:
            continue
        if noun.lower_ in ("none", "nobody", "nothing", "neither", "no-one"):
            yield noun
        yield from (
            c for c in noun.children if c.lower_ in _NEGATIVE_DETERMINERS and c.dep_ in ("det", "preconj", "cc:preconj", "neg", "nummod", "advmod", "cc")
        )
        if noun.lower_ == "free" and any(c.lower_ in ("of", "from") for c in noun.children):
            yield noun


def find_direction(verb: Token, subject: Token | None, complement: Token | None, body: Span) -> Direction:
    """Return increase, decrease or none for what the claim's predicate does to its object."""
    return _direction(verb, subject, complement) if verb.pos_ in ("VERB", "AUX") and not verb.is_upper else _misread_direction(body)


def _misread_direction(body: Span) -> Direction:
    """A rare verb ("upregulates") is often read as a noun; its ending and place still tell."""
    for token in body:
        stem = token.lower_.removesuffix("s")
        if token.lower_.endswith("s") and token.pos_ in ("NOUN", "PROPN") and (found := read_map("direction").get(stem)):
            return "increase" if found == "increase" else "decrease"
    return "none"


def _direction(verb: Token, subject: Token | None, complement: Token | None) -> Direction:
    lemma = verb.lemma_.lower()
    table = read_map("direction")
    if any(child.lower_ == "longer" and child.dep_ == "advmod" for child in verb.children) and any(t.lower_ == "no" for t in verb.subtree):
        return "none"
    if found := table.get(lemma):
        return "increase" if found == "increase" else "decrease"
    nouns = (
        [complement, subject]
        if verb.lemma_.lower()
        in (
            "be",
            "have",
            "see",
            "show",
            "give",
            "offer",
            "provide",
            "produce",
            "lead",
            "result",
            "bring",
            "experience",
            "link",
            "associate",
            "remain",
            "become",
            "get",
            "make",
            "keep",
        )
        else [complement]
    )
    for noun in nouns:
        if noun is None:
            continue
        for token in (noun, *(c for c in noun.children if c.dep_ in ("amod", "advmod", "compound", "acomp"))):
            found = table.get(token.lemma_.lower()) or table.get(token.lower_)
            if found and (token.pos_ != "ADJ" or token.tag_ in ("JJR", "RBR")):
                return "increase" if found == "increase" else "decrease"
    for child in verb.children:
        if child.dep_ in ("advmod", "acomp", "prep", "xcomp", "oprd", "ccomp"):
            for token in (child, *(c for c in child.children if c.dep_ in ("pobj", "advmod", "amod"))):
                if token.pos_ in ("NOUN", "ADJ", "ADV", "VERB") and (found := table.get(token.lemma_.lower()) or table.get(token.lower_)):
                    return "increase" if found == "increase" else "decrease"
    return "none"
