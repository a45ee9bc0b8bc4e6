"""Metadata that a page states for machines: JSON-LD, Open Graph and meta tags."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pipeline.ingest.byline import find_date
from pipeline.ingest.decode import squeeze

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from pipeline.ingest.builder import Draft

_META = {
    "title": ("og:title", "twitter:title", "dc.title", "citation_title"),
    "author": ("author", "article:author", "dc.creator", "citation_author", "parsely-author"),
    "published": (
        "article:published_time",
        "datePublished",
        "date",
        "dc.date",
        "citation_publication_date",
        "pubdate",
        "og:published_time",
    ),
    "publisher": ("og:site_name", "application-name", "dc.publisher", "citation_journal_title"),
    "url": ("og:url",),
}
_DEPTH_LIMIT = 12


def read_structured_data(tree: HtmlElement, draft: Draft) -> None:
    """Fill title, author, date, publisher, url and details of ``draft`` from the page's machine-readable parts."""
    root = tree.getroottree().getroot()
    draft.language = (root.get("lang") or "")[:2].lower()
    for item in _json_ld(tree):
        try:
            _read_item(item, draft)
        except RecursionError:
            # Nested without end: no metadata worth having.
            continue
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        key = meta.get("name") or meta.get("property") or meta.get("itemprop") or ""
        metas.setdefault(key.lower(), squeeze(meta.get("content") or ""))
    for field, keys in _META.items():
        value = next((metas[key.lower()] for key in keys if metas.get(key.lower())), "")
        if value and not getattr(draft, field):
            setattr(draft, field, find_date(value) if field == "published" else value)
    if draft.author.startswith("http"):
        draft.author = ""
    if not draft.url:
        draft.url = next(iter(tree.xpath("//link[@rel='canonical']/@href")), "")
    headings = tree.xpath("//h1")
    title = tree.findtext(".//title")
    if len(headings) == 1 and squeeze(headings[0].text_content()):
        draft.title = squeeze(headings[0].text_content())
    elif title and not draft.title:
        draft.title = squeeze(title)
    if not draft.published:
        times = tree.xpath("//time[not(ancestor::*[contains(@class, 'review') or contains(@class, 'comment') or @role='tabpanel'])]/@datetime")
        draft.published = find_date(times[0]) if times else ""


def _json_ld(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            yield from _items(json.loads(script.text or "", strict=False))
        except (ValueError, RecursionError):
            # Broken JSON-LD is common on shop pages; the visible text still tells what the page says.
            continue


def _items(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > _DEPTH_LIMIT:
        return
    if isinstance(value, list):
        for entry in value:
            yield from _items(entry, depth + 1)
    elif isinstance(value, dict):
        yield value
        yield from _items(value.get("@graph", []), depth + 1)


def _read_item(item: dict[str, Any], draft: Draft) -> None:
    kinds = item.get("@type") or ""
    kinds = kinds if isinstance(kinds, list) else [kinds]
    if not any(k in ("Product", "Article", "NewsArticle", "BlogPosting", "Review", "WebPage", "TechArticle", "MedicalWebPage", "Report") for k in kinds):
        return
    draft.author = draft.author or _name(item.get("author"))
    draft.publisher = draft.publisher or _name(item.get("publisher")) or _name(item.get("brand"))
    published = item.get("datePublished") or item.get("releaseDate") or item.get("dateCreated")
    draft.published = draft.published or (find_date(published) if isinstance(published, str) else "")
    draft.title = draft.title or _name(item.get("headline")) or _name(item.get("name"))
    offer = item.get("offers")
    offer = offer[0] if isinstance(offer, list) and offer else offer
    rating = item.get("aggregateRating")
    for name, holder, key in (
        ("brand", item, "brand"), ("sku", item, "sku"), ("price", offer, "price"), ("currency", offer, "priceCurrency"),
        ("rating", rating, "ratingValue"), ("reviews", rating, "reviewCount"), ("reviews", rating, "ratingCount"),
    ):  # fmt: skip
        if isinstance(holder, dict) and (value := _name(holder.get(key))) and name not in dict(draft.details):
            draft.details.append((name, value))


def _name(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(filter(None, map(_name, value[:5])))
    if isinstance(value, dict):
        return _name(value.get("name") or value.get("@id") or "")
    return squeeze(str(value))[:200] if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
