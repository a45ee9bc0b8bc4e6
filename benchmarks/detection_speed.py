"""Words per second of detection end to end (everything after ingest, before match) beside bare en_core_web_sm, in one process, in the same run.

python benchmarks/detection_speed.py [FOLDER]   (the sample corpus by default; every text is read three times, the best round counts)
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path

from pipeline.detect import shared_detector
from pipeline.ingest import read_documents
from pipeline.models import choose_spacy
from pipeline.records import Document
from pipeline.run import analyse_document
from pipeline.settings import Settings

ROUNDS = 3


def best_pace(work: Callable[[], object], words: int) -> float:
    """Return words per second of the fastest round."""
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return words / min(times)


def content(document: Document) -> str:
    """Return the text that detection reads: every block that is not page furniture."""
    return "\n\n".join(document.text[block.start : block.end] for block in document.blocks if block.kind != "boilerplate")


def main(folder: Path) -> None:
    """Measure and print both paces and their ratio."""
    import importlib

    documents = [document for document in read_documents(folder, Settings()) if document.status == "ok"]
    texts = [content(document) for document in documents]
    words = sum(len(text.split()) for text in texts)
    detector = shared_detector()
    whole = importlib.import_module(choose_spacy().package).load()
    analyse_document(documents[0], detector)
    whole(texts[0])
    bare = best_pace(lambda: [whole(text) for text in texts], words)
    piped = best_pace(lambda: list(whole.pipe(texts)), words)
    own = best_pace(lambda: [analyse_document(document, detector) for document in documents], words)
    print(f"{len(documents)} documents, {words} words, one process")
    print(f"bare {choose_spacy().package}, all components: {bare:.0f} words/s one by one, {piped:.0f} as a pipe")
    print(f"claimsift, segment + detect + flag: {own:.0f} words/s")
    print(f"ratio to the faster of the two: {own / max(bare, piped):.2f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent.parent / "corpus")
