"""Subject, relation and object of a sentence's main claim, its polarity and direction of change.

Rules over spaCy's dependency tree. Reporting and raising verbs are looked through: in "studies suggest that X may lower Y", as in
"X has been shown to lower Y", the claim is "X lowers Y".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.lexicon import read_map
from pipeline.records import Direction, Polarity

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_TRANSPARENT = frozenset(
    [
        "show",
        "suggest",
        "indicate",
        "believe",
        "think",
        "appear",
        "seem",
        "tend",
        "help",
        "fail",
        "find",
        "report",
        "demonstrate",
        "say",
        "claim",
        "expect",
        "know",
        "prove",
        "confirm",
        "reveal",
        "estimate",
        "consider",
        "suspect",
        "hypothesize",
        "hypothesise",
        "propose",
        "assume",
        "conclude",
        "note",
        "mean",
        "state",
        "argue",
        "observe",
        "hope",
        "aim",
        "continue",
        "begin",
        "start",
        "manage",
        "serve",
        "use",
        "design",
        "predict",
        "like",
        "allege",
        "repute",
        "rumor",
        "shown",
        "reckon",
        "understand",
        "see",
        "attest",
        "warn",
        "add",
        "explain",
    ]
)
_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl")
_TRAILING = frozenset(["relcl", "appos", "acl", "advcl", "parataxis", "punct", "cc"])
_NEGATIVE_DETERMINERS = frozenset(["no", "neither", "none", "nobody", "nothing", "nor", "zero"])
_NEGATIVE_VERBS = frozenset(["lack", "fail", "deny", "refuse", "omit", "exclude"])
_NEGATIVE_ADVERBS = frozenset(["never", "not", "n't", "n’t", "neither", "nor", "hardly", "barely", "no"])
_PARTICLES = frozenset(["prt", "neg"])


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
    chain = list(_predicates(body.root, body))
    verb = chain[-1]
    subject = _subject(chain)
    relation = _relation(verb)
    complement = _object(verb, relation)
    negations = tuple(sorted({token.i for token in _negations(chain, subject, complement)}))
    return Structure(
        verb=verb.i,
        subject=_phrase(subject, span) if subject is not None else NOTHING,
        relation=relation,
        object=_phrase(complement, span, after=relation[1], adjuncts=False) if complement is not None else NOTHING,
        direction=_direction(verb, subject, complement) if verb.pos_ in ("VERB", "AUX") and not verb.is_upper else _misread_direction(body),
        polarity="negated" if negations else "affirmed",
        negations=negations,
    )


def _predicates(root: Token, body: Span) -> Iterator[Token]:
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


def _subject(chain: list[Token]) -> Token | None:
    """The subject of the innermost predicate, or of the one that controls it."""
    for predicate in reversed(chain):
        found = [child for child in predicate.children if child.dep_ in _SUBJECTS]
        if not found and predicate.dep_ == "conj":
            found = [child for child in predicate.head.children if child.dep_ in _SUBJECTS]
        if found:
            # "There is ...": what is there is the subject.
            return next((c for c in predicate.children if c.dep_ == "attr"), None) if found[0].dep_ == "expl" and found[0].lower_ == "there" else found[0]
        if any(child.dep_ == "mark" for child in predicate.children):
            break
    return None


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


def _negations(chain: Iterable[Token], subject: Token | None, complement: Token | None) -> Iterator[Token]:
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
            if found := table.get(token.lemma_.lower()) or table.get(token.lower_):
                return "increase" if found == "increase" else "decrease"
    for child in verb.children:
        if child.dep_ in ("advmod", "acomp", "prep", "xcomp", "oprd", "ccomp"):
            for token in (child, *(c for c in child.children if c.dep_ in ("pobj", "advmod", "amod"))):
                if token.pos_ in ("NOUN", "ADJ", "ADV", "VERB") and (found := table.get(token.lemma_.lower()) or table.get(token.lower_)):
                    return "increase" if found == "increase" else "decrease"
    return "none"
