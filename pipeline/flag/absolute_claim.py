"""Always, never, everyone, zero: effects and safety without exception."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.flag.check import Check, Finding, View

_ABSOLUTE = re.compile(
    r"\b(?:always (?:works?|has worked|stays?|deliver\w*|safe|effective|be|gets?|wins?|pays?|tells?|helps?|keeps?)|(?:will |has |have |can |ever )?never (?:again |ever )?(?:fail\w*|leak\w*|break\w*|breaks down|need\w*|caus\w+|harm\w*|run\w* out|wear\w*|fade\w*|rust\w*|crash\w*|lose\w*|stain\w*|los\w+|clog\w*|overheat\w*|switch\w*|been (?:a|any|hacked|known)|had (?:a|any)|let\w* you|rain\w*|go\w* (?:wrong|down|flat|out)|worry|get\w*|happen\w*|irritat\w+|slip\w*|peel\w*|scratch\w*|skip\w*|miss\w*|shrink\w*|damag\w+|produc\w+|trigger\w*|comes? back|comes back|suffer\w*|freez\w+)|"
    r"always goes? (?:up|well)|can(?:no|[’']\s?)t (?:possibly )?(?:harm|hurt|fail|go wrong|lose)|completely immune|there is(?:n[’']t| not) a single|works? (?:for )?(?:100 ?(?:%|per ?cent|percent)|every(?:one| time| single time| skin type| body)|for (?:all|everyone|everybody|anyone)|every time)|100 ?(?:%|per ?cent|percent) (?:safe|effective|of the time|guaranteed|risk[- ]free|secure|success\w*|natural and safe|accurate|reliable|protection|waterproof|of (?:users|customers|people|patients|wearers|our \w+)|free (?:of|from) (?:side|risk)|pure and safe|eliminat\w+|remov\w+)|"
    r"(?:completely|totally|entirely|absolutely|perfectly|fully) (?:safe|harmless|eliminat\w+|remov\w+|cur\w+|risk[- ]free|side[- ]effect[- ]free|free (?:of|from) (?:side|risk)|effective|reliable|prevent\w*|protect\w*|secure|painless|non-?toxic|eradicat\w+|stop\w*|restor\w+|revers\w+|block\w*|waterproof|foolproof|unbreakable|disappear\w*|vanish\w*|wip\w+)|"
    r"(?:zero|no|without (?:any)?|absolutely no|free of|not a single|not one) ?(?:known |reported |negative |adverse |harmful |bad |unwanted )*(?:side[- ]effects?|risks?|downtime|downsides?|danger|harm|failures?|refrigerant leaks?|leaks?|recoil|complaints?|maintenance|chance of|toxicity|withdrawal)(?: (?:whatsoever|at all|ever))?|"
    r"guarantee(?:s|d)?(?: to| results| success| that| you| your| \d| weight| returns| relief| it)?|(?:every|each) (?:single )?(?:user|customer|patient|person|wearer|skin type|client|child|household|home|owner|one of (?:our|them|you)|last \w+)\b|(?:for|suits|fits|benefits|helps|works on) (?:absolutely )?(?:everyone|everybody|anyone|every (?:skin|body|home|budget|dog|child|person)|all (?:skin types|ages|people))|"
    r"everyone (?:who|will|can|loses|gets|feels|sees|experiences|loves|should)|nobody (?:has|ever|who|gets|will)|no one (?:has|ever|who|gets|will)|there (?:is|are) (?:absolutely )?no (?:risk|danger|side|downside|limit|way it)|(?:all|any) (?:existing |known |types of |kinds of )?(?:bacteria|viruses|germs|radiators|diseases?|stains?|pathogens|devices|allergens|toxins|pain)\b(?= |\.)|"
    r"forever|(?:gone|vanish\w*|disappear\w*|works?|heals?|healed|transform\w*|chang\w+) overnight|overnight (?:results?|success|cure|relief|transformation)|permanently (?:remov|eliminat|cur|stop|reduc|fix|eras|solv)\w*|once and for all|for good\b|instantly|in (?:every|all) cases?|no exceptions?|without (?:exception|fail)|foolproof|fail-?safe|impossible to|infallible|unfailing(?:ly)?|whatsoever)\b",
    re.IGNORECASE,
)
_SOFTENED = re.compile(
    r"\b(?:(?:not|n[’']t) (?:work|suit|help|apply) (?:for|to)?|not (?:always|every|all|guarantee\w*|completely|totally|entirely|100|everyone|instantly|overnight|permanently|for everyone|necessarily)|n[’']t (?:\w+ )?(?:always|every|guarantee\w*|work for everyone|completely|overnight|instantly|forever)|cannot guarantee|can[’']t guarantee|no guarantee|not guaranteed|nobody can|no one can|missed (?:\w+ ){0,3}(?:no|never)|no \w+ (?:works|is|can be|suits|fits) |almost|nearly|virtually|as far as (?:I|we) know|consult|diagnos\w+|not (?:for|suitable|recommended)|\d+[- ]years? (?:\w+ )?guarantee|guaranteed (?:value|emission\w*|output|range|performance level)|may |might |could |"
    r"money[- ]back|guarantee (?:lasts|covers|runs|is|of|for|holds|ends|card)|(?:the|its|this|a|year|years) guarantee\b|not (?:\w+ ){0,5}for good|(?:moved?|left|gone|stay\w*|settled) (?:\w+ ){0,6}for good|anyone who has|warranty|guarantee (?:period|card|scheme|fund)|guaranteed (?:by the|minimum|income|interest)|deposit guarantee|loan guarantee|reported|recorded|observed|in (?:the|this|our) (?:trial|study|test|sample|\d)|of the \d+|participants|n ?=|\d+ of \d+|law|legal|must|should|required|shall|forever chemicals|once thought|myth|claims? (?:that|to)|overnight (?:stay|delivery|train|shipping|charging|charge|oats|fast)|left overnight|soak\w* overnight|rest\w* overnight|"
    r"there is no such|nothing is|rarely|seldom|unless|except)\b",
    re.IGNORECASE,
)

_LACKING = re.compile(
    r"\b(?:nobody|no one|no study|no trial|nothing) (?:has|have) (?:\w+ )?(?:shown|tested|studied|proved|proven|measured|examined|established)\b", re.IGNORECASE
)
_MINE = re.compile(r"\b(?:I|me|my|mine|we|us|our)\b")
_GROUP = re.compile(
    r"(?:everyone|everybody|anyone|nobody|no one|for (?:everyone|everybody|anyone|all)|any|all|guarantee\w*|every|each|in all cases|never had)\b",
    re.IGNORECASE,
)
_EFFECT = re.compile(
    r"\b(?:works?|suits?|safe|fits?|benefits?|helps?|los(?:es?|t)|gains?|feels?|sees?|notices?|sleeps?|improv\w*|cur\w+|heal\w*|results?|success|effective|kill\w*|remov\w*|protect\w*|prevent\w*|stop\w*|eliminat\w*|risk|harm|side effects?|relief|satisf\w+|compatible|better|lasts?|loves?|sav\w+|reduc\w*|never)\b",
    re.IGNORECASE,
)


def find(view: View) -> Iterator[Finding]:
    """Flag absolutes about effects or safety that the sentence does not take back, report as a count, or put in quotes of law."""
    if view.voice == "authority":
        return  # a notice tells what was found, ordered or advertised: it promises nothing
    for sentence in view.content:
        if sentence.kind == "question" or _SOFTENED.search(sentence.text) or _LACKING.search(sentence.text):
            continue
        if view.voice == "personal" and _MINE.search(sentence.text):
            continue  # what somebody went through is no promise
        match = _ABSOLUTE.search(sentence.text)
        if match is None or (_GROUP.match(match[0]) and not _EFFECT.search(sentence.text)):
            continue
        start = sentence.start + match.start()
        yield Finding(start, start + len(match[0]), f"“{match[0]}” leaves no exception", view.claim_id(sentence))


CHECK = Check(
    name="absolute_claim",
    definition="An effect or safety is claimed without exception: always, never, 100 %, zero side effects, for everyone.",
    severity="warning",
    source="FTC guidance on safety claims; SemEval-2020 task 11 (exaggeration)",
    hits=("Zero side effects, guaranteed.", "It works 100 % of the time."),
    misses=("It does not work for everyone.", "In the trial, no side effects were recorded among the 40 participants.", "She has moved to the coast for good."),
    find=find,
)
