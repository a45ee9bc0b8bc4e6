"""Abbreviations, shares and values as intervals: tables with near misses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.compare.intervals import infer_restated
from pipeline.detect.quantities import find_quantities
from pipeline.match.abbreviations import Abbreviations, find_definitions

DEFINED = [
    ("It raises brain-derived neurotrophic factor (BDNF) in rats.", ("BDNF", "brain-derived neurotrophic factor")),
    ("The Food and Drug Administration (FDA) agreed.", ("FDA", "Food and Drug Administration")),
    ("LED (light emitting diode) lamps are used.", ("LED", "light emitting diode")),
    ("It is read from messenger RNA (mRNA).", ("mRNA", "messenger RNA")),
    ("The coefficient of performance (COP) is 4.", ("COP", "coefficient of performance")),
]
NOT_DEFINED = [
    "A man (aged 40) came.",
    "The lamp (RSN-7) is new.",
    "They said (and we agree) so.",
    "The price (EUR) rose.",
    "It ended. Many (XQZ) did.",
    "()",
    "(A)",
]


@pytest.mark.parametrize(("text", "expected"), DEFINED)
def test_a_definition_is_found(text: str, expected: tuple[str, str]) -> None:
    assert list(find_definitions(text)) == [expected]


@pytest.mark.parametrize("text", NOT_DEFINED)
def test_no_definition(text: str) -> None:
    assert list(find_definitions(text)) == []


@given(st.text(alphabet="abAB ().-1", max_size=80))
def test_a_long_form_stands_in_the_text(text: str) -> None:
    assert all(long in text and short in text for short, long in find_definitions(text))


def test_a_short_form_is_written_out_where_the_other_side_does_not_use_it() -> None:
    known = Abbreviations([("a.txt", "The coefficient of performance (COP) is 4."), ("b.txt", "A COP of 3 was measured.")])

    assert known.expanded("b.txt", "A COP of 3 was measured.", "Its efficiency is 4.") == "A coefficient of performance of 3 was measured."
    assert known.expanded("b.txt", "A COP of 3 was measured.", "The COP is 4.") == "A COP of 3 was measured."


SHARES = [
    ("One in four users felt sick.", [25.0]),
    ("31 out of 40 volunteers slept.", [77.5]),
    ("Sales doubled.", [100.0]),
    ("It was a threefold rise.", [200.0]),
    ("The time was halved.", [50.0]),
    ("Nine in 24 hours were lost.", []),
    ("He held five in his hand.", []),
    ("The approval came on 2021-05-03.", []),
]


@pytest.mark.parametrize(("text", "expected"), SHARES)
def test_shares_in_words(text: str, expected: list[float]) -> None:
    assert [q.low for q in find_quantities(text) if q.dimension == "share"] == expected


@pytest.mark.parametrize("text", ["They caught 60 fishes.", "Output is decreased 40 units.", "It gets 3 marks.", "She decided 12 cases."])
def test_a_word_that_begins_like_a_month_is_no_date(text: str) -> None:
    assert len(find_quantities(text)) == 1


@pytest.mark.parametrize(
    ("premise", "hypothesis", "expected"),
    [
        ("It needs 26 bolts.", "It needs less than 56 bolts.", "entail"),
        ("It needs less than 56 bolts.", "It needs 26 bolts.", "neutral"),
        ("It needs 26 bolts.", "It needs more than 26 bolts.", "contradict"),
        ("It needs 26 bolts.", "It needs at least 26 bolts.", "entail"),
        ("It needs 26 bolts.", "It needs 28 bolts.", "contradict"),
        ("It needs 26 bolts and 3 nuts.", "It needs 26 bolts and 4 nuts.", "contradict"),
        ("It needs 26 bolts.", "It needs 26 nuts.", None),
        ("It needs 26 bolts.", "It needs 26 bolts.", None),
    ],
)
def test_one_value_restated(premise: str, hypothesis: str, expected: str | None) -> None:
    assert infer_restated(premise, hypothesis) == expected
