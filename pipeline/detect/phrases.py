"""Finds the phrases of the word lists in a sentence, longest first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import SettingsError
from pipeline.lexicon import Entry, parse_lexicon, read_lexicon

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.matcher import PhraseMatcher
    from spacy.tokens import Doc, Span

LISTS = ("hedges", "boosters", "hype", "calls_to_action", "evidence", "disease", "disclaimers", "absolutes")
"""The lists that are phrases to be found in text; other files hold patterns or single lemmas."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase of a list at tokens ``first`` to ``last`` (exclusive) of the sentence's span."""

    first: int
    last: int
    entry: Entry

    @property
    def literal(self) -> str:
        """The phrase as the list has it."""
        return self.entry.literal


class PhraseFinder:
    """All phrase lists as one matcher over a spaCy vocabulary; ``extra`` are a user's own (list, entry) pairs."""

    def __init__(self, nlp: Language, extra: Iterable[tuple[str, Entry]] = (), ignored: Iterable[str] = ()) -> None:
        from spacy.matcher import PhraseMatcher

        unwanted = {word.lower() for word in ignored}
        self._matcher: PhraseMatcher = PhraseMatcher(nlp.vocab, attr="LOWER")
        self._entries: dict[str, dict[tuple[str, ...], Entry]] = {}
        added = list(extra)
        for name in LISTS:
            entries = [*read_lexicon(name), *(entry for list_name, entry in added if list_name == name)]
            patterns = {entry: nlp.make_doc(entry.literal) for entry in entries if entry.literal.lower() not in unwanted}
            self._entries[name] = {_key(pattern): entry for entry, pattern in patterns.items()}
            self._matcher.add(name, list(patterns.values()))

    def find(self, span: Span) -> dict[str, list[Hit]]:
        """Return the hits of each list, in text order, without overlaps within a list."""
        found: dict[str, list[tuple[int, int]]] = {name: [] for name in LISTS}
        for key, first, last in self._matcher(span):
            # The matcher counts tokens from the start of the whole Doc, also when it is given a span.
            found[span.vocab.strings[key]].append((first - span.start, last - span.start))
        return {name: [self._hit(name, span, *bounds) for bounds in _longest(places)] for name, places in found.items()}

    def _hit(self, name: str, span: Span, first: int, last: int) -> Hit:
        return Hit(first, last, self._entries[name][_key(span[first:last])])


def _key(tokens: Doc | Span) -> tuple[str, ...]:
    return tuple(token.lower_ for token in tokens)


def _longest(places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for first, last in sorted(places, key=lambda bounds: (bounds[0] - bounds[1], bounds[0])):
        if all(last <= a or first >= b for a, b in kept):
            kept.append((first, last))
    return sorted(kept)


def read_own_lexicons(paths: Iterable[str]) -> list[tuple[str, Entry]]:
    """Return a user's entries as (list, entry); in their files the second column is the list, with an optional "/category"."""
    pairs = []
    for path in paths:
        for entry in parse_lexicon(_read(path), path):
            name, _, category = entry.category.partition("/")
            if name not in LISTS:
                raise SettingsError(f"{path}: '{name}' is no word list; expected one of {', '.join(LISTS)}")
            if entry.note not in ("", "1", "2", "3") or not entry.literal.strip():
                raise SettingsError(f"{path}: '{entry.literal}' has the level '{entry.note}'; expected a phrase, and 1, 2 or nothing")
            pairs.append((name, Entry(entry.literal, category or "own", entry.source, entry.note or "2")))
    return pairs


def _read(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: cannot be read as UTF-8 text: {error}") from error


@cache
def shared_finder() -> PhraseFinder:
    """Return the finder of the shipped lists over the shared English pipeline."""
    from pipeline.models import load_language

    return PhraseFinder(load_language())
