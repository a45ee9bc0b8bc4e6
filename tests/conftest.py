"""What several tests share: paths, one analysis of the sample corpus, and a way to run the command as a process."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline.analysis import Analysis, analyse, analyse_texts
from tests.browsing import CHROMIUM
from tests.decided import REVIEW, VENDOR

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parent.parent
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def sample() -> Analysis:
    """The sample corpus, analysed once."""
    return analyse(ROOT / "corpus")


@pytest.fixture(scope="session")
def small() -> Analysis:
    """Two small documents that contradict each other."""
    return analyse_texts({"vendor.txt": VENDOR, "review.txt": REVIEW})


@pytest.fixture(scope="session")
def written(sample: Analysis, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every report file of the sample corpus."""
    out = tmp_path_factory.mktemp("outputs")
    sample.write(out)
    return out


@pytest.fixture
def claimsift(tmp_path: Path) -> Run:
    """Run the command in an empty folder; returns the finished process."""

    def run(*arguments: object, cwd: Path = tmp_path) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "pipeline", *map(str, arguments)]
        return subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=300, check=False, env=_environment())

    return run


def _environment() -> dict[str, str]:
    import os

    return {**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1", "COLUMNS": "200", "TERM": "dumb"}


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
