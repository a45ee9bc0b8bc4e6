"""Sources nobody can find."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.flag.check import Check, Finding, View
from pipeline.records import Sentence

_WHO = (
    r"(?:(?:some|many|most|several|numerous|countless|leading|top|other|recent|new|early|multiple|various|independent|scientific|clinical|animal|human|medical|health|industry|the|a (?:growing|large) (?:number|body) of|growing|more and more|increasing)\s+){0,3}"
    r"(?:studies|study|research|researchers|scientists|experts?|doctors|physicians|specialists|nutritionists|dermatologists|analysts|economists|critics|observers|insiders|professionals|authors|evidence|science|surveys|data|tests|trials|reports|literature|people|users|customers|engineers|vets|trainers|clinicians|authorities|commentators|reviewers|owners|gardeners|dentists|therapists|fans)"
)
_SAYS = r"(?:show|shows|showed|have shown|has shown|suggest|suggests|suggested|say|says|said|believe|believes|agree|agrees|find|finds|found|have found|has found|prove|proves|proved|have proven|has proven|claim|claims|indicate|indicates|confirm|confirms|have confirmed|has confirmed|recommend|recommends|report|think|argue|demonstrate|demonstrates|have demonstrated|has demonstrated|reveal|reveals|point to|points to|warn|swear|note|have linked|has linked|link|links|support|supports|tell us|tells us|reckon|expect|expects|discovered|have discovered|has discovered|have long|insist|consider|call|rave|predict)"
_VAGUE = re.compile(
    rf"\b(?:{_WHO} (?:(?:now|all|often|consistently|clearly|increasingly|also|repeatedly|generally|widely|already|strongly|almost|unanimously)\s+){{0,2}}{_SAYS}\b|"
    r"it (?:is|has been|has long been) (?:(?:widely|commonly|generally|often|well|long|now|sometimes|also|universally)\s+)?(?:believed|thought|said|known|accepted|recogni[sz]ed|reported|claimed|rumou?red|shown|proven|established|agreed|documented|understood|estimated)|"
    r"(?:is|are) (?:(?:widely|commonly|generally|often|long|universally|frequently)\s+)?(?:believed|thought|said|rumou?red|reputed|considered by (?:many|experts|some)|known) to\b|"
    r"(?:is|are) (?:widely|commonly|generally|often|universally|frequently) (?:believed|thought|said|considered|regarded|recogni[sz]ed|seen|viewed|accepted|known)\b|"
    r"(?:according to|as) (?:(?:some|many|most|several|leading|top|recent|the|various|independent)\s+){0,2}(?:experts|studies|research|scientists|researchers|doctors|sources|insiders|reports|analysts|users|observers|specialists)(?: say)?|"
    r"(?:a|one) (?:recent|new|famous|major|large|leading|\d{4}|well-known) (?:\w+ ){0,2}(?:study|survey|trial|report) (?:shows|showed|found|finds|suggests|has shown|proved|says|revealed|confirmed)|"
    r"(?:clinically|scientifically|medically|laboratory) (?:proven|tested|validated|shown|backed)|(?:backed|supported|proven|endorsed|recommended) by (?:science|research|experts|studies|doctors|scientists|the science|evidence|dermatologists|dentists|vets|nutritionists)|"
    r"(?:many|some|most|countless|more and more) (?:people|users|customers|experts|doctors|researchers|owners|parents|athletes|patients) (?:have )?(?:\w+ )?(?:say|believe|report|swear|think|agree|reported)|"
    r"I (?:once )?(?:read|heard) (?:somewhere |once |online )?that|(?:some|many|they) say\b|they say|rumou?r has it|word is|studies have (?:also |repeatedly |consistently )?(?:shown|found|linked|demonstrated|suggested|proven)|in (?:numerous|countless|many|several|various) studies)\b",
    re.IGNORECASE,
)
_FINDABLE = re.compile(
    r"\b(?:19|20)\d\d\b|\[\d|\(\w+ et al|et al\.|doi|https?:|\b[A-Z][a-z]+ (?:University|Institute|College|Hospital|Agency|Journal|Foundation|Centre|Center|Trial|Survey)\b|\b(?:University|Institute|Journal|Ministry|Department|College|Royal|World Health) (?:of )?[A-Z]|"
    r"\b(?:published in|by Dr|by Professor|Dr\.? [A-Z]|Professor [A-Z]|led by [A-Z]|from [A-Z][a-z]+ [A-Z]|n ?= ?\d|\d+ (?:participants|patients|adults|people|volunteers|women|men|children|households|students|drivers|respondents))\b"
)
_TAKEN_BACK = re.compile(
    r"^no (?:\w+ )?(?:study|studies|research|evidence|trial|data)\b|[“\"‘](?:experts say|studies show|research shows|science says)|\bthey say on (?:the|its|their) \w+|\b(?:said on|spokes(?:man|woman|person)|police|court)\b",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"(?:(?:owners|users|customers) find|the (?:expert|specialist|researcher|analyst|data|study|results|tests?|trials?|survey|researchers|authors|scientists|team|doctors|reviewers)|customers find|some people (?:say|think) that they|tests? (?:found|show)|data)\b",
    re.IGNORECASE,
)
_NUMBERS = re.compile(
    r"\b(?:of|from|asked|among) (?:the |our )?\d+|\b\d+ (?:[\w-]+ )?(?:owners|customers|people|participants|patients|respondents|answers|families|households|users)\b",
    re.IGNORECASE,
)
_SUPERSCRIPT = re.compile(r"[¹²³⁴-⁹]")


def find(view: View) -> Iterator[Finding]:
    """Flag reporting phrases whose source is neither named, dated, cited nor described, here or in the sentence before."""
    for sentence in view.content:
        if sentence.kind in ("question", "heading"):
            continue
        claim = view.claim_of(sentence)
        nearby = sentence.text + " " + " ".join(s.text for s in view.so_far(sentence)[-1:])
        if (
            _TAKEN_BACK.search(sentence.text)
            or _FINDABLE.search(nearby)
            or _SUPERSCRIPT.search(sentence.text)
            or (claim is not None and any(c.target for c in claim.citations))
        ):
            continue
        for match in _VAGUE.finditer(sentence.text):
            if _OWN.match(match[0]) or _counted_beside(view, sentence):
                continue
            start = sentence.start + match.start()
            yield Finding(start, start + len(match[0]), f"“{match[0]}”: nobody who could be found and asked", view.claim_id(sentence))
            break


def _counted_beside(view: View, sentence: Sentence) -> bool:
    """True when the next sentence of the paragraph gives the numbers, or one of the two before cites: the source can be found after all."""
    paragraph = [s for s in view.content if s.paragraph == sentence.paragraph]
    after = [s.text for s in paragraph if s.index == sentence.index + 1]
    before = [s for s in paragraph if sentence.index - 3 <= s.index < sentence.index]
    cited = any((claim := view.claim_of(s)) is not None and any(c.target for c in claim.citations) for s in before)
    return cited or any(_NUMBERS.search(text) for text in after)


CHECK = Check(
    name="vague_attribution",
    definition="A claim is laid on a source that cannot be found: studies show, experts say, it is believed.",
    severity="warning",
    source="Ganter and Strube 2009 (weasels); Wikipedia: Manual of Style, words to watch",
    hits=("Studies show that naps improve focus.", "It is widely believed that copper eases joints."),
    misses=(
        "A 2021 study by the University of Oslo found that naps improve focus.",
        "We studied how naps affect focus.",
        "The expert also recommends a shorter nap.",
    ),
    find=find,
)
