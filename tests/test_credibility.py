"""The credibility score: an open sum whose parts show their words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.credibility import PARTS, credibility, score_parts
from pipeline.run import run_text

SELLER = "Our amazing drops burn 5 kg of fat in a week. Order today and feel incredible! The drops lower cholesterol by 40 % and work for everyone."
SOBER = (
    "A randomised trial of 120 adults (Lund et al., 2021) found that the drops lowered weight by 0.8 kg against placebo. The trial was funded by the Eastmere "
    "Research Council. Side effects were mild headaches. It is not known whether the loss lasts."
)


def test_the_parts_add_up_to_a_hundred() -> None:
    assert sum(part.of for part in score_parts(run_text(SOBER))) == 100
    assert len({part.name for part in score_parts(run_text(SOBER))}) == len(PARTS)


def test_a_sober_text_scores_above_a_seller() -> None:
    sober, seller = credibility(run_text(SOBER)), credibility(run_text(SELLER))

    assert sober is not None
    assert seller is not None
    assert sober > seller + 20


def test_a_text_without_claims_has_no_score() -> None:
    assert credibility(run_text("Read more below.")) is None
    assert score_parts(run_text("Read more below.")) == ()


@pytest.mark.parametrize("text", [SELLER, SOBER])
def test_the_words_of_a_part_are_the_documents(text: str) -> None:
    result = run_text(text)
    for part in score_parts(result):
        assert 0 <= part.points <= part.of
        if part.words:
            assert result.document.text[part.start : part.end] == part.words


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("interests", "The study was funded by the maker."), ("risks", "Do not use it during pregnancy."), ("limits", "More research is needed.")],
)
def test_disclosure_earns_its_part(name: str, sentence: str) -> None:
    without, with_it = (next(p for p in score_parts(run_text(t)) if p.name == name) for t in (SELLER, f"{SELLER} {sentence}"))

    assert (without.points, with_it.points) == (0, 5)
    assert with_it.words == sentence


def test_author_and_date_earn_their_parts() -> None:
    result = run_text(SOBER)
    named = replace(result, document=replace(result.document, author="Ada Bligh", published="2024-03-01"))

    assert credibility(named) == pytest.approx(credibility(result) + 10)


def test_leaving_a_part_out_scales_the_rest() -> None:
    result = run_text(SOBER)
    parts = [part for part in score_parts(result) if part.name != "tone"]

    assert credibility(result, "tone") == round(100 * sum(p.points for p in parts) / 80, 1)
