"""The commands: parse, call, print. What they do is elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.errors import ClaimsiftError, NothingChecked, UsageError
from pipeline.lint.command import EPILOG as LINT_EXAMPLES
from pipeline.lint.command import lint
from pipeline.review.command import File as DecisionsFile
from pipeline.review.command import app as decisions_app
from pipeline.review.command import review
from pipeline.train.command import evaluate, train

if TYPE_CHECKING:
    from pipeline.records import CorpusResult
    from pipeline.review.decisions import Review
    from pipeline.settings import Settings

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_show_locals=False,
    help="Which claims do documents make, how sure are they, what backs them, and where do they contradict each other?\n\n"
    "Everything runs on this machine; no text leaves it.",
    epilog="Example: [b]claimsift run corpus/[/b], then open outputs/report.html",
)
config_app = typer.Typer(no_args_is_help=True, help="Show the settings in force.")
app.add_typer(config_app, name="config")
app.add_typer(decisions_app, name="decisions")

Out = Annotated[Path, typer.Option("--out", "-o", help="Folder for the results.")]
Config = Annotated[Path | None, typer.Option("--config", help="Settings file; without it claimsift.toml or \\[tool.claimsift] is looked for.")]
Corpus = Annotated[Path, typer.Argument(help="A folder of documents, or one file.")]
Jobs = Annotated[int | None, typer.Option("--jobs", "-j", help="Processes that analyse documents.", min=1)]
FailOn = Annotated[str | None, typer.Option("--fail-on", help="Exit with 1 when a flag of this severity or worse was found: note, warning, error.")]
Formats = Annotated[
    list[str] | None,
    typer.Option("--format", "-f", help="csv, json and html by default; also xlsx, markdown, jsonl, parquet, sarif, labelstudio, doccano. Repeat for several."),
]
NewOnly = Annotated[bool, typer.Option("--new-only", help="Leave out flags, matches and rows that a reviewer has decided on.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress bar and no summary.")]


def run_cli() -> None:
    """Run the application; our own errors become one line and an exit code."""
    from rich.console import Console

    try:
        app()
    except ClaimsiftError as error:
        Console(stderr=True, soft_wrap=True, highlight=False).print(f"claimsift: {error}", markup=False)
        code = 2 if isinstance(error, UsageError) else 3 if isinstance(error, NothingChecked) else 5
        raise SystemExit(code) from error


def _version(wanted: bool) -> None:
    if wanted:
        from pipeline import __version__

        typer.echo(f"claimsift {__version__}")
        raise typer.Exit


@app.callback()
def _main(version: Annotated[bool, typer.Option("--version", "-V", callback=_version, is_eager=True, help="Show the version.")] = False) -> None:
    """Which claims do documents make, how sure are they, what backs them, and where do they contradict each other?"""


def _settings(config: Path | None, start: Path | None = None, **overrides: object) -> Settings:
    from pipeline.flag import active_checks
    from pipeline.settings import load_settings

    if config is not None and not config.is_file():
        raise UsageError(f"{config}: no such settings file")
    settings, _ = load_settings(config, start, **overrides)
    active_checks(settings)
    return settings


@app.command(epilog="Examples: [b]claimsift run corpus/[/b] · [b]claimsift run corpus/ --out results --fail-on error[/b]")
def run(
    corpus: Corpus,
    out: Out = Path("outputs"),
    config: Config = None,
    jobs: Jobs = None,
    fail_on: FailOn = None,
    new_only: NewOnly = False,
    decisions: DecisionsFile = None,
    formats: Formats = None,
    quiet: Quiet = False,
) -> None:
    """Read a folder of documents and write what they claim, and where they differ, to --out.

    Exit codes: 0 it ran; 1 --fail-on found such flags; 2 usage or settings; 3 nothing could be checked; 4 some documents failed.
    """
    _check_severity(fail_on)
    settings = _settings(config, jobs=jobs)
    _run(corpus, out, settings, fail_on, formats, quiet, new_only, decisions)


def _run(
    corpus: Path,
    out: Path,
    settings: Settings,
    fail_on: str | None = None,
    formats: list[str] | None = None,
    quiet: bool = False,
    new_only: bool = False,
    decisions: Path | None = None,
) -> None:
    from pipeline.progress import progress_bar
    from pipeline.records import CorpusResult
    from pipeline.report import DEFAULT, WRITERS, write_reports
    from pipeline.review.log import decisions_path
    from pipeline.review.reviewed import reviewed, take_in
    from pipeline.run import run_corpus
    from pipeline.store import FILE_NAME, open_store
    from pipeline.summary import print_summary

    for name in formats or []:
        if name not in WRITERS:
            raise UsageError(f"'{name}' is no output format; expected one of {', '.join(WRITERS)}")
    if out.exists() and not out.is_dir():
        raise UsageError(f"{out}: is a file; expected a folder for the results, give another with --out")
    if corpus.resolve() == out.resolve():
        raise UsageError(f"{out}: the results would land among the documents; give another folder with --out")
    take_in(out, decisions)
    with progress_bar(quiet) as progress:
        try:
            result = run_corpus(corpus, settings, store_path=out, progress=progress)
        except NothingChecked as nothing:
            # Every file has its row, also when none could be read.
            write_reports(CorpusResult(nothing.results), out, formats or DEFAULT)  # type: ignore[arg-type]
            raise
        result, review = reviewed(result, decisions or decisions_path(result, out), new_only=new_only)
        files = write_reports(result, out, formats or DEFAULT, review.decisions)
    with open_store(out / FILE_NAME) as store:
        left = store.files_before(path.name for path in files)
    if left:
        typer.echo(f"{out}: of an earlier run, and not written anew: {', '.join(left)}; name their --format as well, or delete them", err=True)
    if not quiet:
        with _reader_may_leave():
            print_summary(result, files, review)
    _exit(result, fail_on, review)


@contextmanager
def _reader_may_leave() -> Iterator[None]:
    """Let `claimsift run … | head` end with the run's own exit code: the reader of a pipe may have seen enough."""
    import os
    import sys

    try:
        yield
        sys.stdout.flush()
    except (BrokenPipeError, SystemExit):
        # rich turns a broken pipe into an exit of its own.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _check_severity(fail_on: str | None) -> None:
    from pipeline.records import SEVERITIES

    if fail_on is not None and fail_on not in SEVERITIES:
        raise UsageError(f"--fail-on is '{fail_on}'; expected note, warning or error")


