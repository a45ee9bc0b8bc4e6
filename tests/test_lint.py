"""lint: ignores, what is printed, and exit codes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from pipeline.errors import UsageError
from pipeline.lint import LintResult, lint_files
from pipeline.lint.command import lint
from pipeline.lint.finding import Finding, Spot
from pipeline.lint.output import github_lines, printable, summary_lines, text_lines
from pipeline.lint.places import Place
from pipeline.lint.sidecars import Sidecars, matches
from pipeline.settings import Settings


def linted(folder: Path, **files: str | bytes) -> LintResult:
    for name, text in files.items():
        stem, _, ending = name.rpartition("_")
        (folder / f"{stem}.{ending}").write_bytes(text if isinstance(text, bytes) else text.encode())
    return lint_files([folder], Settings())


def hype_lines(result: LintResult) -> list[int]:
    return [one.spot.place.line for one in result.findings if one.check == "hype"]


HYPE = "Our revolutionary lamp delivers stunning results."


@pytest.mark.parametrize(
    ("ending", "text", "loud"),
    [
        ("md", f"{HYPE}\n\n<!-- claimsift: ignore hype -->\n\n{HYPE}\n\n{HYPE}\n", [1, 1, 7, 7]),
        ("md", f"{HYPE} <!-- claimsift: ignore hype -->\n\n{HYPE}\n\n{HYPE}\n", [5, 5]),
        ("md", f"<!-- claimsift: ignore superlative -->\n{HYPE}\n", [2, 2]),
        ("md", f"<!-- claimsift: ignore superlative, hype -- the product is called so -->\n{HYPE}\n", []),
        ("md", f"{HYPE}\n\n<!-- ClaimSift: ignore-file hype -->\n\n{HYPE}\n", []),
        ("md", f"{HYPE}\n\n<!-- claimsift: ignore-file -->\n", []),
        ("md", f"Write `<!-- claimsift: ignore-file -->` there.\n\n```\n<!-- claimsift: ignore-file -->\n```\n\n{HYPE}\n", [7, 7]),
        ("html", f"<body><!--\nclaimsift:\nignore hype --><div>\n<hr>\n<p>{HYPE}</p>\n<p>{HYPE}</p></div></body>", [6, 6]),
        ("txt", f"# claimsift: ignore hype\n\n{HYPE}\n\n{HYPE}\n", [5, 5]),
        ("txt", f"{HYPE}\n\n// claimsift: ignore\r\n# claimsift: ignore superlative\n{HYPE}\n", [1, 1]),
        ("txt", f"{HYPE}\n\nWe wrote # claimsift: ignore-file there.\n", [1, 1]),
    ],
)
def test_comments_silence_checks(tmp_path: Path, ending: str, text: str, loud: list[int]) -> None:
    result = linted(tmp_path, **{f"a_{ending}": text})

    assert hype_lines(result) == loud
    assert result.problems == []
    assert all(one.in_source and one.ignored.startswith("comment in line") for one in result.ignored)
    assert len([one for one in result.ignored if one.check == "hype"]) == 2 * text.count(HYPE) - len(loud)


@pytest.mark.parametrize(
    ("comment", "told"),
    [
        ("ignore hyp", "'hyp' is no check; did you mean 'hype'?"),
        ("ignore qqqqqqqq", "'qqqqqqqq' is no check; `claimsift checks` lists them"),
        ("disable hype", "'claimsift: disable hype' is not understood"),
        ("ignored hype", "'claimsift: ignored hype' is not understood"),
    ],
)
def test_a_comment_that_cannot_be_followed_is_told(tmp_path: Path, comment: str, told: str) -> None:
    result = linted(tmp_path, a_md=f"One line.\n\n<!-- claimsift: {comment} -->\n\n{HYPE}\n")

    assert hype_lines(result) == [5, 5]
    assert [(problem.line, told in problem.message) for problem in result.problems] == [(3, True)]


@pytest.mark.parametrize(
    ("glob", "path", "expected"),
    [
        ("*.md", "a.md", True),
        ("*.md", "docs/a.md", True),
        ("docs/*.md", "docs/a.md", True),
        ("docs/*.md", "docs/old/a.md", False),
        ("docs/*.md", "other/docs/a.md", False),
        ("docs/**/*.md", "docs/old/a.md", True),
        ("docs/", "docs/old/a.md", True),
        ("/a.md", "docs/a.md", False),
        ("a.md", "aa.md", False),
        ("draft-?.txt", "draft-1.txt", True),
        ("*" * 60 + "b", "a" * 60, False),
    ],
)
def test_globs(glob: str, path: str, expected: bool) -> None:
    assert matches(glob, path) is expected


def test_a_file_beside_the_documents_silences_checks(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / ".claimsiftignore").write_text(
        '# ours\ndocs/a.md hype, superlative "revolutionary"\n*.html *   # made elsewhere\n"my notes.md" hype\n*.txt hpye\n*.rst\n', encoding="utf-8"
    )
    sidecars = Sidecars()
    file = f"{tmp_path.as_posix()}/.claimsiftignore"

    assert sidecars.reason(tmp_path / "docs" / "a.md", "hype", "Revolutionary") == f"{file}:2"
    assert sidecars.reason(tmp_path / "docs" / "a.md", "hype", "stunning") == ""
    assert sidecars.reason(tmp_path / "docs" / "a.md", "testimonial", "revolutionary") == ""
    assert sidecars.reason(tmp_path / "docs" / "b.html", "testimonial", "any") == f"{file}:3"
    assert sidecars.reason(tmp_path / "my notes.md", "hype", "any") == f"{file}:4"
    assert sidecars.reason(tmp_path / "a.txt", "hype", "any") == ""
    assert [(problem.line, problem.message) for problem in sidecars.problems] == [
        (5, "'hpye' is no check; did you mean 'hype'?"),
        (6, "'*.rst' is not understood; expected GLOB CHECK[,CHECK…] [\"words\"]"),
    ]


def test_a_file_beside_the_documents_is_honoured(tmp_path: Path) -> None:
    result = linted(tmp_path, a_md=HYPE, b_md=HYPE, _claimsiftignore='a.* hype "stunning"')

    assert [(one.spot.path[-4:], one.spot.words) for one in result.findings if one.check == "hype"] == [
        ("a.md", "revolutionary"),
        ("b.md", "revolutionary"),
        ("b.md", "stunning"),
    ]
    assert [(one.spot.words, one.in_source) for one in result.ignored] == [("stunning", False)]
    assert list(summary_lines(result))[-1].endswith("1 ignored in 2 files")


def finding(path: str, message: str, words: str = "words") -> Finding:
    return Finding("f1", "hype", "warning", message, Spot(path, Place(3, 5, 4, 9), words, words))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\x1b[31mb\x07", "a\\x1b[31mb\\x07"),
        ("a\u202eb\u2066c", "a\\u202eb\\u2066c"),
        ("a\r\nb\u2028c\td", "a b c d"),
        ("\x9b2J", "\\x9b2J"),
        ("x ##[add-mask]y", "x ## [add-mask]y"),
        ("Größe 😀 “so”", "Größe 😀 “so”"),
    ],
)
def test_no_control_character_reaches_the_terminal(text: str, expected: str) -> None:
    assert printable(text) == expected
    result = LintResult([finding(text, text, text)])
    printed = "".join((*text_lines(result), *github_lines(result)))
    assert re.search(r"[\x00-\x1f\x7f-\x9f\u202e\u2066]", printed) is None


def test_lines_for_people_and_for_workflows() -> None:
    result = LintResult([finding("a,b: 100%.md", "100 %: bad,\nworse", "so “said”")])

    assert list(text_lines(result)) == ["a,b: 100%.md:3:5: warning hype 100 %: bad, worse: “so “said””"]
    assert list(github_lines(result)) == ["::warning file=a%2Cb%3A 100%25.md,line=3,endLine=4,col=5,title=claimsift hype::100 %25: bad, worse: “so “said””"]


APP = typer.Typer()
APP.command()(lint)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["good.md"], 0),
        (["hype.md"], 0),
        (["hype.md", "--fail-on", "note"], 1),
        (["hype.md", "--fail-on", "note", "--check", "superlative"], 0),
        (["bad.md"], 1),
        (["bad.md", "--fail-on", "never"], 0),
        (["bad.md", "--fail-on", "error"], 1),
        (["bad.md", "README.md"], 1),
        (["bad.md", "broken.txt"], 4),
        (["typo.md", "broken.txt"], 2),
        (["empty.md", "picture.png"], 0),
    ],
)
def test_exit_codes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], code: int) -> None:
    monkeypatch.chdir(tmp_path)
    texts = {"good.md": "The lamp may help.", "hype.md": "Our lamp is simply stunning.", "bad.md": "The lamp cures eczema.", "README.md": "Studies show it."}
    texts |= {"typo.md": "One line.\n\n<!-- claimsift: ignore hyp -->", "empty.md": "", "broken.txt": "ab\0\0\0", "picture.png": "x"}
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")

    assert CliRunner().invoke(APP, arguments).exit_code == code


def test_the_command_prints_what_was_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.md").write_text("# Lamp\n\nThe lamp cures eczema.\n", encoding="utf-8")
    (tmp_path / "README.md").write_text("The lamp cures acne.\n", encoding="utf-8")
    run = CliRunner().invoke
    listed = json.loads(run(APP, ["--format", "json", "--quiet", "a.md", "a.md", "."]).stdout)

    assert {(one["schema_version"], one["path"], one["line"]) for one in listed} == {("1.0", "a.md", 3)}
    assert len({one["flag_id"] for one in listed}) == len(listed)
    assert "a.md:3:10: error disease_claim" in run(APP, ["a.md"]).stdout
    assert "README.md:1:10: error disease_claim" in run(APP, ["README.md"]).stdout
    assert "Not flagged:" in run(APP, ["--explain", "--check", "disease_claim", "a.md"]).stdout
    assert run(APP, ["--show-text", "a.md"]).stdout == "a.md:\n     1 Lamp\n     2\n     3 The lamp cures eczema.\n"
    for wrong in (["--format", "xml", "a.md"], ["--fail-on", "bad", "a.md"], ["--check", "hyp", "a.md"], ["nowhere.md"], ["--config", "no.toml", "a.md"]):
        assert isinstance(run(APP, wrong).exception, UsageError), wrong
