"""One corpus through the flow. Read this file first: STAGES is the order in which everything happens."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import __version__
from pipeline.errors import DocumentError, NothingChecked, UsageError
from pipeline.ingest import Source, find_sources, read_bytes, read_source, skip_reason
from pipeline.ingest.sources import read_sources
from pipeline.records import Claim, CorpusResult, Document, DocumentResult
from pipeline.settings import Settings
from pipeline.store import FILE_NAME, Store, open_store

if TYPE_CHECKING:
    from pipeline.detect import Detector

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how many are done, and of how many."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of the flow: its name, what goes in and comes out, and what it does."""

    name: str
    flow: str
    does: str


STAGES: tuple[Stage, ...] = (
    Stage("ingest", "file → Document", "reads every format; page furniture, headings, lists and tables are told apart"),
    Stage("segment", "Document → Sentence", "splits sentences and list items, each with its kind and exact place"),
    Stage("detect", "Sentence → Claim", "finds claims, hedges, sources, evidence, quantities, and what is said of what"),
    Stage("flag", "Sentence and Claim → Flag", "runs the checks: salesmanship, missing sources, overclaims, inner conflicts"),
    Stage("match", "all documents' Claims → Match and Group", "finds who says the same, who differs, who contradicts, who copied"),
    Stage("report", "results → files", "writes CSV, JSON and HTML, and more on demand"),
)


def analyse_document(document: Document, detector: Detector) -> DocumentResult:
    """Segment, detect and flag one readable document."""
    from pipeline.detect import detect_claims
    from pipeline.flag import flag_claims
    from pipeline.models import load_language
    from pipeline.segment import parse_sentences

    if document.status != "ok":
        return DocumentResult(document)
    try:
        sentences, claims, statements = detect_claims(parse_sentences(document, load_language()), detector)
        return DocumentResult(document, sentences, claims, flag_claims(document, sentences, claims, detector.settings), statements)
    except Exception as error:
        # One document that trips an analysis becomes a row that says so; the others are still read.
        return DocumentResult(replace(document, status="failed", error=f"internal error: {type(error).__name__}: {str(error)[:160]}; please report it"))


def run_corpus(root: Path, settings: Settings, *, store_path: Path | None = None, progress: Progress = lambda *_: None) -> CorpusResult:
    """Take every file under ``root`` through all stages but report.

    With ``store_path`` (a folder), documents whose content, settings and models have not changed are taken from its SQLite file.
    Raises UsageError when there is nothing under ``root``, NothingChecked when no document could be analysed.
    """
    started = time.perf_counter()
    sources = find_sources(root, read_sources(root) if root.is_dir() else {})
    if not sources:
        raise UsageError(f"{root}: no files in it; expected documents such as .txt, .md, .html, .pdf or .docx")
    timings: dict[str, float] = {}
    if store_path is None:
        results = [result for result, _ in _analyse_all(sources, settings, None, progress)]
    else:
        with open_store(store_path / FILE_NAME) as store:
            kept = list(_analyse_all(sources, settings, store, progress))
            store.keep_only({key for _, key in kept})
        results = [result for result, _ in kept]
    timings["documents"] = round(time.perf_counter() - started, 3)
    found = replace(match_results(results, settings, timings, progress), root=str(root))
    if store_path is not None:
        with open_store(store_path / FILE_NAME) as store:
            written = store.put_run(replace(found, root=str(root.resolve())))
        if not written:
            words = f"{store_path / FILE_NAME} cannot be written or is in use: claimsift review and decisions will show an older run, or none"
            found = replace(found, run=found.run | {"store": words})
    return found


def analyse_corpus(root: Path, settings: Settings) -> CorpusResult:
    """Take every file under ``root`` through the stages up to flag: nothing is matched."""
    sources = find_sources(root, read_sources(root))
    return CorpusResult(tuple(result for result, _ in _analyse_all(sources, settings, None, lambda *_: None)))


