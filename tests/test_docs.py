"""The manual: its tutorial is performed, its pages name what there is, and the site that is built of them loads nothing from elsewhere."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict
from html.parser import HTMLParser
from pathlib import Path

import pytest

from pipeline.report import WRITERS
from pipeline.review.labels import LABELS, RELATIONS
from pipeline.settings import Settings, describe_settings
from tests.conftest import ROOT

DOCS = ROOT / "docs"
PAGES = sorted(DOCS.glob("*.md"))
MORE = "…"
_BLOCK = re.compile(r'^```(?P<kind>\w+)(?: title="(?P<title>[^"]+)")?\n(?P<body>.*?)^```$', re.MULTILINE | re.DOTALL)
_HOST = re.compile(r"https?://([^/\s\"'<>)`]+)")
_OURS = re.compile(r"github\.com|json-schema\.org|json\.schemastore\.org|127\.0\.0\.1(:\d+)?|([\w-]+\.)*example(\.(org|com|net))?")
"""Hosts that a page may name: example domains, GitHub, and the addresses of schemas."""
_LOADS = {"script": "src", "link": "href", "img": "src", "iframe": "src", "source": "src", "video": "src", "audio": "src", "object": "data", "use": "href"}


def fits(expected: list[str], found: list[str]) -> bool:
    """True when lines are those expected, blanks aside: "…" alone stands for any lines, within a line for any characters."""
    parts: list[list[str]] = [[]]
    for line in expected:
        if line.strip() == MORE:
            parts.append([])
        else:
            parts[-1].append(line)
    if len(parts) == 1:
        return len(found) == len(expected) and _all_fit(expected, found)
    first, *middle, last = parts
    at, end = len(first), len(found) - len(last)
    if at > end or not _all_fit(first, found[:at]) or not _all_fit(last, found[end:]):
        return False
    for part in middle:
        at = next((place + len(part) for place in range(at, end - len(part) + 1) if _all_fit(part, found[place : place + len(part)])), -1)
        if at < 0:
            return False
    return True


def _all_fit(expected: list[str], found: list[str]) -> bool:
    return all(_line_fits(one, other) for one, other in zip(expected, found, strict=True))


def _line_fits(expected: str, found: str) -> bool:
    pattern = ".*".join(re.escape(piece) for piece in " ".join(expected.split()).split(MORE))
    return re.fullmatch(pattern, " ".join(found.split())) is not None


@pytest.mark.parametrize(
    ("expected", "found", "holds"),
    [
        (["a", "b"], ["a", "b"], True),
        (["a", "b"], ["a", "c"], False),
        (["a"], ["a", "b"], False),
        (["a", "…"], ["a"], True),
        (["a", "…"], ["a", "b", "c"], True),
        (["…", "c"], ["a", "b", "c"], True),
        (["…", "b"], ["a", "b", "c"], False),
        (["…", "b", "…"], ["a", "b", "c"], True),
        (["…", "c", "…", "b", "…"], ["a", "b", "c"], False),
        (["…", "b", "…", "b", "…"], ["a", "b", "c"], False),
        (["a", "…", "a"], ["a"], False),
        (["3 … flags"], ["3   and 4 flags"], True),
        (["3 … flags"], ["3 and 4 flags of"], False),
        (["a.c"], ["abc"], False),
    ],
)
def test_what_the_test_of_the_tutorial_takes_for_the_same(expected: list[str], found: list[str], holds: bool) -> None:
    assert fits(expected, found) is holds


def test_the_tutorial_holds(tmp_path: Path) -> None:
    """Every block, in its order: commands are run, texts written, decisions typed into tables."""
    blocks = list(_BLOCK.finditer((DOCS / "tutorial.md").read_text(encoding="utf-8")))
    for block in blocks:
        kind, title, body = block["kind"], block["title"], block["body"]
        if kind == "console":
            for command, expected in _commands(body):
                _run(command, expected, tmp_path)
        elif kind == "python":
            done = _process([sys.executable, "-c", body], tmp_path)
            assert done.returncode == 0, done.stdout
        elif kind == "csv":
            _type_in(tmp_path / title, body)
        elif title:
            (tmp_path / title).write_text(body, encoding="utf-8")
        else:
            assert (kind, body.split()[:2]) == ("sh", ["pip", "install"])  # the one thing that cannot be tried here

    assert {block["kind"] for block in blocks} == {"console", "python", "csv", "markdown", "sh"}


def _commands(body: str) -> Iterator[tuple[str, list[str]]]:
    for part in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
        command, *expected = part.splitlines()
        yield command, expected


def _run(command: str, expected: list[str], folder: Path) -> None:
    done = _process(["bash", "-c", f'claimsift() {{ "{sys.executable}" -m pipeline "$@"; }}\n{command}'], folder)
    found = done.stdout.splitlines()

    assert done.returncode == 0, f"{command} ended with {done.returncode}:\n{done.stdout}"
    assert fits(expected, found), "\n".join([f"$ {command}", "expected:", *expected, "found:", *found])


def _process(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Both outputs in the order in which they were written."""
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", "NO_COLOR": "1", "TERM": "dumb", "LC_ALL": "C.UTF-8"}
    return subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=300, check=False, env=surroundings)


