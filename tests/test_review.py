"""Decisions: kept, carried over edits, put upon runs, exchanged as CSV, and learnt from."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from pipeline.analysis import Analysis, analyse_texts
from pipeline.errors import UsageError
from pipeline.records import CorpusResult
from pipeline.report.schemas import schemas
from pipeline.review.apply import apply_review, checked_decision, only_new
from pipeline.review.carry import Places
from pipeline.review.decisions import Review, review_of
from pipeline.review.entries import make_entry, missed_entry, row_entry, withdrawn
from pipeline.review.log import Entry, append, moment, read_log
from pipeline.store import load_run

VENDOR = "Lumo lamps cure eczema. The lamp weighs 45 g. It was approved in 2019. Lumo is the best lamp ever made."
REVIEW = "Lumo lamps do not cure eczema. The lamp weighs 80 g. The lamp was approved in 2019."


@pytest.fixture(scope="module")
def small() -> Analysis:
    return analyse_texts({"vendor.txt": VENDOR, "review.txt": REVIEW})


def claim_id(result: CorpusResult, words: str) -> str:
    return next(claim.claim_id for claim in result.claims if words in claim.text)


def said(result: CorpusResult, entries: list[Entry]) -> Review:
    return review_of(result, entries)


def test_the_last_entry_of_a_reviewer_counts_and_reviewers_may_differ(small: Analysis) -> None:
    places, key = Places(small.result), claim_id(small.result, "45 g")
    one, two = make_entry(places, key, "reject", "", "ada"), make_entry(places, key, "accept", "weighed it", "ada")
    other = make_entry(places, key, "reject", "", "bo")

    assert said(small.result, [one, two]).decisions[key] == ("accept", "weighed it")
    assert said(small.result, [one, two]).decision(key) == "accept"
    assert said(small.result, [one, two, other]).decisions[key] == ("disputed: ada accept, bo reject", "weighed it")
    assert said(small.result, [one, two, other]).decision(key) == ""
    assert key not in said(small.result, [one, withdrawn(one)]).standing


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


def test_who_looks_again_settles_it(small: Analysis) -> None:
    before, edited = small.result, analyse_texts({"vendor.txt": VENDOR.replace("weighs 45 g", "now weighs 46 g"), "review.txt": REVIEW}).result
    old = make_entry(Places(before), claim_id(before, "45 g"), "accept", "", "ada", time="2026-01-01")
    key = claim_id(edited, "46 g")
    for who, decision in (("ada", "reject"), ("bo", "accept")):
        again = make_entry(Places(edited), key, decision, "", who, time="2026-01-02")
        review = said(edited, [old, again])

        assert (review.decision(key), review.standing[key].status) == (decision, "stands")


def test_a_deleted_sentence_leaves_its_neighbour_alone() -> None:
    two = "The desk lamp weighs 45 g. The desk fan weighs 45 g."
    before, after = analyse_texts({"a.txt": two}).result, analyse_texts({"a.txt": "The desk fan weighs 45 g."}).result
    entries = [make_entry(Places(before), claim_id(before, what), decision, "", "ada") for what, decision in (("lamp", "reject"), ("fan", "accept"))]
    review = said(after, entries)

    assert review.decision(claim_id(after, "fan")) == "accept"
    assert review.gone == (entries[0],)


def test_the_same_words_elsewhere_are_another_claim() -> None:
    before = analyse_texts({"a.txt": "The lamp weighs 45 g. It is blue.", "b.txt": "The lamp weighs 45 g. It is red."}).result
    after = analyse_texts({"a.txt": "It is blue.", "b.txt": "The lamp weighs 45 g. It is red."}).result
    entry = make_entry(Places(before), next(c.claim_id for c in before.claims if c.document == "a.txt"), "reject", "", "ada")

    assert said(after, [entry]).standing == {}


@pytest.mark.parametrize(
    ("texts", "status", "shown"),
    [
        ({"vendor.txt": "A new heading\n\n" + VENDOR, "review.txt": REVIEW}, "stands", "accept"),
        ({"shop.txt": VENDOR, "review.txt": REVIEW}, "carried", "accept"),
        ({"vendor.txt": VENDOR.replace("weighs 45 g", "now weighs 46 g"), "review.txt": REVIEW}, "changed", "check again: accept"),
        ({"vendor.txt": "Lumo lamps cure eczema.", "review.txt": REVIEW.replace("The lamp weighs 80 g. ", "")}, "gone", None),
    ],
)
def test_a_claims_decision_finds_its_words_again(small: Analysis, texts: dict[str, str], status: str, shown: str | None) -> None:
    entry = make_entry(Places(small.result), claim_id(small.result, "45 g"), "accept", "", "ada")
    review = said(analyse_texts(texts).result, [entry])
    standing = next(iter(review.standing.values()), None)

    assert (standing.status if standing else "gone", standing.shown[0] if standing else None) == (status, shown)
    assert review.gone == ((entry,) if status == "gone" else ())


def test_a_flags_decision_follows_its_sentence_not_its_number(small: Analysis) -> None:
    text = "The first lamp is the best lamp ever made. A sentence between. The second chair is the best chair ever made."
    before = analyse_texts({"a.txt": text}).result
    flags = [flag for flag in before.flags if flag.check == "superlative"]
    assert len(flags) == 2
    entry = make_entry(Places(before), flags[0].flag_id, "reject", "", "ada")
    after = analyse_texts({"a.txt": text.split(". ", 1)[1]}).result

    assert entry.target in {flag.flag_id for flag in after.flags}  # the id counts occurrences: the other flag has it now
    assert said(after, [entry]).standing == {}


def matched(result: CorpusResult, relation: str) -> str:
    return next(match.match_id for match in result.matches if match.relation == relation)


def test_a_rejected_match_no_longer_counts_and_says_so(small: Analysis) -> None:
    key = matched(small.result, "contradicts")
    before = {g.group for g in small.groups if g.verdict == "contradiction"}
    review = said(small.result, [make_entry(Places(small.result), key, "reject", "", "ada")])
    after = apply_review(small.result, review)
    match = next(m for m in after.matches if m.match_id == key)

    assert match.relation == "considered"
    assert "rejected by the reviewer; it was “contradicts”" in match.reason
    assert after.counts["contradictions"] == small.result.counts["contradictions"] - 1
    assert len(before - {g.group for g in after.groups if g.verdict == "contradiction"}) == 1


def test_a_match_relabelled_and_a_claim_relabelled(small: Analysis) -> None:
    places, key, claim = Places(small.result), matched(small.result, "contradicts"), claim_id(small.result, "45 g")
    after = apply_review(
        small.result, said(small.result, [make_entry(places, key, "relation=agrees", "", "ada"), make_entry(places, claim, "type=other", "", "ada")])
    )

    assert next(m.relation for m in after.matches if m.match_id == key) == "agrees"
    assert next(c.type for c in after.claims if c.claim_id == claim) == "other"


def test_a_decision_on_what_the_tool_now_says_otherwise_must_be_looked_at_again(small: Analysis) -> None:
    key = matched(small.result, "contradicts")
    entry = make_entry(Places(small.result), key, "reject", "", "ada")
    later = replace(small.result, matches=tuple(replace(m, relation="agrees") if m.match_id == key else m for m in small.result.matches))

    assert said(later, [entry]).decisions[key][0] == "check again: reject"
    assert next(m.relation for m in apply_review(later, said(later, [entry])).matches if m.match_id == key) == "agrees"


def test_rows_merged_and_split(small: Analysis) -> None:
    places = Places(small.result)
    apart = [claim_id(small.result, "approved in 2019"), claim_id(small.result, "80 g")]
    merged = apply_review(small.result, said(small.result, [row_entry(places, apart, "merge", "ada")]))
    match = next(m for m in small.matches if m.relation == "contradicts")
    split = apply_review(small.result, said(small.result, [row_entry(places, [match.left_id, match.right_id], "split", "ada")]))

    assert any(set(apart) <= {cell.claim_id for cell in group.cells} for group in merged.groups)
    assert not any({match.left_id, match.right_id} <= {cell.claim_id for cell in group.cells} for group in split.groups)


def test_a_contradiction_that_only_the_reviewer_sees(small: Analysis) -> None:
    ids = [claim_id(small.result, "approved in 2019"), claim_id(small.result, "80 g")]
    after = apply_review(small.result, said(small.result, [row_entry(Places(small.result), ids, "merge=contradicts", "ada")]))
    row = next(g for g in after.groups if set(ids) <= {cell.claim_id for cell in g.cells})

    assert (row.verdict, "a reviewer's own judgement" in row.reason) == ("contradiction", True)
    assert after.counts["contradictions"] == small.result.counts["contradictions"] + 1


def test_a_claim_taken_out_of_a_merged_row_leaves_it(small: Analysis) -> None:
    places = Places(small.result)
    ids = [claim_id(small.result, "approved in 2019"), claim_id(small.result, "80 g"), claim_id(small.result, "not cure")]
    merge = row_entry(places, ids, "merge", "ada", time="2026-01-01")
    split = row_entry(places, [ids[0], *ids[1:]], "split", "ada", time="2026-01-02")
    rows_after = [{cell.claim_id for cell in group.cells} for group in apply_review(small.result, said(small.result, [merge, split])).groups]

    assert any(set(ids[1:]) <= row for row in rows_after)
    assert not any(ids[0] in row and set(ids[1:]) & row for row in rows_after)
    again = replace(merge, entry="d9", time="2026-01-03")
    assert any(set(ids) <= {c.claim_id for c in g.cells} for g in apply_review(small.result, said(small.result, [merge, split, again])).groups)


def test_a_rejected_claim_contradicts_nobody(small: Analysis) -> None:
    match = next(m for m in small.matches if m.relation == "contradicts")
    after = apply_review(small.result, said(small.result, [make_entry(Places(small.result), match.left_id, "reject", "", "ada")]))

    assert after.counts["contradictions"] < small.result.counts["contradictions"]
    assert next(m.relation for m in after.matches if m.match_id == match.match_id) == "considered"


@pytest.mark.parametrize(("ids", "decision"), [(["c000"], "merge"), ([], "merge"), (["a", "b"], "merge"), (["a", "b"], "dance")])
def test_rows_that_cannot_be_changed(small: Analysis, ids: list[str], decision: str) -> None:
    with pytest.raises(UsageError, match="rows cannot be changed"):
        row_entry(Places(small.result), ids, decision, "ada")


def test_new_only_leaves_out_what_is_decided(small: Analysis) -> None:
    places, flag = Places(small.result), small.flags[0]
    review = said(
        small.result, [make_entry(places, flag.flag_id, "accept", "", "ada"), make_entry(places, matched(small.result, "contradicts"), "accept", "", "ada")]
    )
    left = only_new(apply_review(small.result, review), review)

    assert flag.flag_id not in {one.flag_id for one in left.flags}
    assert len(left.flags) == len(small.flags) - 1
    assert left.counts["contradictions"] == small.result.counts["contradictions"] - 1
    assert len(left.claims) == len(small.claims)


def test_a_run_without_decisions_is_left_as_it_is(small: Analysis) -> None:
    assert apply_review(small.result, Review()) is small.result


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


Run = Callable[..., object]


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

    assert claimsift("run", corpus, "--out", out, "--fail-on", "warning").returncode == 1  # type: ignore[attr-defined]
    done = claimsift("decisions", "import", tmp_path / "mine.csv", "--out", out)
    assert f"{len(worst)} decisions added" in done.stdout, done.stderr  # type: ignore[attr-defined]
    assert claimsift("run", corpus, "--out", out, "--fail-on", "warning").returncode == 0  # type: ignore[attr-defined]
    assert {row["flag_id"]: (row["decision"], row["note"]) for row in rows(out / "flags.csv") if row["decision"]} == dict.fromkeys(worst, ("reject", "seen"))
    shown = re.search(r'id="data">(.*?)</script>', (out / "report.html").read_text(encoding="utf-8"))
    assert shown is not None
    assert json.loads(shown[1])["decisions"] == {key: {"shown": "reject", "note": "seen"} for key in worst}
    assert claimsift("run", corpus, "--out", out, "--new-only").returncode == 0  # type: ignore[attr-defined]
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
    with (out / "flags.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, table[0])
        writer.writeheader()
        writer.writerows(table)
    (folder / "a.txt").write_text(text.split(". ", 1)[1], encoding="utf-8")
    claimsift("run", folder, "--out", out)

    assert len(read_log(folder / "claimsift.decisions.jsonl")) == 1
    assert [row["decision"] for row in rows(out / "flags.csv") if row["check"] == "superlative"] == [""]


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
    with (out / "claims.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, table[0])
        writer.writeheader()
        writer.writerows(table)
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
    assert "0 decisions added, 1 were known" in again.stdout  # type: ignore[attr-defined]
    assert "claim claim: 1 of" in claimsift("decisions", "show", "--out", out).stdout  # type: ignore[attr-defined]


def test_a_missed_claim_is_kept(tmp_path: Path) -> None:
    append(tmp_path / "d", [missed_entry("a.txt", "It  shines.", "ada")])

    assert [(one.kind, one.decision, one.words[0].text) for one in read_log(tmp_path / "d")] == [("sentence", "claim", "It shines.")]
