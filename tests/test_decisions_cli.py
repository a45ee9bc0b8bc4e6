"""Decisions through the program: in every file, typed into tables, exported and imported."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from pipeline.review.carry import Places
from pipeline.review.entries import make_entry
from pipeline.review.log import append, moment, read_log
from pipeline.store import load_run
from tests.conftest import Run
from tests.decided import REVIEW, VENDOR, claim_id, rows, said, write_rows


@pytest.fixture
def corpus(tmp_path: Path, claimsift: Run) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "vendor.txt").write_text(VENDOR, encoding="utf-8")
    (folder / "review.txt").write_text(REVIEW, encoding="utf-8")
    claimsift("run", folder, "--out", tmp_path / "out")
    return folder


def test_decisions_in_every_file_and_in_the_exit_code(tmp_path: Path, corpus: Path, claimsift: Run) -> None:
    out = tmp_path / "out"
    table = rows(out / "flags.csv")
    worst = [row["flag_id"] for row in table if row["severity"] in ("warning", "error")]
    assert worst
    (tmp_path / "mine.csv").write_text("id,decision,note,reviewer\n" + "".join(f"{key},no,seen,ada\n" for key in worst), encoding="utf-8")

    assert claimsift("run", corpus, "--out", out, "--fail-on", "warning").returncode == 1
    done = claimsift("decisions", "import", tmp_path / "mine.csv", "--out", out)
    assert f"{len(worst)} decisions added" in done.stdout, done.stderr
    assert claimsift("run", corpus, "--out", out, "--fail-on", "warning").returncode == 0
    assert {row["flag_id"]: (row["decision"], row["note"]) for row in rows(out / "flags.csv") if row["decision"]} == dict.fromkeys(worst, ("reject", "seen"))
    shown = re.search(r'id="data">(.*?)</script>', (out / "report.html").read_text(encoding="utf-8"))
    assert shown is not None
    assert json.loads(shown[1])["decisions"] == {key: {"shown": "reject", "note": "seen"} for key in worst}
    assert claimsift("run", corpus, "--out", out, "--new-only").returncode == 0
    assert not {row["flag_id"] for row in rows(out / "flags.csv")} & set(worst)
    assert len((corpus / "claimsift.decisions.jsonl").read_text(encoding="utf-8").splitlines()) == len(worst)


def test_a_second_run_takes_nothing_in_that_nobody_typed(tmp_path: Path, corpus: Path, claimsift: Run) -> None:
    out, log = tmp_path / "out", corpus / "claimsift.decisions.jsonl"
    result = load_run(out)
    flag, claim = result.flags[0].flag_id, claim_id(result, "45 g")
    append(log, [make_entry(Places(result), key, "accept", "", who) for key, who in ((flag, "ada"), (claim, "ada"), (claim, "bo"))])
    append(log, [make_entry(Places(result), claim, "reject", "", "bo", time=moment(read_log(log)))])
    (corpus / ".claimsiftignore").write_text("vendor.txt superlative\n", encoding="utf-8")
    (corpus / "vendor.txt").rename(corpus / "shop.txt")
    for _ in range(3):
        claimsift("run", corpus, "--out", out)
        claimsift("run", corpus, "--out", out, "--format", "json")

    assert len(read_log(log)) == 4
    assert {one.reviewer for one in read_log(log)} == {"ada", "bo"}


def test_a_typed_decision_is_about_the_words_that_its_row_had(tmp_path: Path, claimsift: Run) -> None:
    folder, out = tmp_path / "texts", tmp_path / "out"
    folder.mkdir()
    text = "The first lamp is the best lamp ever made. A sentence between. The second chair is the best chair ever made."
    (folder / "a.txt").write_text(text, encoding="utf-8")
    claimsift("run", folder, "--out", out)
    table = rows(out / "flags.csv")
    next(row for row in table if row["check"] == "superlative")["decision"] = "reject"
    write_rows(out / "flags.csv", table)
    (folder / "a.txt").write_text(text.split(". ", 1)[1], encoding="utf-8")
    claimsift("run", folder, "--out", out)

    assert len(read_log(folder / "claimsift.decisions.jsonl")) == 1
    assert [row["decision"] for row in rows(out / "flags.csv") if row["check"] == "superlative"] == [""]


def test_files_of_an_earlier_run_are_told(tmp_path: Path, corpus: Path, claimsift: Run) -> None:
    first = claimsift("run", corpus, "--out", tmp_path / "out", "--format", "json")
    again = claimsift("run", corpus, "--out", tmp_path / "out", "--format", "json")
    (tmp_path / "out" / "report.html").unlink()
    without = claimsift("run", corpus, "--out", tmp_path / "out", "--format", "json", "--format", "csv")

    for done in (first, again):
        assert "of an earlier run, and not written anew: claims.csv" in done.stderr
        assert "report.html" in done.stderr
    assert "earlier run" not in without.stderr


def test_an_older_export_does_not_go_before_a_newer_decision(tmp_path: Path, corpus: Path, claimsift: Run) -> None:
    out, log = tmp_path / "out", corpus / "claimsift.decisions.jsonl"
    result = load_run(out)
    key = claim_id(result, "45 g")
    append(log, [make_entry(Places(result), key, "accept", "", "ada", time="2026-01-01T00:00:00Z")])
    claimsift("decisions", "export", tmp_path / "monday.csv", "--out", out)
    append(log, [make_entry(Places(result), key, "reject", "", "ada", time="2026-01-02T00:00:00Z")])
    claimsift("decisions", "import", tmp_path / "monday.csv", "--out", out)

    assert said(result, read_log(log)).decision(key) == "reject"


def test_decisions_go_out_and_come_in_again(tmp_path: Path, corpus: Path, claimsift: Run) -> None:
    out, log = tmp_path / "out", corpus / "claimsift.decisions.jsonl"
    table = rows(out / "claims.csv")
    table[0] |= {"decision": "reject", "note": "-1 is no number of lamps"}
    write_rows(out / "claims.csv", table)
    claimsift("run", corpus, "--out", out)
    claimsift("decisions", "export", tmp_path / "all.csv", "--out", out)
    exported = rows(tmp_path / "all.csv")
    kept = log.read_text(encoding="utf-8")
    log.unlink()
    claimsift("decisions", "import", tmp_path / "all.csv", "--out", out)
    again = claimsift("decisions", "import", tmp_path / "all.csv", "--out", out)

    assert [(row["id"], row["decision"], row["note"], row["state"]) for row in exported] == [
        (table[0]["claim_id"], "reject", "'-1 is no number of lamps", "stands")
    ]
    assert [json.loads(line)["decision"] for line in log.read_text(encoding="utf-8").splitlines()] == ["reject"]
    assert json.loads(kept)["words"] == json.loads(log.read_text(encoding="utf-8"))["words"]
    assert "0 decisions added, 1 were known" in again.stdout
    assert "claim claim: 1 of" in claimsift("decisions", "show", "--out", out).stdout
