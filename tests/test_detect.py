"""Claims and what is said about them: tables of (text, expected) with near misses."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.analysis import analyse_texts
from pipeline.detect.citations import find_citations
from pipeline.detect.numbers import parse_number
from pipeline.detect.population import species
from pipeline.detect.quantities import base_values, find_quantities
from pipeline.records import Claim, Document, DocumentResult, Link, Reference
from pipeline.run import run_text
from pipeline.settings import Settings


def one(text: str) -> DocumentResult:
    return run_text(text)


def claim_of(text: str) -> Claim:
    claims = one(text).claims
    assert claims, f"no claim found in: {text}"
    return claims[-1]


@pytest.mark.parametrize(
    ("text", "cues"),
    [
        ("The glasses may shorten jet lag.", ["may"]),
        ("The resin could slow the build-up of limescale.", ["could"]),
        ("Early results suggest that the drink might shorten a cold.", ["suggest", "might"]),
        ("The compound appears to interact with the receptor.", ["appears to"]),
        ("The strain is believed to calm the gut.", ["is believed to"]),
        ("The shop opened in May 2019 and sells lamps.", []),
        ("The lamp weighs 45 g and folds flat.", []),
        ("The battery can be charged with a USB cable.", []),
        ("Patients took aspirin or ibuprofen for two weeks.", []),
        ("The study, which appears in the March issue, tested 40 adults.", []),
    ],
)
def test_hedges(text: str, cues: list[str]) -> None:
    result = one(text)
    actual = [cue.text for claim in result.claims for cue in claim.hedges]

    assert cues == actual


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("Zinc shortens colds by one day.", 3),
        ("Zinc probably shortens colds by one day.", 2),
        ("Zinc may shorten colds by one day.", 1),
        ("The trial found that zinc, which may taste bitter, shortens colds by 33 %.", 3),
    ],
)
def test_certainty_is_that_of_the_main_claim(text: str, certainty: int) -> None:
    assert certainty == claim_of(text).certainty


@pytest.mark.parametrize(
    ("text", "polarity", "direction"),
    [
        ("The drug lowers blood pressure.", "affirmed", "decrease"),
        ("The drug did not lower blood pressure in a trial of 64 men.", "negated", "decrease"),
        ("No effect on weight was found in the trial.", "negated", "none"),
        ("The coating raises the yield by 12 %.", "affirmed", "increase"),
        ("The tablet fails to reduce pain.", "negated", "decrease"),
    ],
)
def test_polarity_and_direction(text: str, polarity: str, direction: str) -> None:
    claim = claim_of(text)

    assert (polarity, direction) == (claim.polarity, claim.direction)


@pytest.mark.parametrize(
    ("text", "subject", "object_"),
    [
        ("Magnesium improves sleep quality in older adults.", "Magnesium", "sleep quality"),
        ("Sleep: magnesium improves sleep quality.", "magnesium", "sleep quality"),
        ("Studies show that magnesium improves sleep quality.", "magnesium", "sleep quality"),
        ("Magnesium has been shown to improve sleep quality.", "Magnesium", "sleep quality"),
    ],
)
def test_reporting_and_raising_verbs_are_looked_through(text: str, subject: str, object_: str) -> None:
    claim = claim_of(text)

    assert (subject, object_) == (claim.subject, claim.object)


@pytest.mark.parametrize(
    ("text", "attribution"),
    [
        ("The pump is quiet, according to Dr Ana Lund of the University of Torvik.", "named"),
        ("The pump cuts noise by half.", "none"),
    ],
)
def test_attribution(text: str, attribution: str) -> None:
    assert attribution == claim_of(text).attribution


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It weighs 45 g.", [(45, 45, "g")]),
        ("It holds 1 × 10^10 cells.", [(1e10, 1e10, "")]),
        ("It holds 10 billion cells.", [(1e10, 1e10, "")]),
        ("Keep it at 2–8 °C.", [(2, 8, "°C")]),
        ("It costs €1,860.", [(1860, 1860, "€")]),
        ("It costs €340 a year.", [(340, 340, "€")]),
        ("It uses 0.5 kWh a day.", [(0.5, 0.5, "kWh")]),
        ("The fuse takes 16 A.", [(16, 16, "A")]),
        ("Each key has 16 bytes.", [(16, 16, "B")]),
        ("It fell by up to 30 %.", [(None, 30, "%")]),
        ("More than 80 genes changed.", [(80, None, "")]),
        ("It came out in 2019.", []),
        ("LV-27 and HeatLoop 9 are names.", []),
        ("On 3 March 2024 it was withdrawn.", []),
        ("A tendon heals often.", []),
        ("Twenty-five adults took part.", [(25, 25, "person")]),
        ("It fell from 27 W to 18 W.", [(27, 27, "W"), (18, 18, "W")]),
        ("p < 0.05", [(None, 0.05, "p")]),
    ],
)
def test_quantities(text: str, expected: list[tuple[float | None, float | None, str]]) -> None:
    assert expected == [(q.low, q.high, q.unit) for q in find_quantities(text)]


@given(st.text(alphabet=st.sampled_from(list("0123456789.,–- %€kgmto×^°Cabin(")), max_size=80))
@settings(max_examples=300, deadline=None)
def test_quantities_are_the_texts_own_words_in_order(text: str) -> None:
    found = find_quantities(text)

    assert all(text[q.start : q.end] == q.text for q in found)
    assert all(left.end <= right.start for left, right in pairwise(found))


@pytest.mark.parametrize(
    ("left", "right"), [("45 g", "1.59 oz"), ("158 °F", "70 °C"), ("two years", "24 months"), ("0.95 kg", "950 g"), ("8 hours", "480 minutes")]
)
def test_units_meet_in_their_base(left: str, right: str) -> None:
    a, b = (base_values(find_quantities(text)[0])[0] for text in (left, right))

    assert a == pytest.approx(b, rel=0.01)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,860", 1860),
        ("1.5 million", 1.5e6),
        ("3 × 10⁸", 3e8),
        ("forty-two", 42),
        ("two hundred", 200),
        ("two thirds", 2 / 3),
        ("a dozen", 12),
        ("lamp", None),
    ],
)
def test_numbers(text: str, value: float | None) -> None:
    assert parse_number(text) == (value if value is None else pytest.approx(value))


@pytest.mark.parametrize(("words", "kind"), [("120 adults with IBS", "human"), ("rats", "animal"), ("cultured skin fibroblasts", "cell"), ("lamps", "")])
def test_species(words: str, kind: str) -> None:
    assert kind == species(words)


def test_citations_and_where_they_lead() -> None:
    text = "It works [1]. It helps [7]. See doi:10.1234/abc.5. Lund et al. (2019) agree (PubMed). Read the study."
    document = Document("x", text=text, references=(Reference("1", "Lund A. A trial. 2019."),), links=(Link(90, 99, "https://example.org/trial/7"),))
    found = {citation.text: bool(citation.target) for citation in find_citations(document, 0, len(text))}

    assert found == {"[1]": True, "[7]": False, "doi:10.1234/abc.5": True, "Lund et al. (2019)": True, "(PubMed)": False, text[90:99]: True}


@pytest.mark.parametrize("text", ["Does the lamp help?", "Home", "What this page covers", "By Ana Lund"])
def test_what_is_no_claim(text: str) -> None:
    assert text not in [claim.text for claim in one(f"{text}\n\nThe lamp weighs 45 g.").claims]


def test_a_pronoun_is_resolved_to_the_sentence_before() -> None:
    claim = claim_of("Magnesium glycinate is a salt of magnesium. It improves sleep in adults.")

    assert claim.antecedent is not None
    assert claim.antecedent.text == "Magnesium glycinate"


def test_evidence_is_found_in_the_paragraph_before_the_claim() -> None:
    claim = claim_of("In a randomised trial, 84 adults wore the glasses for six weeks. Sleep onset moved 38 minutes earlier.")

    assert claim.evidence == "trial"
    assert claim.evidence_at is not None
    assert claim.evidence_at.start < claim.start


def test_labels_do_not_depend_on_other_documents() -> None:
    alone = one("Zinc may shorten colds.").claims
    again = one("Zinc may shorten colds.").claims

    assert alone == again


def test_a_claims_id_stays_when_text_is_added_around_it() -> None:
    before = {claim.text: claim.claim_id for claim in one("Zinc shortens colds by a day.").claims}
    after = {claim.text: claim.claim_id for claim in one("Iron is a metal. Zinc shortens colds by a day. It tastes of nothing.").claims}

    assert before.items() <= after.items()


def test_a_users_own_hedge_always_counts(tmp_path: Path) -> None:
    words = tmp_path / "own.tsv"
    words.write_text("literal\tcategory\tsource\nword has it that\thedges\tours\n", encoding="utf-8")
    text = {"a.txt": "Word has it that the filter removes lead from tap water."}
    plain, own = (analyse_texts(text, settings=s).claims[0] for s in (Settings(), Settings(lexicons=(str(words),))))

    assert (plain.certainty, own.certainty) == (3, 2)
    assert [cue.text for cue in own.hedges] == ["Word has it that"]


@pytest.mark.parametrize(
    ("text", "atoms"),
    [
        (
            "The extract activates macrophages, stimulates phagocytosis and modulates cytokine release.",
            [("extract", "activates", "macrophages"), ("extract", "stimulates", "phagocytosis"), ("extract", "modulates", "cytokine release")],
        ),
        (
            "It lowers blood pressure, strengthens bones, and supports memory.",
            [("It", "lowers", "blood pressure"), ("It", "strengthens", "bones"), ("It", "supports", "memory")],
        ),
        ("Kelvor reduces swelling, and the cream improves sleep.", [("Kelvor", "reduces", "swelling"), ("cream", "improves", "sleep")]),
        ("The filter removes lead, chlorine and rust.", []),
        ("The filter removes lead.", []),
    ],
)
def test_coordinated_statements_are_split(text: str, atoms: list[tuple[str, str, str]]) -> None:
    result = run_text(text)
    claim = result.claims[0]

    assert [(atom.subject, atom.relation, atom.object) for atom in claim.atoms] == atoms
    assert all(result.document.text[atom.start : atom.end].startswith(atom.relation) for atom in claim.atoms)
