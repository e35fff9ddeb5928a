"""Training: batches of made sentences, one loss over four heads, a checkpoint after every chunk, and the measuring."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from kiosk.assistant.tokens import HEAD, MOST_FEATURES, Tokens
from kiosk.base.settings import LANGUAGES
from kiosk.training.reader.corpus import Example, Maker
from kiosk.training.reader.grammar import POLARITIES
from kiosk.training.reader.labels import INTENTS, TAGS, VALUE_NAMES
from kiosk.training.reader.network import Network, Shape

_IGNORED: Final = -100
_INTENT: Final = {name: at for at, name in enumerate(INTENTS)}
_TAG: Final = {name: at for at, name in enumerate(TAGS)}
_VALUE: Final = {name: at for at, name in enumerate(VALUE_NAMES)}
_POLARITY: Final = {name: at for at, name in enumerate(POLARITIES)}
_BETWEEN: Final = 10
"""Steps between two weights that are averaged."""
Say = Callable[[str, float], None]


@dataclass(frozen=True)
class Recipe:
    """Steps, sizes and seed."""

    steps: int = 6900
    templates: int = 5500
    """The first steps, whose sentences are made from templates alone; the others hear whole sayings too."""
    batch: int = 64
    chunk: int = 250
    """Steps between checkpoints; each chunk has sentences of its own."""
    rate: float = 2e-3
    later: float = 0.4
    """Share of the rate that the steps with whole sayings begin with."""
    warm: int = 100
    smoothing: float = 0.05
    kept: float = 0.88
    """Share of the features that a step keeps."""
    seed: int = 0
    decay: float = 0.05
    """Of the weights."""
    averaged: float = 0.08
    """Share of the steps, the last ones, over which the weights are averaged."""
    shape: Shape = field(default_factory=Shape)


@dataclass(frozen=True)
class Batch:
    """Examples as arrays, padded to the longest."""

    ids: Tensor
    intents: Tensor
    """The first right intent, (n,)."""
    right: Tensor
    """Whether an intent is right, (n, intents)."""
    tags: Tensor
    polarities: Tensor
    values: Tensor


def batch_of(examples: Sequence[Example], tokens: Tokens) -> Batch:
    """Pad and number examples."""
    bags = [tokens.features(e.tokens, e.state) for e in examples]
    t, f = max(len(b) for b in bags), MOST_FEATURES
    ids = np.zeros((len(bags), t, f), np.int64)
    labels = np.full((3, len(bags), t), _IGNORED, np.int64)
    for row, (bag, e) in enumerate(zip(bags, examples, strict=True)):
        for at, features in enumerate(bag):
            ids[row, at, : len(features)] = features
        for at, (tag, value, polarity) in enumerate(zip(e.tags, e.values, e.polarities, strict=True), HEAD):
            labels[0, row, at] = _TAG[tag] if tag else _IGNORED
            labels[1, row, at] = _POLARITY[polarity] if polarity else _IGNORED
            labels[2, row, at] = _VALUE.get(value, _IGNORED)
    intents = torch.tensor([_INTENT[e.intent] for e in examples])
    right = torch.zeros((len(examples), len(INTENTS)), dtype=torch.bool)
    for row, e in enumerate(examples):
        right[row, [_INTENT[name] for name in (e.intent, *e.also)]] = True
    return Batch(torch.from_numpy(ids), intents, right, *(torch.from_numpy(x) for x in labels))


def intent_loss(logits: Tensor, right: Tensor, smoothing: float) -> Tensor:
    """Minus the log of the probability of all right intents together, with a little of every intent's."""
    odds = torch.log_softmax(logits, -1)
    meant = torch.logsumexp(odds.masked_fill(~right, -1e4), -1)
    return -((1 - smoothing) * meant + smoothing * odds.mean(-1)).mean()


def loss_of(network: Network, batch: Batch, recipe: Recipe, chance: torch.Generator) -> Tensor:
    """Intent, tags, polarity and value, summed; some features are dropped so that none is relied on alone."""
    ids = batch.ids
    dropped = torch.rand(ids.shape, generator=chance) > recipe.kept
    dropped[:, :, 0] = False
    intents, tags, polarities, values, _ = network(ids.masked_fill(dropped, 0))
    flat = lambda x: x.reshape(-1, x.shape[-1])  # noqa: E731
    loss = intent_loss(intents, batch.right, recipe.smoothing)
    for logits, labels in ((tags, batch.tags), (polarities, batch.polarities), (values, batch.values)):
        if (labels != _IGNORED).any():
            loss = loss + functional.cross_entropy(flat(logits), labels.reshape(-1), ignore_index=_IGNORED)  # type: ignore[no-untyped-call]
    return loss


