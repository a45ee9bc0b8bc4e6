"""From rats to readers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.flag.check import Check, Finding, View
from pipeline.records import Sentence

_ANIMAL = re.compile(
    r"\b(?:mice|(?<!like a )(?<!as a )(?<!quiet as a )mouse|rats?|rodents?|murine|rabbits?|piglets?|monkeys?|macaques|zebrafish|hamsters?|guinea pigs?|beagles|fruit flies|roundworms?|worms|ferrets|animal (?:stud(?:y|ies)|models?|trials?|research|experiments?|tests?)|in animals|"
    r"in vitro|cell[- ]cultures?|cultured (?:\w+ )?cells|(?:\w+ )?cells in (?:a )?(?:dish|culture|petri)|petri dish|test[- ]tubes?|cell lines?|isolated (?:\w+ )?cells|laborator(?:y|ies) (?:cells|dish)|organoids?|in a dish|lab-grown|pigs|sheep|dogs)\b",
    re.IGNORECASE,
)
_HUMAN = re.compile(
    r"\b(?:you|your|yours|people|human(?! (?:inner|ear|eye|cells?|tissues?|genes?|genome|counterparts?|equivalent|disease|version|hair|skin cells|samples?))|humans|patients?|women|men|adults|children|us|we|our(?! (?:\w+ )?tests?\b)|users|anyone|everyone|customers|athletes|parents|runners|families|person|kids|sufferers|students|seniors|shoppers|workers|the elderly|athlete)\b",
    re.IGNORECASE,
)
_CAUTIOUS = re.compile(
    r"\b(?:times (?:that|the dose) of|equivalent to|should|contact|doctors?|counted|scored|examined|genotype|resembles?|may not|might not|not (?:been )?(?:tested|studied|shown|known|clear|mean|apply|yet|proven)|unknown|unclear|whether|remains? to be|no (?:human|evidence|data|trials?)|cannot|can[’']t|do(?:es)? not (?:mean|apply|translate|show)|human (?:trials?|studies|data) (?:are|is|will|have)|before (?:it|they) can|too early|caution|"
    r"needs? to be|would need|by law|warn(?:s|ed)?|handled|wore|housed|fed the|toxic|trials?|volunteers|in \d{4}\)|et al|break it down|unaffected|without harm|permit|licen[cs]e|regulat\w+|were recruited|are planned|in a separate|separately|trial (?:of|in|with) \d|randomi[sz]ed|your (?:dog|cat|pet|horse|rabbit|hamster|puppy|vet)|(?:dog|cat|pet|horse) owners?|if the same|could|might|may|possibl[ey]|perhaps|suggests?|researchers (?:hope|want|plan)|hopes?|further|survey of|also tested in (?:people|humans|\d+))\b",
    re.IGNORECASE,
)
REACH = 2
"""Content sentences after the evidence, beyond its own paragraph."""


_KEPT = re.compile(r"\b(?:dogs?|pupp(?:y|ies)|cats?|kittens?|pets?|horses?|hens?|chickens?|cows?|cattle|sheep|pigs|breeds?)\b", re.IGNORECASE)
_OWN_EVIDENCE = re.compile(r"\b(?:according to|survey|participants|volunteers|patients in|in a (?:\w+ )?(?:trial|study)|respondents)\b", re.IGNORECASE)

_TRIED_ON_PEOPLE = re.compile(
    r"\b(?:double-blind|randomi[sz]ed|clinical (?:trial|study)|(?:trial|study) (?:of|in|with|on|among) \d+|\d+ (?:healthy )?(?:volunteers|participants|patients|adults|women|men|people))\b",
    re.IGNORECASE,
)


def find(view: View) -> Iterator[Finding]:
    """Flag a flat claim about people that follows animal or cell evidence in the same passage, or stands in its sentence."""
    if sum(bool(_KEPT.search(sentence.text)) for sentence in view.content) >= max(4, 0.12 * len(view.content)):
        return  # a text about pets or livestock: they are whom it is for
    for position, sentence in enumerate(view.content):
        evidence = _ANIMAL.search(sentence.text)
        if evidence is None or sentence.kind in ("question", "heading"):
            continue
        for other in _passage(view, position):
            if other is not sentence and _TRIED_ON_PEOPLE.search(other.text):
                break  # what follows rests on people
            target = _leap(sentence, other, evidence)
            if target is not None:
                start = other.start + target.start()
                message = f"about people (“{target[0]}”), on the evidence of “{evidence[0]}”"
                yield (
                    Finding(other.start, other.end, message, view.claim_id(other))
                    if other is not sentence
                    else Finding(start, other.end, message, view.claim_id(other))
                )
                break


def _passage(view: View, position: int) -> Iterator[Sentence]:
    first = view.content[position]
    yield first
    for other in view.content[position + 1 :]:
        near = other.index - first.index <= REACH and not any(
            s.kind in ("heading", "question") for s in view.content[position + 1 : position + 1 + other.index - first.index]
        )
        if other.paragraph != first.paragraph and not near:
            return
        yield other


def _leap(first: Sentence, other: Sentence, evidence: re.Match[str]) -> re.Match[str] | None:
    if other.kind == "question" or _CAUTIOUS.search(other.text):
        return None
    if other is first:
        after = re.search(
            r"\b(?:so|which means|that means|meaning|therefore|just as it will|and it will|proving)\b.*", other.text[evidence.end() :], re.IGNORECASE
        )
        if after is None:
            return None
        human = _HUMAN.search(other.text, evidence.end() + after.start())
        return human if human and not _ANIMAL.search(after[0]) else None
    if _ANIMAL.search(other.text) or _OWN_EVIDENCE.search(other.text):
        return None
    return _HUMAN.search(other.text)


CHECK = Check(
    name="animal_to_human",
    definition="A claim about people is drawn from animal or cell evidence in the same passage.",
    severity="warning",
    source="Sumner et al. 2014 (human inference from animal research)",
    hits=(
        "Mice on the diet lived 20 % longer. That is why our shake adds years to your life.",
        "The oil killed flu virus in a test tube, so you will not catch flu this winter.",
    ),
    misses=(
        "Mice on the diet lived longer. Whether people would is unknown.",
        "In mice the vapour irritated the airways. In our nail test, one cell vented.",
        "The feed made piglets grow faster.",
    ),
    find=find,
)
