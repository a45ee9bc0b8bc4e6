"""Label Studio and doccano: labels stand on their words, and what people corrected comes back as decisions."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.detect.document_features import CLASSES
from pipeline.errors import UsageError
from pipeline.records import Claim, CorpusResult, Cue, Document, DocumentResult, Sentence
from pipeline.report.doccano import read_doccano, write_doccano
from pipeline.report.label_studio import read_label_studio, write_label_studio

TEXT = "😀 Zinc may shorten colds. The lamp weighs\n45 g. It is blue."
"""Two claims and a sentence that is none; the first character takes two UTF-16 units."""
ZINC, LAMP = ("c1", "Zinc may shorten colds."), ("c2", "The lamp weighs 45 g.")
"""Ids and words of the claims, as rows of decisions have them."""
Edit = Callable[[list[list[Any]]], Any]


def claim(key: str, start: int, end: int, **more: Any) -> Claim:
    return Claim(key, "a.txt", 0, start, end, TEXT[start:end], "prose", 0.75, **more)


def result() -> CorpusResult:
    at = TEXT.index("may")
    claims = (claim("c1", 2, 25, type="efficacy", hedges=(Cue(at, at + 3, "may", "hedge"),)), claim("c2", 26, 47, type="composition"))
    blue = Sentence("a.txt", 3, 48, 59, "prose", "It is blue.", 0, marketing=(Cue(54, 58, "blue", "hype"),))
    return CorpusResult((DocumentResult(Document("a.txt", TEXT), (blue,), claims), DocumentResult(Document("b.pdf", status="failed", error="broken"))))


def exported(folder: Path) -> dict[str, Any]:
    write_label_studio(result(), folder, {})
    (task,) = json.loads((folder / "label-studio.json").read_text(encoding="utf-8"))
    return dict(task)


def spans(task: dict[str, Any]) -> list[list[Any]]:
    """The predicted regions as [id, start, end, label]: the claims are the first and third, the hedge the second."""
    return [[r["id"], r["value"]["start"], r["value"]["end"], r["value"]["labels"][0]] for r in task["predictions"][0]["result"]]


def annotation(edited: list[list[Any]], **more: Any) -> dict[str, Any]:
    """What Label Studio makes of spans that somebody submitted."""
    regions = [{"id": key, "type": "labels", "value": {"start": start, "end": end, "labels": [label]}} for key, start, end, label in edited]
    return {"result": regions, "was_cancelled": False, "completed_by": 7} | more


def labels_read(folder: Path, annotations: Any, **more: Any) -> list[dict[str, str]]:
    (folder / "back.json").write_text(json.dumps([exported(folder) | {"annotations": annotations} | more]), encoding="utf-8")
    return read_label_studio(folder / "back.json")


def doccano_line(folder: Path) -> dict[str, Any]:
    write_doccano(result(), folder, {})
    return dict(json.loads((folder / "doccano.jsonl").read_text(encoding="utf-8")))


def said(rows: list[dict[str, str]]) -> list[tuple[str, str, str, str]]:
    return [(row["id"], row["text"], row["decision"], row["note"]) for row in rows]


def test_labels_stand_on_their_words(tmp_path: Path) -> None:
    task, row, units = exported(tmp_path), doccano_line(tmp_path), TEXT.encode("utf-16-le")
    expected = [("claim:efficacy", "Zinc may shorten colds."), ("hedge", "may"), ("claim:composition", "The lamp weighs\n45 g."), ("marketing", "blue")]

    assert [(label, TEXT[start:end]) for _, start, end, label in spans(task)] == expected
    assert [key for key, *_ in spans(task)][::2] == ["c1", "c2"]
    assert (task["data"]["text"], task["data"]["document"], task["predictions"][0]["score"]) == (TEXT, "a.txt", 0.75)
    assert [(label, units[2 * start : 2 * end].decode("utf-16-le")) for start, end, label in row["label"]] == expected, "doccano counts UTF-16 units"
    assert row["text"] == TEXT


def test_the_configuration_fits_the_tasks(tmp_path: Path) -> None:
    from lxml import etree

    task = exported(tmp_path)
    page = etree.parse(str(tmp_path / "label-studio-config.xml"))

    assert page.xpath("//Label/@value") == [*(f"claim:{name}" for name in CLASSES["type"]), "hedge", "marketing"]
    assert {(r["from_name"], r["to_name"]) for r in task["predictions"][0]["result"]} == {(page.xpath("//Labels/@name")[0], page.xpath("//Text/@name")[0])}
    assert {value.removeprefix("$") for value in page.xpath("//Text/@value | //Header/@value")} <= set(task["data"])


def test_claims_that_were_rejected_are_not_asked_again(tmp_path: Path) -> None:
    write_label_studio(result(), tmp_path, {"c1": ("reject", ""), "c2": ("accept", "")})
    (task,) = json.loads((tmp_path / "label-studio.json").read_text(encoding="utf-8"))

    assert [key for key, *_ in spans(task)] == ["c2", spans(task)[1][0]]
    assert [one["id"] for one in task["data"]["claims"]] == ["c2"]


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (lambda s: s.append(["x", 48, 59, "claim:safety"]), [(*ZINC, "accept", ""), (*LAMP, "accept", ""), ("", "It is blue.", "claim", "type=safety")]),
        (lambda s: s.pop(2), [(*ZINC, "accept", ""), (*LAMP, "reject", "")]),
        (lambda s: s[0].__setitem__(3, "claim:safety"), [(*ZINC, "type=safety", ""), (*LAMP, "accept", "")]),
        (lambda s: s[0].__setitem__(3, "hedge"), [(*ZINC, "reject", ""), (*LAMP, "accept", "")]),
        (lambda s: s.clear(), [(*ZINC, "reject", ""), (*LAMP, "reject", "")]),
        (lambda s: s[2].__setitem__(1, 30), [(*ZINC, "accept", ""), (*LAMP, "accept", "marked instead: lamp weighs 45 g.")]),
        (lambda s: s[2].__setitem__(2, 59), [(*ZINC, "accept", ""), (*LAMP, "accept", "marked instead: The lamp weighs 45 g. It is blue.")]),
        (
            lambda s: s[2].__setitem__(slice(1, 3), [45, 59]),
            [(*ZINC, "accept", ""), (*LAMP, "reject", ""), ("", "g. It is blue.", "claim", "type=composition")],
        ),
        (lambda s: s.insert(0, ["y", 2, 25, "claim:other"]), [(*ZINC, "accept", "also labelled other"), (*LAMP, "accept", "")]),
        (
            lambda s: s[0].__setitem__(3, "claim:safety") or s.insert(0, ["y", 2, 10, "claim:efficacy"]),
            [(*ZINC, "type=safety", ""), ("", "Zinc may", "claim", "type=efficacy"), (*LAMP, "accept", "")],
        ),
    ],
)
def test_corrected_spans_come_back_as_decisions(tmp_path: Path, edit: Edit, expected: list[tuple[str, ...]]) -> None:
    """By the places alone, as doccano has them, and as Label Studio has them when a person drew the region anew."""
    edited, line = spans(exported(tmp_path)), doccano_line(tmp_path)
    edit(edited)
    line["label"] = [[start + (start > 0), end + 1, label] for _, start, end, label in edited]
    (tmp_path / "ada.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    rows = labels_read(tmp_path, [annotation([["new", *rest] for _, *rest in edited])])

    assert said(rows) == expected
    assert said(read_doccano(tmp_path / "ada.jsonl")) == expected
    assert [{key: row[key] for key in ("kind", "document", "reviewer")} for row in rows] == [
        {"kind": "claim" if row["id"] else "sentence", "document": "a.txt", "reviewer": "7"} for row in rows
    ]
    assert {row["reviewer"] for row in read_doccano(tmp_path / "ada.jsonl")} == {"ada"}


def test_a_region_is_known_by_its_id_wherever_it_was_moved(tmp_path: Path) -> None:
    edited = spans(exported(tmp_path))
    edited[0][1:], edited[2][1:3] = [48, 59, "claim:status"], [2, 25]

    assert [(key, decision) for key, _, decision, _ in said(labels_read(tmp_path, [annotation(edited)]))] == [("c1", "type=status"), ("c2", "accept")]


@pytest.mark.parametrize(
    ("more", "reviewers"),
    [
        ([], []),
        ([{"was_cancelled": True}], []),
        ([{"completed_by": {"id": 3, "email": "ada@lab.example"}}], ["ada@lab.example"]),
        ([{"completed_by": 3}, {"completed_by": 4}], ["3", "4"]),
        ([{"completed_by": 3}, {"completed_by": 3}], ["3"]),
        ([{"completed_by": None}, {"completed_by": None}], ["", ""]),
        ([{"completed_by": 3, "was_cancelled": True}, {"completed_by": 4}], ["4"]),
    ],
)
def test_only_what_somebody_submitted_counts(tmp_path: Path, more: list[dict[str, Any]], reviewers: list[str]) -> None:
    rows = labels_read(tmp_path, [annotation(spans(exported(tmp_path)), **one) for one in more])

    assert [row["reviewer"] for row in rows][::2] == reviewers


def test_predictions_alone_say_nothing(tmp_path: Path) -> None:
    exported(tmp_path)
    write_doccano(result(), tmp_path, {})

    assert read_label_studio(tmp_path / "label-studio.json") == []
    assert read_doccano(tmp_path / "doccano.jsonl") == []
    assert [row["decision"] for row in read_doccano(tmp_path / "doccano.jsonl", approved=True)] == ["accept", "accept"]


def test_what_a_person_wrote_beside_a_span_is_its_note(tmp_path: Path) -> None:
    work = annotation(spans(exported(tmp_path)))
    work["result"][0]["meta"] = {"text": ["not sure"]}
    work["result"].append({"type": "choices", "value": {"choices": ["good"]}})

    assert [row["note"] for row in labels_read(tmp_path, [work])] == ["not sure", ""]


def test_doccano_projects_with_relations(tmp_path: Path) -> None:
    line = doccano_line(tmp_path)
    line["entities"] = [
        {"id": n, "start_offset": s, "end_offset": e, "label": label} for n, (s, e, label) in enumerate(line.pop("label")) if label != "claim:efficacy"
    ]
    (tmp_path / "all.jsonl").write_text(json.dumps(line, ensure_ascii=False) + "\n\n", encoding="utf-8-sig")
    rows = read_doccano(tmp_path / "all.jsonl")

    assert [(row["id"], row["decision"], row["reviewer"]) for row in rows] == [("c1", "reject", ""), ("c2", "accept", "")]


@pytest.mark.parametrize(
    ("task", "told"),
    [
        ("{", "found no JSON"),
        ("{}", "no list of tasks"),
        ([7], "task 1: found no data"),
        ([{"id": 1, "text": TEXT, "label": []}], "not as JSON-MIN"),
        ([{"data": {"text": TEXT, "document": "a.txt"}, "annotations": [annotation([])]}], "list of exported claims is gone"),
        ([{"data": {"text": TEXT, "document": "a.txt", "claims": []}, "annotations": {}}], "'annotations' is no list"),
        (
            [{"data": {"text": TEXT, "document": "a.txt", "claims": []}, "annotations": [annotation([["x", 1, 99, "hedge"]])]}],
            "from 1 to 99, expected one inside the 59",
        ),
        ([{"data": {"text": TEXT, "document": "a.txt", "claims": []}, "annotations": [annotation([["x", 9, 9, "hedge"]])]}], "from 9 to 9"),
        ([{"data": {"text": TEXT, "document": "a.txt", "claims": []}, "annotations": [annotation([["x", "1", 9, "hedge"]])]}], "a span from 1 to 9"),
        ([{"data": {"text": TEXT, "document": "a.txt", "claims": []}, "annotations": [annotation([["x", 1, 9, "claim:magic"]])]}], "'claim:magic' has no type"),
    ],
)
def test_badly_formed_label_studio_files(tmp_path: Path, task: Any, told: str) -> None:
    (tmp_path / "back.json").write_text(task if isinstance(task, str) else json.dumps(task), encoding="utf-8")

    with pytest.raises(UsageError, match=rf"back\.json.*{told}"):
        read_label_studio(tmp_path / "back.json")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"label": [[0, 1, "hedge"]]}, "cuts a character in two"),
        ({"label": [[0, 99, "hedge"]]}, "inside the 60 characters"),
        ({"label": [[3, 9]]}, "no list of labels"),
        ({"label": None}, "no list of labels"),
        ({"label": [[3, 9, "claim:"]]}, "'claim:' has no type"),
        ({"meta": {}}, "no text and meta"),
        ({"meta": {"document": "a.txt", "claims": [7]}}, "list of exported claims is gone"),
    ],
)
def test_badly_formed_doccano_files(tmp_path: Path, change: dict[str, Any], told: str) -> None:
    lines = [doccano_line(tmp_path), doccano_line(tmp_path) | change]
    (tmp_path / "back.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")

    with pytest.raises(UsageError, match=rf"back\.jsonl:2: .*{told}"):
        read_doccano(tmp_path / "back.jsonl")


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"])
def test_files_that_cannot_be_read(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "back").write_bytes(content)

    for read in (read_label_studio, read_doccano):
        with pytest.raises(UsageError, match="back: cannot be read"):
            read(tmp_path / "back")
