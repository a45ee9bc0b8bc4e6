"""What keeps two claims from contradicting each other, and what a contradiction must be able to show: tables with near misses."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.compare.events import compare_events
from pipeline.compare.figure_of import other_figure, other_state
from pipeline.compare.occasion import other_occasion
from pipeline.compare.part import Pair, Part
from pipeline.compare.quantity import compare_quantity
from pipeline.detect.quantities import find_quantities
from pipeline.match.grounds import Marks, conflict_ground
from pipeline.match.relation import LONG, LONG_LIMIT, TOGETHER, limit
from pipeline.match.weigh import FIRST_SHARE, OUTCOMES, both
from pipeline.pair_encoder import KINDS, PairReading
from tests.made import claim


def pair_of(left: str, right: str, **values: object) -> Pair:
    sides = claim(left, **values), claim(right, **values)
    shared = frozenset(sides[0].terms) & frozenset(sides[1].terms)
    return Pair(*sides, 0.6, shared, shared)


OTHER_FIGURES = [
    ("The underwater noise was 128 dB.", "The permitted level of underwater noise is 140 dB.", "permitted"),
    ("The output reached 111 dB with firmware 2.4.", "A pair with firmware 2.1 reached 121 dB.", "version: 2.4 against 2.1"),
    ("With the mast and the base plate, the roof carries 131 kg.", "Without its mast the turbine weighs 68 kg.", "with and without the mast"),
    ("In its second year it made 31 MWh.", "In its first year it generated 41 MWh.", "period"),
    ("Together with its frame it weighs 4.6 tonnes.", "In air it weighs 2.1 tonnes.", "what belongs to it"),
    ("In standby it drew 3 W.", "In normal operation it drew 160 W.", "state"),
    ("A pair costs 495 euros.", "I paid 420 euros, thanks to a neighbour's voucher.", "a price that not all pay"),
    ("The carrying case weighs 80 g.", "It weighs 240 g.", "an accessory"),
    ("Of those who finished the course, 80 % slept better.", "60 % slept better.", "those who finished"),
    ("The bottle keeps unopened for 18 months.", "After opening, it keeps for 30 days.", "keeping"),
    ("The stove costs €2,980 without installation.", "She had paid €3,400 for a stove and its installation.", "installation"),
    ("In an earlier study of another formula, it fell by 31%.", "In the Westermole trial, it fell by 24%.", "another study"),
    ("The shelf life of the bottle is 18 months.", "A bottle lasts 30 days.", "how long it keeps"),
]
ONE_FIGURE = [
    ("The underwater noise was 128 dB.", "The underwater noise is 140 dB."),
    ("The box may hold 150 kg.", "At most 200 kg is allowed in the box."),
    ("The output reached 111 dB with firmware 2.4.", "With firmware 2.4 it reached 121 dB."),
    ("In its first year it made 31 MWh.", "It generated 41 MWh in the first year."),
    ("The scooter has been on sale for 300 euros.", "The scooter costs 340 euros."),
    ("It comes with a case.", "It weighs 240 g."),
    ("The stove costs €2,980 with installation.", "She had paid €3,400 for a stove and its installation."),
    ("In the study it fell by 31%.", "In the Westermole trial, it fell by 24%."),
    ("Another study found that it lasts 3 hours.", "It lasts 9 hours."),
    ("The shelf life is 12 months.", "It can be stored for 24 months."),
]


@pytest.mark.parametrize(("left", "right", "words"), OTHER_FIGURES)
def test_figures_of_two_things(left: str, right: str, words: str) -> None:
    for one, other in ((left, right), (right, left)):
        found = other_figure(one, other)

        assert found is not None
        assert found.outcome == "different"
    assert words in other_figure(left, right).reason  # type: ignore[union-attr]


@pytest.mark.parametrize(("left", "right"), ONE_FIGURE)
def test_figures_of_one_thing(left: str, right: str) -> None:
    assert other_figure(left, right) is None


def test_states_and_versions_are_named_on_both_sides_or_say_nothing() -> None:
    assert other_state("With firmware 3.3 the lock could be opened.", "With firmware 3.4 it could not.") is not None
    assert other_state("With firmware 3.3 the lock could be opened.", "The lock cannot be opened.") is None


OCCASIONS = [
    ("quantity", "In 2021 it cost 40 euros.", "In 2023 it cost 55 euros.", "time"),
    ("polarity", "Taken in the morning, it does not disturb sleep.", "Taken in the evening, it disturbs sleep.", "time"),
    ("date", "We bought ours in May 2022.", "It came out in 2019.", "thing"),
    ("status", "In Norway it is approved.", "It is banned in Japan.", "place"),
    ("absolute_vs_graded", "Holmgard Filter, a rival, held back 9 in 1,000 messages.", "Not a single message is held back.", "thing"),
    ("origin", "It is assembled by a contractor in Batu Serai.", "The chip at its heart is made in our own foundry.", "thing"),
]
SAME_OCCASION = [
    ("quantity", "In 2021 it cost 40 euros.", "It cost 55 euros in 2021."),
    ("polarity", "It disturbs sleep.", "Taken in the evening, it does not disturb sleep."),
    ("date", "It was launched in May 2022.", "It came out in 2019."),
    ("status", "In Norway it is approved.", "Norwegian authorities have refused it."),
    ("absolute_vs_graded", "It lets some through.", "Unlike its rivals, it lets nothing through."),
    ("quantity", "Better than any rival, it opens in 2 seconds.", "The lock opens in 9 seconds."),
    ("origin", "The chip at its heart is made by Korund Labs.", "The chip at its heart is made in our own foundry."),
    ("origin", "The filter was developed in Norway.", "It was developed in Japan."),
]


@pytest.mark.parametrize(("kind", "left", "right", "word"), OCCASIONS)
def test_another_occasion(kind: str, left: str, right: str, word: str) -> None:
    found = other_occasion(pair_of(left, right), kind)

    assert found is not None
    assert found.kind == word


@pytest.mark.parametrize(("kind", "left", "right"), SAME_OCCASION)
def test_the_same_occasion(kind: str, left: str, right: str) -> None:
    assert other_occasion(pair_of(left, right), kind) is None


def test_what_is_in_a_thing_is_not_what_it_does() -> None:
    contains, does = claim("It contains no growth factor."), claim("Taking it raises the growth factor in the blood.", direction="increase")
    has = claim("It contains growth factor, which raises the level in the blood.", direction="increase")
    report, found = claim("The report contains no evidence that it eases pain."), claim("It eases pain.", direction="decrease")

    assert other_occasion(Pair(contains, does, 0.6, frozenset()), "polarity") is not None
    assert other_occasion(Pair(contains, has, 0.6, frozenset()), "polarity") is None
    assert other_occasion(Pair(report, found, 0.6, frozenset()), "polarity") is None


def test_the_untreated_are_another_thing() -> None:
    left = claim("The model of the disease showed less movement.", subject="The model of the disease")
    right = claim("The treated rats did not show less movement.", subject="The treated rats")

    assert other_occasion(Pair(left, right, 0.6, frozenset()), "polarity") is not None


RATES = [
    ("The fridge uses 0.5 kWh a day.", "The fridge uses about 180 kWh of electricity a year.", "agrees"),
    ("The plan costs €12 a month.", "The plan costs 144 euros a year.", "agrees"),
    ("The plan costs €12 a month.", "The plan costs 14 euros a month.", "contradicts"),
    ("The plan costs €12 a month.", "The plan costs 99 euros a year.", None),
]


@pytest.mark.parametrize(("left", "right", "outcome"), RATES)
def test_rates_by_different_periods(left: str, right: str, outcome: str | None) -> None:
    found = compare_quantity(pair_of(left, right))

    assert (found.outcome if found else None) == outcome


def reading(kind: str) -> PairReading:
    kinds = np.full(len(KINDS), 0.01, dtype=np.float32)
    kinds[KINDS.index(kind)] = 0.9
    even = np.full(4, 0.25, dtype=np.float32)
    return PairReading(even[:3], even, kinds, 0.5, 0.5, (), ())


UNRELATED = Part("wording", "agrees", "same words")
GROUNDS = [
    ("absolute_vs_graded", "The mask leaks at the nose.", "The mask never leaks.", True),
    ("absolute_vs_graded", "The mask leaks at the nose.", "The mask leaks a little.", False),
    ("direction", "It lowers the noise.", "It cuts the noise.", False),
    ("polarity", "Yes, the Mini.", "The Mini is not sold here.", False),
    ("polarity", "Yes, it covers the Mini.", "It does not cover the Mini.", True),
    ("quantity", "It runs for 3 hours.", "It runs for 180 minutes.", False),
    ("quantity", "It runs for 3 hours.", "It runs for 200 minutes.", True),
]


@pytest.mark.parametrize(("kind", "left", "right", "stands"), GROUNDS)
def test_a_contradiction_needs_words_that_differ(kind: str, left: str, right: str, stands: bool) -> None:
    pair = pair_of(left, right, direction="decrease" if kind == "direction" else "none", relation="runs")
    whole = Marks(((0, len(left) - 1),), ((0, len(right) - 1),))
    found = conflict_ground(pair, UNRELATED, reading(kind), whole)

    assert (found is not None and found.outcome == "contradicts") is stands


def test_nothing_marked_is_no_ground() -> None:
    assert conflict_ground(pair_of("The cap is red.", "The cap is blue."), UNRELATED, reading("composition"), Marks((), ())) is None


def test_long_sentences_need_a_higher_probability() -> None:
    limits = {"agrees": 0.3, "contradicts": 0.4}
    long, short, longest = "word " * (LONG // 5 + 1), "A short one.", "word " * (TOGETHER // 5)

    assert limit(limits, "agrees", pair_of(long, long)) == LONG_LIMIT
    assert limit(limits, "agrees", pair_of(long, short)) == 0.3
    assert limit(limits, "agrees", pair_of(longest, short)) == LONG_LIMIT
    assert limit(limits, "contradicts", pair_of(longest, short)) == 0.4
    assert limit(limits, "agrees", pair_of(short, short, kind="heading")) == LONG_LIMIT


def test_two_readings_are_weighed_by_their_shares() -> None:
    sure = dict(zip(OUTCOMES, (0.01, 0.97, 0.01, 0.01), strict=True))
    doubts = dict(zip(OUTCOMES, (0.97, 0.01, 0.01, 0.01), strict=True))

    assert both(sure, sure) == pytest.approx(sure)
    assert sum(both(sure, doubts).values()) == pytest.approx(1)
    assert both(sure, doubts)["unrelated"] > both(sure, doubts)["agrees"]  # the second reading weighs more
    assert FIRST_SHARE < 0.5


PIECES = [
    ("One capsule contains 250 mg of DHA.", "Two capsules a day supply 500 mg of DHA.", "agrees"),
    ("One capsule contains 250 mg of DHA.", "Two capsules a day supply 900 mg of DHA.", "contradicts"),
    ("The warranty lasts two years.", "The warranty lasts five years.", "contradicts"),
    ("A user of the band lost 3 kg.", "Two users of the band lost 6 kg.", "contradicts"),
    ("The VPN costs 48 euros a year.", "The VPN costs 4 euros a month.", "agrees"),
    ("The VPN of the router works down to minus 22 degrees Fahrenheit.", "The VPN of the router works down to −30 °C.", "agrees"),
]


@pytest.mark.parametrize(("left", "right", "outcome"), PIECES)
def test_values_that_come_to_the_same(left: str, right: str, outcome: str) -> None:
    found = compare_quantity(pair_of(left, right))

    assert found is not None
    assert found.outcome == outcome


STANDINGS = [
    ("It is approved by the Authority as a medicine.", "Its application to be approved as a medicine was rejected by the Authority.", "contradicts"),
    ("It is approved by the Authority as a medicine.", "Nobody has approved it: the application as a medicine was refused.", "contradicts"),
    ("The token is certified at Level 2.", "The Authority certified it at Level 2, and an application for Level 3 was refused.", None),
]


@pytest.mark.parametrize(("left", "right", "outcome"), STANDINGS)
def test_a_refusal_of_more_is_no_refusal_of_what_was_granted(left: str, right: str, outcome: str | None) -> None:
    found = compare_events(pair_of(left, right))

    assert (found and found.outcome) == outcome


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("minus 22 °C", -22),
        ("minus\n20 °C", -20),
        ("minus ten degrees Celsius", -10),
        ("plus or minus 5 °C", 5),
        ("plus/minus 5 °C", 5),
        ("20 °C minus 5 °C", 20),
    ],
)
def test_minus_in_words(text: str, value: float) -> None:
    assert find_quantities(text)[0].low == value


def test_what_is_measured_at_a_distance_is_another_figure_and_what_it_settled_at_is_not() -> None:
    noise = compare_quantity(pair_of("The noise, measured at 1 m, is 40 dB.", "The noise, measured at 3 m, is 52 dB."))
    surface = compare_quantity(pair_of("In a room at 20 °C, the surface of the pane settled at 38 °C.", "The surface of the pane settled at 71 °C."))

    assert noise is not None
    assert surface is not None
    assert (noise.outcome, surface.outcome) == ("different", "contradicts")
    assert "38" in surface.reason
