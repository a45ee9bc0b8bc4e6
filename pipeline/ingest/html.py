"""Web pages: every visible block in reading order, page furniture told apart from content.

trafilatura finds the main text of pages whose markup says nothing about its parts; where the markup does say it (nav,
footer, role=dialog ...), the markup is believed. Accordions and tabs are content even when they are folded away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.errors import DocumentError
from pipeline.ingest.builder import Draft, InlineLink
from pipeline.ingest.byline import find_byline
from pipeline.ingest.decode import decode_text, refuse_binary, squeeze
from pipeline.ingest.furniture import content_score, is_furniture_element, is_furniture_text, is_hidden, is_section_furniture
from pipeline.ingest.structured_data import read_structured_data
from pipeline.records import Kind

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SKIPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "iframe",
        "object",
        "embed",
        "canvas",
        "head",
        "select",
        "textarea",
        "audio",
        "video",
        "map",
        "math",
        "datalist",
        "input",
    ]
)
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "button",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "search",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "caption",
        "label",
        "html",
    ]
)
_DEPTH_LIMIT = 200


@dataclass(frozen=True, slots=True)
class _Context:
    kind: Kind = "prose"
    furniture: bool = False
    caption: str = ""


class _Walker:
    """Walks the tree once and fills a draft; text between block tags is gathered in a buffer."""

    def __init__(self, draft: Draft, main_text: str | None) -> None:
        self.draft = draft
        self.main_text = main_text
        self._buffer: list[tuple[str, str]] = []

    def walk(self, element: HtmlElement, context: _Context, depth: int = 0, link: str = "") -> None:
        tag = element.tag if isinstance(element.tag, str) else ""
        if not tag or tag in _SKIPPED or is_hidden(element) or depth > _DEPTH_LIMIT:
            return
        if tag == "br":
            self._buffer.append((" ", ""))
        elif tag == "img":
            self._image(element, context)
        elif tag == "table" and not _is_layout(element):
            self.flush(context)
            self._table(element, context)
        elif tag in _BLOCKS:
            self._block(element, tag, context, depth)
        else:
            self._children(element, context, depth, element.get("href", "") if tag == "a" else link)

    def _block(self, element: HtmlElement, tag: str, context: _Context, depth: int) -> None:
        self.flush(context)
        inner = replace(context, furniture=context.furniture or is_furniture_element(element))
        if re.fullmatch(r"h[1-6]", tag) or tag in ("summary", "dt", "legend"):
            self._heading(element, tag, inner, depth)
            return
        if tag == "button" and not inner.furniture:
            text = squeeze("".join(element.itertext()))
            if text.endswith("?"):
                self.draft.heading(text, 4, kind="question")
            else:
                self.draft.add(text, "boilerplate")
            return
        if tag == "td" and _is_side_cell(element):
            inner = replace(inner, furniture=True)
        if tag == "li":
            inner = replace(inner, kind="list_item")
        elif tag == "blockquote":
            inner = replace(inner, kind="quote")
        self._children(element, inner, depth, "")
        self.flush(inner)

    def _children(self, element: HtmlElement, context: _Context, depth: int, link: str) -> None:
        if element.text:
            self._buffer.append((element.text, link))
        for child in element:
            if _opens_furniture(child) and not context.furniture:
                # "You may also like": what stands beside such a heading belongs to it.
                self.flush(context)
                context = replace(context, furniture=True)
            self.walk(child, context, depth + 1, link)
            if child.tail:
                self._buffer.append((child.tail, link))

    def _heading(self, element: HtmlElement, tag: str, context: _Context, depth: int) -> None:
        if any(child.tag in ("div", "p", "ul") for child in element.iterdescendants()) and len(element.text_content()) > 300:
            self._children(element, context, depth, "")
            self.flush(context)
            return
        text = squeeze(" ".join(element.itertext()))
        if context.furniture or is_furniture_text(text):
            self.draft.add(text, "boilerplate")
            return
        level = int(tag[1]) if tag[0] == "h" and tag[1:].isdigit() else 4
        self.draft.heading(text, level, kind="question" if text.endswith("?") else "heading")

    def _image(self, element: HtmlElement, context: _Context) -> None:
        alt = squeeze(element.get("alt") or "")
        if len(alt.split()) >= 4 and not context.furniture and re.search(r"[a-z]{3} [a-z]", alt):
            self.flush(context)
            self.draft.add(alt, "prose", caption="image")

    def _table(self, table: HtmlElement, context: _Context) -> None:
        captions = table.xpath("./caption")
        caption = squeeze(captions[0].text_content()) if captions else ""
        kind: Kind = "boilerplate" if context.furniture or is_furniture_element(table) else "table"
        if caption:
            self.draft.add(caption, kind if kind == "boilerplate" else "heading")
        for row in table.iter("tr"):
            cells = [squeeze(" ".join(cell.itertext())) for cell in row if cell.tag in ("td", "th")]
            cells = [cell for cell in cells if cell]
            self.draft.add(join_cells(cells), kind, caption=caption)

    def flush(self, context: _Context) -> None:
        """Turn what is in the buffer into a block."""
        pieces, self._buffer = self._buffer, []
        text, links = _inline(pieces)
        if not text or not any(character.isalnum() for character in text):
            return
        linked = sum(end - start for start, end, _ in links)
        kind = context.kind
        if context.furniture or is_furniture_text(text) or self._outside_main(text, linked):
            kind = "boilerplate"
        elif text.endswith("?") and kind != "quote" and len(text.split()) <= 20 and not re.search(r"[.!?]\s", text):
            kind = "question"
        self.draft.add(text, kind, links=links)

    def _outside_main(self, text: str, linked: int) -> bool:
        sentence = len(text.split()) >= 8 and text[-1] in '.!?”")’'
        if linked / len(text) > 0.7 and not sentence:
            return True
        if self.main_text is None:
            return False
        known = squeeze(text)[:60] in self.main_text
        return not known and (not sentence or len(text.split()) < 14)


def _opens_furniture(element: HtmlElement) -> bool:
    if not isinstance(element.tag, str) or not re.fullmatch(r"h[2-6]|p|div|strong|b|span", element.tag) or len(element.text_content()) > 80:
        return False
    if element.tag[0] != "h" and element.getnext() is None:
        return False
    return is_section_furniture(squeeze(element.text_content()))


def _inline(pieces: list[tuple[str, str]]) -> tuple[str, list[InlineLink]]:
    """Join inline text with white space squeezed; return it and the links in it."""
    text, links = "", []
    for raw, target in pieces:
        words = squeeze(raw)
        if raw[:1].isspace() and text and not text.endswith(" "):
            text += " "
        start = len(text)
        text += words
        if target and words:
            links.append((start, len(text), target))
        if words and raw[-1:].isspace():
            text += " "
    lead = len(text) - len(text.lstrip())
    return text.strip(), [(a - lead, b - lead, target) for a, b, target in links]


def join_cells(cells: list[str]) -> str:
    """One table row as a line of text: "name: value" for two cells, else the cells with bars between."""
    if len(cells) == 2 and cells[0] and not cells[0].endswith((":", ".", "?")):
        return f"{cells[0]}: {cells[1]}"
    return " | ".join(cells) if len(cells) != 2 else " ".join(cells)


def _is_layout(table: HtmlElement) -> bool:
    """Tell a table that only places things on the page from one that holds data."""
    if table.get("role") in ("presentation", "none") or table.xpath(".//table"):
        return True
    if table.xpath("./caption|./thead|.//th"):
        return False
    if table.xpath(".//h1|.//h2|.//h3|.//ul|.//p[string-length() > 200]"):
        return True
    cells = table.xpath(".//td")
    return any(len(cell.text_content()) > 400 for cell in cells) or len(cells) <= 1


def _is_side_cell(cell: HtmlElement) -> bool:
    """In a layout table, a cell with little text beside one with much is a side bar, a banner or a foot."""
    table = next(cell.iterancestors("table"))
    sizes = [len(other.text_content()) for other in table.xpath(".//td")]
    return len(cell.text_content()) < 0.25 * max(sizes) and not cell.xpath(".//h1")


def read_html(data: bytes) -> Draft:
    """Return the blocks and metadata of a page; raises DocumentError when there is no text in it."""
    refuse_binary(data)
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
    walker = _Walker(draft, _main_text(html, root))
    walker.walk(root, _Context())
    walker.flush(_Context())
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
    draft = page_draft(html)
    for block in draft.blocks:
        yield draft.text[block.start : block.end], block.kind
