"""The report and the review in a real browser."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline.analysis import Analysis, analyse_texts
from tests.conftest import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(
    CHROMIUM is None and "CLAIMSIFT_NEEDS_BROWSER" not in os.environ,
    reason="no Chromium on this machine: NO BROWSER TEST WAS RUN; on Debian: apt-get install chromium",
)
VIEWS = ("#/", "#/rows", "#/rows?layout=table", "#/documents", "#/document/1", "#/claims", "#/flags", "#/considered")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"])
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that must end without an error in its console, broken policies among them."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    gone = "Failed to load resource: net::ERR_"  # a server that was killed
    page.on("console", lambda message: errors.append(message.text) if message.type in ("error", "warning") and not message.text.startswith(gone) else None)
    yield page
    page.close()
    assert errors == []


def until(page: Page, condition: str) -> None:
    """Wait for a condition; the page's policy forbids the browser's own way of waiting, which evaluates text."""
    for _ in range(250):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(20)
    raise AssertionError(f"never came true: {condition}")


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


@pytest.fixture
def reviewed(tmp_path: Path) -> Iterator[Path]:
    """A corpus of its own with its results."""
    shutil.copytree(ROOT / "corpus", tmp_path / "texts")
    command = [sys.executable, "-m", "pipeline", "run", str(tmp_path / "texts"), "--out", str(tmp_path / "out"), "--quiet"]
    subprocess.run(command, check=True, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}, timeout=300)
    yield tmp_path
    while SERVERS:
        SERVERS.pop().kill()


SERVERS: list[subprocess.Popen[str]] = []


def serve(folder: Path, reviewer: str = "ada") -> tuple[subprocess.Popen[str], str]:
    command = [sys.executable, "-m", "pipeline", "review", str(folder / "out"), "--no-browser", "--port", "0", "--reviewer", reviewer]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT)})
    SERVERS.append(server)
    assert server.stdout is not None
    found = re.search(r"http://\S+", server.stdout.readline())
    assert found
    return server, found[0]


def lines(page: Page, folder: Path, number: int) -> None:
    """Wait until so many decisions are on the disk."""
    for _ in range(250):
        if len(kept(folder)) >= number:
            return
        page.wait_for_timeout(20)
    raise AssertionError(f"only {len(kept(folder))} of {number} decisions were kept")


def kept(folder: Path) -> list[tuple[str, str, str]]:
    path = folder / "texts" / "claimsift.decisions.jsonl"
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.is_file() else []
    return [(line["kind"], line["decision"], line.get("note", "")) for line in lines]


def test_a_review_by_keyboard_outlives_a_killed_server(page: Page, browser: Browser, reviewed: Path) -> None:
    server, address = serve(reviewed)
    page.goto(address)
    page.keyboard.press("g")
    page.keyboard.press("r")
    page.locator("#view h1").wait_for()

    def press(*keys: str) -> None:
        for key in keys:
            before = len(kept(reviewed))
            page.keyboard.press(key)
            if key != "j":
                lines(page, reviewed, before + 1)

    press("j", "a", "r", "2", "u")
    assert [decision for _, decision, _ in kept(reviewed)] == ["accept", "reject", "relation=contradicts", ""]

    page.keyboard.press("n")
    page.keyboard.type("ask the maker")
    page.keyboard.press("Enter")
    lines(page, reviewed, 5)
    server.kill()
    server.wait()
    assert kept(reviewed)[-1] == ("match", "", "ask the maker")
    page.keyboard.press("a")
    until(page, "document.querySelector('#said').textContent.includes('NOT kept')")

    server, address = serve(reviewed, "bo")
    other = browser.new_page()
    other.goto(address)
    other.goto(address.split("?")[0] + "#/review?all=yes")
    said = other.locator("#view .item .said").all_inner_texts()
    assert sorted(said) == ["accept", "reject"]
    # A second reviewer differs about the first pair: the disagreement is listed.
    item = other.locator("#view .item", has=other.locator(".said", has_text="accept"))
    item.get_by_role("button", name="Reject").click()
    item.locator(".said", has_text="disputed").wait_for()
    other.goto(address.split("?")[0] + "#/review?queue=disputed")
    assert other.locator("#view .item").count() == 1
    assert "disputed: ada accept, bo reject" in other.locator("#view .item").inner_text()
    other.close()
    server.kill()


def test_rows_are_merged_and_taken_apart_by_keyboard(page: Page, reviewed: Path) -> None:
    server, address = serve(reviewed)
    page.goto(address)
    page.goto(address.split("?")[0] + "#/rows")
    rows = page.locator("#view [role=status]")
    before = rows.inner_text()
    for key in ("j", "m", "j", "m", "1"):
        page.keyboard.press(key)
    until(page, f"document.querySelector('#view [role=status]').textContent !== {json.dumps(before)}")
    page.keyboard.press("u")
    until(page, f"document.querySelector('#view [role=status]').textContent === {json.dumps(before)}")
    page.keyboard.press("j")
    page.keyboard.press("s")
    page.keyboard.press("1")
    until(page, "document.querySelector('#said').textContent.startsWith('Taken out')")
    server.kill()

    assert [decision for _, decision, _ in kept(reviewed)] == ["merge=agrees", "", "split"]


def test_a_sentence_of_a_text_is_taken_for_a_claim(page: Page, reviewed: Path) -> None:
    server, address = serve(reviewed)
    page.goto(address)
    page.goto(address.split("?")[0] + "#/documents")
    count = page.locator("#view tbody tr").count()
    for number in range(count):
        page.goto(address.split("?")[0] + f"#/document/{number}")
        sentences = page.locator("#view .sentence.statement")
        if sentences.count():
            break
    sentences.first.click()
    page.locator(".offer").get_by_role("button", name="It is a claim").click()
    lines(page, reviewed, 1)
    words = sentences.first.inner_text()
    page.reload()
    page.locator("#view .sentence.claim", has_text=words).wait_for()
    server.kill()

    assert kept(reviewed) == [("claim", "claim", "")]


def test_nobody_without_the_token_reads_or_decides(reviewed: Path) -> None:
    import httpx

    server, address = serve(reviewed)
    plain, token = address.split("?token=")
    decision = {"id": "c0", "decision": "accept"}
    with httpx.Client(base_url=plain) as stranger, httpx.Client(base_url=plain, follow_redirects=True) as known:
        assert known.get(f"/?token={token}").status_code == 200
        answers = [
            stranger.get("/").status_code,
            stranger.get("/?token=wrong").status_code,
            stranger.post("/api/decide", json=decision, headers={"x-claimsift": "1"}).status_code,
            known.post("/api/decide", json=decision).status_code,
            known.get("/", headers={"host": "evil.example"}).status_code,
        ]
        wrong = known.post("/api/decide", json=decision, headers={"x-claimsift": "1"})
    server.kill()

    assert answers == [403, 403, 403, 403, 400]
    assert (wrong.status_code, "'c0' is no claim" in wrong.json()["error"]) == (400, True)
    assert kept(reviewed) == []
