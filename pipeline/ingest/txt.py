"""Plain text, in any encoding."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.ingest.builder import Draft
from pipeline.ingest.byline import find_byline
from pipeline.ingest.decode import clean_text, decode_text
from pipeline.ingest.lines import add_lines
from pipeline.records import Block


def read_txt(data: bytes) -> Draft:
    """Return the blocks of a text file; raises DocumentError when it is not text."""
    draft = Draft()
    fill_txt(draft, decode_text(data))
    return draft


def fill_txt(draft: Draft, text: str) -> None:
    """Fill ``draft`` with the blocks of pasted text."""
    add_lines(draft, re.sub(r"[^\S\n]+", " ", clean_text(text)))
    draft.author, draft.published = find_byline(draft.text)


def place_blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks of ``text`` with offsets into ``text`` as it is, white space and all."""
    draft = Draft()
    fill_txt(draft, text)
    placed, position = [], 0
    for block in draft.blocks:
        words = map(re.escape, draft.text[block.start : block.end].split())
        if match := re.compile(r"\s+".join(words)).search(text, position):
            placed.append(replace(block, start=match.start(), end=match.end()))
            position = match.end()
    return tuple(placed)
