"""Journal articles in JATS XML, and other XML refused with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.errors import DocumentError
from pipeline.ingest.builder import Draft, InlineLink
from pipeline.ingest.decode import squeeze
from pipeline.ingest.html_walk import join_cells
from pipeline.records import Kind, Reference

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_BLOCKS = frozenset("p sec title list list-item table-wrap disp-quote fig abstract body boxed-text def-list def-item caption".split())
_SKIPPED = frozenset(["table", "tex-math", "graphic", "media", "alternatives", "inline-graphic", "object-id", "label"])


def read_jats(data: bytes) -> Draft:
    """Return the blocks of an article; raises DocumentError for XML that is broken or no JATS article."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False)
    try:
        root = etree.fromstring(data, parser=parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DocumentError(f"broken XML: {error}") from error
    for element in root.iter():
        if isinstance(element.tag, str) and element.tag.startswith("{"):
            element.tag = etree.QName(element).localname
    article = root if root.tag == "article" else root.find(".//article")
    if article is None:
        raise DocumentError(f"XML of another kind (its root is <{str(root.tag)[:40]}>); only JATS articles are read")
    draft = Draft()
    _front(article, draft)
    for part in (*article.findall("./front//abstract"), *article.findall("./body")):
        if part.tag == "abstract":
            draft.heading("Abstract", 2)
        _walk(part, draft, 2)
    _back(article, draft)
    return draft


def _front(article: Element, draft: Draft) -> None:
    draft.title = _text(article.find(".//article-meta//article-title"))
    draft.publisher = _text(article.find(".//journal-title")) or _text(article.find(".//publisher-name"))
    names = []
    for contributor in article.findall(".//contrib-group/contrib"):
        given, family = _text(contributor.find(".//given-names")), _text(contributor.find(".//surname"))
        names.append(f"{given} {family}".strip() or _text(contributor.find(".//collab")))
    draft.author = "; ".join(filter(None, names))
    date = article.find(".//article-meta/pub-date")
    if date is not None:
        parts = [_text(date.find(part)) for part in ("year", "month", "day")]
        draft.published = "-".join(part.zfill(2) for part in parts if part.isdigit())
    doi = article.find(".//article-id[@pub-id-type='doi']")
    draft.url = f"https://doi.org/{_text(doi)}" if doi is not None else ""
    draft.language = (article.get("{http://www.w3.org/XML/1998/namespace}lang") or "")[:2].lower()
    draft.heading(draft.title, 1)


def _walk(element: Element, draft: Draft, level: int, kind: Kind = "prose") -> None:
    buffer: list[InlineLink] = []
    text = _gather(element.text or "", "", buffer)
    for child in element:
        tag = child.tag if isinstance(child.tag, str) else ""
        if tag in _BLOCKS:
            _flush(text, draft, kind, buffer)
            text, buffer = "", []
            _block(child, tag, draft, level, kind)
        elif tag and tag not in _SKIPPED:
            text = _gather(text, "".join(map(str, child.itertext())), buffer, _target(child))
        if child.tail:
            text = _gather(text, child.tail, buffer)
    _flush(text, draft, kind, buffer)


def _block(child: Element, tag: str, draft: Draft, level: int, kind: Kind) -> None:
    if tag == "title":
        draft.heading(_text(child), level)
    elif tag == "sec":
        _walk(child, draft, level + 1)
        draft.enter(level + 1)
    elif tag == "table-wrap":
        caption = _text(child.find("caption"))
        draft.add(caption, "prose", caption="table caption")
        for row in child.iter("tr"):
            cells = [_text(cell) for cell in row if cell.tag in ("td", "th")]
            draft.add(join_cells([cell for cell in cells if cell]), "table", caption=caption)
    else:
        inner: Kind = {"list-item": "list_item", "disp-quote": "quote"}.get(tag, kind)  # type: ignore[assignment]
        _walk(child, draft, level, inner)


def _gather(text: str, more: str, links: list[InlineLink], target: str = "") -> str:
    if target and more.strip():
        links.append((len(text), len(text) + len(more), target))
    return text + more


def _target(element: Element) -> str:
    if element.tag == "xref" and element.get("ref-type") == "bibr":
        return f"#{element.get('rid', '')}"
    return element.get("{http://www.w3.org/1999/xlink}href") or ""


def _flush(text: str, draft: Draft, kind: Kind, links: list[InlineLink]) -> None:
    squeezed = squeeze(text)
    moved = []
    position = 0
    for start, end, target in links:
        words = squeeze(text[start:end])
        at = squeezed.find(words, position)
        if words and at >= 0:
            moved.append((at, at + len(words), target))
            position = at + len(words)
    if any(character.isalnum() for character in squeezed):
        draft.add(squeezed, kind, links=moved)


def _back(article: Element, draft: Draft) -> None:
    references = article.findall("./back//ref")
    if references:
        draft.heading("References", 2)
    for number, reference in enumerate(references, 1):
        label = _text(reference.find("label")).strip(".[]() ") or str(number)
        body = squeeze(" ".join(" ".join(map(str, part.itertext())) for part in reference if isinstance(part.tag, str) and part.tag != "label"))
        draft.references.append(Reference(label, body))
        draft.add(body, "boilerplate")
    for note in article.findall("./back//fn") + article.findall("./back/ack") + article.findall("./back/notes"):
        draft.enter(2)
        _walk(note, draft, 2)


def _text(element: Element | None) -> str:
    return squeeze(" ".join(map(str, element.itertext()))) if element is not None else ""