def fit(first: Maker, then: Maker, tokens: Tokens, recipe: Recipe, checkpoint: Path, say: Say) -> Network:
    """Train on templates, then on whole sayings too; gives averaged weights, goes on from its own checkpoint."""
    torch.manual_seed(recipe.seed)
    network = Network(tokens.size, recipe.shape)
    average = torch.optim.swa_utils.AveragedModel(network)
    optimiser = torch.optim.AdamW(
        network.parameters(), recipe.rate, betas=(0.9, 0.98), weight_decay=recipe.decay, fused=True
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: _rate(step, recipe))
    done = _resume(checkpoint, recipe, network, average, optimiser, schedule)
    while done < recipe.steps:
        chance = random.Random(f"{recipe.seed} {done}")
        drops = torch.Generator().manual_seed(recipe.seed * 100_003 + done)
        maker = first if done < recipe.templates else then
        examples = sorted(maker.make(recipe.chunk * recipe.batch, chance), key=lambda e: len(e.tokens))
        batches = [examples[i : i + recipe.batch] for i in range(0, len(examples), recipe.batch)]
        chance.shuffle(batches)
        network.train()
        total = 0.0
        for step, part in enumerate(batches[: recipe.steps - done], 1):
            loss = loss_of(network, batch_of(part, tokens), recipe, drops)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            if (done + step) >= recipe.steps * (1 - recipe.averaged) and (done + step) % _BETWEEN == 0:
                average.update_parameters(network)
            total += loss.item()
            say(f"training, loss {total / step:.3f}", (done + step) / recipe.steps)
        done = min(done + recipe.chunk, recipe.steps)
        state = {"recipe": recipe, "done": done, "network": network.state_dict(), "average": average.state_dict(),
                 "optimiser": optimiser.state_dict(), "schedule": schedule.state_dict()}  # fmt: skip
        torch.save(state, checkpoint.with_suffix(".new"))
        checkpoint.with_suffix(".new").replace(checkpoint)
    if int(average.n_averaged):
        network.load_state_dict(average.module.state_dict())
    network.eval()
    return network


def _rate(step: int, recipe: Recipe) -> float:
    """Warm up, then fall linearly to nothing; once more, lower, for the steps with whole sayings."""
    if step < recipe.templates:
        return min((step + 1) / recipe.warm, max(0.02, 1 - step / recipe.templates))
    into, left = step - recipe.templates, recipe.steps - recipe.templates
    return recipe.later * min((into + 1) / recipe.warm, max(0.02, 1 - into / left))


def _resume(checkpoint: Path, recipe: Recipe, network: Network, *others: Any) -> int:
    if not checkpoint.is_file():
        return 0
    state = torch.load(checkpoint, weights_only=False)
    if state["recipe"] != recipe or state["network"]["table.weight"].shape != network.table.weight.shape:
        return 0
    network.load_state_dict(state["network"])
    for name, other in zip(("average", "optimiser", "schedule"), others, strict=True):
        other.load_state_dict(state[name])
    return int(state["done"])


@dataclass(frozen=True)
class Scores:
    """Of held-out frames, in one language."""

    sentences: int
    intent: float
    """The contract's intents; recommend and refine count as one, the rules tell them apart."""
    fine: float
    slots: float
    """F1 of spans: key and both ends."""
    polarity: float
    value: float
    """Of tokens inside spans with a value."""
    ece: float
    """Expected calibration error of the intent."""


def measure(network: Network, tokens: Tokens, examples: Sequence[Example], temperature: float) -> dict[str, Scores]:
    """Scores a language."""
    found: dict[str, Scores] = {}
    for language in LANGUAGES:
        mine = [e for e in examples if e.language == language]
        found[language] = _scores(network, tokens, mine, temperature)
    return found


@dataclass(frozen=True)
class CaseScores:
    """Of written cases, in one language."""

    cases: int
    intent: float
    ece: float


