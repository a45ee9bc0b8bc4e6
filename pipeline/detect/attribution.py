"""Whose word a sentence is: reporting clauses ("Lee said", "studies show that"), "according to", passives of belief, first persons.

The rule's answer is a feature of the attribution model; the source's own words come from here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.detect.structure import words_of
from pipeline.lexicon import read_map

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_ACCORDING = re.compile(
    r"\b(?:according to|in the words of|as (?:reported|stated|noted|described) by|a spokes(?:man|woman|person) for|cited by)\s+", re.IGNORECASE
)
_PASSIVE_BELIEF = re.compile(
    r"\b(?:is|are|was|were|been|be) (?:\w+ly )?(?:believed|thought|said|known|considered|understood|reported|rumou?red|claimed|alleged|reputed|recogni[sz]ed|regarded|attributed)\b|"
    r"\bit (?:is|has been|was) (?:\w+ly )?(?:believed|thought|said|known|reported|estimated|shown|suggested|claimed|argued)\b",
    re.IGNORECASE,
)
_SELF = re.compile(
    r"\b(?:as an? (?:[\w-]+ ){0,3}?(?:neuro)?(?:surgeon|doctor|physician|clinician|nurse|scientist|engineer|therapist|nutritionist|dietitian|coach|expert|professional|"
    r"trainer|pharmacist|dentist|mother|father|parent|researcher|veterinarian|vet|chemist|psychologist|psychiatrist|teacher|plumber|chef|gardener|lawyer|farmer|athlete)|"
    r"in my (?:experience|practice|clinic|opinion|view)|in our (?:experience|laborator\w+|lab|tests?|testing|climate chamber|trials?|own)|we (?:found|tested|measured|have (?:found|seen|shown|tested)|believe|think|know)|"
    r"i (?:found|tested|noticed|believe|think|can attest|have (?:found|seen|noticed|tested))|our (?:own )?(?:scientists|engineers|research(?:ers)?|experts|studies|tests|team|data|trials|laborator\w+|lab))\b",
    re.IGNORECASE,
)
_STUDY_NAMED = re.compile(
    r"\b[A-Z][\w-]+ (?:trial|study|survey|report|review|cohort|University|Institute|College|Hospital|Agency|Authority|Society|Association|Journal|Commission)\b|\b(?:University|Institute|College|Ministry|Department|Journal|Academy) of\b"
)


@dataclass(frozen=True, slots=True)
class Attribution:
    """The rule's reading: ``value`` none, vague, named or self, and the source's words."""

    value: str
    source: str


NOBODY = Attribution("none", "")


def find_attribution(span: Span) -> Attribution:
    """Return who stands behind a sentence by its own words; citations are judged elsewhere."""
    text = span.text
    if match := _ACCORDING.search(text):
        rest = re.split(r",(?! (?:Inc|Ltd|M\.?D|Ph\.?D))|\.(?=\s|$)|[;:”]| in a | that ", text[match.end() :])[0]
        return Attribution(_named_or_vague(rest), rest.strip()[:120])
    for token in span:
        if token.lemma_.lower() in read_map("report_verbs") and token.pos_ in ("VERB", "AUX"):
            found = _reported(token, span)
            if found is not None:
                return found
    if match := _SELF.search(text):
        return Attribution("self", match[0])
    if match := _PASSIVE_BELIEF.search(text):
        agent = re.match(r" by ((?:the )?[\w’' -]{2,60})", text[match.end() :])
        return Attribution(_named_or_vague(agent[1]), agent[1].strip()) if agent else Attribution("vague", match[0])
    if match := _STUDY_NAMED.search(text):
        return Attribution("named", match[0])
    return NOBODY


def _reported(verb: Token, span: Span) -> Attribution | None:
    """Read "X said (that) ..." and "..., X said"."""
    subject = next((child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is None:
        return None
    clause = any(child.dep_ in ("ccomp", "xcomp") for child in verb.children) or verb.dep_ in ("parataxis",)
    quoted = any(character in span.text for character in '“”"')
    found = read_map("report_verbs")[verb.lemma_.lower()] == "find"
    vague_noun = subject.lemma_.lower() in read_map("vague_sources") or subject.lower_ in read_map("vague_sources")
    if not (clause or quoted or (found and vague_noun)):
        return None
    if subject.lower_ in ("i", "we"):
        return Attribution("named" if quoted else "self", subject.text)
    last = subject.right_edge.i + 1
    words = words_of((subject.left_edge.i, min(last, span.end)), span)
    if subject.pos_ == "PRON" and subject.lower_ in ("he", "she", "they"):
        return Attribution("named", subject.text)
    if subject.pos_ == "PRON" or (found and not vague_noun and subject.pos_ != "PROPN"):
        return None
    return Attribution(_named_or_vague(words, subject), words[:120])


def _named_or_vague(words: str, head: Token | None = None) -> str:
    """A proper name, a year or a title can be found; "some experts" cannot."""
    bare = re.sub(r"^(?:The|A|An|Some|Many|Most|Several|Recent|New|Our|All|Other|Early|Multiple)\b", "", words.strip())
    if head is not None and head.pos_ == "PROPN":
        return "named"
    if re.search(r"\b[A-Z][\w’'.-]+", bare) or re.search(r"\b(?:19|20)\d\d\b", words):
        return "named"
    return "vague"
