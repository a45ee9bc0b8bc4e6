"""Whose voice a document speaks in: what is its own observation, or its own finding, needs no other source."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from pipeline.records import Sentence

Voice = Literal["personal", "authority", "own_test", "other"]
"""A writer's own experience; a notice, study or test report of those who found it out; an article that made its own test; anything else, sellers among them."""

_ME = re.compile(r"\b(?:I|me|my|mine|myself|I[’'](?:m|ve|d|ll))\b")
_US = re.compile(r"\b(?:we|us|our|ours)\b", re.IGNORECASE)
_QUOTED = re.compile(r"[“\"][^”\"]*[”\"]")
_OFFICE = re.compile(
    r"\b(?P<cue>laborator\w+|inspect\w+|samples?|specimens?|recall\w*|complaints?|press release|consumer (?:association|union|institute|group|council|centre|center)|regulator\w*|authorit(?:y|ies)|agency|ministry|"
    r"inspectorate|prohibit\w*|ordered|order|notice|hereby|abstract|methods?|results|conclusions?|participants|background|survey\w*|tested|measured|findings|test stand|test house|withdraw\w*|"
    r"objective|directorate|council|court|tribunal|proceedings|decision|advisory|breach(?:es)?|households took part|randomi[sz]ed|fined?)\b",
    re.IGNORECASE,
)
_TESTING = re.compile(
    r"\bwe (?:\w+ )?(?:tested|measured|compared|ran|let|asked|weighed|timed|tried|used|drove|rode|mowed|filled|put|found|set|cooked|washed|slept|wore|lent|bought)\b|\b(?:in|during) our (?:\w+ )?(?:test|comparison|trial|garden|kitchen|weeks?|months?|office)\b|"
    r"\bour (?:test\w*|measurements?|verdict|conclusion|scales?|meters?)\b",
    re.IGNORECASE,
)
_TITLED = re.compile(r"\b(?:tested|test|on trial|long-term|review(?:ed)?|hands[- ]on)\b", re.IGNORECASE)
PERSONAL, SELLING, OFFICE = 0.1, 0.06, 4
"""Shares of sentences that speak of the writer, or sell, and different words of an office or a study, from which a document has that voice."""


def voice_of(content: Sequence[Sentence]) -> Voice:
    """Return the voice of a document's content sentences."""
    if not content:
        return "other"
    texts = [_QUOTED.sub(" ", sentence.text) for sentence in content]
    selling = sum(bool(sentence.marketing) for sentence in content) / len(content)
    if sum(bool(_ME.search(text)) for text in texts) >= max(3, PERSONAL * len(texts)):
        return "personal"
    if selling >= SELLING:
        return "other"
    whole = " ".join(texts)
    if len({match["cue"].lower() for match in _OFFICE.finditer(whole)}) >= OFFICE:
        return "authority"
    tests, ours = len(_TESTING.findall(whole)), sum(bool(_US.search(text)) for text in texts)
    if tests >= 2 or (tests and ours >= 3) or (ours >= 2 and _TITLED.search(" ".join(texts[:3]))):
        return "own_test"
    return "other"
