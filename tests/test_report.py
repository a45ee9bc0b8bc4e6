"""Output files: columns, schemas, safety of hostile text, and sameness of two runs."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from pipeline.analysis import Analysis, analyse_texts
from pipeline.report.csv_files import neutral
from pipeline.report.schemas import schemas

CONTRACT = {
    "documents.csv": "document title url publisher author published kind format language words sentences claims hedged unsupported vague marketing flags credibility sha256 status error",
    "sentences.csv": "document index start end page section kind text claim claim_score hedged marketing",
    "claims.csv": "claim_id document index start end page section text score type subject relation object direction polarity certainty certainty_score strength hedges boosters "
    "attribution source evidence population quantities citations support marketing flags decision note",
    "flags.csv": "flag_id check severity document start end text message claim_id decision note",
    "matches.csv": "match_id left_id right_id left_document right_document left_text right_text similarity relation kind stronger_side probability reason decision note",
    "comparison.csv": "group claim topic verdict documents independent_documents strongest_evidence reason",
    "comparison_cells.csv": "group document stance claim_id quote",
}


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("name", CONTRACT)
def test_columns_begin_with_those_of_the_contract(written: Path, name: str) -> None:
    with (written / name).open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))
    expected = CONTRACT[name].split()

    assert header[: len(expected)] == expected


@pytest.mark.parametrize("name", [name for name in schemas() if name.endswith(".csv")])
def test_csv_rows_fit_their_schema(written: Path, name: str) -> None:
    validator = Draft202012Validator(schemas()[name])

    assert rows(written / name)
    for row in rows(written / name):
        validator.validate(row)


def test_json_files_fit_their_schemas(written: Path) -> None:
    for name in ("comparison.json", "run.json"):
        Draft202012Validator(schemas()[name]).validate(json.loads((written / name).read_text(encoding="utf-8")))
    for line in (written / "claims.jsonl").read_text(encoding="utf-8").splitlines():
        Draft202012Validator(schemas()["claims.jsonl"]).validate(json.loads(line))


def test_published_schemas_are_those_of_the_code(root: Path) -> None:
    published = {path.name.removesuffix(".schema.json"): json.loads(path.read_text(encoding="utf-8")) for path in (root / "docs" / "schemas").iterdir()}

    assert published == schemas(), "run: python docs/write_schemas.py"


def test_every_record_is_its_own_words(sample: Analysis) -> None:
    for result in sample.result.results:
        text = result.document.text
        for claim in result.claims:
            places = [claim, *claim.hedges, *claim.boosters, *claim.negations, *claim.marketing, *claim.quantities, *claim.citations]
            places += [place for place in (claim.antecedent, claim.evidence_at, claim.population_at) if place is not None]
            for place in places:
                assert text[place.start : place.end] == place.text, (result.document.name, place)
        for flag in result.flags:
            assert text[flag.start : flag.end] == flag.text


def test_the_text_quote_selector_finds_the_claim_again(sample: Analysis) -> None:
    for result in sample.result.results:
        for claim in result.claims:
            assert claim.prefix + claim.text + claim.suffix in result.document.text


def test_every_claim_stands_in_the_table(sample: Analysis) -> None:
    placed = {cell.claim_id for group in sample.groups for cell in group.cells}

    assert {claim_id for claim_id in placed if claim_id.startswith("c")} == {claim.claim_id for claim in sample.claims}
    assert {claim_id for claim_id in placed if claim_id.startswith("s")} <= {statement.claim_id for statement in sample.result.statements}
    assert len({group.group for group in sample.groups}) == len(sample.groups)


def test_every_contradiction_stands_on_one_row(sample: Analysis) -> None:
    rows_of = [{cell.claim_id for cell in group.cells} for group in sample.groups if group.verdict == "contradiction"]

    for match in sample.matches:
        if match.relation == "contradicts":
            assert any({match.left_id, match.right_id} <= row for row in rows_of)


def test_contested_rows_come_first(sample: Analysis) -> None:
    order = ["contradiction", "strength_difference", "agreement", "single_source"]
    places = [order.index(group.verdict) for group in sample.groups]

    assert places == sorted(places)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("=1+1", "'=1+1"),
        ("+49 30 1234", "'+49 30 1234"),
        ("-2 °C is cold", "'-2 °C is cold"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1+1", "'\t=1+1"),
        ("  =1+1", "'  =1+1"),
        ("a=b", "a=b"),
        ("", ""),
        (None, ""),
        (True, "true"),
        (-3, "-3"),
        (0.25, "0.25"),
    ],
)
def test_no_cell_runs_as_a_formula(value: object, expected: str) -> None:
    assert neutral(value) == expected


def test_a_cell_holds_no_more_than_a_spreadsheet_does() -> None:
    cut = neutral("=" + "x" * 40_000)

    assert len(cut) <= 32_767
    assert cut.endswith("(cut; the whole is in the JSON files)")
    assert neutral("x" * 32_766) == "x" * 32_766


def test_a_byte_order_mark_by_choice(tmp_path: Path) -> None:
    from pipeline.settings import Settings

    analysis = analyse_texts({"a.txt": "The lamp weighs 45 g."}, Settings(csv_bom=True))
    analysis.write(tmp_path)

    assert all(path.read_bytes().startswith(b"\xef\xbb\xbfdocument") for path in (tmp_path / "documents.csv", tmp_path / "sentences.csv"))


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    hostile = '</td></details><script>alert(1)</script> lowers stress by 30 %. "><img src=x onerror=alert(1)> improves sleep.'
    analyse_texts({"a<b>.txt": hostile, "=cmd.txt": "The lamp weighs 45 g."}).write(tmp_path)
    page = (tmp_path / "report.html").read_text(encoding="utf-8")

    assert len(re.findall("<script", page)) == len(re.findall('<script type="application/json" id="(?:data|doc-[01])">|<script>"use strict";', page)) == 4
    assert "<img" not in page
    assert "a<b>" not in page
    assert [row["document"] for row in rows(tmp_path / "documents.csv")] == ["'=cmd.txt", "a<b>.txt"]


def test_two_runs_are_the_same_to_the_byte(tmp_path: Path, sample: Analysis, written: Path, root: Path) -> None:
    from pipeline.analysis import analyse
    from pipeline.settings import Settings

    analyse(root / "corpus", Settings(jobs=2)).write(tmp_path)

    for path in sorted(written.iterdir()):
        if path.name not in ("run.json", "claimsift.sqlite"):
            assert path.read_bytes() == (tmp_path / path.name).read_bytes(), path.name


def test_decisions_typed_into_a_table_survive_the_next_run(tmp_path: Path) -> None:
    analysis = analyse_texts({"a.txt": "The lamp cures eczema. It weighs 45 g."})
    analysis.write(tmp_path)
    table = rows(tmp_path / "claims.csv")
    table[0] |= {"decision": "reject", "note": "=not a claim"}
    with (tmp_path / "claims.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, table[0])
        writer.writeheader()
        writer.writerows(table)
    analysis.write(tmp_path)
    analysis.write(tmp_path)
    kept = rows(tmp_path / "claims.csv")[0]

    assert (kept["decision"], kept["note"]) == ("reject", "'=not a claim")

    blanked = (tmp_path / "claims.csv").read_text(encoding="utf-8").replace("reject,'=not a claim", ",")
    (tmp_path / "claims.csv").write_text(blanked.replace(",", ";") if ";" not in blanked else blanked, encoding="utf-8")
    analysis.write(tmp_path)

    assert rows(tmp_path / "claims.csv")[0]["decision"] == ""


def test_frames_have_the_columns_of_the_files(sample: Analysis) -> None:
    frames = sample.to_frames()

    assert list(frames["claims"].columns) == [*CONTRACT["claims.csv"].split(), "atoms"]
    assert len(frames["claims"]) == len(sample.claims)
    assert "<table>" in sample._repr_html_()
