"""Grammar and surface of a sentence as numbers between 0 and 1, and which word lists hit; the document layer reads them beside the encoder."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from pipeline.detect.phrases import Hit

if TYPE_CHECKING:
    from spacy.tokens import Span

Features = dict[str, float]

_FIRST_PERSON = frozenset(["i", "we", "me", "us", "my", "our", "mine", "ours"])
_SECOND_PERSON = frozenset(["you", "your", "yours", "yourself"])
_QUOTES = frozenset('"“”«»')
_STATISTICS = re.compile(r"\d\s?%|\bper ?cent\b|\bp\s?[<=>]|\bn\s?=|\b\d+(?:\.\d+)?[- ]?fold\b|\b(?:OR|RR|HR|CI)\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NAMED_CATEGORIES = ("hype", "evidence")


def sentence_features(span: Span, hits: Mapping[str, Sequence[Hit]], kind: str = "prose") -> Features:
    """Return the features of one sentence; what is not there is 0."""
    found: Features = {f"kind={kind}": 1.0}
    _add_grammar(span, found)
    _add_surface(span, found)
    for name, list_hits in hits.items():
        if list_hits:
            found[f"list={name}"] = 1.0
            found[f"list2={name}"] = float(len(list_hits) > 1)
        if name in _NAMED_CATEGORIES:
            found.update({f"{name}:{hit.entry.category}": 1.0 for hit in list_hits})
    return found


def _add_grammar(span: Span, found: Features) -> None:
    tags = [token.tag_ for token in span]
    root = span.root
    found["finite"] = float(any(tag in ("VBZ", "VBP", "VBD", "MD") for tag in tags))
    found["imperative"] = float(root.tag_ in ("VB", "VBP") and not any(c.dep_ in ("nsubj", "nsubjpass", "aux") for c in root.children))
    found["verbs"] = min(3.0, sum(tag.startswith("VB") for tag in tags)) / 3
    found["propn"] = min(4, sum(token.pos_ == "PROPN" for token in span)) / 4


def _add_surface(span: Span, found: Features) -> None:
    text = span.text
    words = [token for token in span if token.is_alpha]
    lower = {token.lower_ for token in words}
    found["digit"] = float(any(token.like_num for token in span))
    found["statistic"] = float(bool(_STATISTICS.search(text)))
    found["first person"] = float(bool(lower & _FIRST_PERSON))
    found["second person"] = float(bool(lower & _SECOND_PERSON))
    found["question"] = float(text.rstrip().endswith("?"))
    found["exclamation"] = float("!" in text)
    found["quote"] = float(any(character in _QUOTES for character in text))
    found["quote opens"] = float(text[:1] in _QUOTES)
    found["link"] = float("http" in text or "www." in text or "@" in text)
    found["ends"] = float(text.rstrip()[-1:] in '.!?”")')
    found["title case"] = float(len(words) > 2 and sum(w.is_title for w in words) / len(words) > 0.6)
    found["upper"] = float(len(words) > 2 and sum(w.is_upper and len(w) > 1 for w in words) / len(words) > 0.5)
    found["colon"] = float(":" in text)
    found["year"] = float(bool(_YEAR.search(text)))
