"""Aligns the letters of an extracted text with those of its source, in order and in time that grows as their length.

Stretches that occur once in both are anchors (as in a patience diff); from these the match is extended letter by letter, and what lies
between two anchors is aligned again with shorter ones.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator

from pipeline.lint.letters import Letters

NOWHERE = -1
LENGTHS = (24, 12)
"""Letters of an anchor: long ones first, shorter ones in what is left."""
_NEAR = ((12, 4000), (6, 1000))
"""At last, word after word: a stretch of so many letters is looked for within so many."""
_WORD_NEAR = 200
_TRIMMED = 8
"""Words at either end of a match that may be given up."""

Gap = tuple[int, int, int, int]
"""Start and end in the text, start and end in the source."""
Match = tuple[int, int, int]
"""Start in the text, start in the source, length."""


def align(text: Letters, seen: Letters, hidden: Letters) -> array[int]:
    """Return for each letter of ``text`` where it stands in the source, as an index of ``seen``, or of ``hidden`` counted from ``len(seen.text)``.

    NOWHERE stands for a letter that was not found. What a reader sees goes first; attributes and the like are asked for the rest.
    """
    placed = array("q", [NOWHERE]) * len(text.text)
    gaps: list[Gap] = [(0, len(text.text), 0, len(seen.text))]
    for length in LENGTHS:
        gaps = [rest for gap in gaps for rest in _anchored(text, seen, gap, length, placed)]
    for gap in gaps:
        for match in _word_by_word(text, seen, gap):
            _place(placed, match, 0)
    _ask_the_markup(text, seen, hidden, placed)
    return placed


def _place(placed: array[int], match: Match, offset: int) -> None:
    at, to, length = match
    placed[at : at + length] = array("q", range(to + offset, to + offset + length))


def _anchored(text: Letters, source: Letters, gap: Gap, length: int, placed: array[int], offset: int = 0) -> list[Gap]:
    """Place what can be placed by anchors of ``length`` letters; return the gaps that are left."""
    at, end, to, last = gap
    left: list[Gap] = []
    for i, j in _increasing(_anchors(text, source, gap, length)):
        if i < at or j < to:
            continue
        before = _same_before(text.text, i, source.text, j, min(i - at, j - to))
        after = _same_after(text.text, i, source.text, j, min(end - i, last - j))
        start, there, size = _whole_words(text, source, (i - before, j - before, before + after), end, last)
        _place(placed, (start, there, size), offset)
        left.append((at, start, to, there))
        at, to = start + size, there + size
    left.append((at, end, to, last))
    return [one for one in left if one[0] < one[1] and one[2] < one[3]]


def _anchors(text: Letters, source: Letters, gap: Gap, length: int) -> list[tuple[int, int]]:
    """Pairs of places, at heads of words, of stretches that occur once in either side of the gap."""
    at, end, to, last = gap
    here = _once(text, at, end, length)
    there = _once(source, to, last, length)
    return [(i, there[stretch]) for stretch, i in here.items() if i != NOWHERE and there.get(stretch, NOWHERE) != NOWHERE]


def _once(letters: Letters, start: int, end: int, length: int) -> dict[str, int]:
    """The stretches that begin with a word, each with its place, or NOWHERE where it occurs again."""
    found: dict[str, int] = {}
    for number in range(bisect_left(letters.heads, start), len(letters.heads)):
        head = letters.heads[number]
        if head + length > end:
            break
        stretch = letters.text[head : head + length]
        found[stretch] = NOWHERE if stretch in found else head
    return found


def _increasing(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of ``pairs``, which are in order of their first member, that is in order of the second too."""
    tails: list[int] = []
    ends: list[int] = []
    previous: list[int] = []
    for number, (_, j) in enumerate(pairs):
        place = bisect_left(tails, j)
        previous.append(ends[place - 1] if place else NOWHERE)
        tails[place : place + 1] = [j]
        ends[place : place + 1] = [number]
    found = []
    number = ends[-1] if ends else NOWHERE
    while number != NOWHERE:
        found.append(pairs[number])
        number = previous[number]
    return found[::-1]


