"""Walks a page's tree once and makes blocks of it: text, headings, lists, tables and pictures' words."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.ingest.builder import Draft, InlineLink
from pipeline.ingest.decode import squeeze
from pipeline.ingest.furniture import is_furniture_element, is_furniture_text, is_hidden, is_section_furniture
from pipeline.records import Kind

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SKIPPED = frozenset("script style noscript template svg iframe object embed canvas head select textarea audio video map math datalist input".split())
_BLOCKS = frozenset(
    (
        "address article aside blockquote body button center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 "
        "h4 h5 h6 header hgroup hr legend li main menu nav ol p pre search section summary table tbody td tfoot th thead tr ul caption "
        "label html"
    ).split()
)
_DEPTH_LIMIT = 200


@dataclass(frozen=True, slots=True)
class Context:
    """What is known above an element: the kind of block it makes, and whether it is page furniture."""

    kind: Kind = "prose"
    furniture: bool = False
    caption: str = ""


class Walker:
    """Walks the tree once and fills a draft; text between block tags is gathered in a buffer."""

    def __init__(self, draft: Draft, main_text: str | None) -> None:
        self.draft = draft
        self.main_text = main_text
        self._buffer: list[tuple[str, str]] = []

    def walk(self, element: HtmlElement, context: Context, depth: int = 0, link: str = "") -> None:
        """Visit ``element`` and what is in it."""
        tag = element.tag if isinstance(element.tag, str) else ""
        if not tag or tag in _SKIPPED or is_hidden(element):
            return
        if depth > _DEPTH_LIMIT:
            # Nested past any sense: its words are kept, its structure is not.
            self._buffer.append((element.text_content(), link))
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

    def _block(self, element: HtmlElement, tag: str, context: Context, depth: int) -> None:
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

    def _children(self, element: HtmlElement, context: Context, depth: int, link: str) -> None:
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

    def _heading(self, element: HtmlElement, tag: str, context: Context, depth: int) -> None:
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

    def _image(self, element: HtmlElement, context: Context) -> None:
        alt = squeeze(element.get("alt") or "")
        if len(alt.split()) >= 4 and not context.furniture and re.search(r"[a-z]{3} [a-z]", alt):
            self.flush(context)
            self.draft.add(alt, "prose", caption="image")

    def _table(self, table: HtmlElement, context: Context) -> None:
        captions = table.xpath("./caption")
        caption = squeeze(captions[0].text_content()) if captions else ""
        kind: Kind = "boilerplate" if context.furniture or is_furniture_element(table) else "table"
        if caption:
            self.draft.add(caption, kind if kind == "boilerplate" else "heading")
        for row in table.iter("tr"):
            cells = [squeeze(" ".join(cell.itertext())) for cell in row if cell.tag in ("td", "th")]
            cells = [cell for cell in cells if cell]
            self.draft.add(join_cells(cells), kind, caption=caption)

    def flush(self, context: Context) -> None:
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
    table = next(cell.iterancestors("table"), None)
    if table is None:
        return False
    if "data-largest-cell" not in table.attrib:
        table.set("data-largest-cell", str(max((len(other.text_content()) for other in table.xpath(".//td")), default=0)))
    return len(cell.text_content()) < 0.25 * int(table.get("data-largest-cell") or 0) and not cell.xpath(".//h1")
