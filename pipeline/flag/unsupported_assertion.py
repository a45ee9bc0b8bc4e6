"""Flat factual claims with nothing behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.flag.check import Check, Finding, View

_TYPES = frozenset(["efficacy", "comparison", "statistic", "safety"])
_PLAIN = re.compile(
    r"\b(?:means that|I|my|I[’']ve|therefore takes?|forecast|worth a try|if swallowed|keep away|for decades|years ago|when swallowed|the (?:idea|thinking|theory|hope|plan|aim) is|promoted as|sold as|known as|that is (?:around|about|roughly)|comes? to|adds? up|works out|in total|costs?|price\w*|ratings?|subscription|guarantees?|warranty|nothing more to pay|or so the|employs?|household book|according to)\b|[€£$★]\s?\d|\d\s?[€£★]|~~|\bin stock\b",
    re.IGNORECASE,
)
_SPECIFICATION = re.compile(
    r"\b(?:megabytes?|gigabytes?|readings? (?:a|per) (?:second|minute)|at the socket|can be (?:stacked|monitored|paired|connected|combined|mounted|folded|used|worn|set|locked|shared|moved|adjusted|extended|stretched|switched|reversed)|(?:mounted|installed|assembled) in|set it up|as \w+ as a|looks for|km/h|rated|nominal|weighs?|measures? \d[\d.,]* (?:m|cm|mm|feet|inches)|melts at|every \d+ (?:milli)?seconds?|bears? the|(?:seal|mark) of the|reminds? you|beeps?|chimes?|free for life|free of charge|room temperature is)\b|^You (?:may|might|can)\b",
    re.IGNORECASE,
)
_USAGE = re.compile(r"^(?:for best results|use|apply|take|store|keep|wash|do not|if you|when you|to get)\b", re.IGNORECASE)
_COMPARES = re.compile(r"\b(?:than|as \w+ as|more|less|fewer|better|worse|best|most|unlike|compared|goes further|difference|[a-z]{3,}er)\b", re.IGNORECASE)
_DEFINITION = re.compile(r"^(?:[A-Z][\w-]*(?: [\w-]+){0,4}) (?:is|are|means) (?:a |an |the |any |firm|that |when |what |one of )", re.IGNORECASE)
_OWN_THING = re.compile(
    r"\b(?:our|the) (?:\w+ )?(?:sdk|api|app|add-in|box|straps?|panel|lid|handle|case|cable|button|menu|frame|pouch|set|walls?)\b", re.IGNORECASE
)


_TESTS = re.compile(
    r"\b(?:we (?:tested|measured|compared|ran|let|asked|weighed|timed)|in (?:our|the) (?:test|comparison|benchmark|sample)|our (?:test|measurements?|benchmark|survey)|counted on|transects?)\b",
    re.IGNORECASE,
)
_NARRATIVE = re.compile(
    r"^(?:That[’']s why|We had|Let[’']s|For now|This (?:article|page|post|guide)|As someone)\b|\b(?:nobody|no one|never) (?:has|have) (?:\w+ )?(?:tested|studied|shown)|\bbelow\.$|\b(?:I|he|she) (?:was|am|is|had|sent|thought|felt|brings|writes|lives|works)\b|:$|[Ww]e[’']ll\b",
)


def find(view: View) -> Iterator[Finding]:
    """Flag claims of effect, comparison, safety or number that are stated flatly and have no source in their paragraph.

    A writer's own experience, and the findings of an office, a laboratory or a test in its own report, are their own source.
    """
    if view.voice != "other":
        return
    for sentence in view.content:
        claim = view.claim_of(sentence)
        if claim is None or claim.certainty < 3 or claim.support != "unsupported" or sentence.kind == "table":
            continue
        if claim.type not in _TYPES:
            continue
        if _NARRATIVE.search(sentence.text) or _SPECIFICATION.search(sentence.text):
            continue
        if not (claim.subject and claim.relation) or _USAGE.match(sentence.text):
            continue  # a fragment or an instruction asserts nothing by itself
        if claim.type == "comparison" and not _COMPARES.search(sentence.text):
            continue
        if _PLAIN.search(sentence.text) or (claim.type == "mechanism" and (_DEFINITION.match(sentence.text) or _OWN_THING.search(sentence.text))):
            continue
        if claim.type in ("statistic", "comparison") and (view.reports_study or _reports_own(view)):
            continue  # the document is itself the test or the study
        if claim.citations or claim.attribution in ("named", "cited") or claim.evidence in ("trial", "review", "observational"):
            continue
        yield Finding(sentence.start, sentence.end, f"stated as fact ({claim.type}) with no source in its paragraph", claim.claim_id)


def _reports_own(view: View) -> bool:
    """True for a document that reports its own test: "we tested", "in our test", several times."""
    return sum(bool(_TESTS.search(s.text)) for s in view.content) >= 2


CHECK = Check(
    name="unsupported_assertion",
    definition="A claim of effect, comparison, safety or number, stated flatly, with no source, study figures or named authority in its paragraph so far.",
    severity="note",
    source="labelling guideline (support); DISCERN item 4; QUEST attribution",
    hits=("Blue light doubles your alertness.", "The coating reduces wear."),
    misses=("Blue light may raise alertness.", "According to Lund et al. (2019), blue light raised alertness by 8 %.", "The lamp weighs 2.1 kg."),
    find=find,
)
