"""Superlatives and first places without a measure or a ranking."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.flag.check import Check, Finding, View

_SUPERLATIVE = re.compile(
    r"(?<![\w-])(?:the (?:world[’']s |industry[’']s |market[’']s |country[’']s )?(?:most|least) (?!of\b|part\b|likely\b|common(?:ly)?\b|recent(?:ly)?\b|frequent(?:ly)?\b|important thing\b|expensive\b|populous\b|cited\b)\w+(?: \w+)?|"
    r"(?:the |our |your |its |world[’']s |industry[’']s )(?:\w+ )?(?:best|greatest|finest|fastest|safest|strongest|smartest|purest|cleanest|easiest|cheapest|lightest|toughest|softest|freshest|highest[- ]quality|most advanced|healthiest|simplest|quietest|brightest)\b(?! of (?:my|our|his|her) (?:ability|knowledge)| before\b)|"
    r"best[- ]in[- ]class|number[- ]one|no\. ?1|#1|world[- ]leading|market[- ]leading|industry[- ]leading|second to none|unrivall?ed|unmatched|unbeatable|unsurpassed|"
    r"in a class of (?:its|their) own|like no other|bar none|the ultimate|leading (?:brand|provider|supplier|maker|manufacturer|producer)|best[- ]selling|top[- ]rated|world-class)(?![\w-])",
    re.IGNORECASE,
)
_MEASURED = re.compile(
    r"\b(?:(?:behind|with|for|to) even the\b|even the best|of (?:the )?(?:\w+ )?(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty)\b|tested|in (?:the|our|this) (?:test|survey|sample|study|trial|comparison|ranking|group)|"
    r"according to|ranked|survey|measured|recorded|on record|since \d{4}|votes?|index|among the \w+ (?:tested|compared|studied)|at \d|\d+(?:\.\d+)? ?(?:%|kg|g|km|mm|dB|GB|W|kW|€|\$|£|points?|seconds?|hours?|years?|°C))",
    re.IGNORECASE,
)
_GENERIC = re.compile(
    r"(?:the |our )?(?:next best|best (?:part|way|time|thing|one|of both|bit|tutors?|teachers?|athletes?|results)|cheapest|(?:the )?(?:usually )?the best (?:one|part|thing|way|time)|the most (?:forgiving|expensive|important (?:rules|points|steps|questions|things|facts|parts?))|(?:its|your) best(?! (?:choice|friend|option))|best (?:athletes|students))\b",
    re.IGNORECASE,
)
_NEGATED = re.compile(
    r"\b(?:not|n[’']t|never|hardly|far from|isn[’']t|nor|whether)\b(?:\s+\w+){0,3}\s*$|\b(?:claims?|claimed|calls? (?:it|itself)|called|billed as|so-called|advertised as)\b(?:\s+\w+){0,4}\s*$",
    re.IGNORECASE,
)


def find(view: View) -> Iterator[Finding]:
    """Flag superlatives whose sentence gives no figure, test or ranking."""
    if view.voice == "authority":
        return
    for sentence in view.content:
        if sentence.kind == "question" or not (sentence.marketing or view.sells):
            continue
        for match in _SUPERLATIVE.finditer(sentence.text):
            rest = sentence.text[: match.start()] + " " + sentence.text[match.end() :]
            if _GENERIC.match(sentence.text, match.start()) or _MEASURED.search(rest) or _NEGATED.search(sentence.text[: match.start()]):
                continue
            start = sentence.start + match.start()
            yield Finding(start, start + len(match[0]), f"“{match[0]}” ranks without a measure or a ranking that could be checked", view.claim_id(sentence))


CHECK = Check(
    name="superlative",
    definition="A superlative or a first place with no measure or ranking behind it.",
    severity="note",
    source="SemEval-2020 task 11 (exaggeration); ICC advertising code, article 5",
    hits=("The most advanced blender on the market.", "Best-in-class support for every team."),
    misses=(
        "Of the nine lamps tested, it was the brightest, at 880 lumens.",
        "The most common side effect was nausea.",
        "Behind even the best filter, some spam arrives.",
    ),
    find=find,
)
