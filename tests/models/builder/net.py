"""The acoustic net: four Linear-ReLU-BatchNorm layers over frames, trained on phones every 30 ms, then folded."""

import math
import time
from dataclasses import dataclass

import numpy as np
import torch
from report import tell
from torch import nn

OFFSETS: tuple[tuple[int, ...], ...] = ((-2, -1, 0, 1, 2), (-3, 0, 3), (-3, 0, 3), (-6, 0, 6))
CONTEXT = sum(max(o) for o in OFFSETS)
"""Frames of context on each side."""
RAREST = 0.004
"""No phone's prior is taken as smaller: a rare phone would win wherever nothing fits."""
SILENCE_MOST = 0.08
"""Silence is frequent; divided by its true prior it would lose to words in the pauses."""


@dataclass(frozen=True)
class Folded:
    """Plain affine layers (weights (out, in), bias (out,)), ReLU between them, log-softmax after the last."""

    layers: tuple[tuple[np.ndarray, np.ndarray], ...]
    priors: np.ndarray


class _Net(nn.Module):
    def __init__(self, inputs: int, width: int, phones: int) -> None:
        super().__init__()
        self.blocks = nn.ModuleList()
        size = inputs
        for index, offsets in enumerate(OFFSETS):
            stride = 3 if index == 0 else 1
            dilation = 1 if index == 0 else offsets[-1] // 3
            self.blocks.append(nn.Conv1d(size, width, len(offsets), stride=stride, dilation=dilation))
            self.blocks.append(nn.ReLU())
            self.blocks.append(nn.BatchNorm1d(width))
            size = width
        self.out = nn.Conv1d(width, phones, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        for block in self.blocks:
            x = block(x)
        return self.out(x)


def train(material: list[tuple[np.ndarray, np.ndarray]], phones: int, *, width: int, epochs: int, seed: int) -> Folded:
    """Train on (features (frames, 40), labels every third frame) and fold normalisations into the affines."""
    torch.manual_seed(seed)
    everything = np.concatenate([f for f, _ in material])
    mean, deviation = everything.mean(0), everything.std(0)
    net = _Net(everything.shape[1], width, phones)
    chunks, targets = _chunks([((f - mean) / deviation, y) for f, y in material])
    optimiser = torch.optim.AdamW(net.parameters(), lr=3e-3, weight_decay=1e-3)
    batch = 64
    steps = epochs * math.ceil(len(chunks) / batch)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 4e-3, total_steps=steps)
    loss_of = nn.CrossEntropyLoss(ignore_index=-1, label_smoothing=0.05)
    started = time.time()
    for epoch in range(epochs):
        order = torch.randperm(len(chunks))
        total = 0.0
        for first in range(0, len(order), batch):
            picked = order[first : first + batch]
            optimiser.zero_grad()
            loss = loss_of(net(chunks[picked]), targets[picked])
            loss.backward()
            optimiser.step()
            schedule.step()
            total += float(loss.detach()) * len(picked)
        spent = time.time() - started
        tell(f"epoch {epoch + 1}/{epochs} loss {total / len(order):.3f} after {spent:.0f} s")
    net.eval()
    counts = np.bincount(np.concatenate([y for _, y in material]), minlength=phones)
    priors = np.maximum(counts / counts.sum(), RAREST)
    priors[0] = min(priors[0], SILENCE_MOST)  # index 0 is silence
    return Folded(_fold(net, mean, deviation), priors / priors.sum())


def _chunks(material: list[tuple[np.ndarray, np.ndarray]], outputs: int = 50) -> tuple[torch.Tensor, torch.Tensor]:
    """Cut into pieces of 50 outputs with their context; edges repeat the outermost frame as Kaldi does."""
    pieces, wanted = [], []
    for values, y in material:
        tail = 3 * outputs
        padded = np.concatenate([values[:1].repeat(CONTEXT, 0), values, values[-1:].repeat(CONTEXT + tail, 0)])
        for first in range(0, len(y), outputs):
            piece = padded[3 * first : 3 * (first + outputs - 1) + 2 * CONTEXT + 1]
            part = y[first : first + outputs]
            pieces.append(piece)
            wanted.append(np.pad(part, (0, outputs - len(part)), constant_values=-1))
    return (
        torch.from_numpy(np.stack(pieces).astype(np.float32)).transpose(1, 2).contiguous(),
        torch.from_numpy(np.stack(wanted).astype(np.int64)),
    )


def _fold(net: _Net, mean: np.ndarray, deviation: np.ndarray) -> tuple[tuple[np.ndarray, np.ndarray], ...]:
    scale, shift = 1.0 / deviation, -mean / deviation
    layers = []
    convolutions = [b for b in net.blocks if isinstance(b, nn.Conv1d)] + [net.out]
    norms = [b for b in net.blocks if isinstance(b, nn.BatchNorm1d)]
    for index, layer in enumerate(convolutions):
        weight = layer.weight.detach().numpy().astype(np.float64)  # (out, in, taps)
        bias = layer.bias.detach().numpy() + (weight * shift[None, :, None]).sum((1, 2))
        folded = (weight * scale[None, :, None]).transpose(0, 2, 1).reshape(len(weight), -1)  # taps outer, as Append()
        layers.append((folded, bias))
        if index < len(norms):
            norm = norms[index]
            deviation_out = np.sqrt(norm.running_var.numpy() + norm.eps)
            scale = norm.weight.detach().numpy() / deviation_out
            shift = norm.bias.detach().numpy() - norm.running_mean.numpy() * scale
    return tuple(layers)