def run_files(paths: list[Path], settings: Settings) -> CorpusResult:
    """Take single files through all stages but report; raises UsageError for one that is not there."""
    for path in paths:
        if not path.is_file():
            raise UsageError(f"{path}: no such file")
    names = [path.name for path in paths]
    sources = [Source(path, path.name if names.count(path.name) == 1 else path.resolve().as_posix(), {}) for path in paths]
    results = [result for result, _ in _analyse_all(sources, settings, None, lambda *_: None)]
    return match_results(results, settings, {}, lambda *_: None)


def run_texts(texts: Mapping[str, str], settings: Settings) -> CorpusResult:
    """Take texts by name through all stages but report."""
    from pipeline.detect import make_detector
    from pipeline.ingest import document_of
    from pipeline.ingest.builder import Draft
    from pipeline.ingest.txt import fill_txt

    detector = make_detector(settings)
    results = []
    for name in sorted(texts):
        draft = Draft()
        fill_txt(draft, texts[name])
        document = document_of(draft, name, "txt", {}, sha256(texts[name].encode()).hexdigest())
        results.append(analyse_document(document if document.text else replace(document, status="failed", error="no text in it"), detector))
    return match_results(results, settings, {}, lambda *_: None)


def match_results(results: list[DocumentResult], settings: Settings, timings: dict[str, float], progress: Progress) -> CorpusResult:
    """Match the claims of all documents and put the counts and facts of the run together."""
    from pipeline.match import match_claims

    if not any(result.document.status == "ok" for result in results):
        reasons = "; ".join(f"{r.document.name}: {r.document.error}" for r in results[:5])
        raise NothingChecked(f"none of {len(results)} files could be analysed ({reasons})", results)
    progress("looking for pairs", 0, 1)
    started = time.perf_counter()
    documents = [result.document for result in results]
    claims = [claim for result in results for claim in result.claims]
    statements = [statement for result in results for statement in result.statements]
    matches, groups, candidates = match_claims(claims, statements, documents, settings, lambda done, total: progress("comparing pairs of claims", done, total))
    timings["match"] = round(time.perf_counter() - started, 3)
    progress("matching", 1, 1)
    counts = {
        "documents": len(documents),
        "analysed": sum(d.status == "ok" for d in documents),
        "sentences": sum(len(result.sentences) for result in results),
        "claims": len(claims),
        "flags": sum(len(result.flags) for result in results),
        "candidate_pairs": candidates,
        "matches": sum(m.relation != "considered" for m in matches),
        "considered": sum(m.relation == "considered" for m in matches),
        "contradictions": sum(m.relation == "contradicts" for m in matches),
        "groups": len(groups),
    }
    return CorpusResult(tuple(results), matches, groups, counts, _facts(settings, documents, timings))


def _facts(settings: Settings, documents: list[Document], timings: dict[str, float]) -> dict[str, object]:
    from dataclasses import asdict

    from pipeline.lexicon import lexicon_digest
    from pipeline.models import choose_spacy, model_digests

    choice = choose_spacy()
    return {
        "version": __version__,
        "python": sys.version.split()[0],
        "settings": asdict(settings),
        "spacy_pipeline": {"package": choice.package, "version": choice.version, "passed_over": list(choice.passed_over)},
        "models": model_digests(),
        "lexicons": lexicon_digest(),
        "timings_s": timings,
        "peak_memory_mb": _peak_memory_mb(),
        "not_checked": [{"document": d.name, "reason": d.error} for d in documents if d.status != "ok"],
    }


def _peak_memory_mb() -> int | None:
    """The most memory that this process has used; None where the system does not tell (Windows)."""
    try:
        import resource
    except ImportError:
        return None
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit)


