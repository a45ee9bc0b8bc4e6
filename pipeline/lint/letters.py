"""The letters and digits of a text, and where each stands: what an extracted text and its source have in common.

White space, punctuation, tags and emphasis differ between the two; letters and digits do not. Those of a source are told apart into what
a reader sees and what is markup: tags, comments, scripts, the head of a page, targets of links, code blocks and front matter.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

_RUN = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});|[^\W_]+")
_LIGATURE = re.compile("[ﬀ-ﬆ]")
_MARKUP = re.compile(
    r"(?P<comment><!--)"
    r"|<(?P<element>script|style|head|noscript|template|svg|iframe|object|select|textarea)(?=[\s>])[^<>]*(?<!/)>"
    r"|</?[a-z][a-z0-9-]*(?::[a-z][a-z0-9-]*)?(?:[\s/][^<>]*)?>|<[!?][^<>]*>"
    r"|\]\[[^\]\r\n]*\]|\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"
    r"|^[ ]{0,3}(?P<fence>`{3,}|~{3,})[^\r\n]*"
    r"|^[ ]{0,3}\[[^\]^\r\n][^\]\r\n]*\]:[ \t]*\S+(?:[ \t]+[\"'(][^\r\n]*)?[ \t]*(?=[\r\n]|\Z)",
    re.IGNORECASE | re.MULTILINE,
)
_FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n.*?\n(?:---|\.\.\.)[ \t]*\r?\n", re.DOTALL)


@dataclass(slots=True)
class Letters:
    """Letters and digits in order: ``starts`` says where each stands, ``heads`` which of them begin a word."""

    text: str = ""
    starts: array[int] = field(default_factory=lambda: array("q"))
    heads: array[int] = field(default_factory=lambda: array("q"))
    entities: dict[int, int] = field(default_factory=dict)
    """Where an entity such as ``&eacute;`` ends, by where it starts."""

    def end(self, index: int) -> int:
        """Return the place after a letter."""
        start = self.starts[index]
        return self.entities.get(start, start + 1)

    def begins(self, index: int) -> bool:
        """True for a letter that begins a word, and behind the last."""
        number = bisect_left(self.heads, index)
        return index == len(self.starts) or (number < len(self.heads) and self.heads[number] == index)

    def between(self, start: int, end: int) -> tuple[int, int]:
        """Return the first letter, and the one after the last, of those that stand in ``start`` to ``end``."""
        return bisect_left(self.starts, start), bisect_left(self.starts, end)


def letters_of(text: str) -> Letters:
    """Return the letters of an extracted text."""
    found = Letters("".join(re.findall(r"[^\W_]+", text)))
    for match in re.finditer(r"[^\W_]+", text):
        found.heads.append(len(found.starts))
        found.starts.extend(range(match.start(), match.end()))
    return found


def letters_of_source(raw: str) -> tuple[Letters, Letters]:
    """Return the letters of a source that a reader sees, and those of its markup."""
    seen, hidden = Letters(), Letters()
    seen_parts: list[str] = []
    hidden_parts: list[str] = []
    position = 0
    for start, end in _markup(raw):
        _gather(raw, position, start, seen, seen_parts)
        _gather(raw, start, end, hidden, hidden_parts)
        position = end
    _gather(raw, position, len(raw), seen, seen_parts)
    seen.text, hidden.text = "".join(seen_parts), "".join(hidden_parts)
    return seen, hidden


def _gather(raw: str, start: int, end: int, found: Letters, parts: list[str]) -> None:
    """Add the letters of ``raw[start:end]``, with entities decoded and ligatures open, as the readers give them."""
    for match in _RUN.finditer(raw, start, end):
        word, at = match[0], match.start()
        head = len(found.starts)
        if word[0] == "&":
            decoded = "".join(character for character in unescape(word) if character.isalnum())
            if not decoded:
                continue
            found.entities[at] = match.end()
            found.starts.extend([at] * len(decoded))
            parts.append(decoded)
        elif word.isascii() or not _LIGATURE.search(word):
            found.starts.extend(range(at, match.end()))
            parts.append(word)
        else:
            for offset, character in enumerate(word):
                opened = unicodedata.normalize("NFKC", character) if _LIGATURE.match(character) else character
                found.starts.extend([at + offset] * len(opened))
                parts.append(opened)
        found.heads.append(head)


def _markup(raw: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a source that are no text, in order. An opening that nothing closes hides itself alone."""
    front = _FRONT_MATTER.match(raw)
    position = front.end() if front else 0
    if front:
        yield 0, position
    missing: dict[str, int] = {}
    while match := _MARKUP.search(raw, position):
        position = max(match.end(), _closed(raw, match, missing))
        yield match.start(), position


def _closed(raw: str, match: re.Match[str], missing: dict[str, int]) -> int:
    """Return where a comment, element or code block ends, or 0. What is known to be missing from here on is not looked for again."""
    length = 0
    if match["comment"]:
        kind, closing = "comment", "-->"
    elif match["element"]:
        kind = match["element"].lower()
        closing = f"</{kind}\\b[^<>]*>"
    elif match["fence"]:
        kind, length = match["fence"][0], len(match["fence"])
        closing = f"^[ ]{{0,3}}{kind}{{{length},}}[ \\t]*(?=[\\r\\n]|\\Z)"
    else:
        return 0
    if length >= missing.get(kind, length + 1):
        return 0
    found = re.compile(closing, re.IGNORECASE | re.MULTILINE).search(raw, match.end())
    if found is None:
        missing[kind] = length
        return 0
    return found.end()
