"""Subject, relation and object of a sentence's main claim, its polarity and direction of change.

Rules over spaCy's dependency tree. Reporting and raising verbs are looked through: in "studies suggest that X may lower Y", as in
"X has been shown to lower Y", the claim is "X lowers Y".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.detect.direction import find_direction, find_negations
from pipeline.records import Direction, Polarity

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_TRANSPARENT = frozenset(
    (
        "show suggest indicate believe think appear seem tend help fail find report demonstrate say claim expect know prove confirm "
        "reveal estimate consider suspect hypothesize hypothesise propose assume conclude note mean state argue observe hope aim continue "
        "begin start manage serve use design predict like allege repute rumor shown reckon understand see attest warn add explain"
    ).split()
)
SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl")
_TRAILING = frozenset(["relcl", "appos", "acl", "advcl", "parataxis", "punct", "cc"])


@dataclass(frozen=True, slots=True)
class Structure:
    """Token bounds within the Doc; -1 where there is none. ``verb`` is the main predicate's token index."""

    verb: int
    subject: tuple[int, int]
    relation: tuple[int, int]
    object: tuple[int, int]
    direction: Direction
    polarity: Polarity
    negations: tuple[int, ...]


NOTHING = (-1, -1)


def find_structure(span: Span, start: int = 0) -> Structure:
    """Return the structure of ``span``; ``start`` is the first token after a bold lead-in."""
    body = span[start:] if start else span
    chain = list(predicates(body.root, body))
    return describe(chain, after_lead(find_subject(chain), chain[-1], body), span, body)


def describe(chain: list[Token], subject: Token | None, span: Span, body: Span) -> Structure:
    """Return the structure around the last predicate of ``chain``, with a subject that was found for it."""
    verb = chain[-1]
    relation = _relation(verb)
    complement = _object(verb, relation)
    negations = tuple(sorted({token.i for token in find_negations(chain, subject, complement)}))
    return Structure(
        verb=verb.i,
        subject=_phrase(subject, span) if subject is not None else NOTHING,
        relation=relation,
        object=_phrase(complement, span, after=relation[1], adjuncts=False) if complement is not None else NOTHING,
        direction=find_direction(verb, subject, complement, body),
        polarity="negated" if negations else "affirmed",
        negations=negations,
    )


def predicates(root: Token, body: Span) -> Iterator[Token]:
    """Yield the root and the predicates under it that carry the claim, outermost first."""
    token = root
    yield token
    for _ in range(6):
        following = _content_clause(token)
        if following is None or not body.start <= following.i < body.end:
            return
        token = following
        yield token


def _content_clause(token: Token) -> Token | None:
    lemma = token.lemma_.lower()
    clauses = [c for c in token.children if c.dep_ in ("ccomp", "xcomp") and c.pos_ in ("VERB", "AUX", "ADJ", "NOUN")]
    if not clauses:
        # "is likely to reduce", "has the potential to reduce", "is able to"
        for child in token.children:
            if child.dep_ in ("acomp", "dobj", "attr") and child.lower_ in (
                "likely",
                "able",
                "unlikely",
                "potential",
                "ability",
                "capacity",
                "thought",
                "known",
                "designed",
            ):
                inner = [c for c in child.children if c.dep_ in ("xcomp", "acl", "relcl") and c.pos_ == "VERB"]
                if inner:
                    return inner[0]
        return None
    if lemma in _TRANSPARENT or (token.dep_ == "ROOT" and token.pos_ == "VERB" and clauses[0].dep_ == "ccomp" and clauses[0].i < token.i):
        return clauses[0]
    return None


def find_subject(chain: list[Token]) -> Token | None:
    """The subject of the innermost predicate, or of the one that controls it."""
    for predicate in reversed(chain):
        found = [child for child in predicate.children if child.dep_ in SUBJECTS]
        if not found and predicate.dep_ == "conj":
            found = [child for child in predicate.head.children if child.dep_ in SUBJECTS]
        if found:
            # "There is ...": what is there is the subject.
            return next((c for c in predicate.children if c.dep_ == "attr"), None) if found[0].dep_ == "expl" and found[0].lower_ == "there" else found[0]
        if any(child.dep_ == "mark" for child in predicate.children):
            break
    return None


def after_lead(subject: Token | None, verb: Token, body: Span) -> Token | None:
    """A lead-in ("Sleep: magnesium improves ...") is no subject: take the noun between it and the verb."""
    if subject is None or subject.i >= body.start:
        return subject
    return next((token for token in reversed(list(body.doc[body.start : verb.i])) if token.pos_ in ("NOUN", "PROPN", "PRON")), None)


