"""`claimsift evaluate`: every quality figure, measured on data that nothing was trained on."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pipeline.detect import detect_claims, label_rows, shared_detector
from pipeline.detect.cues import lower_certainty
from pipeline.detect.rows import build_rows
from pipeline.segment import Parsed
from pipeline.train.corpora import corpus_documents
from pipeline.train.data import DataFolder, JsonRow, labelled_documents
from pipeline.train.evaluate_pairs import corpora_lines, planted_lines
from pipeline.train.evaluate_structure import structure_lines
from pipeline.train.scores import Case, bootstrap, f1, frequent, macro_f1

DEV = "gold/web_claims/dev.jsonl"
MEASURED_SUBJECTS = ("kelorin", "clearjug")
"""Subjects of gold/corpora that nothing is trained on; version 0.1.0 looked at their scores while choosing (docs/quality.md)."""


def evaluate_all(data: Path | None, gold: Path, corpus: Path) -> Iterator[str]:
    """Yield the lines of the report; without ``data``, only what the repository itself holds is measured."""
    if data is not None:
        folder = DataFolder(data)
        yield "## gold/web_claims dev (trained on train only, chosen on dev; 95 % intervals over documents)"
        yield from web_lines(labelled_documents(folder.rows(DEV)))
        for subject in MEASURED_SUBJECTS:
            yield f"## gold/corpora {subject}, sentences (not trained on; its scores were seen while choosing)"
            yield from web_lines(corpus_documents(folder, subject))
        yield from corpora_lines(folder)
    if (gold / "structure").is_dir():
        yield from structure_lines(gold / "structure" / "measure.jsonl")
    if (gold / "checks.jsonl").is_file():
        yield from check_lines(gold / "checks.jsonl")
    if (corpus / ".planted").is_dir():
        yield from planted_lines(corpus)


def web_lines(documents: Iterable[tuple[list[JsonRow], Parsed]]) -> Iterator[str]:
    """Yield F1 of claim, hedged and marketing sentences, and macro-F1 of the labels of gold claims."""
    detector = shared_detector()
    cases: dict[str, list[Case]] = {name: [] for name in ("claim", "hedged", "marketing")}
    labels: dict[str, list[Case]] = {name: [] for name in ("certainty", "attribution", "evidence", "support", "type")}
    for gold, parsed in documents:
        sentences, _ = detect_claims(parsed, detector)
        rows = build_rows(parsed, detector.finder)
        for row, sentence, found, spacy_row in zip(gold, sentences, label_rows(rows, detector), rows, strict=True):
            for name, truth, guess in (
                ("claim", row["claim"], sentence.claim),
                ("hedged", bool(row["hedges"]), sentence.hedged),
                ("marketing", bool(row["marketing"]), bool(sentence.marketing)),
            ):
                cases[name].append((row["doc"], str(int(truth)), str(int(guess))))
            if int(row["claim"]):
                certainty = lower_certainty(spacy_row.span, found.hedges, found.structure.verb, spacy_row.shift)
                guesses = {"certainty": str(certainty), **{name: getattr(found, name) for name in ("attribution", "evidence", "support", "type")}}
                for name, guess in guesses.items():
                    labels[name].append((row["doc"], str(row[name]), guess))
    for name, found_cases in cases.items():
        yield f"{name} F1: {bootstrap(found_cases, f1)}"
    for name, found_cases in labels.items():
        classes = frequent(found_cases)
        yield f"{name} macro-F1 over {len(classes)} classes: {bootstrap(found_cases, macro_f1(classes))}"


def check_lines(path: Path) -> Iterator[str]:
    """Yield recall and false alarms of each check on examples that were written without knowing its rule."""
    yield "## checks on blind examples (hits found, near misses flagged)"
    counts: Counter[tuple[str, str, bool]] = Counter()
    for row in read_lines(path):
        counts[row["check"], row["expect"], is_flagged(row)] += 1
    for name in dict.fromkeys(check for check, _, _ in counts):
        hits = counts[name, "hit", True], counts[name, "hit", True] + counts[name, "hit", False]
        misses = counts[name, "miss", True], counts[name, "miss", True] + counts[name, "miss", False]
        yield f"{name}: {hits[0]}/{hits[1]} hits, {misses[0]}/{misses[1]} near misses"


def is_flagged(row: JsonRow) -> bool:
    """True when the example's check fires, for a hit on the words that it names."""
    from pipeline.run import run_text

    result = run_text(row["text"])
    start = result.document.text.find(" ".join(row.get("words", "").split())) if row["expect"] == "hit" else -1
    end = start + len(row.get("words", ""))
    flags = [flag for flag in result.flags if flag.check == row["check"]]
    return any(start < 0 or (flag.start < end and flag.end > start) for flag in flags)


def read_lines(path: Path) -> Sequence[JsonRow]:
    """Return the rows of a JSON-lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
