"""Comments in a document that silence checks: ``<!-- claimsift: ignore hype -->``, in plain text ``# claimsift: ignore hype``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.lint.finding import Problem
from pipeline.lint.places import SourcePlaces

_COMMENT = re.compile(r"<!--\s*claimsift\s*:(?P<body>.{0,500}?)-->", re.IGNORECASE | re.DOTALL)
_LINE = re.compile(r"^[ \t]*(?:#|//)[ \t]*claimsift[ \t]*:(?P<body>[^\r\n]*)(?:\r\n|\r|\n|\Z)", re.IGNORECASE | re.MULTILINE)
_BODY = re.compile(r"\s*(?P<verb>ignore(?:-file)?)(?=\s|\Z)(?P<names>.*?)(?:\s--\s.*)?\s*", re.IGNORECASE | re.DOTALL)
_CODE = re.compile(r"^[ ]{0,3}(`{3,}|~{3,})[^\r\n]*(?:[\r\n]+(?![ ]{0,3}\1)[^\r\n]*)*|(?<!`)(`{1,2})(?!`)[^`\r\n]+\2(?!`)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Comment:
    line: int
    checks: frozenset[str]
    """Empty for all."""
    lines: frozenset[int]
    """Empty for the whole file."""


class InlineIgnores:
    """The comments of one document. ``problems`` are those that cannot be followed."""

    def __init__(self, raw: str, format_: str, path: str, places: SourcePlaces) -> None:
        self.problems: list[Problem] = []
        self._path = path
        self._comments: list[_Comment] = []
        for match in _comments(raw, format_):
            self._add(match, places)

    def reason(self, check: str, line: int) -> str:
        """Return why a check is silent on a line, or an empty string."""
        for one in self._comments:
            if (not one.checks or check in one.checks) and (not one.lines or line in one.lines):
                return f"comment in line {one.line}"
        return ""

    def _add(self, match: re.Match[str], places: SourcePlaces) -> None:
        lines = _lines(match, places)
        body = _BODY.fullmatch(match["body"])
        if body is None:
            said = " ".join(match["body"].split())[:60]
            self.problems.append(Problem(self._path, lines[0], f"comment 'claimsift: {said}' is not understood; expected ignore or ignore-file, and checks"))
            return
        names = [name for name in re.split(r"[\s,]+", body["names"]) if name]
        unknown = [message for name in names if (message := unknown_check(name))]
        if unknown:
            self.problems.extend(Problem(self._path, lines[0], message) for message in unknown)
            names = [name for name in names if not unknown_check(name)]
            if not names:
                return
        if body["verb"].lower() == "ignore-file":
            covered: frozenset[int] = frozenset()
        else:
            covered = frozenset((*lines, places.line_with_text(lines[-1] + 1)))
        self._comments.append(_Comment(lines[0], frozenset(names), covered))


def without_comments(raw: str) -> str:
    """Return plain text without the lines that are comments to us: they are not the author's words."""
    return _LINE.sub("", raw)


def unknown_check(name: str) -> str:
    """Return what is wrong with the name of a check, with the nearest one that there is; an empty string for one that is known."""
    from rapidfuzz.process import extractOne

    from pipeline.flag import CHECKS

    known = [check.name for check in CHECKS]
    if name in known:
        return ""
    best = extractOne(name, known, score_cutoff=60)
    return f"'{name[:60]}' is no check" + (f"; did you mean '{best[0]}'?" if best else "; `claimsift checks` lists them")


def _comments(raw: str, format_: str) -> Iterator[re.Match[str]]:
    if format_ == "txt":
        return _LINE.finditer(raw)
    if format_ == "md":
        # A comment that is shown as code is an example of one.
        raw = _CODE.sub(lambda code: re.sub(r"[^\r\n]", " ", code[0]), raw)
    return _COMMENT.finditer(raw)


def _lines(match: re.Match[str], places: SourcePlaces) -> list[int]:
    """The lines that a comment stands on."""
    end = match.start("body") + len(match["body"].rstrip())
    return list(range(places.line_of(match.start()), places.line_of(end) + 1))
