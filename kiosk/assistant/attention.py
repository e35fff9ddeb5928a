"""Which words drove which slot and intent: attention rollout, and what changes when a word is hidden.

Attention says where the network looked, not why it decided: two networks can decide alike and look elsewhere. So beside
it stands the effect of hiding each word (its features set to nothing, the place kept): how much of the intent's or the
slot's probability is lost. Where the two disagree, the effect is what counts.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kiosk.assistant.reader import Reader, Span, Understood, coarse_intent
from kiosk.assistant.tokens import HEAD, State


@dataclass(frozen=True)
class Explained:
    """A sentence with the weight of each word; all arrays have one entry a token of the sentence."""

    understood: Understood
    attention: NDArray[np.float32]
    """Of the intent: rollout from the pooled token, sums to 1."""
    effect: NDArray[np.float32]
    """Probability of the intent lost when the word is hidden; negative where it speaks against it."""
    slots: tuple[tuple[Span, NDArray[np.float32], NDArray[np.float32]], ...]
    """Each span with its attention and its effect."""

    def document(self) -> dict[str, Any]:
        """As JSON: the intent, each slot, and a weight a word."""
        words = [token.text for token in self.understood.tokens]
        intent, odds = self.understood.intent
        return {
            "text": self.understood.said,
            "intent": intent,
            "probability": round(odds, 4),
            "detail": self.understood.detail,
            "words": [
                {"text": word, "attention": round(float(a), 4), "effect": round(float(e), 4)}
                for word, a, e in zip(words, self.attention, self.effect, strict=True)
            ],
            "slots": [
                {
                    "key": span.key,
                    "text": self.understood.said[span.start : span.end],
                    "value": span.value,
                    "polarity": span.polarity,
                    "probability": round(span.sure, 4),
                    "words": [
                        {"text": word, "attention": round(float(a), 4), "effect": round(float(e), 4)}
                        for word, a, e in zip(words, looked, lost, strict=True)
                    ],
                }
                for span, looked, lost in self.slots
            ],
        }


def explain(reader: Reader, said: str, state: State | None = None) -> Explained:
    """Explain how a normalised sentence is read."""
    state = state or State()
    understood = reader.read(said, state)
    count = len(understood.tokens)
    hidden = np.repeat(reader.arrays(understood.tokens, state)[None], count + 1, axis=0)
    for at in range(count):
        hidden[at + 1, HEAD + at] = 0
    outputs = reader.run(hidden)
    wanted = understood.intent[0]
    columns = [reader.intent_index(name) for name in understood.intents if coarse_intent(name) == wanted]
    odds = outputs["intents"][:, columns].sum(1)
    flow = rollout(understood.attention)
    return Explained(
        understood=understood,
        attention=_share(flow[0]),
        effect=odds[0] - odds[1:],
        slots=tuple((span, _looked(span, flow), _lost(reader, span, outputs["tags"])) for span in understood.spans),
    )


def rollout(attention: NDArray[np.float32]) -> NDArray[np.float32]:
    """Attention through all layers, (tokens, tokens): heads averaged, each token kept half, rows sum to 1."""
    size = attention.shape[-1]
    flow = np.eye(size, dtype=np.float32)
    for layer in attention.mean(1):
        mixed = 0.5 * layer + 0.5 * np.eye(size, dtype=np.float32)
        flow = (mixed / mixed.sum(-1, keepdims=True)) @ flow
    return flow


def _share(row: NDArray[np.float32]) -> NDArray[np.float32]:
    """The words' part of a row, the special tokens left out, summing to 1."""
    words = row[HEAD:]
    total = words.sum()
    shares: NDArray[np.float32] = words / total if total > 0 else words
    return shares


def _looked(span: Span, flow: NDArray[np.float32]) -> NDArray[np.float32]:
    first, after = span.tokens
    return _share(flow[HEAD + first : HEAD + after].mean(0))


def _lost(reader: Reader, span: Span, tags: NDArray[np.float32]) -> NDArray[np.float32]:
    """The key's mean probability over the span, lost when each word is hidden.

    A word of the span that is hidden itself still has its place, so its own probability falls with the others'.
    """
    first, after = span.tokens
    odds = tags[:, HEAD + first : HEAD + after][:, :, reader.key_columns(span.key)].sum(-1).mean(-1)
    lost: NDArray[np.float32] = odds[0] - odds[1:]
    return lost
