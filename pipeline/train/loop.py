"""The training loop: batches in a fixed order, so that a run can be resumed from any step's number."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import torch
from torch import Tensor

from pipeline.train.encoder.network import Trainable
from pipeline.train.files import SEED

MINILM_RATES = 1.5e-4, 1e-3
"""Learning rates of the pretrained layers and of the heads."""
WARM_UP = 0.06
SAVE_EVERY = 500
Batch = TypeVar("Batch")


def narrow_numbers() -> torch.autocast:
    """Return a context in which the processor multiplies in bfloat16, if it can: one that has to imitate it takes three times as long as without."""
    known = torch.cpu.get_capabilities() if hasattr(torch.cpu, "get_capabilities") else {}
    return torch.autocast("cpu", dtype=torch.bfloat16, enabled=bool(known.get("avx512_bf16") or known.get("amx_bf16")))


def train_network(
    network: Trainable,
    batches: Sequence[Batch],
    loss_of: Callable[[Batch], Tensor],
    checkpoint: Path,
    report: Callable[[str], None],
    pace: float = 1.0,
    rates: tuple[float, float] = MINILM_RATES,
) -> None:
    """Train ``network`` in place, going on from ``checkpoint`` when there is one; ``pace`` scales the learning ``rates``."""
    network.encoder.words.weight.requires_grad = False  # half of all weights, and what they mean is learnt already
    optimiser = torch.optim.AdamW(_groups(network, pace * rates[0], pace * rates[1]), weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: _rate(step, len(batches)))
    done = 0
    if checkpoint.is_file():
        kept = torch.load(checkpoint, weights_only=True)
        network.load_state_dict(kept["network"])
        optimiser.load_state_dict(kept["optimiser"])
        schedule.load_state_dict(kept["rates"])
        done = int(kept["step"])
        report(f"going on from step {done} of {len(batches)}")
    network.train()
    started, total = time.perf_counter(), 0.0
    for step in range(done, len(batches)):
        torch.manual_seed(SEED * 1_000_003 + step)  # dropout depends on the step alone, also after a resumption
        loss = loss_of(batches[step])
        optimiser.zero_grad(set_to_none=True)
        torch.autograd.backward(loss)
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        total += float(loss.detach())
        if (step + 1) % SAVE_EVERY == 0 or step + 1 == len(batches):
            _save(checkpoint, {"network": network.state_dict(), "optimiser": optimiser.state_dict(), "rates": schedule.state_dict(), "step": step + 1})
            each = (time.perf_counter() - started) / (step + 1 - done)
            report(f"step {step + 1} of {len(batches)}, loss {total / SAVE_EVERY:.3f}, {each * (len(batches) - step - 1) / 60:.0f} min left")
            total = 0.0
    network.eval()


def _groups(network: Trainable, encoder_rate: float, head_rate: float) -> list[dict[str, object]]:
    encoder = [p for name, p in network.named_parameters() if name.startswith("encoder.") and p.requires_grad]
    heads = [p for name, p in network.named_parameters() if not name.startswith("encoder.") and p.requires_grad]
    return [{"params": encoder, "lr": encoder_rate}, {"params": heads, "lr": head_rate}]


def _rate(step: int, steps: int) -> float:
    warm = max(1, int(WARM_UP * steps))
    return (step + 1) / warm if step < warm else max(0.02, (steps - step) / max(1, steps - warm))


def _save(path: Path, state: dict[str, object]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_suffix(".part")
    torch.save(state, half)
    half.replace(path)
