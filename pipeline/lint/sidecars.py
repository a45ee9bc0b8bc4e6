"""The file ``.claimsiftignore``: what is to be ignored in which documents, kept beside them.

Each line is ``GLOB CHECK[,CHECK…] [“words”]``; the glob counts from the file's own folder, ``*`` stands for all checks, and with words only
flags that contain them are ignored. ``#`` begins a comment.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

from pipeline.lint.finding import Problem, shown_path
from pipeline.lint.ignores import unknown_check

FILE_NAME = ".claimsiftignore"
LONGEST = 500
"""Characters that a line may have."""
_RULE = re.compile(
    r"""(?:"(?P<quoted>[^"]+)"|(?P<glob>[^\s"]\S*))\s+(?P<checks>[^\s,"“]+(?:\s*,\s*[^\s,"“]+)*)"""
    r"""(?:\s+["“](?P<words>[^"“”]+)["”])?\s*(?:\s\#.*)?"""
)


@dataclass(frozen=True, slots=True)
class _Rule:
    where: str
    glob: str
    checks: frozenset[str]
    """Empty for all."""
    words: str


class Sidecars:
    """Every such file that was met. ``problems`` are lines that cannot be followed, each told once."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self._read: dict[Path, tuple[_Rule, ...]] = {}

    def reason(self, path: Path, check: str, words: str) -> str:
        """Return why a flag in the document at ``path`` is to be ignored ("…/.claimsiftignore:3"), or an empty string."""
        absolute = Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow links out of the folder
        for folder in absolute.parents:
            relative = absolute.relative_to(folder).as_posix()
            for rule in self._rules(folder):
                if (not rule.checks or check in rule.checks) and matches(rule.glob, relative) and _plain(rule.words) in _plain(words):
                    return rule.where
        return ""

    def _rules(self, folder: Path) -> tuple[_Rule, ...]:
        if folder not in self._read:
            self._read[folder] = tuple(self._parse(folder / FILE_NAME))
        return self._read[folder]

    def _parse(self, path: Path) -> list[_Rule]:
        shown = shown_path(path)
        try:
            lines = path.read_text(encoding="utf-8-sig").splitlines() if path.is_file() else []
        except (OSError, UnicodeDecodeError) as error:
            self.problems.append(Problem(shown, 0, f"cannot be read as UTF-8 text: {error}"))
            return []
        rules = []
        for number, line in enumerate(lines, 1):
            if not line.strip() or line.lstrip().startswith("#"):
                continue
            match = _RULE.fullmatch(line.strip()) if len(line) < LONGEST else None
            if match is None:
                self.problems.append(Problem(shown, number, f"'{line.strip()[:60]}' is not understood; expected GLOB CHECK[,CHECK…] [\"words\"]"))
                continue
            names = re.split(r"\s*,\s*", match["checks"])
            wrong = [message for name in names if name != "*" and (message := unknown_check(name))]
            self.problems.extend(Problem(shown, number, message) for message in wrong)
            known = frozenset(name for name in names if name == "*" or not unknown_check(name))
            if known:
                checks = frozenset() if "*" in known else known
                rules.append(_Rule(f"{shown}:{number}", match["quoted"] or match["glob"], checks, match["words"] or ""))
        return rules


def matches(glob: str, relative: str) -> bool:
    """True when a path fits a glob: without a slash its name alone is asked for; ``**`` stands for any folders; a folder covers what is in it."""
    parts, names = tuple(glob.strip("/").split("/")), tuple(relative.split("/"))
    if "/" not in glob.rstrip("/"):
        parts = ("**", *parts)

    @cache
    def fits(part: int, name: int) -> bool:
        if part == len(parts):
            return name > 0
        if parts[part] == "**":
            return fits(part + 1, name) or (name < len(names) and fits(part, name + 1))
        return name < len(names) and fnmatchcase(names[name], parts[part]) and fits(part + 1, name + 1)

    return fits(0, 0)


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
