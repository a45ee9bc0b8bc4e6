"""Why sentences are encoded one a call: speed and vectors of single calls beside padded batches, with one thread and with two.

python benchmarks/encoder_batches.py [FOLDER]   (the sample corpus by default)
"""

import sys
import time
from pathlib import Path

import numpy as np

from pipeline.encoder import FILES, Encoder
from pipeline.ingest import read_documents
from pipeline.models import verified_folder
from pipeline.segment import split_sentences
from pipeline.settings import Settings


def batched(encoder: Encoder, texts: list[str], size: int) -> np.ndarray:
    """Return the pooled vectors of ``texts``, encoded in batches of ``size`` sorted by length."""
    ids = [encoder._tokenizer.encode(text).ids for text in texts]
    order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
    found: dict[int, np.ndarray] = {}
    for start in range(0, len(order), size):
        rows = order[start : start + size]
        longest = max(len(ids[i]) for i in rows)
        table, mask = np.zeros((len(rows), longest), dtype=np.int64), np.zeros((len(rows), longest), dtype=np.int64)
        for row, i in enumerate(rows):
            table[row, : len(ids[i])], mask[row, : len(ids[i])] = ids[i], 1
        pooled = encoder._graphs["encoder"].run(["pooled"], {"ids": table, "mask": mask})[0]
        found.update(zip(rows, pooled, strict=True))
    return np.stack([found[i] for i in range(len(texts))])


def main(folder: Path) -> None:
    """Print sentences per second and the least cosine to the vector of a single call."""
    documents = [document for document in read_documents(folder, Settings()) if document.status == "ok"]
    texts = [s.text for document in documents for s in split_sentences(document) if s.kind != "boilerplate"]
    alone = None
    for threads in (1, 2):
        encoder = Encoder(verified_folder("encoder", FILES), threads)
        for size in (1, 8, 32):
            batched(encoder, texts[:50], size)
            started = time.perf_counter()
            vectors = batched(encoder, texts, size)
            pace = len(texts) / (time.perf_counter() - started)
            alone = vectors if alone is None else alone
            cosine = (vectors * alone).sum(1) / np.linalg.norm(vectors, axis=1) / np.linalg.norm(alone, axis=1)
            print(f"threads {threads}, batch {size:2}: {pace:4.0f} sentences/s, least cosine to a single call {cosine.min():.4f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent.parent / "corpus")
