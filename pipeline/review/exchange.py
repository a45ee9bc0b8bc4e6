"""Decisions out and in: as CSV, and in from what Label Studio and doccano export after people corrected the spans."""

from __future__ import annotations

from getpass import getuser
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.report.doccano import read_doccano
from pipeline.report.label_studio import read_label_studio
from pipeline.review.carry import Places
from pipeline.review.decisions import last_entries, review_of
from pipeline.review.entries import bare_entry, make_entry, missed_entry
from pipeline.review.log import Entry, Words, append, moment, open_kept
from pipeline.review.table import read_import, write_export

READERS = {"csv": read_import, "labelstudio": read_label_studio, "doccano": read_doccano}


def export_decisions(out: Path, file: Path, decisions: Path | None = None) -> int:
    """Write what every reviewer holds now; return how many. Raises UsageError."""
    kept = open_kept(out, decisions)
    places = Places(kept.result)
    review_of(kept.result, kept.entries, places)  # so that places knows what has a decision of its own
    rows = [(one, *places.find(one)) for one in last_entries(kept.entries) if (one.decision or one.note) and one.kind != "row"]
    return write_export(file, rows)


def import_decisions(out: Path, file: Path, format_: str, reviewer: str, decisions: Path | None = None) -> tuple[int, int, int]:
    """Add the decisions of a file; return how many were added, were known already, and are on what this run does not have. Raises UsageError.

    Merged and split rows have no line that says all of them: they travel in the file of decisions itself.
    """
    if format_ not in READERS:
        raise UsageError(f"'{format_}' is no format of decisions; expected one of {', '.join(READERS)}")
    kept = open_kept(out, decisions)
    places = Places(kept.result)
    held = {(one.reviewer, places.find(one)[0]): (one.decision, one.note) for one in last_entries(kept.entries)}
    found = []
    for number, row in enumerate(READERS[format_](file), 1):
        if row.get("kind") != "row":
            try:
                found.append(_entry(places, row, reviewer or getuser(), moment(kept.entries)))
            except UsageError as error:
                raise UsageError(f"{file}, decision {number}: {error}") from error
    new = [one for one in found if held.get((one.reviewer, places.find(one)[0]), ("", "")) != (one.decision, one.note)]
    append(kept.path, new)
    return len(new), len(found) - len(new), sum(places.find(one)[1] == "gone" for one in new)


def _entry(places: Places, row: dict[str, str], reviewer: str, time: str) -> Entry:
    """The entry for a row: at the time that the row names, so that an older decision does not go before a newer one."""
    who, key, note = row.get("reviewer") or reviewer, row.get("id", ""), row.get("note", "")
    time = row.get("time") or time
    if row.get("kind") == "sentence":
        return missed_entry(row["document"], row["text"], who, row["decision"], note, time=time)
    if key in places.claims or key in places.flags or key in places.matches:
        return make_entry(places, key, row["decision"], note, who, time=time)
    if not key:
        raise UsageError(f"it has no id: {row.get('decision')!r} on {row.get('text', '')[:60]!r}; expected the id of a claim, flag or match")
    words = (Words(row["document"], row["text"], row.get("about", "")),) if row.get("kind") in ("claim", "flag") and row.get("text") else ()
    return bare_entry(key, row["decision"], note, who, time=time, words=words)
