"""A run as its reviewers left it: what was typed into tables is taken in, decisions are read, and all are put upon the run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.lint.sidecars import Sidecars
from pipeline.records import CorpusResult
from pipeline.review.apply import apply_review, only_new
from pipeline.review.carry import Places
from pipeline.review.decisions import SHOWN_ONLY, Decisions, Review, review_of
from pipeline.review.entries import bare_entry, make_entry
from pipeline.review.log import Entry, append, decisions_path, moment, read_log
from pipeline.review.own_model import model_path, read_own_model, withheld
from pipeline.review.table import OLD_FILE, TYPED, Cells, typed_in
from pipeline.store import FILE_NAME, open_store


def reviewed(result: CorpusResult, path: Path, *, new_only: bool = False) -> tuple[CorpusResult, Review]:
    """Return a run as its reviewers left it, and their decisions, from the file at ``path``; raises UsageError when it cannot be read.

    With ``new_only``, flags, matches and rows on which somebody has decided are left out.
    """
    review = whole_review(result, read_log(path), path)
    changed = apply_review(result, review)
    return (only_new(changed, review) if new_only else changed), review


def whole_review(result: CorpusResult, entries: Sequence[Entry], path: Path) -> Review:
    """Return what stands after the decisions, with what the user's own model beside them withholds, and files .claimsiftignore silence."""
    return replace(review_of(result, entries), withheld=held_back(result, path))


def held_back(result: CorpusResult, path: Path) -> dict[str, str]:
    """Return what does not count though nobody decided on it, and why, by id; ``path`` is the file of decisions."""
    return withheld(result, read_own_model(model_path(path))) | _ignored(result)


def take_in(out: Path, path: Path | None, result: CorpusResult | None = None) -> None:
    """Add what was typed into the tables under ``out`` to the decisions, before the tables are written anew.

    The tables are those of the run in ``out``: its records tell which words an id stood for. ``result`` stands in where no run was kept. Without
    ``path`` the decisions are beside that run's documents. Raises UsageError when a typed decision does not hold, or cannot be kept.
    """
    if not (out / FILE_NAME).is_file() and not (out / OLD_FILE).is_file():
        return
    with open_store(out / FILE_NAME) as store:
        corpus, shown = store.get_shown()
        cells = typed_in(out, shown)
        run = (store.get_run() or result) if cells else None  # a large run takes a while to read
        if run is None:
            return
        stands, places = _stands(run, path, out), Places(run)
        typed = {key: one for key, one in cells.items() if one[0] != stands.decisions.get(key, ("", ""))}
        if not typed:
            return
        if corpus and run.root and corpus != run.root:
            raise UsageError(f"{out}: its tables hold decisions on {corpus} that are in no file yet; run claimsift on it first, or give another --out")
        path = path or decisions_path(run, out)
        append(path, _entries(places, typed, stands, moment(read_log(path))))
        store.put_shown(corpus or run.root, shown | {key: cell for key, (cell, _) in typed.items()})
    (out / OLD_FILE).unlink(missing_ok=True)


def _stands(run: CorpusResult, path: Path | None, out: Path) -> Review:
    """What stands on the run whose tables are in ``out``; nothing, where its documents are no longer there."""
    if path is None and run.root and not Path(run.root).exists():
        return Review()
    path = path or decisions_path(run, out)
    return whole_review(run, read_log(path), path)


def keep_shown(out: Path, result: CorpusResult, decisions: Decisions) -> None:
    """Remember what the tables show, so that the next run knows what was typed."""
    with open_store(out / FILE_NAME) as store:
        store.put_shown(str(Path(result.root).resolve()) if result.root else "", decisions)


def _entries(places: Places, typed: dict[str, tuple[Cells, str]], review: Review, time: str) -> list[Entry]:
    found = []
    known = {**places.claims, **places.flags, **places.matches}
    for key, ((cell, note), table) in sorted(typed.items()):
        told = cell.startswith(SHOWN_ONLY)  # what stands, and nobody's decision
        if told and not note:
            continue
        own = (one.decision for one in (review.standing[key].entries if key in review.standing else ()) if one.reviewer == TYPED)
        decision = next(own, "") if told else cell
        try:
            one = make_entry(places, key, decision, note, TYPED, time=time) if key in known else bare_entry(key, decision, note, TYPED, time=time)
        except UsageError as error:
            raise UsageError(f"{table}, row {key}: {error}") from error
        found.append(one)
    return found


def _ignored(result: CorpusResult) -> dict[str, str]:
    """What files .claimsiftignore in the documents' folder or above silence; raises UsageError for a line that cannot be followed."""
    if not result.root:
        return {}
    root, sidecars = Path(result.root), Sidecars()
    found = {}
    for flag in result.flags:
        if where := sidecars.reason(root / flag.document if root.is_dir() else root, flag.check, flag.text):
            found[flag.flag_id] = f"ignored ({where})"
    if sidecars.problems:
        one = sidecars.problems[0]
        raise UsageError(f"{one.path}:{one.line}: {one.message}")
    return found
