"""Web pages: every visible block in reading order, page furniture told apart from content.

trafilatura finds the main text of pages whose markup says nothing about its parts; where the markup does say it (nav,
footer, role=dialog ...), the markup is believed. Accordions and tabs are content even when they are folded away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.errors import DocumentError
from pipeline.ingest.builder import Draft
from pipeline.ingest.byline import find_byline
from pipeline.ingest.decode import decode_text, squeeze
from pipeline.ingest.furniture import content_score
from pipeline.ingest.html_walk import Context, Walker
from pipeline.ingest.structured_data import read_structured_data
from pipeline.records import Kind

if TYPE_CHECKING:
    from lxml.html import HtmlElement


def read_html(data: bytes) -> Draft:
    """Return the blocks and metadata of a page; raises DocumentError when there is no text in it."""
    return page_draft(decode_text(data, declared=True))


def page_draft(html: str) -> Draft:
    """Return the blocks and metadata of a page given as text."""
    import lxml.html
    from lxml.etree import ParserError

    html = re.sub(r"^\s*<\?xml[^>]*\?>", "", html)
    try:
        tree = lxml.html.document_fromstring(html or " ", parser=lxml.html.HTMLParser(recover=True, huge_tree=False))
    except (ParserError, ValueError) as error:
        raise DocumentError(f"no readable HTML: {error}") from error
    draft = Draft()
    read_structured_data(tree, draft)
    body = tree.find("body")
    root = body if body is not None else tree
    _add_description(tree, draft)
    walker = Walker(draft, _main_text(html, root))
    walker.walk(root, Context())
    walker.flush(Context())
    _furniture_before_title(draft)
    if not draft.title:
        draft.title = next((draft.text[b.start : b.end] for b in draft.blocks if b.kind == "heading"), "")
    if not (draft.author and draft.published):
        content = "\n".join(draft.text[b.start : b.end] for b in draft.blocks if b.kind != "boilerplate")
        author, published = find_byline(content)
        draft.author, draft.published = draft.author or author, draft.published or published
    return draft


def _main_text(html: str, root: HtmlElement) -> str | None:
    """The page's main text as trafilatura sees it, or None when the markup itself tells content from furniture."""
    if content_score(root) >= 2:
        return None
    import trafilatura

    text = trafilatura.extract(html, favor_recall=True, include_comments=False, include_tables=True)
    return squeeze(text) if text and len(text) > 200 else None


def _add_description(tree: HtmlElement, draft: Draft) -> None:
    found = tree.xpath("//meta[@name='description']/@content | //meta[@property='og:description']/@content")
    if found and len(squeeze(found[0]).split()) >= 4:
        draft.add(squeeze(found[0]), "prose", caption="page description")


def _furniture_before_title(draft: Draft) -> None:
    """Short lines above the first heading of a page are its furniture: promotion strips, trails, labels."""
    first = next((i for i, b in enumerate(draft.blocks) if b.kind == "heading"), None)
    for index in range(first or 0):
        block = draft.blocks[index]
        text = draft.text[block.start : block.end]
        if not block.caption and len(text.split()) < 12 and text[-1] not in ".?":
            draft.blocks[index] = replace(block, kind="boilerplate")


def walk_fragment(html: str) -> Iterator[tuple[str, Kind]]:
    """Yield (text, kind) of an HTML fragment, as found inside Markdown."""
    try:
        draft = page_draft(html)
    except DocumentError:
        # A comment or a lone closing tag holds no text.
        return
    for block in draft.blocks:
        yield draft.text[block.start : block.end], block.kind
