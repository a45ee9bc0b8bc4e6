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


def test_evening_out_changes_no_output() -> None:
    from pipeline.train.encoder.network import Encoder
    from pipeline.train.encoder.smooth import Smoothed, smooth

    torch.manual_seed(2)
    encoder = Encoder(vocabulary=50).eval()
    with torch.no_grad():
        encoder.layers[0].up.weight[:, 3] *= 40  # a channel that sticks out
    ids, mask = torch.randint(0, 50, (2, 9)), torch.ones(2, 9, dtype=torch.long)
    with torch.no_grad():
        before = encoder(ids, mask)
        smooth(encoder, lambda: encoder(ids, mask))
        after = encoder(ids, mask)

    assert isinstance(encoder.layers[0].query, Smoothed)
    assert torch.allclose(before, after, atol=1e-4)


def test_the_shipped_weights_can_be_read_back() -> None:
    pytest.importorskip("onnx", reason="the train extra is not installed")
    from pipeline.models import models_folder
    from pipeline.train.pairs.examples import Pair, Tokenise
    from pipeline.train.pairs.mpnet import LAYERS, WIDTH, MPNet
    from pipeline.train.pairs.network import PairNetwork, hold
    from pipeline.train.pairs.shipped import load_shipped
    from pipeline.train.pairs.training import padded

    folder = models_folder() / "pairs_large"
    network = PairNetwork(MPNet(), WIDTH)
    load_shipped(network, folder / "pairs.onnx", LAYERS)
    hold(network, 4)
    network.eval()
    left, right = "The lamp weighs 45 g.", "The lamp weighs 60 g."
    with torch.no_grad():
        logits, _ = network(*padded([Tokenise(folder / "tokenizer.json")(Pair(left, right, {}))]))
    found = network.head(logits, "relation").softmax(-1)[0].numpy()

    from pipeline.pair_encoder import load_pair_encoder

    assert found == pytest.approx(load_pair_encoder("pairs_large").read(left, right).relation, abs=0.1)
    assert {name.split(".")[2] for name, p in network.named_parameters() if p.requires_grad and name.startswith("encoder.")} == {"4", "5", "6", "7"}


def test_a_sentence_must_find_its_partner_among_the_other_documents() -> None:
    from pipeline.train.vectors.groups import Group
    from pipeline.train.vectors.run import partner_loss

    group = Group([], [0, 1, 1, 0], [(0, 1)])
    found = torch.tensor([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0], [0.0, 1.0]])
    missed = found[[0, 2, 1, 3]]
    twice = torch.tensor([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0], [1.0, 0.0]])

    assert float(partner_loss(found, group)) < 0.01
    assert float(partner_loss(missed, group)) > 10
    assert float(partner_loss(twice, Group([], [0, 1, 2, 3], [(0, 1)]))) > 0.5  # another sentence lies as near
    assert float(partner_loss(twice, Group([], [0, 1, 2, 3], [(0, 1), (0, 3), (1, 3)]))) < 0.01  # it is a partner too
    assert float(partner_loss(found, Group([], [0, 1, 1, 0], []))) == 0


def test_scored_pairs_keep_their_order() -> None:
    from pipeline.train.vectors.run import rank_loss

    scores = torch.tensor([0.2, 0.8])

    assert float(rank_loss(torch.tensor([0.1, 0.9]), scores)) < 0.01
    assert float(rank_loss(torch.tensor([0.9, 0.1]), scores)) > 10
