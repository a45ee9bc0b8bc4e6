"""The content words and names of a claim, normalised, for finding claims about the same thing."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from pipeline.lexicon import read_lexicon

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_CONTENT = frozenset(["NOUN", "PROPN", "VERB", "ADJ", "ADV", "NUM", "X"])
_LIGHT = frozenset(
    (
        "be have do make get give take show find use say see know think believe suggest indicate appear seem help include mean become "
        "provide offer come go keep let set put need want work way thing one also just even very well more most much many such other new "
        "good great study research researcher evidence result finding report according accord scientist expert people due"
    ).split()
)
_NOT_BRITISH = frozenset(
    ("promise precise exercise comprise surprise otherwise noise rise raise praise expertise franchise enterprise concise likewise disease increase").split()
)
_NAME = re.compile(r"\b(?:[A-Z]+[a-z]*[-–]?\d+[A-Za-z]?(?:[-–]\d+)?|[A-Z][a-z]+(?:[A-Z][a-z]+)+|[A-Z]{2,}(?:[-–][A-Z0-9]+)*)\b")


@cache
def _synonyms() -> dict[str, str]:
    return {entry.literal: entry.category for entry in read_lexicon("synonyms")}


def normal_term(token: Token) -> str:
    """The form under which a word is matched: lemma, British spelling and common synonyms folded into one."""
    lemma = token.lemma_.lower().strip("-’'")
    if lemma not in _NOT_BRITISH:
        lemma = re.sub(r"(?<=[a-z]{3})is(e|ed|ing|ation)$", r"iz\1", lemma)
    lemma = (
        lemma.replace("oeic", "eic")
        .replace("aemia", "emia")
        .replace("oea", "ea")
        .replace("colour", "color")
        .replace("fibre", "fiber")
        .replace("litre", "liter")
        .replace("metre", "meter")
    )
    return _synonyms().get(lemma, lemma)


def find_terms(span: Span) -> tuple[str, ...]:
    """Return the content words of ``span`` in text order, each once."""
    found: dict[str, None] = {}
    for token in span:
        if token.pos_ not in _CONTENT or (token.is_stop and token.lower_ not in ("no", "not", "without")) or not any(c.isalnum() for c in token.text):
            continue
        for part in _parts(token):
            if part and part not in _LIGHT and len(part) > 1:
                found[part] = None
    return tuple(found)


def _parts(token: Token) -> list[str]:
    if re.search(r"[A-Za-z]-\d|\d-[A-Za-z]", token.text) or "-" not in token.text:
        return [normal_term(token)]
    return [_synonyms().get(part, part) for part in token.lower_.split("-") if len(part) > 2]


def find_names(text: str) -> tuple[str, ...]:
    """Return codes, product names and abbreviations ("LV-27", "HeatLoop 9", "BDNF"), lower case, each once."""
    found = {re.sub(r"[-–\s]", "", match[0]).lower(): None for match in _NAME.finditer(text)}
    return tuple(found)
