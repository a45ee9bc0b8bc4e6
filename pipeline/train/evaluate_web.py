"""Scores on the target domain: sentences of real web text, and of the gold corpora, as the labelling guideline has them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.detect import shared_detector
from pipeline.detect.labels import label_rows
from pipeline.detect.reading import read_rows
from pipeline.detect.rows import build_rows
from pipeline.segment import Parsed
from pipeline.train.data import DataFolder, JsonRow
from pipeline.train.floors import words_model
from pipeline.train.scores import Case, bootstrap, calibration_error, count, f1, frequent, macro_f1

YES_NO = ("claim", "hedged", "marketing")
LABELS = ("certainty", "attribution", "evidence", "support", "type")
Floors = dict[str, Callable[[Sequence[str]], list[str]]]


@dataclass(frozen=True, slots=True)
class Found:
    """Truth and guess of every label, by task, with the texts for the floor and the claim probabilities for calibration."""

    cases: dict[str, list[Case]] = field(default_factory=lambda: {name: [] for name in (*YES_NO, *LABELS)})
    texts: dict[str, list[str]] = field(default_factory=lambda: {name: [] for name in (*YES_NO, *LABELS)})
    scored: list[tuple[float, bool]] = field(default_factory=list)


def web_lines(documents: Iterable[tuple[list[JsonRow], Parsed]], floors: Floors) -> Iterator[str]:
    """Yield a table: F1 of claim, hedged and marketing sentences, and macro-F1 of the labels of gold claims."""
    found = judge_documents(documents)
    yield "| label | measure | score [95 %] | floor (words) |"
    yield "|---|---|---|---|"
    for name in (*YES_NO, *LABELS):
        cases = found.cases[name]
        classes = ["1"] if name in YES_NO else frequent(cases)
        measure = f1 if name in YES_NO else macro_f1(classes)
        floor = ""
        if name in floors and found.texts[name]:
            guesses = floors[name](found.texts[name])
            floor = f"{measure(count([(d, t, g) for (d, t, _), g in zip(cases, guesses, strict=True)])):.3f}"
        what = "F1" if name in YES_NO else f"macro-F1 over {len(classes)}"
        yield f"| {name} | {what} | {bootstrap(cases, measure)} | {floor} |"
    yield ""
    yield f"Calibration error of the claim score: {calibration_error(found.scored):.3f} (expected calibration error, 10 bins, n={len(found.scored)})."


def judge_documents(documents: Iterable[tuple[list[JsonRow], Parsed]]) -> Found:
    """Return truth and guess of every label of the documents' sentences."""
    detector, found = shared_detector(), Found()
    for gold, parsed in documents:
        rows = build_rows(parsed, detector.finder)
        labels = label_rows(rows, read_rows(rows, detector.encoder), detector.encoder, detector.settings)
        for row, own, spacy_row in zip(gold, labels, rows, strict=True):
            text = spacy_row.sentence.text
            guesses = {"claim": own.claim, "hedged": bool(own.hedges), "marketing": bool(own.marketing)}
            for name, guess in guesses.items():
                found.cases[name].append((row["doc"], truth_of(row, name), str(int(guess))))
                found.texts[name].append(text)
            found.scored.append((own.score, bool(row["claim"])))
            if int(row["claim"]):
                for name in LABELS:
                    found.cases[name].append((row["doc"], str(row[name]), str(getattr(own, name))))
                    found.texts[name].append(text)
    return found


def truth_of(row: JsonRow, name: str) -> str:
    """Return the gold value of a label as text."""
    if name == "claim":
        return str(int(row["claim"]))
    if name in YES_NO:
        return str(int(bool(row["hedges" if name == "hedged" else "marketing"])))
    return str(row[name])


def web_floors(data: DataFolder, path: str) -> Floors:
    """Return the floor of each label: logistic regression over words, fitted on the training file alone."""
    rows = [row for row in data.rows(path) if row["text"].strip()]
    found: Floors = {name: words_model([row["text"] for row in rows], [truth_of(row, name) for row in rows]) for name in YES_NO}
    claims = [row for row in rows if int(row["claim"])]
    found |= {name: words_model([row["text"] for row in claims], [truth_of(row, name) for row in claims]) for name in LABELS}
    return found
