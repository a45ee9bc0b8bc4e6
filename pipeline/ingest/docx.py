"""Word documents (.docx)."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

from pipeline.errors import DocumentError
from pipeline.ingest.builder import Draft
from pipeline.ingest.byline import find_byline
from pipeline.ingest.decode import squeeze
from pipeline.ingest.html_walk import join_cells
from pipeline.ingest.lines import BULLET
from pipeline.records import Kind, Reference

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.table import Table
    from docx.text.paragraph import Paragraph

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_UNPACKED_LIMIT = 200_000_000
_REFERENCES = re.compile(r"^(?:references|bibliography|works cited|literature|sources)\s*:?$", re.IGNORECASE)


def read_docx(data: bytes) -> Draft:
    """Return the blocks of a Word file; raises DocumentError when it is damaged, encrypted or absurdly large."""
    word = _open(data)
    draft = Draft()
    facts = word.core_properties
    draft.title, draft.author = squeeze(facts.title or ""), squeeze(facts.author or "")
    if draft.author == "python-docx":
        draft.author = ""
    moment = facts.created
    draft.published = moment.date().isoformat() if moment and moment.year > 2013 else ""
    for section in word.sections:
        for furniture in (section.header, section.footer):
            for paragraph in furniture.paragraphs:
                draft.add(squeeze(paragraph.text), "boilerplate")
    _read_body(word, draft)
    author, published = find_byline(draft.text)
    draft.author, draft.published = draft.author or author, published or draft.published
    return draft


def _open(data: bytes) -> WordDocument:
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    if data.startswith(_OLE):
        raise DocumentError("password-protected or in the old .doc format; open it in a word processor and save it as .docx without a password")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
            if unpacked > _UNPACKED_LIMIT:
                raise DocumentError(f"unpacks to {unpacked:,} bytes, more than the {_UNPACKED_LIMIT:,} that are read")
            if any(entry.flag_bits & 1 for entry in archive.infolist()):
                raise DocumentError("password-protected; save it without a password")
        return docx.Document(io.BytesIO(data))
    except DocumentError:
        raise
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError, OSError, SyntaxError) as error:
        raise DocumentError(f"not a readable Word file ({error}); it may be cut off") from error


def _read_body(word: WordDocument, draft: Draft) -> None:
    from docx.table import Table

    in_references = False
    for item in word.iter_inner_content():
        if isinstance(item, Table):
            _add_table(item, draft)
            continue
        text = squeeze(item.text)
        style = (item.style.name or "").lower() if item.style is not None else ""
        if style == "title" or (level := _heading_level(style, item)):
            in_references = bool(_REFERENCES.match(text))
            draft.title = draft.title or text
            draft.heading(text, 1 if style == "title" else level, kind="question" if text.endswith("?") else "heading")
        elif in_references and text:
            draft.references.append(Reference(str(len(draft.references) + 1), BULLET.sub("", text)))
            draft.add(text, "boilerplate")
        else:
            draft.add(BULLET.sub("", text), _kind(style, item, text))


def _heading_level(style: str, paragraph: Paragraph) -> int:
    if match := re.match(r"heading (\d)", style):
        return int(match[1]) + 1
    text = squeeze(paragraph.text)
    runs = [run for run in paragraph.runs if run.text.strip()]
    bold = bool(runs) and all(run.bold for run in runs)
    return 3 if bold and len(text.split()) <= 12 and text[-1:] not in ".!;," else 0


def _kind(style: str, paragraph: Paragraph, text: str) -> Kind:
    if "quote" in style:
        return "quote"
    numbered = paragraph.paragraph_format.element.find(".//{*}numPr") is not None
    if "list" in style or numbered or BULLET.match(text):
        return "list_item"
    return "question" if text.endswith("?") and len(text.split()) <= 20 else "prose"


def _add_table(table: Table, draft: Draft) -> None:
    for row in table.rows:
        cells: list[str] = []
        for cell in row.cells:
            text = squeeze(cell.text)
            if text and (not cells or cells[-1] != text):
                cells.append(text)
        draft.add(join_cells(cells), "table")