def measure_cases(
    network: Network, tokens: Tokens, examples: Sequence[Example], temperature: float
) -> dict[str, CaseScores]:
    """Intents of cases of which several can be right, a language each."""
    names = sorted({coarse(i) for i in INTENTS})
    member = torch.tensor([[coarse(i) == name for i in INTENTS] for name in names], dtype=torch.float32)
    found: dict[str, CaseScores] = {}
    for language in LANGUAGES:
        sure: list[tuple[float, bool]] = []
        for e in (e for e in examples if e.language == language):
            with torch.no_grad():
                odds = member @ torch.softmax(network(batch_of([e], tokens).ids)[0][0] / temperature, -1)
            said = names[int(odds.argmax())]
            sure.append((float(odds.max()), said in {coarse(name) for name in (e.intent, *e.also)}))
        right = sum(ok for _, ok in sure) / max(1, len(sure))
        found[language] = CaseScores(len(sure), right, _ece(sure))
    return found


def coarse(intent: str) -> str:
    """The contract's intent, recommend and refine as one."""
    name = intent.split("/")[0]
    return "recommend" if name == "refine" else name


def _scores(network: Network, tokens: Tokens, examples: list[Example], temperature: float) -> Scores:
    right = fine = hit = said = meant = polarity = polarities = value = values = 0
    sure: list[tuple[float, bool]] = []
    groups = np.array([sorted({coarse(i) for i in INTENTS}).index(coarse(i)) for i in INTENTS])
    for start in range(0, len(examples), 64):
        part = examples[start : start + 64]
        batch = batch_of(part, tokens)
        with torch.no_grad():
            intents, tags, signs, kinds, _ = network(batch.ids)
        odds = torch.softmax(intents / temperature, -1).numpy()
        summed = np.stack([odds[:, groups == g].sum(1) for g in range(groups.max() + 1)], 1)
        truth = batch.intents.numpy()
        ok = summed.argmax(1) == groups[truth]
        right, fine = right + int(ok.sum()), fine + int((odds.argmax(1) == truth).sum())
        sure += list(zip(summed.max(1).tolist(), ok.tolist(), strict=True))
        for row, e in enumerate(part):
            guess = [TAGS[i] for i in tags[row, HEAD : HEAD + len(e.tokens)].argmax(-1)]
            one, other = spans(guess), spans(e.tags)
            hit, said, meant = hit + len(one & other), said + len(one), meant + len(other)
        for logits, labels, kind in ((signs, batch.polarities, 0), (kinds, batch.values, 1)):
            known = labels != _IGNORED
            same = int((logits.argmax(-1)[known] == labels[known]).sum())
            if kind:
                value, values = value + same, values + int(known.sum())
            else:
                polarity, polarities = polarity + same, polarities + int(known.sum())
    n = max(len(examples), 1)
    return Scores(len(examples), right / n, fine / n, 2 * hit / max(1, said + meant), polarity / max(1, polarities),
                  value / max(1, values), _ece(sure))  # fmt: skip


def spans(tags: Sequence[str]) -> set[tuple[str, int, int]]:
    """(key, first, after) of each run of tags; an I of another key than before begins one too."""
    found, start, key = set(), 0, ""
    for at, tag in enumerate([*tags, "O"]):
        if key and tag != f"I-{key}":
            found.add((key, start, at))
            key = ""
        if tag != "O" and not key:
            start, key = at, tag[2:]
    return found


def _ece(sure: Sequence[tuple[float, bool]]) -> float:
    total, error = max(len(sure), 1), 0.0
    for low in np.arange(0.0, 1.0, 0.1):
        inside = [(p, ok) for p, ok in sure if low < p <= low + 0.1]
        if inside:
            error += abs(sum(p for p, _ in inside) - sum(ok for _, ok in inside)) / total
    return error


def best_temperature(network: Network, tokens: Tokens, examples: Sequence[Example]) -> float:
    """The temperature that makes the right intents of sentences never trained on likeliest."""
    logits, truth = [], []
    for start in range(0, len(examples), 64):
        batch = batch_of(examples[start : start + 64], tokens)
        with torch.no_grad():
            logits.append(network(batch.ids)[0])
        truth.append(batch.right)
    all_logits, all_truth = torch.cat(logits), torch.cat(truth)
    tried = np.arange(0.5, 3.01, 0.05)
    losses = [float(intent_loss(all_logits / float(t), all_truth, 0.0)) for t in tried]
    return round(float(tried[int(np.argmin(losses))]), 2)
