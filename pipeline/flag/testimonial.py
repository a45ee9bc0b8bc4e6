"""Personal success stories and customers' words offered as proof."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.flag.check import Check, Finding, View

_I = r"\b(?:I|my|me|I[’']ve|I[’']m|we|our|mum|dad)\b"
_CHANGE = re.compile(
    r"\b(?:chang\w+ (?:my|our) li\w+|gave me (?:my|back)|saved (?:my|our|me|us)|never (?:going|went|looked|look|been|felt|slept|had) (?:back|better|so)?|(?:lost|dropped|gained) \d|(?:is|are|was|were|has|have) (?:finally )?(?:gone|disappeared|cleared|vanished)|"
    r"(?:sleep|slept|feel|felt|look|looked|work\w*|walk\w*|run|ran|perform\w*|recover\w*) (?:\w+ ){0,2}(?:better|younger|great|amazing|like (?:new|a)|stronger|calmer|through the night|again)|best (?:\w+ ){0,2}(?:I|we)(?:[’']ve)? (?:ever|made)|"
    r"can[’']t (?:live|imagine|recommend)|swear by|works? (?:wonders|like magic|for me)|worked for me|within (?:a|two|three|\d+) (?:days?|weeks?)|(?:a|one|two|three|four|five|six|\d+) (?:days?|weeks?|months?|nights?) (?:into|in|later|of using)|since (?:I|we|he|she|they) (?:started|began|switched|bought)|got \d+ (?:more|extra)|we both|threw out|couldn[’']t believe|swear\b|after (?:just )?(?:a|one|two|three|four|six|\d+) (?:days?|weeks?|months?|night)|"
    r"no longer|for the first time in|hooked|life-?saver|thank you|highly recommend|five stars|5 stars|noticed (?:a|the|that|my)|pain[- ]free|back to (?:my|normal)|years younger|couldn[’']t be happier|doubled my|paid for itself|cut (?:my|our) (?:bill|costs?))\b",
    re.IGNORECASE,
)
_SPEAKER = re.compile(
    r"[”\"’]\s*(?:[,–—-]|\()?\s*(?:(?:says|said|writes|wrote|raves|reports) )?(?:[A-Z][\w’.-]+(?: [A-Z][\w’.-]*)?(?:,? ?\(?\d\d\)?)?|verified (?:buyer|customer|purchase)|a (?:happy|satisfied|loyal) customer)(?:,| from| of|\)|\.|$|, \d| \()|"
    r"^[–—-]\s*[A-Z]\w+|\b(?:verified (?:buyer|purchase|customer)|happy customer|satisfied customer|customer from|reviewer|, \d\d, (?:from )?[A-Z])",
)
_RELATIVE = re.compile(
    r"\bmy (?:sister|brother|husband|wife|mother|mum|mom|father|dad|daughter|son|friend|neighbou?r|partner|clients?|patients?|dog|cat|gran\w*|colleague|boss)\b[^.!?]*",
    re.IGNORECASE,
)
_NOT_PROOF = re.compile(
    r"\b(?:not evidence|no evidence|reviews such as|fake|testimonials? (?:is|are|cannot)|claims? such as|anecdotes? (?:is|are))\b", re.IGNORECASE
)
_CLIENT = re.compile(
    r"\b(?:(?:one|a|some|many|several) of (?:our|my) (?:clients?|customers?|patients?|users?|members?|students?|readers?)|an? (?:client|customer|patient|reader|user|member) of (?:mine|ours)|take [A-Z][a-z]+,|meet [A-Z][a-z]+,|"
    r"(?:reddit|forum|our|my|happy|real|satisfied|many) (?:users|readers|customers|clients|owners|members|followers) (?:swear|rave|report|tell|say|love|write))\b[^.!?]*?(?:turned|landed|lost|gained|dropped|now|was asked|doubled|saved|swear|rave|report|tell|say|love|write|slept|works|found|passed|earned|got|finished|cured|healed|quit|lifted)\b",
)
_SIGNED = re.compile(
    r"(?:^|[\s”\"!.])[–—-]\s?(?:[A-Z][\w.’-]+|[A-Z]\w* of \w+|a \w+ (?:customer|buyer|owner)|verified)[^.!?]{0,60}$|★{3,}|^[“\"][^”\"]{8,}[”\"],? (?:[A-Z][a-z]+),|[”\"],? (?:says|said|writes) [A-Z][a-z]+ from [A-Z]\w+|[”\"] [A-Z][a-z]+, (?:mum|mother|father|dad|owner|teacher|nurse|\d\d)"
)
_NO_SUCCESS = re.compile(
    r"\b(?:no (?:change|difference|effect|improvement)|only thing that changed|didn[’']t (?:help|work|notice)|did not (?:help|work)|given up|gave up|waste of|Customer service|refund|returned it|CEO|co-founder|founder|Partner,|head of (?:teaching|research|product|sales)|chief \w+ officer|Ventures|Capital|Coach [A-Z])\b",
    re.IGNORECASE,
)
_GAIN = re.compile(r"\b(?:cut|halved|saved|doubled|moved|switched|now|takes (?:one|two|three|\d+)|haven[’']t looked back|stream|should have)\b", re.IGNORECASE)
_GOOD = re.compile(
    r"\b(?:better|best|great(?:er)?|gone|cured|healed|cleared|vanished|disappeared|relie(?:f|ved)|pain[- ]?free|love[ds]?|amaz\w+|wonder\w*|magic|finally|energy|energetic|calm\w*|eas(?:y|ier|ily)|improv\w+|saved?|saving|lost|dropped|cut|gained|changed|"
    r"recommend\w*|happy|happier|delighted|impressed|younger|stronger|faster|lighter|brighter|smooth\w*|sleep(?:s|ing)? (?:like|through|well|deeply|soundly)|slept (?:like|through|well|deeply|soundly)|through the night|works?|worked|working|swear|hooked|threw out|no longer|back (?:to|again)|"
    r"doubled|halved|success\w*|perfect\w*|thank(?:s| you)|believe|confident|fit(?:ter)?|strong|young|alive|normal|five stars|5 stars|noticed|never (?:going|went|looked|look) back|glow\w*|soft\w*|clear(?:er)?|without pain|first time|extra|more|honest(?:ly)?)\b",
    re.IGNORECASE,
)
_PRAISE = re.compile(
    r"\b(?:chang\w+ (?:my|our) li\w+|gave me (?:my|back)|saved my|swear by|recommend\w*|life-?saver|hooked|never (?:going|went|looking|looked) back|best (?:\w+ ){0,2}(?:I|we)|works? (?:wonders|like magic)|can[’']t (?:live|imagine)|"
    r"(?:pain|acne|eczema|insomnia|anxiety|headaches?|migraines?|rash|symptoms?|ache) (?:\w+ ){0,2}(?:is|are|was|were|has|have) (?:\w+ )?(?:gone|disappeared|cleared|vanished)|(?:sleep|slept|feel|felt) (?:\w+ ){0,2}(?:better|great|amazing|younger)|"
    r"no longer (?:\w+ )?(?:pain|hurts?|need|wake|tired)|pain[- ]free|years younger|five stars|5 stars|couldn[’']t be happier|lost \d|dropped \d|doubled my|cut my)\b",
    re.IGNORECASE,
)
_BAD = re.compile(
    r"\b(?:nervous|worse|return(?:ed)? (?:it|mine)|wanted to return|power cut|begged|complain\w*|broke(?:n)?|disappoint\w*|moss|weighed|so little|shame|sorry|annoy\w*|stopped working|refus\w+|like a (?:man|fool|thief|badly)|haul|gave it back|sold it)\b",
    re.IGNORECASE,
)
_RESEARCH = re.compile(
    r"\b(?:researchers?|Dr|Prof(?:essor)?|scientists?|study|trial|spokes\w+|minister|director|analyst|participants? (?:said|reported)|interviewees?)\b"
)


def find(view: View) -> Iterator[Finding]:
    """Flag first-person success stories and quoted customers."""
    if view.voice == "authority":
        return  # whom a notice or a study quotes is no customer
    for sentence in view.content:
        text = sentence.text
        if sentence.kind in ("question", "heading") or text[:1] == "[" or _NO_SUCCESS.search(text):
            continue
        if _RESEARCH.search(text) or _NOT_PROOF.search(text) or _BAD.search(text):
            continue
        client = _CLIENT.search(text)
        if client is not None:
            yield Finding(sentence.start + client.start(), sentence.end, "a customer's story offered as proof", view.claim_id(sentence))
            continue
        if not re.search(_I, text, re.IGNORECASE) and not _SIGNED.search(text):
            continue
        if _SIGNED.search(text) and (sentence.marketing or _CHANGE.search(text) or _GAIN.search(text)):
            yield Finding(sentence.start, sentence.end, "a customer's words offered as proof", view.claim_id(sentence))
            continue
        change = _CHANGE.search(text) if _GOOD.search(text) else None
        if view.voice == "personal" and not _PRAISE.search(text):
            continue  # a diary tells its writer's days; only praise makes a proof of them
        quoted = sentence.kind == "quote" or text[:1] in "“\"‘'" or "“" in text
        if change and ((quoted and (_SPEAKER.search(text) or view.sells or sentence.kind == "quote")) or re.search(r"\b(?:I|my|me)\b", text)):
            yield Finding(sentence.start, sentence.end, f"one person's story (“{change[0]}”) offered as proof", view.claim_id(sentence))
        elif (quoted and _SPEAKER.search(text) and sentence.marketing) or (_RELATIVE.search(text) and change):
            yield Finding(sentence.start, sentence.end, "a customer's words offered as proof", view.claim_id(sentence))


CHECK = Check(
    name="testimonial",
    definition="A personal success story or a customer's words used as proof.",
    severity="note",
    source="FTC Endorsement Guides; FTC Health Products Compliance Guidance 2022",
    hits=("“This cream gave me my skin back,” says Petra, 41.", "After two weeks my knee pain was gone."),
    misses=("“We saw no difference between groups,” said Dr Malik.", "I am a teacher and I live in Bergen."),
    find=find,
)
