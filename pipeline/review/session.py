"""One review: the run, its decisions, and what a reviewer does to them. Every decision is on the disk before anything is answered."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from threading import Lock
from typing import Any

from pipeline.errors import UsageError
from pipeline.records import CorpusResult
from pipeline.report.html_file import page
from pipeline.report.page_data import groups_data, matches_data, page_data, standing_data
from pipeline.review.apply import apply_review
from pipeline.review.carry import Places
from pipeline.review.decisions import Review, review_of
from pipeline.review.entries import make_entry, noted, restored, row_entry, withdrawn
from pipeline.review.log import Entry, append, decisions_path, moment, read_log
from pipeline.review.reviewed import held_back, take_in
from pipeline.store import load_run

Json = dict[str, Any]


class Session:
    """What the pages of a review show and change. All methods may be called from several threads."""

    def __init__(self, out: Path, reviewer: str, file: Path | None = None) -> None:
        """``out`` is the folder of a run's results, ``file`` another file of decisions than the one beside the documents; raises UsageError."""
        self.reviewer = reviewer
        self._run = load_run(out)
        self._places = Places(self._run)
        self._lock = Lock()
        self.file = file or decisions_path(self._run, out)
        if not self.file.parent.is_dir():
            raise UsageError(f"{self.file.parent}: the documents are no longer there; name the file of decisions with --decisions")
        take_in(out, self.file)
        self._held_back = held_back(self._run, self.file)

    def _review(self, entries: list[Entry]) -> Review:
        """What stands after ``entries``; the file is read anew for each decision, since a second reviewer may be at work on it."""
        return replace(review_of(self._run, entries, self._places), withheld=self._held_back)

    def _shown(self, review: Review) -> CorpusResult:
        return apply_review(self._run, review)

    def page(self) -> str:
        """Return the page as it is now."""
        with self._lock:
            review = self._review(read_log(self.file))
        shown = self._shown(review)
        data = page_data(shown, review.decisions)
        data["decisions"] |= {key: standing_data(one) for key, one in review.standing.items()}
        data["matches"] = matches_data(self._run)  # as the tool made them: a rejected one stays in its queue, with the decision
        data["gone"] = [_gone(one) for one in review.gone]
        data["reviewer"] = self.reviewer
        return page(shown, data, reviewing=True)

    def decide(self, target: str, decision: str | None, note: str | None, reviewer: str) -> Json:
        """Keep a decision or a note on a claim, flag or match; what is None stays as the reviewer had it. Raises UsageError."""
        with self._lock:
            entries = read_log(self.file)
            time, held = moment(entries), self._held(entries, target, reviewer)
            if decision is None and held is not None:
                new = noted(held, note or "", time)
            else:
                new = make_entry(self._places, target, decision or "", held.note if note is None and held else note or "", reviewer, time=time)
            append(self.file, [new])
            return self._answer(target, [*entries, new])

    def _held(self, entries: list[Entry], target: str, reviewer: str) -> Entry | None:
        """A reviewer's last word on a record, be it under an earlier id."""
        standing = review_of(self._run, entries, self._places).standing.get(target)
        return next((one for one in standing.entries if one.reviewer == reviewer), None) if standing is not None else None

    def change_rows(self, ids: list[str], decision: str, reviewer: str) -> Json:
        """Merge claims into one row, or take the first of them out of its row; raises UsageError."""
        with self._lock:
            entries = read_log(self.file)
            new = row_entry(self._places, ids, decision, reviewer, time=moment(entries))
            append(self.file, [new])
            return self._rows([*entries, new])

    def undo(self, reviewer: str) -> Json:
        """Take back the reviewer's last decision that is not taken back yet: what was held before holds again."""
        with self._lock:
            everything = read_log(self.file)
            entries = [one for one in everything if one.reviewer == reviewer]
            last = _last_to_undo(entries)
            if last is None:
                return {}
            before, time = [one for one in entries[: entries.index(last)] if one.target == last.target], moment(everything)
            new = restored(before[-1], last, time) if before else withdrawn(last, time)
            append(self.file, [new])
            everything.append(new)
            answer = self._answer(self._places.find(last)[0], everything) if last.kind != "row" else self._rows(everything)
            return answer | {"undone": f"{last.decision or 'note'} on “{last.words[0].text[:60]}”" if last.words else last.decision}

    def _rows(self, entries: list[Entry]) -> Json:
        return {"groups": groups_data(self._shown(self._review(entries)))}

    def _answer(self, target: str, entries: list[Entry]) -> Json:
        """What stands of a record now; with the rows that follow from it, where they are quickly made."""
        review = self._review(entries)
        standing = review.standing.get(target)
        answer: Json = {"decisions": {target: standing_data(standing)}} if standing is not None else {"withdrawn": [target]}
        if target[:1] in "csm" and len(self._run.claims) <= QUICK:
            answer["groups"] = groups_data(self._shown(review))
        return answer


QUICK = 3000
"""Claims up to which the rows of the table are made anew after each decision; in larger runs they follow when the page is loaded again."""


def _last_to_undo(entries: list[Entry]) -> Entry | None:
    """The last entry that neither undoes another nor is undone."""
    undone = {one.undoes for one in entries if one.undoes}
    return next((one for one in reversed(entries) if not one.undoes and one.entry not in undone), None)


def _gone(entry: Entry) -> Json:
    words = [[words.document, words.text] for words in entry.words]
    return {"decision": entry.decision, "note": entry.note, "reviewer": entry.reviewer, "words": words}
