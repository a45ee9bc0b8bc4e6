"""Label Studio: one task a document with the claims, hedges and marketing as predictions; and what people made of them, as decisions.

Offsets are code points of the text, as Label Studio counts them. The way: make a project, paste label-studio-config.xml as its labelling
interface, import label-studio.json, correct and submit; export as JSON (not JSON-MIN) and read that file back.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pipeline import __version__
from pipeline.errors import UsageError
from pipeline.records import CorpusResult
from pipeline.report.labelling import LABELS, Span, Work, checked, claim_places, decided, labelled, places_of, read_json, read_text
from pipeline.review.decisions import Decisions

TASKS, CONFIG = "label-studio.json", "label-studio-config.xml"
_COLOURS = ("#1a6b3c", "#2450a6", "#b3261e", "#6b4ba3", "#00696d", "#8a4b00", "#5b6575", "#a3386f", "#4d4d4d", "#c79a00", "#e0569b")
_FROM, _TO = "label", "text"


def write_label_studio(result: CorpusResult, out: Path, decisions: Decisions) -> list[str]:
    """Write the tasks and the labelling configuration that fits them; return their names."""
    tasks = [_task(one.document.name, one.document.text, spans) for one, spans in labelled(result, decisions)]
    (out / TASKS).write_text(json.dumps(tasks, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    (out / CONFIG).write_text(_config(), encoding="utf-8")
    return [TASKS, CONFIG]


def read_label_studio(path: Path) -> list[dict[str, str]]:
    """Return what people decided, from a file that Label Studio exported as JSON: rows with id, kind, document, text, decision, note and reviewer.

    Tasks that nobody submitted, and skipped ones, say nothing; of several annotations of one person the last counts. Raises UsageError.
    """
    tasks = read_json(read_text(path), str(path))
    if not isinstance(tasks, list):
        raise UsageError(f"{path}: found no list of tasks; expected a project exported as JSON")
    return [row for number, task in enumerate(tasks, 1) for work in _works(task, f"{path}: task {number}") for row in decided(work)]


def _task(document: str, text: str, spans: list[Span]) -> dict[str, Any]:
    scores = [span.score for span in spans if span.score is not None]
    prediction = {
        "model_version": f"claimsift {__version__}",
        "score": round(sum(scores) / len(scores), 4) if scores else 0.0,
        "result": [_region(span, text) for span in spans],
    }
    return {"data": {"text": text, "document": document, "claims": claim_places(spans)}, "predictions": [prediction] if spans else []}


def _region(span: Span, text: str) -> dict[str, Any]:
    value = {"start": span.start, "end": span.end, "text": text[span.start : span.end], "labels": [span.label]}
    score = {} if span.score is None else {"score": span.score}
    return {"id": span.id, "from_name": _FROM, "to_name": _TO, "type": "labels", "value": value, **score}


def _config() -> str:
    labels = "\n".join(f'    <Label value="{label}" background="{colour}"/>' for label, colour in zip(LABELS, _COLOURS, strict=True))
    # Without pre-wrap the page would drop blanks that the offsets count.
    return f"""<View>
  <Style>.htx-text, .htx-richtext {{ white-space: pre-wrap; }}</Style>
  <Header value="$document"/>
  <Labels name="{_FROM}" toName="{_TO}">
{labels}
  </Labels>
  <Text name="{_TO}" value="$text" valueType="text"/>
</View>
"""


def _works(task: Any, where: str) -> list[Work]:
    """The work of each person on one task."""
    data = task.get("data") if isinstance(task, dict) else None
    if not isinstance(data, dict) or not isinstance(data.get("text"), str) or not isinstance(data.get("document"), str):
        raise UsageError(f"{where}: found no data with text and document; expected a project made from {TASKS}, exported as JSON and not as JSON-MIN")
    text = data["text"]
    found: dict[str, Work] = {}
    for one in _list(task.get("annotations"), where, "annotations"):
        if not isinstance(one, dict):
            raise UsageError(f"{where}: found an annotation that is no object; expected a project exported as JSON")
        if one.get("was_cancelled"):
            continue
        reviewer = _reviewer(one.get("completed_by"))
        spans = tuple(span for region in _list(one.get("result"), where, "result") for span in _spans(region, where, len(text)))
        # Where the export leaves out who did it, every annotation may be somebody else's.
        found[reviewer or f"\0{len(found)}"] = Work(data["document"], text, places_of(data.get("claims"), where, len(text)), spans, reviewer)
    return list(found.values())


def _spans(region: Any, where: str, length: int) -> list[Span]:
    """The spans of one region: one for each of its labels; what is no labelled text (a choice, a relation) has none."""
    if not isinstance(region, dict) or region.get("type") != "labels":
        return []
    value, meta = region.get("value"), region.get("meta")
    if not isinstance(value, dict):
        raise UsageError(f"{where}: found a label without a place; expected a project exported as JSON")
    written = meta.get("text", []) if isinstance(meta, dict) else []
    note = " ".join(map(str, written)) if isinstance(written, list) else str(written)
    place = str(region.get("id", "")), value.get("start", -1), value.get("end", -1)
    return [checked(Span(*place, str(label), note=note), where, length) for label in _list(value.get("labels"), where, "labels")]


def _reviewer(value: Any) -> str:
    """Who did it: Label Studio gives a number, or an object with the address."""
    if isinstance(value, dict):
        value = value.get("email") or value.get("id")
    return "" if value is None else str(value)


def _list(value: Any, where: str, name: str) -> list[Any]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise UsageError(f"{where}: '{name}' is no list; expected a project exported as JSON")
    return value
