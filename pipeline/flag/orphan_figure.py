"""Twice as much, 80 %, p < 0.05: figures without what they are a figure of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.flag.check import Check, Finding, View, in_quotes
from pipeline.records import Sentence

_COMPARATIVE = r"(?:more|less|fewer|better|worse|faster|slower|stronger|lower|higher|longer|shorter|cheaper|cleaner|quieter|brighter|lighter|deeper|smoother|safer|softer|sharper|cooler|warmer|greater|thicker|harder|closer|easier|improved|reduced|increased|(?!(?:after|over|under|other|never|ever|later|together|whether|rather|however|another|water|order|number|per|her|consumer|customer|user|paper|wrapper|super|butter|silver|copper|fiber|rubber|leather|polyester|filter|power|timber)\b)[a-z]{3,}er)"
_TIMES = re.compile(
    rf"\b(?:(?:up to |almost |nearly |over |about |around |roughly )?(?:\d+(?:[.,]\d+)?\s?(?:x|×|times)|twice|three times|four times|five times|ten times|triple|double|half) (?:as (?P<as>\w+)(?: \w+)?|(?:the )?(?:\w+ )?(?P<times>{_COMPARATIVE}|power|strength|speed|life|grip|absorption|protection|energy|yield|cleaning power|coverage|storage|effect|performance|comfort|results?)))|\b\d+(?:[.,]\d+)?\s?(?:x|×)(?= (?:the )?(?:more|less|fewer|better|power|strength|speed|protection|grip|life|[a-z]{(3,)}er)\b)|\b\d+(?:[.,]\d+)?[- ]fold\b",
    re.IGNORECASE,
)
_PERCENT_MORE = re.compile(rf"\b\d+(?:[.,]\d+)?\s?(?:%|per ?cent|percent) (?:\w+ )?(?P<word>{_COMPARATIVE})\b(?! of)", re.IGNORECASE)
_PERCENT_BARE = re.compile(
    r"(?:^|[.!:;,–—(] ?|\b(?:is|are|was|with|at|a|an|of|to|by|shows?|reached|reaches|scored?|delivers?|gives?|offers?) )(?:up to |over |almost |nearly |around |about |an? )?(?P<number>\d+(?:[.,]\d+)?)\s?(?:%|per ?cent|percent)(?P<rest>[^.;!?\n]*)",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"^\s?(?:of|off|in|discount|vol|abv|alcohol|w/[wv]|solution|saline|glucose|cotton|wool|silk|polyester|nylon|linen|recycled|organic|natural|pure|cocoa|fat|sugar|juice|humidity|charge|charged|VAT|tax|interest|APR|APY|per (?:year|annum)|confidence|CI|deposit|refund|money|guarantee|satisfaction guarantee|secure|free|vegan|plant|each|said|say|were|was|are|have|had|felt|agreed|reported|preferred|chose|would|saw|noticed|rated|did|used|\)|concentrat|strength|polyamide|elastane|leather|rubber|waterproof|battery|aqueous|between|from|for the|at \d|to \d)",
    re.IGNORECASE,
)
_ANCHOR = re.compile(
    r"\b(?:than|compared|versus|vs|against|relative to|over (?:the|a|our|last|previous)|from \d|down from|up from|baseline|placebo|control(?:s| group)?|before|previous(?:ly)?|last (?:year|season|month|winter)|predecessor|older|old (?:model|version|one)|untreated|competitor|rival|the other|both groups|between|in the [\w-]+ group|in (?:women|men|adults|children|smokers)|earlier (?:model|version)|instead of|of (?:the|our|all|those|its|their|\d|people|users|customers|participants|patients|adults|women|men|households|buyers|readers|children|owners|total|respondents|users)|of [a-z]+|as (?:the|a|an|our|its|before|in|on|with|without) )\b|\bas \w+ as (?!possible|ever|well)\w+",
    re.IGNORECASE,
)
_AS_THAN = re.compile(r"\bas \w+(?: \w+)? as (?!possible|ever|well)\w+", re.IGNORECASE)
_P_VALUE = re.compile(
    r"\bp\s?(?:-value)?\s?(?:[<=>≤]|of|was|is)\s?0?[.,]\d+|\b(?:an )?effect size (?:of|was|is)\b|\bstatistically significant\b|\bCohen[’']s d\b", re.IGNORECASE
)
_GROUPS = re.compile(
    r"\b(?:group|groups|placebo|control|compared|versus|vs|than|between|difference|against|arm|arms|baseline|before and after|correlat\w+|associat\w+|regression|untreated|n\s?=|participants|trial|randomi[sz]ed|treated|sham|usual care|before|lower in|higher in)\b",
    re.IGNORECASE,
)
_NOTHING = re.compile(r"\b(?:see|sees|saw|gain\w*|deliver\w*|report\w*|achiev\w+|reach\w*|enjoy\w*|expect\w*|won)\b[^.,;]{0,12}$", re.IGNORECASE)
_RATE = re.compile(
    r"\b(?:price|inflation|unemployment|interest|discount|code|off|voucher|delivery|tax|APR|battery at|humidity|coupon|sale|save \d+ ?% (?:on|with|today|now|off))\b",
    re.IGNORECASE,
)


def find(view: View) -> Iterator[Finding]:
    """Flag a ratio, a comparing or bare percentage, or a test statistic that neither its sentence nor the ones beside it anchor."""
    for position, sentence in enumerate(view.content):
        if sentence.kind == "question" or _RATE.search(sentence.text):
            continue
        found = _orphan(sentence.text)
        if found is None or in_quotes(sentence.text, found[0]):
            continue
        match_start, words, pattern = found
        if pattern is _P_VALUE:
            near = [s.text for s in view.content[max(0, position - 2) : position + 2]]
            if any(_GROUPS.search(text) for text in near):
                continue
            message = f"“{words}” without what was compared"
        else:
            if any(_anchors(s.text) for s in _beside(view, position)):
                continue
            message = f"“{words}” without what it is measured against or a share of"
        yield Finding(sentence.start + match_start, sentence.end, message, view.claim_id(sentence))


def _orphan(text: str) -> tuple[int, str, re.Pattern[str]] | None:
    match = _P_VALUE.search(text)
    if match is not None and not _GROUPS.search(text):
        return match.start(), match[0], _P_VALUE
    for pattern in (_TIMES, _PERCENT_MORE):
        match = pattern.search(text)
        if match is not None:
            return None if _anchors(text[match.start() :]) or _anchors(text[: match.start()]) else (match.start(), match[0].strip(), pattern)
    match = _PERCENT_BARE.search(text)
    if match is not None and not match["rest"].strip(" .!)") and _NOTHING.search(text[: match.start("number")]):
        return match.start("number"), match[0].strip(), _PERCENT_BARE
    if match is not None and not _WHOLE.match(match["rest"].lstrip(" ")) and _is_bare(match["rest"]):
        return match.start(), " ".join(match[0].split()[:6]).strip(" ,.:;–—("), _PERCENT_BARE
    return None


def _is_bare(rest: str) -> bool:
    """True for a percentage that is followed by a quality alone ("97 % effective", "40 % improvement") or by nothing."""
    words = rest.strip(" ,)!").split()
    return (
        bool(words)
        and len(words) <= 4
        and bool(
            re.match(
                r"\s?(?:more )?(?:effective|efficac\w+|success\w*|improve\w+|reduc\w+|increase|boost|accura\w+|satisf\w+|recover\w*|absor\w+|protect\w*|efficien\w*|better|relief|savings?|growth|reliab\w+|gain|drop|saving|decrease|result\w*|rise|performance|response|retention|coverage)\b",
                rest,
            )
        )
        and not _ANCHOR.search(rest)
    )


def _anchors(text: str) -> bool:
    return bool(_ANCHOR.search(text) or _AS_THAN.search(text))


def _beside(view: View, position: int) -> list[Sentence]:
    """The sentence before in the same paragraph, and the one after; for a heading, what stands under it."""
    sentence = view.content[position]
    if sentence.kind == "heading":
        return [s for s in view.content[position + 1 : position + 3] if s.kind != "heading"]
    found = []
    for step in (-1, 1):
        if 0 <= position + step < len(view.content) and view.content[position + step].paragraph == sentence.paragraph:
            other = view.content[position + step]
            if re.search(
                r"\b(?:than|compared|versus|vs|against|baseline|placebo|control|measured|reference|predecessor|untreated|before)\b", other.text, re.IGNORECASE
            ):
                found.append(other)
    return found


CHECK = Check(
    name="orphan_figure",
    definition="A figure without what gives it meaning: a percentage of nothing, a multiple of nothing, a p-value or fold change without the groups.",
    severity="note",
    source="HealthNewsReview criterion on absolute benefits; statcheck in spirit",
    hits=("The new blade cuts 3x faster.", "The gel is 40 % more effective.", "The result was clear (p < 0.05)."),
    misses=("The new blade cuts 3x faster than the old one.", "The gel is 40 % more effective than the untreated control.", "The groups differed (p < 0.05)."),
    find=find,
)
