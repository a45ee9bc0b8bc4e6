"""Words in quotation marks that nobody can be held to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.flag.check import Check, Finding, View

_SIGNED_OFF = re.compile(r"^[—–-]?\s*[A-ZÀ-Þ][a-zà-ÿ’'-]+ [A-ZÀ-Þ][a-zà-ÿ’'-]*\.?,\s")
REACH = 10
"""Sentences before a quotation in which "she" was named."""
LEAST = 4
"""Words; a shorter quotation is a term, a title or a label."""
_QUOTE = re.compile(
    r"“(?P<a>[^“”]{12,})(?:”|$)|(?<!\w)\"(?P<b>[^\"]{12,})(?:\"|$)|(?<![\w’])‘(?P<c>[^‘]{20,}?)’(?!\w)|(?<![\w’'])'(?P<d>[A-Z](?:[^']|'(?=\w)){18,})'(?!\w)"
)
_NAME = r"(?:(?:Dr|Prof|Professor|Mr|Mrs|Ms|Sir|Dame|Judge|Chef|Coach|Captain|Nurse|Sister|President|Minister)\.? )?[A-ZÀ-Þ][\w’'-]+(?: (?:[A-ZÀ-Þ]\.? )?(?:van |de |von |der |al |el |la )*[A-ZÀ-Þ][\w’'-]+)+"
_TITLED = re.compile(r"\b[A-ZÀ-Þ]\. [A-ZÀ-Þ][a-zà-ÿ]{2,}|\b(?:Dr|Prof|Professor|Mr|Mrs|Ms|Sir|Dame|Lord|Lady)\.? [A-ZÀ-Þ]\w+")
_PERSON = re.compile(rf"\b(?!(?:The|A|An|Our|This|That|In|On|At|Order|Ask|Our|My|Your|We|It|One|No|Not|And|But|As|By|For|With|Buy|New)\b){_NAME}")
_VERBS = r"sa(?:ys?|id)|writes?|wrote|told|tells|adds?|added|explain(?:s|ed)|stat(?:es|ed)|note[sd]?|report(?:s|ed)|recall(?:s|ed)|warn(?:s|ed)|argue[sd]?|concluded?|concludes|put(?:s)? it|comment(?:s|ed)|claims?|insist(?:s|ed)|admits?|replied|answer(?:s|ed)|asked|remember(?:s|ed)"
_SAYS = re.compile(rf"\b(?:{_VERBS}|according to|called|described?|laughs|joked?|quot\w+)\b", re.IGNORECASE)
_BODY = re.compile(
    r"\b(?:the (?:study|report|paper|guideline|leaflet|label|manual|law|regulation|act|directive|standard|court|agency|authority|ministry|council|commission|review|authors|abstract|package|website|notice|statement|contract|warranty|terms)|Regulation|Directive|Article|Art\.|Section|Act|FDA|EFSA|WHO|NHS|EMA|FTC|CDC|BBC|CNN|NPR|ASA|TGA|NIH|USDA|EPA|Which\?|Cochrane|University|Institute|Journal|Times|Guardian|Magazine|Agency|Council|Association|Society|Ministry|Hospital|Company|Ltd|Inc|GmbH|plc)\b"
)
_SPEAKER = re.compile(
    rf"(?<![.!?:] )(?<!^)\b[A-ZÀ-Þ][a-zà-ÿ’'-]{{2,}},? (?:{_VERBS})\b|\b(?:{_VERBS}|according to|by) (?!The|A|An|Our|One|Some|Many)[A-ZÀ-Þ][a-zà-ÿ’'-]{{2,}}"
)
_PRONOUN = re.compile(
    r"\b(?:he|she)\b(?=[^“”\"]*$)|\b(?:he|she) (?:sa(?:ys?|id)|told|add(?:s|ed)|explain(?:s|ed)|not(?:es|ed)|writes?|wrote|recall(?:s|ed)|warn(?:s|ed))|(?:sa(?:ys?|id)|add(?:s|ed)|explain(?:s|ed)|told us) (?:he|she)\b|\bI\b",
    re.IGNORECASE,
)
_SIGNED = re.compile(rf"[—–-]\s*(?:{_NAME}|(?:Dr|Prof)\.? \w+)|\((?:{_NAME})")
_SIGNATURE = re.compile(rf"^[—–-]?\s*(?:{_NAME}|(?:Dr|Prof|Mr|Mrs|Ms)\.? [A-ZÀ-Þ]\w+)\W*(?:,.{{0,80}}|\(.{{0,60}}\)?|)$")
_PERSONAL = re.compile(r"\bI\b|\b(?i:me|my|we|our|us)\b")
_SPECIMEN = re.compile(
    r"\b(?:misleading|false|untrue|not true|claims? (?:such as|like)|myths?|slogans?|adverts?|advertis\w+|promises? (?:such as|like))\b", re.IGNORECASE
)
_TERM = re.compile(
    r"\b(?:called|titled|entitled|named|term(?:ed)?|word|phrase|label(?:led)?|button|reads|slogan|motto|title|song|book|film|chapter|heading|setting|mode|menu|message|so-called|known as|marked|headlined|essay|article|poem|game|error)\b[^“\"‘]{0,15}$",
    re.IGNORECASE,
)


def find(view: View) -> Iterator[Finding]:
    """Flag a quotation of some length whose speaker is named neither in its paragraph nor in the lines around it."""
    for first, last in _paragraphs(view):
        start, end = view.content[first].start, view.content[last].end
        text = view.document.text[start:end]
        whole = view.content[first].kind == "quote" and not _SIGNED_OFF.match(text)
        for words, a, b in _quotes(text, whole=whole):
            outside = f"{text[:a]} | {text[b:]}"
            lead = view.content[first - 1].text if first else ""
            if (
                _SPECIMEN.search(f"{lead} {text[:a]}")
                or _TERM.search(text[:a])
                or len(words.split()) < LEAST
                or not _is_speech(words)
                or not (whole or _PERSONAL.search(words) or _SAYS.search(outside))
            ):
                continue
            if not _is_attributed(view, first, last, outside):
                yield Finding(start + a, start + b, "a quotation without a speaker who could be found", _claim_at(view, first, last, start + a))
                break


def _paragraphs(view: View) -> Iterator[tuple[int, int]]:
    """Yield first and last position of each paragraph of prose, list item or quote."""
    first = 0
    for position, sentence in enumerate(view.content):
        if position + 1 == len(view.content) or view.content[position + 1].paragraph != sentence.paragraph:
            if sentence.kind not in ("heading", "table"):
                yield first, position
            first = position + 1


def _claim_at(view: View, first: int, last: int, place: int) -> str:
    """The claim of the sentence in which a quotation begins."""
    return next((view.claim_id(s) for s in view.content[first : last + 1] if s.start <= place < s.end), "")


def _quotes(text: str, *, whole: bool) -> Iterator[tuple[str, int, int]]:
    found = list(_QUOTE.finditer(text))
    if whole and not found:
        yield text, 0, len(text)
    for match in found:
        yield match["a"] or match["b"] or match["c"] or match["d"], match.start(), match.end()


def _is_speech(words: str) -> bool:
    """A clause, not a label: it has a lower-case word in the middle and a verb-like or personal word."""
    return bool(
        re.search(
            r"\b(?:I|we|you|it|is|are|was|were|has|have|had|do|does|did|will|would|can|my|our|this|that|they|he|she|the|never|not|no|[a-z]{3,}(?:s|ed))\b",
            words,
        )
    )


def _is_attributed(view: View, first: int, last: int, outside: str) -> bool:
    if _names(outside):
        return True
    for position in (first - 1, last + 1):
        if 0 <= position < len(view.content):
            line = _QUOTE.sub(" ", view.content[position].text)
            if (position > last and _SIGNATURE.match(line.strip())) or (_SAYS.search(line) and _names(line)):
                return True
    before = view.content[max(0, first - REACH) : first]
    return bool(_PRONOUN.search(outside)) and any(_PERSON.search(s.text) or _TITLED.search(s.text) for s in before)


def _names(text: str) -> bool:
    """True when a text outside the quotation names a person, or a body that speaks or is the source."""
    bare = re.sub(r"^\W*[A-ZÀ-Þ][\w’'-]+(?= [a-z])", " ", text)
    return any(pattern.search(text) for pattern in (_TITLED, _SIGNED, _BODY, _SPEAKER)) or bool(_PERSON.search(bare))


CHECK = Check(
    name="unattributed_quote",
    definition="A quotation, testimonial or expert, whose speaker is not named or cannot be found.",
    severity="note",
    source="DISCERN item 4; HealthNewsReview criterion on independent sources",
    hits=(
        "“I slept like a baby from the first night and never looked back.”",
        "A leading expert says: “This is the best tool that the trade has ever seen.”",
    ),
    misses=(
        "“I slept well from the first night,” said Marta Olsen, a nurse from Lund.",
        "The button called “Start the washing now” is green.",
    ),
    find=find,
)
