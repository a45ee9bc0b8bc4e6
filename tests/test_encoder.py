"""The encoder and what hangs on it: readings, scopes, vectors, calibration, thresholds, and labels that depend on nothing else."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.detect.document_features import CLASSES, FEATURES
from pipeline.encoder import Encoder, best_bounds, load_encoder, softmax
from pipeline.run import run_text
from pipeline.train.floors import cue_list
from pipeline.train.scores import bootstrap, calibration_error, count, f1, macro_f1
from pipeline.vectors import likeness, pack_vector, unpack_vector

TEXTS = st.text(alphabet=st.sampled_from("abcdefghij ,.-()%0123456789“”éßж\n"), min_size=1, max_size=300)


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder()


@settings(max_examples=25, deadline=None)
@given(TEXTS)
def test_a_reading_covers_the_text_and_repeats(text: str) -> None:
    encoder = load_encoder()
    first, again = encoder.encode(text), encoder.encode(text)

    assert all(0 <= start <= end <= len(text) for start, end in first.offsets)
    assert np.array_equal(first.pooled, again.pooled)
    assert all(len(column) == len(first.offsets) for column in first.tokens.values())


def test_a_reading_does_not_depend_on_what_was_read_before(encoder: Encoder) -> None:
    alone = encoder.encode("Zinc may shorten colds.").pooled
    encoder.encode("Something else entirely, of quite another length, stands before it this time.")

    assert np.array_equal(alone, encoder.encode("Zinc may shorten colds.").pooled)


def test_likeness_follows_meaning(encoder: Encoder) -> None:
    packed = [pack_vector(encoder.encode(text).vector) for text in ("The filter removes lead.", "Lead is taken out by the filter.", "The band weighs 20 g.")]

    assert likeness(packed[0], packed[1]) > 0.6 > likeness(packed[0], packed[2])
    assert likeness("", packed[0]) == 0.0


@given(st.lists(st.floats(-1, 1, allow_nan=False, width=32), min_size=4, max_size=40).filter(lambda xs: max(map(abs, xs)) > 0.01))
def test_a_packed_vector_keeps_its_direction(numbers: list[float]) -> None:
    vector = np.array(numbers, dtype=np.float32)
    unit = vector / np.linalg.norm(vector)

    assert float(unpack_vector(pack_vector(unit)) @ unit) > 0.99


@pytest.mark.parametrize(
    ("text", "cue", "inside", "outside"),
    [
        ("The oil, which has a strong smell, may shorten colds.", "may", "shorten colds", "strong smell"),
        ("The lamp weighs 20 g, and it might calm the skin.", "might", "calm the skin", "weighs 20 g"),
        ("We tested the mat for a week, which suggests that it holds.", "suggests", "it holds", "tested the mat"),
    ],
)
def test_scopes(encoder: Encoder, text: str, cue: str, inside: str, outside: str) -> None:
    start = text.index(cue)
    first, last = encoder.find_scope(encoder.encode(text), start, start + len(cue))

    assert inside in text[first:last]
    assert outside not in text[first:last]


def test_bounds_never_cross() -> None:
    scores = np.zeros((6, 2), dtype=np.float32)
    scores[4, 0], scores[1, 1] = 5, 5

    first, last = best_bounds(scores)

    assert 1 <= first <= last <= 4


def test_a_sentence_longer_than_is_read_still_has_labels() -> None:
    text = "The filter removes lead, " + "and sand, " * 200 + "and it may remove rust."
    result = run_text(text)

    assert result.document.status == "ok"
    assert any(sentence.claim for sentence in result.sentences)


def test_no_document_is_no_reading(encoder: Encoder) -> None:
    assert encoder.label_document([], [])["claim"].shape == (0, 2)
    assert len(FEATURES) == len(set(FEATURES))


def test_softmax_adds_up() -> None:
    assert softmax(np.array([[1.0, 2.0, 3.0]], dtype=np.float32)).sum() == pytest.approx(1.0)


def test_own_labels_hold_places_and_no_words(root: Path) -> None:
    with (root / "gold" / "articles" / "labels.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))

    assert len(rows) > 5000
    for row in rows:
        assert row["claim"] in "01"
        assert int(row["start"]) < int(row["end"])
        if row["claim"] == "1":
            assert all(row[name] in CLASSES[name] for name in CLASSES)
        for name in ("hedges", "marketing"):
            places = [] if row[name] == "-" else [tuple(map(int, place.split("-"))) for place in row[name].split()]
            assert all(0 <= a < b <= int(row["end"]) - int(row["start"]) for a, b in places)


def test_scores() -> None:
    cases = [("a", "1", "1"), ("a", "1", "0"), ("b", "0", "1"), ("b", "0", "0")]
    score = bootstrap(cases, f1)

    assert f1(count(cases)) == 0.5
    assert macro_f1(["0", "1"])(count(cases)) == 0.5
    assert score.low <= score.value <= score.high
    assert calibration_error([(0.95, True), (0.95, True), (0.05, False)]) == pytest.approx(0.05)
    assert calibration_error([(0.95, False), (0.95, False)]) == pytest.approx(0.95)
    assert cue_list([("may", True), ("may", True), ("can", True), ("can", False), ("can", False), ("rare", True)]) == {"may"}
