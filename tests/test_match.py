"""Matching: parts that need whole claims, candidates, marks, rows with a yardstick, and the two-document page."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.analysis import analyse_texts
from pipeline.compare.part import Pair, Part
from pipeline.compare.size import compare_size
from pipeline.compare.variant import compare_variant, numbered_names
from pipeline.match import nearest, processes
from pipeline.match.alike import CORE_WEIGHT, WordLikeness
from pipeline.match.grounds import Marks, quoted_marks
from pipeline.match.meaning import claim_vectors
from pipeline.match.weigh import OUTCOMES, Scale
from pipeline.pair_encoder import load_pair_encoder, piece_kinds, whole_words
from pipeline.report.html_file import marked
from tests.made import claim

SIZES = [
    ("Norvane is a smaller peptide, composed of just nine amino acids.", "Norvo, from which Norvane comes, is composed of five amino acids.", "quantity"),
    ("Norvane is a smaller peptide than its parent.", "Norvane preserves the core while extending it with a short tail.", "direction"),
]
NO_SIZES = [
    ("Norvane is a larger peptide, composed of just nine amino acids.", "Norvo, from which Norvane comes, is composed of five amino acids."),
    ("Norvane is a smaller peptide than its parent.", "Ledrin preserves the core while extending it with a short tail."),
    ("Norvane is a smaller peptide, composed of four amino acids.", "Norvo, from which Norvane comes, is composed of five amino acids."),
]


@pytest.mark.parametrize(("left", "right", "kind"), SIZES)
def test_smaller_goes_against_what_things_are_made_of(left: str, right: str, kind: str) -> None:
    pair = Pair(claim(left, subject="Norvane"), claim(right, subject=right.split(",", maxsplit=1)[0].split(maxsplit=1)[0]), 0.4, frozenset())
    found = compare_size(pair)

    assert found is not None
    assert (found.outcome, found.kind, found.sure) == ("contradicts", kind, True)


@pytest.mark.parametrize(("left", "right"), NO_SIZES)
def test_smaller_that_fits(left: str, right: str) -> None:
    pair = Pair(claim(left, subject="Norvane"), claim(right, subject=right.split(",", maxsplit=1)[0].split(maxsplit=1)[0]), 0.4, frozenset())

    assert compare_size(pair) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Thorn 2 followed the Thorn 1.", {"thorn": {"1", "2"}}),
        ("MIST-2 was larger.", {"mist": {"2"}}),
        ("It beat my old W1.", {"w": {"1"}}),
        ("In May 2023 it was sold.", {}),
        ("In 12 of 20 houses it failed.", {}),
    ],
)
def test_names_with_numbers(text: str, expected: dict[str, set[str]]) -> None:
    assert numbered_names(text) == expected


def test_different_models_are_different_things() -> None:
    two, one = claim("The Thorn 2 weighs 8 g."), claim("The Thorn 1 weighs 12 g.")

    assert compare_variant(Pair(one, two, 0.5, frozenset())) is not None
    assert compare_variant(Pair(two, claim("The Thorn 2 weighs 12 g."), 0.5, frozenset())) is None


def test_pieces_say_their_side_and_whether_the_other_has_them() -> None:
    assert piece_kinds([101, 7, 8, 102, 8, 9, 102], [None, 0, 0, None, 1, 1, None]) == [0, 0, 1, 0, 3, 2, 2]


def test_marks_are_widened_to_whole_words() -> None:
    assert whole_words("It weighs 1,480 grams today", [(10, 11), (12, 15), (16, 18)]) == [(10, 21)]


def test_the_words_that_a_reason_quotes_are_marked_whole() -> None:
    pair = Pair(claim("It may last 6 hours, not 16 hours."), claim("It lasts 8 hours."), 0.5, frozenset())
    found = quoted_marks(Part("quantity", "contradicts", "“6 hours” against “8 hours”"), pair, Marks(((0, 2),), ()))

    assert found == Marks(((12, 19),), ((9, 16),))
    assert quoted_marks(Part("quantity", "contradicts", "other values"), pair, Marks(((3, 6),), ())) == Marks(((3, 6),), ())
    assert quoted_marks(Part("quantity", "contradicts", "other values"), pair, Marks(((0, 2),), ())) == Marks((), ())  # "It" stands on both sides


@given(st.text(alphabet="abc d", max_size=30), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=4))
def test_marked_pieces_make_up_the_text(text: str, raw: list[tuple[int, int]]) -> None:
    spans, last = [], 0
    for start, end in sorted((min(a, b), max(a, b)) for a, b in raw):
        if start >= last and end <= len(text):
            spans.append((start, end))
            last = end

    assert "".join(piece for piece, _ in marked(text, tuple(spans))) == text


def test_reading_a_pair_is_the_same_every_time_and_gives_probabilities() -> None:
    encoder = load_pair_encoder()
    first, second = (encoder.read("The lamp weighs 45 g.", "The lamp weighs 90 g.") for _ in range(2))

    assert np.array_equal(first.relation, second.relation)
    assert first.relation.sum() == pytest.approx(1)
    assert first.turned().turned() == first or np.array_equal(first.turned().turned().relation, first.relation)


def test_the_scale_names_every_feature_it_weighs() -> None:
    weights = load_pair_encoder().meta["weights"]
    row = dict.fromkeys(weights["features"], 0.0)

    assert Scale(weights).probabilities([row, row]).shape == (2, len(OUTCOMES))
    assert Scale(weights).probabilities([]).shape == (0, len(OUTCOMES))


def test_the_graph_finds_what_the_exact_search_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    dice = np.random.default_rng(1)
    matrix = dice.normal(size=(400, nearest.WIDTH)).astype(np.float32)
    matrix /= np.linalg.norm(matrix, axis=1, keepdims=True)
    documents = [f"{n}.txt" for n in range(400)]
    exact = nearest.nearest_rows(matrix, documents)
    monkeypatch.setattr(nearest, "EXACT", 10)
    graph = nearest.nearest_rows(matrix, documents)
    again = nearest.nearest_rows(matrix, documents)

    assert np.mean([len(set(a[:10]) & set(b)) / 10 for a, b in zip(exact, graph, strict=True)]) > 0.9
    assert all(np.array_equal(a, b) for a, b in zip(graph, again, strict=True))


NEAREST = [
    ("The battery lasts 30 hours on one charge.", "After 12 hours the cells were empty.", "The battery weighs 30 g."),
    ("It has no side effects.", "One in ten users had a headache.", "It has no smell."),
    ("The kettle was launched in 2021.", "It has been on sale since 2018.", "The kettle boils in two minutes."),
]


@pytest.mark.parametrize(("one", "partner", "other"), NEAREST)
def test_what_is_about_one_thing_lies_nearer_than_what_sounds_like_it(one: str, partner: str, other: str) -> None:
    vectors = claim_vectors([claim(text) for text in (one, partner, other)], jobs=1)

    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2]


def test_vectors_do_not_depend_on_the_number_of_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    claims = [claim(text) for row in NEAREST for text in row]
    alone = claim_vectors(claims, jobs=1)
    monkeypatch.setattr(processes, "WORTH_PROCESSES", 1)

    assert np.array_equal(alone, claim_vectors(claims, jobs=2))
    assert claim_vectors([], jobs=2).shape == (0, nearest.WIDTH)


def test_likeness_of_words_is_the_cosine_or_mostly_that_of_the_cores() -> None:
    third = 3**-0.5
    core = {"a": third, "b": third, "d": third}
    wholes = [core, {"a": 1.0, "b": 0.0, "d": 0.0}, {"c": 1.0}]
    alike, cores = WordLikeness(wholes, [{}, {}, {}]), WordLikeness(wholes, [core, core, {}])

    assert alike(0, [1, 2]) == pytest.approx([third, 0.0])
    assert cores(0, [1, 2]) == pytest.approx([(1 - CORE_WEIGHT) * third + CORE_WEIGHT, 0.0])
    assert alike(0, []) == []


def test_an_open_question_of_safety_meets_who_treats_it_as_settled() -> None:
    analysis = analyse_texts(
        {
            "guide.txt": "Orvalin calms the mind in adults. Further studies are needed to establish the safety of Orvalin.",
            "shop.txt": "Orvalin works without sedation or dependence in adults.",
        }
    )
    found = next(m for m in analysis.matches if m.kind == "open_question")
    stronger = found.left_document if found.stronger_side == "left" else found.right_document

    assert (found.relation, stronger) == ("strength_difference", "shop.txt")
    assert not any("Further studies" in c.text for c in analysis.claims)


def test_reference_documents_are_the_yardstick(tmp_path: Path) -> None:
    from pipeline.analysis import analyse

    (tmp_path / "shop.txt").write_text("The Auravel lamp is approved by the Northern Office as a medical device.", encoding="utf-8")
    (tmp_path / "office.txt").write_text("The Auravel lamp has not been approved by the Northern Office as a medical device.", encoding="utf-8")
    (tmp_path / "sources.csv").write_text("document,reference\noffice.txt,true\n", encoding="utf-8")
    analysis = analyse(tmp_path)
    row = next(g for g in analysis.groups if g.verdict == "contradiction")
    analysis.write(tmp_path / "out")
    with (tmp_path / "out" / "comparison.csv").open(encoding="utf-8", newline="") as file:
        written = next(r for r in csv.DictReader(file) if r["group"] == row.group)

    assert row.claim.startswith("The Auravel lamp has not been approved")
    assert row.reference.startswith("office.txt: ")
    assert written["reference"] == row.reference
