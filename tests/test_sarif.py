"""SARIF: what code hosts need of it, places, suppressions, limits, and safety of hostile names and words."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError

from pipeline.analysis import Analysis, analyse
from pipeline.flag import CHECKS
from pipeline.lint import lint_files
from pipeline.lint.finding import Finding, Spot
from pipeline.lint.output import sarif_lines
from pipeline.lint.places import Place
from pipeline.records import CorpusResult, Document, DocumentResult, Flag
from pipeline.report import sarif
from pipeline.report.sarif import sarif_log, write_sarif
from pipeline.settings import Settings
from tests.conftest import ROOT

Log = dict[str, Any]


def written(result: CorpusResult, out: Path, decisions: dict[str, tuple[str, str]] | None = None) -> Log:
    assert write_sarif(result, out, decisions or {}) == ["claimsift.sarif"]
    log: Log = json.loads((out / "claimsift.sarif").read_text(encoding="utf-8"))
    return valid(log)


@cache
def official() -> Draft202012Validator:
    return Draft202012Validator(json.loads((ROOT / "tests" / "schemas" / "sarif-2.1.0.json").read_text(encoding="utf-8")))


def valid(log: Log) -> Log:
    """Every log of these tests is held against the official schema."""
    official().validate(log)
    return log


def test_the_schema_refuses_what_is_no_sarif(sample: Analysis, tmp_path: Path) -> None:
    log = written(sample.result, tmp_path)
    log["runs"][0]["results"][0]["level"] = "dire"

    with pytest.raises(ValidationError, match="dire"):
        valid(log)


@pytest.fixture(scope="module")
def run(sample: Analysis, tmp_path_factory: pytest.TempPathFactory) -> Log:
    """The run of the sample corpus as SARIF."""
    found: Log = written(sample.result, tmp_path_factory.mktemp("sarif"))["runs"][0]
    return found


def test_rules_are_the_checks_and_contradictions(run: Log) -> None:
    rules = run["tool"]["driver"]["rules"]

    assert [rule["id"] for rule in rules] == [*(check.name for check in CHECKS), "contradiction"]
    assert [rule["defaultConfiguration"]["level"] for rule in rules] == [*(check.severity for check in CHECKS), "warning"]
    for rule in rules:
        assert rule["name"].lower() != rule["id"]
        assert all(rule[key]["text"] for key in ("shortDescription", "fullDescription", "help"))
        assert rule["help"]["markdown"]
        assert rule["properties"].get("precision", "low") in ("low", "medium", "high", "very-high")
    for rule, check in zip(rules, CHECKS, strict=False):
        assert all(" ".join(hit.split("\n")[0].split()) in rule["help"]["text"] for hit in check.hits)


def test_every_result_is_complete(run: Log) -> None:
    rules = run["tool"]["driver"]["rules"]

    assert run["columnKind"] == "unicodeCodePoints"
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("note", "warning", "error")
        assert result["message"]["text"]
        assert re.fullmatch("[fm][0-9a-f]{11}", result["partialFingerprints"]["claimsift/v1"])
        for location in (*result["locations"], *result.get("relatedLocations", ())):
            place = location["physicalLocation"]
            region = place["region"]
            assert not place["artifactLocation"]["uri"].startswith(("/", "file:", ".."))
            assert (1, 1) <= (region["startLine"], region["startColumn"]) <= (region["endLine"], region["endColumn"])


def test_results_are_the_flags_and_the_contradictions(run: Log, sample: Analysis) -> None:
    keys = [result["partialFingerprints"]["claimsift/v1"] for result in run["results"]]
    against = [match.match_id for match in sample.matches if match.relation == "contradicts"]

    assert against
    assert sorted(keys) == sorted([*(flag.flag_id for flag in sample.flags), *against])
    assert "suppressions" not in run["results"][0]


def test_regions_are_those_of_the_files(run: Log, root: Path) -> None:
    checked = 0
    for result in run["results"]:
        place = result["locations"][0]["physicalLocation"]
        path = next(root.glob(f"**/{place['artifactLocation']['uri'].removeprefix('corpus/')}"))
        region = place["region"]
        if path.suffix == ".md" and region["startLine"] == region["endLine"]:
            line = path.read_text(encoding="utf-8").split("\n")[region["startLine"] - 1]
            assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == region["snippet"]["text"]
            checked += 1

    assert checked > 10


def test_a_contradiction_points_to_both_sides(run: Log, sample: Analysis) -> None:
    match = next(match for match in sample.matches if match.relation == "contradicts")
    result = next(one for one in run["results"] if one["partialFingerprints"]["claimsift/v1"] == match.match_id)

    assert (result["ruleId"], result["level"]) == ("contradiction", "warning")
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].endswith(match.left_document)
    assert result["relatedLocations"][0]["physicalLocation"]["artifactLocation"]["uri"].endswith(match.right_document)
    assert f"{match.right_document}](1)" in result["message"]["text"]


def test_two_logs_are_the_same_to_the_byte(sample: Analysis, tmp_path: Path) -> None:
    texts = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        written(sample.result, tmp_path / name)
        texts.append((tmp_path / name / "claimsift.sarif").read_bytes())

    assert texts[0] == texts[1]


def test_what_a_reviewer_rejected_is_suppressed(sample: Analysis, tmp_path: Path) -> None:
    first, second, third = sample.flags[0].flag_id, sample.flags[1].flag_id, sample.flags[2].flag_id
    decisions = {first: ("reject", "our name for it"), second: ("reject", ""), third: ("disputed: a reject, b accept", "no")}
    results = {one["partialFingerprints"]["claimsift/v1"]: one["suppressions"] for one in written(sample.result, tmp_path, decisions)["runs"][0]["results"]}

    assert results[first] == [{"kind": "external", "status": "accepted", "justification": "our name for it"}]
    assert results[second] == [{"kind": "external", "status": "accepted", "justification": "rejected by the reviewer"}]
    assert results[third] == []
    assert sum(bool(one) for one in results.values()) == 2


def test_ignores_are_suppressions(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("<!-- claimsift: ignore disease_claim -->\nThe lamp cures eczema.\n", encoding="utf-8")
    (tmp_path / "b.md").write_text("The lamp cures acne.\n", encoding="utf-8")
    (tmp_path / ".claimsiftignore").write_text("b.md disease_claim\n", encoding="utf-8")
    log: Log = valid(json.loads("".join(sarif_lines(lint_files([tmp_path], Settings())))))
    kinds = set()
    for one in log["runs"][0]["results"]:
        uri = one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        kinds.add((uri[-4:], one["ruleId"], *(entry["kind"] for entry in one["suppressions"])))

    assert {("a.md", "disease_claim", "inSource"), ("b.md", "disease_claim", "external"), ("b.md", "unsupported_assertion")} <= kinds
    assert not {("a.md", "disease_claim"), ("b.md", "disease_claim")} & kinds


def test_fingerprints_outlive_moved_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    keys, lines = [], []
    for before in ("", "Something was put above.\n\nAnd more.\n\n"):
        path.write_text(f"{before}The lamp cures eczema.\n", encoding="utf-8")
        found = [one for one in lint_files([path], Settings()).findings if one.check == "disease_claim"]
        keys.append([one.key for one in found])
        lines.append([one.spot.place.line for one in found])

    assert keys[0] == keys[1]
    assert lines == [[1], [5]]


def finding(number: int = 0, severity: str = "note", path: str = "a.md", message: str = "why", words: str = "words", ignored: str = "") -> Finding:
    return Finding(f"f{number:011}", "hype", severity, message, Spot(path, Place(number + 1, 1, number + 1, 2), words, words), ignored)  # type: ignore[arg-type]


def test_the_gravest_are_kept_where_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "MOST", 3)
    found = [finding(0), finding(1, "error", ignored="so"), finding(2, "warning"), finding(3), finding(4, "error")]
    run = valid(sarif_log(found, "1.0"))["runs"][0]

    assert [(one["level"], one["locations"][0]["physicalLocation"]["region"]["startLine"]) for one in run["results"]] == [
        ("error", 5),
        ("warning", 3),
        ("note", 1),
    ]
    assert run["properties"] == {"resultsLeftOut": 2}
    assert "properties" not in sarif_log(found[:3], "1.0")["runs"][0]


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("docs/a.md", "docs/a.md"),
        ("a b/100%.md", "a%20b/100%25.md"),
        ("javascript:alert(1).md", "javascript%3Aalert%281%29.md"),
        ("größe#?.md", "gr%C3%B6%C3%9Fe%23%3F.md"),
        ("/tmp/a b.md", "file:///tmp/a%20b.md"),
        ("..\\a.md", "..%5Ca.md"),
    ],
)
def test_paths_are_references(path: str, uri: str) -> None:
    found = valid(sarif_log([finding(path=path)], "1.0"))["runs"][0]["results"][0]

    assert found["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri


def test_words_make_no_link_in_a_message() -> None:
    hostile = finding(message="says “[click](https://evil.example)”", words="[click](https://evil.example)")
    against = replace(hostile, related=(replace(hostile.spot, path="a](https://evil.example).md"),))

    for one in valid(sarif_log([hostile, against], "1.0"))["runs"][0]["results"]:
        links = re.findall(r"(?<!\\)\]\(([^)]*)\)", one["message"]["text"])
        assert links in ([], ["1"])


def flagged(document: Document, start: int, end: int) -> DocumentResult:
    flag = Flag("f00000000000", "hype", "note", document.name, start, end, document.text[start:end], "why")
    return DocumentResult(document, flags=(flag,))


@pytest.mark.parametrize("name", ["../secret.txt", "link.txt", "gone.txt", "changed.txt"])
def test_only_unchanged_files_in_the_folder_are_read(tmp_path: Path, name: str) -> None:
    corpus, out = tmp_path / "corpus", tmp_path / "out"
    corpus.mkdir()
    out.mkdir()
    (tmp_path / "secret.txt").write_text("\n\n\nA secret lamp.", encoding="utf-8")
    (corpus / "link.txt").symlink_to(tmp_path / "secret.txt")
    (corpus / "changed.txt").write_text("\n\n\nA secret lamp, but not that of the run.", encoding="utf-8")
    digest = sha256((tmp_path / "secret.txt").read_bytes()).hexdigest()
    document = Document(name, "A secret lamp.", "txt", sha256=digest)
    location = written(CorpusResult((flagged(document, 2, 8),), root=str(corpus)), out)["runs"][0]["results"][0]["locations"][0]

    assert location["physicalLocation"]["region"]["startLine"] == 1
    assert "extracted" in location["message"]["text"]


@pytest.mark.parametrize("alone", [False, True])
def test_places_are_found_for_a_folder_and_for_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, alone: bool) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.md").write_text("# Lamp\n\nThe lamp cures **eczema**.\n", encoding="utf-8")
    result = analyse("texts/a.md" if alone else "texts").result
    found = [one for one in written(result, tmp_path)["runs"][0]["results"] if one["ruleId"] == "disease_claim"]

    assert [one["locations"] for one in found] == [
        [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "texts/a.md"},
                    "region": {"startLine": 3, "startColumn": 10, "endLine": 3, "endColumn": 24, "snippet": {"text": "cures **eczema"}},
                }
            }
        ]
    ]
