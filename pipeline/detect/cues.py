"""Hedges, boosters and negations with their scope.

A phrase of the hedge list is only a candidate: a linear model over the cue, its neighbours and its place in the parse decides
whether it lowers the commitment to what is said ("may" in a date, "can" of ability and "or" between two drugs do not).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.detect.features import Features
from pipeline.detect.phrases import Hit
from pipeline.records import Cue

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_SUBORDINATE = ("relcl", "advcl", "ccomp", "acl", "csubj", "pcomp", "xcomp", "conj")


def cue_features(span: Span, hit: Hit) -> Features:
    """Return what the cue model sees of one candidate: the cue, two words each side, and the clause it stands in."""
    head = span[hit.first : hit.last].root
    found: Features = {
        f"cue={hit.literal}": 1.0,
        f"category={hit.entry.category}{hit.entry.note}": 1.0,
        f"lemma={head.lemma_.lower()}": 1.0,
        f"tag={head.tag_}": 1.0,
        f"cue+tag={hit.literal}_{head.tag_}": 1.0,
        f"dep={head.dep_}": 1.0,
        f"cue+dep={hit.literal}_{head.dep_}": 1.0,
        f"head={head.head.lemma_.lower()}": 1.0,
        f"headtag={head.head.tag_}": 1.0,
    }
    _add_window(span, hit, found)
    _add_clause(span, hit, head, found)
    return found


def _add_window(span: Span, hit: Hit, found: Features) -> None:
    for offset in (-2, -1, 1, 2):
        position = hit.first + offset if offset < 0 else hit.last - 1 + offset
        token = span[position] if 0 <= position < len(span) else None
        word, tag = (token.lower_, token.tag_) if token is not None else ("^", "^")
        found[f"w{offset}={word}"] = 1.0
        found[f"p{offset}={tag}"] = 1.0
        if abs(offset) == 1:
            found[f"cue+w{offset}={hit.literal}_{word}"] = 1.0
            found[f"cue+p{offset}={hit.literal}_{tag}"] = 1.0


def _add_clause(span: Span, hit: Hit, head: Token, found: Features) -> None:
    path = [head, *head.ancestors]
    labels = {token.dep_ for token in path}
    for label in _SUBORDINATE:
        found[f"in {label}"] = float(label in labels)
    found["depth"] = min(5, len(path)) / 5
    found["is root"] = float(head.dep_ == "ROOT")
    found["head is root"] = float(head.head.dep_ == "ROOT")
    text = span.text
    found["question"] = float(text.rstrip().endswith("?"))
    found["quote"] = float(any(character in text for character in '"“”'))
    found["negated"] = float(any(child.dep_ == "neg" for child in (*head.children, *head.head.children)))
    found["past"] = float(any(token.tag_ == "VBD" for token in span))
    found["number follows"] = float(hit.last < len(span) and span[hit.last].like_num)
    for child in [c for c in (*head.children, *head.head.children) if c.dep_ in ("nsubj", "nsubjpass")][:2]:
        shape = child.lower_ if child.pos_ == "PRON" else child.lemma_.lower()
        found[f"subject={shape}"] = 1.0
        found[f"cue+subject={hit.literal}_{child.lower_ if child.pos_ == 'PRON' else child.pos_}"] = 1.0


def make_cue(span: Span, hit: Hit, shift: int, type_: str = "") -> Cue:
    """Return the record of a hit; ``shift`` moves the Doc's characters to the document's."""
    words = span[hit.first : hit.last]
    first, last = find_scope(span, words.root)
    doc = span.doc
    return Cue(
        words.start_char + shift,
        words.end_char + shift,
        words.text,
        type_ or hit.entry.category,
        doc[first].idx + shift,
        doc[last - 1].idx + len(doc[last - 1]) + shift,
    )


def find_scope(span: Span, head: Token) -> tuple[int, int]:
    """Return the token bounds that a cue acts on.

    After BioScope's guideline: a modal or adverb acts on its verb's clause from the cue on; a raising or passive verb
    takes its subject in ("X is thought to ..."); an adjective acts on its noun phrase.
    """
    if head.tag_ == "MD" or (head.dep_ in ("aux", "advmod", "neg") and head.head.pos_ in ("VERB", "AUX")):
        clause = head.head
        first = head.i
    elif head.dep_ == "amod":
        clause, first = head.head, head.i
    else:
        clause, first = head, head.i
        raising = any(child.dep_ in ("xcomp", "oprd") for child in head.children) or any(child.dep_ == "nsubjpass" for child in head.children)
        subject = next((child for child in head.children if child.dep_ in ("nsubj", "nsubjpass")), None)
        if raising and subject is not None:
            first = subject.left_edge.i
    last = clause.right_edge.i + 1
    while last - 1 > head.i and span.doc[last - 1].is_punct:
        last -= 1
    return max(span.start, min(first, head.i)), min(span.end, max(last, head.i + 1))


def in_side_clause(span: Span, cue: Cue, verb: int, shift: int) -> bool:
    """True when a cue stands in a relative or adverbial clause beside the main claim, and so does not weaken it."""
    token = next((t for t in span if t.idx + shift <= cue.start < t.idx + shift + max(1, len(t))), None)
    if token is None:
        return False
    spine = {verb, *(t.i for t in span.doc[verb].ancestors)}
    for step in (token, *token.ancestors):
        if step.i in spine:
            return False
        if step.dep_ in ("relcl", "advcl", "acl"):
            return True
    return False


def lower_certainty(span: Span, hedges: Sequence[tuple[Cue, str]], verb: int, shift: int) -> int:
    """Return 3, 2 or 1: the weakest level of the hedges that act on the main claim; ``hedges`` are (cue, level) pairs."""
    main = [int(level or 2) for cue, level in hedges if not in_side_clause(span, cue, verb, shift)]
    return min(main, default=3)