def _exit(result: CorpusResult, fail_on: str | None = None, review: Review | None = None) -> None:
    """End with the code that the run calls for; flags that reviewers rejected do not count."""
    if any(d.status == "failed" for d in result.documents):
        raise typer.Exit(4)
    from pipeline.records import SEVERITIES
    from pipeline.review.apply import countable

    flags = countable(result.flags, review) if review is not None else result.flags
    if fail_on and any(SEVERITIES.index(flag.severity) >= SEVERITIES.index(fail_on) for flag in flags):
        raise typer.Exit(1)


@app.command(epilog="Example: [b]claimsift add ~/Downloads/page.html --corpus corpus/[/b]")
def add(
    files: Annotated[list[Path], typer.Argument(help="Documents to copy into the corpus.")],
    corpus: Annotated[Path, typer.Option("--corpus", help="The folder of documents.")] = Path("corpus"),
    out: Out = Path("outputs"),
    config: Config = None,
    quiet: Quiet = False,
) -> None:
    """Copy documents into the corpus and bring the results up to date; only what is new is analysed."""
    from pipeline.ingest.copying import copy_into

    settings = _settings(config)
    for path in copy_into(files, corpus):
        typer.echo(f"added {path}", err=True)
    _run(corpus, out, settings, quiet=quiet)


@app.command(epilog="Examples: [b]claimsift compare vendor.html review.md[/b] · [b]claimsift compare vendor.html review.md --html compared.html[/b]")
def compare(
    left: Annotated[Path, typer.Argument(help="One document.")],
    right: Annotated[Path, typer.Argument(help="The other document.")],
    html: Annotated[Path | None, typer.Option("--html", help="Also write the comparison as a page of its own.")] = None,
    config: Config = None,
) -> None:
    """Show where two documents agree, differ in strength, contradict or copy each other."""
    from pipeline.run import run_files
    from pipeline.summary import print_comparison

    if left.exists() and right.exists() and left.resolve() == right.resolve():
        raise UsageError(f"{left}: is the same document twice; give two")
    result = run_files([left, right], _settings(config))
    print_comparison(result)
    if html is not None:
        from pipeline.report.compare_file import write_comparison

        write_comparison(result, html)
        typer.echo(f"Read {html}", err=True)
    _exit(result)


@app.command(epilog="Examples: [b]claimsift checks[/b] · [b]claimsift checks --out outputs[/b]")
def checks(
    config: Config = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Results that were reviewed: how often each check was right there stands beside it.")] = None,
) -> None:
    """List the checks, with what each objects to and how often it was right when it was measured, and in your own decisions."""
    from pipeline.summary import print_checks

    print_checks(_settings(config), out)


@app.command(epilog="Examples: [b]claimsift explain hype[/b] · [b]claimsift explain f3a9c1e2b4d[/b]")
def explain(
    what: Annotated[str, typer.Argument(help="A check's name, or the id of a claim, flag, match or group.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder of the results that the id is from.")] = Path("outputs"),
) -> None:
    """Teach a check, or show what is behind one id of the results."""
    from pipeline.explain import explain as explained

    typer.echo(explained(what, out))


app.command(epilog=LINT_EXAMPLES)(lint)
app.command(epilog="Examples: [b]claimsift review[/b] · [b]claimsift review outputs --reviewer ada[/b]")(review)


@app.command()
def demo(out: Out = Path("claimsift-demo"), quiet: Quiet = False) -> None:
    """Run over the sample documents that come with claimsift."""
    from pipeline.models import samples_folder

    _run(samples_folder(), out, _settings(None), quiet=quiet)


app.command(epilog="Examples: [b]claimsift train --from-decisions outputs[/b] · [b]claimsift train --data DATA --only pairs[/b]")(train)
app.command(epilog="Examples: [b]claimsift evaluate[/b] · [b]claimsift evaluate --all --data DATA[/b]")(evaluate)


@config_app.command("show")
def config_show(config: Config = None) -> None:
    """Print every setting, its value and meaning, and where it comes from."""
    from pipeline.settings import load_settings
    from pipeline.summary import settings_lines

    _settings(config)
    for line in settings_lines(*load_settings(config)):
        typer.echo(line)
