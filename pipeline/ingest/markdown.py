"""Markdown (CommonMark with tables)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.ingest.builder import Draft, InlineLink
from pipeline.ingest.byline import find_byline, find_date
from pipeline.ingest.decode import clean_text, decode_text, squeeze
from pipeline.ingest.html import walk_fragment
from pipeline.ingest.html_walk import join_cells
from pipeline.records import Kind, Reference

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*\n", re.DOTALL)
_REFERENCES = re.compile(r"^(?:references|bibliography|works cited|literature|sources|notes and references)\s*:?$", re.IGNORECASE)
_ENTRIES = re.compile(r"\s+(?=\[\^?\d{1,3}\]:?\s)")
_NUMBERED = re.compile(r"^\[\^?\d{1,3}\]:?\s+\S")
_FOOTNOTE = re.compile(r"^\[\^?(?P<label>[\w-]+)\]:?\s+(?P<text>\S.*)", re.DOTALL)


def read_markdown(data: bytes) -> Draft:
    """Return the blocks of a Markdown file; raises DocumentError when it is not text."""
    from markdown_it import MarkdownIt

    text = clean_text(decode_text(data))
    draft = Draft()
    if match := _FRONT_MATTER.match(text):
        _read_front_matter(match[1], draft)
        text = text[match.end() :]
    _Reader(draft).read(MarkdownIt("commonmark").enable("table").parse(text))
    author, published = find_byline(draft.text)
    draft.author, draft.published = draft.author or author, draft.published or published
    return draft


def _read_front_matter(text: str, draft: Draft) -> None:
    for line in text.split("\n"):
        key, _, value = line.partition(":")
        value = value.strip().strip("'\"")
        match key.strip().lower():
            case "title":
                draft.title = value
            case "author" | "authors":
                draft.author = value.strip("[]")
            case "date" | "published":
                draft.published = find_date(value)
            case "url" | "source" | "link":
                draft.url = value
            case "publisher" | "site":
                draft.publisher = value


class _Reader:
    """Walks the token stream; the stack of open containers tells each inline's kind."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.open: list[str] = []
        self.cells: list[str] = []
        self.in_references = False
        self.level = 1

    def read(self, tokens: list[Token]) -> None:
        for token in tokens:
            if token.nesting == 1:
                self.open.append(token.type)
                if token.type == "tr_open":
                    self.cells = []
                elif token.type == "heading_open":
                    self.level = int(token.tag[1])
            elif token.nesting == -1:
                self.open.pop()
                if token.type == "tr_close":
                    self.draft.add(join_cells([cell for cell in self.cells if cell]), "table")
            elif token.type == "inline":
                self._inline(token)
            elif token.type == "html_block":
                for text, kind in walk_fragment(token.content):
                    self.draft.add(text, kind)
            # Code is no prose: fenced and indented blocks make no claim.

    def _inline(self, token: Token) -> None:
        text, links = _flatten(token.children or [])
        if "heading_open" in self.open:
            self.in_references = bool(_REFERENCES.match(text))
            if not self.draft.title:
                self.draft.title = text
            self.draft.heading(text, self.level, kind="question" if text.endswith("?") else "heading")
        elif "tr_open" in self.open:
            self.cells.append(text)
        else:
            self._text(text, links)

    def _text(self, text: str, links: list[InlineLink]) -> None:
        listed = "list_item_open" in self.open
        if _NUMBERED.match(text):
            # "[3] Lund A. Wool and warmth." is an entry, also where no heading calls it a reference.
            for entry in filter(None, map(_FOOTNOTE.match, _ENTRIES.split(text))):
                self.draft.references.append(Reference(entry["label"].lstrip("^"), entry["text"]))
            self.draft.add(text, "boilerplate", links=links)
            return
        if self.in_references and (listed or re.search(r"\b(?:19|20)\d\d\b", text)):
            footnote = _FOOTNOTE.match(text)
            label = footnote["label"].lstrip("^") if footnote else str(len(self.draft.references) + 1)
            self.draft.references.append(Reference(label, footnote["text"] if footnote else text))
            self.draft.add(text, "boilerplate", links=links)
            return
        kind: Kind = "quote" if "blockquote_open" in self.open else "list_item" if listed else "prose"
        if text.endswith("?") and len(text.split()) <= 20 and not re.search(r"[.!?]\s", text):
            kind = "question"
        self.draft.add(text, kind, links=links)


def _flatten(tokens: list[Token]) -> tuple[str, list[InlineLink]]:
    text, links, target, opened = "", [], "", 0
    for token in tokens:
        if token.type in ("text", "code_inline"):
            text += token.content
        elif token.type in ("softbreak", "hardbreak"):
            text += " "
        elif token.type == "link_open":
            target, opened = str(token.attrGet("href") or ""), len(text)
        elif token.type == "link_close":
            links.append((opened, len(text), target))
        elif token.type == "image" and len(token.content.split()) >= 4:
            text += token.content
    squeezed = squeeze(text)
    if squeezed == text:
        return text, links
    # White space was squeezed: find each link's words again.
    moved = []
    for start, end, href in links:
        words = squeeze(text[start:end])
        at = squeezed.find(words)
        if words and at >= 0:
            moved.append((at, at + len(words), href))
    return squeezed, moved
