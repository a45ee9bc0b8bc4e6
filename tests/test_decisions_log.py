"""Decisions as they are kept: what people type, the file, its lines, and what is left of it after a death or a merge."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from pipeline.analysis import Analysis
from pipeline.errors import UsageError
from pipeline.report.schemas import schemas
from pipeline.review.carry import Places
from pipeline.review.entries import make_entry, missed_entry, row_entry, withdrawn
from pipeline.review.labels import checked_decision
from pipeline.review.log import append, moment, read_log
from tests.decided import claim_id, said


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("claim", "OK", "accept"),
        ("flag", "wrong", "reject"),
        ("claim", " type = safety ", "type=safety"),
        ("claim", "Type=Safety", "type=safety"),
        ("match", "relation=agrees", "relation=agrees"),
        ("claim", "ask the author", "ask the author"),
        ("flag", "type=safety", "type=safety"),
        ("claim", "a = b", "a = b"),
    ],
)
def test_what_people_type(kind: str, typed: str, kept: str) -> None:
    assert checked_decision(kind, typed) == kept


@pytest.mark.parametrize(("kind", "typed"), [("claim", "type=nonsense"), ("match", "relation=maybe")])
def test_a_label_that_there_is_not_is_refused(kind: str, typed: str) -> None:
    with pytest.raises(UsageError, match="expected one of"):
        checked_decision(kind, typed)


def test_the_file_survives_a_death_in_the_middle_of_a_line(tmp_path: Path, small: Analysis) -> None:
    path, places = tmp_path / "d.jsonl", Places(small.result)
    first, second = (make_entry(places, claim_id(small.result, words), "accept", "", "ada") for words in ("45 g", "80 g"))
    append(path, [first])
    whole = path.read_text(encoding="utf-8")
    path.write_text(whole + whole[:40], encoding="utf-8")
    append(path, [second])

    assert read_log(path) == [first, second]
    assert path.read_text(encoding="utf-8").startswith(whole)


@pytest.mark.parametrize(
    ("line", "told"),
    [("<<<<<<< ours", "conflict of merged versions"), ("nonsense", "expected one JSON object a line"), ('{"kind": "dog", "entry": "d1"}', "kind 'dog'")],
)
def test_a_line_that_does_not_hold_is_told_with_its_number(tmp_path: Path, line: str, told: str) -> None:
    path = tmp_path / "d.jsonl"
    path.write_text(f"\n{line}\n", encoding="utf-8")

    with pytest.raises(UsageError, match=r"d\.jsonl:2") as error:
        read_log(path)
    assert told in str(error.value)


def test_every_line_fits_the_published_schema(tmp_path: Path, small: Analysis) -> None:
    places, match = Places(small.result), small.matches[0]
    flag = make_entry(places, small.flags[0].flag_id, "accept", "so", "ada")
    append(tmp_path / "d", [flag, withdrawn(flag), make_entry(places, match.match_id, "reject", "", "bo"), missed_entry("a.txt", "It shines.", "bo")])
    append(tmp_path / "d", [row_entry(places, [match.left_id, match.right_id], "merge", "bo")])
    lines = (tmp_path / "d").read_text(encoding="utf-8").splitlines()

    assert len(lines) == 5
    for line in lines:
        Draft202012Validator(schemas()["claimsift.decisions.jsonl"]).validate(json.loads(line))


def test_two_files_merged_line_by_line_hold_the_decisions_of_both(tmp_path: Path, small: Analysis) -> None:
    places, key = Places(small.result), claim_id(small.result, "45 g")
    ada, bo = make_entry(places, key, "accept", "", "ada"), make_entry(places, key, "accept", "", "bo")
    for name, entries in (("a", [ada]), ("b", [bo, ada])):
        append(tmp_path / name, entries)
    merged = tmp_path / "merged"
    merged.write_bytes((tmp_path / "b").read_bytes() + (tmp_path / "a").read_bytes())

    assert read_log(merged) == [ada, bo]


@pytest.mark.parametrize("cut", [*range(1, 20), 60, 61, 62, -3, -2, -1])
def test_no_cut_makes_the_file_unreadable(tmp_path: Path, small: Analysis, cut: int) -> None:
    path, places = tmp_path / "d.jsonl", Places(small.result)
    first = make_entry(places, claim_id(small.result, "45 g"), "accept", "schön — ü", "ada")
    append(path, [first])
    whole = path.read_bytes()
    path.write_bytes(whole + whole[:cut].rstrip(b"\n") + b"\0\0")

    assert read_log(path) == [first]


def test_a_clock_that_runs_ahead_keeps_nobody_from_deciding(small: Analysis) -> None:
    places, key = Places(small.result), claim_id(small.result, "45 g")
    ahead = make_entry(places, key, "accept", "", "ada", time="2099-01-01T00:00:00.000000Z")
    later = make_entry(places, key, "reject", "", "ada", time=moment([ahead]))

    assert sorted([later, ahead], key=lambda one: one.time) == [ahead, later]
    assert said(small.result, [ahead, later]).decision(key) == "reject"


def test_a_missed_claim_is_kept(tmp_path: Path) -> None:
    append(tmp_path / "d", [missed_entry("a.txt", "It  shines.", "ada")])

    assert [(one.kind, one.decision, one.words[0].text) for one in read_log(tmp_path / "d")] == [("sentence", "claim", "It shines.")]
