"""`claimsift train` and `claimsift evaluate`: parse, call, print."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.errors import UsageError
from pipeline.review.command import File as DecisionsFile


def train(
    data: Annotated[Path | None, typer.Option("--data", help="Folder with the training and gold data (see docs/training.md).")] = None,
    from_decisions: Annotated[Path | None, typer.Option("--from-decisions", help="Results that were reviewed: fits your own model to the decisions.")] = None,
    decisions: DecisionsFile = None,
    models: Annotated[Path | None, typer.Option("--models", help="Where to write; models/ by default.")] = None,
    only: Annotated[
        str,
        typer.Option("--only", help="Train this alone: encoder, vectors, pairs or pairs_large; 'weights' chooses those of the networks as they are."),
    ] = "",
    go_on: Annotated[bool, typer.Option("--go-on", help="With --only pairs_large: from the shipped weights, on corpora that are new to them.")] = False,
) -> None:
    """Train the shipped models from labelled data, or your own small one from your decisions; says what it is worth before and after."""
    if (data is None) == (from_decisions is None):
        raise UsageError("train needs either --from-decisions OUT, for a model of your own, or --data DATA, for the shipped ones")
    if from_decisions is not None:
        from pipeline.train.own import train_own

        train_own(from_decisions, decisions, typer.echo)
        return
    from pipeline.train.trainers import train_all

    assert data is not None
    train_all(data, models, only, lambda line: typer.echo(line, err=True), go_on=go_on)


def evaluate(
    data: Annotated[
        Path | None,
        typer.Option("--data", envvar="CLAIMSIFT_DATA", help="Folder with the training and gold data; without it, only the repository's own gold is measured."),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Also the public sets and the credibility score; writes --write.")] = False,
    gold: Annotated[Path, typer.Option("--gold", help="The repository's own gold.")] = Path("gold"),
    corpus: Annotated[Path, typer.Option("--corpus", help="The sample corpus with its planted findings.")] = Path("corpus"),
    write: Annotated[Path, typer.Option("--write", help="With --all: the page that the figures go to.")] = Path("docs/quality.md"),
) -> None:
    """Measure quality on held-out data, with 95 % intervals and a floor fitted in the same run."""
    from pipeline.train.evaluate import evaluate_all
    from pipeline.train.quality import write_page

    if everything and data is None:
        raise UsageError("--all needs --data: the folder with the training and gold data (see docs/training.md)")
    lines = []
    for line in evaluate_all(data, gold, corpus, everything=everything):
        typer.echo(line)
        lines.append(line)
    if everything:
        write_page(lines, write, gold)
