"""Telling the reader to buy, order, subscribe, book or click."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.flag.check import Check, Finding, View

_VERB = (
    r"(?:buy|smash|pop in for|add (?:it|this|one) to (?:your|the) (?:basket|cart|bag)|order|shop|subscribe|sign up|join (?:us|now|today|the|our|over|more than|thousands)|book|call us|call now|call today|contact us|get yours?\b|get (?:started|it now|a (?:free )?quote|one (?:now|today|while|before))|"
    r"start (?:your|a) (?:free|trial|journey|subscription|\d+)|try (?:it|our|\w+ (?:free|today|now|risk))|learn more (?:at|about our)|find out more|click|tap (?:the|here|below)|visit (?:our|us|www|https?)|"
    r"download (?:our|the (?:app|guide|brochure)|now|it)|register (?:now|today|here|for)|reserve (?:your|yours)|claim (?:your|yours|my)|grab (?:your(?! (?:shaker|towel|mat|coat|shoes|helmet)\b)|yours|one|it|a|this|the)|save (?:up to )?(?:[$€£]?\d|now|big|today)|hurry|act (?:now|fast)|"
    r"use (?:the |my |our )?(?:code|coupon|promo|discount)|treat yourself|upgrade (?:now|today|your)|switch (?:now|today|to)|request a|schedule (?:a|your)|add (?:it )?to (?:cart|basket|bag)|pre-?order|stock up|"
    r"stop thinking and|stop (?:waiting|scrolling)|head (?:over )?to (?:our|the)|check out (?:our|the|my)|pick (?:one|yours) up|secure (?:your|yours)|enter (?:the )?code|apply (?:now|today|online)|don[’']t (?:miss|wait)|choose your|discover (?:our|the (?:range|collection|full)|your|how)|"
    r"follow (?:us|me|the link)|swipe up|send for|give (?:it|us) a (?:try|go|call|ring)|ask for a (?:free|sample)|donate|enrol+ (?:now|today)|begin your|bring home|make it yours)"
)
_IMPERATIVE = re.compile(
    rf"(?:^|[.!?:;,–—…“\"(]\s*|\b(?:and|then|so|please|just|simply|now|today|why not|or|but|but do|ready to|soon|readers:?|friends:?|you can|to)\s+)(?P<words>{_VERB}\b[^.!?;,]{{0,60}})",
    re.IGNORECASE,
)
_OFFER = re.compile(
    r"\b(?:(?:use|with|enter|apply) (?:the )?(?:promo |discount )?code [A-Z0-9]{3,}|(?:limited[- ]time|while (?:stocks?|supplies) lasts?|offer ends|ends (?:sunday|friday|tonight|midnight|soon)|today only|last chance|link in (?:my |the )?bio|affiliate link))\b",
    re.IGNORECASE,
)
_STEPS = re.compile(
    r"^(?:\d+[.)]|step \d)|\b(?:settings|menu|button|dialog|tab|terminal|command|file|folder|cursor|icon|doctor|physician|pharmacist|emergency|helpline|112|911|999|police|buy and hold|restart|reboot|server|mqtt|console)\b|\w\(\)|0x[0-9A-F]|\border \d|\bclick (?:Save|OK|Next|Cancel|Apply|Yes)\b|\bwithout (?:a|any) (?:prescription|licen[cs]e)\b",
    re.IGNORECASE,
)
_NOT_YOU = re.compile(
    r"\b(?:they|he|she|customers?|people|patients?|visitors?|shoppers?|users?|was|were|had|been|urged|told|asked|able|allowed|wanted|decided|refused|before you|if you|when you|how to|need to|needs to|have to|has to|must|not|never|don[’']t|nobody|no one|nothing left|may|power|licen[cs]e)\b[^.!?]{0,25}$",
    re.IGNORECASE,
)


def find(view: View) -> Iterator[Finding]:
    """Flag imperatives and offers that want the reader to buy, join or click."""
    for sentence in view.content:
        match = _IMPERATIVE.search(sentence.text) or _OFFER.search(sentence.text)
        if match is None or (sentence.kind == "heading" and len(sentence.text.split()) < 2) or _STEPS.search(sentence.text):
            continue
        group = "words" if "words" in match.groupdict() else 0
        if _NOT_YOU.search(sentence.text[: match.start(group)]) and group == "words":
            continue
        start, end = sentence.start + match.start(group), sentence.start + match.end(group)
        yield Finding(start, end, "asks the reader to act, not to weigh the evidence", view.claim_id(sentence))


CHECK = Check(
    name="call_to_action",
    definition="The text tells its reader to buy, order, subscribe, book, click or use a code.",
    severity="note",
    source="FTC Health Products Compliance Guidance 2022; Hyland (engagement markers)",
    hits=("Order your first box today!", "Use code SLEEP15 at checkout for 15 % off."),
    misses=(
        "Click the gear icon to open the settings.",
        "Patients were told to order a second test.",
        "Since July nobody may sell or buy it without a licence.",
    ),
    find=find,
)
