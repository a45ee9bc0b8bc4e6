"""Takes docs/pictures/ of the sample documents in Chromium: python docs/take_pictures.py

Each picture is the first 900 pixels of a view of report.html, or of `claimsift review`, named after view, colours and width.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from pipeline.models import samples_folder

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FOLDER = Path(__file__).parent / "pictures"
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
WIDTHS = (1440, 390)
HEIGHT = 900
LARGEST = 300_000
"""Bytes that a picture may have: the pages that show them are to open quickly."""
SHOWN = "press/brightmere-press-release.txt"
"""The document of the picture "document": claims, selling words and flags stand near its top."""


def main() -> None:
    """Run claimsift over a copy of the sample documents, and take every picture; raises SystemExit for one that is too large."""
    from playwright.sync_api import sync_playwright

    FOLDER.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        texts, out = Path(folder) / "texts", Path(folder) / "out"
        shutil.copytree(samples_folder(), texts)  # a copy, because a review writes beside the documents
        subprocess.run([sys.executable, "-m", "pipeline", "run", str(texts), "--out", str(out), "--quiet"], check=True)
        report = (out / "report.html").as_uri()
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for name, view in (("overview", "#/"), ("rows", "#/rows"), ("document", f"#/document/{_number(out)}")):
            _take(browser, name, report + view)
        with _review(out) as address:
            _take(browser, "review", address, "#/review")
        browser.close()


def _number(out: Path) -> int:
    """The number by which the page knows the document SHOWN."""
    page = (out / "report.html").read_text(encoding="utf-8")
    data = re.search(r'<script[^>]* id="data"[^>]*>(.*?)</script>', page, re.DOTALL)
    if data is None:
        raise SystemExit(f"{out / 'report.html'}: no data in it")
    return [document["document"] for document in json.loads(data[1])["documents"]].index(SHOWN)


@contextmanager
def _review(out: Path) -> Iterator[str]:
    """Serve the results for review; give the address, with its token."""
    command = [sys.executable, "-m", "pipeline", "review", str(out), "--no-browser", "--port", "0", "--reviewer", "ada"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        line = server.stdout.readline() if server.stdout else ""
        address = re.search(r"http://\S+", line)
        if address is None:
            raise SystemExit(f"claimsift review gave no address: {line!r}")
        yield address[0]
    finally:
        server.terminate()
        server.wait()


def _take(browser: Browser, name: str, address: str, view: str = "") -> None:
    """Take one view in both colours and at every width; ``view`` is gone to after the page has been opened."""
    for colours in ("light", "dark"):
        for width in WIDTHS:
            page = browser.new_page(viewport={"width": width, "height": HEIGHT})
            page.emulate_media(color_scheme="light" if colours == "light" else "dark")
            page.goto(address)
            if view:
                page.evaluate(f"location.hash = {view!r}")
            page.wait_for_timeout(500)  # the view is drawn, and the list below it
            path = FOLDER / f"{name}-{colours}-{width}.png"
            page.screenshot(path=path, clip={"x": 0, "y": 0, "width": width, "height": HEIGHT})
            page.close()
            size = path.stat().st_size
            print(f"{path.name}: {size:,} bytes")
            if size > LARGEST:
                raise SystemExit(f"{path}: has {size:,} bytes, expected at most {LARGEST:,}; show less of the page")


if __name__ == "__main__":
    main()
