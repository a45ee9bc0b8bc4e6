"""Two are announced and three are listed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from pipeline.flag.check import Check, Finding, View
from pipeline.flag.passage import related, same_word, short
from pipeline.records import Sentence

_NUMBERS = {word: n for n, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)} | {
    "both": 2,
    "pair": 2,
    "trio": 3,
    "dozen": 12,
}
_COUNTED = "mechanisms|ways|reasons|steps|benefits|ingredients|components|parts|features|functions|effects|causes|types|kinds|colours|colors|modes|settings|programmes|programs|models|sizes|versions|materials|layers|metals|minerals|vitamins|herbs|plants|species|strains|symptoms|diseases|conditions|disorders|factors|things|points|rules|tips|stages|phases|principles|pillars|questions|tests|trials|studies|groups|countries|cities|sites|schools|farms|flavours|flavors|sensors|ports|cameras|languages|crops|problems|advantages|drawbacks|risks|side effects|areas|goals|aims|tasks|options|plans|tools|methods|pathways|targets|receptors|enzymes|proteins|hormones|acids|oils|extracts|grains|nutrients|allergens|pollutants|contaminants|exercises|sessions|lessons|modules|chapters|items|accessories|attachments|brushes|blades|filters|coats|zones|rooms|exclusions|events|perils|covers|documents|claims|measures|habits|signs|nuts|fibres|fibers|woods|lenses|speeds|gears|levels"
_ANNOUNCED = re.compile(rf"\b(?P<number>\d{{1,2}}|{'|'.join(_NUMBERS)})\s+(?:[\w-]+\s+){{0,2}}?(?P<noun>{_COUNTED})\b", re.IGNORECASE)
_COLON = re.compile(r"(?::|\s[–—])\s*(?P<list>[^.;!?“”\"]+)")
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
_ORDINAL = re.compile(
    r"^(?:(?:the |and |a )?(?P<word>first|second|third|fourth|fifth|sixth|seventh|eighth)(?:ly)?\b|(?P<last>finally|lastly|last but not least)\b)",
    re.IGNORECASE,
)
_ANNOUNCES = re.compile(r"(?::|\b(?:the following|these|as follows|below))\W*$", re.IGNORECASE)
_PARTIAL = re.compile(
    r"\b(?:such as|including|include|among (?:them|others)|for (?:example|instance)|e\.g\.|at least|more than|over|up to|of the|one of|two of|the (?:first|last|other|next)|some of|about|around|etc|and (?:more|others|so on)|other)\b|…",
    re.IGNORECASE,
)
_ADDED = re.compile(
    r"\b(?:(?:a|an|one) (?:further|third|fourth|fifth|sixth|additional|extra|new|more)|another|added|joined|since then|now also|newly|besides|as well|also)\b",
    re.IGNORECASE,
)
_ENUMERATION = re.compile(r"(?P<start>(?:(?:[\w’-]+ ){0,2}[\w’-]+, ){1,5}(?:[\w’-]+ ){0,2}[\w’-]+),? (?:and|or) (?P<last>(?:[\w’-]+)(?: [\w’-]+)?)")
REACH = 6


def find(view: View) -> Iterator[Finding]:
    """Flag a list whose length is not the one that was announced, in its sentence, in the items under it, or in ordinal words after it."""
    for position, sentence in enumerate(view.content):
        for match in _ANNOUNCED.finditer(sentence.text):
            count = _number(match["number"])
            if count < 2 or _PARTIAL.search(sentence.text[max(0, match.start() - 14) : match.start()]):
                continue
            found = _own_list(sentence, match, count) or _items_below(view, position, match, count) or _ordinals(view, position, count)
            if found is not None:
                start, end, listed = found
                yield Finding(start, end, f"“{match[0]}” announced, {listed} listed", view.claim_id(sentence))
                break
    yield from _restated(view)
    yield from _swapped(view)


def _number(text: str) -> int:
    return int(text) if text.isdigit() else _NUMBERS[text.lower()]


def _own_list(sentence: Sentence, match: re.Match[str], count: int) -> tuple[int, int, int] | None:
    """ "Three metals: copper and zinc." """
    colon = _COLON.search(sentence.text, match.end())
    if colon is None or colon.start() - match.end() > 45 or re.search(r"[“”\"]", sentence.text[match.end() : colon.start()]) or _PARTIAL.search(colon["list"]):
        return None
    items = _members(colon["list"])
    if len(items) < 2 or len(items) == count or any(len(item.split()) > 9 for item in items):
        return None
    return sentence.start, sentence.end, len(items)


def _members(words: str) -> list[str]:
    """Split an enumeration at commas and its last "and"."""
    parts = [part.strip() for part in re.split(r",(?:\s*(?:and|or)\b)?|\s+(?:and|or|plus|as well as)\s+", words)]
    return [part for part in parts if part]


def _items_below(view: View, position: int, match: re.Match[str], count: int) -> tuple[int, int, int] | None:
    """The list items that stand directly under the sentence or heading that announces them."""
    sentence = view.content[position]
    if sentence.kind == "list_item":
        return None
    rest = list(view.content[position + 1 :])
    same = list(takewhile(lambda s: s.paragraph == sentence.paragraph, rest))
    if same and not _ANNOUNCES.search(same[-1].text) and sentence.kind != "heading":
        return None
    rest = rest[len(same) :]
    if sentence.kind == "heading" and rest and rest[0].kind == "prose":
        first = rest[0].paragraph
        rest = [s for s in rest if s.paragraph != first]
    items = list(takewhile(lambda s: s.kind == "list_item", rest))
    paragraphs = list(dict.fromkeys(s.paragraph for s in items))
    if (
        len(paragraphs) < 2
        or len(paragraphs) == count
        or (match.end() < len(sentence.text) * 0.2 and not _ANNOUNCES.search(sentence.text) and sentence.kind != "heading")
    ):
        return None
    last = [s for s in items if s.paragraph == paragraphs[-1]]
    start = last[0].start if len(paragraphs) > count else items[0].start
    return start, items[-1].end, len(paragraphs)


def _ordinals(view: View, position: int, count: int) -> tuple[int, int, int] | None:
    """ "Two reasons. First ... Second ... Third ..." """
    highest, place = 0, None
    for other in view.content[position + 1 : position + 1 + 2 * REACH]:
        if other.kind == "heading":
            break
        match = _ORDINAL.match(other.text)
        if match is None:
            continue
        rank = _ORDINALS.index(match["word"].lower()) + 1 if match["word"] else highest + 1
        if rank == highest + 1:
            highest, place = rank, other
    if place is None or highest < 2 or highest <= count:
        return None
    return place.start, place.end, highest


def _restated(view: View) -> Iterator[Finding]:
    """The same noun counted differently further on: "two mechanisms" and then "all three mechanisms"."""
    seen: dict[str, tuple[int, Sentence, str]] = {}
    added = False
    for sentence in view.content:
        added = added or bool(_ADDED.search(sentence.text))
        for match in _ANNOUNCED.finditer(sentence.text):
            noun, count = match["noun"].lower(), _number(match["number"])
            before = sentence.text[max(0, match.start() - 12) : match.start()]
            whole = re.search(r"\b(?:all|these|those|the|both|its|our|their) $", before, re.IGNORECASE)
            earlier = next((v for k, v in seen.items() if same_word(k, noun)), None)
            if earlier is not None and whole and not added and earlier[0] != count and earlier[1].index != sentence.index and _short_way(earlier[2], match[0]):
                yield Finding(sentence.start, sentence.end, f"“{match[0]}” here, “{earlier[2]}” before: “{short(earlier[1].text)}”", view.claim_id(sentence))
            if not _PARTIAL.search(before):
                seen.setdefault(noun, (count, sentence, match[0]))


def _swapped(view: View) -> Iterator[Finding]:
    """An enumeration that comes back with a member that the document has not spoken of before: "linen, wool and silk", "linen, cotton and silk"."""
    earlier: list[tuple[list[str], Sentence]] = []
    text = ""
    for sentence in view.content:
        for match in _ENUMERATION.finditer(sentence.text):
            members = [part.strip() for part in (*re.split(r",\s*", match["start"]), match["last"]) if part and part.strip()]
            for old, where in earlier:
                kept = [m for m in members if any(related(m, o) for o in old)]
                if len(kept) != len(members) - 1 or len(kept) < max(1, len(old) - 1) or _ADDED.search(sentence.text):
                    continue
                new = [m for m in members if m not in kept and not related(m, text)]
                gone = [o for o in old if not any(related(o, m) for m in members)]
                if len(new) == 1 and len(gone) <= 1:
                    yield Finding(sentence.start, sentence.end, f"“{new[0]}” is new here; before: “{short(where.text)}”", view.claim_id(sentence))
                    break
            earlier.append((members, sentence))
        text += " " + sentence.text


def _short_way(left: str, right: str) -> bool:
    """Two announcements about the same thing: no other word between number and noun, or the same one."""
    a, b = left.lower().split()[1:], right.lower().split()[1:]
    return a == b or len(a) == 1 or len(b) == 1


CHECK = Check(
    name="list_drift",
    definition="An enumeration or its count changes within the document: two are announced and three are listed.",
    severity="warning",
    source="labelling guideline (lists meant to be complete); own reading of vendor pages",
    hits=(
        "The tablet works by two mechanisms: it blocks an enzyme, binds iron and feeds gut bacteria.",
        "There are three reasons to switch. First, it is cheap. Second, it is quiet. Third, it is small. Fourth, it is clean.",
    ),
    misses=("The alloy has three metals: copper, tin and zinc.", "The alloy has at least three metals, such as copper and tin."),
    find=find,
)
