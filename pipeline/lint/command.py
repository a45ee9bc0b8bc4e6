"""The command `claimsift lint`: parse, call, print."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.errors import UsageError

if TYPE_CHECKING:
    from pipeline.lint import LintResult
    from pipeline.settings import Settings

EPILOG = (
    "Examples: [b]claimsift lint README.md docs/[/b] · [b]claimsift lint --check hype --fail-on note page.html[/b] · "
    "[b]claimsift lint --format sarif docs/ > claimsift.sarif[/b]"
)

Files = Annotated[list[Path], typer.Argument(help="Files to check, or folders of them.", show_default=False)]
Format = Annotated[str, typer.Option("--format", "-f", help="text, json, github (workflow annotations) or sarif.")]
FailOn = Annotated[str, typer.Option("--fail-on", help="Exit with 1 when something of this severity or worse was found: note, warning, error; or never.")]
Checks = Annotated[list[str] | None, typer.Option("--check", help="Run this check alone; repeat for several. `claimsift checks` lists them.")]
Explain = Annotated[bool, typer.Option("--explain", help="After the findings, explain each check that found something.")]
ShowText = Annotated[bool, typer.Option("--show-text", help="Only print the text that is read from the files, with its line numbers.")]
Config = Annotated[Path | None, typer.Option("--config", help="Settings file; without it claimsift.toml or \\[tool.claimsift] is looked for.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress bar and no summary; problems are still told.")]


def lint(
    files: Files,
    format_: Format = "text",
    fail_on: FailOn = "warning",
    checks: Checks = None,
    explain: Explain = False,
    show_text: ShowText = False,
    config: Config = None,
    quiet: Quiet = False,
) -> None:
    """Check your own texts: hype, missing sources, overclaims and the like, with line and column.

    Each file is checked by itself, and nothing is written.

    <!-- claimsift: ignore hype --> (in plain text: # claimsift: ignore hype) silences a check on its own line and the next one that has text;
    ignore-file instead of ignore the whole file; without a name all checks are silent.

    A file .claimsiftignore in the folder or above silences more, a line each: drafts/*.md hype,superlative "our best".

    Exit codes: 0 nothing found at or above --fail-on; 1 something was; 2 usage, settings, or an ignore that names no check; 4 a file failed.
    """
    from pipeline.lint.output import FORMATS
    from pipeline.records import SEVERITIES

    if format_ not in FORMATS:
        raise UsageError(f"--format is '{format_}'; expected one of {', '.join(FORMATS)}")
    if fail_on not in (levels := (*SEVERITIES, "never")):
        raise UsageError(f"--fail-on is '{fail_on}'; expected one of {', '.join(levels)}")
    settings = _settings(config, checks)
    if show_text:
        raise typer.Exit(_print_text(files, settings))
    result = _linted(files, settings, quiet)
    _print(result, format_, explain, quiet)
    raise typer.Exit(_code(result, fail_on))


def _settings(config: Path | None, checks: list[str] | None) -> Settings:
    from dataclasses import replace

    from pipeline.flag import CHECKS, active_checks
    from pipeline.lint.ignores import unknown_check
    from pipeline.settings import load_settings

    if config is not None and not config.is_file():
        raise UsageError(f"{config}: no such settings file")
    settings, _ = load_settings(config)
    if wrong := [message for name in checks or () if (message := unknown_check(name))]:
        raise UsageError(f"--check: {'; '.join(wrong)}")
    if checks:
        settings = replace(settings, disable_checks=tuple(check.name for check in CHECKS if check.name not in checks))
    active_checks(settings)
    return settings


def _linted(files: list[Path], settings: Settings, quiet: bool) -> LintResult:
    from pipeline.lint import lint_files
    from pipeline.progress import progress_bar

    with progress_bar(quiet) as progress:
        return lint_files(files, settings, progress)


def _print(result: LintResult, format_: str, explain: bool, quiet: bool) -> None:
    import os
    import sys

    from pipeline.lint.output import FORMATS, problem_line, summary_lines

    colour = format_ == "text" and sys.stdout.isatty() and "NO_COLOR" not in os.environ
    for line in FORMATS[format_](result, colour):
        _echo(line, colour=colour)
    if explain:
        _explain(result, format_)
    for line in map(problem_line, result.problems) if quiet else summary_lines(result):
        _echo(line, err=True)


def _explain(result: LintResult, format_: str) -> None:
    """After the findings; where those are for a program, on stderr."""
    from pipeline.explain import explain

    for name in dict.fromkeys(finding.check for finding in result.findings):
        _echo(f"\n{explain(name, Path())}", err=format_ != "text")


def _echo(text: str, *, err: bool = False, colour: bool = False) -> None:
    """Print a line; what the output cannot encode is written out."""
    import sys

    encoding = (sys.stderr if err else sys.stdout).encoding or "utf-8"
    typer.echo(text.encode(encoding, "backslashreplace").decode(encoding), err=err, color=True if colour else None)


def _code(result: LintResult, fail_on: str) -> int:
    if any(not problem.failed for problem in result.problems):
        return 2
    if result.failed:
        return 4
    return 1 if fail_on != "never" and result.at_least(fail_on) else 0


def _print_text(files: list[Path], settings: Settings) -> int:
    from pipeline.lint import find_files, read_file
    from pipeline.lint.output import printable

    code = 0
    for source, own in find_files(files, settings):
        document, _ = read_file(source, own)
        if document.status == "ok":
            _echo(f"{printable(document.name)}:")
            for number, line in enumerate(document.text.split("\n"), 1):
                _echo(f"{number:6} {printable(line)}".rstrip())
        else:
            _echo(f"{printable(document.name)}: {printable(document.error)}", err=True)
            code = 4 if document.status == "failed" else code
    return code
