"""Decisions put upon runs: what stands, what is carried over edits, and what rows and counts come to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.analysis import Analysis, analyse_texts
from pipeline.errors import UsageError
from pipeline.records import CorpusResult
from pipeline.review.apply import apply_review, only_new
from pipeline.review.carry import Places
from pipeline.review.decisions import Review
from pipeline.review.entries import make_entry, missed_entry, row_entry, withdrawn
from pipeline.review.tally import lines
from tests.decided import REVIEW, VENDOR, claim_id, said


def test_the_last_entry_of_a_reviewer_counts_and_reviewers_may_differ(small: Analysis) -> None:
    places, key = Places(small.result), claim_id(small.result, "45 g")
    one, two = make_entry(places, key, "reject", "", "ada"), make_entry(places, key, "accept", "weighed it", "ada")
    other = make_entry(places, key, "reject", "", "bo")

    assert said(small.result, [one, two]).decisions[key] == ("accept", "weighed it")
    assert said(small.result, [one, two]).decision(key) == "accept"
    assert said(small.result, [one, two, other]).decisions[key] == ("disputed: ada accept, bo reject", "weighed it")
    assert said(small.result, [one, two, other]).decision(key) == ""
    assert key not in said(small.result, [one, withdrawn(one)]).standing


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


def test_a_merge_holds_for_the_claims_that_are_left_as_they_were(small: Analysis) -> None:
    ids = [claim_id(small.result, "approved in 2019"), claim_id(small.result, "80 g"), claim_id(small.result, "not cure")]
    three, two = (row_entry(Places(small.result), some, "merge", "ada") for some in (ids, ids[1:]))
    edited = analyse_texts({"vendor.txt": VENDOR, "review.txt": REVIEW.replace("weighs 80 g", "weighs 81 g")}).result
    after = said(edited, [three, two])
    kept = {claim_id(edited, "approved in 2019"), claim_id(edited, "not cure")}

    assert (after.merged, after.rows, after.gone) == ((frozenset(kept),), (three,), (two,))
    assert any(line.startswith("rows merged by ada") for line in lines(edited, after))


def test_a_missed_claim_becomes_one() -> None:
    texts = {"diary.txt": "I wore the lamp for six weeks. The lamp weighs 45 g."}
    result = analyse_texts(texts).result
    missed = result.statements[0]
    review = said(result, [missed_entry("diary.txt", missed.text, "ada")])
    after = apply_review(result, review)

    assert review.decided(missed.claim_id)
    assert [claim.text for claim in after.claims] == [claim.text for claim in sorted([*result.claims, missed], key=lambda one: one.start)]
    assert after.counts["claims"] == result.counts["claims"] + 1
    assert missed.claim_id in {cell.claim_id for group in after.groups for cell in group.cells}
    assert said(analyse_texts({"diary.txt": "Nothing."}).result, [missed_entry("diary.txt", missed.text, "ada")]).gone


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
