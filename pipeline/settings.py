"""One frozen Settings: defaults, then claimsift.toml or [tool.claimsift], then the command line. Unknown keys are refused."""

from __future__ import annotations

import tomllib
from dataclasses import asdict, dataclass, fields, replace
from hashlib import sha256
from json import dumps
from pathlib import Path
from typing import Any, get_type_hints

from pipeline.errors import SettingsError


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a user may set. Each field's comment is what `claimsift config show` prints beside it."""

    max_megabytes: int = 40
    """files larger than this are not read"""
    max_characters: int = 3_000_000
    """documents with more text than this are not analysed"""
    exclude: tuple[str, ...] = ("README*", "LICENSE*")
    """file names (shell patterns) that are not documents"""
    disable_checks: tuple[str, ...] = ()
    """checks that are not run; `claimsift checks` lists their names"""
    severity: tuple[str, ...] = ()
    """severities that differ from the checks' own, as "hype=note" """
    lexicons: tuple[str, ...] = ()
    """files with entries of your own (literal, list, source; tab-separated) that are added to the shipped lists"""
    ignore_words: tuple[str, ...] = ()
    """words that are never hedges, boosters or marketing here, such as a product called "Ultimate" """
    claim_threshold: float = 0.0
    """a sentence is a claim from this score on (0 to 1); 0 takes the threshold that the model was trained with"""
    match_threshold: float = 0.0
    """a relation between two claims counts from this probability on (0 to 1); 0 takes the limits that the model was given"""
    reuse_threshold: float = 0.9
    """wording is held to be copied from this likeness on (0 to 1)"""
    neighbours: int = 10
    """candidate pairs of other documents that are read for each claim"""
    neighbours_large: int = 2
    """the same in a corpus of more than 2,000 claims, where reading ten would take long"""
    second_readings: int = 1500
    """candidate pairs, the likeliest first, that the large network reads again; a quarter of that in a corpus of more than 2,000 claims; 0 leaves it out"""
    jobs: int = 1
    """processes that read and analyse documents"""
    csv_bom: bool = False
    """begin CSV files with a byte order mark, by which Excel knows that they are UTF-8"""

    def digest(self) -> str:
        """Return a SHA-256 over what changes results of single documents."""
        values = {key: value for key, value in asdict(self).items() if key not in _LATER}
        texts = [Path(path).read_bytes().hex() for path in self.lexicons]
        return sha256(dumps([values, texts], sort_keys=True).encode()).hexdigest()


_LATER = ("jobs", "match_threshold", "neighbours", "neighbours_large", "second_readings", "csv_bom")
"""Settings that change nothing in what is found in a single document."""


def load_settings(path: Path | None = None, start: Path | None = None, **overrides: object) -> tuple[Settings, Path | None]:
    """Return the settings and the file they came from.

    ``path`` names a file; without it claimsift.toml or a pyproject.toml with [tool.claimsift] is looked for in ``start`` and above.
    ``overrides`` win; those that are None are left out. Raises SettingsError.
    """
    found = path or find_settings_file(start or Path.cwd())
    settings = Settings()
    if found is not None:
        settings = apply_values(settings, _read_file(found), str(found))
        settings = replace(settings, lexicons=tuple(str(found.parent / entry) for entry in settings.lexicons))
    settings = apply_values(settings, {key: value for key, value in overrides.items() if value is not None}, "command line")
    _check(settings, str(found or "command line"))
    return settings, found


def find_settings_file(start: Path) -> Path | None:
    """Return the nearest settings file in ``start`` or above, or None."""
    for folder in (start.resolve(), *start.resolve().parents):
        own, project = folder / "claimsift.toml", folder / "pyproject.toml"
        if own.is_file():
            return own
        if project.is_file() and _names_us(project):
            return project
    return None


def _names_us(project: Path) -> bool:
    """True for a pyproject.toml with a table of ours; one that cannot be parsed is somebody else's trouble."""
    try:
        return isinstance(_parse(project).get("tool", {}).get("claimsift"), dict)
    except (SettingsError, AttributeError):
        return False


def _parse(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path}: cannot be read as TOML: {error}") from error


def _read_file(path: Path) -> dict[str, Any]:
    values = _parse(path)
    return dict(values.get("tool", {}).get("claimsift", {})) if path.name == "pyproject.toml" else values


def apply_values(settings: Settings, values: dict[str, Any], where: str) -> Settings:
    """Return ``settings`` with ``values``; every wrong key and type is told at once, in one SettingsError."""
    kinds = get_type_hints(Settings)
    problems: list[str] = []
    accepted: dict[str, Any] = {}
    for key, value in values.items():
        if key not in kinds:
            problems.append(f"unknown key '{key}'{suggest(key, list(kinds))}")
        elif kinds[key] == tuple[str, ...]:
            if not isinstance(value, list | tuple) or not all(isinstance(entry, str) for entry in value):
                problems.append(f"'{key}' is {value!r}; expected a list of strings")
            else:
                accepted[key] = tuple(value)
        elif isinstance(value, bool) != (kinds[key] is bool) or not isinstance(value, (int, float) if kinds[key] is float else kinds[key]):
            problems.append(f"'{key}' is {value!r}; expected {kinds[key].__name__}")
        else:
            accepted[key] = kinds[key](value)
    if problems:
        raise SettingsError(f"{where}: {'; '.join(problems)}")
    return replace(settings, **accepted)


def suggest(key: str, known: list[str]) -> str:
    """Return ", did you mean …?" with the nearest known name, or what is known."""
    from rapidfuzz.process import extractOne

    best = extractOne(key, known, score_cutoff=60)
    return f", did you mean '{best[0]}'?" if best else f"; known are {', '.join(known)}"


def _check(settings: Settings, where: str) -> None:
    for name in ("claim_threshold", "match_threshold", "reuse_threshold"):
        value = getattr(settings, name)
        if not 0 <= value <= 1:
            raise SettingsError(f"{where}: '{name}' is {value}; expected a number from 0 to 1")
    for name in ("max_megabytes", "max_characters", "neighbours", "jobs"):
        if getattr(settings, name) < 1:
            raise SettingsError(f"{where}: '{name}' is {getattr(settings, name)}; expected 1 or more")
    for path in settings.lexicons:
        if not Path(path).is_file():
            raise SettingsError(f"{where}: lexicon {path} is not there")


def describe_settings() -> dict[str, str]:
    """Return each setting's comment, read from the class's source."""
    import inspect
    import re

    source = inspect.getsource(Settings)
    return {
        field.name: match[1].strip() for field in fields(Settings) if (match := re.search(rf'    {field.name}: [^\n]*\n    """(.*?)"""', source, re.DOTALL))
    }
