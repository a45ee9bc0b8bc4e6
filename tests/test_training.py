"""Training: an interrupted run goes on to the same weights. Needs the train extra (torch)."""

from __future__ import annotations

from copy import deepcopy
from functools import partial
from pathlib import Path

import pytest

torch = pytest.importorskip("torch", reason="the train extra is not installed")


def test_an_interrupted_run_ends_like_a_whole_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.train import loop
    from pipeline.train.encoder import training
    from pipeline.train.encoder.examples import Example
    from pipeline.train.encoder.network import Network, Shape

    torch.manual_seed(1)
    network = Network(Shape(("hedge",), {"advice": 3}, {"claim": 2}, 4))
    monkeypatch.setattr(loop, "SAVE_EVERY", 2)
    monkeypatch.setattr(training, "TOKEN_TASKS", ("hedge",))
    batches = [training.Batch([Example([101, 2000 + i, 2100, 102], {"hedge": {1}}, labels={"advice": float(i % 3)}) for i in range(4)]) for _ in range(4)]

    def stop(line: str) -> None:
        if line.startswith("step 2 "):
            raise KeyboardInterrupt

    whole, parted = deepcopy(network), deepcopy(network)
    loop.train_network(whole, batches, partial(training.batch_loss, whole), tmp_path / "whole.pt", lambda _: None)
    with pytest.raises(KeyboardInterrupt):
        loop.train_network(parted, batches, partial(training.batch_loss, parted), tmp_path / "parted.pt", stop)
    lines: list[str] = []
    again = deepcopy(network)
    loop.train_network(again, batches, partial(training.batch_loss, again), tmp_path / "parted.pt", lines.append)
    found = torch.load(tmp_path / "parted.pt", weights_only=True)["network"]

    assert lines[0] == "going on from step 2 of 4"
    assert all(torch.allclose(found[name], value, atol=1e-6) for name, value in whole.state_dict().items())
