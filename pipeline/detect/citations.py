"""Pointers to sources in a sentence: [3], (Smith et al., 2020), DOIs, links, "(PubMed)", titled papers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.records import Citation, Document

_BRACKETED = re.compile(r"\[(?P<labels>\^?\d{1,3}(?:\s?[,;–-]\s?\d{1,3})*)\]")
_AUTHOR_YEAR = re.compile(
    r"\(?(?P<author>[A-ZÀ-Þ][\w’'-]+(?:,? (?:and|&) [A-ZÀ-Þ][\w’'-]+| et al\.?| and colleagues| and co-?workers)?),? \(?(?P<year>(?:19|20)\d\d[a-z]?)\)"
)
_DOI = re.compile(r"\b(?:doi:\s?|https?://(?:dx\.)?doi\.org/)(?P<doi>10\.\d{4,9}/[^\s;,)\]]*[^\s;,)\].])", re.IGNORECASE)
_LINK = re.compile(r"\bhttps?://[^\s)\]>]+|\bwww\.[^\s)\]>]+")
_DATABASE = re.compile(
    r"[\[(](?P<name>PubMed|Pub Med|PMC|source|sources|study|studies|link|ref|reference|references|citation|citation needed|research|Google Scholar|NCBI|Cochrane|WebMD|paper|see study|clinical study|see link|see source|ref\. ?\d+|(?:clinical )?(?:trial )?data on file|source:? ?(?:internet|google|web|online)|studies? available|on file|citation)(?:\s\d{0,2})?[\])]",
    re.IGNORECASE,
)
_PMID = re.compile(r"\bPMID:?\s?(?P<id>\d{5,9})|\bPMC\d{5,9}|\bNCT\d{8}|\barXiv:\s?\d{4}\.\d{4,5}")
_SUPERSCRIPT = re.compile(r"(?<![\s/(\d]m)(?<![\s/(\d][kcdµ]m)(?<!\bft)(?<!\bin)(?<!\byd)(?<!^m)(?<=[a-z)’”\".,])(?P<labels>[¹²³⁴-⁹⁰][¹²³⁴-⁹⁰,–]*)")
_TITLED = re.compile(r"\b(?:titled|entitled|called)\s+[“\"']?(?P<title>[A-Z][\w-]+(?: [\w’'(),:/-]+){4,30})")
_JOURNAL = re.compile(
    r"\b(?:in|of|by) (?:the )?(?P<journal>(?:journal|Journal|proceedings|Proceedings|annals|Annals|archives|Archives) (?:of|for) (?:[A-Z][\w-]+|the|and|of|for)(?: (?:[A-Z][\w-]+|of|and|the|in|for|&))*|Nature(?: [A-Z]\w+)?|Science|The Lancet(?: [A-Z]\w+)*|JAMA(?: [A-Z]\w+)*|BMJ|PLOS \w+|PLoS \w+|NEJM|Cell(?: [A-Z]\w+)?|New England Journal of Medicine|Cochrane \w+)\b"
)
_SUPERSCRIPT_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def find_citations(document: Document, start: int, end: int) -> tuple[Citation, ...]:
    """Return the citations in ``document.text[start:end]``; ``target`` is empty when a pointer leads nowhere."""
    found = sorted(_find(document, start, end), key=lambda citation: (citation.start, -citation.end))
    kept: list[Citation] = []
    for citation in found:
        if not kept or citation.start >= kept[-1].end:
            kept.append(citation)
    return tuple(kept)


def _find(document: Document, start: int, end: int) -> Iterator[Citation]:
    text = document.text[start:end]
    references = {reference.label: reference.text for reference in document.references}
    links = [link for link in document.links if link.start < end and link.end > start]
    for pattern in (_BRACKETED, _SUPERSCRIPT):
        for match in pattern.finditer(text):
            labels = re.findall(r"\d+", match["labels"].translate(_SUPERSCRIPT_DIGITS))
            linked = next((link.target for link in links if link.start - start <= match.start() < link.end - start), "")
            target = next((references[label] for label in labels if label in references), "") or (linked if not linked.startswith("#") else "")
            yield _citation(match, start, "reference", target[:200])
    for match in _AUTHOR_YEAR.finditer(text):
        surname = match["author"].split()[0].strip(",")
        listed = next((body for body in references.values() if surname in body and match["year"][:4] in body), "")
        yield _citation(match, start, "author_year", (listed or match[0])[:200])
    for match in _DOI.finditer(text):
        yield _citation(match, start, "doi", f"https://doi.org/{match['doi'].rstrip('.')}")
    for match in _PMID.finditer(text):
        yield _citation(match, start, "database", match[0])
    for match in _LINK.finditer(text):
        yield _citation(match, start, "link", match[0].rstrip(".,;"))
    for match in _DATABASE.finditer(text):
        linked = next((link.target for link in links if link.start - start < match.end() and link.end - start > match.start()), "")
        yield _citation(match, start, "database", linked if _leads_somewhere(linked) else "")
    for match in _TITLED.finditer(text):
        yield _citation(match, start, "title", match["title"])
    for match in _JOURNAL.finditer(text):
        yield _citation(match, start, "title", match["journal"])
    for link in links:
        if _leads_somewhere(link.target) and link.target.startswith(("http", "#")):
            first, last = max(link.start, start), min(link.end, end)
            listed = document.text[first:last]
            yield Citation(first, last, listed, "link", link.target)


def _leads_somewhere(target: str) -> bool:
    """A link to a site's front page or to nothing is no source."""
    if target.startswith("#"):
        return len(target) > 2
    return bool(re.match(r"https?://[^/]+/[^\s]{3,}", target))


def _citation(match: re.Match[str], start: int, kind: str, target: str) -> Citation:
    return Citation(start + match.start(), start + match.end(), match[0], kind, target)
