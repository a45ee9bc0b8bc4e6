"""A pilot with twelve people, and it is proven."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.flag.check import Check, Finding, View, phrase_pattern
from pipeline.flag.passage import brings_evidence, following, short
from pipeline.records import Sentence

REACH = 3
"""Content sentences after the weak evidence."""
SMALL = 40
"""People, animals or homes; a study of fewer is small."""
_WEAK = re.compile(
    r"\b(?:pilot(?: \w+)?|(?:very |a )?small (?:study|trial|survey|sample|test|group|pilot|clinical)|preliminary|feasibility|proof[- ]of[- ]concept|case (?:report|study|series)|mice|mouse|rats?|rodents?|zebrafish|guinea pigs?|rabbits?|fruit flies|worms|piglets|hamsters|animal (?:study|studies|trial|model|experiment|test)s?|"
    r"in vitro|cell[- ]cultures?|cultured cells|cells? (?:in|grown in) (?:a )?(?:dish|culture|lab\w*)|petri dish|test[- ]tubes?|beaker|laborator(?:y|ies)|lab (?:test|study|trial|work|bench|experiment|dish)s?|in (?:a|the|our) lab|bench test|single (?:patient|person|user|home|house|farm|field|school|class\w*|case)|uncontrolled|unblinded|without (?:a )?(?:control|placebo|comparison)(?: group)?|no control group|"
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|a dozen|two dozen|a handful of|a few) (?:[\w-]+ ){0,2}(?P<counted>people|men|women|adults|patients|volunteers|participants|subjects|students|pupils|children|users|owners|customers|families|households|homes|houses|farms|drivers|dogs|cats|horses|athletes|runners|cyclists|testers|colleagues|friends|employees|nurses|teachers|babies|workers|plants|cows|hens|cars|players|swimmers|gardeners|members))\b",
    re.IGNORECASE,
)
_BATTERY = re.compile(r"\b(?:(?:battery|button|solar|fuel|sodium-ion|lithium(?:-ion)?) cells?|coin cell(?: (?:under|in the|inside|battery)))\b", re.IGNORECASE)
_COUNT = re.compile(
    r"\b(?P<count>\d{1,2}) (?:[\w-]+ ){0,2}(?:people|men|women|adults|patients|volunteers|participants|subjects|students|pupils|children|users|owners|customers|families|households|homes|houses|farms|drivers|dogs|cats|horses|athletes|runners|cyclists|testers|employees|nurses|teachers|workers|plants|cows|hens|cars|players|swimmers|gardeners|members)\b",
    re.IGNORECASE,
)
_PROOF = re.compile(
    r"\b(?:prove[sdn]?|proving|proof (?:that|of)?|(?:clinically|scientifically|medically) (?:proven|validated|confirmed|established|tested and proven)|confirm(?:s|ed|ing)?|confirmation|establish(?:es|ed|ing)?|demonstrat(?:es|ed|ing) (?:once|conclusively|beyond|clearly|unequivocally)|(?:been|is) demonstrated once|settles? (?:it|the matter|the question|the debate|the case)\b|settled (?:fact|once|beyond|the|that)|settles the (?:matter|question|debate)|conclusive(?:ly)?|definitive(?:ly)?|beyond (?:any |all )?(?:reasonable )?doubt|no (?:longer any )?doubt|"
    r"without (?:a|any) doubt|undeniabl[ey]|undisputed|irrefutabl[ey]|unequivocal(?:ly)?|leaves? no (?:doubt|room)|validat(?:es|ed|ing)|verified|verifies|guarantees? (?:that|you|a|to|results?)|the (?:science|verdict|case|question|debate|matter) is (?:settled|in|closed|clear|over)|case closed|certain(?:ty)? (?:that|now)|now (?:know|certain|official|fact)|it is (?:now )?(?:a fact|certain|official|clear) that|established fact|shows? (?:once and for all|conclusively|clearly|beyond)|(?:has|have) shown (?:once and for all|conclusively)|ends? the (?:debate|argument|discussion))\b",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:not|n[’']t|cannot|never|no|hardly|neither|nor|too (?:small|early)|whether|before|would|could|may|might|to (?:confirm|prove|establish|demonstrate|verify|validate)|need(?:s|ed)?|until|if|must|hopes?|aims?|plans?|wants?|remains?|yet|far from|rather than|larger|without proving|fails?)\b",
    re.IGNORECASE,
)
_OTHER = re.compile(r"\b(?:larger|large|independent|second|later|follow[- ]up|meta-analys\w+|systematic review|\d{3,}|\d,\d{3}|thousand)\b", re.IGNORECASE)
_STUDY = re.compile(r"\b(?:study|trial|test|experiment|survey|pilot|research)\b", re.IGNORECASE)
_FIRM = re.compile(
    r"\b(?:prove[sd] (?:popular|useful|difficult|hard|easy|a hit|tricky|harder|easier|handy|tough|unpopular|costly)|established (?:in|by|company|brand|firm|business)|well[- ]established|confirmed (?:the |your |an? )?(?:order|date|delivery|booking|by e-?mail)|proving ground|establish(?:ed)? (?:a|an|the) (?:team|company|laboratory|method|protocol|baseline|dose)|water-?proof|demonstrat\w+ (?:how|video|the (?:method|app|use)))\b",
    re.IGNORECASE,
)


def find(view: View) -> Iterator[Finding]:
    """Flag words of proof about a benefit that rests on a pilot, a small, an animal or a laboratory study."""
    for position, sentence in enumerate(view.content):
        weak = _weak_in(sentence.text)
        if not weak or sentence.kind == "question":
            continue
        for other in (sentence, *following(view, position, REACH)):
            claim = view.claim_of(other)
            if other is not sentence and (
                _OTHER.search(other.text) or (brings_evidence(claim) and not _proof_in(other) and claim is not None and bool(claim.citations))
            ):
                break
            proof = _proof_in(other)
            if proof is not None:
                yield Finding(
                    other.start,
                    other.end,
                    f"“{proof}” on the strength of “{weak}”" + ("" if other is sentence else f": “{short(sentence.text)}”"),
                    view.claim_id(other),
                )
                break
        else:
            yield from _before(view, position, weak)
    yield from _headed(view)


def _before(view: View, position: int, weak: str) -> Iterator[Finding]:
    """Proof proclaimed first, and the study behind it told after."""
    before = view.content[position - 1] if position else None
    if before is None or before.paragraph != view.content[position].paragraph or not _STUDY.search(view.content[position].text):
        return
    proof = _proof_in(before)
    if proof is not None and not _weak_in(before.text):
        yield Finding(before.start, before.end, f"“{proof}” on the strength of “{weak}”: “{short(view.content[position].text)}”", view.claim_id(before))


def _headed(view: View) -> Iterator[Finding]:
    """A heading that proclaims proof over a first paragraph of weak evidence."""
    for position, sentence in enumerate(view.content[:-1]):
        if sentence.kind == "heading" and (proof := _proof_in(sentence)) is not None:
            body = [s for s in view.content[position + 1 : position + 1 + REACH] if s.kind != "heading"]
            weak = next((w for s in body if (w := _weak_in(s.text))), "")
            if weak and not any(_OTHER.search(s.text) for s in body):
                yield Finding(sentence.start, sentence.end, f"“{proof}” on the strength of “{weak}”", view.claim_id(sentence))


@cache
def _narrow_words() -> re.Pattern[str]:
    return phrase_pattern("narrow_scopes")


def _weak_in(text: str) -> str:
    match = _WEAK.search(text) or _narrow_words().search(_BATTERY.sub(" ", text))
    if match is not None:
        return match[0]
    count = _COUNT.search(text)
    return (
        count[0]
        if count is not None and 0 < int(count["count"]) < SMALL and not text[: count.start()].rstrip().endswith(("%", "out of", "age", "aged", "than", "over"))
        else ""
    )


def _proof_in(sentence: Sentence) -> str | None:
    text = sentence.text
    match = _PROOF.search(text)
    if match is None or sentence.kind == "question" or _DENIED.search(text) or _FIRM.search(text):
        return None
    return match[0]


CHECK = Check(
    name="evidence_overreach",
    definition="A pilot, a small, an animal or a laboratory study is said to prove, establish or confirm a benefit.",
    severity="warning",
    source="Boutron et al. 2010 (spin); OCEBM levels of evidence",
    hits=(
        "A pilot study with 12 volunteers proves that the pad ends back pain.",
        "Nine dogs were given the chew for a week. The result confirms that it restores worn joints.",
    ),
    misses=(
        "A pilot study with 12 volunteers cannot prove that the pad ends back pain.",
        "The coin cell under the cap died. The shop replaced it under the guarantee.",
        "A pilot study with 12 volunteers hinted at less pain. A trial with 1,200 people confirmed it.",
    ),
    find=find,
)
