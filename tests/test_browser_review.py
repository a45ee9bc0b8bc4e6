"""The review in a real browser: by keyboard, with a killed server, and behind its token."""

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

from tests.browsing import needs_browser, until
from tests.conftest import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = needs_browser


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