def _type_in(path: Path, body: str) -> None:
    """Find each row by its other columns, and type its decision and note."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for wanted in csv.DictReader(body.splitlines()):
        typed = {name: wanted.pop(name) for name in ("decision", "note")}
        same = [row for row in rows if all(_line_fits(value, row[name]) for name, value in wanted.items())]
        assert len(same) == 1, f"{path.name}: {len(same)} rows with {wanted}"
        same[0].update(typed)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)


@pytest.mark.parametrize("name", Settings.__dataclass_fields__)
def test_the_page_on_settings_has_every_setting_as_it_is(name: str) -> None:
    value = asdict(Settings())[name]
    shown = json.dumps(list(value) if isinstance(value, tuple) else value)

    assert f"| `{name}` | `{shown}` | {describe_settings()[name]} |\n" in (DOCS / "settings.md").read_text(encoding="utf-8")


def test_the_page_on_formats_has_every_format_and_schema() -> None:
    page = (DOCS / "formats.md").read_text(encoding="utf-8")
    schemas = {path.name for path in (DOCS / "schemas").iterdir()}

    assert [name for name in WRITERS if f"| `{name}` |" not in page] == []
    assert set(re.findall(r"\]\(schemas/([^)]+)\)", page)) == schemas
    assert [name for name in schemas if f"`{name.removesuffix('.schema.json')}`" not in page] == []


def test_the_pages_have_every_key_and_label() -> None:
    script = (ROOT / "pipeline" / "report" / "page" / "main.js").read_text(encoding="utf-8")
    page, review = ((DOCS / name).read_text(encoding="utf-8") for name in ("report.md", "review.md"))
    for name, text in (("KEYS", page), ("REVIEW_KEYS", review)):
        line = re.search(rf"^const {name} = (.*);$", script, re.MULTILINE)
        assert line
        keys = {key for said, _ in json.loads(line[1]) for key in re.split(r",? to |, | then | ", said)}
        assert len(keys) > 4
        assert [key for key in keys if f"`{key}`" not in text] == []
    assert [name for name in LABELS if f"`{name}=`" not in review] == []
    assert [name for name in RELATIONS if f"`{name}`" not in review] == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_no_page_names_a_host_of_others(path: Path) -> None:
    hosts = _HOST.findall(path.read_text(encoding="utf-8"))

    assert [host for host in hosts if not _OURS.fullmatch(host)] == []


@pytest.mark.parametrize(
    ("host", "allowed"), [("kompendia.example", True), ("www.example.org", True), ("github.com", True), ("my-example.net", False), ("github.io", False)]
)
def test_hosts(host: str, allowed: bool) -> None:
    assert bool(_OURS.fullmatch(host)) is allowed


def test_pictures_are_small_and_shown() -> None:
    pictures = sorted((DOCS / "pictures").iterdir())
    shown = set(re.findall(r"\]\(pictures/([^)]+)\)", "".join(path.read_text(encoding="utf-8") for path in PAGES)))

    assert shown
    assert shown <= {path.name for path in pictures}
    assert [path.name for path in pictures if path.stat().st_size > 300_000 or path.read_bytes()[:4] != b"\x89PNG"] == []


class _Loads(HTMLParser):
    """Collects what a page loads."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value or "" for name, value in attrs if name == _LOADS.get(tag) or name in ("srcset", "style")]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built without a warning."""
    folder = tmp_path_factory.mktemp("site")
    done = _process([sys.executable, "-m", "mkdocs", "build", "--strict", "--config-file", str(ROOT / "mkdocs.yml"), "--site-dir", str(folder)], folder)
    assert done.returncode == 0, done.stdout
    return folder


def test_every_page_of_the_site_is_there(site: Path) -> None:
    nav = re.findall(r"^  - [^:\n]+: (\S+)\.md$", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"), re.MULTILINE)

    assert {f"{name}.md" for name in nav} == {path.name for path in PAGES} - {"quality_head.md"}
    assert [name for name in nav if not (site / f"{name}.html").is_file()] == []
    assert (site / "schemas" / "claims.csv.schema.json").is_file()
    assert not list(site.rglob("*.py"))


def test_the_site_loads_nothing_from_elsewhere(site: Path) -> None:
    pages, found = list(site.rglob("*.html")), []
    for page in pages:
        parser = _Loads()
        parser.feed(page.read_text(encoding="utf-8"))
        assert parser.found
        found += parser.found
    for sheet in site.rglob("*.css"):
        found += re.findall(r"(?:url\(|@import\s)\s*[\"']?([^)\"';]+)", sheet.read_text(encoding="utf-8"))

    assert len(pages) > 9
    assert [address for address in found if re.search(r"(?:https?:)?//(?!www\.w3\.org/)", address.split("data:")[0])] == []
