"""Plain text, in any encoding."""

from __future__ import annotations

import re

from pipeline.ingest.builder import Draft
from pipeline.ingest.byline import find_byline
from pipeline.ingest.decode import clean_text, decode_text
from pipeline.ingest.lines import add_lines


def read_txt(data: bytes) -> Draft:
    """Return the blocks of a text file; raises DocumentError when it is not text."""
    text = clean_text(decode_text(data))
    draft = Draft()
    add_lines(draft, re.sub(r"[^\S\n]+", " ", text))
    draft.author, draft.published = find_byline(draft.text)
    return draft
