"""`claimsift review`: serves a run's results for review, and `claimsift decisions`: the decisions as tables."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.errors import UsageError

if TYPE_CHECKING:
    from socket import socket

Results = Annotated[Path, typer.Argument(help="The folder of a run's results.")]
File = Annotated[Path | None, typer.Option("--decisions", help="The file of decisions; by default claimsift.decisions.jsonl beside the documents.")]


def review(
    out: Results = Path("outputs"),
    reviewer: Annotated[str, typer.Option("--reviewer", envvar="CLAIMSIFT_REVIEWER", help="Whose decisions these are; by default your user name.")] = "",
    port: Annotated[int, typer.Option("--port", help="Port on 127.0.0.1; 0 takes a free one.", min=0, max=65535)] = 8321,
    decisions: File = None,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the page in the browser.")] = True,
) -> None:
    """Serve the results of a run for review, on this machine only: accept, reject, relabel, note, merge and split, with the keyboard.

    Every decision is written to claimsift.decisions.jsonl beside the documents before the page answers. Stop with Ctrl+C; nothing is lost by a crash.
    """
    from getpass import getuser
    from secrets import token_urlsafe

    import uvicorn

    from pipeline.review.server import HOST, make_app
    from pipeline.review.session import Session

    session, token = Session(out, reviewer or getuser(), decisions), token_urlsafe(18)
    listener = _listen(HOST, port)
    address = f"http://{HOST}:{listener.getsockname()[1]}/?token={token}"
    typer.echo(f"Review {out} at {address}\nDecisions go to {session.file}. Stop with Ctrl+C.")
    if browser:
        _open_browser(address)
    config = uvicorn.Config(make_app(session, token), log_level="warning", access_log=False, server_header=False)
    uvicorn.Server(config).run(sockets=[listener])


def _open_browser(address: str) -> None:
    """Open the page by way of a file that only this user can read: on a command line, others on the machine could read the token."""
    import atexit
    import webbrowser
    from tempfile import NamedTemporaryFile

    with NamedTemporaryFile("w", suffix=".html", delete=False) as file:  # made with mode 0600
        file.write(f'<!DOCTYPE html><meta http-equiv="refresh" content="0;url={address}"><a href="{address}">claimsift review</a>\n')
    atexit.register(Path(file.name).unlink, missing_ok=True)
    webbrowser.open(Path(file.name).as_uri())


def _listen(host: str, port: int) -> socket:
    import socket as sockets

    listener = sockets.socket()
    listener.setsockopt(sockets.SOL_SOCKET, sockets.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen()  # whoever opens the address at once waits until the page is there
    except OSError as error:
        raise UsageError(f"port {port} cannot be used: {error.strerror}; give another with --port, or 0 for a free one") from error
    return listener


app = typer.Typer(no_args_is_help=True, help="Show, export and import what reviewers decided.")
Where = Annotated[Path, typer.Option("--out", "-o", help="The folder of a run's results.")]


@app.command(epilog="Example: [b]claimsift decisions show --out outputs[/b]")
def show(out: Where = Path("outputs"), decisions: File = None) -> None:
    """Print how far the review has come, how often each check was right, disagreements, and what has changed or gone since."""
    from pipeline.review.decisions import review_of
    from pipeline.review.log import open_kept
    from pipeline.review.tally import lines

    kept = open_kept(out, decisions)
    for line in lines(kept.result, review_of(kept.result, kept.entries)):
        typer.echo(line)


@app.command("export", epilog="Example: [b]claimsift decisions export mine.csv --out outputs[/b]")
def export_(
    file: Annotated[Path, typer.Argument(help="The CSV file to write.")],
    out: Where = Path("outputs"),
    decisions: File = None,
) -> None:
    """Write every decision that stands as CSV, one line for each reviewer and record, with its state: stands, carried, changed or gone."""
    from pipeline.review.exchange import export_decisions

    typer.echo(f"{export_decisions(out, file, decisions)} decisions written to {file}")


@app.command(
    "import",
    epilog="Examples: [b]claimsift decisions import theirs.csv[/b] · [b]claimsift decisions import project-3.json --format labelstudio --reviewer bo[/b]",
)
def import_(
    file: Annotated[Path, typer.Argument(help="A CSV file as export writes it, or what Label Studio or doccano exported.")],
    out: Where = Path("outputs"),
    format_: Annotated[str, typer.Option("--format", "-f", help="csv, labelstudio or doccano.")] = "csv",
    reviewer: Annotated[str, typer.Option("--reviewer", help="Whose decisions these are, where the file does not say.")] = "",
    decisions: File = None,
) -> None:
    """Add decisions from a file to claimsift.decisions.jsonl; what is there already is not added twice."""
    from pipeline.review.exchange import import_decisions

    added, known, gone = import_decisions(out, file, format_, reviewer, decisions)
    typer.echo(f"{added} decisions added, {known} were known already" + (f"; {gone} are on what this run does not have" if gone else ""))
