"""Citation marks that lead nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.flag.check import Check, Finding, View

_UNIT = re.compile(
    r"\[\d+\]\s*(?:mg|g|ml|%|°)|\b(?:index|array|list|item|row|line|step|option|key|field|page|rule|rules|article|clause|section|note)\s*\[\d|\w\[\d",
    re.IGNORECASE,
)
_ENTRY = re.compile(r"^\W{0,2}(?P<label>\d{1,3})(?:\]|\.|\))?:?\s+[^\s].{8,}")
_EXPLAINED = re.compile(
    r"\b(?:PubMed|source|sources|studies|study|reference|references|link)\b.{0,40}\b(?:search|database|index|is a|lists?|contains?|account)\b", re.IGNORECASE
)


def find(view: View) -> Iterator[Finding]:
    """Flag citations without a target: no entry in a reference list, no link, no author and year."""
    from pipeline.detect.citations import find_citations

    listed = _listed(view)
    for sentence in view.content:
        if _UNIT.search(sentence.text) or _EXPLAINED.search(sentence.text):
            continue
        for citation in find_citations(view.document, sentence.start, sentence.end):
            if _is_footnote(view, citation.text) or citation.start == sentence.start:
                continue  # a mark that opens a line is the entry of a list
            if citation.kind == "reference" and listed and set(re.findall(r"\d+", citation.text)) & listed:
                continue
            if citation.kind in ("reference", "database") and not citation.target and not _named_beside(sentence.text, citation.text):
                message = f"“{citation.text}” leads nowhere: no reference list, link or title goes with it"
                yield Finding(citation.start, citation.end, message, view.claim_id(sentence))


def _listed(view: View) -> set[str]:
    """The labels of lines such as "[3] Lund A. Wool and warmth. 2021", also where no heading calls them references."""
    found = (_ENTRY.match(sentence.text) for sentence in view.sentences)
    return {match["label"] for match in found if match is not None}


def _is_footnote(view: View, mark: str) -> bool:
    """A superscript whose note stands in the same document leads there."""
    bare = mark.strip("[]()")
    return mark[:1] in "¹²³⁴⁵⁶⁷⁸⁹" and any(s.text.startswith(bare) for s in view.sentences)


def _named_beside(text: str, mark: str) -> bool:
    """An author and year, a DOI or an identifier beside the mark says which paper is meant."""
    rest = text.replace(mark, " ")
    return bool(re.search(r"\b[A-Z][\w’-]+(?: et al\.?| and [A-Z][\w’-]+)?,? \(?(?:19|20)\d\d|doi|10\.\d{4}/|PMID|https?:", rest))


CHECK = Check(
    name="dead_citation",
    definition="A citation mark that leads nowhere: (PubMed), [source], [12] without a reference list.",
    severity="warning",
    source="QUEST attribution; HONcode principle 4",
    hits=("The extract lowers blood pressure (PubMed).", "Most users improve within days [source]."),
    misses=("Lund et al. (2019) saw no change.", "See https://example.org/trials/trial-7 for the data."),
    find=find,
)
