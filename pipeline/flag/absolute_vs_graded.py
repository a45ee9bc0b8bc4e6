"""None here, some there: an absolute that the same document takes back."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.flag.check import Check, Finding, View
from pipeline.flag.passage import related, short
from pipeline.records import Sentence
from pipeline.vectors import likeness

NEAR = 3
"""Words after an absolute or graded word in which its noun stands."""
SIDE_EFFECTS = 0.25
"""Cosine from which "no side effects" is held against a symptom: the two share no word."""
REACH = 2
"""Sentences after an absolute in which "most of them" means its noun."""
ALIKE, CLOSE = 0.45, 0.55
"""Cosine below which two sentences that share a noun are about different things; and from which the noun may stand anywhere in them."""
_OF_THEM = re.compile(r"\b(?:most|some|many|several|half|a few|few|one|\d+ ?%) of (?:them|these|those)\b", re.IGNORECASE)
_TRAILING = re.compile(r"(?:completely|entirely|totally|fully|always)", re.IGNORECASE)
_COUNTED = re.compile(
    r"\b(?:all|none of the|no) (?:the )?(?:\d+|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty)\b|\b(?:were|had|met|turned|took|received|found|observed|recorded|conclude|eliminat\w+ diet)\b",
    re.IGNORECASE,
)
_PROMISES = ("efficacy", "safety", "comparison", "mechanism", "statistic", "composition")
_CONDITION = re.compile(
    r"^(?:if|when|where|do not|don[’']t|never|limits?:|in (?:rare|some) cases)\b|\b(?:who|people) (?:have|has) never\b|\bit says\b", re.IGNORECASE
)
_DENIED = re.compile(r"\b(?:no|not|n[’']t|never|nobody|nothing|cannot|hardly|rarely)\b", re.IGNORECASE)
_NONE = re.compile(
    r"\b(?:no|zero|never(?: \w+)?|without (?:any |the )?|not a single|not one|(?:not|never|n[’']t) (?:\w+ ){1,2}a single|none of the|free (?:of|from)|nothing|eliminat\w+|completely (?:remov\w+|eliminat\w+|stop\w*|block\w*)|silent(?:ly)?|noiseless(?:ly)?|painless(?:ly)?|odou?rless|"
    r"(?P<free>[a-z]+)-free)\b",
    re.IGNORECASE,
)
_ALL = re.compile(
    r"\b(?:every(?: (?:single|last))?|all(?: of)?(?: the)?|always|100 ?(?:%|percent|per cent)(?: of)?|each and every|everyone|everybody|anyone|completely|entirely|totally|fully|never fails?)\b",
    re.IGNORECASE,
)
_LITTLE = re.compile(
    r"\b(?:less|fewer|low(?:er)?|reduc\w+|a little|a bit of|some|slight(?:ly)?|mild|minor|minimal|occasional(?:ly)?|sometimes|rare(?:ly)?|few|small|quiet(?:er|ly)?|decreas\w+|a trace|traces?|cuts?|halv\w+|\d[\d.,]*\s?(?:%|per ?cent|percent)|one in \w+|might notice|may (?:notice|feel|experience)|can (?:cause|occur|happen)|reported|gentler|softer|nearly|almost|hardly|barely|several|a handful)\b",
    re.IGNORECASE,
)
_MOST = re.compile(
    r"\b(?:most(?! [a-z]+(?:ed|ing|ant|ent|ive|ful|ous|al|ic|ble|n)\b)(?:ly)?|many|some|several|majority|\d[\d.,]*\s?(?:%|per ?cent|percent)|(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten) (?:out )?(?:of|in) (?:\d+|the|three|four|five|six|seven|eight|nine|ten|twenty)|not (?:all|every|everyone|always)|usually|often|sometimes|largely|partly|nearly|almost|except|unless|about half|half|up to|except(?:ions?)?|a few|occasional(?:ly)?|rare(?:ly)?)\b",
    re.IGNORECASE,
)
_GRADED_OF = {
    "silent": "noise sound quiet loud hum dB decibel",
    "noiseless": "noise sound quiet loud hum",
    "painless": "pain sting ache sore discomfort",
    "odorless": "smell odour odor scent",
    "odourless": "smell odour odor scent",
}
_SIDE_EFFECTS = "side effect effects headache nausea gas bloating rash irritation dizziness drowsiness discomfort cramps diarrhoea diarrhea redness itching insomnia fatigue"
_FOREIGN = re.compile(
    r"\b(?:than (?:other|our (?:old|previous)|the (?:old|previous)|conventional|standard|rival)|other (?:brands|products|makers|models)|competitors?|rivals?|unlike|whereas others)\b",
    re.IGNORECASE,
)
_LEGAL = re.compile(
    r"\b(?:no (?:longer|matter|doubt|wonder|one knows|more than|need|contract|obligation|evidence|data|stud(?:y|ies)|trials?|difference|other|later|further|study|extra|additional|charge|fee|later than)|all (?:rights|prices|of us|you need|day|night|year|in all|about|along|over|the time|due|our|participants|patients)|every (?:day|week|month|year|morning|night|time|\d|few|two|other|third)|not all)\b",
    re.IGNORECASE,
)


def find(view: View) -> Iterator[Finding]:
    """Flag an absolute about a noun that the document elsewhere grades."""
    candidates = [s for s in view.content if s.kind != "question"]
    graded = {s.index: (bool(_LITTLE.search(s.text)), bool(_MOST.search(s.text))) for s in candidates}
    for sentence in candidates:
        for pattern, kind, side in ((_NONE, "none", 0), (_ALL, "all", 1)):
            match = next((m for m in pattern.finditer(sentence.text) if not _LEGAL.match(sentence.text, m.start())), None)
            if match is None or _reports(view, sentence) or (kind == "all" and (sentence.hedged or _DENIED.search(sentence.text))):
                continue
            other = next((o for o in candidates if o.index != sentence.index and graded[o.index][side] and _takes_back(view, sentence, match, o, side)), None)
            if other is not None:
                yield Finding(sentence.start, sentence.end, f"“{match[0].strip()}” ({kind}); elsewhere: “{short(other.text)}”", view.claim_id(sentence))
                break


def _reports(view: View, sentence: Sentence) -> bool:
    """True for a result or an arrangement of a study ("all had four to fourteen days", "in all plots"): a count, not a promise."""
    claim = view.claim_of(sentence)
    if claim is None or claim.type not in _PROMISES or _CONDITION.search(sentence.text):
        return True
    told = claim.attribution in ("named", "cited") or claim.evidence in ("trial", "review", "observational", "regulatory")
    return bool(told) or bool(_COUNTED.search(sentence.text))


def _takes_back(view: View, absolute: Sentence, match: re.Match[str], other: Sentence, side: int) -> bool:
    """True when ``other`` grades the noun that the absolute word governs."""
    left, right = view.claim_of(absolute), view.claim_of(other)
    cosine = likeness(left.vector, right.vector) if left is not None and right is not None else 0.0
    pointing = bool(side) and 0 < other.index - absolute.index <= REACH and bool(_OF_THEM.search(other.text))
    if cosine and cosine < SIDE_EFFECTS and not pointing:
        return False  # the least of all bounds; words are looked at only where it is passed
    if (_NONE, _ALL)[side].search(other.text) or other.kind == "heading" or (_FOREIGN.search(other.text) and side == 0):
        return False
    if pointing:
        return True
    noun = _governed(absolute.text, match)
    grade = (_LITTLE, _MOST)[side]
    near = any(related(noun, _around(other.text, found)) for found in grade.finditer(other.text))
    if cosine:
        return (near and cosine >= (SIDE_EFFECTS if noun == _SIDE_EFFECTS else ALIKE)) or (cosine >= CLOSE and bool(related(noun, other.text)))
    return near and len(related(absolute.text, other.text)) >= 2


def _governed(text: str, match: re.Match[str]) -> str:
    """The words that an absolute acts on: after "no" and "every", before "completely" and a closing "always"."""
    if match.re is _NONE and match["free"]:
        return str(match["free"])
    if re.match(r"(?:\w+ ){0,2}(?:side|adverse) effects?", text[match.end() :].strip(), re.IGNORECASE):
        return _SIDE_EFFECTS
    synonyms = next((words for key, words in _GRADED_OF.items() if match[0].lower().startswith(key)), "")
    after = re.findall(r"[\w-]+", re.split(r"[,;.:]|\band\b|\bor\b", text[match.end() :])[0])[:NEAR]
    before = re.findall(r"[\w-]+", text[: match.start()])[-NEAR:]
    return synonyms or " ".join(after if after and not _TRAILING.match(match[0]) else before)


def _around(text: str, found: re.Match[str]) -> str:
    after = re.findall(r"[\w-]+", text[found.end() :])[:3]
    before = re.findall(r"[\w-]+", text[: found.start()])[-2:]
    return " ".join([*before, *after, found[0]])


CHECK = Check(
    name="absolute_vs_graded",
    definition="The same document says none, never, without, every or all in one place, and less, some, most or a share of the same thing in another.",
    severity="warning",
    source="labelling guideline (inner findings, kind absolute_vs_graded)",
    hits=(
        "The cream causes no irritation.\n\nThe cream caused mild irritation in 6 % of users.",
        "It removes every pesticide.\n\nThe filter removed most pesticides in the test.",
    ),
    misses=(
        "The cream works without perfume.\n\nIn our survey, 6 % of users had mild irritation.",
        "It removes pesticides.\n\nThe filter removed most pesticides in the test.",
    ),
    find=find,
)
