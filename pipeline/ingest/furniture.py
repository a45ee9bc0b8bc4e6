"""What on a web page is furniture: menus, banners, share bars, related products, footers."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from pipeline.lexicon import read_lexicon

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_TAGS = frozenset(["nav", "footer", "aside", "form", "dialog", "menu", "search"])
_ROLES = frozenset("navigation banner contentinfo search dialog alertdialog complementary menu menubar toolbar form alert status".split())
_NAMES = re.compile(
    r"(?:^|[\s_-])(?:cookies?|consent|gdpr|ccpa|onetrust|promo[-_]?(?:bar|strip)?|announcement|breadcrumbs?|crumbs?|share|sharing|social|"
    r"related|recommend\w*|also[-_]?(?:bought|like|viewed)|up-?sells?|cross-?sells?|newsletter|subscribe|sign-?up|optin|chat\w*|"
    r"widgets?|sidebar|comments?|comment-list|respond|footer|site-?footer|nav|navbar|navigation|menu|mega-?menu|topbar|top-?bar|utility|"
    r"cart|basket|minicart|login|account|skip-?(?:link|to)?\w*|pagination|pager|popup|modal|overlay|age-?(?:gate|check|verification)|gate|"
    r"toolbar|advert\w*|ads?|ad-?slot|sponsored|teasers?|trending|most-?read|tags?|tag-?list|rating-?widget|usp-?bar|"
    r"language-?switch\w*|currency\w*|store-?finder|copyright|legal-?links|payment\w*|toast|trail|notice-?bar|masthead|colophon)(?=$|[\s_-])",
    re.IGNORECASE,
)
_CONTENT_NAMES = re.compile(
    r"(?:^|[\s_-])(?:accordion|tab-?(?:panel|pane|content|s)?|tabs?|collapse|collapsible|faq|panel|description|spec\w*|details?|answer|"
    r"toggle-content|read-?more|product-?(?:info|description|details|tabs?)|entry-?content|post-?content|article-?body)(?=$|[\s_-])",
    re.IGNORECASE,
)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def _names(element: HtmlElement) -> str:
    return f"{element.get('class', '')} {element.get('id', '')}"


def is_hidden(element: HtmlElement) -> bool:
    """True for what a reader cannot unfold: hidden elements that are no tab, accordion or description."""
    style = element.get("style") or ""
    hidden = ("hidden" in element.attrib and element.get("hidden") != "until-found") or bool(_HIDDEN_STYLE.search(style))
    if not hidden:
        return False
    if element.get("role") in ("tabpanel", "region") or element.get("aria-labelledby"):
        return False
    return not any(_CONTENT_NAMES.search(_names(node)) for node in (element, *_near_ancestors(element)))


def _near_ancestors(element: HtmlElement) -> list[HtmlElement]:
    found: list[HtmlElement] = []
    for node in element.iterancestors():
        if node.tag in ("body", "main", "html") or len(found) == 2:
            break
        found.append(node)
    return found


def is_furniture_element(element: HtmlElement) -> bool:
    """Judge an element by its tag, role and names."""
    tag = element.tag
    if tag in ("html", "body", "main", "article"):
        return False
    if element.get("role") in ("main", "article", "tabpanel"):
        return False
    if tag == "aside" and _has_ancestor(element, "article") and not _NAMES.search(_names(element)):
        # An aside inside an article is a pull quote or a box, unless its name says otherwise.
        return len(element.xpath(".//a")) > 2
    if tag in _TAGS or element.get("role") in _ROLES:
        return True
    if tag == "header":
        return not element.xpath(".//h1") and not _has_ancestor(element, "article")
    if tag in ("ul", "ol", "div", "section") and _all_links(element):
        return True
    return bool(_NAMES.search(_names(element))) and not _holds_the_content(element)


def _has_ancestor(element: HtmlElement, tag: str) -> bool:
    return next(element.iterancestors(tag), None) is not None


def _all_links(element: HtmlElement) -> bool:
    """A list of bare links is a menu."""
    links = element.xpath(".//a")
    if len(links) < 3:
        return False
    text = len(element.text_content().strip())
    linked = sum(len(link.text_content().strip()) for link in links)
    return text > 0 and linked / text > 0.85 and text / len(links) < 60


def _holds_the_content(element: HtmlElement) -> bool:
    """A wrapper such as <div class="has-sidebar page-menu"> is no furniture when it holds the page's own heading or text."""
    if element.xpath(".//h1 | .//main | .//article"):
        return True
    body = element.getroottree().getroot().find("body")
    if body is None:
        return False
    if "data-text-length" not in body.attrib:
        body.set("data-text-length", str(len(body.text_content())))
    return len(element.text_content()) > 0.5 * int(body.get("data-text-length") or 1)


@cache
def _phrases() -> re.Pattern[str]:
    phrases = [entry.literal for entry in read_lexicon("furniture")]
    return re.compile(rf"^\W*(?:{'|'.join(phrases)})\W*$", re.IGNORECASE)


def is_furniture_text(text: str) -> bool:
    """Judge a short line by its words: "Accept all cookies", "© 2024 ...", "Basket (0)"."""
    if len(text) > 200:
        return False
    return bool(_phrases().match(text))


@cache
def _section_phrases() -> re.Pattern[str]:
    phrases = [entry.literal for entry in read_lexicon("furniture") if entry.category in ("related", "comments", "newsletter")]
    return re.compile(rf"^\W*(?:{'|'.join(phrases)})\W*$", re.IGNORECASE)


def is_section_furniture(text: str) -> bool:
    """True for a heading whose whole section is furniture: "You may also like", "Comments (3)"."""
    return 3 < len(text) <= 80 and bool(_section_phrases().match(text))


def content_score(root: HtmlElement) -> int:
    """Count the kinds of markup by which a page tells its own parts apart (main, article, nav, footer)."""
    return sum(bool(root.xpath(f".//{tag} | .//*[@role='{role}']")) for tag, role in (
        ("main", "main"), ("article", "article"), ("nav", "navigation"), ("footer", "contentinfo"),
    ))  # fmt: skip
