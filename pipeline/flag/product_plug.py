"""Lines whose point is to name what the seller offers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.flag.check import Check, Finding, View, in_quotes

_OUR = re.compile(
    r"\bour (?:[\w+&-]+ ){0,3}(?:range|line|collection|products?|catalogue|catalog|bundle|starter (?:kit|pack)|kit|compound|formula|blend|supplement|capsules?|serum|app|course|"
    r"service|subscription|system|model|edition|brand|family|series|brochure|toolkit|suite|software|package|box|lineup|line-up|offering|e-?book|newsletter|app store|gift card|accessor(?:y|ies)|bottles?|coffee|sister product)s?\b",
    re.IGNORECASE,
)
_OFFERS = re.compile(
    r"(?P<brand>(?:[A-Z][\w’&-]+|[A-Z]{2,})(?: (?:[A-Z][\w’&-]*|of|and|&)){0,3}) (?:now |also |proudly )?(?:offers?|stocks?|carries|sells?|supplies|presents?|introduces|launch(?:es|ed)|makes|provides?|delivers) (?P<what>[^.;]{8,160})"
)
_ALSO = re.compile(
    r"\b(?:also (?:available|try|from us|in our|stock)|available (?:now )?(?:in|from|at|as|with|separately)|pair(?:s|ed)? (?:it |perfectly |well |beautifully )?with (?:our|the|a)|goes (?:perfectly |well )?with our|sold separately|part of our (?=range|line|family|collection|series)|from the makers of|"
    r"complete your|browse (?:our|the)|see (?:also )?our|looking for .{3,40}\? (?:our|try|meet)|meet our|try (?:our|the)|check out (?:our|the)|comes in \w+ (?:colou?rs|flavou?rs|sizes)|love \w+\? (?:you[’']ll|try|meet))\b",
    re.IGNORECASE,
)
_LIST = re.compile(r",[^,]{2,40}(?:,| and | or )")
_NOT_GOODS = re.compile(
    r"\b(?:protection|relief|advantages?|benefits?|insight|evidence|help|advice|guidance|free meals|degrees?|care|support|treatment|information|data|resistance|pension|water|electricity|school|courses? in|room|view|explanation|opportunit\w+|estimate|summary|figures?|"
    r"activity|properties|effects?|risks?|an? (?:alternative|answer|option|way)|vitamin|fib(?:re|er)|protein|energy|shade)\b",
    re.IGNORECASE,
)
_STUDY = re.compile(
    r"\bour (?:\w+ )?(?:study|results?|findings?|model (?:predicts|shows|suggests|assumes|explains)|data|sample|analysis|measurements?|system of|series of|kit was|test|range of)\b",
    re.IGNORECASE,
)


def find(view: View) -> Iterator[Finding]:
    """Flag sentences of a seller that point to its goods."""
    if view.voice in ("authority", "own_test", "personal"):
        return  # they sell nothing
    for sentence in view.content:
        if sentence.kind == "question" or _STUDY.search(sentence.text):
            continue
        match = _plug(sentence.text)
        if match is not None and (bool(sentence.marketing) if match.re is not _OFFERS else view.sells) and not in_quotes(sentence.text, match.start()):
            start = sentence.start + match.start()
            yield Finding(start, sentence.start + match.end(), "names what the seller offers", view.claim_id(sentence))


def _plug(text: str) -> re.Match[str] | None:
    offers = _OFFERS.search(text)
    if (
        offers
        and not _NOT_GOODS.search(offers["what"])
        and (
            _LIST.search(offers["what"])
            or re.search(
                r"\b(?:range|line|products?|kits?|bundles?|capsules|models?|plans?|editions?|sizes|for (?:sale|laboratory use)|starting (?:at|from)|flavou?rs)\b",
                offers["what"],
            )
        )
    ):
        return offers
    ours = _OUR.search(text)
    if ours and not re.search(r"\b(?:not|recall(?:ed|ing)?|withdr[ae]w\w*|discontinued|stopped|complain\w*|broke|failed|returned)\b", text, re.IGNORECASE):
        return ours
    return _ALSO.search(text)


CHECK = Check(
    name="product_plug",
    definition="A line whose point is to name what the seller offers.",
    severity="note",
    source="HONcode principle 8 (advertising); HealthNewsReview criterion 6",
    hits=("Discover our dreamy Nightfall range for every mattress size!", "Order today! Lumora offers chamomile, valerian and melatonin sprays."),
    misses=("Our study compared three mattresses.", "The vaccine offers protection against two strains."),
    find=find,
)
