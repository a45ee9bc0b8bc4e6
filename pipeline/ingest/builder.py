"""Puts a document's text together from blocks, so that every block knows its offsets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.records import Block, Kind, Link, Reference

InlineLink = tuple[int, int, str]
"""Start and end within a block's text, and the target."""


@dataclass(slots=True)
class Draft:
    """What a reader makes of a file, before the file's own facts (name, digest, sources.csv) are added.

    The readers fill it with :meth:`add`, in reading order; ``heading`` keeps the path of headings.
    """

    blocks: list[Block] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    details: list[tuple[str, str]] = field(default_factory=list)
    title: str = ""
    author: str = ""
    published: str = ""
    url: str = ""
    publisher: str = ""
    language: str = ""
    _parts: list[str] = field(default_factory=list)
    _length: int = 0
    _path: list[tuple[int, str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The document's text so far."""
        return "".join(self._parts)

    @property
    def section(self) -> tuple[str, ...]:
        """The headings that the next block stands under, outermost first."""
        return tuple(title for _, title in self._path)

    def add(
        self,
        text: str,
        kind: Kind,
        *,
        page: int | None = None,
        caption: str = "",
        links: Iterable[InlineLink] = (),
    ) -> None:
        """Append a block; ``text`` is already squeezed, ``links`` are offsets into it. Empty text is dropped."""
        if not text:
            return
        if self._parts:
            tight = kind in ("list_item", "table") and self.blocks[-1].kind == kind
            self._append("\n" if tight else "\n\n")
        start = self._length
        self._append(text)
        self.blocks.append(Block(start, self._length, kind, self.section, page, caption))
        self.links.extend(Link(start + a, start + b, target) for a, b, target in links)

    def heading(self, text: str, level: int, *, kind: Kind = "heading", page: int | None = None) -> None:
        """Append a heading of ``level`` (1 is the outermost) and let what follows stand under it."""
        if not text:
            return
        self.enter(level)
        self.add(text, kind, page=page)
        self._path.append((level, text))

    def enter(self, level: int) -> None:
        """Leave every section of ``level`` or deeper."""
        while self._path and self._path[-1][0] >= level:
            self._path.pop()

    def _append(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)