def _analyse_all(sources: list[Source], settings: Settings, store: Store | None, progress: Progress) -> Iterator[tuple[DocumentResult, str]]:
    """Yield (result, key) for every source, in order; what is new is analysed, in ``settings.jobs`` processes."""
    from pipeline.lexicon import lexicon_digest
    from pipeline.models import model_digests

    basis = sha256(f"{code_digest()}{settings.digest()}{lexicon_digest()}{sorted(model_digests().items())}".encode()).hexdigest()
    found: dict[int, tuple[DocumentResult, str]] = {}
    fresh: list[tuple[int, Document, str]] = []
    for number, source in enumerate(sources):
        progress(f"reading {source.name}", number, len(sources))
        key, kept, data = _kept(source, settings, basis, store)
        if kept is not None:
            found[number] = (kept, key)
            continue
        fresh.append((number, read_source(source, settings, data), key))
    for done, ((number, document, key), result) in enumerate(zip(fresh, _analyse(fresh, settings), strict=True), 1):
        progress(f"analysing {document.name}", len(found) + done, len(sources))
        found[number] = (result, key)
        if store is not None and key and result.document.status != "failed":
            store.put(key, result)
    for number in range(len(sources)):
        yield found[number]


@cache
def code_digest() -> str:
    """Return one SHA-256 over the package's own code and the versions it runs on: results of other code are not taken over."""
    from importlib.metadata import version

    digest = sha256(f"{__version__} {version('spacy')} {version('scikit-learn')}".encode())
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _kept(source: Source, settings: Settings, basis: str, store: Store | None) -> tuple[str, DocumentResult | None, bytes]:
    """Return a source's key, its kept result if there is one, and its bytes; no key for what is not read."""
    if skip_reason(source, settings):
        return "", None, b""
    try:
        data = read_bytes(source, settings)
    except DocumentError:
        return "", None, b""
    key = sha256(f"{basis}{source.name}{sorted(source.row.items())}{sha256(data).hexdigest()}".encode()).hexdigest()
    return key, store.get(key) if store is not None else None, data


def _analyse(fresh: list[tuple[int, Document, str]], settings: Settings) -> Iterable[DocumentResult]:
    documents = [document for _, document, _ in fresh]
    readable = sum(document.status == "ok" for document in documents)
    if settings.jobs > 1 and readable > 1:
        return _in_processes(documents, settings)
    from pipeline.detect import make_detector

    if not readable:
        return (DocumentResult(document) for document in documents)
    detector = make_detector(settings)
    return (analyse_document(document, detector) for document in documents)


def _in_processes(documents: list[Document], settings: Settings) -> Iterator[DocumentResult]:
    """Plain records go to the processes and come back; spaCy's objects never do."""
    import multiprocessing

    with multiprocessing.get_context("spawn").Pool(min(settings.jobs, len(documents)), _start_process, (settings,)) as pool:
        yield from pool.imap(_analyse_in_process, documents)


_detector: list[Detector] = []


def _start_process(settings: Settings) -> None:
    from pipeline.detect import make_detector

    _detector.append(make_detector(settings))


def _analyse_in_process(document: Document) -> DocumentResult:
    return analyse_document(document, _detector[0])


def run_text(text: str) -> DocumentResult:
    """Take one pasted text through segment, detect and flag, whatever its language."""
    from pipeline.detect import shared_detector
    from pipeline.ingest import document_of
    from pipeline.ingest.builder import Draft
    from pipeline.ingest.txt import fill_txt

    draft = Draft()
    fill_txt(draft, text)
    document = replace(document_of(draft, "text", "txt", {}), status="ok", error="")
    return analyse_document(document, shared_detector())


def claims_of_text(text: str) -> tuple[Claim, ...]:
    """Return the claims of one text; their offsets count in ``text`` itself."""
    from pipeline.detect import detect_claims, shared_detector
    from pipeline.ingest.txt import place_blocks
    from pipeline.models import load_language
    from pipeline.segment import parse_sentences

    document = Document("text", text=text, blocks=place_blocks(text), language="en")
    return detect_claims(parse_sentences(document, load_language()), shared_detector())[1]
