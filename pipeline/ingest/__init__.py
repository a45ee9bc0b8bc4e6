"""ingest: file → Document. READERS says which reader takes which file name."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fnmatch import fnmatch
from hashlib import sha256
from pathlib import Path

from pipeline.errors import DocumentError, UsageError
from pipeline.ingest.builder import Draft
from pipeline.ingest.docx import read_docx
from pipeline.ingest.html import read_html
from pipeline.ingest.jats import read_jats
from pipeline.ingest.language import detect_language
from pipeline.ingest.markdown import read_markdown
from pipeline.ingest.mhtml import read_mhtml
from pipeline.ingest.pdf import read_pdf
from pipeline.ingest.sources import FILE_NAME, is_reference
from pipeline.ingest.txt import read_txt
from pipeline.records import Document
from pipeline.settings import Settings

Reader = Callable[[bytes], Draft]

READERS: dict[str, Reader] = {
    ".txt": read_txt,
    ".text": read_txt,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
    ".mhtml": read_mhtml,
    ".mht": read_mhtml,
    ".pdf": read_pdf,
    ".docx": read_docx,
    ".xml": read_jats,
}
"""Reader by file name ending; a new format is one file and one line here."""

FORMATS = {".text": "txt", ".markdown": "md", ".htm": "html", ".xhtml": "html", ".mht": "mhtml", ".xml": "jats"}
_MEDIA = frozenset(".png .jpg .jpeg .gif .webp .svg .avif .bmp .tif .tiff .ico .heic .mp4 .webm .mov .avi .mkv .m4v .mp3 .wav .ogg .m4a".split())


@dataclass(frozen=True, slots=True)
class Source:
    """A file of the corpus before it is read: its path, its name in the results, and its row of sources.csv."""

    path: Path
    name: str
    row: dict[str, str]


RESULTS_MARK = "claimsift.sqlite"
"""A folder with this file in it holds results, not documents."""
DECISIONS_FILE, OWN_MODEL_FILE = "claimsift.decisions.jsonl", "claimsift.model.json"
_BESIDE = frozenset((FILE_NAME, DECISIONS_FILE, OWN_MODEL_FILE, "claimsift.toml"))
"""Files in the top folder of a corpus that are no documents."""


def find_sources(root: Path, rows: dict[str, dict[str, str]]) -> list[Source]:
    """Return the files under ``root`` (or ``root`` itself) in order of name; hidden files, saved pages' ``_files`` and folders of results are left out.

    Links that lead out of the folder are left out too: a corpus cannot make the tool read what is not in it.
    """
    if root.is_file():
        return [Source(root, root.name, rows.get(root.name, {}))]
    if not root.is_dir():
        raise UsageError(f"{root}: no such file or folder; give the folder that holds your documents")
    found = []
    inside = root.resolve()
    for folder, folders, names in os.walk(root):
        if RESULTS_MARK in names:
            folders[:] = []
            continue
        folders[:] = sorted(d for d in folders if not d.startswith(".") and not _is_page_folder(Path(folder), d))
        for name in names:
            path = Path(folder, name)
            if name.startswith((".", "~$")) or (name in _BESIDE and Path(folder) == root) or not _is_inside(path, inside):
                continue
            relative = os.fsencode(path.relative_to(root).as_posix()).decode("utf-8", "backslashreplace")
            found.append(Source(path, relative, rows.get(relative, {})))
    return sorted(found, key=lambda source: source.name)


def _is_inside(path: Path, folder: Path) -> bool:
    """True for a plain file that lies in ``folder``, also when it is a link to one that does."""
    try:
        return path.resolve().is_relative_to(folder) and (path.is_file() or not path.exists())
    except (OSError, RuntimeError):
        return False


def _is_page_folder(folder: Path, name: str) -> bool:
    """``X_files`` beside ``X.html`` holds a saved page's pictures and scripts."""
    if not name.endswith(("_files", "-files", "_Dateien", "_fichiers")):
        return False
    stem = name.rsplit("_", 1)[0] if "_" in name else name.rsplit("-", 1)[0]
    return any((folder / f"{stem}{ending}").exists() for ending in (".html", ".htm", ".xhtml"))


