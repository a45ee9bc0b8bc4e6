"""It works because it works: a reason that is the claim again."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.flag.check import Check, Finding, View
from pipeline.flag.passage import related, short, words
from pipeline.records import Sentence

_BECAUSE = re.compile(
    r"\b(?:because|since|given that|due to the fact that|owing to|thanks to|for the simple reason that|which explains why|that explains why|here is the reason:?|the reason:|the reason (?:is|being) that|after all|as)\b(?! well| a result| part| of| soon| long| many| much)",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"^(?:(?:the reason(?: for this)?|why|how do we know)\b[^?.]{0,60}[?:]?|because\b|after all,|we know (?:this|that|it)\b[^.]{0,20}because)", re.IGNORECASE
)
_SHOWS = re.compile(
    r"^(?:and |so )?(?:this|that|which|all of this|these (?:facts|figures|properties|benefits)|its (?:success|effectiveness|popularity)) (?:alone |itself |clearly |strongly )?(?:suggests?|shows?|proves?|confirms?|demonstrates?|indicates?|means?|is (?:proof|evidence) that|tells us)(?: that)?\b(?P<rest>.+)",
    re.IGNORECASE,
)
_FAMILIES = (
    "work works working worked effective effectively effectiveness efficacy efficacious efficient does do job results deliver delivers".split(),
    "safe safely safety harmless risk-free gentle".split(),
    "best better good superior superiority leading finest top outstanding unmatched excellent quality premium".split(),
    "reliable reliably reliability dependable trust trusted trustworthy trustworthiness".split(),
    "healthy health healthier wholesome nutritious".split(),
    "popular popularity loved favourite favorite chosen choose demand bestseller best-selling sells".split(),
    "stamina endurance longer keep keeps".split(),
    "young younger youthful rejuvenating rejuvenates rejuvenation rejuvenate".split(),
    "sharp sharpness sharper blunt edge".split(),
    "accurate accuracy accurately right correct precise precision exact".split(),
    "strong strength sturdy robust durable durability lasting lasts last tough".split(),
    "fast faster speed quick quickly rapid rapidly".split(),
    "relax relaxes relaxing relaxed calm calms calming soothe soothes soothing stress".split(),
    "sleep sleeps sleeping asleep drowsy drowsiness sleepy soporific sleep-inducing".split(),
    "natural naturally nature organic".split(),
    "save saves saving savings cheap cheaper economical".split(),
    "clean cleans cleaner cleaning cleanse".split(),
    "secure security protect protects protection protective".split(),
    "smart intelligent intelligence clever".split(),
    "value valuable worth price priced".split(),
    "energy energise energises energize energizes energising energetic invigorate".split(),
)
_FAMILY = {word: number for number, group in enumerate(_FAMILIES) for word in group}
_EMPTY = frozenset(
    "so such really truly simply just product products thing things way people everyone who every time always made makes feel know known that works one ones what does say says same used using use any it its be our company brand fact effect effects property properties concluded shown shows explains engineers yes reason values appearance look looks other another ours".split()
)
_SUPPORT = re.compile(
    r"\d|\b(?:study|studies|trial|trials|test|tests|tested|measured|survey|data|according|et al|laborator\w+|published|compared)\b", re.IGNORECASE
)


def find(view: View) -> Iterator[Finding]:
    """Flag a reason or conclusion that says no more than what it stands for."""
    for position, sentence in enumerate(view.content):
        if sentence.kind in ("question", "heading") or _SUPPORT.search(sentence.text):
            continue
        before = view.content[position - 1] if position else None
        if message := _within(sentence.text) or (_with_before(sentence, before) if before is not None else ""):
            yield Finding(sentence.start, sentence.end, message, view.claim_id(sentence))


def _within(text: str) -> str:
    match = _BECAUSE.search(text)
    if match is None:
        return ""
    claim, reason = text[: match.start()], text[match.end() :]
    if not claim.strip():  # "Since stamina is improved by the tablets, they make athletes last longer."
        reason, _, claim = reason.partition(",")
    return f"the reason says the same again: “{short(reason.strip(' .!'))}”" if _repeats(claim, reason) else ""


def _with_before(sentence: Sentence, before: Sentence) -> str:
    if _SUPPORT.search(before.text):
        return ""
    shows = _SHOWS.match(sentence.text)
    reason = shows["rest"] if shows else (_REASON.sub("", sentence.text) if _REASON.match(sentence.text) else "")
    if reason and _repeats(before.text, reason):
        return f"rests on the claim itself: “{short(before.text)}”"
    return ""


def _repeats(claim: str, reason: str) -> bool:
    """True when every content word of ``reason`` is a form, or of the family, of one in ``claim``, and one at least is no name."""
    theirs = [w for w in words(reason) if w not in _EMPTY]
    if not theirs or len(theirs) > 9:
        return False
    said = words(claim)
    families = {_FAMILY[w] for w in said if w in _FAMILY}
    covered = [w for w in theirs if _FAMILY.get(w) in families or related(w, " ".join(said))]
    telling = [w for w in covered if w in _FAMILY or not _is_name(w, reason)]
    return len(covered) >= 0.75 * len(theirs) and bool(telling) and any(_FAMILY.get(w) in families or w in said for w in telling)


def _is_name(word: str, text: str) -> bool:
    return bool(re.search(rf"\b{re.escape(word[:1].upper() + word[1:])}\b", text))


CHECK = Check(
    name="circular_support",
    definition="A claim is supported by a restatement of itself.",
    severity="warning",
    source="petitio principii; Walton 2008, Informal Logic (begging the question)",
    hits=(
        "The tonic works because it is effective.",
        "Our knife is the best on the market. This shows that no other knife is better than ours.",
    ),
    misses=(
        "The tonic works because it blocks the enzyme that breaks down caffeine.",
        "Our knife stayed sharp for 40 hours in the test. This shows that its steel is hard.",
    ),
    find=find,
)