def _relation(verb: Token) -> tuple[int, int]:
    """The verb with its particle, "was"/"is" of a passive, and a preposition that governs its object."""
    first, last = verb.i, verb.i + 1
    for child in verb.children:
        if child.dep_ == "auxpass" and verb.i - child.i == 1:
            first = child.i
        elif child.dep_ == "prt" and child.i - verb.i <= 2:
            last = max(last, child.i + 1)
    if not any(child.dep_ in ("dobj", "attr", "acomp", "dative", "ccomp", "xcomp", "oprd") for child in verb.children):
        preposition = next((c for c in verb.children if c.dep_ in ("prep", "agent") and c.i == last), None)
        if preposition is not None and _governed(verb, preposition):
            last = preposition.i + 1
    return first, last


_GOVERNED = frozenset(["of", "to", "into", "from", "with", "as", "against", "through"])
_GOVERNED_PAIRS = frozenset(
    [
        "result in",
        "participate in",
        "consist in",
        "focus on",
        "depend on",
        "rely on",
        "act on",
        "base on",
        "work on",
        "run on",
        "account for",
        "stand for",
        "know for",
        "use for",
        "approve for",
        "recommend for",
        "intend for",
        "license for",
        "suit for",
        "look for",
        "protect against",
        "interact with",
        "bind to",
        "sell in",
        "develop in",
        "develop at",
        "make in",
    ]
)


def _governed(verb: Token, preposition: Token) -> bool:
    """Tell "consists of clay" from "was seen in men" and "fell by 30 %"."""
    if preposition.dep_ == "agent" or preposition.lower_ == "by":
        return verb.tag_ == "VBN" and not any(token.like_num for token in preposition.subtree)
    if any(token.like_num for token in preposition.subtree) and preposition.lower_ in ("from", "to"):
        return False
    return preposition.lower_ in _GOVERNED or f"{verb.lemma_.lower()} {preposition.lower_}" in _GOVERNED_PAIRS


def _object(verb: Token, relation: tuple[int, int]) -> Token | None:
    for wanted in (("dobj",), ("attr", "acomp", "oprd"), ("xcomp", "ccomp")):
        found = [c for c in verb.children if c.dep_ in wanted and c.i >= relation[1] - 1]
        if found:
            return found[0]
    prepositions = [c for c in verb.children if c.dep_ in ("agent", "prep") and c.i >= verb.i]
    passive = any(c.dep_ == "nsubjpass" for c in verb.children)
    ordered = sorted(prepositions, key=lambda c: (c.dep_ != "agent" if passive else False, c.i))
    for preposition in ordered:
        if preposition.i < relation[1] or preposition.dep_ == "agent":
            inner = next((c for c in preposition.children if c.dep_ in ("pobj", "pcomp")), None)
            if inner is not None:
                return inner
    return None


def _phrase(head: Token, span: Span, after: int = 0, *, adjuncts: bool = True) -> tuple[int, int]:
    """The words of ``head``'s subtree that stand together with it, without clauses (and adjuncts) that trail behind."""
    unwanted: set[int] = set()
    for token in head.subtree:
        trailing = token.dep_ in ("relcl", "advcl", "parataxis") or (token.dep_ in ("appos", "acl") and token.i > head.i + 1)
        trailing = trailing or (not adjuncts and token.dep_ in ("prep", "agent") and token.lower_ not in ("of", "to", "than", "from") and token.i > head.i)
        if trailing and token.i > head.i and token is not head:
            unwanted.update(t.i for t in token.subtree)
    kept = [t.i for t in head.subtree if t.i not in unwanted and t.i >= after and span.start <= t.i < span.end]
    if not kept:
        return head.i, head.i + 1
    first = last = head.i
    members = set(kept)
    while first - 1 in members:
        first -= 1
    while last + 1 in members:
        last += 1
    doc = head.doc
    for i in range(head.i, last + 1):
        if doc[i].text in ("—", "–", "(", ";") or (
            doc[i].text == "," and i + 1 <= last and doc[i + 1].lower_ in ("which", "who", "making", "meaning", "including", "such")
        ):
            last = i - 1
            break
    return first, max(last, head.i) + 1


def words_of(bounds: tuple[int, int], span: Span) -> str:
    """Return the words of token ``bounds`` without leading articles and outer punctuation."""
    if bounds == NOTHING:
        return ""
    first, last = bounds
    doc = span.doc
    while first < last - 1 and (doc[first].lower_ in ("the", "a", "an", "no", "neither", "both", "either") or doc[first].is_punct or doc[first].is_space):
        first += 1
    while last - 1 > first and ((doc[last - 1].is_punct and doc[last - 1].text not in (")", "%")) or doc[last - 1].is_space):
        last -= 1
    return " ".join(doc[first:last].text.split())
