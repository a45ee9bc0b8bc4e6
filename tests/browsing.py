"""What the tests in a browser share: whether there is one, and how to wait."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
needs_browser = pytest.mark.skipif(
    CHROMIUM is None and "CLAIMSIFT_NEEDS_BROWSER" not in os.environ,
    reason="no Chromium on this machine: NO BROWSER TEST WAS RUN; on Debian: apt-get install chromium",
)


def until(page: Page, condition: str) -> None:
    """Wait for a condition; the page's policy forbids the browser's own way of waiting, which evaluates text."""
    for _ in range(250):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(20)
    raise AssertionError(f"never came true: {condition}")
