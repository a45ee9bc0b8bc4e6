"""Two claims: typed parts, with near misses; and the sample corpus's planted findings."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.analysis import Analysis, analyse_texts
from pipeline.train.corpora import read_listed
from pipeline.train.evaluate_pairs import judge_pairs

CONTRADICTIONS = [
    ("Tuftsin is composed of four amino acids: threonine, lysine, proline, and alanine.", "Tuftsin (Thr-Lys-Pro-Arg) is made in the spleen.", "composition"),
    ("The hinges are made of titanium, nylon and silicone.", "The hinges are made of titanium, nylon and nickel.", "composition"),
    ("Each bottle delivers 10 billion live cells.", "Every bottle holds one billion live cells.", "quantity"),
    ("The warranty lasts two years.", "The warranty lasts five years.", "quantity"),
    ("The lamp has been on sale since March 2021.", "The lamp came out in 2019.", "date"),
    (
        "The lamp is approved by the Northern Office as a medical device.",
        "The lamp has not been approved by the Northern Office as a medical device.",
        "status",
    ),
    ("The drug lowers LDL cholesterol in adults.", "The drug did not lower LDL cholesterol in adults.", "polarity"),
    ("Weather compensation lowers electricity use.", "Weather compensation raises electricity use.", "direction"),
    ("Selank has two key mechanisms of action.", "Selank works by calming receptors, raising BDNF and slowing enzymes.", "composition"),
]
NOT_CONTRADICTIONS = [
    ("Selank is a heptapeptide.", "Selank is composed of seven amino acids."),
    ("The lamp weighs 45 g.", "The lamp weighs 1.6 oz."),
    ("The permitted noise is 60 dB.", "The noise of the pump was 48 dB."),
    ("Without its mast the turbine weighs 68 kg.", "With the mast the turbine weighs 131 kg."),
    ("The plan costs €12 a month.", "The plan costs 144 euros a year."),
    ("The warranty lasts two years.", "The warranty runs for 24 months."),
    ("At −15 °C the output was 6 kW.", "At 7 °C the output was 9 kW."),
    ("The drug may lower cholesterol.", "The drug may not lower cholesterol."),
    ("Selank has two mechanisms of action.", "Selank works by calming receptors, raising BDNF and other effects."),
    ("Selank has three key mechanisms of action.", "Selank works by calming receptors, raising BDNF and slowing enzymes."),
    ("The small bottle holds 30 ml of oil.", "The bus holds 30 people."),
    ("Sales grew by 34 % last year.", "Bloating fell by 34 % in the trial."),
    ("The long-term effect on the retina has yet to be studied.", "Effects on the retina over many years have not been studied."),
]


def relations(left: str, right: str) -> set[tuple[str, str]]:
    analysis = analyse_texts({"a.txt": left, "b.txt": right})
    return {(match.relation, match.kind) for match in analysis.matches}


@pytest.mark.parametrize(("left", "right", "kind"), CONTRADICTIONS)
def test_contradicts(left: str, right: str, kind: str) -> None:
    assert ("contradicts", kind) in relations(left, right)


@pytest.mark.parametrize(("left", "right"), NOT_CONTRADICTIONS)
def test_does_not_contradict(left: str, right: str) -> None:
    assert "contradicts" not in {relation for relation, _ in relations(left, right)}


@pytest.mark.parametrize(
    ("left", "right", "relation"),
    [
        ("Selank is a synthetic heptapeptide derived from tuftsin.", "Selank is composed of seven amino acids.", "agrees"),
        ("The drug has been shown to increase BDNF levels.", "Animal studies have demonstrated that the drug increases BDNF levels.", "strength_difference"),
        ("The drug has been shown to increase BDNF in mice.", "In mice, the drug increases BDNF.", "agrees"),
        ("The drink shortens colds by a day.", "The drink might shorten colds by a day.", "strength_difference"),
        ("LV-27 is a hardy bacterium that clings to the gut wall.", "LV-27 is a hardy lactic bacterium that clings to the gut wall!", "reuse"),
        (
            "The Emberloam, in case it has passed you by, is a stove that turns wood into heat and charcoal.",
            "The Emberloam is a stove that turns wood into heat and charcoal.",
            "reuse",
        ),
    ],
)
def test_other_relations(left: str, right: str, relation: str) -> None:
    assert relation in {found for found, _ in relations(left, right)}


def test_relation_does_not_depend_on_the_side() -> None:
    for left, right, kind in CONTRADICTIONS:
        assert ("contradicts", kind) in relations(right, left)


def test_stances_and_independent_documents() -> None:
    analysis = analyse_texts(
        {
            "a.txt": "The lamp is approved by the Northern Office as a medical device.",
            "b.txt": "The lamp is approved by the Northern Office as a medical device.",
            "c.txt": "The lamp has not been approved by the Northern Office as a medical device.",
        }
    )
    row = analysis.groups[0]
    stances = {cell.document: cell.stance for cell in row.cells}

    assert row.verdict == "contradiction"
    assert row.independent_documents == 2
    assert stances == {"a.txt": "asserts", "b.txt": "asserts", "c.txt": "denies"}


FLOORS = {"contradicts": 4, "agrees": 11, "strength_difference": 5, "reuse": 4}
"""Planted pairs of the sample corpus that are found; they were written before the rules. The planted list is a sample of what the documents hold: most
of the contradictions that are reported between them are not on it."""


def test_planted_findings(sample: Analysis, root: Path) -> None:
    found = judge_pairs(sample.result, read_listed(root / "corpus" / ".planted" / "pairs.tsv"))

    assert {name for name, floor in FLOORS.items() if found[name, name] + (found["agrees", "reuse"] if name == "agrees" else 0) < floor} == set()
    assert sum(found["unrelated", relation] for relation in FLOORS) == 0


GOLDEN = [
    ("auravel-shop.html", "dawnhouse-blog.mhtml", "warranty"),
    ("auravel-shop.html", "press/ndso-notice-2023-17.html", "approv"),
    ("auravel-shop.html", "fair-measure-test.txt", "lux"),
]


@pytest.mark.parametrize(("left", "right", "word"), GOLDEN)
def test_golden_contradictions(sample: Analysis, left: str, right: str, word: str) -> None:
    rows = [group for group in sample.groups if group.verdict == "contradiction" and word in " ".join(cell.quote.lower() for cell in group.cells)]

    assert any({left, right} <= {cell.document for cell in row.cells} for row in rows)


def test_matching_looks_at_a_bounded_number_of_pairs() -> None:
    texts = {
        f"{n:03}.txt": f"Lamp {n} weighs {n + 10} g. The frame of lamp {n} is made of oak number {n}. It shortens jet lag by {n} hours." for n in range(120)
    }
    analysis = analyse_texts(texts)
    claims = len(analysis.claims)

    assert claims > 200
    assert analysis.result.counts["candidate_pairs"] <= 16 * claims