def read_bytes(source: Source, settings: Settings) -> bytes:
    """Return the file's bytes; raises DocumentError for what cannot or should not be read whole."""
    try:
        size = source.path.stat().st_size
        if size > settings.max_megabytes * 1_000_000:
            raise DocumentError(f"{size / 1e6:.1f} MB, more than the {settings.max_megabytes} MB that are read; split it or raise max_megabytes")
        if size == 0:
            raise DocumentError("empty file")
        return source.path.read_bytes()
    except OSError as error:
        raise DocumentError(f"cannot be opened: {error.strerror or error}") from error


def skip_reason(source: Source, settings: Settings) -> str:
    """Return why a file is not looked at, or an empty string."""
    ending = source.path.suffix.lower()
    if ending in _MEDIA:
        return "picture, sound or video: not checked"
    if any(fnmatch(source.path.name.lower(), pattern.lower()) for pattern in settings.exclude):
        return "left out by the setting 'exclude'"
    if ending not in READERS:
        return f"format {ending or 'without an ending'} is not read; convert it to one of {', '.join(sorted(READERS))}"
    return ""


def read_document(source: Source, data: bytes) -> Document:
    """Read one file; raises DocumentError with what was wrong."""
    ending = source.path.suffix.lower()
    try:
        draft = READERS[ending](data)
    except DocumentError:
        raise
    except RecursionError as error:
        raise DocumentError("nested too deeply to be read") from error
    except Exception as error:
        # A damaged file finds ways through the libraries that nobody has thought of: it costs itself, not the run.
        raise DocumentError(f"cannot be read as {ending[1:]} ({type(error).__name__}: {str(error)[:120]}); it may be damaged") from error
    document = document_of(draft, source.name, FORMATS.get(ending, ending[1:]), source.row)
    if not document.text.strip():
        raise DocumentError("no text in it")
    return document


def document_of(draft: Draft, name: str, format_: str, row: dict[str, str], digest: str = "") -> Document:
    """Freeze a draft, with what sources.csv adds; a language other than English is marked as skipped."""
    text = draft.text
    content = " ".join(text[block.start : block.end] for block in draft.blocks if block.kind != "boilerplate")
    language = detect_language(content) or draft.language
    foreign = language not in ("", "en")
    return Document(
        name=name,
        text=text,
        format=format_,
        title=row.get("title") or draft.title,
        author=row.get("author") or draft.author,
        published=row.get("published") or draft.published,
        url=row.get("url") or draft.url,
        publisher=row.get("publisher") or draft.publisher,
        kind=row.get("kind", ""),
        language=language,
        sha256=digest,
        reference=is_reference(row),
        blocks=tuple(draft.blocks),
        links=tuple(draft.links),
        references=tuple(draft.references),
        details=tuple(draft.details),
        status="skipped" if foreign else "ok",
        error=f"language '{language}': only English is analysed" if foreign else "",
    )


def read_documents(root: Path, settings: Settings, rows: dict[str, dict[str, str]] | None = None) -> Iterator[Document]:
    """Yield a Document for every file under ``root``, also for those that cannot be read (status failed or skipped)."""
    for source in find_sources(root, rows or {}):
        yield read_source(source, settings)


def read_source(source: Source, settings: Settings, data: bytes = b"") -> Document:
    """Read one source whatever it is; trouble becomes the document's status and error. ``data`` are its bytes, where they have been read."""
    ending = source.path.suffix.lower()
    known = Document(source.name, format=FORMATS.get(ending, ending[1:]))
    if reason := skip_reason(source, settings):
        return replace(known, status="skipped", error=reason)
    try:
        data = data or read_bytes(source, settings)
        if ending in _PLAIN:
            _refuse_long(len(data) // 4, settings)
        document = read_document(source, data)
        _refuse_long(len(document.text), settings)
    except DocumentError as error:
        return replace(known, status="failed", error=str(error), sha256=sha256(data).hexdigest() if data else "")
    return replace(document, sha256=sha256(data).hexdigest())


_PLAIN = (".txt", ".text", ".md", ".markdown")


def _refuse_long(characters: int, settings: Settings) -> None:
    """Raise DocumentError when there is more text than is analysed."""
    if characters > settings.max_characters:
        raise DocumentError(
            f"at least {characters:,} characters of text, more than the {settings.max_characters:,} that are analysed; split it or raise max_characters"
        )
