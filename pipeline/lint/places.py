"""Where words of ``Document.text`` stand in the file that the text was read from."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from html import unescape

from pipeline.errors import DocumentError
from pipeline.ingest.decode import decode_text
from pipeline.lint.align import NOWHERE, align
from pipeline.lint.letters import Letters, letters_of, letters_of_source

_LINE_END = re.compile(r"\r\n|\r|\n")
_LOOK = 40
"""Characters around a word that are searched for an entity that stands for its punctuation."""


@dataclass(frozen=True, slots=True)
class Place:
    """Lines and columns from 1 on, columns in code points; ``end_column`` is the one after the last."""

    line: int
    column: int
    end_line: int
    end_column: int


def source_text(data: bytes, format_: str) -> str | None:
    """Return a file's text as its reader saw it, or None for a format whose bytes have no lines (pdf, docx, mhtml)."""
    if format_ not in ("txt", "md", "html", "jats"):
        return None
    try:
        return decode_text(data, declared=format_ in ("html", "jats"))
    except DocumentError:
        return None


class SourcePlaces:
    """The places of one document. Without ``raw``, lines and columns count in the extracted text itself."""

    def __init__(self, raw: str | None, text: str) -> None:
        self.in_source = raw is not None
        self._text = text
        self._raw = text if raw is None else raw
        self._lines = [0, *(match.end() for match in _LINE_END.finditer(self._raw))]
        if raw is not None:
            self._letters = letters_of(text)
            self._seen, self._hidden = letters_of_source(raw)
            self._placed = align(self._letters, self._seen, self._hidden)
            self._known = array("q", (index for index, place in enumerate(self._placed) if place != NOWHERE))

    def at(self, start: int, end: int) -> Place:
        """Return the place of ``text[start:end]``."""
        first, last = self.span(start, end)
        return Place(*self._line(first), *self._line(last))

    def words(self, start: int, end: int) -> str:
        """Return what stands in the file at the place of ``text[start:end]``, markup and all."""
        first, last = self.span(start, end)
        return self._raw[first:last]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where ``text[start:end]`` begins and ends in the file, in code points."""
        if not self.in_source:
            return start, end
        first, after = self._letters.between(start, end)
        low, high = bisect_left(self._known, first), bisect_left(self._known, after)
        if low == high:
            return self._beside(start, end, low)
        begin, finish = self._known[low], self._known[high - 1]
        source_start, source_end = self._start(begin), self._end(finish)
        if begin == first:
            source_start = self._back(start, self._letters.starts[first], source_start)
        if finish == after - 1:
            source_end = self._on(self._letters.starts[after - 1] + 1, end, source_end)
        return source_start, max(source_start, source_end)

    def line_of(self, position: int) -> int:
        """Return the line on which a position in the file lies."""
        return bisect_right(self._lines, position)

    def line_with_text(self, line: int) -> int:
        """Return the first line from ``line`` on in which words of the text stand; ``line`` itself where there is none."""
        if not self.in_source or line > len(self._lines):
            return line
        number = bisect_left(self._known, self._lines[line - 1], key=self._start)
        return self.line_of(self._start(self._known[number])) if number < len(self._known) else line

    def _beside(self, start: int, end: int, following: int) -> tuple[int, int]:
        """A record without a letter that was found stands behind the letter before it, at its own words where they are there."""
        behind = self._end(self._known[following - 1]) if following else 0
        words = self._text[start:end]
        found = self._raw.find(words, behind, behind + 200)
        if found >= 0:
            return found, found + len(words)
        return behind, behind

    def _line(self, position: int) -> tuple[int, int]:
        number = self.line_of(position)
        return number, position - self._lines[number - 1] + 1

    def _letter(self, index: int) -> tuple[Letters, int]:
        place, seen = self._placed[index], len(self._seen.text)
        return (self._seen, place) if place < seen else (self._hidden, place - seen)

    def _start(self, index: int) -> int:
        letters, place = self._letter(index)
        return letters.starts[place]

    def _end(self, index: int) -> int:
        letters, place = self._letter(index)
        return letters.end(place)

    def _back(self, start: int, first: int, position: int) -> int:
        """Step from the first letter back over the record's own punctuation, as far as it stands there."""
        for character in reversed(self._text[start:first]):
            if self._raw[position - 1 : position] == character:
                position -= 1
            elif entity := re.search(r"&#?\w+;$", self._raw[max(0, position - _LOOK) : position]):
                if unescape(entity[0]) != character:
                    break
                position -= len(entity[0])
            else:
                break
        return position

    def _on(self, after: int, end: int, position: int) -> int:
        """Step from the last letter on over the record's own punctuation, as far as it stands there."""
        for character in self._text[after:end]:
            if self._raw[position : position + 1] == character:
                position += 1
            elif entity := re.match(r"&#?\w+;", self._raw[position : position + _LOOK]):
                if unescape(entity[0]) != character:
                    break
                position += len(entity[0])
            else:
                break
        return position
