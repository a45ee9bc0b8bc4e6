"""What the small models see of a sentence: words, lemmas, grammar, and hits of the word lists, as a feature dictionary.

These features do not depend on a sentence's neighbours; rows.py adds what the paragraph and the document say around it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.detect.phrases import Hit
from pipeline.lexicon import read_lexicon

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

Features = dict[str, float]

_FIRST_PERSON = frozenset(["i", "we", "me", "us", "my", "our", "mine", "ours"])
_SECOND_PERSON = frozenset(["you", "your", "yours", "yourself"])
_QUOTES = frozenset('"“”«»')
_STATISTICS = re.compile(r"\d\s?%|\bper ?cent\b|\bp\s?[<=>]|\bn\s?=|\b\d+(?:\.\d+)?[- ]?fold\b|\b(?:OR|RR|HR|CI)\b", re.IGNORECASE)


def sentence_features(span: Span, hits: Mapping[str, Sequence[Hit]], kind: str = "prose") -> Features:
    """Return the features of one sentence."""
    found: Features = {"bias": 1.0}
    _add_words(span, found)
    _add_grammar(span, found)
    _add_surface(span, found, kind)
    for pattern, category in _statement_patterns():
        if pattern.search(span.text):
            found[f"pattern={category}"] = 1.0
    for name, list_hits in hits.items():
        if list_hits:
            found[f"list={name}"] = 1.0
            found[f"list2={name}"] = float(len(list_hits) > 1)
        for hit in list_hits:
            if name in ("hype", "calls_to_action", "evidence", "hedges"):
                found[f"{name}:{hit.entry.category}"] = 1.0
            found[f"{name}={hit.literal}"] = 1.0
    return found


@cache
def _statement_patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(entry.literal, re.IGNORECASE), entry.category) for entry in read_lexicon("statement_patterns"))


def word_key(token: Token) -> str:
    """The form under which a word is counted: its lemma, with digits made alike."""
    if token.like_num or any(character.isdigit() for character in token.text):
        return "<num>" if token.is_digit or token.like_num else "<code>"
    return token.lemma_.lower()


def _add_words(span: Span, found: Features) -> None:
    keys = [word_key(token) for token in span if not token.is_space]
    lower = [token.lower_ for token in span if not token.is_space]
    for key in keys:
        found[f"w={key}"] = 1.0
    for left, right in pairwise(keys):
        found[f"b={left}_{right}"] = 1.0
    if keys:
        found[f"first={lower[0]}"] = 1.0
        found[f"first2={'_'.join(lower[:2])}"] = 1.0
        found[f"last={lower[-1]}"] = 1.0
        if len(keys) > 1:
            found[f"last2={lower[-2]}"] = 1.0


def _add_grammar(span: Span, found: Features) -> None:
    tags = [token.tag_ for token in span if not token.is_space]
    for left, right in zip(["^", *tags], [*tags, "$"], strict=False):
        found[f"t={left}_{right}"] = 1.0
    root = span.root
    found[f"root={root.lemma_.lower()}"] = 1.0
    found[f"roottag={root.tag_}"] = 1.0
    for child in root.children:
        if child.dep_ in ("nsubj", "nsubjpass", "csubj", "expl"):
            shape = child.lower_ if child.pos_ == "PRON" else child.pos_
            found[f"subj={shape}"] = 1.0
            found[f"subjroot={shape}_{root.tag_}"] = 1.0
        elif child.dep_ in ("aux", "auxpass", "neg", "dobj", "ccomp", "xcomp", "acomp", "attr", "advcl", "mark", "prep"):
            found[f"dep={child.dep_}"] = 1.0
            if child.dep_ in ("aux", "neg"):
                found[f"aux={child.lower_}"] = 1.0
    found["finite"] = float(any(tag in ("VBZ", "VBP", "VBD", "MD") for tag in tags))
    found["imperative"] = float(root.tag_ in ("VB", "VBP") and not any(c.dep_ in ("nsubj", "nsubjpass", "aux") for c in root.children))
    found["verbs"] = min(3.0, sum(tag.startswith("VB") for tag in tags)) / 3


def _add_surface(span: Span, found: Features, kind: str) -> None:
    text = span.text
    words = [token for token in span if token.is_alpha]
    found[f"kind={kind}"] = 1.0
    found[f"len={min(len(words) // 4, 8)}"] = 1.0
    found["digit"] = float(any(token.like_num for token in span))
    found["statistic"] = float(bool(_STATISTICS.search(text)))
    found["first person"] = float(any(token.lower_ in _FIRST_PERSON for token in span))
    found["second person"] = float(any(token.lower_ in _SECOND_PERSON for token in span))
    found["question"] = float(text.rstrip().endswith("?"))
    found["exclamation"] = float("!" in text)
    found["quote"] = float(any(character in _QUOTES for character in text))
    found["quote opens"] = float(text[:1] in _QUOTES)
    found["link"] = float("http" in text or "www." in text or "@" in text)
    found["ends"] = float(text.rstrip()[-1:] in '.!?”")')
    found["title case"] = float(len(words) > 2 and sum(w.is_title for w in words) / len(words) > 0.6)
    found["upper"] = float(len(words) > 2 and sum(w.is_upper and len(w) > 1 for w in words) / len(words) > 0.5)
    found["propn"] = min(4, sum(token.pos_ == "PROPN" for token in span)) / 4
    found["colon"] = float(":" in text)
    found["year"] = float(bool(re.search(r"\b(?:19|20)\d\d\b", text)))
