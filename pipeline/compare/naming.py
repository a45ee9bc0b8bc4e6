"""What a text names of a table of names: places, groups, times of day, kinds of event."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

KEPT = 20_000
"""Texts whose answer is kept: a claim is held against many others, and is looked through once."""


class Naming:
    """Names, each with the pattern of the words that stand for it."""

    def __init__(self, words: Mapping[str, str], flags: int = re.IGNORECASE) -> None:
        self._patterns = {name: re.compile(rf"\b(?:{pattern})\b", flags) for name, pattern in words.items()}
        self.named = lru_cache(maxsize=KEPT)(self._named)
        """Return the names of those patterns that are found in a text."""

    def _named(self, text: str) -> frozenset[str]:
        return frozenset(name for name, pattern in self._patterns.items() if pattern.search(text))
