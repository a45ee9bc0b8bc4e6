"""Abbreviations with their definitions, "brain-derived neurotrophic factor (BDNF)", found in the documents themselves.

The method is that of Schwartz and Hearst (2003): the letters of the short form, from the last to the first, must occur in order in the words
before the bracket, and its first letter must begin a word.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

_BRACKET = re.compile(r"\(\s*([^()\s][^()]{0,30}?)\s*\)")
_SHORT = re.compile(r"^(?=.*[A-Z])[A-Za-z0-9][\w.&/-]{1,9}$")
_WORDS = re.compile(r"[\w’'-]+")


def find_definitions(text: str) -> Iterator[tuple[str, str]]:
    """Yield (short form, long form) of every definition in ``text``: the long form before the bracket, or inside it after the short one."""
    for match in _BRACKET.finditer(text):
        inside, before = match[1], text[max(0, match.start() - 160) : match.start()].rstrip()
        before = re.split(r"[.;:!?()\n]\s", before)[-1]
        if _SHORT.match(inside):
            long = _long_form(inside, before)
            if long:
                yield inside, long
        elif (last := _WORDS.findall(before)) and _SHORT.match(last[-1]) and last[-1].isupper():
            long = _long_form(last[-1], inside)
            if long == inside:
                yield last[-1], long


def _long_form(short: str, before: str) -> str:
    """The shortest run of words at the end of ``before`` that the short form can stand for, or nothing."""
    letters = [c.lower() for c in short if c.isalnum()]
    words = _WORDS.findall(before)
    start = max(0, len(words) - min(len(letters) + 5, 2 * len(letters)))
    window = before[_nth_word(before, start) :] if words else ""
    at = len(window)
    for number, letter in reversed(list(enumerate(letters))):
        at -= 1
        while at >= 0 and (window[at].lower() != letter or (number == 0 and at > 0 and window[at - 1].isalnum())):
            at -= 1
        if at < 0:
            return ""
    found = window[at:].strip()
    return found if len(found) > len(short) and short.lower() not in found.lower().split() else ""


def _nth_word(text: str, number: int) -> int:
    return next((match.start() for n, match in enumerate(_WORDS.finditer(text)) if n == number), 0)


class Abbreviations:
    """The definitions of a corpus; a document's own come first."""

    def __init__(self, texts: Iterable[tuple[str, str]]) -> None:
        """``texts`` gives (document, text)."""
        self._own: dict[str, dict[str, str]] = {}
        counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for name, text in texts:
            own = self._own[name] = dict(find_definitions(text))
            for short, long in own.items():
                counts[short][long.lower()] += 1
        self._shared = {short: sorted(longs.items(), key=lambda item: (-item[1], item[0]))[0][0] for short, longs in counts.items()}

    def used(self, document: str, text: str) -> dict[str, str]:
        """Return the short forms that stand in ``text``, each with its long form."""
        if not self._shared:
            return {}
        own = self._own.get(document, {})
        return {word: own.get(word, self._shared[word]) for word in dict.fromkeys(re.findall(r"[\w&/-]+", text)) if word in self._shared}

    def expanded(self, document: str, text: str, other: str) -> str:
        """Return ``text`` with the long form in place of each short form that ``other`` does not use."""
        for short, long in self.used(document, text).items():
            if long.lower() not in text.lower() and not re.search(rf"\b{re.escape(short)}\b", other):
                text = re.sub(rf"\b{re.escape(short)}\b", long.replace("\\", r"\\"), text)
        return text
