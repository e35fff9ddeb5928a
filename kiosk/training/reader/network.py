"""The joint reader: summed features a token, a few Transformer layers, four heads; written out to show attention."""

import math
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from kiosk.assistant.tokens import HEAD, MOST_TOKENS
from kiosk.training.reader.grammar import POLARITIES
from kiosk.training.reader.labels import INTENTS, TAGS, VALUE_NAMES


@dataclass(frozen=True)
class Shape:
    """The network's sizes."""

    dimensions: int = 160
    layers: int = 3
    heads: int = 4
    inner: int = 320
    dropout: float = 0.15


class Layer(nn.Module):  # type: ignore[misc]
    """Self-attention and a feed-forward part, normalised first; gives its attention weights too."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads = shape.heads
        self.before_attention = nn.LayerNorm(shape.dimensions)
        self.qkv = nn.Linear(shape.dimensions, 3 * shape.dimensions)
        self.out = nn.Linear(shape.dimensions, shape.dimensions)
        self.before_inner = nn.LayerNorm(shape.dimensions)
        self.inner = nn.Linear(shape.dimensions, shape.inner)
        self.outer = nn.Linear(shape.inner, shape.dimensions)
        self.dropout = nn.Dropout(shape.dropout)

    def forward(self, x: Tensor, bias: Tensor) -> tuple[Tensor, Tensor]:
        """(n, t, d) and a mask's bias (n, 1, 1, t) to the next (n, t, d) and the weights (n, heads, t, t)."""
        n, t, d = x.shape
        qkv = self.qkv(self.before_attention(x)).reshape(n, t, 3, self.heads, d // self.heads).permute(2, 0, 3, 1, 4)
        query, key, value = qkv[0], qkv[1], qkv[2]
        weights = torch.softmax(query @ key.transpose(-1, -2) / math.sqrt(d // self.heads) + bias, dim=-1)
        mixed = (self.dropout(weights) @ value).transpose(1, 2).reshape(n, t, d)
        x = x + self.dropout(self.out(mixed))
        x = x + self.dropout(self.outer(functional.gelu(self.inner(self.before_inner(x)))))
        return x, weights


class Network(nn.Module):  # type: ignore[misc]
    """Features of tokens to intents, tags, polarities and values."""

    def __init__(self, rows: int, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        d = shape.dimensions
        self.table = nn.EmbeddingBag(rows, d, mode="sum", padding_idx=0)
        self.places = nn.Parameter(torch.randn(HEAD + MOST_TOKENS, d) * 0.02)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))
        self.last = nn.LayerNorm(d)
        self.dropout = nn.Dropout(shape.dropout)
        self.intent = nn.Linear(2 * d, len(INTENTS))
        self.tag = nn.Linear(d, len(TAGS))
        self.polarity = nn.Linear(d, len(POLARITIES))
        self.value = nn.Linear(d, len(VALUE_NAMES))
        nn.init.normal_(self.table.weight, std=0.06)
        with torch.no_grad():
            self.table.weight[0] = 0

    def embed(self, ids: Tensor) -> Tensor:
        """(n, t, features) to the tokens' vectors (n, t, d)."""
        n, t, f = ids.shape
        summed: Tensor = self.table(ids.reshape(n * t, f)).reshape(n, t, -1)
        return summed + self.places[:t]

    def forward(self, ids: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
        """(n, t, features; 0 pads) to intents (n, i), tags (n, t, k), polarities, values, attention (n, l, h, t, t)."""
        mask = ids[:, :, 0] > 0
        return self.read(self.embed(ids), mask)

    def read(self, vectors: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
        """The same from the tokens' vectors."""
        x, seen = self.encode(vectors, mask)
        share = mask.float()[:, :, None]
        mean = (x * share).sum(1) / share.sum(1)
        pooled = torch.cat([x[:, 0], mean], dim=-1)
        return self.intent(self.dropout(pooled)), self.tag(x), self.polarity(x), self.value(x), torch.stack(seen, 1)

    def encode(self, vectors: Tensor, mask: Tensor) -> tuple[Tensor, list[Tensor]]:
        """The last layer's vectors (n, t, d), and each layer's attention."""
        bias = (~mask).float()[:, None, None, :] * -1e4
        x, seen = self.dropout(vectors), []
        for layer in self.layers:
            x, weights = layer(x, bias)
            seen.append(weights)
        return self.last(x), seen


class Exported(nn.Module):  # type: ignore[misc]
    """The trained network with int8 weights, as it is written: every matrix a table of bytes and a scale a row."""

    def __init__(self, network: Network, temperature: float) -> None:
        super().__init__()
        self.network = network.eval()
        self.temperature = temperature
        table = network.table.weight.detach()
        scale = (table.abs().amax(1, keepdim=True) / 127).clamp(min=1e-8)
        self.register_buffer("rows", torch.round(table / scale).to(torch.int8))
        self.register_buffer("scales", scale)
        for module in network.modules():
            if isinstance(module, nn.Linear):
                _rounded(module)

    def forward(self, ids: Tensor) -> Any:
        """As `Network.forward`; the intents are probabilities, tempered."""
        rows: Any = self.rows
        scales: Any = self.scales
        vectors = (rows[ids].float() * scales[ids]).sum(2) + self.network.places[: ids.shape[1]]
        intents, tags, polarities, values, attention = self.network.read(vectors, ids[:, :, 0] > 0)
        return (torch.softmax(intents / self.temperature, -1), torch.softmax(tags, -1),
                torch.softmax(polarities, -1), torch.softmax(values, -1), attention)  # fmt: skip


def _rounded(linear: nn.Linear) -> None:
    """Weights rounded to what an int8 with one scale a row can hold; the export then packs them without loss."""
    with torch.no_grad():
        scale = (linear.weight.abs().amax(1, keepdim=True) / 127).clamp(min=1e-8)
        linear.weight.copy_(torch.round(linear.weight / scale) * scale)
