"""A narrow finding, a wide claim: one organ, one bench, one group, and then all of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.flag.check import Check, Finding, View, phrase_pattern
from pipeline.flag.passage import brings_evidence, following, related, short
from pipeline.lexicon import read_lexicon
from pipeline.records import Sentence

REACH = 3
"""Content sentences after the evidence."""
_FOUND = re.compile(
    r"\b(?:test(?:s|ed)?|trial|trials|study|studied|measur\w+|found|showed|shown|record\w+|survey\w*|experiment\w*|sample[sd]?|pilot|saw|took up|fell|rose|dropped|cut|reduced|raised|increased|improved|lasted|kept|grew|held|did|ran|gained|lost|saved|scored|used|worked|removed|killed|lit|reached|\d|\d+ ?(?:%|per ?cent|percent))\b",
    re.IGNORECASE,
)
_SO = re.compile(
    r"^(?:so|thus|therefore|hence|that means|this means|which means|in other words|clearly|that is why|this is why|that[’']s why|it follows|evidently|in short|proof|this (?:shows|proves)|that (?:shows|proves)|and so|put simply|the (?:lesson|conclusion|result|upshot|message|takeaway)|conclusion)\b|\b(?:therefore|thus|consequently|it follows|can expect|which means|meaning|proving|so )\b",
    re.IGNORECASE,
)
_WIDE = re.compile(
    r"\b(?:every(?:one|body|where| \w+)?|all(?: \w+)?|any(?:one|body|where| \w+)?|whole|entire|always|across the (?:board|country|range)|worldwide|in general|generally|universal\w*|whatever|wherever|no matter|each|"
    r"your (?!own\b)\w+|you|at home|homes?|households?|families|people|drivers|farmers|gardeners|patients|women|men|children|adults|users|owners|customers|companies|schools|teachers|students|dogs|cats|pets|humans?|society|workers|the (?:body|brain|nation|world|industry|population|country|human|planet))\b",
    re.IGNORECASE,
)
_STUDIES = ("trial", "observational", "animal", "in_vitro")
_TESTED = re.compile(
    r"\b(?:test|tests|tested|trial|trials|study|studies|survey\w*|experiment|sample|pilot|measured|participants|cycles|volunteers|of the \d+|n ?= ?\d+|\d+ (?:[\w-]+ ){0,2}(?:people|women|men|adults|patients|dogs|cats|pupils|users|homes|houses))\b",
    re.IGNORECASE,
)
_UNIVERSAL = re.compile(
    r"\b(?:wherever|whatever|whoever|whichever|no matter (?:where|who|what|how|which)|all year(?: round)?|(?:all )?(?:around|over|across) the (?:world|globe|country|board)|everywhere|anywhere|worldwide|everyone|everybody|anyone|any (?:\w+ )?(?:home|house|person|skin|dog|cat|car|roof|soil|climate|weather|age|condition)|every (?:\w+ )?(?:home|house|household|person|skin|dog|cat|car|roof|soil|climate|child|adult|patient|user|family|body|garden|farm|school|company|driver|pupil|student|woman|man|condition|cell|organ|battery|surface|kitchen|room)|"
    r"all (?:\w+ )?(?:homes|houses|people|skin types|dogs|cats|pets|cars|roofs|soils|climates|children|adults|patients|users|families|gardens|farms|schools|companies|drivers|pupils|students|women|men|conditions|cells|joints|muscles|batteries|surfaces|ages|breeds)|be it the|in [A-Z]\w+ as in [A-Z]\w+|from [A-Z]\w+(?: \w+)? to [A-Z]\w+|the (?:whole|entire) (?:body|family|house|home|brain|world|country|industry|garden)|throughout the|humanity|people everywhere)\b"
)
_CAUTIOUS = re.compile(
    r"\b(?:may|might|could|perhaps|possibl\w+|whether|not|n[’']t|unknown|unclear|needs? to|remains?|suggests?|similar|further|only|if|would|in (?:this|that|our|the) (?:test|study|trial|setting|sample|group|school|field|site|model)|tested|participants|measured|repeated|also tested|under (?:the same|these)|more (?:tests?|studies|data)|same)\b",
    re.IGNORECASE,
)


def find(view: View) -> Iterator[Finding]:
    """Flag a flat wide claim drawn from evidence that was found in a narrow place, part or group."""
    for position, sentence in enumerate(view.content):
        if sentence.kind in ("question", "heading"):
            continue
        yield from _universal(view, position)
        narrow = _narrow_in(sentence.text)
        if narrow is None or not _FOUND.search(sentence.text):
            continue
        word, wider = narrow
        for other in following(view, position, REACH):
            later = view.claim_of(other)
            if brings_evidence(later) or _narrow_in(other.text) is not None:
                break
            if _CAUTIOUS.search(other.text) or later is None or later.certainty < 3:
                continue
            if _widens(sentence, other, wider):
                yield Finding(other.start, other.end, f"wider than its evidence (“{word}”): “{short(sentence.text)}”", later.claim_id)
                break


def _universal(view: View, position: int) -> Iterator[Finding]:
    """A result of one test, and then "wherever", "all year round", "from Chihuahua to Maine Coon"."""
    sentence = view.content[position]
    claim = view.claim_of(sentence)
    if claim is None or not _FOUND.search(sentence.text) or not (claim.quantities or claim.evidence in _STUDIES) or not _TESTED.search(sentence.text):
        return
    for other in following(view, position, REACH):
        later = view.claim_of(other)
        if brings_evidence(later) or _TESTED.search(other.text):
            return
        match = _UNIVERSAL.search(other.text)
        if match is not None and later is not None and not _CAUTIOUS.search(other.text):
            yield Finding(other.start, other.end, f"“{match[0]}” on one test: “{short(sentence.text)}”", later.claim_id)
            return


@cache
def _narrow_words() -> tuple[re.Pattern[str], dict[str, str]]:
    return phrase_pattern("narrow_scopes"), {entry.literal: entry.category for entry in read_lexicon("narrow_scopes")}


def _narrow_in(text: str) -> tuple[str, str] | None:
    """Return the first listed narrow word of a sentence and what is wider than it, or None."""
    pattern, wider = _narrow_words()
    match = pattern.search(text)
    return (match[0], wider[match[0].lower()]) if match else None


def _widens(narrow: Sentence, other: Sentence, wider: str) -> bool:
    if wider not in ("setting", "sample") and re.search(rf"\b(?:{wider})\b", other.text, re.IGNORECASE):
        return True
    return bool(_SO.search(other.text)) and bool(_WIDE.search(other.text)) and (bool(related(narrow.text, other.text)) or bool(re.search(r"\d", other.text)))


CHECK = Check(
    name="scope_inflation",
    definition="The evidence given is narrower than the claim drawn from it: one part, place, model, group or indication, and then all of them.",
    severity="warning",
    source="labelling guideline (inner findings); Peters, Krauss and Braganza 2022 (generalization bias in science)",
    hits=(
        "In a beaker test the filter held back 96 % of lead. Your tap water is therefore 96 % free of lead.",
        "The hippocampus of treated animals grew by 9 %. So the brain grows with every dose.",
    ),
    misses=(
        "In a beaker test the filter held back 96 % of lead. Whether it does so at home was not tested.",
        "In a beaker test the filter held back 96 % of lead. The beaker held one litre.",
    ),
    find=find,
)
