"""report.html: one self-contained page. Every word of a document is escaped, and the page's policy lets nothing run but its own script."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from html import unescape
from importlib.resources import files
from pathlib import Path
from typing import Any

from pipeline.credibility import credibility
from pipeline.records import EVIDENCE, CorpusResult, Group
from pipeline.report.page_data import Json, document_data, page_data
from pipeline.report.plots import CERTAINTY, bars, bubbles, contested_by_document, matrix
from pipeline.review.decisions import Decisions, counts

SCRIPTS = ("dom", "data", "words", "lists", "considered", "rows", "claims", "documents", "review", "main")
"""The page's script, in the order in which its files are put together."""
FIRST_ROWS, FIRST_DOCUMENTS = 4, 10
"""Contested rows and documents on the overview."""
_UNSEEN = re.compile("[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""Controls that could turn or hide the words around them."""


@dataclass(frozen=True, slots=True)
class Standout:
    """One line of the overview's table of documents."""

    number: int
    name: str
    title: str
    contested: int
    claims: int
    unsupported: int
    marketing: int
    flags: int
    credibility: float | None


def write_html(result: CorpusResult, out: Path, decisions: Decisions) -> list[str]:
    """Write report.html; return its name."""
    (out / "report.html").write_text(page(result, page_data(result, decisions)), encoding="utf-8")
    return ["report.html"]


def page(result: CorpusResult, data: Json, *, reviewing: bool = False) -> str:
    """Return the page; with ``reviewing`` it takes decisions, and sends them to the server that it came from."""
    from markupsafe import Markup

    style, script = style_sheet(), "".join(_part("page", f"{name}.js") for name in SCRIPTS)
    blocks = [_block("data", data | {"reviewing": reviewing})]
    blocks += [_block(f"doc-{number}", document_data(one)) for number, one in enumerate(result.results)]
    shown = {key: one["shown"] for key, one in data["decisions"].items()}
    context = _overview(result, shown) | {"style": style, "script": Markup(script), "blocks": Markup("\n".join(blocks))}  # noqa: S704
    return render("report.html.jinja", policy=policy(style, script, reviewing=reviewing), reviewing=reviewing, **context)


def style_sheet() -> str:
    """Return the style of every page, as markup that is not escaped."""
    from markupsafe import Markup

    return Markup(_part("templates", "style.css"))  # noqa: S704


def policy(style: str, script: str = "", *, reviewing: bool = False) -> str:
    """Return a content security policy that allows this style and this script, and nothing else."""
    allowed = f"default-src 'none'; style-src {_digest(style)}; img-src data:; base-uri 'none'; form-action 'none'"
    return allowed + (f"; script-src {_digest(script)}" if script else "") + ("; connect-src 'self'" if reviewing else "")


def policy_of(text: str) -> str:
    """Return the policy that a page carries, for the header that a server sends with it."""
    found = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    return unescape(found[1]) if found else "default-src 'none'"


def render(template: str, **context: Any) -> str:
    """Return a page; every value is escaped."""
    from jinja2 import Environment, PackageLoader

    environment = Environment(loader=PackageLoader("pipeline.report"), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.filters["visible"] = visible
    return environment.get_template(template).render(by_document=by_document, marked=marked, **context)


def visible(text: object) -> str:
    """Return text in which signs that turn or hide words are written out."""
    return _UNSEEN.sub(lambda sign: f"⟨U+{ord(sign[0]):04X}⟩", str(text))


def by_document(group: Group) -> list[tuple[str, list[Any]]]:
    """Return (document, cells) of a row, in the row's order."""
    found: dict[str, list[Any]] = {}
    for cell in group.cells:
        found.setdefault(cell.document, []).append(cell)
    return list(found.items())


def marked(text: str, spans: tuple[tuple[int, int], ...]) -> Iterator[tuple[str, bool]]:
    """Yield the pieces of ``text`` with whether they are marked; ``spans`` are in order and do not overlap."""
    position = 0
    for start, end in spans:
        yield text[position:start], False
        yield text[start:end], True
        position = end
    yield text[position:], False


def _part(folder: str, name: str) -> str:
    return (files("pipeline.report") / folder / name).read_text(encoding="utf-8")


def _block(name: str, value: Json) -> str:
    """A value as a data block: no text in it can end the block."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign, escape in (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026"), ("\u2028", "\\u2028"), ("\u2029", "\\u2029")):
        text = text.replace(sign, escape)
    return f'<script type="application/json" id="{name}">{text}</script>'


def _digest(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _overview(result: CorpusResult, shown: Mapping[str, str]) -> dict[str, Any]:
    claims = max(1, len(result.claims))
    contested = [g for g in result.groups if g.verdict in ("contradiction", "strength_difference")]
    verdicts = Counter(group.verdict for group in result.groups)
    return {
        "counts": {"documents": len(result.documents), "analysed": 0, "claims": 0, "flags": 0} | result.counts,
        "version": result.run.get("version", ""),
        "verdicts": {name: verdicts[name] for name in ("contradiction", "strength_difference", "agreement", "single_source")},
        "shared": verdicts.total() - verdicts["single_source"],
        "unsupported": round(100 * sum(c.support == "unsupported" for c in result.claims) / claims),
        "hedged": round(100 * sum(bool(c.hedges) for c in result.claims) / claims),
        "bubbles": bubbles(result),
        "ladder": EVIDENCE,
        "certainty": CERTAINTY,
        "bars": bars(result),
        "matrix": matrix(result),
        "contested": contested[:FIRST_ROWS],
        "more_contested": len(contested) if len(contested) > FIRST_ROWS else 0,
        "numbers": {document.name: number for number, document in enumerate(result.documents)},
        "outstanding": _outstanding(result, shown),
        "failed": [d for d in result.documents if d.status == "failed"],
        "skipped": [d for d in result.documents if d.status == "skipped"],
    }


def _outstanding(result: CorpusResult, shown: Mapping[str, str]) -> list[Standout]:
    """The documents with the most contested rows, then with the most flags for each claim."""
    contested = contested_by_document(result.groups)
    found = []
    for number, one in enumerate(result.results):
        if one.document.status == "ok":
            unsupported, selling = sum(c.support == "unsupported" for c in one.claims), sum(bool(s.marketing) for s in one.sentences)
            name, title = one.document.name, one.document.title
            flags = sum(counts(shown.get(flag.flag_id, "")) and counts(shown.get(flag.claim_id, "")) for flag in one.flags)
            found.append(Standout(number, name, title, contested[name], len(one.claims), unsupported, selling, flags, credibility(one)))
    return sorted(found, key=lambda d: (-d.contested, -d.flags / max(1, d.claims), d.number))[:FIRST_DOCUMENTS]
