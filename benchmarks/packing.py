"""What 8 bits cost the large cross-encoder, with its activations evened out before (SmoothQuant) and without.

    python benchmarks/packing.py DATA

Packs the shipped weights both ways and reads the dev pairs of scifact and checkcovid in DATA: the mean distance of the entailment probabilities from
those of the unpacked network, how many answers change, how many are right, and pairs a second as a ratio to the plain packing. Needs the train extra.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import torch

from pipeline.models import models_folder
from pipeline.pair_encoder import ENTAILMENT, LARGE, PairEncoder
from pipeline.train.data import DataFolder
from pipeline.train.pairs.examples import Pair, Tokenise
from pipeline.train.pairs.export import write_pairs
from pipeline.train.pairs.mpnet import LAYERS, WIDTH, MPNet
from pipeline.train.pairs.network import PairNetwork
from pipeline.train.pairs.shipped import load_shipped
from pipeline.train.pairs.training import padded

SETS = ("scifact", "checkcovid")
USUAL = 4
"""Of so many pairs one is looked at for the peaks that are evened out."""


def shipped() -> PairNetwork:
    """Return the shipped network, unpacked."""
    network = PairNetwork(MPNet(), WIDTH)
    load_shipped(network, models_folder() / LARGE / "pairs.onnx", LAYERS)
    return network.eval()


def main() -> None:
    """Print one line for each way of packing."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="folder with data/pairs/<set>/dev.jsonl")
    rows = [row for name in SETS for row in DataFolder(parser.parse_args().data).rows(f"data/pairs/{name}/dev.jsonl")]
    tokenizer = models_folder() / LARGE / "tokenizer.json"
    tokenise, network = Tokenise(tokenizer), shipped()
    encoded = [tokenise(Pair(row["a"], row["b"], {})) for row in rows]
    with torch.no_grad():
        unpacked = np.stack([network.head(network(*padded([pair]))[0], "entailment")[0].softmax(-1).numpy() for pair in encoded])
    truth = np.array([ENTAILMENT.index(row["label"]) for row in rows])
    print(f"{len(rows)} pairs; unpacked: right {(unpacked.argmax(1) == truth).mean():.3f}")
    base = 0.0
    for name, usual in (("plain", []), ("evened out", encoded[::USUAL])):
        with TemporaryDirectory() as place:
            write_pairs(shipped(), tokenizer, Path(place), {}, usual)
            encoder = PairEncoder(Path(place), threads=2)
            started = time.perf_counter()
            found = np.stack([encoder.read(row["a"], row["b"]).entailment for row in rows])
            speed = len(rows) / (time.perf_counter() - started)
        base = base or speed
        other = found.argmax(1) != unpacked.argmax(1)
        print(
            f"{name}: distance {np.abs(found - unpacked).mean():.4f}, other answers {other.mean():.3f}, right {(found.argmax(1) == truth).mean():.3f}, "
            f"speed {speed / base:.2f}"
        )


if __name__ == "__main__":
    main()
