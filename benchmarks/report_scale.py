"""How large the report grows, and how soon a browser paints it: the sample corpus many times over.

    python benchmarks/report_scale.py 269 20000

Prints for each number of claims: seconds to write, megabytes, milliseconds to the first paint and until the page answers, and how long the list of
all claims takes to open. The first line is the floor: the sample corpus once.
"""

from __future__ import annotations

import shutil
import sys
import time
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.analysis import analyse
from pipeline.match.groups import group_claims
from pipeline.records import Claim, CorpusResult, DocumentResult, Match
from pipeline.report.html_file import write_html


def copy_of(result: DocumentResult, number: int) -> DocumentResult:
    """Return a document under another name, its records under other ids."""
    name = f"{number:04d}-{result.document.name}"

    def renamed(claim: Claim) -> Claim:
        return replace(claim, claim_id=f"{claim.claim_id}-{number}", document=name)

    return replace(
        result,
        document=replace(result.document, name=name),
        claims=tuple(map(renamed, result.claims)),
        statements=tuple(map(renamed, result.statements)),
        sentences=tuple(replace(s, document=name) for s in result.sentences),
        flags=tuple(replace(f, flag_id=f"{f.flag_id}-{number}", document=name, claim_id=f.claim_id and f"{f.claim_id}-{number}") for f in result.flags),
    )


def repeated(once: CorpusResult, claims: int) -> CorpusResult:
    """Return the run over and over, with at least so many claims; copies match among themselves alone."""
    results: list[DocumentResult] = []
    matches: list[Match] = []
    number = 0
    while sum(len(r.claims) for r in results) < claims:
        results += [copy_of(r, number) for r in once.results]
        for m in once.matches:
            ids = {"match_id": f"{m.match_id}-{number}", "left_id": f"{m.left_id}-{number}", "right_id": f"{m.right_id}-{number}"}
            matches.append(replace(m, **ids, left_document=f"{number:04d}-{m.left_document}", right_document=f"{number:04d}-{m.right_document}"))
        number += 1
    everything = [c for r in results for c in (*r.claims, *r.statements)]
    documents = [r.document for r in results]
    groups = group_claims(everything, matches, documents)
    counts = {"documents": len(documents), "claims": sum(len(r.claims) for r in results), "flags": sum(len(r.flags) for r in results)}
    return CorpusResult(tuple(results), tuple(matches), groups, counts, once.run)


def browse(path: Path) -> tuple[float, float, float]:
    """Return milliseconds to the first paint, until the page is loaded, and until the list of all claims is drawn."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"])
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(path.as_uri())
        while not page.evaluate("performance.getEntriesByName('first-contentful-paint').length"):
            page.wait_for_timeout(20)
        paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
        loaded = page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")
        started = time.perf_counter()
        page.evaluate("location.hash = '#/claims'")
        page.locator("#view .item").first.wait_for()
        drawn = 1000 * (time.perf_counter() - started)
        browser.close()
    return paint, loaded, drawn


def main() -> None:
    """Print a line for each size."""
    once = analyse(Path(__file__).parent.parent / "corpus").result
    for claims in map(int, sys.argv[1:] or ["269", "20000"]):
        result = repeated(once, claims)
        with TemporaryDirectory() as folder:
            started = time.perf_counter()
            write_html(result, Path(folder), {})
            seconds = time.perf_counter() - started
            path = Path(folder) / "report.html"
            paint, loaded, drawn = browse(path)
            size = path.stat().st_size / 1e6
        documents = len(result.documents)
        print(
            f"{result.counts['claims']} claims, {documents} documents: written in {seconds:.1f} s, {size:.1f} MB, "
            f"first paint {paint:.0f} ms, loaded {loaded:.0f} ms, list of claims {drawn:.0f} ms"
        )


if __name__ == "__main__":
    main()
