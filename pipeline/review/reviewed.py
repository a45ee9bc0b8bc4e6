"""A run as its reviewers left it: decisions are read, those typed into tables are taken in, and all are put upon the run."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pipeline.records import CorpusResult
from pipeline.review.apply import apply_review, only_new
from pipeline.review.carry import Places
from pipeline.review.decisions import Review, review_of
from pipeline.review.entries import bare_entry, make_entry
from pipeline.review.log import Entry, append, decisions_path, read_log
from pipeline.review.own_model import model_path, read_own_model, withheld
from pipeline.review.table import TYPED, typed_in


def reviewed(result: CorpusResult, out: Path, *, new_only: bool = False) -> tuple[CorpusResult, Review]:
    """Return a run as its reviewers left it, and their decisions; what was typed into the tables under ``out`` is taken into the file of decisions first.

    With ``new_only``, flags, matches and rows on which somebody has decided are left out. Raises UsageError when decisions cannot be read or kept.
    """
    path = decisions_path(result, out)
    review = whole_review(result, take_in(result, out, path), path)
    changed = apply_review(result, review)
    return (only_new(changed, review) if new_only else changed), review


def whole_review(result: CorpusResult, entries: list[Entry], path: Path) -> Review:
    """Return what stands after the decisions, with what the user's own model beside them withholds."""
    return replace(review_of(result, entries), withheld=withheld(result, read_own_model(model_path(path))))


def take_in(result: CorpusResult, out: Path, path: Path) -> list[Entry]:
    """Add what was typed into the tables under ``out`` to the decisions in ``path``; return all of them."""
    entries = read_log(path)
    places = Places(result)
    known = {**places.claims, **places.flags, **places.matches}
    spoken = {one.target for one in entries}
    typed = typed_in(out, spoken)
    new = []
    for key, (decision, note) in sorted(typed.items()):
        new.append(make_entry(places, key, decision, note, TYPED) if key in known else bare_entry(key, decision, note, TYPED))
    if new:
        append(path, new)
        entries = read_log(path)
    return entries
