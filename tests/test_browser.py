"""The report in a real browser."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline.analysis import Analysis, analyse_texts
from tests.browsing import needs_browser, until

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = needs_browser
VIEWS = ("#/", "#/rows", "#/rows?layout=table", "#/documents", "#/document/1", "#/claims", "#/flags", "#/considered")


@pytest.fixture(scope="module")
def report(written: Path) -> str:
    return (written / "report.html").as_uri()


def test_from_a_contradiction_to_the_words_in_both_documents(page: Page, report: str, sample: Analysis) -> None:
    page.goto(report)
    page.get_by_role("link", name="Comparison").click()
    page.get_by_label("Verdict").select_option("contradiction")
    rows = page.locator("#view [data-row]")
    wanted = [group for group in sample.groups if group.verdict == "contradiction"]

    assert rows.count() == len(wanted)
    assert rows.locator(":scope > h2 .verdict").all_text_contents() == ["contradiction"] * len(wanted)

    claims = {claim.claim_id: claim for claim in (*sample.claims, *sample.result.statements)}
    texts = {document.name: document.text for document in sample.result.documents}
    for cell in wanted[0].cells[:2]:
        page.goto(f"{report}#/rows?verdict=contradiction")
        rows.first.locator(f"a[href$='claim={cell.claim_id}']").last.click()
        place = page.locator(".sentence.target")
        claim = claims[cell.claim_id]

        assert (int(place.get_attribute("data-start") or -1), int(place.get_attribute("data-end") or -1)) == (claim.start, claim.end)
        assert " ".join(place.inner_text().split()) == " ".join(texts[claim.document][claim.start : claim.end].split())
        assert place.evaluate("e => { const r = e.getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight; }")


def test_marks_stand_where_the_offsets_say(page: Page, report: str, sample: Analysis) -> None:
    number, result = next((n, r) for n, r in enumerate(sample.result.results) if any(c.hedges for c in r.claims))
    claim = next(claim for claim in result.claims if claim.hedges)
    page.goto(f"{report}#/document/{number}?claim={claim.claim_id}")

    assert " ".join(page.locator(".sentence.target mark.hedge").all_inner_texts()) == " ".join(cue.text for cue in claim.hedges)


def test_one_claim_tells_by_which_words(page: Page, report: str, sample: Analysis) -> None:
    claim = next(c for c in sample.claims if c.hedges and c.evidence_at)
    page.goto(f"{report}#/claim/{claim.claim_id}")
    shown = page.locator("#view").inner_text()

    assert claim.hedges[0].text in shown
    assert claim.attribution in shown
    assert "Its evidence is stated here" in shown


def test_search_and_filters_stand_in_the_address(page: Page, report: str) -> None:
    page.goto(f"{report}#/claims")
    everything = page.locator("#view [role=status]").inner_text()
    page.keyboard.press("/")
    page.keyboard.type("winter")
    until(page, "location.hash.includes('q=winter')")
    page.get_by_label("Support").select_option("unsupported")
    found = page.locator("#view [role=status]").inner_text()
    page.reload()

    assert page.locator("#view [role=status]").inner_text() == found != everything
    assert all("winter" in text.lower() for text in page.locator("#view .item").all_text_contents())


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("view", VIEWS)
def test_no_view_is_wider_than_the_screen_and_none_has_a_serious_fault(browser: Browser, page: Page, report: str, view: str, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page.set_viewport_size({"width": width, "height": 900})
    if width == 390:
        page.emulate_media(color_scheme="dark")
    page.goto(report + view)

    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    # axe looks from outside the page's policy: its script is evaluated by the browser's debugger, not loaded by the page.
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found if one["impact"] in ("serious", "critical")] == []


def test_hostile_documents_are_shown_as_text(page: Page, tmp_path: Path) -> None:
    word = "x" * 10_000
    hostile = (
        '</script><script>document.title="broken"</script> lowers stress by 30 %. <img src=x onerror=\'document.title="broken"\'> improves sleep. '
        f"The lamp \u202edesrever\u202c weighs 45 g. =HYPERLINK(1) raises {word} by 3 %. The \U0001f4a1 lamp may help \U0001f4a1 people sleep."
    )
    name = '"><svg onload=alert(1)>.txt'
    analyse_texts({name: hostile, "b.txt": "The lamp weighs 80 g."}).write(tmp_path)
    address = (tmp_path / "report.html").as_uri()
    for view in ("#/", "#/rows?verdict=single_source", "#/document/0", "#/claims", "#/flags"):
        page.goto(address + view)
        assert page.title() != "broken"
        assert page.evaluate("document.querySelectorAll('img, svg[onload], a[href^=javascript]').length") == 0
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.goto(address + "#/document/0")
    text = page.locator("#view").inner_text()

    assert "</script><script>" in text
    assert "⟨U+202E⟩desrever⟨U+202C⟩" in text
    assert page.locator(".text mark.hedge").all_inner_texts() == ["may"]
