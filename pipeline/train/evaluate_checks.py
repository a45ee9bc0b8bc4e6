"""Recall of each check on examples written without knowing its rule, and its precision over the alarms on held-out documents."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline.flag import CHECKS
from pipeline.records import Flag
from pipeline.run import analyse_corpus, run_text
from pipeline.settings import Settings
from pipeline.train.data import JsonRow

ENOUGH = 10
"""Alarms from which a precision is printed."""


@dataclass(frozen=True, slots=True)
class CheckScore:
    """What was measured of one check: hits found and near misses flagged on examples, and alarms judged right on held-out documents."""

    name: str
    hits: int
    of_hits: int
    misses: int
    of_misses: int
    right: int
    alarms: int

    @property
    def precision(self) -> str:
        """The share of right alarms with its count, or "too few"."""
        return f"{self.right / self.alarms:.2f} (n={self.alarms})" if self.alarms >= ENOUGH else f"too few (n={self.alarms})"

    @property
    def recall(self) -> str:
        """Found hits of all."""
        return f"{self.hits}/{self.of_hits}"


@cache
def check_scores(gold: Path) -> tuple[CheckScore, ...]:
    """Return the scores of every check, measured on ``gold``: checks.jsonl, and alarms.jsonl over held-out documents."""
    counts: Counter[tuple[str, str, bool]] = Counter()
    for row in read_lines(gold / "checks.jsonl"):
        counts[row["check"], row["expect"], is_flagged(row)] += 1
    alarms = judged_alarms(gold)
    found = []
    for check in CHECKS:
        own = [right for name, right in alarms if name == check.name]
        hits, misses = ([counts[check.name, kind, yes] for yes in (True, False)] for kind in ("hit", "miss"))
        found.append(CheckScore(check.name, hits[0], sum(hits), misses[0], sum(misses), sum(own), len(own)))
    return tuple(found)


def judged_alarms(gold: Path) -> list[tuple[str, bool]]:
    """Return (check, right) of every present alarm on held-out documents that has been judged.

    A row of alarms.jsonl names the folder of its document: held_out, or a corpus that trained nothing of the checks.
    """
    if not (gold / "alarms.jsonl").is_file():
        return []
    rows = read_lines(gold / "alarms.jsonl")
    verdicts = {(row["folder"], row["check"], row["document"], row["text"]): bool(row["right"]) for row in rows}
    folders = dict.fromkeys(folder for folder, *_ in verdicts)
    found = [(folder, flag) for folder in folders for flag in analyse_corpus(gold / folder, Settings()).flags]
    return [(flag.check, verdicts[folder, *key(flag)]) for folder, flag in found if (folder, *key(flag)) in verdicts]


def key(flag: Flag) -> tuple[str, str, str]:
    """What an alarm is known by: its check, its document and the flagged words."""
    return flag.check, flag.document, " ".join(flag.text.split())


def check_lines(gold: Path) -> Iterator[str]:
    """Yield the table of all checks as Markdown."""
    yield "| check | hits found | near misses flagged | alarms judged right |"
    yield "|---|---|---|---|"
    for score in check_scores(gold):
        yield f"| {score.name} | {score.recall} | {score.misses}/{score.of_misses} | {score.precision} |"


def is_flagged(row: JsonRow) -> bool:
    """True when the example's check fires, for a hit on the words that it names."""
    result = run_text(row["text"])
    words = " ".join(row.get("words", "").split())
    start = result.document.text.find(words) if row["expect"] == "hit" else -1
    end = start + len(words)
    flags = [flag for flag in result.flags if flag.check == row["check"]]
    return any(start < 0 or (flag.start < end and flag.end > start) for flag in flags)


def read_lines(path: Path) -> Sequence[JsonRow]:
    """Return the rows of a JSON-lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