def _same_after(left: str, i: int, right: str, j: int, most: int) -> int:
    """How many letters are the same from ``i`` and ``j`` on; slices are compared, which grow while they fit."""
    count, step = 0, 64
    while step and count < most:
        size = min(step, most - count)
        if left[i + count : i + count + size] == right[j + count : j + count + size]:
            count += size
            step = min(step * 2, 8192)
        else:
            step = size // 2
            most = count + size - 1
    return count


def _same_before(left: str, i: int, right: str, j: int, most: int) -> int:
    count = 0
    while count < most and left[i - count - 1] == right[j - count - 1]:
        count += 1
    return count


def _whole_words(text: Letters, source: Letters, match: Match, end: int, last: int) -> Match:
    """The match without what fits by chance at its ends: it begins and stops where words do on either side. Without such places it is left as it is."""
    at, to, length = match
    low = bisect_left(text.heads, at)
    high = bisect_left(text.heads, at + length)
    first = next((text.heads[number] for number in range(low, min(high, low + _TRIMMED)) if source.begins(text.heads[number] + to - at)), at)
    after = at + length
    if after < end or to + length < last:
        ends = (text.heads[number] for number in range(min(high, len(text.heads) - 1), max(low, high - _TRIMMED), -1))
        after = next((head for head in ends if first < head <= at + length and source.begins(head + to - at)), after)
    return first, to + first - at, after - first


def _word_by_word(text: Letters, source: Letters, gap: Gap) -> Iterator[Match]:
    """What repeats, or is too short for an anchor: each word is looked for close behind the one before."""
    at, end, to, last = gap
    for number in range(bisect_left(text.heads, at), len(text.heads)):
        head = text.heads[number]
        if head >= end or to >= last:
            return
        if head < at:
            continue
        found = _near(text, source, number, head, end, to, last)
        if found != NOWHERE:
            length = _same_after(text.text, head, source.text, found, min(end - head, last - found))
            match = _whole_words(text, source, (head, found, length), end, last)
            yield match
            at, to = match[0] + match[2], match[1] + match[2]


def _near(text: Letters, source: Letters, number: int, head: int, end: int, to: int, last: int) -> int:
    for length, window in _NEAR:
        if head + length <= end:
            found = source.text.find(text.text[head : head + length], to, min(last, to + window))
            if found != NOWHERE:
                return found
    following = text.heads[number + 1] if number + 1 < len(text.heads) else len(text.text)
    word = text.text[head : min(following, end)]
    for place in range(bisect_left(source.heads, to), len(source.heads)):
        found = source.heads[place]
        if found > min(last - len(word), to + _WORD_NEAR):
            return NOWHERE
        after = source.heads[place + 1] if place + 1 < len(source.heads) else len(source.text)
        if after == found + len(word) and source.text.startswith(word, found):
            return found
    return NOWHERE


def _ask_the_markup(text: Letters, seen: Letters, hidden: Letters, placed: array[int]) -> None:
    """Look for what is left in the markup between the neighbours: descriptions and pictures' words, or "<" that opens no tag after all."""
    offset, at = len(seen.text), 0
    while at < len(placed):
        if placed[at] != NOWHERE:
            at += 1
            continue
        end = at
        while end < len(placed) and placed[end] == NOWHERE:
            end += 1
        low = seen.starts[placed[at - 1]] if at else 0
        high = seen.starts[placed[end]] if end < len(placed) else (hidden.starts[-1] + 1 if hidden.starts else 0)
        to, last = hidden.between(low, high)
        found = hidden.text.find(text.text[at:end], to, last)
        if found != NOWHERE:
            _place(placed, (at, found, end - at), offset)
        else:
            gaps: list[Gap] = [(at, end, to, last)]
            for length in LENGTHS:
                gaps = [rest for gap in gaps for rest in _anchored(text, hidden, gap, length, placed, offset)]
        at = end
