"""The user's own model: learnt from decisions, kept only if it helps, and never over a decision."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.analysis import Analysis
from pipeline.errors import UsageError
from pipeline.report import write_reports
from pipeline.review.carry import Places
from pipeline.review.entries import make_entry
from pipeline.review.log import append
from pipeline.review.own_model import examples, read_own_model
from pipeline.review.reviewed import reviewed
from pipeline.store import FILE_NAME, open_store
from pipeline.train.own import train_own


@pytest.fixture
def run(tmp_path: Path, sample: Analysis) -> Analysis:
    """The sample run, with its results in tmp_path/out and its documents' folder elsewhere."""
    (tmp_path / "texts").mkdir()
    result = replace(sample.result, root=str(tmp_path / "texts"))
    with open_store(tmp_path / "out" / FILE_NAME) as store:
        store.put_run(result)
    return Analysis(result)


def decide(tmp_path: Path, run: Analysis, wrong: set[str], every: int = 1) -> dict[str, str]:
    """Reject the flags of some checks, accept the others; every n-th flag is decided."""
    places, log = Places(run.result), tmp_path / "texts" / "claimsift.decisions.jsonl"
    said = {flag.flag_id: "reject" if flag.check in wrong else "accept" for flag in run.flags[::every]}
    append(log, [make_entry(places, key, decision, "", "ada", time=f"2026-01-01T00:00:{n:09.6f}Z") for n, (key, decision) in enumerate(said.items())])
    return said


def test_what_is_always_rejected_is_withheld_and_nothing_decided_is_touched(tmp_path: Path, run: Analysis) -> None:
    wrong = {"unsupported_assertion", "hype", "superlative", "call_to_action", "disease_claim"}
    said = decide(tmp_path, run, wrong, every=2)
    told: list[str] = []
    path = train_own(tmp_path / "out", None, told.append)
    result, review = reviewed(run.result, tmp_path / "texts" / "claimsift.decisions.jsonl")

    assert path == tmp_path / "texts" / "claimsift.model.json", told
    assert any(line.startswith("flags: precision ") and " before, " in line for line in told)
    measured = json.loads(path.read_text(encoding="utf-8"))["kinds"]["flag"]["measured"]
    assert measured["after"] > measured["before"]
    checks = {flag.flag_id: flag.check for flag in run.flags}
    assert review.withheld
    assert sum(checks[key] in wrong for key in review.withheld if key in checks) >= 0.8 * len(review.withheld)
    assert all(review.decision(key) == decision for key, decision in said.items())
    assert result.counts["flags"] == sum(not review.rejected(key) for key in checks)

    write_reports(result, tmp_path / "tables", ("csv",), review.decisions)
    with (tmp_path / "tables" / "flags.csv").open(encoding="utf-8", newline="") as file:
        shown = {row["flag_id"]: row["decision"] for row in csv.DictReader(file)}
    assert all(shown[key].startswith("withheld (") for key in review.withheld if key not in said)


def test_too_few_decisions_teach_nothing(tmp_path: Path, run: Analysis) -> None:
    decide(tmp_path, run, set(), every=40)
    told: list[str] = []

    assert train_own(tmp_path / "out", None, told.append) is None
    assert any("from 20 with 5 of each on" in line for line in told)
    assert reviewed(run.result, tmp_path / "texts" / "claimsift.decisions.jsonl")[1].withheld == {}


def test_a_formula_that_does_not_help_is_not_kept(tmp_path: Path, run: Analysis) -> None:
    places, log = Places(run.result), tmp_path / "texts" / "claimsift.decisions.jsonl"
    # Decided by the last sign of a digest: nothing that could be learnt.
    said = [(flag.flag_id, "reject" if int(flag.flag_id[-1], 16) % 2 else "accept") for flag in run.flags]
    append(log, [make_entry(places, key, decision, "", "ada", time=f"2026-01-01T00:00:{n:09.6f}Z") for n, (key, decision) in enumerate(said)])
    told: list[str] = []
    train_own(tmp_path / "out", None, told.append)

    assert any(line.startswith("flags: ") and "not kept" in line for line in told), told


def test_every_record_has_features_of_one_length(run: Analysis) -> None:
    sizes: dict[str, set[int]] = {}
    for one in examples(run.result):
        sizes.setdefault(one.kind, set()).add(len(one.features))

    assert set(sizes) == {"claim", "flag", "match"}
    assert all(len(found) == 1 for found in sizes.values())


@pytest.mark.parametrize("text", ["{}", "no json", '{"schema_version": "9", "kinds": {}}', '{"schema_version": "1.0", "kinds": {"flag": {"limit": "x"}}}'])
def test_a_damaged_model_is_told(tmp_path: Path, text: str) -> None:
    path = tmp_path / "claimsift.model.json"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(UsageError, match="is no model of this version"):
        read_own_model(path)
